"""The workbook of ``blueprint new --template sheet``: what goes where, example rows to write over, lists to choose from."""

from collections.abc import Iterator
from typing import Final

from blueprint.documents import loads
from blueprint.interchange.sheets.fields import keys_of
from blueprint.interchange.sheets.steps_out import workbook
from blueprint.interchange.sheets.tables import tables
from blueprint.kinds import Keyed, Object
from blueprint.model import Step
from blueprint.templates import filled

Row = tuple[str, str]
_LEAD: Final[tuple[Row, ...]] = (
    ("1", "Write over the examples in the sheets Steps, Service, Processes, Actors, Channels and so on."),
    ("2", "blueprint convert {name}.xlsx -o {name}.blueprint.yaml"),
    ("3", "blueprint check {name}.blueprint.yaml"),
    ("4", "blueprint render {name}.blueprint.yaml -o {name}.svg"),
    ("What a row is", ""),
    ("lane", "A row of Steps is a moment of the service. It stands in the lane of who leads."),
    ("with.LANE", "What another lane does in the same moment stands in a column of that lane, such as with.frontstage."),
    (
        "next, choose, fork, ends",
        "A step goes on in exactly one way: one step, one of several, all of several at once, or nothing follows.",
    ),
    ("process", "An empty cell means: the process of the row above."),
    ("ids", "Small letters, digits and hyphens, such as hand-over. Write words instead, and ids are made of them."),
    ("What a cell may hold", ""),
    ("several ids", "desk, mail"),
    ("several texts", "one on each line of the cell (Alt+Enter)"),
    ("the ways of a choice", "one on each line: out of stock -> offer-other; share: 8%"),
    ("its last way", "otherwise -> pay"),
    ("a fail point", "Too long -> wash; detect: Guest says so; at-most: 2"),
    ("with.customer", "Looks in the mirror; emotion: 1"),
    ("a duration", "30s 5min 4h 2d 10wd 3w 6mo 1y (wd is a working day)"),
    ("a share, a day", "8%, 2026-09-15"),
    ("your own", "Columns whose names begin with x- are kept."),
    ("The columns of Steps", ""),
)


def template(name: str) -> bytes:
    """The workbook for a service of this id; UsageError when the name is no id."""
    blueprint = loads(filled("minimal", name))
    title = (f"{blueprint.title}: a service blueprint in a workbook", "")
    return workbook(tables(blueprint), lead=(title, *((left, right.format(name=name)) for left, right in _LEAD), *_columns()))


def _columns() -> Iterator[Row]:
    yield "process, step", "The ids of the process and of the step."
    for each in keys_of(Step):
        inner = each.kind.type if isinstance(each.kind, Object) else None
        if isinstance(each.kind, Keyed):
            yield f"{each.key}.ID", each.about
        elif inner is None or inner.short:
            yield each.key, each.about
        if inner is not None:
            yield from ((f"{each.key}.{one.key}", one.about) for one in keys_of(inner) if one.key != inner.short)
