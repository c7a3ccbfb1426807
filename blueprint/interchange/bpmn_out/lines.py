"""Along which points arrows run: as in our layout between two steps, straight within one."""

from collections.abc import Iterator
from math import sqrt

from attrs import frozen

from blueprint.interchange.bpmn_out.drafts import Draft, Flow, Node, Pool
from blueprint.interchange.bpmn_out.places import EVENT, FONT, GATE, LINE, Places, Shape, by_pair, is_round
from blueprint.layout import Point, Rect
from blueprint.layout.metrics import width, wrap

_KINDS = {
    "start": ("start",),
    "fail": ("recover",),
    "late": ("late",),
    "gate": ("option", "fork", "next"),
    "task": ("next", "option", "fork"),
}


@frozen
class Stroke:
    """The points of an arrow, and where its words stand."""

    points: tuple[Point, ...]
    label: Rect | None = None


def strokes(draft: Draft, places: Places) -> dict[str, Stroke]:
    """The arrows, associations and messages of a file, by id."""
    found: dict[str, Stroke] = {}
    for pool in draft.pools:
        known = by_pair(places.sheets[pool.process])
        left = {key: list(several) for key, several in known.items()}
        for flow in pool.flows:
            found[flow.id] = _flow(pool, flow, places, left)
        found |= dict(_beside(pool, places))
        for flow in pool.customer.flows if pool.customer is not None else ():
            found[flow.id] = Stroke(_straight(places.shapes[flow.source].rect, places.shapes[flow.target].rect))
    for message in draft.messages:
        found[message.id] = Stroke(_message(places.shapes[message.source].rect, places.shapes[message.target].rect))
    return found


def _flow(pool: Pool, flow: Flow, places: Places, left: dict[tuple[str, str, str], list[tuple[Point, ...]]]) -> Stroke:
    source, target = pool.nodes[flow.source], pool.nodes[flow.target]
    one, other = places.shapes[source.id].rect, places.shapes[target.id].rect
    course = () if _is_inner(source, target) else _course(pool, source, target, left)
    if not course:
        return Stroke(_straight(one, other))
    frame = places.frames[pool.process]
    points = [frame.at(point) for point in course]
    points = _leaving(source, one, _lowered(source, places, points))
    points = _entering(target, other, points)
    return Stroke(_plain(points), _words(flow, source, one, points))


def _is_inner(source: Node, target: Node) -> bool:
    """Whether an arrow leads from one sign of a step to the next."""
    return source.step == target.step and (source.role in ("join", "group", "wait") or target.role in ("gate", "end"))


def _course(
    pool: Pool, source: Node, target: Node, left: dict[tuple[str, str, str], list[tuple[Point, ...]]]
) -> tuple[Point, ...]:
    """The points of our layout between two steps; each line is taken once."""
    ends = f"{pool.process}.{source.step}", f"{pool.process}.{target.step}"
    for kind in _KINDS[source.role]:
        several = left.get((*ends, kind))
        if several:
            return several.pop(0) if len(several) > 1 else several[0]
    return ()


def _lowered(source: Node, places: Places, points: list[Point]) -> list[Point]:
    """The arrow of an edge event runs below the event's words."""
    label = places.shapes[source.id].label
    if source.role not in ("fail", "late") or label is None:
        return points
    first = points[0][1]
    row = next((at for at, point in enumerate(points) if abs(point[1] - first) > 0.1), len(points))
    return [(x, label.bottom + 3) if at < row and row < len(points) else (x, y) for at, (x, y) in enumerate(points)]


def _leaving(source: Node, rect: Rect, points: list[Point]) -> list[Point]:
    x, y = points[0]
    middle, axis = rect.center
    if source.role == "start":
        return [(rect.right, axis), *points[1:]]
    if source.role not in ("fail", "late") and x >= rect.right and abs(y - axis) <= rect.h / 2 - 1:
        return [(middle + _reach(source, rect, y - axis), y), *points]
    return [(middle, rect.bottom if y > axis else rect.y), (middle, y), *points]


