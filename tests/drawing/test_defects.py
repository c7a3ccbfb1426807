"""That the measure sees: each defect, planted into a sound drawing, is found, and nothing else is."""

import pytest

from blueprint.drawing import render
from blueprint.model import Blueprint, End, Lane, Next, Process, Step
from tests.drawing.defects import DEFECTS, defects
from tests.drawing.fonts import text_width
from tests.drawing.measure import Count, count
from tests.drawing.picture import ends, read_picture
from tests.drawing.shapes import Area, bends, cross, segments

STEPS = {
    "a": Step(lane="customer", does="Asks", way=Next(to="b")),
    "b": Step(lane="frontstage", does="Answers", way=Next(to="c")),
    "c": Step(lane="customer", does="Thanks", way=End(text="Done")),
}
SHOP = Blueprint(
    id="shop", title="Shop", lanes={"own": Lane(title="Own", role="backstage")},
    processes={"p": Process(title="P", phase="in-sale", kind="other", start=("a",), steps=STEPS)},
)  # fmt: skip
SOUND = render(SHOP).svg
PICTURE = read_picture(SOUND)
BODY = {box.id: box.body for box in PICTURE.boxes if box.body}
EDGE = {edge.id: edge for edge in PICTURE.edges}


def added(group: str) -> str:
    return SOUND.removesuffix("</g>\n</svg>\n") + group + "</g>\n</svg>\n"


def line(id: str, *points: tuple[float, float]) -> str:
    start, *rest = points
    before, path = start, f"M{start[0]},{start[1]}C"
    for point in rest:
        path += f" {before[0]},{before[1]} {point[0]},{point[1]} {point[0]},{point[1]}"
        before = point
    return f'<g id="{id}" class="next"><path fill="none" stroke="black" d="{path}"/></g>\n'


def words(text: str, x: float, y: float, wide: float) -> str:
    field = f"{x},{y} {x + wide},{y} {x + wide},{y + 14} {x},{y + 14}"
    return (
        f'<g id="new" class="who"><polygon fill="none" points="{field}"/>'
        f'<text text-anchor="middle" x="{x + wide / 2}" y="{y + 10}" font-size="10">{text}</text></g>\n'
    )


def test_the_drawing_is_sound_before_anything_is_planted() -> None:
    assert defects(PICTURE) == {}
    assert set(BODY) == {"p.a", "p.b", "p.c"}
    assert {ends(edge) for edge in PICTURE.edges} == {("p.a", "p.a"), ("p.a", "p.b"), ("p.b", "p.c")}


def _planted() -> dict[str, str]:
    a, b, c = BODY["p.a"], BODY["p.b"], BODY["p.c"]
    way = EDGE["p.a>p.b"].points
    (x, above), (_, below) = max(segments(way), key=lambda each: abs(each[1][1] - each[0][1]))
    middle = (b.top + b.bottom) / 2
    box = SOUND[SOUND.index('<g id="p.b"') : SOUND.index('<g id="p.c"')]
    return {
        "through_boxes": added(
            line("p.a&gt;p.c", (a.right, a.bottom - 7), (a.right + 5, b.top + 7), (c.left - 5, b.top + 7), (c.left, c.bottom - 7))
        ),
        "overlapping_boxes": added(box.replace('id="p.b"', 'id="p.d"')),
        "overlapping_texts": added(words("Asks", a.left + 20, (a.top + a.bottom) / 2 - 7, 60)),
        "texts_out_of_field": added(words("much too long for this", b.left, b.bottom + 2, 30)),
        "lines_through_texts": added(words("in the way", x - 40, (above + below) / 2 - 7, 80)),
        "coincident": added(
            line("p.a&gt;p.b&gt;2", (a.right, a.bottom - 6), (x, a.bottom - 6), (x, b.top + 6), (b.left, b.top + 6))
        ),
        "shared_ports": added(line("p.a&gt;p.b&gt;2", (a.right, way[0][1]), (a.right + 3, middle + 9), (b.left, middle + 9))),
        "loose_ends": added(line("p.a&gt;p.c", (a.right, a.bottom - 7), (a.right + 8, a.bottom - 7))),
        "misordered_lanes": SOUND.replace('class="lane customer"', 'class="lane support"'),
        "boxes_out_of_lane": SOUND.replace('class="step customer"', 'class="step support"'),
        "misordered_lines": SOUND.replace("line of interaction", "line of visibility"),
        "headers_on_one_another": added(
            '<g id="h" class="process"><title>H</title><polygon points="200,70 400,70 400,130 200,130"/></g>'
        ),
        "out_of_sheet": added('<g id="far" class="sign"><polygon fill="none" points="-40,0 -30,0 -30,10 -40,10"/></g>'),
        "repeated_ids": added('<g id="p.a" class="sign"></g>'),
        "unsaid": SOUND.replace("<title>Asks</title>", "", 1),
        "signs_on_one_another": SOUND.replace("<title>Asks</title>\n", "<title>Asks</title>\n" + 2 * _mark_on("Asks"), 1),
        "lines_through_signs": SOUND.replace("<title>Asks</title>\n", "<title>Asks</title>\n" + _mark_at(*way[1]), 1),
        "texts_under_signs": SOUND.replace("<title>Asks</title>\n", "<title>Asks</title>\n" + _mark_on("Asks"), 1),
    }  # fmt: skip


