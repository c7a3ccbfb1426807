"""Workbooks made for tests: cells as given, and archives that are not what they seem."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter


def book(sheets: dict[str, Sequence[Sequence[Any]]], then: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook of these sheets; ``then`` may go on with the workbook and its last sheet."""
    out = BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = None
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    if then:
        then(made, sheet)
    made.close()
    return out.getvalue()


def changed(content: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part of its archive changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == path else old.read(each))
    return out.getvalue()


def mistakes(error: Any) -> list[str]:
    return list(error.value.mistakes)
