"""Places in a file: shapes with their labels, and our sheets with the frames that carry their points there."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from blueprint.interchange.bpmn_out.drafts import EVENTS, Node
from blueprint.layout import Point, Rect, Sheet
from blueprint.layout.metrics import width, wrap

SCALE: Final = 2.0
"""Our boxes hold what BPMN draws side by side: gateways, events and the task; so everything is this much larger."""
TASK: Final = (124.0, 64.0)
GATE: Final = 40.0
EVENT: Final = 32.0
HEAD: Final = 30.0
FONT: Final = 12.0
LINE: Final = 14.0
APART: Final = 70.0
MARGIN: Final = 40.0
_TRIM: Final = 64.0
"""How much of our lane's head is not needed, as BPMN writes the names of lanes upright."""
ICON: Final = (26.0, 34.0)
STORE: Final = (34.0, 34.0)


@frozen
class Shape:
    """What stands at a place, and where its label stands, if not in it."""

    rect: Rect
    label: Rect | None = None


@define(eq=False)
class Places:
    """The places of a file: ``shapes`` by id; our sheets of the processes, and where they lie, by theirs."""

    shapes: dict[str, Shape] = field(factory=dict)
    sheets: dict[str, Sheet] = field(factory=dict)
    frames: dict[str, "Frame"] = field(factory=dict)


@frozen
class Frame:
    """Carries points of our sheet to places in the file: ``bands`` are where lanes begin and end there, and begin here."""

    left: float
    bands: tuple[tuple[float, float, float], ...]

    def at(self, point: Point) -> Point:
        x, y = point
        top, _, down = next((band for band in self.bands if band[0] <= y < band[1]), self._nearest(y))
        return (x - self.left - _TRIM) * SCALE + MARGIN + HEAD, (y - top) * SCALE + down

    def _nearest(self, y: float) -> tuple[float, float, float]:
        return min(self.bands, key=lambda band: min(abs(band[0] - y), abs(band[1] - y)))

    def rect(self, rect: Rect) -> Rect:
        """A rectangle that lies in one lane."""
        x, y = self.at((rect.x, rect.y))
        return Rect(x, y, rect.w * SCALE, rect.h * SCALE)


def around(x: float, y: float, wide: float, high: float) -> Rect:
    return Rect(x - wide / 2, y - high / 2, wide, high)


def event(node: Node, x: float, y: float) -> Shape:
    return labelled(around(x, y, EVENT, EVENT), node.name, 110)


def beside_task(shape: Shape, middle: float) -> Shape:
    """An event beside its task, its label clear of the task."""
    if shape.label is None:
        return shape
    label, left = shape.label, middle - TASK[0] / 2 - 2
    x = min(label.x, left - label.w) if shape.rect.x < middle else max(label.x, middle + TASK[0] / 2 + 2)
    return Shape(shape.rect, Rect(x, label.y, label.w, label.h))


def labelled(rect: Rect, text: str, room: float) -> Shape:
    """A shape with its label below it."""
    lines = wrap(text, max(room, 40.0), FONT, 3)
    wide = max((width(each, FONT) for each in lines), default=0) + 8
    label = Rect(rect.center[0] - wide / 2, rect.bottom + 3, wide, LINE * len(lines))
    return Shape(rect, label if lines else None)


def is_round(node: Node) -> bool:
    return node.kind in EVENTS


def by_pair(sheet: Sheet) -> Mapping[tuple[str, str, str], list[tuple[Point, ...]]]:
    """The lines of a sheet by source, target and kind, in order."""
    found: dict[tuple[str, str, str], list[tuple[Point, ...]]] = {}
    for edge in _in_order(sheet):
        found.setdefault((edge[0], edge[1], edge[2]), []).append(edge[3])
    return found


def _in_order(sheet: Sheet) -> Iterator[tuple[str, str, str, tuple[Point, ...]]]:
    for edge in sheet.edges:
        yield edge.source.removesuffix("#start"), edge.target, edge.kind, edge.points
