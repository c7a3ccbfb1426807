"""How wide a text is in the drawing's font, and how it is broken into lines that fit a box."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from blueprint.layout.widths import STRONG, WIDTHS

LINE: Final = 1.2
"""Height of a line, as a multiple of the font size; what Graphviz uses."""
BOLD: Final = 1.08
"""How much wider a text is in the bold face, about."""

_EM: Final = {letter: width for width, letters in WIDTHS.items() for letter in letters}
_STRONG: Final = {letter: width for width, letters in STRONG.items() for letter in letters}
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
_WIDE: Final = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
_PIECES: Final = re.compile(f"[{_WIDE}]|[^ {_WIDE}]+| +")
_BLANKS: Final = re.compile(r"[^\S\xa0]+")
_JOINS: Final = frozenset("\u200d\ufe0e\ufe0f")


def clean(text: str) -> str:
    """The text as it may stand in XML and on one line: no control characters, blanks and line ends as single spaces.

    A no-break space stays one.

    >>> clean("two\\n lines\\x00")
    'two lines'
    """
    return _BLANKS.sub(" ", _UNPRINTABLE.sub("", text)).strip()


_Wide = Callable[[str], float]
"""How wide a text is, in ems."""


@lru_cache(maxsize=8192)
def _em(letter: str) -> int:
    """The width of a letter in thousandths of an em: whole numbers add up to the same on every version of Python."""
    known = 278 if letter == "\xa0" else _EM.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter and base in _EM:
        return _EM[base]
    if ord(letter) >= 0x1F000:
        return 1400
    return 1000 if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x2100 else 750


@lru_cache(maxsize=16384)
def _width(text: str) -> float:
    return sum(map(_em, text)) / 1000


@lru_cache(maxsize=4096)
def _strong(text: str) -> float:
    return sum(_STRONG.get(letter) or _em(letter) * BOLD for letter in text) / 1000


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of text, in points, at a font size in points.

    >>> round(width("Ab", 10), 2), width("漢字", 10), round(width("Ab", 10, bold=True), 2)
    (12.23, 20.0, 13.31)
    """
    return (_strong(text) if bold else _width(text)) * size


@lru_cache(maxsize=4096)
def wrap(text: str, room: float, size: float, most: int = 8, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into at most ``most`` lines of ``room`` points, about even ones.

    A word wider than a line is broken; what does not fit is cut with an ellipsis.

    >>> wrap("Assesses what happened and how bad it is", 124, 11)
    ('Assesses what', 'happened and', 'how bad it is')
    """
    wide = _strong if bold else _width
    pieces = _pieces(clean(text), room / size, wide)
    lines = _filled(pieces, room / size, most, wide)
    if len(lines) > most:
        return (*lines[: most - 1], _cut(lines[most - 1], room / size, wide))
    return _evened(pieces, room / size, lines, wide) if len(lines) > 1 else tuple(lines)


def _filled(pieces: Sequence[str], room: float, most: int, wide: _Wide) -> list[str]:
    """Lines filled one after the other, not many more than ``most``."""
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if not line or wide(line) + wide(piece) <= room:
            line += piece
            continue
        lines.append(line.strip())
        line = piece.strip()
        if len(lines) > most:
            break
    return [each for each in (*lines, line.strip()) if each]


def _evened(pieces: Sequence[str], room: float, lines: Sequence[str], wide: _Wide) -> tuple[str, ...]:
    """The same number of lines, as narrow as they can be."""
    low, high, best = room / 2, room, lines
    for _ in range(5):
        middle = (low + high) / 2
        found = _filled(pieces, middle, len(lines), wide)
        if len(found) > len(lines):
            low = middle
        else:
            high, best = middle, found
    return tuple(best)


def _pieces(text: str, room: float, wide: _Wide) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        pieces += [piece] if wide(piece) <= room else _broken(piece, room, wide)
    return pieces


def _broken(word: str, room: float, wide: _Wide) -> list[str]:
    """A word in parts that fit; marks stay with their letter, and joined signs together."""
    parts = [""]
    used = 0.0
    for letter in word:
        more = wide(letter)
        sticks = more == 0 or letter in _JOINS or parts[-1][-1:] in _JOINS
        if used + more > room + 1e-9 and parts[-1] and not sticks:
            parts.append("")
            used = 0.0
        parts[-1] += letter
        used += more
    return parts


def _cut(line: str, room: float, wide: _Wide) -> str:
    while line and wide(line + "…") > room:
        line = line[:-1]
    return line.rstrip() + "…"
