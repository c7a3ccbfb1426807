"""Routes: which gutters the ways of a block go through, and at which height they enter a box.

Between columns run upright gutters, between rows level ones; boxes stand only in cells. A way leaves to the right and
enters from the left. It runs straight where nothing stands between, drops (or rises) onto the middle of its target where the
cells on its way are free, turns in an upright gutter where those on its level parts are, and otherwise goes round through a
level gutter. So it can cross no box.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal

from attrs import evolve, field, frozen

from blueprint.layout.blocks import Block, Way
from blueprint.layout.cards import PORT, WIDTH, Card

_APART: Final = 7.0
_OFF: Final = 4.5
_CLEAR: Final = 16.0
"""How far a mark must be from the middle of the upper edge where a way drops onto it."""


@frozen(kw_only=True)
class Route:
    """The course of a way. ``rows``: of source and target; ``upright``: the gutters it turns in, each by the column right of it;
    ``level``: the gutter it goes round through, by the row below it; ``leaves`` and ``enters``: heights from the rows' axes.
    """

    way: Way
    kind: Literal["straight", "drop", "turn", "round"]
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
    """Which columns of each row are taken, and by which box, and where the upright lines of moments are.

    ``over``: for the gutter above each row, the columns in which one passes; in a free cell none ends, so it passes there too.
    """

    row_of: Mapping[str, int]
    column_of: Mapping[str, int]
    rows: Mapping[int, Sequence[int]] = field(factory=dict)
    box_at: Mapping[tuple[int, int], str] = field(factory=dict)
    over: Mapping[int, Sequence[int]] = field(factory=dict)

    @classmethod
    def of(cls, block: Block, rows: Mapping[tuple[int, int], int]) -> "Cells":
        row_of = {box: rows[spot.lane, spot.row] for box, spot in block.spots.items()}
        column_of = {box: spot.column for box, spot in block.spots.items()}
        taken: dict[int, list[int]] = defaultdict(list)
        for box in sorted(column_of, key=lambda each: column_of[each]):
            taken[row_of[box]].append(column_of[box])
        over: dict[int, list[int]] = defaultdict(list)
        for boxes in sorted(block.moments.values(), key=lambda each: column_of[each[0]]):
            top, bottom = row_of[boxes[0]], row_of[boxes[-1]]
            for row in range(top + 1, bottom + 1):
                over[row].append(column_of[boxes[0]])
        return cls(row_of, column_of, taken, {(row_of[box], column_of[box]): box for box in row_of}, over)

    def free(self, row: int, after: int, before: int) -> bool:
        """Whether no box stands in a row between two columns."""
        return self._next(row, after) >= before

    def passed(self, level: int, after: int, before: int) -> int:
        """How many lines of moments pass a level gutter, or a row of free cells below it, between two columns."""
        columns = self.over.get(level, ())
        return max(0, bisect_left(columns, before) - bisect_right(columns, after))

    def drops(self, rows: tuple[int, int], a: int, b: int) -> bool:
        """Whether a way can run on along its row to the middle of the target's column, and from there straight to the target."""
        source, target = rows
        if source == target or not self.free(source, a, b + 1):
            return False
        low, high = (source, target) if source < target else (target + 1, source + 1)
        between = range(low, high)
        crossed = range(min(rows) + 1, max(rows) + 1)
        return not any((row, b) in self.box_at for row in between) and not any(b in self.over.get(row, ()) for row in crossed)

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
    dropped: dict[int, list[tuple[int, int]]] = defaultdict(list)
    found = [_dropped(way, block, cells, dropped) or _course(way, cells, used) for way in block.ways]
    by_target: dict[str, list[int]] = defaultdict(list)
    for index, route in enumerate(found):
        if route.kind != "drop":
            by_target[route.way.target].append(index)
    starts: dict[str, float] = {}
    for box, card in block.cards.items():
        incoming = by_target.get(box, [])
        if incoming or card.start:
            _enter(box, block, cells, found, incoming, starts)
    return found, starts


def _dropped(way: Way, block: Block, cells: Cells, dropped: dict[int, list[tuple[int, int]]]) -> Route | None:
    """The way onto the middle of its target, unless something stands there: a mark, a bar, a line of the moment, another way."""
    a, b = cells.column_of[way.source], cells.column_of[way.target]
    rows = cells.row_of[way.source], cells.row_of[way.target]
    card = block.cards[way.target]
    if b <= a or card.joins or not cells.drops(rows, a, b):
        return None
    if rows[0] < rows[1] and any(abs(mark.center[0] - WIDTH / 2) < _CLEAR for mark in card.marks):
        return None
    reach = min(rows), max(rows)
    if any(reach[0] <= high and low <= reach[1] for low, high in dropped[b]):
        return None
    dropped[b].append(reach)
    return Route(way=way, kind="drop", rows=rows)


def _course(way: Way, cells: Cells, used: Counter[int]) -> Route:
    a, b = cells.column_of[way.source], cells.column_of[way.target]
    rows = cells.row_of[way.source], cells.row_of[way.target]
    if b > a and rows[0] == rows[1] and cells.free(rows[0], a, b):
        return Route(way=way, kind="turn", rows=rows, upright=(a + 1,))
    if b > a and (turn := _turn(cells, rows, a, b)):
        return Route(way=way, kind="turn", rows=rows, upright=(turn,))
    level = _level(way, rows, used, cells, (a, b))
    used[level] += 1
    return Route(way=way, kind="round", rows=rows, upright=(a + 1, b), level=level)


def _turn(cells: Cells, rows: tuple[int, int], a: int, b: int) -> int:
    """The gutter in which one turn is enough, or 0: level parts on both sides of it must be free, and cross few lines."""
    if rows[0] == rows[1]:
        return 0
    order = (a + 1, b, *range(a + 2, b)) if b > a + 1 else (b,)
    fit = [g for g in order if cells.free(rows[0], a, g) and cells.free(rows[1], g - 1, b)]
    return min(fit, key=lambda g: cells.passed(rows[0], a, g) + cells.passed(rows[1], g - 1, b), default=0)


def _level(way: Way, rows: tuple[int, int], used: Counter[int], cells: Cells, columns: tuple[int, int]) -> int:
    """The level gutter to go round through: between the rows; in one row above for ways on, below for ways back."""
    source, target = rows
    a, b = columns
    if source < target:
        choices = range(target, source, -1)
    elif source > target:
        choices = range(target + 1, source + 1)
    else:
        choices = range(source, source + 1) if b > a and way.exit.at[1] <= 0 else range(source + 1, source + 2)
    left, right = (a, b) if b > a else (b - 1, a + 1)
    return min(choices, key=lambda each: (used[each] // 4, cells.passed(each, left, right), abs(each - choices[0])))


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


def _from_top(route: Route, cells: Cells) -> tuple[int, float, int, float, str]:
    """In which order ways enter from top to bottom without crossing: those that come down beside the box, then those that come
    along its row, the last to turn into it outermost, then those that come up.
    """
    side = route.side or (-1 if route.leaves < 0 else 1)
    turns = route.upright[-1]
    column = cells.column_of[route.way.source]
    if turns < cells.column_of[route.way.target]:
        return side, -side * 1000.0, side * turns, route.leaves, route.way.source
    return 2 * side, route.level - 0.5 if route.kind == "round" else route.rows[0], column, route.leaves, route.way.source


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