def _mark_on(text: str) -> str:
    area = next(each.area for each in PICTURE.texts if each.text == text)
    return _mark_at((area.left + area.right) / 2, (area.top + area.bottom) / 2)


def _mark_at(x: float, y: float) -> str:
    return f'<g class="mark"><ellipse cx="{x}" cy="{y}" rx="9" ry="9"/></g>\n'


@pytest.mark.parametrize("kind", [each.__name__ for each in DEFECTS])
def test_what_is_planted_is_found(kind: str) -> None:
    picture = read_picture(_planted()[kind])
    assert kind in defects(picture)


def test_lanes_that_part_are_found() -> None:
    lane = next(each for each in PICTURE.of_class("lane") if each.classes[1] == "frontstage")
    assert lane.body is not None
    start = SOUND.index(f'<g id="{lane.id}"')
    end = SOUND.index("<g class", start)
    lower = SOUND[start:end].replace(f",{lane.body.bottom:g}", f",{lane.body.bottom + 9:g}")
    lower = lower.replace(f",{lane.body.top:g}", f",{lane.body.top + 0.5:g}")
    assert "misordered_lanes" in defects(read_picture(SOUND[:start] + lower + SOUND[end:]))


def test_transforms_are_applied() -> None:
    moved = SOUND.replace('transform="scale(1 1) rotate(0) translate(0 0)"', 'transform="scale(2 2) rotate(0) translate(10 20)"')
    body = next(box.body for box in read_picture(moved).boxes if box.id == "p.a")
    there = BODY["p.a"]
    assert body == Area(2 * there.left + 20, 2 * there.top + 40, 2 * there.right + 20, 2 * there.bottom + 40)


def test_crossings_bends_and_curves_are_counted() -> None:
    one, other = ((0.0, 0.0), (10.0, 10.0)), ((0.0, 10.0), (10.0, 0.0))
    assert cross(one, other)
    assert not cross(one, ((0.0, 0.0), (5.0, 9.0)))
    assert bends([(0, 0), (10, 0), (10, 10), (30, 10)]) == 2
    assert bends([(0, 0), (10, 0), (12, 1), (13, 3), (13, 20)]) == 1
    assert count(PICTURE.edges) == Count(edges=3, crossings=0, bends=2)


def test_texts_are_measured_by_another_metric_than_ours() -> None:
    assert text_width("Asks", 10) == pytest.approx(21.67, abs=0.01)
    assert text_width("Asks", 10, bold=True) > text_width("Asks", 10)
    assert text_width("漢字", 10) == 20
    assert text_width("e\u0301", 10) == text_width("e", 10)
