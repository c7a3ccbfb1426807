"""Storeys: a sheet is built of rows of processes that share lanes; each has headers, bands, lines, boxes and edges."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import Final

from attrs import frozen

from blueprint.layout import lanes
from blueprint.layout.blocks import Block
from blueprint.layout.cards import WIDTH
from blueprint.layout.detours import routed
from blueprint.layout.gutters import START, TRACK, Plan
from blueprint.layout.headers import heads, heights
from blueprint.layout.metrics import LINE, wrap
from blueprint.layout.overlays import Overlay, overlay
from blueprint.layout.values import Band, Box, Edge, EdgeKind, Header, Layer, Line, Mark, Point, Rect, Strip
from blueprint.model import Blueprint

Names = Mapping[str, Sequence[str]]
"""The name of each lane, in lines."""
HEAD: Final = 92.0
"""Width of the field that holds a lane's name."""
_GAP: Final = 14.0
_LEAD: Final = 9.0
_TRAIL: Final = 13.0
_FOOT: Final = 9.0


@frozen(kw_only=True)
class Storey:
    """One row of processes on a sheet, at its place; ``bottom`` is where it ends."""

    headers: tuple[Header, ...]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    over: Overlay
    bottom: float


@frozen(kw_only=True)
class Draft:
    """Processes of one storey, routed, with the left edge of each; ``rows``: lane and row within it, from top to bottom."""

    plans: tuple[Plan, ...]
    lefts: tuple[float, ...]
    rows: tuple[tuple[str, int], ...]
    right: float


def draft(blocks: Sequence[Block], lane_order: Sequence[str], left: float) -> Draft:
    """Route the blocks on common rows and set them side by side."""
    depth: dict[int, int] = {}
    for block in blocks:
        for spot in block.spots.values():
            depth[spot.lane] = max(depth.get(spot.lane, 0), spot.row + 1)
    rows = [(lane, row) for lane in sorted(depth) for row in range(depth[lane])]
    index = {each: position for position, each in enumerate(rows)}
    plans = tuple(routed(block, index) for block in blocks)
    lefts, x = [], left + HEAD + _GAP
    for each in plans:
        lefts.append(x)
        x += each.width + _GAP
    return Draft(plans=plans, lefts=tuple(lefts), rows=tuple((lane_order[lane], row) for lane, row in rows), right=x)


def storey(blueprint: Blueprint, drawn: Draft, layers: Collection[Layer], *, left: float, right: float, top: float) -> Storey:
    """Set a storey at its height; its bands reach from ``left`` to ``right``."""
    placed = list(zip(drawn.plans, drawn.lefts, strict=True))
    spans = [(each.block, x, x + each.width) for each, x in placed]
    columns = [tuple(x + column for column in each.columns) for each, x in placed]
    rise = heights(blueprint, spans)
    names = {lane: wrap(lanes.title_of(blueprint, lane), HEAD - 12, 11, 4, bold=True) for lane, _ in drawn.rows}
    blocks = [(each.block, xs) for (each, _), xs in zip(placed, columns, strict=True)]
    over = overlay(blueprint, blocks, layers, left=left, right=right, top=top + fsum(rise) + 6, head=HEAD)
    scale = _scale(drawn, names, over.bottom)
    bands = _bands(blueprint, names, scale, left, right)
    return Storey(
        headers=heads(blueprint, spans, columns, rise, top),
        bands=(*over.bands, *bands),
        lines=_lines(bands),
        boxes=tuple(box for each, x in placed for box in _boxes(blueprint, each, x, scale)),
        edges=tuple(edge for each, x in placed for edge in _edges(each, x, scale)),
        over=over,
        bottom=scale.bottom,
    )


@frozen
class Scale:
    """From rows and tracks to y: the axis of each row, the first track of each level gutter, the edges of each lane."""

    axes: tuple[float, ...]
    levels: tuple[float, ...]
    lanes: Mapping[str, tuple[float, float]]
    bottom: float

    def height(self, row: int, from_axis: float) -> float:
        return self.axes[row] + from_axis

    def track(self, level: int, track: int) -> float:
        return self.levels[level] + track * TRACK


def _scale(drawn: Draft, names: Names, top: float) -> Scale:
    up, down = [0.0] * len(drawn.rows), [0.0] * len(drawn.rows)
    counts = [0] * (len(drawn.rows) + 1)
    for each in drawn.plans:
        for box, card in each.block.cards.items():
            row = each.row(box)
            up[row], down[row] = max(up[row], card.up), max(down[row], card.down)
        for level, count in each.levels().items():
            counts[level] = max(counts[level], count)
    axes, levels, edges, y = [], [], dict[str, tuple[float, float]](), top
    for row, (lane, _) in enumerate(drawn.rows):
        edges.setdefault(lane, (y, y))
        levels.append(y + _LEAD)
        y += (_LEAD + (counts[row] - 1) * TRACK if counts[row] else 0) + _TRAIL
        axes.append(y + up[row])
        y += up[row] + down[row]
        if row + 1 == len(drawn.rows) or drawn.rows[row + 1][0] != lane:
            last = counts[row + 1] if row + 1 == len(drawn.rows) else 0
            levels += [y + _LEAD] if row + 1 == len(drawn.rows) else []
            y = max(y + _FOOT + last * TRACK, edges[lane][0] + _least(names[lane]))
            edges[lane] = edges[lane][0], y
    return Scale(tuple(axes), tuple(levels), edges, y)


