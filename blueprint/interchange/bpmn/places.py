"""Where shapes lie on the diagram: some tools draw nodes into lanes and do not say that they belong there."""

from collections.abc import Mapping
from typing import NamedTuple

from blueprint.interchange.bpmn.xml import Element


class Box(NamedTuple):
    """A shape: its left upper corner, and how wide and high it is."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def size(self) -> float:
        return self.wide * self.high

    def holds_middle_of(self, other: "Box") -> bool:
        across, down = other.x + other.wide / 2, other.y + other.high / 2
        return self.x <= across <= self.x + self.wide and self.y <= down <= self.y + self.high


def boxes(root: Element) -> dict[str, Box]:
    """The shapes of a file by the ids of what they show; what has no bounds, or none that are numbers, is left out."""
    found = {}
    for shape in root.below():
        bounds = [each for each in shape.children if each.name == "Bounds"] if shape.name == "BPMNShape" else []
        for each in bounds[:1]:
            try:
                found[shape.get("bpmnElement")] = Box(*(float(each.get(name)) for name in ("x", "y", "width", "height")))
            except ValueError:
                continue
    return found


def drawn_in(node: str, lanes: Mapping[str, Box], shapes: Mapping[str, Box]) -> str:
    """The smallest of several lanes that a node is drawn in; empty when it is drawn in none."""
    box = shapes.get(node)
    holding = [lane for lane, area in lanes.items() if box is not None and area.holds_middle_of(box)]
    return min(holding, key=lambda lane: lanes[lane].size, default="")
