"""Tables to a workbook that people like to work in: headings that stay, columns as wide as needed, lists to choose from."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from blueprint.interchange.sheets.fields import field_of
from blueprint.interchange.sheets.tables import SERVICE, STEPS, Table, Written, sections
from blueprint.interchange.sheets.xlsx import new_workbook, refuse_too_long
from blueprint.kinds import Choice, Flag, Many
from blueprint.model import ROLES, Step

_WIDEST: Final = 44
_ROWS_WITH_LISTS: Final = 1_000
_EXACT: Final = 15
_LINE: Final = 15.0
_HIGHEST: Final = 20


def workbook(tables: tuple[Table, ...], *, lead: Sequence[tuple[str, str]] = ()) -> bytes:
    """The tables as a workbook; ``lead`` is what to read first, in two columns on a sheet of its own."""
    out = BytesIO()
    book = new_workbook(out)
    style = Styles(book)
    if lead:
        _read_me(book.add_worksheet("Read me"), lead, style)
    lanes = next((table for table in tables if table.name == "Lanes"), None)
    own = [str(row[0]) for row in lanes.rows] if lanes else []
    for table in tables:
        refuse_too_long((cell for row in table.rows for cell in row), table.name)
        sheet = book.add_worksheet(table.name)
        _write(sheet, table, style)
        _offer(sheet, table, own)
    book.close()
    return out.getvalue()


class Styles:
    """The formats of a workbook's cells."""

    def __init__(self, book: Any) -> None:
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self.text = book.add_format(text)
        self.number = book.add_format({"valign": "top", "align": "left"})
        self.head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "valign": "top", "num_format": "@"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wide = book.add_format(text | {"border": 1})
        self.band = book.add_format({"bold": True, "bg_color": "#EEEEEE", "italic": True, "num_format": "@"})


def _read_me(sheet: Any, lead: Sequence[tuple[str, str]], style: Styles) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for row, (left, right) in enumerate(lead):
        looks = style.title if row == 0 else style.text if right else style.band
        sheet.write_string(row, 0, left, looks)
        if right:
            sheet.write_string(row, 1, right, style.text)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, table: Table, style: Styles) -> None:
    sheet.freeze_panes(1, 2 if table.name in (STEPS, SERVICE) else 1)
    widths = []
    for column, name in enumerate(table.header):
        told = [str(row[column]) for row in table.rows if row[column] is not None]
        longest = max((len(line) for cell in (name, *told) for line in cell.split("\n")), default=8)
        widths.append(min(max(longest + 2, 8), _WIDEST))
        sheet.set_column(column, column, widths[-1], style.text)
        sheet.write_string(0, column, name, style.head)
    for number, row in enumerate(table.rows, start=1):
        sheet.set_row(number, height(row, widths))
        for column, cell in enumerate(row):
            write(sheet, number, column, cell, style=style)
    if table.rows and table.name != SERVICE:
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)


def height(row: Sequence[Written], widths: Sequence[int]) -> float:
    """How high a row must be for its texts, in points: not every program finds that out by itself."""
    cells = zip(row, widths, strict=True)
    lines = (sum(1 + len(line) // width for line in str(cell).split("\n")) for cell, width in cells if cell is not None)
    return _LINE * min(max(lines, default=1), _HIGHEST)


def write(sheet: Any, row: int, column: int, cell: Written, *, style: Styles) -> None:
    """Write a cell: a number as a number where a program keeps it exactly, anything else as text."""
    if isinstance(cell, Decimal):
        if len(cell.as_tuple().digits) <= _EXACT and Decimal(repr(float(cell))) == cell:
            sheet.write_number(row, column, float(cell), style.number)
            return
        cell = str(cell)
    if cell:
        sheet.write_string(row, column, cell, style.text)


def _offer(sheet: Any, table: Table, own: list[str]) -> None:
    """Lists to choose from, in the columns whose words are fixed."""
    section = next((each for each in sections() if each.name == table.name), None)
    for column, name in enumerate(table.header):
        words = _words(section.kind, name, own) if section else ()
        if words:
            sheet.data_validation(1, column, _ROWS_WITH_LISTS, column, {
                "validate": "list", "source": list(words), "error_type": "warning",
                "error_title": f"{name}?"[:32], "error_message": f"{name} is one of: {', '.join(words)}"[:255],
            })  # fmt: skip


def _words(kind: type[Any], name: str, own: list[str]) -> tuple[str, ...]:
    if kind is Step and name == "lane":
        return _short((*ROLES, *own))
    field = field_of(kind, name)
    if field is None or isinstance(field.kind, Many):
        return ()
    if isinstance(field.kind, Flag):
        return ("yes", "no")
    return _short(field.kind.words) if isinstance(field.kind, Choice) else ()


def _short(words: tuple[str, ...]) -> tuple[str, ...]:
    """Lists longer than a cell's rule holds are not offered."""
    return words if len(",".join(words)) <= 255 else ()
