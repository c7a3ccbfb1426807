"""Words of DOT: strings, nodes at a place, lines along given points."""

from collections.abc import Sequence
from typing import Final

from blueprint.drawing.theme import Pair, Theme
from blueprint.layout import Edge, Point, Rect
from blueprint.layout.metrics import clean, width

_RADIUS: Final = 5.0
HEAD: Final = 0.6
"""The size of a usual arrow-head; it is ten times as many points long."""
_STYLE: Final = {
    "recover": "style=dashed arrowhead=vee arrowsize=0.75",
    "late": "style=dotted penwidth=1.7 arrowhead=empty",
    "moment": "dir=both",
    "evidence": "style=dotted dir=none",
}
"""How lines differ beside their colour."""
TOWARDS: Final = "house orientation=270"
"""The shape of a signpost to the right."""
SIGN: Final = {
    "fail": ("F", "circle"),
    "wait": ("W", "box"),
    "truth": ("M", "hexagon"),
    "link": ("1", "circle"),
    "finding": ("1", "diamond"),
    "trail": ("1", "circle"),
    "fault": ("!", "octagon"),
    "critical": ("C", TOWARDS),
}
"""The letter and shape of each mark."""


def quote(text: str) -> str:
    """A DOT string that stands for itself: no escape, entity or quotation mark in it works.

    >>> quote('"<b>"')
    '"\\\\"<b>\\\\""'
    """
    return '"' + clean(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") + '"'


def label(lines: Sequence[str]) -> str:
    """Lines of text, centred one below the other."""
    return '"' + "\\n".join(quote(line)[1:-1] for line in lines) + '"'


def node(name: str, rect: Rect, attributes: str) -> str:
    """A node at its place; DOT counts y upwards."""
    x, y = rect.center
    return f'{quote(name)} [pos="{x:.2f},{-y:.2f}" width={rect.w / 72:.4f} height={rect.h / 72:.4f} {attributes}]'


def text_node(name: str, rect: Rect, lines: Sequence[str], attributes: str) -> str:
    """A field of text without a shape."""
    return node(name, rect, f'label={label(lines)} style="" penwidth=0 {attributes}')


def mark(name: str, center: Point, sign: tuple[str, str], colors: Pair) -> str:
    """A letter in a small shape."""
    (letter, shape), (fill, text) = sign, colors
    sides = {"diamond": (20.0, 18.0), "hexagon": (17.0, 14.0), TOWARDS: (16.0, 13.0), "box": (max(13.0, 5.0 * len(letter)), 13.0)}
    looks = f'fillcolor="{fill}" color="{text}" penwidth=1 fontcolor="{text}" fontname="Helvetica-Bold" fontsize=8.5'
    return node(name, around(center, *sides.get(shape, (14.0, 14.0))), f"{looks} shape={shape} label={quote(letter)} class=mark")


def around(center: Point, wide: float, high: float) -> Rect:
    """The rectangle around a point."""
    return Rect(center[0] - wide / 2, center[1] - high / 2, wide, high)


def edge_line(edge: Edge, theme: Theme) -> str:
    """An edge with its bends; its line stops where its arrow-head begins."""
    kind = f"id={quote(edge.id)} class={edge.kind}"
    points, start, end, head = edge.points, "", "", _head(edge)
    if edge.kind != "evidence":
        end = f"e,{_at(points[-1])} "
        points = (*points[:-1], shortened(points[-1], points[-2], 10 * head))
    if edge.kind == "moment":
        start = f"s,{_at(points[0])} "
        points = (shortened(points[0], points[1]), *points[1:])
    color = theme.trail if edge.on_trail else theme.mark["critical"][0] if edge.critical else theme.edge[edge.kind]
    looks = f'color="{color}" {_STYLE.get(edge.kind, "")}{_weight(edge, head)} {kind}'
    return f'{quote(edge.source)} -> {quote(edge.target)} [pos="{start}{end}{bends(points)}" {looks}]'


def _weight(edge: Edge, head: float) -> str:
    """How thick a line is, where it is not as thick as all; one of dots or dashes is never thin."""
    if edge.on_trail:
        return " penwidth=2.4"
    if edge.cases is None:
        return ""
    thick = max(1.2 if edge.kind in _STYLE else 0.0, thickness(edge.cases))
    return f" penwidth={thick:.2f}{f' arrowsize={head:.2f}' if head > HEAD else ''}"


def thickness(cases: float) -> float:
    """How thick a way is drawn that a case takes so often."""
    return 0.8 + 1.5 * min(cases, 1.1)


def _head(edge: Edge) -> float:
    """The size of an arrow-head: larger on a thick line, unless it is drawn in a style of its own."""
    if edge.cases is None or edge.on_trail or edge.kind in _STYLE:
        return HEAD
    return HEAD + 0.1 * max(0.0, thickness(edge.cases) - 1.1)


def shortened(end: Point, before: Point, by: float = 6.0) -> Point:
    """The end of a line drawn back by the length of its arrow-head."""
    dx, dy = before[0] - end[0], before[1] - end[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    share = min(by, length / 2) / length
    return end[0] + dx * share, end[1] + dy * share


def _at(point: Point) -> str:
    return f"{point[0]:.2f},{-point[1]:.2f}"


def bends(points: Sequence[Point]) -> str:
    """Straight lines with rounded bends as Bézier curves, as ``pos`` wants them."""
    path = [_at(points[0])]
    here = points[0]
    for before, bend, after in zip(points, points[1:], points[2:], strict=False):
        near, far = shortened(bend, before, _RADIUS), shortened(bend, after, _RADIUS)
        path += [_at(here), _at(near), _at(near), _at(bend), _at(bend), _at(far)]
        here = far
    return " ".join([*path, _at(here), _at(points[-1]), _at(points[-1])])


def left_text(name: str, rect: Rect, text: str, size: float, attributes: str) -> str:
    """A text that begins at the left of its field: a field just as wide as the text."""
    wide = min(width(text, size, bold="Bold" in attributes), rect.w)
    return text_node(name, Rect(rect.x, rect.y, wide, rect.h), (text,), f"fontsize={size:g} {attributes}")
