"""Plain scalars: null, true, false, exact numbers as JSON writes them; everything else is text."""

import re
from decimal import Decimal
from typing import Final

from blueprint.values import MAX_DIGITS

_NUMBER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(\.[0-9]+)?(?:[eE]([-+]?[0-9]+))?")
_WORDS: Final[dict[str, bool | None]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
MAYBE_NO_TEXT: Final = frozenset("~nNtTfF+-0123456789")
"""The letters with which unquoted scalars begin that may mean something else than their text; an empty one does, too."""


def resolve(text: str) -> str | bool | int | Decimal | None:
    """The value of an unquoted scalar. ValueError for a number longer than anything a service counts.

    >>> resolve("1.10"), resolve("10:30"), resolve("no"), resolve("+2"), resolve("~")
    (Decimal('1.10'), '10:30', 'no', 2, None)
    """
    if text in _WORDS:
        return _WORDS[text]
    match = _NUMBER.fullmatch(text)
    return number(match) if match else text


def number(match: re.Match[str]) -> int | Decimal:
    """An int, or a Decimal where a fraction or an exponent is written."""
    fraction, exponent = match.groups()
    if len(match[0]) > MAX_DIGITS or (exponent and len(exponent.lstrip("+-0")) > 2):
        raise ValueError("a number this long is not read; round it, or put it in quotes if it is a text")
    return Decimal(match[0]) if fraction or exponent else int(match[0])


JSON_NUMBER: Final = re.compile(_NUMBER.pattern.replace("[-+]?(?:0", "-?(?:0", 1))
