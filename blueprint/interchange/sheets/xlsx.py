"""The door to workbooks: read by python-calamine, written by XlsxWriter, both in the extra ``sheets``."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from blueprint.errors import UsageError
from blueprint.interchange.sheets.archive import checked
from blueprint.interchange.sheets.grids import Broken, Grid, Merged, Read, fits, is_empty, letters

_LACKING: Final = 'workbooks need two more packages: pip install "service-blueprint[sheets]"'
LONGEST: Final = 32_767
"""How many letters a cell holds."""


def grids_of(content: bytes, name: str) -> tuple[Grid, ...]:
    """The visible sheets of a workbook. UsageError when it is none, is too large, or the extra is not installed."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
    except ImportError:
        raise UsageError(f"{name}: {_LACKING}") from None
    safe = checked(content, name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(safe.content))
        shown = [
            each.name
            for each in book.sheets_metadata
            if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
        ]
        return tuple(_grid(book.get_sheet_by_name(each), safe.broken.get(each, {})) for each in shown)
    except (CalamineError, ValueError, OSError) as error:
        raise UsageError(f"{name}: this workbook is damaged ({str(error).lower()})") from None


def _grid(sheet: Any, broken: dict[str, str]) -> Grid:
    rows = [_marked(row, number, broken) for number, row in enumerate(sheet.to_python(skip_empty_area=False))]
    merged: list[Merged] = [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    return Grid(sheet.name, fits(rows), merged=tuple(merged))


def _marked(row: list[Any], number: int, broken: dict[str, str]) -> tuple[Read, ...]:
    if not broken:
        return tuple(row)
    names = (f"{letters(column)}{number + 1}" for column in range(len(row)))
    return tuple(
        Broken(broken[name]) if name in broken and is_empty(cell) else cell for name, cell in zip(names, row, strict=True)
    )


def new_workbook(out: BytesIO) -> Any:
    """A workbook to write; the same content gives the same bytes. UsageError where the extra is not installed."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise UsageError(_LACKING) from None
    from datetime import datetime

    book = Workbook(out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"created": datetime(2026, 1, 1)})
    return book


def refuse_too_long(cells: Iterable[object], name: str) -> None:
    """UsageError when a text is longer than a cell holds."""
    longest = max((len(cell.encode("utf-16-le")) // 2 for cell in cells if isinstance(cell, str)), default=0)
    if longest > LONGEST:
        raise UsageError(
            f"a text of {longest:,} letters is longer than a cell of the sheet {name} holds ({LONGEST:,}); write .csv or .yaml"
        )
