"""Tables of moments as a workbook that looks like a wall: stages over their columns, the lanes' names staying at the left."""

from io import BytesIO
from typing import Any, Final

from blueprint.interchange.sheets.moments_out import LINES
from blueprint.interchange.sheets.steps_out import Styles, height, write
from blueprint.interchange.sheets.tables import Table
from blueprint.interchange.sheets.xlsx import new_workbook, refuse_too_long

_WIDE: Final = 26


def wall(tables: tuple[Table, ...]) -> bytes:
    """A workbook with a sheet for each table."""
    out = BytesIO()
    book = new_workbook(out)
    style = Styles(book)
    for table in tables:
        refuse_too_long((cell for row in (table.header, *table.rows) for cell in row), table.name)
        _write(book.add_worksheet(table.name), table, style)
    if not tables:
        book.add_worksheet("Process")
    book.close()
    return out.getvalue()


def _write(sheet: Any, table: Table, style: Styles) -> None:
    sheet.set_column(0, 0, _WIDE, style.head)
    sheet.set_column(1, max(len(table.header) - 1, 1), _WIDE, style.text)
    sheet.freeze_panes(0, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for number, row in enumerate((table.header, *table.rows)):
        label = str(row[0] or "")
        if label in LINES.values():
            sheet.set_row(number, None, style.band)
            sheet.write_string(number, 0, label, style.band)
            continue
        sheet.set_row(number, height(row, [_WIDE] * len(row)))
        sheet.write_string(number, 0, label, style.head)
        if label == "Stage":
            _stages(sheet, number, row, style)
            continue
        for column, cell in enumerate(row[1:], start=1):
            write(sheet, number, column, cell, style=style)


def _stages(sheet: Any, number: int, row: tuple[Any, ...], style: Styles) -> None:
    """A heading over all neighbouring columns of the same stage."""
    column = 1
    while column < len(row):
        end = column
        while row[column] and end + 1 < len(row) and row[end + 1] == row[column]:
            end += 1
        if row[column] and end > column:
            sheet.merge_range(number, column, number, end, row[column], style.head)
        else:
            sheet.write_string(number, column, row[column] or "", style.head)
        column = end + 1
