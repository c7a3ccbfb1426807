"""The file as draw.io keeps it: ``mxfile``, in it pages, in each a tree of cells."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from attrs import field, frozen

from blueprint.layout import Point, Rect

ROOT: Final = "1"
"""The layer that everything stands on which stands in nothing else."""
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Style = dict[str, object]
Page = tuple[str, str, Sequence["Cell"], tuple[float, float]]
"""The id of a page, its title, its cells, and its size."""


@frozen(kw_only=True)
class Cell:
    """A box, with its place within its ``parent``; or an arrow, with its bends, or with its ends where it joins no boxes."""

    id: str
    text: str = ""
    style: Style = field(factory=dict)
    shape: str = ""
    parent: str = ROOT
    rect: Rect | None = None
    points: tuple[Point, ...] = field(default=())
    source: str = ""
    target: str = ""


def file_of(pages: Iterable[Page]) -> bytes:
    """The bytes of a file; the same pages give the same bytes."""
    file = Element("mxfile", {"host": "blueprint", "type": "device"})
    for number, (id, title, cells, (width, height)) in enumerate(pages):
        root = _page(file, {"id": id, "name": clean(title) or f"Page {number + 1}"}, width, height)
        for cell in cells:
            _add(root, cell)
    if not len(file):
        _page(file, {"id": "empty", "name": "Empty"}, 1, 1)
    ElementTree.indent(file)
    return bytes(ElementTree.tostring(file, encoding="utf-8", xml_declaration=True)) + b"\n"


def _page(file: Element, named: dict[str, str], width: float, height: float) -> Element:
    """A page without cells; the element that takes them."""
    size = {"page": "1", "pageWidth": _number(width), "pageHeight": _number(height)}
    tools = {"grid": "1", "gridSize": "10", "guides": "1", "tooltips": "1", "connect": "1", "arrows": "1"}
    model = SubElement(SubElement(file, "diagram", named), "mxGraphModel", {"dx": "0", "dy": "0"} | size | tools)
    root = SubElement(model, "root")
    SubElement(root, "mxCell", {"id": "0"})
    SubElement(root, "mxCell", {"id": ROOT, "parent": "0"})
    return root


def _add(root: Element, cell: Cell) -> None:
    known = {"id": clean(cell.id), "value": label(cell.text), "style": _style(cell), "parent": cell.parent}
    if cell.rect is not None:
        inner = SubElement(root, "mxCell", known | {"vertex": "1"})
        rect = cell.rect
        where = {"x": _number(rect.x), "y": _number(rect.y), "width": _number(rect.w), "height": _number(rect.h)}
        SubElement(inner, "mxGeometry", where | {"as": "geometry"})
        return
    ends = {key: value for key, value in (("source", cell.source), ("target", cell.target)) if value}
    inner = SubElement(root, "mxCell", known | ends | {"edge": "1"})
    geometry = SubElement(inner, "mxGeometry", {"relative": "1", "as": "geometry"})
    if not ends:
        _point(geometry, cell.points[0], "sourcePoint")
        _point(geometry, cell.points[-1], "targetPoint")
    elif cell.points:
        several = SubElement(geometry, "Array", {"as": "points"})
        for point in cell.points:
            _point(several, point)


def _point(holder: Element, point: Point, role: str = "") -> None:
    SubElement(holder, "mxPoint", {"x": _number(point[0]), "y": _number(point[1])} | ({"as": role} if role else {}))


def _style(cell: Cell) -> str:
    parts = [cell.shape] if cell.shape else []
    return "".join(f"{each};" for each in [*parts, *(f"{key}={value}" for key, value in cell.style.items())])


def label(text: str) -> str:
    """A text as a label, which draw.io reads as HTML.

    >>> label('Pays <"now"> & leaves\\nat once')
    'Pays &lt;"now"&gt; &amp; leaves<br>at once'
    """
    return "<br>".join(html.escape(clean(line), quote=False) for line in text.splitlines())


def clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _number(value: float) -> str:
    return f"{round(value, 2):g}" if abs(value) < 100_000 else f"{value:.0f}"
