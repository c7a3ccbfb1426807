"""One blueprint as rules look at it: its elements with their places, and what follows from lanes and ways."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from blueprint.model import SEEN_ROLES, Blueprint, Choose, End, Fork, Next, Process, Step
from blueprint.paths import Path
from blueprint.records import Reference, references, walk

Verb = Literal["opens", "starts", "runs", "continues", "stops", "when-broken"]
LEADING_VERBS = frozenset({"opens", "starts", "runs", "continues", "when-broken"})


@frozen
class Place:
    """A step and where it stands."""

    process_id: str
    step_id: str
    step: Step

    @property
    def path(self) -> Path:
        return "processes", self.process_id, "steps", self.step_id

    @property
    def name(self) -> str:
        """What the step does, in quotes, as messages call it."""
        return f"'{self.step.does}'"


@frozen
class HandOver:
    """A link from a process, or one of its steps, to another process."""

    verb: Verb
    process_id: str
    step_id: str | None
    target: str


@frozen(eq=False)
class View:
    """A blueprint on a given day. Everything here is computed once and never changed."""

    blueprint: Blueprint
    today: date = field(factory=date.today)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every step of every process."""
        return tuple(
            Place(process_id, step_id, step)
            for process_id, process in self.blueprint.processes.items()
            for step_id, step in process.steps.items()
        )

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every id that anything refers to."""
        return tuple(each for path, element in walk(self.blueprint) for each in references(element, path))

    def of_kind(self, *kinds: str) -> Mapping[str, Process]:
        """The processes of these kinds, by id."""
        return {name: each for name, each in self.blueprint.processes.items() if each.kind in kinds}

    def in_phase(self, phase: str) -> Mapping[str, Process]:
        """The processes of a phase, by id."""
        return {name: each for name, each in self.blueprint.processes.items() if each.phase == phase}

    def steps_of(self, process_id: str) -> tuple[Place, ...]:
        """The steps of one process."""
        return tuple(Place(process_id, name, step) for name, step in self.blueprint.processes[process_id].steps.items())

    def lanes(self, step: Step) -> frozenset[str]:
        """The roles that take part in a step: of its own lane, and of its parts."""
        roles = (self.blueprint.role(lane) for lane in (step.lane, *step.with_))
        return frozenset(role for role in roles if role is not None)

    def is_seen(self, step: Step) -> bool:
        """Whether the customer sees the step: it, or a part of it, stands above the line of visibility."""
        return bool(self.lanes(step) & SEEN_ROLES)

    def is_answer(self, step: Step) -> bool:
        """Whether the customer hears from the other side in this step."""
        return bool(self.lanes(step) & (SEEN_ROLES - {"customer"}))

    def is_led_by_customer(self, step: Step) -> bool:
        return self.blueprint.role(step.lane) == "customer"

    @cached_property
    def hand_overs(self) -> tuple[HandOver, ...]:
        """Every link between processes, as far as both of its ends exist."""
        links = [*self._from_processes(), *self._from_steps(), *self._from_promises()]
        return tuple(each for each in links if each.target in self.blueprint.processes)

    def _from_processes(self) -> Iterator[HandOver]:
        for process_id, process in self.blueprint.processes.items():
            for target in process.opens:
                yield HandOver("opens", process_id, None, target)

    def _from_steps(self) -> Iterator[HandOver]:
        for place in self.places:
            for verb, targets in _links(place.step):
                for target in targets:
                    yield HandOver(verb, place.process_id, place.step_id, target.partition(".")[0])

    def _from_promises(self) -> Iterator[HandOver]:
        for promise in self.blueprint.promises.values():
            for end in promise.to:
                process_id, _, step_id = end.partition(".")
                for target in promise.when_broken if process_id in self.blueprint.processes else ():
                    yield HandOver("when-broken", process_id, step_id, target)


def _links(step: Step) -> Iterator[tuple[Verb, tuple[str, ...]]]:
    yield "opens", step.opens
    yield "starts", step.starts
    yield "runs", (step.runs,) if step.runs else ()
    yield "stops", step.stops
    if isinstance(step.way, End):
        yield "continues", step.way.continues


def ways(step: Step) -> tuple[str, ...]:
    """The steps that follow in the ordinary course, in the order written."""
    match step.way:
        case Next(to=to):
            return (to,)
        case Choose(options=options):
            return tuple(option.to for option in options)
        case Fork(to=several):
            return several
    return ()


def exits(step: Step) -> tuple[str, ...]:
    """The steps that follow when something goes wrong: recoveries, and the way out when it is late."""
    recoveries = tuple(failure.recover for failure in step.fails if failure.recover)
    return (*recoveries, step.late) if step.late else recoveries
