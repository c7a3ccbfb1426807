"""Sheets as they were read: rows of cells, each known by its column's letters and its row's number."""

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from blueprint.interchange.sheets.cells import Cell
from blueprint.interchange.sheets.texts import BLANKS

MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 1_000
MAX_CELLS: Final = 2_000_000


@frozen
class Broken:
    """A cell whose value the file does not hold: an error, or a formula that was never worked out."""

    reason: str


Read = Cell | Broken
Merged = tuple[int, int, int, int]
"""Cells that were made one: first row, first column, last row, last column, from 0."""


@frozen
class Grid:
    """A sheet. ``in_file``: its cells are named with the sheet's name, ``Steps!D7``; otherwise, they are plain ``D7``.

    ``top`` is how many rows of the file come before the first of the grid.
    """

    name: str
    rows: tuple[tuple[Read, ...], ...] = field(repr=False)
    in_file: bool = True
    top: int = 0
    merged: tuple[Merged, ...] = ()

    def place(self, row: int, column: int) -> str:
        """The name of a cell, from its position in the grid."""
        here = f"{letters(column)}{row + self.top + 1}"
        return f"{self.name}!{here}" if self.in_file else here

    def cell(self, row: int, column: int) -> Read:
        """A cell, None where the row ends before it."""
        inner = self.rows[row]
        return inner[column] if column < len(inner) else None

    def filled(self) -> list[int]:
        """The rows with something in them."""
        return [number for number, row in enumerate(self.rows) if any(not is_empty(cell) for cell in row)]


def is_empty(cell: Read) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))


def letters(column: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def fits(rows: Iterable[tuple[Read, ...]]) -> tuple[tuple[Read, ...], ...]:
    """The rows without what is empty at their ends."""
    kept = [_trimmed(row) for row in rows]
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def _trimmed(row: tuple[Read, ...]) -> tuple[Read, ...]:
    end = len(row)
    while end and is_empty(row[end - 1]):
        end -= 1
    return tuple(row[:end])
