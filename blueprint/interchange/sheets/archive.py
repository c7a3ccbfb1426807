"""A workbook's archive, looked at before it is opened: no more than it may hold, and what no reader of values tells.

What is given on is packed anew, without compression, so that no size in it can be a lie.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from typing import Final
from xml.etree import ElementTree

from attrs import frozen

from blueprint.errors import UsageError
from blueprint.interchange.sheets.grids import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

MAX_UNPACKED: Final = 64_000_000
MAX_FILES: Final = 2_000
_OLD: Final = b"\xd0\xcf\x11\xe0"
_CELL: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>])[^>]*(?<!/)>")
_PLACE: Final = re.compile(rb"\sr=\"([A-Z]{1,3})([0-9]{1,7})\"")
_PLACED: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*(?<!/)>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_ROW_PLACE: Final = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"([0-9]{1,7})\"")
_FORMULA: Final = re.compile(
    rb"\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_REL: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ERROR: Final = "this cell holds an error; mend the formula, or write the value"
UNWORKED: Final = "this formula was never worked out; open and save the file in a spreadsheet program, or write the value"


@frozen
class Checked:
    """A workbook that may be opened, and the cells of each sheet that hold no value and say why."""

    content: bytes
    broken: dict[str, dict[str, str]]


def checked(content: bytes, name: str) -> Checked:
    """Look at a workbook; UsageError when it is none, or holds more than may be read."""
    if content.startswith(_OLD):
        raise UsageError(f"{name}: this workbook is locked by a password, or of Excel before 2007; save it as .xlsx without one")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = dict(_unpacked(packed, name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise UsageError(f"{name}: this is no .xlsx workbook, or it is damaged") from None
    if "xl/workbook.xml" not in parts:
        raise UsageError(f"{name}: this is no .xlsx workbook")
    sheets = _sheets(parts, name)
    broken = {}
    for title, part in sheets.items():
        if part in parts:
            _refuse_what_is_too_large(parts[part], f"{name}: {title}")
            broken[title] = dict(_broken(parts[part]))
    return Checked(_packed(parts), broken)


def _unpacked(packed: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    members = [each for each in packed.infolist() if each.filename.endswith((".xml", ".rels"))]
    left = MAX_UNPACKED
    for each in members[: MAX_FILES + 1]:
        with packed.open(each) as file:
            part = file.read(left + 1)
        left -= len(part)
        if left < 0 or len(members) > MAX_FILES:
            raise UsageError(f"{name}: unpacked, this workbook is larger than {MAX_UNPACKED // 1_000_000} MB; it is not opened")
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UsageError(f"{name}: {each.filename} in this workbook is not as spreadsheet programs write it")
        yield each.filename.lstrip("/"), part


def _packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path, part in parts.items():
            packed.writestr(zipfile.ZipInfo(path), part)
    return out.getvalue()


def _sheets(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """The part that each sheet stands in, by the sheet's name."""
    try:
        relations = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        book = ElementTree.fromstring(parts["xl/workbook.xml"])
    except ElementTree.ParseError:
        raise UsageError(f"{name}: this workbook is damaged") from None
    target = {each.get("Id"): normpath(join("xl", each.get("Target", "")).lstrip("/")) for each in relations}
    sheets = (each for each in book.iter() if each.tag.endswith("}sheet"))
    return {each.get("name", ""): target.get(each.get(f"{_REL}id"), "") for each in sheets}


def _refuse_what_is_too_large(part: bytes, name: str) -> None:
    """A reader makes room for every cell up to the last one filled, however few there are."""
    placed = _PLACED.findall(part)
    rows = max((int(row) for _, row in placed), default=0)
    columns = max(map(_number, {letters for letters, _ in placed}), default=0)
    if len(placed) < len(_CELL.findall(part)):
        pieces = _ROW.split(part)
        rows = max(rows, len(pieces) - 1, *map(int, _ROW_PLACE.findall(part)))
        columns = max(columns, *(len(_CELL.findall(each)) for each in pieces))
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise UsageError(
            f"{name}: the cells go as far as row {rows:,} and column {columns:,}; "
            f"{MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells are read at most"
        )


def _number(letters: bytes) -> int:
    number = 0
    for each in letters:
        number = number * 26 + each - ord("A") + 1
    return number


def _broken(part: bytes) -> Iterator[tuple[str, str]]:
    """The cells with an error, and those whose formula has no value."""
    for match in _CELL.finditer(part):
        place = _PLACE.search(match[0])
        if place is not None:
            here = (place[1] + place[2]).decode()
            if b't="e"' in match[0]:
                yield here, ERROR
            elif _FORMULA.match(part, match.end()):
                yield here, UNWORKED
