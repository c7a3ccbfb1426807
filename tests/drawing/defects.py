"""What a drawing may never have, as lists of what was found: empty for a good one.

Tolerances in points: texts may be 1 % wider than the metric here says and stand half a point out of their field; lines
may touch a box, but not enter it by more than half a point.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from tests.drawing.picture import Group, Picture, ends
from tests.drawing.shapes import Area, Grid, Point, meetings, segments

SLACK = 0.5
PORTS = 1.4
"""The least distance between two lines that leave or enter a box."""
TOUCH = 5.0
"""How far from its box a line may end: the mitre of an arrow-head, which is longer the thicker the line is."""
ROLES = ("promises", "emotion", "evidence", "outside", "customer", "frontstage", "backstage", "support", "management", "unknown")
LINES = ("line of interaction", "line of visibility", "line of internal interaction", "line of implementation")
SIGNS = frozenset({"mark", "icons", "choose", "many", "fork", "join", "start"})


def through_boxes(picture: Picture) -> Iterator[str]:
    """Edges through a box, a foreign one or their own."""
    boxes = Grid((each.id, each.body.shrunk(SLACK)) for each in picture.boxes if each.body)
    for edge in picture.edges:
        for segment in segments(edge.points):
            yield from (f"{edge.id} runs through {id}" for id in sorted(boxes.cut_by(segment)))


def overlapping_boxes(picture: Picture) -> Iterator[str]:
    areas = [(each.id, each.body.shrunk(0.1)) for each in picture.boxes if each.body]
    yield from (f"{one} lies on {other}" for one, other in meetings(areas))


def overlapping_texts(picture: Picture) -> Iterator[str]:
    """Texts on one another."""
    areas = [(f"{n} {each.text!r} of {each.owner}", each.area.shrunk(SLACK)) for n, each in enumerate(picture.texts)]
    yield from (f"{one} lies on {other}" for one, other in meetings(areas))


def texts_under_signs(picture: Picture) -> Iterator[str]:
    """Marks, gates and badges on a text that is not theirs."""
    for group in picture.groups:
        signs = [area for name, area in group.signs if name.split()[0] in SIGNS]
        for text in group.texts:
            if any(text.area.shrunk(SLACK).meets(area) for area in signs if area != text.field):
                yield f"a sign lies on {text.text!r} of {group.id}"


def signs_on_one_another(picture: Picture) -> Iterator[str]:
    """Marks, numbers and plates of icons at the edge of a box that lie on one another, and icons off their plate."""
    for group in picture.groups:
        signs = [(f"{name} {at}", area.shrunk(SLACK)) for at, (name, area) in enumerate(group.signs) if name in {"mark", "icons"}]
        yield from (f"{one} lies on {other} at {group.id}" for one, other in meetings(signs))
        plates = [area for name, area in group.signs if name == "icons"] or [group.body]
        for name, area in group.signs:
            if name == "icon" and not any(plate and plate.holds(area, 0) for plate in plates):
                yield f"an icon of {group.id} leaves its plate"


def lines_through_signs(picture: Picture) -> Iterator[str]:
    """Edges through a mark, a number or an icon of any box."""
    signs = Grid(
        (f"{name} of {each.id}", area.shrunk(SLACK))
        for each in picture.boxes
        for name, area in each.signs
        if name in {"mark", "icons"}
    )
    for edge in picture.edges:
        for segment in segments(edge.points):
            yield from (f"{edge.id} runs through {sign}" for sign in sorted(signs.cut_by(segment)))


def texts_out_of_field(picture: Picture) -> Iterator[str]:
    for text in picture.texts:
        if text.field is None or not text.field.holds(text.area, SLACK + 0.01 * (text.area.right - text.area.left) / 2):
            yield f"{text.text!r} of {text.owner} stands out of its field: {text.area} {text.field}"


def lines_through_texts(picture: Picture) -> Iterator[str]:
    """Edges, promises and the like through a text: nothing but steps and fields stands behind words."""
    texts = Grid((each.text, each.area.shrunk(SLACK)) for each in picture.texts)
    for line in picture.groups:
        if "legend" not in line.classes:
            for segment in segments(line.points):
                yield from (f"{line.id or line.classes} runs through {text!r}" for text in sorted(texts.cut_by(segment)))


def straight(edges: Sequence[Group]) -> tuple[list[tuple[float, float, float, str]], list[tuple[float, float, float, str]]]:
    """The level and upright parts of edges: where they lie, from and to, and whose they are."""
    level, upright = [], []
    for edge in edges:
        for (x, y), (right, bottom) in segments(edge.points):
            if abs(y - bottom) < 0.05:
                level.append(((y + bottom) / 2, *sorted((x, right)), edge.id))
            elif abs(x - right) < 0.05:
                upright.append(((x + right) / 2, *sorted((y, bottom)), edge.id))
    return level, upright


def lying_on_one_another(edges: Sequence[Group], apart: float = 1.0, length: float = 2.0) -> Iterator[str]:
    """Two edges that share a stretch: less than ``apart`` from each other for more than ``length``."""
    for runs in straight(edges):
        runs.sort()
        for position, (at, low, high, id) in enumerate(runs):
            for other_at, other_low, other_high, other in runs[position + 1 :]:
                if other_at - at >= apart:
                    break
                if other != id and min(high, other_high) - max(low, other_low) > length:
                    yield f"{id} and {other} lie on one another at {at:.1f}"


def coincident(picture: Picture) -> Iterator[str]:
    yield from lying_on_one_another(picture.edges)


def shared_ports(picture: Picture) -> Iterator[str]:
    """Two edges that leave or enter a box at the same place."""
    ports: dict[str, list[tuple[Point, str]]] = {}
    for edge in picture.edges:
        for box, point in zip(ends(edge), (edge.points[0], edge.points[-1]), strict=True):
            ports.setdefault(box, []).append((point, edge.id))
    for box, found in ports.items():
        for (one, id), (other, other_id) in combinations(found, 2):
            if id != other_id and abs(one[0] - other[0]) < 12 and abs(one[1] - other[1]) < PORTS:
                yield f"{id} and {other_id} share a port of {box}"


def loose_ends(picture: Picture) -> Iterator[str]:
    """Edges that do not begin and end at their own boxes."""
    boxes = {each.id: each.shapes for each in picture.boxes}
    for edge in picture.edges:
        source, target = ends(edge)
        for box, point in ((source, edge.points[0]), (target, edge.points[-1])):
            tips = [tip for tip in edge.tips if abs(tip[0] - point[0]) + abs(tip[1] - point[1]) < 9] or [point]
            if box not in boxes or min(area.distance(tip) for area in boxes[box] for tip in (*tips, point)) > TOUCH:
                yield f"{edge.id} does not touch {box}"


def misordered_lanes(picture: Picture) -> Iterator[str]:
    """Bands of a storey that do not follow each other in the order of a blueprint, or leave a gap or lie on each other."""
    bands = [(each.classes[1], each.body, each.title) for each in picture.of_class("lane") if each.body]
    for (role, one, name), (below, other, under) in pairwise(bands):
        if other.top > one.bottom + 1:
            continue
        if ROLES.index(role) > ROLES.index(below):
            yield f"{name} stands above {under}"
        if abs(other.top - one.bottom) > 0.2 or (one.left, one.right) != (other.left, other.right):
            yield f"{under} does not join on to {name}"


def boxes_out_of_lane(picture: Picture) -> Iterator[str]:
    """Boxes that do not stand wholly in one band, which has their role."""
    bands = [(each.classes[1], each.body) for each in picture.of_class("lane") if each.body]
    for box in picture.boxes:
        held = [role for role, area in bands if box.body and area.holds(box.body, 0.2)]
        if held != [box.classes[1]]:
            yield f"{box.id} stands in {held}, not in {box.classes[1]}"


def misordered_lines(picture: Picture) -> Iterator[str]:
    """Lines of the blueprint that are not in order, or do not lie between the lanes they part."""
    bands = [(each.classes[1], each.body) for each in picture.of_class("lane") if each.body]
    tops = sorted({area.top for _, area in bands})
    for number, group in enumerate(picture.of_class("line-name")):
        names = [text.text for text in group.texts]
        if sorted(names, key=LINES.index) != names:
            yield f"line {number}: {names}"
        middle = (group.body.top + group.body.bottom) / 2 if group.body else 0
        lower = next((role for role, area in bands if abs(area.top - middle) < 0.2), None)
        upper = next((role for role, area in bands if abs(area.bottom - middle) < 0.2), None)
        if upper is None or lower is None or not _parts(upper, names, lower):
            yield f"{names} lies between {upper} and {lower} (lanes begin at {tops})"
    drawn = [each for each in picture.of_class("line") if each.points]
    yield from (f"a line at {each.points} is not level" for each in drawn if each.points[0][1] != each.points[-1][1])


def _parts(upper: str, names: Sequence[str], lower: str) -> bool:
    """Whether each line lies below the last of the lanes above it: customer, frontstage, backstage."""
    for name in names:
        last = ("customer", "frontstage", "backstage", "support")[LINES.index(name)]
        if not ROLES.index(upper) <= ROLES.index(last) < ROLES.index(lower):
            return False
    return True


def headers_on_one_another(picture: Picture) -> Iterator[str]:
    for kind in ("phase", "process", "stage"):
        areas = [(each.title, each.body.shrunk(0.1)) for each in picture.of_class(kind) if each.body]
        yield from (f"{kind} {one} lies on {other}" for one, other in meetings(areas))


def out_of_sheet(picture: Picture) -> Iterator[str]:
    sheet = Area(0, 0, picture.wide, picture.high)
    for group in picture.groups:
        areas = [*group.shapes, *(text.area for text in group.texts)]
        yield from (f"{group.id or group.classes} leaves the sheet" for area in areas if not sheet.holds(area, 1))


def repeated_ids(picture: Picture) -> Iterator[str]:
    counts = Counter(each.id for each in picture.groups if each.id)
    yield from (f"id {id} stands {count} times" for id, count in sorted(counts.items()) if count > 1)


def unsaid(picture: Picture) -> Iterator[str]:
    """A picture without title and description, or a box without a title of its own."""
    if not picture.title or not picture.about:
        yield "the picture has no title or description"
    yield from (f"{each.id} has no title" for each in picture.boxes if not each.title)


DEFECTS: tuple[Callable[[Picture], Iterator[str]], ...] = (
    through_boxes, overlapping_boxes, overlapping_texts, texts_under_signs, signs_on_one_another, lines_through_signs,
    texts_out_of_field, lines_through_texts, coincident, shared_ports, loose_ends, misordered_lanes, boxes_out_of_lane,
    misordered_lines, headers_on_one_another, out_of_sheet, repeated_ids, unsaid,
)  # fmt: skip


def defects(picture: Picture) -> dict[str, list[str]]:
    """All that is wrong with a drawing, by kind; empty for a good one."""
    found = {each.__name__: list(each(picture)) for each in DEFECTS}
    return {name: told for name, told in found.items() if told}
