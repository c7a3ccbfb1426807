"""Routes: which gutters the ways of a block go through, and at which height they enter a box.

Between columns run upright gutters, between rows level ones; boxes stand only in cells. A way leaves to the right and
enters from the left. It runs straight where nothing stands between, turns once in an upright gutter where the cells on
its level parts are free, and otherwise goes round through a level gutter. So it can cross no box.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal

from attrs import evolve, field, frozen

from blueprint.layout.blocks import Block, Way
from blueprint.layout.cards import PORT, Card

_APART: Final = 7.0
_OFF: Final = 4.5


@frozen(kw_only=True)
class Route:
    """The course of a way. ``rows``: of source and target; ``upright``: the gutters it turns in, each by the column right of it;
    ``level``: the gutter it goes round through, by the row below it; ``leaves`` and ``enters``: heights from the rows' axes.
    """

    way: Way
    kind: Literal["straight", "turn", "round"]
    rows: tuple[int, int]
    upright: tuple[int, ...] = ()
    level: int = -1
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


@frozen
class Cells:
    """Which columns of each row are taken, and by which box."""

    row_of: Mapping[str, int]
    column_of: Mapping[str, int]
    rows: Mapping[int, Sequence[int]] = field(factory=dict)
    box_at: Mapping[tuple[int, int], str] = field(factory=dict)

    @classmethod
    def of(cls, block: Block, rows: Mapping[tuple[int, int], int]) -> "Cells":
        row_of = {box: rows[spot.lane, spot.row] for box, spot in block.spots.items()}
        column_of = {box: spot.column for box, spot in block.spots.items()}
        taken: dict[int, list[int]] = defaultdict(list)
        for box in sorted(column_of, key=lambda each: column_of[each]):
            taken[row_of[box]].append(column_of[box])
        return cls(row_of, column_of, taken, {(row_of[box], column_of[box]): box for box in row_of})

    def free(self, row: int, after: int, before: int) -> bool:
        """Whether no box stands in a row between two columns."""
        return self._next(row, after) >= before

    def _next(self, row: int, after: int) -> int:
        columns = self.rows.get(row, ())
        position = bisect_left(columns, after + 1)
        return columns[position] if position < len(columns) else 1 << 30

    def left_of(self, row: int, column: int) -> str | None:
        """The nearest box to the left in the same row."""
        columns = self.rows.get(row, ())
        position = bisect_left(columns, column)
        return self.box_at[row, columns[position - 1]] if position else None


def routes(block: Block, rows: Mapping[tuple[int, int], int]) -> tuple[list[Route], dict[str, float]]:
    """The routes of a block's ways, and the height at which each start enters. ``rows``: the sheet's row of each lane row."""
    cells = Cells.of(block, rows)
    used: Counter[int] = Counter()
    found = [_course(way, cells, used) for way in block.ways]
    by_target: dict[str, list[int]] = defaultdict(list)
    for index, route in enumerate(found):
        by_target[route.way.target].append(index)
    starts: dict[str, float] = {}
    for box, card in block.cards.items():
        incoming = by_target.get(box, [])
        if incoming or card.start:
            _enter(box, block, cells, found, incoming, starts)
    return found, starts


def _course(way: Way, cells: Cells, used: Counter[int]) -> Route:
    a, b = cells.column_of[way.source], cells.column_of[way.target]
    rows = cells.row_of[way.source], cells.row_of[way.target]
    if b > a and rows[0] == rows[1] and cells.free(rows[0], a, b):
        return Route(way=way, kind="turn", rows=rows, upright=(a + 1,))
    if b > a and (turn := _turn(cells, rows, a, b)):
        return Route(way=way, kind="turn", rows=rows, upright=(turn,))
    level = _level(way, rows, used, forward=b > a)
    used[level] += 1
    return Route(way=way, kind="round", rows=rows, upright=(a + 1, b), level=level)


def _turn(cells: Cells, rows: tuple[int, int], a: int, b: int) -> int:
    """The gutter in which one turn is enough, or 0: level parts on both sides of it must be free."""
    if rows[0] == rows[1]:
        return 0
    if cells.free(rows[1], a, b):
        return a + 1
    if cells.free(rows[0], a, b):
        return b
    return next((g for g in range(a + 2, b) if cells.free(rows[0], a, g) and cells.free(rows[1], g - 1, b)), 0)


def _level(way: Way, rows: tuple[int, int], used: Counter[int], *, forward: bool) -> int:
    """The level gutter to go round through: between the rows; in one row above for ways on, below for ways back."""
    source, target = rows
    if source < target:
        choices = range(target, source, -1)
    elif source > target:
        choices = range(target + 1, source + 1)
    else:
        choices = range(source, source + 1) if forward and way.exit.at[1] <= 0 else range(source + 1, source + 2)
    return min(choices, key=lambda each: (used[each] // 4, abs(each - choices[0])))


def _enter(box: str, block: Block, cells: Cells, found: list[Route], incoming: Sequence[int], starts: dict[str, float]) -> None:
    """Give each way into a box a height of its own, clear of the ways that leave the box before it in the row."""
    card = block.cards[box]
    row = cells.row_of[box]
    left = cells.left_of(row, cells.column_of[box])
    leaving = {each.at[1] for each in block.cards[left].exits} if left else set()
    taken = _straighten(card, found, incoming, row)
    if card.start:
        starts[box] = _nearest(0.0, card, taken, leaving)
        taken.append(starts[box])
    rest = sorted((i for i in incoming if found[i].kind != "straight"), key=lambda i: _from_top(found[i], cells))
    for index, wanted in zip(rest, _wanted([found[i] for i in rest], middle=bool(taken)), strict=True):
        height = _nearest(wanted, card, taken, leaving)
        taken.append(height)
        found[index] = evolve(found[index], enters=height)


def _straighten(card: Card, found: list[Route], incoming: Sequence[int], row: int) -> list[float]:
    """Let ways along the row run straight where the card is high enough; the heights they take."""
    taken: list[float] = []
    level = [i for i in incoming if found[i].kind == "turn" and found[i].rows == (row, row)]
    for index in sorted(level, key=lambda i: abs(found[i].leaves)):
        height = found[index].leaves
        if 8 - card.up <= height <= card.down - 8 and all(abs(height - other) >= _APART for other in taken):
            found[index] = evolve(found[index], kind="straight", upright=(), enters=height)
            taken.append(height)
    return taken


def _from_top(route: Route, cells: Cells) -> tuple[int, int, int, float, str]:
    side = route.side or (-1 if route.leaves < 0 else 1)
    column = cells.column_of[route.way.source]
    return side, route.rows[0], column, route.leaves, route.way.source


def _wanted(rest: Sequence[Route], *, middle: bool) -> list[float]:
    """Heights from top to bottom: around the axis, or above and below it where the axis is taken."""
    if not middle:
        return [(position - (len(rest) - 1) / 2) * PORT for position in range(len(rest))]
    above = sum((route.side or (-1 if route.leaves < 0 else 1)) < 0 for route in rest)
    return [(position - above + (position >= above)) * PORT for position in range(len(rest))]


def _nearest(wanted: float, card: Card, taken: Sequence[float], leaving: set[float]) -> float:
    """The height nearest to the wanted one that is on the card and clear of others; closer together where it is crowded."""
    low, high = 7 - card.up, card.down - 7
    for apart, off in ((_APART, _OFF), (4.0, 3.0), (1.5, 1.5), (0.4, 0.4)):
        for step in range(int(high - low) + int(abs(wanted)) + 2):
            for height in (wanted - step, wanted + step):
                if low <= height <= high and _is_clear(height, taken, apart) and _is_clear(height, leaving, off):
                    return height
    return min(max(wanted, low), high)


def _is_clear(height: float, others: Collection[float], apart: float) -> bool:
    return all(abs(height - other) >= apart for other in others)
