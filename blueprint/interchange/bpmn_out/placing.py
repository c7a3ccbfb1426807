"""Where everything of a draft stands, by our own layout: steps in its columns and lanes, what is beside them above and below."""

from typing import NamedTuple

from blueprint.interchange.bpmn_out.drafts import Draft, Node, Pool
from blueprint.interchange.bpmn_out.places import (
    APART,
    EVENT,
    FONT,
    GATE,
    HEAD,
    ICON,
    LINE,
    MARGIN,
    SCALE,
    STORE,
    TASK,
    Frame,
    Places,
    Shape,
    around,
    beside_task,
    event,
    labelled,
)  # fmt: skip
from blueprint.layout import Rect, layout
from blueprint.layout.metrics import width, wrap
from blueprint.model import Blueprint


def placed(blueprint: Blueprint, draft: Draft) -> Places:
    """The places of everything but the arrows."""
    places = Places()
    down = MARGIN
    for pool in draft.pools:
        down = _Placing(blueprint, pool, places, down).bottom + APART
    return places


class Strip(NamedTuple):
    """A lane of our sheet, from top to bottom."""

    lane: str
    top: float
    bottom: float


class _Placing:
    """Places one pool, with what stands above and below it; ``bottom`` is where it ends."""

    def __init__(self, blueprint: Blueprint, pool: Pool, places: Places, down: float) -> None:
        self.pool = pool
        self.places = places
        self.tops: dict[str, tuple[float, float]] = {}
        self.sheet = layout(blueprint, processes=[pool.process], wrap=0, layers=["evidence"])
        self.lanes = [
            Strip(each.lane, each.rect.y, each.rect.bottom) for each in self.sheet.bands if not each.lane.startswith("@")
        ]
        first = self.sheet.bands[0].rect
        self.frame = self.framed(first.x, first.y, down)
        self.boxes = {box.id: box for box in self.sheet.boxes}
        places.sheets[pool.process], places.frames[pool.process] = self.sheet, self.frame
        right = self.frame.at((first.right, first.y))[0]
        several = [each for each in (pool.customer, pool) if each is not None]
        for each in several:
            self.bottom = self.area(each, right)
        for each in several:
            places.shapes |= {node.id: self.node(node) for node in each.nodes.values()}
        self.parts_and_evidence()
        self.things()
        self.remarks()

    def framed(self, left: float, first: float, down: float) -> Frame:
        """The lanes below each other: first those of a pool of the customer; the evidence is in the first of all."""
        theirs = {id for id, _ in self.pool.customer.lanes} if self.pool.customer is not None else set[str]()
        bands: list[tuple[float, float, float]] = []
        for strip in sorted(self.lanes, key=lambda strip: strip.lane not in theirs):
            if bands and theirs and strip.lane not in theirs and len(bands) == len(theirs):
                down += APART
            extra = strip.top - first if not bands and strip is self.lanes[0] else 0.0
            bands.append((strip.top - extra, strip.bottom, down))
            self.tops[strip.lane] = down, (strip.bottom - strip.top + extra) * SCALE
            down += (strip.bottom - strip.top + extra) * SCALE
        return Frame(left, tuple(bands))

    def area(self, pool: Pool, right: float) -> float:
        """Place a pool and its lanes; where it ends."""
        tops = [self.tops[lane] for lane, _ in pool.lanes]
        top, bottom = tops[0][0], tops[-1][0] + tops[-1][1]
        self.places.shapes[pool.id] = Shape(Rect(MARGIN, top, right - MARGIN, bottom - top))
        for lane, _ in pool.lanes:
            down, high = self.tops[lane]
            self.places.shapes[f"{pool.id}_{lane}"] = Shape(Rect(MARGIN + HEAD, down, right - MARGIN - HEAD, high))
        return bottom

    def node(self, node: Node) -> Shape:
        if node.id.find("_customer-") >= 0:
            return self.customers(node)
        box = self.boxes[f"{self.pool.process}.{node.step}"]
        middle, axis = self.frame.at((box.rect.center[0], box.axis))
        if node.role == "task":
            return Shape(around(middle, axis, *TASK))
        half = TASK[0] / 2
        if node.role == "start":
            return event(node, *self.frame.at(box.start or (box.rect.x - 26, box.axis)))
        if node.role in ("fail", "late"):
            return self.on_edge(node, middle, axis)
        if node.role in ("gate", "join", "group"):
            across = middle + (half + 34 if node.role == "gate" else -half - 56)
            return Shape(around(across, axis + 50 * node.number, GATE, GATE))
        across = middle + (half + 32 if node.role == "end" else -half - 19)
        return beside_task(event(node, across, axis), middle)

    def customers(self, node: Node) -> Shape:
        """What the customer does in a moment stands where our layout has that part of it."""
        area = self.frame.rect(self.boxes[f"{self.pool.process}.{node.step}@{node.lane}"].rect)
        across, down = area.center
        if node.role == "customer":
            return Shape(around(across, down, *TASK))
        return event(node, across + (-1 if node.role == "start" else 1) * (TASK[0] / 2 + 34), down)

    def on_edge(self, node: Node, middle: float, axis: float) -> Shape:
        """An event at the lower edge of its task, the first at the right: so their arrows do not cross."""
        all_of_host = [each.id for each in self.pool.nodes.values() if each.host == node.host]
        place = all_of_host.index(node.id)
        step = min(40.0, (TASK[0] - 36) / max(len(all_of_host) - 1, 1))
        across, down = middle + TASK[0] / 2 - 20 - place * step, axis + TASK[1] / 2
        lines = wrap(node.name, 120, FONT, 2) or ("",)
        wide = max(width(each, FONT) for each in lines) + 8
        y = self.exit_height(node, down + EVENT / 2 + 6 + 18 * place, len(lines))
        return Shape(
            around(across, down, EVENT, EVENT), Rect(across + EVENT / 2 + 3, y - LINE * len(lines) - 3, wide, LINE * len(lines))
        )

    def exit_height(self, node: Node, least: float, lines: int) -> float:
        """How low the arrow of an edge event runs: where our layout has it, or lower."""
        box = self.boxes[f"{self.pool.process}.{node.step}"]
        strips = [each for each in box.strips if each.kind == ("late" if node.role == "late" else "fail")]
        at = node.number - 1 if node.role == "fail" else 0
        said = self.frame.at(strips[at].rect.center)[1] if 0 <= at < len(strips) else least
        return max(said, least, self.frame.at((0, box.axis))[1] + TASK[1] / 2 + 4 + LINE * lines)

    def parts_and_evidence(self) -> None:
        for remark in self.pool.remarks:
            box = self.boxes.get(f"{remark.step}@{remark.lane}") if remark.lane else None
            if box is not None:
                area = self.frame.rect(box.rect)
                self.places.shapes[remark.id] = Shape(around(*area.center, 190.0, min(area.h, 90.0)))
        for box in self.sheet.boxes:
            several = [each for each in self.pool.things if each.kind == "evidence" and each.step == f"{box.process}.{box.step}"]
            if box.kind != "evidence" or not several:
                continue
            area = self.frame.rect(box.rect)
            room = area.w / len(several)
            for number, thing in enumerate(several):
                icon = Rect(area.x + room * (number + 0.5) - ICON[0] / 2, area.y, *ICON)
                self.places.shapes[thing.id] = labelled(icon, thing.name, room - 4)

    def things(self) -> None:
        """Data and systems stand in a row below the lanes, under the steps that handle them."""
        handled = [each for each in self.pool.things if each.kind != "evidence"]
        wanted: dict[str, float] = {}
        for step in dict.fromkeys(each.step for each in handled):
            own = [each.id for each in handled if each.step == step]
            wanted |= {id: self.middle(step) + (number - (len(own) - 1) / 2) * 120 for number, id in enumerate(own)}
        free, lowest = MARGIN, self.bottom
        for thing in sorted(handled, key=lambda each: (wanted[each.id], each.id)):
            wide, high = STORE if thing.kind == "system" else ICON
            across = max(wanted[thing.id], free + 60)
            free = across + 60
            shape = self.places.shapes[thing.id] = labelled(
                Rect(across - wide / 2, self.bottom + 30, wide, high), thing.name, 112
            )
            lowest = max(lowest, shape.label.bottom if shape.label else shape.rect.bottom)
        self.bottom = lowest

    def remarks(self) -> None:
        below = [each for each in self.pool.remarks if each.id not in self.places.shapes]
        free, lowest = MARGIN, self.bottom
        for remark in sorted(below, key=lambda each: (self.middle(each.step), each.id)):
            lines = [line for text in remark.text.splitlines() for line in wrap(text, 210, FONT, 12)]
            across = max(self.middle(remark.step), free + 125)
            free = across + 115
            rect = Rect(across - 110, self.bottom + 30, 220, max(len(lines) * LINE + 12, 30.0))
            self.places.shapes[remark.id] = Shape(rect)
            lowest = max(lowest, rect.bottom)
        self.bottom = lowest

    def middle(self, task: str) -> float:
        return self.places.shapes[task].rect.center[0]
