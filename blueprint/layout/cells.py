"""Cells: where boxes stand in the grid of a block, and which lines may pass between and through what is free."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import field, frozen

from blueprint.layout.blocks import Block

Shaft = tuple[int, int, int]
"""A stretch of the middle line of a column: the column, from and to; a row counts as twice its number and one, the gutter
above it as twice its number."""


def edge(row: int, *, lower: bool) -> int:
    """Where on a shaft the upper or lower edge of a row's boxes is: it belongs to the gutter there."""
    return 2 * row + 2 * lower


def axis(row: int) -> int:
    return 2 * row + 1


@frozen
class Cells:
    """Which columns of each row are taken, and by which box, and where the upright lines of moments are.

    ``over``: for the gutter above each row, the columns in which one passes; in a free cell none ends, so it passes there too.
    ``shafts``: the stretches of each column's middle line that lines of moments take.
    """

    row_of: Mapping[str, int]
    column_of: Mapping[str, int]
    rows: Mapping[int, Sequence[int]] = field(factory=dict)
    box_at: Mapping[tuple[int, int], str] = field(factory=dict)
    over: Mapping[int, Sequence[int]] = field(factory=dict)
    shafts: Mapping[int, Sequence[tuple[int, int]]] = field(factory=dict)
    count: int = 0

    @classmethod
    def of(cls, block: Block, rows: Mapping[tuple[int, int], int]) -> "Cells":
        row_of = {box: rows[spot.lane, spot.row] for box, spot in block.spots.items()}
        column_of = {box: spot.column for box, spot in block.spots.items()}
        taken: dict[int, list[int]] = defaultdict(list)
        for box in sorted(column_of, key=column_of.__getitem__):
            taken[row_of[box]].append(column_of[box])
        over: dict[int, list[int]] = defaultdict(list)
        shafts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for boxes in sorted(block.moments.values(), key=lambda each: column_of[each[0]]):
            column = column_of[boxes[0]]
            for row in range(row_of[boxes[0]] + 1, row_of[boxes[-1]] + 1):
                over[row].append(column)
            shafts[column] += [(edge(row_of[a], lower=True), edge(row_of[b], lower=False)) for a, b in pairwise(boxes)]
        box_at = {(row_of[box], column_of[box]): box for box in row_of}
        return cls(row_of, column_of, taken, box_at, over, shafts, max(rows.values(), default=-1) + 1)

    def free(self, row: int, after: int, before: int) -> bool:
        """Whether no box stands in a row between two columns."""
        columns = self.rows.get(row, ())
        position = bisect_right(columns, after)
        return position == len(columns) or columns[position] >= before

    def passed(self, level: int, after: int, before: int) -> int:
        """How many lines of moments pass a level gutter, or a row of free cells below it, between two columns."""
        columns = self.over.get(level, ())
        return max(0, bisect_left(columns, before) - bisect_right(columns, after))

    def open(self, shaft: Shaft, taken: Iterable[tuple[int, int]]) -> bool:
        """Whether neither a box nor another line is on a shaft. ``taken``: by lines that are no moment's."""
        column, low, high = shaft
        if any((row, column) in self.box_at for row in range(low // 2, (high + 1) // 2)):
            return False
        return not any(low <= end and start <= high for start, end in (*self.shafts.get(column, ()), *taken))

    def left_of(self, row: int, column: int) -> str | None:
        """The nearest box to the left in the same row."""
        columns = self.rows.get(row, ())
        position = bisect_left(columns, column)
        return self.box_at[row, columns[position - 1]] if position else None
