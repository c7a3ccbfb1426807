"""Routes: which gutters the ways of a block go through, and by which sides they leave and enter boxes.

Between columns run upright gutters, between rows level ones; boxes stand only in cells. A way leaves to the right and enters
from the left, or, where the cells above or below are free, by the middle of the upper or lower edge; only what simply follows
leaves so. It runs straight where nothing stands between, drops onto its target or hooks out of its source with one bend, turns
in an upright gutter with two, and otherwise goes round through a level gutter. So it can cross no box.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from attrs import evolve, frozen

from blueprint.layout.blocks import Block, Way
from blueprint.layout.cards import WIDTH
from blueprint.layout.cells import Cells, Shaft, axis, edge

_BESIDE: Final = 30.0
"""How far from the middle of the lower edge a way may enter, where the middle is taken: nothing else stands there."""


@frozen(kw_only=True)
class Route:
    """The course of a way. ``rows``: of source and target; ``upright``: the gutters it turns in, each by the column right of it;
    ``level``: the gutter it goes round through, by the row below it; ``edges``: whether it leaves and enters by the upper or
    lower edge; ``beside``: whether it enters left (-1) or right (1) of the middle; ``leaves`` and ``enters``: heights from
    the rows' axes.
    """

    way: Way
    kind: Literal["straight", "drop", "hook", "turn", "round"]
    rows: tuple[int, int]
    columns: tuple[int, int]
    upright: tuple[int, ...] = ()
    level: int = -1
    edges: tuple[bool, bool] = (False, False)
    beside: int = 0
    enters: float = 0.0

    @property
    def leaves(self) -> float:
        return self.way.exit.at[1]

    @property
    def side(self) -> int:
        """From where the way comes to its target: -1 from above, 1 from below, 0 along its row."""
        if self.kind == "round":
            return -1 if self.level <= self.rows[1] else 1
        if self.rows[0] != self.rows[1]:
            return -1 if self.rows[0] < self.rows[1] else 1
        return 0

    @property
    def beyond(self) -> bool:
        """Whether it goes round beyond the rows of its ends."""
        return not min(self.rows) <= self.level <= max(self.rows) + 1

    @property
    def to_right(self) -> bool:
        """Whether a way round goes to the right in its level gutter."""
        first, last = (2 * g + c * e for g, c, e in zip(self.upright, (-1, 1), self.edges, strict=True))
        return last > first

    @property
    def bends(self) -> int:
        return {"straight": 0, "drop": 1, "hook": 1, "turn": 2}.get(self.kind, 4 - sum(self.edges))

    def lower(self, end: int) -> bool:
        """Whether the edge by which it leaves (0) or enters (1) is the lower one."""
        other = self.rows[1 - end] if self.kind != "round" else self.level - (self.level <= self.rows[end])
        return other > self.rows[end]

    def middle(self, end: int) -> float:
        """How far from a box's left edge it leaves (0) or enters (1) where it does so by an edge."""
        return WIDTH / 2 + (self.beside * _BESIDE if end else 0.0)

    def shafts(self) -> Iterator[Shaft]:
        """The middle lines of columns that it takes."""
        for end, by_edge in enumerate(self.edges):
            if by_edge and not (end and self.beside):
                far = 2 * self.level if self.kind == "round" else axis(self.rows[1 - end])
                near = edge(self.rows[end], lower=self.lower(end))
                yield self.columns[end], min(near, far), max(near, far)


@frozen
class Taken:
    """The shafts that routes have taken, by column."""

    cells: Cells
    by_column: dict[int, list[tuple[int, int]]]
    beside: set[tuple[str, int]]

    def fits(self, route: Route) -> bool:
        if route.beside and (route.way.target, route.beside) in self.beside:
            return False
        return not any(route.edges) or all(self.cells.open(each, self.by_column.get(each[0], ())) for each in route.shafts())

    def take(self, route: Route) -> None:
        for column, low, high in route.shafts():
            self.by_column.setdefault(column, []).append((low, high))
        if route.beside:
            self.beside.add((route.way.target, route.beside))


