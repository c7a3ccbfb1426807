"""Gutters: every route gets its tracks; from them come the widths of upright gutters and the heights of level ones."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from attrs import frozen

from blueprint.layout.blocks import Block
from blueprint.layout.cards import WIDTH
from blueprint.layout.cells import Cells
from blueprint.layout.entries import entered
from blueprint.layout.routes import Route, courses
from blueprint.layout.tracks import Stretch, assign
from blueprint.values import EMPTY

TRACK: Final = 8.0
START: Final = 26.0
"""How far before a start step its sign stands, in points."""
_ROW: Final = 100_000.0
_AFTER: Final = 15.0
_BEFORE: Final = 17.0
_LEAST: Final = 40.0
_EDGE: Final = 16.0

Height = Callable[[int, float], float]
"""From a row of the sheet and a height from its axis to y."""
Track = Callable[[int, int], float]
"""From a level gutter (by the row below it) and a track to y."""


@frozen(kw_only=True)
class Plan:
    """A block routed: x of every column and of every turn, in points from the block's left edge.

    ``turns``: for each route the x of its upright parts; ``tracks``: for each route round, its track in its level gutter.
    """

    block: Block
    rows: Mapping[tuple[int, int], int]
    courses: Sequence[Route]
    routes: Sequence[Route]
    starts: Mapping[str, float]
    columns: tuple[float, ...]
    width: float
    turns: Sequence[tuple[float, ...]]
    tracks: Mapping[int, int]

    def box_x(self, box: str) -> float:
        return self.columns[self.block.spots[box].column]

    def row(self, box: str) -> int:
        spot = self.block.spots[box]
        return self.rows[spot.lane, spot.row]

    def levels(self) -> dict[int, int]:
        """How many tracks each level gutter needs."""
        count: dict[int, int] = {}
        for index, track in self.tracks.items():
            level = self.routes[index].level
            count[level] = max(count.get(level, 0), track + 1)
        return count

    def points(self, index: int, height: Height, track: Track) -> tuple[tuple[float, float], ...]:
        """The bends of a route, from source to target."""
        route = self.routes[index]
        first, last = self._port(route, 0, height), self._port(route, 1, height)
        if route.kind == "straight":
            return first, last
        if route.kind == "drop":
            return first, (last[0], first[1]), last
        if route.kind == "hook":
            return first, (first[0], last[1]), last
        x = self.turns[index]
        if route.kind == "turn":
            return first, (x[0], first[1]), (x[0], last[1]), last
        y = track(route.level, self.tracks[index])
        leaves = (first,) if route.edges[0] else (first, (x[0], first[1]))
        enters = (last,) if route.edges[1] else ((x[1], last[1]), last)
        return *leaves, (x[0], y), (x[1], y), *enters

    def _port(self, route: Route, end: int, height: Height) -> tuple[float, float]:
        """Where a route leaves (0) or enters (1) its box."""
        box = (route.way.source, route.way.target)[end]
        card, left = self.block.cards[box], self.box_x(box)
        if route.edges[end]:
            return left + route.middle(end), height(route.rows[end], card.down if route.lower(end) else -card.up)
        if end:
            return left - (8 if card.joins else 0), height(route.rows[1], route.enters)
        return left + route.way.exit.at[0], height(route.rows[0], route.leaves)


def plan(block: Block, rows: Mapping[tuple[int, int], int], chosen: Mapping[int, Route] = EMPTY) -> Plan:
    """Route a block. ``rows``: the sheet's row for each lane rank and row within the lane; ``chosen``: courses wanted of ways."""
    cells = Cells.of(block, rows)
    wanted = courses(block, cells, chosen)
    found, starts = entered(block, cells, wanted)
    uprights = _uprights(found)
    tracks = {gutter: assign([stretch for _, _, stretch in parts]) for gutter, parts in uprights.items()}
    counts = {gutter: max(numbers) + 1 for gutter, numbers in tracks.items()}
    columns, firsts, width = _columns(block, counts)
    turns = _turns(found, uprights, tracks, firsts, columns)
    return Plan(
        block=block, rows=rows, courses=wanted, routes=found, starts=starts, columns=columns, width=width,
        turns=turns, tracks=_levels(found, turns),
    )  # fmt: skip


