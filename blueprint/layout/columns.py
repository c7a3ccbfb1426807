"""Where the moments of a process stand: columns in the order of the flow, rows within lanes.

The main way (next, choose, fork) sets the columns; steps that are only reached by recovery or lateness come after it and
never stretch it. A moment takes an unbroken interval of rows in its column, so that its parts join in straight lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from blueprint.model import Choose, Fork, Next, Process, Step

Row = tuple[int, int]
"""A lane by its rank, and a row within the lane."""
Cells = Sequence[tuple[str, int]]
"""The boxes of a moment, the leading one first, each with the rank of its lane."""
_STACK: Final = 8
"""How many rows of a lane are tried before the next column."""


@frozen
class Spot:
    """The place of a box: its column, the rank of its lane, and its row within the lane."""

    column: int
    lane: int
    row: int


def place(process: Process, moments: Mapping[str, Cells]) -> dict[str, Spot]:
    """A place for every box of every moment; no two boxes share one, and it depends on no order of mappings."""
    grid = _Grid(process, moments)
    grid.add({start: 0 for start in process.start if start in process.steps})
    while len(grid.column) < len(process.steps):
        grid.add(grid.recoveries() or {_first(process, grid.column): 0})
    return grid.spots


def onward(step: Step) -> list[str]:
    """The steps of the main way out of a step, the likeliest first."""
    way = step.way
    if isinstance(way, Choose):
        return [each.to for each in sorted(way.options, key=lambda each: -(each.share or 0))]
    return [way.to] if isinstance(way, Next) else list(way.to) if isinstance(way, Fork) else []


def _first(process: Process, placed: Mapping[str, int]) -> str:
    """Of the steps that nothing leads to, the first by id; where all lie on loops, the first of those."""
    left = sorted(process.steps.keys() - placed.keys())
    led_to = {to for each in left for to in onward(process.steps[each]) if to != each}
    return next((each for each in left if each not in led_to), left[0])


@frozen
class _Grid:
    process: Process
    moments: Mapping[str, Cells]
    spots: dict[str, Spot] = field(factory=dict)
    column: dict[str, int] = field(factory=dict)
    taken: dict[int, list[tuple[Row, Row]]] = field(factory=dict)
    waiting: dict[str, int] = field(factory=dict)

    def recoveries(self) -> dict[str, int]:
        """The steps that recovery or lateness leads to and that have no place yet, each with its first column."""
        found = {step: first for step, first in self.waiting.items() if step not in self.column}
        self.waiting.clear()
        return found

    def add(self, roots: Mapping[str, int]) -> None:
        """Place the roots, each at its first column or after it, and all that the main way leads to from them."""
        order, back = _walk(self.process, roots, self.column)
        least = dict(roots)
        for step in order:
            for to in onward(self.process.steps[step]):
                if to in order and (step, to) not in back:
                    least[to] = max(least.get(to, 0), least[step] + 1)
        before = _before(self.process, order, back)
        for step in sorted(order, key=lambda each: (least[each], order[each])):
            first = max([least[step], *(self.column[each] + 1 for each in before[step])])
            self._put(step, first, self._liked(step, before[step]))

    def _liked(self, step: str, before: Iterable[str]) -> int:
        """The row that lets the main way run straight on."""
        lane = self.moments[step][0][1]
        leading = (self.spots[self.moments[each][0][0]] for each in before)
        return next((spot.row for spot in leading if spot.lane == lane), 0)

    def _put(self, step: str, column: int, liked: int) -> None:
        rows = self._fit(step, column, liked)
        while rows is None:
            column += 1
            rows = self._fit(step, column, liked)
        self.column[step] = column
        self.taken.setdefault(column, []).append((min(rows.values()), max(rows.values())))
        self.spots.update({box: Spot(column, *row) for box, row in rows.items()})
        failing = self.process.steps[step]
        for to in (*(each.recover for each in failing.fails), failing.late):
            if to and to in self.process.steps and to not in self.column:
                self.waiting.setdefault(to, column + 1)

    def _fit(self, step: str, column: int, liked: int) -> dict[str, Row] | None:
        """Rows for the boxes of a moment in a column, or None where it does not go in unbroken."""
        taken = self.taken.get(column, [])
        for row in (liked, *(each for each in range(min(len(taken) + 1, _STACK)) if each != liked)):
            rows = _stacked(self.moments[step], row)
            low, high = min(rows.values()), max(rows.values())
            if all(high < other_low or other_high < low for other_low, other_high in taken):
                return rows
        return None


def _stacked(cells: Cells, row: int) -> dict[str, Row]:
    """The rows of a moment whose leading box stands in ``row`` of its lane; others stand in the first row, or below it."""
    (lead, home), *others = cells
    return {lead: (home, row)} | {box: (lane, row + 1 if lane == home else 0) for box, lane in others}


def _walk(process: Process, roots: Iterable[str], placed: Mapping[str, int]) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """The unplaced steps from the roots on, in topological order with their order of discovery, and the ways back."""
    found: dict[str, int] = {}
    closed: list[str] = []
    done: set[str] = set()
    back: set[tuple[str, str]] = set()
    for root in roots:
        stack = [(root, iter(onward(process.steps[root])))] if root not in found else []
        found.setdefault(root, len(found))
        while stack:
            step, ways = stack[-1]
            to = next(ways, None)
            if to is None:
                closed.append(step)
                done.add(step)
                stack.pop()
            elif to in found and to not in done:
                back.add((step, to))
            elif to in process.steps and to not in found and to not in placed:
                found[to] = len(found)
                stack.append((to, iter(onward(process.steps[to]))))
    return {step: found[step] for step in reversed(closed)}, back


def _before(process: Process, order: Mapping[str, int], back: set[tuple[str, str]]) -> dict[str, list[str]]:
    before: dict[str, list[str]] = {step: [] for step in order}
    for step in sorted(order, key=lambda each: order[each]):
        for to in onward(process.steps[step]):
            if to in before and (step, to) not in back:
                before[to].append(step)
    return before
