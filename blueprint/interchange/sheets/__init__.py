"""Blueprints as spreadsheets, .xlsx and .csv, both ways.

Two ways to lay a service out: *steps*, one step a row and a table for each thing that has ids, which holds all that the
format can hold; and *moments*, as the trade draws it on a wall, a row for each lane and a column for each moment.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from blueprint.errors import UsageError
from blueprint.source import MAX_BYTES

if TYPE_CHECKING:
    from blueprint.interchange.notes import Exported, Imported
    from blueprint.interchange.roles import Wishes
    from blueprint.interchange.sheets.grids import Grid
    from blueprint.model import Blueprint

__all__ = ["read_csv", "read_xlsx", "write_csv", "write_moments_csv", "write_moments_xlsx", "write_xlsx"]


def read_xlsx(content: bytes, name: str, wishes: "Wishes | None" = None) -> "Imported":
    """Read a workbook. DocumentError lists every mistake with its cell; UsageError says why it cannot be opened."""
    from blueprint.interchange.sheets.xlsx import grids_of

    _refuse_too_large(content, name)
    return _read(grids_of(content, name), name, wishes=wishes)


def read_csv(content: bytes, name: str, wishes: "Wishes | None" = None) -> "Imported":
    """Read a .csv file. DocumentError lists every mistake with its cell; UsageError says why it cannot be read."""
    from blueprint.interchange.sheets.delimited import delimited

    _refuse_too_large(content, name)
    found = delimited(content, name)
    return _read(found.grids, name, wishes=wishes, comma=found.semicolons, note=found.note)


def write_xlsx(blueprint: "Blueprint", _: str = "") -> "Exported":
    """A workbook with one step a row, that holds all of the blueprint."""
    from blueprint.interchange.notes import Exported
    from blueprint.interchange.sheets.steps_out import workbook
    from blueprint.interchange.sheets.tables import tables

    return Exported(workbook(tables(blueprint)))


def write_csv(blueprint: "Blueprint", _: str = "") -> "Exported":
    """A .csv file with one step a row, and below it the other tables, that holds all of the blueprint."""
    from blueprint.interchange.notes import Exported
    from blueprint.interchange.sheets.delimited import csv_text
    from blueprint.interchange.sheets.tables import tables

    return Exported(csv_text(tables(blueprint)).encode())


def write_moments_xlsx(blueprint: "Blueprint", name: str = "") -> "Exported":
    """A workbook with a sheet for each process: a row for each lane, a column for each moment; notes say what it leaves out."""
    from blueprint.interchange.notes import Exported
    from blueprint.interchange.sheets.moments_out import left_out, moments
    from blueprint.interchange.sheets.wall import wall

    return Exported(wall(moments(blueprint)), left_out(blueprint, name))


def write_moments_csv(blueprint: "Blueprint", name: str = "") -> "Exported":
    """The same as a .csv file, one process below the other."""
    from blueprint.interchange.notes import Exported
    from blueprint.interchange.sheets.delimited import csv_text
    from blueprint.interchange.sheets.moments_out import left_out, moments

    return Exported(csv_text(moments(blueprint)).encode(), left_out(blueprint, name))


def _refuse_too_large(content: bytes, name: str) -> None:
    if len(content) > MAX_BYTES:
        raise UsageError(f"{name}: this is larger than {MAX_BYTES // 1_000_000} MB; it is not read")


def _read(grids: "Sequence[Grid]", name: str, *, wishes: "Wishes | None", comma: bool = False, note: str = "") -> "Imported":
    from blueprint.interchange.roles import Wishes
    from blueprint.interchange.sheets.completing import complete
    from blueprint.interchange.sheets.gathered import Gathered
    from blueprint.interchange.sheets.layouts import gather_any

    into = Gathered(name, comma=comma, wishes=wishes or Wishes())
    if note:
        into.note("guessed", "", note)
    gather_any(grids, into)
    if not into.mistakes:
        complete(into)
    return into.finished()
