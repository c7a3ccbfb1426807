"""A sheet of ours as the cells of a page: lanes that hold their steps, steps that hold their fields, arrows bound to both."""

from collections.abc import Iterator
from typing import Final

from blueprint.drawing.theme import Theme, find_theme
from blueprint.drawing.words import SIGN
from blueprint.interchange.drawio.tree import ROOT, Cell, Style
from blueprint.layout import Band, Box, Edge, Point, Rect, Sheet

_TEXT: Final[Style] = {"html": 1, "whiteSpace": "wrap", "fontFamily": "Helvetica"}
_LABEL: Final[Style] = _TEXT | {"strokeColor": "none", "fillColor": "none", "align": "left", "verticalAlign": "middle"}
_DASHES: Final = {"recover": "6 4", "late": "2 3", "moment": "2 3", "evidence": "2 3"}
_ELLIPSE: Final = "ellipse;shape=ellipse;perimeter=ellipsePerimeter"
_RHOMBUS: Final = "rhombus;shape=rhombus;perimeter=rhombusPerimeter"
_SHAPES: Final = {
    "circle": _ELLIPSE,
    "diamond": _RHOMBUS,
    "hexagon": "shape=hexagon;perimeter=hexagonPerimeter2;size=4;fixedSize=1",
}
_HEADER: Final = {"phase": (12, 1), "process": (11, 1), "stage": (9, 0)}


def page(sheet: Sheet) -> tuple[Cell, ...]:
    """The cells of a sheet, what is behind before what is in front."""
    theme = find_theme("light")
    bands = {band.lane: number for number, band in enumerate(sheet.bands)}
    cells = [*_headings(sheet, theme)]
    cells += [_lane(band, number, theme) for number, band in enumerate(sheet.bands)]
    for number, line in enumerate(sheet.lines):
        cells.append(_line(number, ((line.left, line.y), (line.right, line.y)), theme))
        looks = _TEXT | {
            "fontSize": 7,
            "fontColor": theme.soft,
            "strokeColor": theme.soft,
            "fillColor": theme.paper,
            "rounded": 1,
        }
        cells.append(Cell(id=f"line-name-{number}", text="\n".join(line.names), style=looks, rect=line.label))
    for box in sheet.boxes:
        at = bands.get(box.lane)
        cells += _box(box, ROOT, None, theme) if at is None else _box(box, f"lane-{at}", sheet.bands[at], theme)
    boxes = {box.id: box for box in sheet.boxes}
    for edge in sheet.edges:
        if edge.source in boxes and edge.target in boxes:
            cells.append(_arrow(edge, boxes[edge.source], boxes[edge.target], theme))
    cells += [each for box in sheet.boxes for each in _start(box, theme)]
    return tuple(cells)


def _headings(sheet: Sheet, theme: Theme) -> Iterator[Cell]:
    bold = _LABEL | {"fontSize": 18, "fontStyle": 1, "fontColor": theme.ink}
    yield Cell(id="title", text=sheet.title, style=bold, shape="text", rect=sheet.title_rect)
    if sheet.subtitle:
        soft = _LABEL | {"fontSize": 10, "fontColor": theme.soft}
        yield Cell(id="subtitle", text=sheet.subtitle, style=soft, shape="text", rect=sheet.subtitle_rect)
    for number, header in enumerate(sheet.headers):
        fill, color = theme.header[header.kind]
        size, weight = _HEADER[header.kind]
        looks = _TEXT | {"fillColor": fill, "strokeColor": "none", "fontColor": color, "fontSize": size, "fontStyle": weight}
        text = "\n".join((header.text, *header.caption))
        yield Cell(id=f"{header.kind}-{number}", text=text, style=looks, rect=header.rect)


def _lane(band: Band, number: int, theme: Theme) -> Cell:
    looks = _TEXT | {
        "horizontal": 0, "startSize": round(band.head.w), "container": 1, "collapsible": 0, "fontStyle": 1, "fontSize": 11,
        "fillColor": theme.head[band.role], "swimlaneFillColor": theme.band[band.role], "strokeColor": theme.seam,
        "fontColor": theme.ink, "labelBackgroundColor": "none",
    }  # fmt: skip
    return Cell(id=f"lane-{number}", text=band.text, style=looks, shape="swimlane;shape=swimlane", rect=band.rect)


def _line(number: int, points: tuple[Point, ...], theme: Theme) -> Cell:
    looks = {"endArrow": "none", "dashed": 1, "strokeColor": theme.soft, "strokeWidth": 1.5, "html": 1}
    return Cell(id=f"line-{number}", style=looks, points=points)


def _box(box: Box, parent: str, band: Band | None, theme: Theme) -> Iterator[Cell]:
    """A step, a part or evidence, and in it who does it, its fields and its marks."""
    rect = box.rect.moved(-band.rect.x, -band.rect.y) if band else box.rect
    top = round(box.label.y - box.rect.y, 1)
    looks = _TEXT | {
        "verticalAlign": "top",
        "spacingTop": max(top - 3, 0),
        "spacingLeft": 4,
        "spacingRight": 4,
        "fontColor": theme.ink,
    }
    if box.kind == "evidence":
        looks = looks | {
            "fillColor": theme.note,
            "strokeColor": theme.border["evidence"],
            "fontSize": 9,
            "size": 8,
            "spacingTop": 0,
        }
        yield Cell(id=box.id, text="\n".join(box.lines), style=looks, shape="shape=note", parent=parent, rect=rect)
        return
    weight = 3 if box.ends else 1.3 if box.kind == "step" else 0.8
    looks = looks | {
        "rounded": 1, "arcSize": 8, "fillColor": theme.box, "strokeColor": theme.border[box.role], "strokeWidth": weight,
        "fontSize": 11, "container": 1, "collapsible": 0,
    }  # fmt: skip
    yield Cell(id=box.id, text=box.text, style=looks, parent=parent, rect=rect)
    yield from _fields(box, theme)


