"""How wide texts are by a metric that is not the library's own: Adobe's, of Helvetica, as reportlab carries it.

For letters that Helvetica lacks: an em for the wide ones of East Asia, as in all fonts of theirs, 1.3 for emoji, nothing for
marks that stand on the letter before, and 0.65 for the rest.
"""

import unicodedata
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

ASCENT, DESCENT = 0.74, 0.21
"""How far letters reach above and below the line they stand on, in ems."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text, in points."""
    font = "Helvetica-Bold" if bold else "Helvetica"
    return size * sum(_letter(each, font) for each in text)


@lru_cache(maxsize=8192)
def _letter(letter: str, font: str) -> float:
    if letter.encode("cp1252", "ignore"):
        return float(stringWidth(letter, font, 1))
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0.0
    base = unicodedata.normalize("NFD", letter)[0]
    if base.encode("cp1252", "ignore"):
        return float(stringWidth(base, font, 1))
    if ord(letter) >= 0x1F000:
        return 1.3
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.65
