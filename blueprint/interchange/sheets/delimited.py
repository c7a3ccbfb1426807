"""Tables as one .csv file: one below the other, each under a line with its name in brackets, ``[Promises]``.

Written for spreadsheet programs: UTF-8 with a mark at the beginning, and no text that a program would take for a formula.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from typing import Final

from blueprint.errors import UsageError
from blueprint.interchange.sheets.grids import MAX_COLUMNS, MAX_ROWS, Grid, fits
from blueprint.interchange.sheets.tables import STEPS, Table, Written
from blueprint.interchange.sheets.texts import BLANKS

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_NAME: Final = re.compile(r"\[([^\[\]]{1,60})\]")
_LIMIT: Final = 10_000_000


def csv_text(tables: Iterable[Table]) -> str:
    """The tables as a text; those without rows are left out, but for the table of steps."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, table in enumerate(each for each in tables if each.rows or each.name == STEPS):
        if number:
            writer.writerow([])
        writer.writerow([f"[{table.name}]"])
        writer.writerow(table.header)
        writer.writerows([_guarded(cell) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def _guarded(cell: Written) -> str:
    if cell is None or isinstance(cell, Decimal):
        return "" if cell is None else str(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell without the mark that kept a program from taking it for a formula."""
    return cell[1:] if _GUARDED.match(cell) else cell


class Delimited:
    """A .csv file that was read. ``semicolons``: such files write decimals with a comma; ``note`` says what was guessed."""

    def __init__(self, grids: tuple[Grid, ...], *, semicolons: bool, note: str) -> None:
        self.grids = grids
        self.semicolons = semicolons
        self.note = note


def delimited(content: bytes, name: str) -> Delimited:
    """The tables of a file. UsageError when it cannot be read as one."""
    text, note = _decoded(content, name)
    separator, text, top = _separator(text)
    previous = csv.field_size_limit(_LIMIT)
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UsageError(f"{name}: this has more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns; no more are read")
            rows.append(tuple(map(unguarded, row)))
    except csv.Error as error:
        raise UsageError(f"{name}: line {reader.line_num + top}: this is no .csv file ({error})") from None
    finally:
        csv.field_size_limit(previous)
    return Delimited(tuple(_parted(rows, top)), semicolons=separator == ";", note=note)


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(encoding), ""
            except UnicodeDecodeError:
                raise UsageError(
                    f"{name}: this begins as {encoding[:6].upper()} and goes on otherwise; save it as CSV UTF-8"
                ) from None
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "the file is not UTF-8; it is read as Windows-1252, in which spreadsheet programs save"
    except UnicodeDecodeError:
        raise UsageError(f"{name}: this is neither UTF-8 nor Windows-1252; save it as CSV UTF-8") from None


def _separator(text: str) -> tuple[str, str, int]:
    """What parts the cells, the text after the line that says so (``sep=;``), and how many lines that took."""
    told = re.match(r"sep=(.)\r?\n", text)
    if told:
        return told[1], text[told.end() :], 1
    heads = (line for line in _first_lines(text) if not _NAME.fullmatch(line.strip(BLANKS + ";,")))
    first = re.sub(r'"[^"]*"', "", next(heads, ""))
    return max(",;\t", key=lambda sign: (first.count(sign), sign == ",")), text, 0


def _first_lines(text: str) -> Iterator[str]:
    return (line for line in re.split(r"\r\n|\r|\n", text[:20_000]) if line.strip(BLANKS + ";,"))


def _parted(rows: list[tuple[str, ...]], top: int) -> Iterator[Grid]:
    """The tables, each under its name; what comes before the first name has none."""
    starts = [at for at, row in enumerate(rows) if row and _NAME.fullmatch(row[0].strip(BLANKS)) and not any(row[1:])]
    bounds = [0, *starts, len(rows)] if not starts or starts[0] else [*starts, len(rows)]
    for start, end in pairwise(bounds):
        name = _NAME.fullmatch(rows[start][0].strip(BLANKS)) if start in starts else None
        inner = fits(rows[start + 1 : end] if name else rows[start:end])
        if inner or name:
            yield Grid(name[1] if name else "", inner, in_file=False, top=start + top + (1 if name else 0))
