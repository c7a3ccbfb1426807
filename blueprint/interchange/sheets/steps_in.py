"""Tables to a blueprint: one step a row, and a table for each thing that has ids."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from blueprint.interchange.names import Ids
from blueprint.interchange.sheets.cells import put, value_of
from blueprint.interchange.sheets.fields import field_of, names_of
from blueprint.interchange.sheets.gathered import Gathered
from blueprint.interchange.sheets.grids import Broken, Grid, Read, is_empty
from blueprint.interchange.sheets.tables import SERVICE, STEPS, Section, sections
from blueprint.interchange.sheets.texts import BLANKS
from blueprint.kinds import ID, Text
from blueprint.model import Blueprint
from blueprint.paths import Path
from blueprint.wording import listed, suggestion

READ_ME: Final = "Read me"
_TEXT: Final = Text()


def key_of(text: Read) -> str:
    """How a heading is known whatever its capitals and blanks: ``Moment of truth`` is ``moment-of-truth``."""
    return re.sub(r"[ _\t\n]+", "-", str(text).strip(BLANKS)).lower() if isinstance(text, str) else ""


def sheet_key(name: str) -> str:
    """How a sheet is known whatever its capitals, blanks and stops."""
    return re.sub(r"[ ._-]+", " ", name.strip(BLANKS)).casefold()


def gather(grids: Sequence[Grid], into: Gathered) -> None:
    """Read all tables; what cannot be read is noted as a mistake at its cell."""
    known = {sheet_key(each.name): each for each in sections()}
    names = [*(each.name for each in known.values()), SERVICE]
    seen: set[str] = set()
    # Steps come last: the processes they belong to are known then.
    for grid in sorted(grids, key=lambda each: sheet_key(each.name) == sheet_key(STEPS)):
        key = sheet_key(grid.name)
        into.tables.add(key)
        if key in seen:
            into.wrong(grid.name, "this table stands twice; keep one")
        elif key == sheet_key(SERVICE):
            _gather_service(grid, into)
        elif key in known:
            _gather_table(grid, known[key], into)
        elif key != sheet_key(READ_ME) and grid.filled():
            _unknown_sheet(grid, names, into)
        seen.add(key)
    _settle(into)


def _settle(into: Gathered) -> None:
    """Lists where rows have no ids, and no trace of the places that were made for rows."""
    for section in sections():
        *above, last = map(str, section.path)
        holder = into.plain
        for part in above:
            holder = holder.get(part, {})
        held = holder.get(last, {})
        steps = (each for process in held.values() for each in process.get("steps", {}).values())
        elements = list(steps) if section.name == STEPS else list(held.values())
        for element in elements:
            element.pop("", None)
        if held and not section.ids:
            holder[last] = list(held.values())


def _unknown_sheet(grid: Grid, names: Iterable[str], into: Gathered) -> None:
    hint = suggestion(grid.name, names)
    if hint:
        into.wrong(grid.name, f"no table has this name{hint}")
    else:
        into.note("lost", grid.name, f"this sheet is none of the format's and is not read: {listed(sorted(names))}")


def _gather_service(grid: Grid, into: Gathered) -> None:
    for row in grid.filled():
        key = key_of(grid.cell(row, 0))
        if key == "key":
            continue
        field = field_of(Blueprint, key)
        if field is None:
            hint = suggestion(key, names_of(Blueprint)) or "; keys of your own begin with x-"
            into.wrong(grid.place(row, 0), f"'{key}' is no key of a blueprint{hint}")
        else:
            into.take(grid, row, 1, (), wanted=field)


def _gather_table(grid: Grid, section: Section, into: Gathered) -> None:
    rows = grid.filled()
    if not rows:
        return
    columns = _columns(grid, rows[0], section, into)
    if section.ids == ("id",) and "id" not in columns.values():
        into.wrong(grid.place(rows[0], 0), "the column 'id' is missing")
        return
    before: Sequence[str] = ()
    for number, row in enumerate(rows[1:]):
        before = _gather_row(grid, row, number, columns=columns, section=section, into=into, before=before)


def _columns(grid: Grid, row: int, section: Section, into: Gathered) -> dict[int, str]:
    """The columns by position; one that the format does not know is a mistake."""
    known = [*section.ids, *names_of(section.kind)]
    found: dict[int, str] = {}
    for column in range(max(map(len, grid.rows[row:]))):
        name = key_of(grid.cell(row, column))
        if is_empty(grid.cell(row, column)):
            if _has_cells(grid, row, column):
                into.wrong(grid.place(row, column), "this column has no heading")
        elif name in found.values():
            into.wrong(grid.place(row, column), f"the column '{name}' stands twice; keep one")
        elif name not in section.ids and field_of(section.kind, name) is None:
            hint = suggestion(name, known) or f"; known here: {listed(known)}; columns of your own begin with x-"
            into.wrong(grid.place(row, column), f"'{name}' is no column of {section.name}{hint}")
        else:
            found[column] = name
    return found


def _has_cells(grid: Grid, row: int, column: int) -> bool:
    return any(not is_empty(grid.cell(each, column)) for each in range(row + 1, len(grid.rows)))


def _gather_row(
    grid: Grid, row: int, number: int, *, columns: dict[int, str], section: Section, into: Gathered, before: Sequence[str]
) -> Sequence[str]:
    """Read one element; its ids."""
    at = {name: column for column, name in columns.items()}
    ids = [_text(grid, row, at.get(name)) for name in section.ids]
    place = grid.place(row, at.get(section.ids[-1], 0) if section.ids else 0)
    if section.name == STEPS:
        ids = _step_ids(ids, _text(grid, row, at.get("does")), into=into, before=before)
    if not all(ids):
        into.wrong(place, f"this row has no {section.ids[-1]}")
        return before
    path: Path = (ids[0], "steps", ids[1]) if section.name == STEPS else (*ids, *([] if ids else [number]))
    path = (*section.path, *path)
    if path in into.places:
        into.wrong(place, f"'{ids[-1]}' stands twice; it stands in {into.places[path]} already")
        return ids
    into.places[path] = place
    put(into.plain, (*path, ""), None)
    for column, name in columns.items():
        wanted = field_of(section.kind, name)
        if name not in section.ids and wanted is not None:
            into.take(grid, row, column, path, wanted=wanted)
    return ids


def _text(grid: Grid, row: int, column: int | None) -> str:
    """The text of a cell; nothing where it is empty, or there is no such column."""
    cell = None if column is None else grid.cell(row, column)
    return "" if isinstance(cell, Broken) or is_empty(cell) else str(value_of(_TEXT, cell))


def _step_ids(ids: Sequence[str], does: str, *, into: Gathered, before: Sequence[str]) -> list[str]:
    """The ids of a step: a process not said is that of the row above; a step without an id is known by what it does."""
    process, step = ids
    if not process:
        process = before[0] if before else next(iter(into.plain.get("processes", ())), "service")
    process = id_of(process, (), into)
    return [process, id_of(step or does, (process,), into)]


def is_id(word: str) -> bool:
    return re.fullmatch(ID, word) is not None


def id_of(word: str, within: tuple[str, ...], into: Gathered) -> str:
    """The id that a word stands for; the same word within the same process is the same id."""
    if not word or is_id(word):
        return word
    key = (*within, word.casefold())
    if key not in into.words:
        taken = [id for known, id in into.words.items() if known[:-1] == within]
        into.words[key] = Ids(taken, word="step" if within else "service").new(word)
    return into.words[key]
