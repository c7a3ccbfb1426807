"""PNG. The embedded engine has the letters of Europe (Latin, Greek, Cyrillic) and Hebrew; for all others resvg, with the
machine's fonts, turns the SVG into dots, where the extra ``scripts`` has installed it.
"""

import re
import unicodedata
from html import unescape
from typing import Any, Final

from blueprint.drawing.engine import Engine, run
from blueprint.errors import EngineError

_DPI: Final = 96
_TEXT: Final = re.compile(r"<text\b[^>]*>([^<]*)</text>")
_NOBODYS: Final = "\U0010fffd"
"""A letter that no font has: what is drawn for it is what is drawn for any other that is missing."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
"""Letters that show nothing by themselves."""
_CELL: Final = 24
_FAMILY: Final = "Liberation Sans, Arial, Helvetica, DejaVu Sans, Noto Sans, sans-serif"
_SETS: Final = re.compile(r'font-family="[^"]*"')
_OWN: Final = re.compile(
    "[\u0020-\u024f\u0250-\u02ff\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u0590-\u05f4\u1e00-\u1fff\u2000-\u206f\u20a0-\u20bf"
    "\u2100-\u2193\u2200-\u2265\ufb00-\ufb4f]"
)


def png(svg: str, dot: str, *, engine: Engine, scale: float) -> bytes:
    """A drawing as PNG; EngineError where no font at hand has one of its letters."""
    lacking = sorted({letter for text in _TEXT.findall(svg) for letter in unescape(text) if not _OWN.match(letter)})
    if engine == "system" or not lacking:
        return run(dot, "png", engine=engine, dpi=round(_DPI * scale))
    try:
        import resvg_py
    except ImportError:
        raise EngineError(
            f"the embedded engine has no letters such as {_named(lacking)}: write an SVG, or install more with: "
            "pip install 'service-blueprint[scripts]'"
        ) from None
    unknown = _without_font(lacking, resvg_py)
    if unknown:
        raise EngineError(f"no font of this machine has {_named(unknown)}: install one (such as Noto), or write an SVG")
    return bytes(resvg_py.svg_to_bytes(svg_string=_in_fonts(svg), dpi=_DPI, zoom=scale))


def _named(letters: list[str]) -> str:
    return ", ".join(map(repr, letters[:5])) + (f" and {len(letters) - 5} more" if len(letters) > 5 else "")


def _in_fonts(svg: str) -> str:
    return _SETS.sub(f'font-family="{_FAMILY}"', svg)


def _without_font(letters: list[str], resvg: Any) -> list[str]:
    """The letters for which nothing but the sign of a missing letter is drawn: all are set in one picture and compared."""
    from io import BytesIO

    from PIL import Image

    shown = [letter for letter in letters if unicodedata.category(letter) not in _UNSEEN]
    cells = [_NOBODYS, *shown]
    texts = (f'<text x="{at * _CELL + 2}" y="18" font-size="14">{letter}</text>' for at, letter in enumerate(cells))
    size = f'width="{len(cells) * _CELL}" height="{_CELL}"'
    sheet = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><g font-family="{_FAMILY}">{"".join(texts)}</g></svg>'
    picture = Image.open(BytesIO(bytes(resvg.svg_to_bytes(svg_string=sheet, background="#ffffff"))))
    dots = [picture.crop((at * _CELL, 0, (at + 1) * _CELL, _CELL)).tobytes() for at in range(len(cells))]
    return [letter for letter, drawn in zip(shown, dots[1:], strict=True) if drawn == dots[0]]
