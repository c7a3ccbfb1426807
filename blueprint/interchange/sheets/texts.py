"""Texts in cells: as they are where a cell can hold them, and in quotes with a backslash where it cannot.

A cell loses blanks at the ends of a text, and most control characters. Such a text is written as JSON writes it, always with
a backslash in it, so that no text in quotes that people type is taken for one.
"""

import json
import re
from typing import Final

BLANKS: Final = " \t\r\n"
_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|\u2028|\u2029|_x[0-9a-fA-F]{4}_")


def in_cell(text: str, *, one_line: bool = False) -> str:
    r"""A text as it stands in a cell, or on one of its lines.

    >>> in_cell('He says "Hi"'), in_cell(" a"), in_cell("a\nb"), in_cell("a\nb", one_line=True)
    ('He says "Hi"', '"\\u0020a"', 'a\nb', '"a\\nb"')
    """
    safe = text == text.strip(BLANKS) and not _UNSAFE.search(text) and not (one_line and "\n" in text)
    return text if safe and from_cell(text) == text else quoted(text)


def from_cell(cell: str) -> str:
    """The text that stands in a cell, blanks around it aside."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS)
    return unquoted(cell) if "\\" in cell else cell


def quoted(text: str) -> str:
    """A text as JSON writes it, with a backslash at least."""
    told = json.dumps(text).replace("_x", "\\u005fx")
    return told if "\\" in told or not text else f'"\\u{ord(text[0]):04x}{told[2:]}'


def unquoted(cell: str) -> str:
    """What stands between quotes as JSON writes it; anything else as it is."""
    if len(cell) < 2 or cell[0] != '"' or cell[-1] != '"':
        return cell
    try:
        text = json.loads(cell)
    except ValueError:
        return cell
    return str(text)
