"""Which of the two layouts a file has, and reading it so."""

from collections.abc import Sequence

from attrs import evolve

from blueprint.interchange.sheets.fields import field_of
from blueprint.interchange.sheets.gathered import Gathered
from blueprint.interchange.sheets.grids import Grid, is_empty
from blueprint.interchange.sheets.moments_in import gather_moments, labels_at
from blueprint.interchange.sheets.steps_in import gather, key_of, sheet_key
from blueprint.interchange.sheets.tables import STEPS, sections
from blueprint.model import Step


def gather_any(grids: Sequence[Grid], into: Gathered) -> None:
    """Read sheets in whichever layout they have."""
    held = [each for each in grids if each.filled()]
    if not held:
        into.wrong("", "there is nothing in this file; it needs a table with a column 'does', or a row for each lane")
        return
    walls = {id(each): column for each in held if (column := labels_at(each)) is not None and not _is_table(each)}
    for each in held:
        if id(each) in walls:
            gather_moments(each, walls[id(each)], into)
    held = [each for each in held if id(each) not in walls]
    if not held:
        return
    named = [evolve(each, name=STEPS) if not each.name or _is_steps(each, held) else each for each in held]
    gather([_filled_down(each, into) for each in named], into)


def _is_table(grid: Grid) -> bool:
    """Whether a sheet is one of the tables of the layout of steps, by its name or its headings."""
    return sheet_key(grid.name) in {sheet_key(each.name) for each in sections()} or _heads_steps(grid)


def _is_steps(grid: Grid, held: Sequence[Grid]) -> bool:
    """Whether a sheet of any name holds one step a row: no other does, and its headings are those of steps."""
    known = {sheet_key(each.name) for each in sections()}
    if sheet_key(grid.name) in known or any(sheet_key(each.name) == sheet_key(STEPS) for each in held):
        return False
    return _heads_steps(grid)


def _heads_steps(grid: Grid) -> bool:
    row = grid.filled()[0]
    names = {key_of(cell) for cell in grid.rows[row] if not is_empty(cell)}
    return "does" in names and sum(field_of(Step, name) is not None for name in names) > 1


def _filled_down(grid: Grid, into: Gathered) -> Grid:
    """With cells that were made one, downwards, as if each held what the first of them holds."""
    rows = [list(row) for row in grid.rows]
    for top, left, bottom, _ in grid.merged:
        if top < bottom and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row += [None] * (left + 1 - len(row))
                row[left] = rows[top][left]
            ends = grid.place(bottom, left)
            into.note("kept", grid.place(top, left), f"down to {ends}, cells are made one; each is read as if it held the text")
    return evolve(grid, rows=tuple(map(tuple, rows))) if grid.merged else grid
