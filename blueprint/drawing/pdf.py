"""PDF, as vectors: by svglib, which the extra ``pdf`` installs, or by the system's Graphviz.

svglib sets texts in the fonts that every PDF reader has; they hold the letters of Western Europe only.
"""

import re
from html import unescape
from io import BytesIO
from typing import Final

from blueprint.drawing.engine import Engine, run
from blueprint.errors import EngineError

_TEXT: Final = re.compile(r"<text\b[^>]*>([^<]*)</text>")
_ALIKE: Final = str.maketrans({"→": "»", "\u2009": " ", "\u202f": "\xa0"})
"""Signs that those fonts lack, and what stands for them."""
_SAID: Final = re.compile(r"<(title|desc)>[^<]*</\1>\n?")


def pdf(svg: str, dot: str, *, engine: Engine) -> bytes:
    """A drawing as PDF; EngineError where svglib is not installed, or its fonts lack a letter."""
    if engine == "system":
        return run(dot, "pdf", engine=engine)
    svg = svg.translate(_ALIKE)
    lacking = ", ".join(map(repr, _lacking(svg)[:5]))
    if lacking:
        raise EngineError(f"no font of a PDF made by pip alone has {lacking}: write an SVG, or draw with --engine system")
    try:
        from reportlab import rl_config
        from reportlab.graphics import renderPDF
        from svglib.svglib import svg2rlg
    except ImportError:
        raise EngineError(
            "a PDF needs svglib: install it with: pip install 'service-blueprint[pdf]'; or draw with --engine system"
        ) from None
    before, rl_config.invariant = rl_config.invariant, 1
    try:
        drawing = svg2rlg(BytesIO(_SAID.sub("", svg).encode()))
        return bytes(renderPDF.drawToString(drawing, autoSize=1))
    finally:
        rl_config.invariant = before


def _lacking(svg: str) -> list[str]:
    """The letters of a picture that its standard fonts do not have."""
    letters = {letter for text in _TEXT.findall(svg) for letter in unescape(text)}
    return sorted(letter for letter in letters if not letter.encode("cp1252", "ignore"))
