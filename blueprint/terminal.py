"""What a terminal can show: colours where it has them, columns of wide letters, nothing that would control it."""

import os
import unicodedata
from typing import Final, NamedTuple, TextIO

_CODES: Final = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "dim": "2", "bold": "1"}


class Style(NamedTuple):
    """Paints text when there is a terminal to paint on."""

    colours: bool = False

    def paint(self, colour: str, text: str) -> str:
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self.colours and text else text


def style_of(stream: TextIO) -> Style:
    """Colours only on a terminal, and not where ``NO_COLOR`` asks for none (no-color.org)."""
    return Style(colours=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def width_of(stream: TextIO) -> int:
    """The columns of the terminal, between 40 and 110; 80 when there is none."""
    if not stream.isatty():
        return 80
    try:
        return max(40, min(110, os.get_terminal_size(stream.fileno()).columns))
    except (OSError, ValueError):
        return 80


def columns(text: str) -> int:
    """How many columns a text takes: wide letters take two, combining marks none.

    >>> columns("abc"), columns("日本"), columns("e\u0301")
    (3, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def clean(text: str) -> str:
    r"""The text without what would control the terminal: each such character becomes a visible stand-in.

    >>> clean("a\x1b[31mb\tc")
    'a\ufffd[31mb c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(letter: str) -> str:
    if letter == "\t":
        return " "
    return "\ufffd" if unicodedata.category(letter) in ("Cc", "Cs") else letter
