"""A standard as data: the stages that a process owes, to whom, in which order, how soon, and where the customer sees them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from attrs import field, frozen

from blueprint import kinds
from blueprint.kinds import Shape
from blueprint.model import Outcome, ProcessKind
from blueprint.records import Element, about
from blueprint.terms import Day, Id, Text
from blueprint.values import EMPTY, Duration


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class TimeLimit(Element):
    """How soon a stage must be done."""

    limit: Duration = field(metadata=about("How long it may take at most."))
    from_: Id | None = field(
        default=None,
        metadata=about("The stage after which the clock starts; without it, the beginning of the process.", key="from"),
    )


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Stage(Element):
    """One stage of a standard."""

    title: Text = field(metadata=about("Its name for readers."))
    why: Text = field(metadata=about("Why it matters, in plain words; findings say it."))
    source: Text | None = field(default=None, metadata=about("The clause or article it rests on."))
    since: Day | None = field(default=None, metadata=about("Since when it is owed, where that is later than the standard."))
    required: Literal["always", "advised", "never"] = field(
        default="always", metadata=about("Whether it is owed, advised, or merely has a name.")
    )
    outcomes: Annotated[tuple[Outcome, ...], Shape(least=1)] = field(
        default=("success", "partly"), metadata=about("The outcomes that owe it; a run that ends otherwise does not.")
    )
    holds: Literal["in-run", "standing", "span"] = field(
        default="in-run",
        metadata=about(
            "Where it is looked for: a step of every run; anywhere the customer can see beforehand (standing); "
            "or any time in the run, or open to the customer all along (span)."
        ),
    )
    before: tuple[Id, ...] = field(default=(), metadata=about("The stages that cannot begin before this one was ever done."))
    seen: bool = field(default=False, metadata=about("The customer must see it."))
    within: TimeLimit | None = field(default=None, metadata=about("How soon it must be done."))
    records: tuple[Id, ...] = field(default=(), metadata=about("What must be put on record with it, such as case-number."))
    exits: tuple[Text, ...] = field(
        default=(),
        metadata=about(
            "How it can go wrong; the flow needs another way on there. "
            "Stages that name the same exit share it: one way on is enough."
        ),
    )
    may_skip: bool = field(default=False, metadata=about("A step may leave it out with a reason (skips)."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class StageModel(Element):
    """A standard, or a house rule, as the stages that a process owes."""

    standard: Annotated[int, kinds.Whole(1, 1)] = field(default=1, metadata=about("The version of this format: 1.", always=True))
    id: Id = field(metadata=about("The id by which processes follow it."))
    title: Text = field(metadata=about("Its name for readers."))
    source: Text = field(metadata=about("The work it rests on."))
    description: Text | None = field(default=None, metadata=about("More words about it, and what it leaves out."))
    since: Day | None = field(default=None, metadata=about("Since when it is in force."))
    extends: Id | None = field(
        default=None, metadata=about("The standard whose stages it takes over; those of the same id replace them.")
    )
    drops: tuple[Id, ...] = field(default=(), metadata=about("The stages of the extended standard that it leaves out."))
    kinds: tuple[ProcessKind, ...] = field(default=(), metadata=about("The kinds of process that owe it without saying so."))
    owed_to: tuple[Literal["consumer", "business", "citizen"], ...] = field(
        default=(), metadata=about("The kinds of customer it is owed to; default all.")
    )
    stages: Mapping[Id, Stage] = field(default=EMPTY, metadata=about("Its stages, by id."))