def _entering(target: Node, rect: Rect, points: list[Point]) -> list[Point]:
    x, y = points[-1]
    middle, axis = rect.center
    upright = len(points) > 1 and abs(points[-2][0] - x) < 0.1 and abs(points[-2][1] - y) > 0.1
    if upright:
        inside = target.role == "task" and rect.x < x < rect.right
        across = x if inside else middle
        if inside and points[-2][1] > axis and x > middle:
            across = max(2 * middle - x, rect.x + 16)  # the events at the edge stand at the right
        edge = rect.y if points[-2][1] < axis else rect.bottom
        return [*points[:-2], (across, points[-2][1]), (across, edge)]
    if abs(y - axis) <= rect.h / 2 - 1:
        return [*points, (middle - _reach(target, rect, y - axis), y)]
    return [*points, (middle, y), (middle, rect.y if y < axis else rect.bottom)]


def _reach(node: Node, rect: Rect, off: float) -> float:
    """How far the border of a shape lies from its middle, at a height ``off`` its axis."""
    half = rect.w / 2
    if node.kind.endswith("Gateway"):
        return half - abs(off)
    return sqrt(max(half * half - off * off, 0.0)) if is_round(node) else half


def _straight(one: Rect, other: Rect) -> tuple[Point, ...]:
    """From one shape to another: level where they stand beside each other, else by one bend."""
    if abs(one.center[1] - other.center[1]) < 1 and other.x > one.right:
        return (one.right, one.center[1]), (other.x, other.center[1])
    if abs(one.center[0] - other.center[0]) < 1:
        down = other.center[1] > one.center[1]
        return (one.center[0], one.bottom if down else one.y), (other.center[0], other.y if down else other.bottom)
    down = other.center[1] > one.center[1]
    return (
        (one.right, one.center[1]), (other.center[0], one.center[1]), (other.center[0], other.y if down else other.bottom),
    )  # fmt: skip


def _words(flow: Flow, source: Node, rect: Rect, points: list[Point]) -> Rect | None:
    """Where the words at an arrow stand: left of where it leaves the upright line below its gateway."""
    lines = wrap(flow.name, 170, FONT, 2)
    if not lines:
        return None
    wide = max(width(each, FONT) for each in lines) + 8
    x, y = rect.center[0], points[1][1] if len(points) > 1 else rect.bottom
    if abs(y - rect.center[1]) < GATE / 2:
        return Rect(rect.right + 2, y - LINE * len(lines) - 2, wide, LINE * len(lines))
    return Rect(x - wide - 4, y - LINE * len(lines) / 2, wide, LINE * len(lines))


def _beside(pool: Pool, places: Places) -> Iterator[tuple[str, Stroke]]:
    shapes = places.shapes
    for thing in pool.things:
        yield f"{thing.id}_at", Stroke(_between(shapes[thing.step].rect, _whole(shapes[thing.id])))
    for remark in pool.remarks:
        yield f"{remark.id}_at", Stroke(_between(shapes[remark.step].rect, shapes[remark.id].rect))


def _whole(shape: Shape) -> Rect:
    """A shape with the label below it."""
    return (
        shape.rect if shape.label is None else Rect(shape.rect.x, shape.rect.y, shape.rect.w, shape.label.bottom - shape.rect.y)
    )


def _between(task: Rect, other: Rect) -> tuple[Point, ...]:
    """From the middle of a task's upper or lower edge to what stands above or below it."""
    if other.center[1] > task.center[1]:
        return (task.center[0], task.bottom), (other.center[0], other.y)
    return (task.center[0], task.y), (other.center[0], other.bottom)


def _message(one: Rect, other: Rect) -> tuple[Point, ...]:
    """Upright out of the one pool, level just before the other shape, upright into it."""
    down = other.center[1] > one.center[1]
    begin, end = (one.bottom, other.y) if down else (one.y, other.bottom)
    level = end - EVENT if down else end + EVENT
    return _plain([(one.center[0], begin), (one.center[0], level), (other.center[0], level), (other.center[0], end)])


def _plain(points: list[Point]) -> tuple[Point, ...]:
    """The points at which something bends; two at least."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.1 and abs(kept[-1][1] - point[1]) < 0.1:
            continue
        if len(kept) > 1 and any(abs(kept[-2][at] - kept[-1][at]) < 0.1 and abs(kept[-1][at] - point[at]) < 0.1 for at in (0, 1)):
            kept.pop()
        kept.append(point)
    return tuple(kept) if len(kept) > 1 else (points[0], points[-1])