def courses(block: Block, cells: Cells, chosen: Mapping[int, Route]) -> list[Route]:
    """A route for each way of a block: the one chosen, where its shafts are free, or the one with fewest bends."""
    taken = Taken(cells, {}, set())
    used: Counter[int] = Counter()
    found: dict[int, Route] = {}
    for index in (*chosen, *(each for each in range(len(block.ways)) if each not in chosen)):
        way, route = block.ways[index], chosen.get(index)
        if route is None or not taken.fits(route):
            route = next(each for each in possible(way, block, cells, used) if taken.fits(each))
        elif route.way != way:
            route = evolve(route, way=way)
        taken.take(route)
        if route.kind == "round":
            used[route.level] += 1
        found[index] = route
    return [found[index] for index in range(len(block.ways))]


def possible(way: Way, block: Block, cells: Cells, used: Mapping[int, int]) -> Iterator[Route]:
    """The routes of a way, those with fewest bends first; the last of them fits always. ``used``: ways by level gutter."""
    a, b = columns = cells.column_of[way.source], cells.column_of[way.target]
    s, t = rows = cells.row_of[way.source], cells.row_of[way.target]
    leaves, enters = way.exit.kind == "next", not block.cards[way.target].joins
    if b > a:
        if s == t and cells.free(s, a, b):
            yield Route(way=way, kind="turn", rows=rows, columns=columns, upright=(a + 1,))
            return
        if s != t and enters and cells.free(s, a, b + 1):
            yield Route(way=way, kind="drop", rows=rows, columns=columns, edges=(False, True))
        if s != t and leaves and cells.free(t, a - 1, b):
            yield Route(way=way, kind="hook", rows=rows, columns=columns, upright=(a,), edges=(True, False))
        for turn in _turns(cells, rows, a, b):
            yield Route(way=way, kind="turn", rows=rows, columns=columns, upright=(turn,))
    rounds = [
        Route(way=way, kind="round", rows=rows, columns=columns, upright=(a + 1, b), level=level, edges=(out, into))
        for level in _levels(way, rows, columns, cells, used)
        for out in (False, True)
        if leaves or not out
        for into in (False, True)
        if (enters or not into) and not (out and into and a == b)
    ]
    below = [evolve(each, beside=1 if not each.to_right else -1) for each in rounds if each.edges[1] and each.level == t + 1]
    yield from sorted([*rounds, *below], key=lambda each: each.bends + 2 * each.beyond)


def _turns(cells: Cells, rows: tuple[int, int], a: int, b: int) -> list[int]:
    """The gutters in which one turn is enough, those where it crosses fewest lines first: level parts on both sides are free."""
    if rows[0] == rows[1]:
        return []
    order = (a + 1, b, *range(a + 2, b)) if b > a + 1 else (b,)
    fit = [g for g in order if cells.free(rows[0], a, g) and cells.free(rows[1], g - 1, b)]
    return sorted(fit, key=lambda g: cells.passed(rows[0], a, g) + cells.passed(rows[1], g - 1, b))


def _levels(way: Way, rows: tuple[int, int], columns: tuple[int, int], cells: Cells, used: Mapping[int, int]) -> list[int]:
    """The level gutters to go round through, the best first: between the rows; in one row above for ways on, below for ways
    back; then those beyond.
    """
    source, target = rows
    a, b = columns
    if source < target:
        between = range(target, source, -1)
    elif source > target:
        between = range(target + 1, source + 1)
    else:
        between = range(source, source + 1) if b > a and way.exit.at[1] <= 0 else range(source + 1, source + 2)
    left, right = (a, b) if b > a else (b - 1, a + 1)
    near = sorted(between, key=lambda each: (used.get(each, 0) // 4, cells.passed(each, left, right), abs(each - between[0])))
    low, high = min(rows), max(rows) + 1
    return near + [each for each in (low, high, low - 1, high + 1) if 0 <= each <= cells.count and each not in near]