def _fields(box: Box, theme: Theme) -> Iterator[Cell]:
    if box.caption_rect:
        soft = _TEXT | {"strokeColor": "none", "fillColor": "none", "fontSize": 8, "fontColor": theme.soft}
        yield Cell(
            id=f"{box.id}:who",
            text="\n".join(box.caption),
            style=soft,
            shape="text",
            parent=box.id,
            rect=_in(box, box.caption_rect),
        )
    for number, strip in enumerate(box.strips):
        fill, text, border = theme.strip[strip.kind]
        looks = _TEXT | {"fillColor": fill, "strokeColor": border, "fontColor": text, "fontSize": 8}
        looks = looks | ({"dashed": 1} if strip.kind in ("fail", "late") else {})
        yield Cell(id=f"{box.id}:{number}", text="\n".join(strip.lines), style=looks, parent=box.id, rect=_in(box, strip.rect))
    for number, mark in enumerate(box.marks):
        letter, shape = SIGN[mark.kind]
        fill, text = theme.mark[mark.kind]
        x, y = mark.center
        looks = _TEXT | {"fillColor": fill, "strokeColor": text, "fontColor": text, "fontSize": 8, "fontStyle": 1}
        said = mark.text if mark.kind in ("link", "finding", "trail") else letter
        room = _in(box, Rect(x - 8, y - 7, 16, 14))
        yield Cell(id=f"{box.id}:mark{number}", text=said, style=looks, shape=_SHAPES.get(shape, ""), parent=box.id, rect=room)
    yield from _gates(box, theme)
    yield from _bars(box, theme)


def _gates(box: Box, theme: Theme) -> Iterator[Cell]:
    """The diamonds of a choice, on the right edge of its ways; circles where several may be taken."""
    fill, _, border = theme.strip["option"]
    for number, strip in enumerate(each for each in box.strips if each.kind == "option" and box.gate):
        room = Rect(box.rect.w - 5, strip.rect.center[1] - box.rect.y - 5, 10, 10)
        shape = _ELLIPSE if box.gate == "many" else _RHOMBUS
        yield Cell(
            id=f"{box.id}:gate{number}", style={"fillColor": fill, "strokeColor": border}, shape=shape, parent=box.id, rect=room
        )


def _bars(box: Box, theme: Theme) -> Iterator[Cell]:
    """The bars of parallel work beside a step: where branches come together, and where they part."""
    dark: Style = {"fillColor": theme.ink, "strokeColor": "none", "html": 1}
    if box.joins:
        yield Cell(id=f"{box.id}:join", style=dark, parent=box.id, rect=Rect(-7, 3, 4, box.rect.h - 6))
    if box.gate == "fork" and box.exits:
        heights = [y for _, y in box.exits]
        bar = Rect(box.rect.right + 3, min(heights) - 9, 4, max(heights) - min(heights) + 18)
        yield Cell(id=f"{box.id}:fork", style=dark, parent=box.id, rect=_in(box, bar))


def _in(box: Box, rect: Rect) -> Rect:
    return rect.moved(-box.rect.x, -box.rect.y)


def _arrow(edge: Edge, source: Box, target: Box, theme: Theme) -> Cell:
    """An arrow with our bends, bound to its boxes at the points where it leaves and enters them."""
    color = theme.edge[edge.kind]
    looks = {"html": 1, "rounded": 1, "strokeColor": color, "strokeWidth": 1.1, "endSize": 4, "endArrow": "block", "endFill": 1}
    looks |= {"dashed": 1, "dashPattern": _DASHES[edge.kind]} if edge.kind in _DASHES else {}
    looks |= {"startArrow": "block", "startSize": 4, "startFill": 1} if edge.kind == "moment" else {}
    looks |= {"endArrow": "none"} if edge.kind == "evidence" else {}
    looks |= _at("exit", source.rect, edge.points[0]) | _at("entry", target.rect, edge.points[-1])
    return Cell(id=edge.id, style=looks, source=edge.source, target=edge.target, points=edge.points[1:-1])


def _at(side: str, rect: Rect, point: Point) -> dict[str, object]:
    x, y = (
        (at - start) / length if length else 0
        for at, start, length in zip(point, (rect.x, rect.y), (rect.w, rect.h), strict=True)
    )
    return {f"{side}X": round(x, 4), f"{side}Y": round(y, 4), f"{side}Dx": 0, f"{side}Dy": 0, f"{side}Perimeter": 0}


def _start(box: Box, theme: Theme) -> Iterator[Cell]:
    if box.start:
        x, y = box.start
        id = f"{box.id}#start"
        yield Cell(id=id, style={"fillColor": theme.ink, "strokeColor": "none"}, shape=_ELLIPSE, rect=Rect(x - 5, y - 5, 10, 10))
        looks = {"html": 1, "strokeColor": theme.ink, "strokeWidth": 1.1, "endSize": 4, "endArrow": "block", "endFill": 1}
        looks |= _at("entry", box.rect, (box.rect.x, y))
        yield Cell(id=f"{id}>", style=looks, source=id, target=box.id)