def _uprights(found: Sequence[Route]) -> dict[int, list[tuple[int, int, Stretch]]]:
    """For each upright gutter, its parts of routes: the route, which of its turns, and the stretch."""
    parts: dict[int, list[tuple[int, int, Stretch]]] = defaultdict(list)
    for index, route in enumerate(found):
        leaves = route.rows[0] * 2 * _ROW + route.leaves
        enters = route.rows[1] * 2 * _ROW + route.enters
        if route.kind == "turn":
            stretch = Stretch(((leaves, -1), (enters, 1)), (min(leaves, enters), max(leaves, enters)))
            parts[route.upright[0]].append((index, 0, stretch))
        if route.kind == "round":
            level = (route.level * 2 - 1) * _ROW
            right = 1 if route.to_right else -1
            if not route.edges[0]:
                parts[route.upright[0]].append((index, 0, _to_level((leaves, -1), (level, right))))
            if not route.edges[1]:
                parts[route.upright[1]].append((index, 1, _to_level((enters, 1), (level, -right))))
    return parts


def _to_level(port: tuple[float, int], level: tuple[float, int]) -> Stretch:
    """A stretch from a port to a level gutter; it takes the whole height of the gutter, whose tracks are not known yet."""
    near, far = level[0] - _ROW / 2, level[0] + _ROW / 2
    return Stretch((port, level), (min(port[0], near), max(port[0], far)))


def _columns(block: Block, counts: Mapping[int, int]) -> tuple[tuple[float, ...], dict[int, float], float]:
    """The x of the columns, the x of the first track of each upright gutter, and the width of the block."""
    starting = {block.spots[box].column for box, card in block.cards.items() if card.start}
    x = 0.0
    columns: list[float] = []
    firsts: dict[int, float] = {}
    for gutter in range(block.columns + 1):
        count = counts.get(gutter, 0)
        before = 12 if gutter == 0 else _AFTER
        after = START + 14 if gutter in starting else 12 if gutter == block.columns else _BEFORE
        needed = before + (count - 1) * TRACK + after if count else _EDGE + (START if gutter in starting else 0)
        wide = needed if gutter in {0, block.columns} else max(needed, _LEAST)
        firsts[gutter] = x + before + (wide - needed) / 2
        x += wide
        if gutter < block.columns:
            columns.append(x)
            x += WIDTH
    return tuple(columns), firsts, x


def _turns(
    found: Sequence[Route], uprights: Mapping[int, Sequence[tuple[int, int, Stretch]]],
    tracks: Mapping[int, Sequence[int]], firsts: Mapping[int, float], columns: Sequence[float],
) -> list[tuple[float, ...]]:  # fmt: skip
    turns = [[columns[column] + route.middle(end) for end, column in enumerate(route.columns)] for route in found]
    for gutter, parts in uprights.items():
        for (index, which, _), track in zip(parts, tracks[gutter], strict=True):
            turns[index][which] = firsts[gutter] + track * TRACK
    return [tuple(each) for each in turns]


def _levels(found: Sequence[Route], turns: Sequence[tuple[float, ...]]) -> dict[int, int]:
    """The track of each route that goes round, in its level gutter."""
    parts: dict[int, list[tuple[int, Stretch]]] = defaultdict(list)
    for index, route in enumerate(found):
        if route.kind == "round":
            first, last = turns[index]
            up = -1 if route.rows[0] < route.level else 1
            down = -1 if route.rows[1] < route.level else 1
            stretch = Stretch(((first, up), (last, down)), (min(first, last), max(first, last)))
            parts[route.level].append((index, stretch))
    return {
        index: track
        for level in parts.values()
        for (index, _), track in zip(level, assign([stretch for _, stretch in level]), strict=True)
    }
