"""The columns of the driving-force model: tracks, the enterprise, actors, each a panel with its cards."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from blueprint.innovation.cards import Card, card
from blueprint.innovation.diagram import Field, Look, high
from blueprint.innovation.names import GROUP_TITLES, GROUPS, end_title, force_title
from blueprint.layout.metrics import BOLD, wrap
from blueprint.layout.values import LaneRole, Rect
from blueprint.model import Blueprint
from blueprint.model_innovation import FORCES, Innovation

PAD: Final = 12.0
_HEAD: Final = 11.0
_GAP: Final = 10.0
_ROLES: Final[dict[str, LaneRole]] = {"tracks": "outside", "internal": "frontstage", "actors": "customer"}


@frozen(kw_only=True)
class Column:
    """One of the three columns with its cards."""

    group: str
    title: tuple[str, ...]
    cards: tuple[Card, ...]
    wide: float

    @property
    def head(self) -> float:
        return high(self.title, _HEAD) + 10

    @property
    def least(self) -> float:
        return self.head + PAD + sum(each.height for each in self.cards) + _GAP * max(len(self.cards) - 1, 0) + PAD


def column_of(
    blueprint: Blueprint | None, innovation: Innovation, group: str, enterprise: str, *, every: bool, wide: float
) -> Column:
    """A group of forces: all of them (``every``) or those declared; in the enterprise, with the departments as well."""
    cards = [
        card(name, force_title(name), force.weight if force else None, note=(force.note or "") if force else "", wide=wide)
        for name in GROUPS[group]
        for force in (innovation.forces.get(name),)
        if every or force
    ]
    if group == "internal":
        cards += [card(name, end_title(blueprint, name), None, wide=wide, plain=True) for name in _departments(innovation)]
    title = enterprise if group == "internal" else GROUP_TITLES[group]
    lines = wrap(title, (wide + 2 * PAD - 12) / BOLD, _HEAD, 2)
    return Column(group=group, title=lines, cards=tuple(cards), wide=wide + 2 * PAD)


def _departments(innovation: Innovation) -> list[str]:
    """The ends of links that are no forces, in order of their ids, and the members of the network."""
    ends = {end for link in innovation.links for end in (link.from_, link.to) if end not in FORCES}
    return sorted(ends | ({*innovation.network.members} if innovation.network else set()))


def stacked(column: Column, tall: float) -> Iterator[tuple[Card, float]]:
    """The cards of a column from above, evenly over its height."""
    count = len(column.cards)
    free = tall - column.least
    gap = _GAP + (free / (count + 1) if count else 0)
    y = column.head + PAD + (free / (count + 1) if count else 0)
    for each in column.cards:
        yield each, y
        y += each.height + gap


def drawn(column: Column, x: float, tall: float, places: dict[str, Rect]) -> Iterator[Field]:
    """A column at its place: its panel, its heading, its cards."""
    role = _ROLES[column.group]
    said = "The enterprise" if column.group == "internal" else GROUP_TITLES[column.group]
    yield Field(id=f"@{column.group}", look="panel", rect=Rect(x, 0, column.wide, tall), role=role, tip=said)
    look: Look = "enterprise-head" if column.group == "internal" else "head"
    head = Rect(x, 0, column.wide, column.head)
    yield Field(id=f"@{column.group}:head", look=look, rect=head, lines=column.title, size=_HEAD, bold=True, role=role)
    for each in column.cards:
        yield from each.fields(places[each.id].x, places[each.id].y, role)


def home(columns: Sequence[Column], name: str) -> int:
    """The column that a force or department stands in; -1 for what is not shown."""
    return next((number for number, column in enumerate(columns) if any(each.id == name for each in column.cards)), -1)