def _least(name: Sequence[str]) -> float:
    """The height a lane needs for its name, between the names of the lines above and below it."""
    return len(name) * 11 * LINE + 40


def _bands(blueprint: Blueprint, names: Names, scale: Scale, left: float, right: float) -> tuple[Band, ...]:
    bands = []
    for lane, (top, bottom) in scale.lanes.items():
        text = lanes.title_of(blueprint, lane)
        bands.append(
            Band(
                lane=lane, role=lanes.role_of(blueprint, lane), text=text, lines=tuple(names[lane]),
                rect=Rect(left, top, right - left, bottom - top), head=Rect(left, top, HEAD, bottom - top),
            )
        )  # fmt: skip
    return tuple(bands)


def _lines(bands: Sequence[Band]) -> tuple[Line, ...]:
    lines = []
    for upper, lower in pairwise(bands):
        names = lanes.lines_between(upper.role, lower.role)
        if names:
            y, high = lower.rect.y, 9.0 * len(names) + 3
            label = Rect(upper.head.x + 1, y - high / 2, HEAD - 2, high)
            lines.append(Line(names=names, left=upper.head.right, right=upper.rect.right, y=y, label=label))
    return tuple(lines)


def _boxes(blueprint: Blueprint, each: Plan, left: float, scale: Scale) -> list[Box]:
    block = each.block
    step_of = {box: step for step, boxes in block.moments.items() for box in boxes}
    found = []
    for id in sorted(block.cards, key=lambda box: (block.spots[box].column, each.row(box))):
        card = block.cards[id]
        x, row = left + each.box_x(id), each.row(id)
        axis = scale.axes[row]
        lane = block.lanes[id]
        start = (x - START, axis + each.starts[id]) if id in each.starts else None
        found.append(
            Box(
                id=id, kind=card.kind, process=block.id, step=step_of[id], lane=lane, role=lanes.role_of(blueprint, lane),
                column=block.spots[id].column, row=row, rect=Rect(x, axis - card.up, WIDTH, card.up + card.down), axis=axis,
                text=card.text, lines=card.lines, label=card.label.moved(x, axis), more=card.more, caption=card.caption,
                caption_rect=card.caption_rect.moved(x, axis) if card.caption_rect else None,
                strips=tuple(_strip(strip, x, axis) for strip in card.strips),
                marks=tuple(Mark(kind=m.kind, text=m.text, center=_moved(m.center, x, axis)) for m in card.marks),
                plate=card.plate.moved(x, axis) if card.plate else None, gate=card.gate, joins=card.joins,
                exits=tuple(_moved(leaving.at, x, axis) for leaving in card.exits if leaving.kind == "fork"),
                ends=card.ends, start=start,
            )
        )  # fmt: skip
    return found


def _strip(strip: Strip, x: float, y: float) -> Strip:
    return Strip(
        kind=strip.kind, text=strip.text, lines=strip.lines, rect=strip.rect.moved(x, y), leaves=strip.leaves, to=strip.to
    )


def _moved(point: Point, x: float, y: float) -> Point:
    return point[0] + x, point[1] + y


def _edges(each: Plan, left: float, scale: Scale) -> list[Edge]:
    edges = []
    seen: Counter[str] = Counter()
    for index, route in enumerate(each.routes):
        way = route.way
        points = tuple((x + left, y) for x, y in each.points(index, scale.height, scale.track))
        name = f"{way.source}>{way.target}"
        seen[name] += 1
        id = f"{name}>{seen[name]}" if seen[name] > 1 else name
        edges.append(Edge(id=id, kind=way.exit.kind, source=way.source, target=way.target, points=points, text=way.exit.text))
    return edges + _starts(each, left, scale) + _moments(each, left, scale)


def _starts(each: Plan, left: float, scale: Scale) -> list[Edge]:
    edges = []
    for box, enters in each.starts.items():
        x, y = left + each.box_x(box), scale.height(each.row(box), enters)
        end = x - (8 if each.block.cards[box].joins else 0)
        points = ((x - START + 5, y), (end, y))
        edges.append(Edge(id=f"{box}#start>", kind="start", source=f"{box}#start", target=box, points=points))
    return edges


def _moments(each: Plan, left: float, scale: Scale) -> list[Edge]:
    """The upright lines that join the boxes of a moment, each to its neighbour below."""
    edges = []
    for boxes in each.block.moments.values():
        for upper, lower in pairwise(boxes):
            x = left + each.box_x(upper) + WIDTH / 2
            first = (x, scale.height(each.row(upper), each.block.cards[upper].down))
            last = (x, scale.height(each.row(lower), -each.block.cards[lower].up))
            kind: EdgeKind = "evidence" if each.block.cards[upper].kind == "evidence" else "moment"
            edges.append(Edge(id=f"{upper}={lower}", kind=kind, source=upper, target=lower, points=(first, last)))
    return edges
