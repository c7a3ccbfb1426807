"""Laws of the drawing as data: nothing overlaps, nothing is crossed that should not be, and order in the file is no matter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TypeVar

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blueprint.layout import LAYERS, Box, Edge, Layer, Point, Rect, Remark, Sheet, Trail, layout
from blueprint.layout.lanes import ORDER
from blueprint.layout.metrics import LINE, clean, width, wrap
from blueprint.layout.order import in_order, in_rows
from blueprint.layout.overlays import SMALL
from blueprint.layout.tracks import Stretch, assign
from blueprint.model import (
    Blueprint,
    Choose,
    End,
    Failure,
    Fork,
    Lane,
    Next,
    Option,
    Part,
    Process,
    Promise,
    Step,
    Time,
    Way,
)
from blueprint.values import Duration
from tests.effort import tries

T = TypeVar("T")

NASTY = (
    "<b>", 'say "no"', "back\\slash \\n \\l \\N", "two\nlines\r\n\tand tabs", "&lt;&amp;&#39;", "emoji 👩‍👩‍👧 🚲",
    "他们在柜台确认订单并收取押金", "يؤكد الطلب", "Donaudampfschifffahrtsgesellschaftskapitän" * 3, "bell\x07 nul\x00",
    "{record|field} <port> %s {0}", "x" * 5000, "\u0301\u0301a", "]]>", "--",
)  # fmt: skip
LANES = ("customer", "frontstage", "backstage", "support", "management", "outside", "courier", "nowhere")

texts = st.sampled_from(("Does", "Asks which frame fits", "Explains, apologises, offers the remedy", *NASTY))
durations = st.sampled_from((Duration.parse("5min"), Duration.parse("2wd"), Duration.parse("0s")))
shares = st.none() | st.sampled_from((Decimal("0.08"), Decimal("0.5"), Decimal(1)))


@st.composite
def ways(draw: st.DrawFn, ids: list[str]) -> Way:
    to = st.sampled_from([*ids, "missing"])
    kind = draw(st.integers(0, 5))
    if kind < 3:
        return Next(to=draw(to))
    if kind == 3:
        options = st.builds(Option, when=texts, to=to, share=shares, at_most=st.none() | st.integers(1, 3))
        return Choose(options=tuple(draw(st.lists(options, min_size=1, max_size=4))), many=draw(st.booleans()))
    if kind == 4:
        return Fork(to=tuple(draw(st.lists(to, min_size=1, max_size=4, unique=True))))
    return End(
        text=draw(texts), outcome=draw(st.sampled_from(("success", "refused"))), continues=draw(st.sampled_from(((), ("p0",))))
    )


parts = st.builds(Part, does=texts, every=st.none() | durations, evidence=st.lists(texts, max_size=1).map(tuple))


@st.composite
def steps(draw: st.DrawFn, ids: list[str]) -> Step:
    fails = st.builds(Failure, mode=texts, likelihood=shares, recover=st.none() | st.sampled_from(ids))
    time = st.builds(Time, wait=st.none() | durations, work=durations, limit=st.none() | durations)
    return Step(
        lane=draw(st.sampled_from(LANES)),
        does=draw(texts),
        way=draw(ways(ids)),
        stage=draw(st.none() | st.sampled_from(("A", "B"))),
        evidence=tuple(draw(st.lists(texts, max_size=2, unique=True))),
        with_=draw(st.dictionaries(st.sampled_from(LANES), parts, max_size=2)),
        time=draw(st.none() | time),
        fails=tuple(draw(st.lists(fails, max_size=2))),
        late=draw(st.none() | st.sampled_from(ids)),
        join=draw(st.none() | st.just("all")),
        moment_of_truth=draw(st.none() | texts),
        opens=draw(st.sampled_from(((), ("p0", "gone")))),
        emotion=draw(st.none() | st.integers(-2, 2)),
        cost=draw(st.none() | st.just(Decimal("12.50"))),
        systems=draw(st.sampled_from(((), ("crm", "gone")))),
    )


@st.composite
def processes(draw: st.DrawFn) -> Process:
    ids = [f"s{number}" for number in range(draw(st.integers(1, 9)))]
    return Process(
        title=draw(texts), phase=draw(st.sampled_from(("pre-sale", "in-sale", "after-sale"))), kind="other",
        start=tuple(draw(st.lists(st.sampled_from([*ids, "missing"]), min_size=1, max_size=2, unique=True))),
        steps={id: draw(steps(ids)) for id in ids},
    )  # fmt: skip


@st.composite
def blueprints(draw: st.DrawFn) -> Blueprint:
    """Any blueprint the model can hold, sound or not."""
    drawn = draw(st.lists(processes(), min_size=1, max_size=3))
    lane = Lane(title=draw(texts), role=draw(st.sampled_from(("frontstage", "support"))))
    named = {f"p{number}": process for number, process in enumerate(drawn)}
    places = st.sampled_from([f"{name}.{step}" for name, each in named.items() for step in each.steps] + ["gone.gone"])
    promise = st.builds(Promise, says=texts, from_=st.none() | places, to=st.tuples(places), within=st.none() | durations)
    promises = {f"q{number}": each for number, each in enumerate(draw(st.lists(promise, max_size=4)))}
    return Blueprint(id="any", title=draw(texts), processes=named, lanes={"courier": lane}, promises=promises)


wraps = st.sampled_from((0, 1, 2, 3, 5, 12))
LINKED = re.compile("→\xa0([0-9]+)")


def process(steps: Mapping[str, Step], start: str = "a") -> Blueprint:
    return Blueprint(
        id="one", title="One", processes={"p": Process(title="P", phase="in-sale", kind="other", start=(start,), steps=steps)}
    )


def step(way: Way, lane: str = "frontstage", **fields: object) -> Step:
    return Step(lane=lane, does=str(fields.pop("does", "Does it")), way=way, **fields)  # type: ignore[arg-type]


END = End(text="Done")


def overlap(one: Rect, other: Rect, slack: float = 0.01) -> bool:
    return (
        one.x < other.right - slack
        and other.x < one.right - slack
        and one.y < other.bottom - slack
        and other.y < one.bottom - slack
    )


def inside(inner: Rect, outer: Rect, slack: float = 0.01) -> bool:
    return (
        inner.x >= outer.x - slack and inner.right <= outer.right + slack
        and inner.y >= outer.y - slack and inner.bottom <= outer.bottom + slack
    )  # fmt: skip


def segments(edge: Edge) -> Iterator[tuple[Point, Point]]:
    for one, other in pairwise(edge.points):
        yield (one, other) if one <= other else (other, one)


def stretch(segment: tuple[Point, Point]) -> Rect:
    (x, y), (right, bottom) = segment
    return Rect(x, min(y, bottom), right - x, abs(bottom - y))


def texts_in(box: Box) -> list[tuple[Rect, tuple[str, ...], float]]:
    """The fields of a box that hold text, with their lines and font sizes."""
    size = 9.5 if box.kind == "evidence" else 11
    found = [(box.label, box.lines, size), *((strip.rect, strip.lines, 8.5) for strip in box.strips)]
    return [*found, (box.caption_rect, box.caption, 8.0)] if box.caption_rect else found


def crossed(sheet: Sheet) -> list[tuple[str, str]]:
    """Edges that run through a box, be it their own."""
    bad = []
    for edge in sheet.edges:
        for rect in map(stretch, segments(edge)):
            hits = (box for box in sheet.boxes if overlap(rect.moved(0, 0), box.rect, 0.4))
            bad += [(edge.id, box.id) for box in hits]
    return bad


def touching(sheet: Sheet) -> list[tuple[str, str]]:
    """Pairs of edges that lie on one another for more than a point."""
    level: dict[bool, list[tuple[float, float, float, str]]] = {True: [], False: []}
    for edge in sheet.edges:
        for (x, y), (right, bottom) in segments(edge):
            flat = abs(y - bottom) < 0.01
            level[flat].append((y, x, right, edge.id) if flat else (x, min(y, bottom), max(y, bottom), edge.id))
    bad = []
    for runs in level.values():
        runs.sort()
        for position, (at, low, high, id) in enumerate(runs):
            for other_at, other_low, other_high, other_id in runs[position + 1 :]:
                if other_at - at > 0.3:
                    break
                if other_id != id and min(high, other_high) - max(low, other_low) > 1:
                    bad.append((id, other_id))
    return bad


def check(sheet: Sheet) -> None:
    """All laws of one sheet."""
    rects = [box.rect for box in sheet.boxes]
    assert not [1 for one, other in combinations(rects, 2) if overlap(one, other)]
    assert crossed(sheet) == []
    assert touching(sheet) == []
    check_lanes(sheet)
    check_texts(sheet)
    check_overlays(sheet)
    page = Rect(0, 0, sheet.width, sheet.height)
    for rect in (
        *rects,
        *(h.rect for h in sheet.headers),
        *(band.rect for band in sheet.bands),
        *(key.rect for key in sheet.legend),
    ):
        assert inside(rect, page)
    assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for edge in sheet.edges for x, y in edge.points)


def check_overlays(sheet: Sheet) -> None:
    """Promises and emotion stand within their bands, and no two promises on each other."""
    bands = {role: [band.rect for band in sheet.bands if band.role == role] for role in ("promises", "emotion")}
    areas = [Rect(each.left, each.label.y, each.right - each.left, each.y + 7 - each.label.y) for each in sheet.brackets]
    assert all(any(inside(area, band) for band in bands["promises"]) for area in areas)
    assert not [1 for one, other in combinations(areas, 2) if overlap(one, other)]
    assert all(width(line, SMALL) <= each.label.w for each in sheet.brackets for line in each.lines)
    moods = [Rect(each.center[0] - 9, each.center[1] - 9, 18, 18) for curve in sheet.moods for each in curve]
    assert all(any(inside(mood, band) for band in bands["emotion"]) for mood in moods)


def check_lanes(sheet: Sheet) -> None:
    storeys: list[list[int]] = [[]]
    for one, other in pairwise((None, *sheet.bands)):
        if one is not None and other is not None and other.rect.y > one.rect.bottom + 1:
            storeys.append([])
        storeys[-1].append(ORDER.index(other.role))  # type: ignore[union-attr]
    assert all(ranks == sorted(ranks) for ranks in storeys)
    assert len({(band.rect.x, band.rect.w) for band in sheet.bands}) == 1
    for box in sheet.boxes:
        assert any(band.lane == box.lane and inside(box.rect, band.rect) for band in sheet.bands)


def check_texts(sheet: Sheet) -> None:
    for box in sheet.boxes:
        fields = texts_in(box)
        assert all(inside(rect, box.rect) for rect, _, _ in fields), box.id
        assert not [1 for (one, _, _), (other, _, _) in combinations(fields, 2) if overlap(one, other)], box.id
        marks = [Rect(mark.center[0] - 8, mark.center[1] - 7, 16, 14) for mark in box.marks]
        assert not [1 for mark in marks for rect, _, _ in fields if overlap(mark, rect)], box.id
        for rect, lines, size in fields:
            assert all(width(line, size) <= rect.w + 0.01 for line in lines), lines
            assert len(lines) * size * LINE <= rect.h + 0.01, lines
    for one, other in combinations(sheet.headers, 2):
        assert not overlap(one.rect, other.rect)
    for line in sheet.lines:
        for band in sheet.bands:
            middle = band.head.center[1]
            high = len(band.lines) * 11 * LINE
            name = Rect(band.head.x, middle - high / 2, band.head.w, high)
            assert not overlap(line.label, name)


@settings(max_examples=tries(150), deadline=None)
@given(blueprints(), wraps, st.sets(st.sampled_from(LAYERS)))
def test_every_sheet_keeps_the_laws(blueprint: Blueprint, wrap: int, layers: set[Layer]) -> None:
    check(layout(blueprint, wrap=wrap, layers=layers))


@settings(max_examples=tries(60), deadline=None)
@given(blueprints(), wraps)
def test_each_step_and_part_stands_exactly_once(blueprint: Blueprint, wrap: int) -> None:
    boxes = [box.id for box in layout(blueprint, wrap=wrap).boxes if box.kind != "evidence"]
    wanted = [f"{id}.{name}" for id, each in blueprint.processes.items() for name in each.steps]
    wanted += [
        f"{id}.{name}@{lane}"
        for id, each in blueprint.processes.items()
        for name, does in each.steps.items()
        for lane in does.with_
    ]
    assert sorted(boxes) == sorted(wanted)


@settings(max_examples=tries(60), deadline=None)
@given(blueprints(), wraps)
def test_order_in_the_file_is_no_matter(blueprint: Blueprint, wrap: int) -> None:
    assert layout(turned(blueprint), wrap=wrap) == layout(blueprint, wrap=wrap)


def back(mapping: Mapping[str, T]) -> dict[str, T]:
    return dict(reversed(list(mapping.items())))


def turned(blueprint: Blueprint) -> Blueprint:
    """The same blueprint with every mapping written the other way round."""
    found = {}
    for id, each in reversed(list(blueprint.processes.items())):
        inner = {name: evolve(does, with_=back(does.with_)) for name, does in reversed(list(each.steps.items()))}
        found[id] = evolve(each, steps=inner)
    return evolve(blueprint, processes=found, lanes=back(blueprint.lanes))


@settings(max_examples=tries(60), deadline=None)
@given(blueprints(), wraps)
def test_every_way_to_a_step_that_exists_is_drawn(blueprint: Blueprint, wrap: int) -> None:
    sheet = layout(blueprint, wrap=wrap)
    drawn = [edge for edge in sheet.edges if edge.kind not in {"start", "moment", "evidence"}]
    left = [int(number) for box in sheet.boxes for strip in box.strips for number in LINKED.findall(strip.text)]
    entered = [int(mark.text) for box in sheet.boxes for mark in box.marks if mark.kind == "link"]
    assert sorted(entered) == sorted(set(left)) == list(range(1, len(entered) + 1))
    wanted = 0
    for each in blueprint.processes.values():
        for does in each.steps.values():
            targets = [fail.recover for fail in does.fails] + [does.late]
            if isinstance(does.way, Next):
                targets.append(does.way.to)
            if isinstance(does.way, Fork):
                targets += does.way.to
            if isinstance(does.way, Choose):
                targets += [option.to for option in does.way.options]
            wanted += sum(target in each.steps for target in targets)
    assert len(drawn) + len(left) == wanted


@given(st.text(max_size=200), st.floats(20, 200))
@example("a" * 500, 40.0)
@example("漢字" * 50, 40.0)
def test_lines_fit_and_lose_nothing_but_the_cut(text: str, room: float) -> None:
    lines = wrap(text, room, 11, 10_000)
    assert all(width(line, 11) <= room or len(line) < 8 for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    assert len(wrap(text, room, 11, 2)) <= 2


reaches = st.tuples(st.integers(0, 200), st.integers(0, 200)).filter(lambda pair: pair[0] != pair[1])
stretches = st.builds(
    lambda pair, sides: Stretch(((pair[0], sides[0]), (pair[1], sides[1])), (min(pair), max(pair))),
    reaches, st.tuples(st.sampled_from((-1, 1)), st.sampled_from((-1, 1))),
)  # fmt: skip


@given(st.lists(stretches, max_size=12))
def test_stretches_that_meet_have_tracks_of_their_own(drawn: list[Stretch]) -> None:
    placed = list(zip(drawn, assign(drawn), strict=True))
    for (one, track), (other, other_track) in combinations(placed, 2):
        if one.reach[0] < other.reach[1] and other.reach[0] < one.reach[1]:
            assert track != other_track


def by_id(boxes: Iterable[Box]) -> dict[str, Box]:
    return {box.id: box for box in boxes}


def test_a_way_along_a_lane_runs_straight() -> None:
    sheet = layout(process({"a": step(Next(to="b")), "b": step(Next(to="c")), "c": step(END)}))
    assert [len(edge.points) for edge in sheet.edges] == [2, 2, 2]
    assert [box.column for box in sheet.boxes] == [0, 1, 2]


def test_recovery_does_not_stretch_the_main_way() -> None:
    mend = Failure(mode="Wrong", recover="mend")
    sheet = layout(process({"a": step(Next(to="b"), fails=(mend,)), "b": step(END), "mend": step(Next(to="b"))}))
    boxes = by_id(sheet.boxes)
    assert (boxes["p.a"].column, boxes["p.b"].column, boxes["p.mend"].column) == (0, 1, 1)
    assert boxes["p.mend"].row > boxes["p.b"].row


def test_parts_stand_in_the_column_of_their_step_with_upright_lines() -> None:
    with_ = {"customer": Part(does="Waits"), "support": Part(does="Looks up")}
    sheet = layout(process({"a": step(END, with_=with_, evidence=("Form",))}))
    assert {box.column for box in sheet.boxes} == {0}
    assert [box.lane for box in sorted(sheet.boxes, key=lambda box: box.row)] == [
        "@evidence",
        "customer",
        "frontstage",
        "support",
    ]
    uprights = [edge for edge in sheet.edges if edge.kind in {"moment", "evidence"}]
    assert [edge.points[0][0] - edge.points[1][0] for edge in uprights] == [0, 0, 0]


def test_the_three_lines_have_their_names() -> None:
    lanes = ("customer", "frontstage", "backstage", "support")
    sheet = layout(process({f"{lane[0]}": step(END, lane=lane) for lane in lanes}, start="c"))
    assert [line.names for line in sheet.lines] == [
        ("line of interaction",),
        ("line of visibility",),
        ("line of internal interaction",),
    ]
    without = layout(process({"a": step(END, lane="customer"), "b": step(END, lane="support")}))
    assert without.lines[0].names == ("line of interaction", "line of visibility", "line of internal interaction")


def test_the_line_of_implementation_is_drawn_where_management_has_a_lane() -> None:
    lanes = ("customer", "frontstage", "backstage", "support", "management")
    sheet = layout(process({f"{lane[0]}": step(END, lane=lane) for lane in lanes}, start="c"))
    assert [band.role for band in sheet.bands] == [*lanes]
    assert [line.names for line in sheet.lines][2:] == [("line of internal interaction",), ("line of implementation",)]
    without = layout(process({"a": step(END, lane="backstage"), "b": step(END, lane="management"), "c": step(END, lane="lost")}))
    assert [line.names for line in without.lines] == [("line of internal interaction", "line of implementation")]


def test_a_stage_that_stands_in_two_places_is_said_to_be_continued() -> None:
    stages = ("Ask", "Ask", "Decide", "Ask", "Thank")
    steps = {f"s{n}": step(Next(to=f"s{n + 1}") if n < 4 else END, stage=stage) for n, stage in enumerate(stages)}
    one = process(steps, start="s0")
    told = ["Ask", "Decide", "Ask, continued", "Thank"]
    assert _stages(one) == told
    assert _stages(evolve(one, processes=dict.fromkeys("pq", one.processes["p"]))) == [*told, *told]
    assert _stages(one, wrap=1)[:3] == ["Ask", "Ask, continued", "Decide"]


def _stages(blueprint: Blueprint, wrap: int = 0) -> list[str]:
    return [each.text for each in layout(blueprint, wrap=wrap).headers if each.kind == "stage"]


def test_every_number_in_the_list_of_findings_stands_on_a_step() -> None:
    told = [Remark(element=each, text=f"About {each}") for each in ("p.b", "p", "p.a", "", "p.b", "p.a", "other.c")]
    sheet = layout(process({"a": step(Next(to="b")), "b": step(END)}), remarks=[*told, Remark(element="p.a", text="More")])
    listed = [(entry.number, "".join(entry.lines)) for entry in sheet.findings]
    assert listed == [(0, "About p"), (0, "About"), (1, "About p.b"), (2, "About p.a"), (3, "More")]
    marks = {box.id: [mark.text for mark in box.marks if mark.kind == "finding"] for box in sheet.boxes}
    assert marks == {"p.a": ["2", "3"], "p.b": ["1"]}


def test_the_last_number_that_finds_room_stands_for_the_others() -> None:
    told = [Remark(element="p.a", text=f"About {number}") for number in range(20)]
    fails = (Failure(mode="No"),)
    (box,) = layout(process({"a": step(END, fails=fails, moment_of_truth="Yes")}), remarks=told).boxes
    assert [(mark.kind, mark.text) for mark in box.marks][:2] == [("fail", "Fail point: No"), ("truth", "Moment of truth: Yes")]
    assert [mark.text for mark in box.marks][2:] == ["1", "2", "…"]
    edges = sorted(mark.center[0] for mark in box.marks)
    assert all(other - one >= 14 for one, other in pairwise(edges))


def test_evidence_of_parts_is_shown_once_with_the_step() -> None:
    with_ = {"customer": Part(does="Reads", evidence=("Form", "Sign"))}
    boxes = by_id(layout(process({"a": step(END, with_=with_, evidence=("Form",))})).boxes)
    assert boxes["p.a#evidence"].lines == ("• Form", "• Sign")


def test_parallel_ways_leave_in_the_order_of_their_targets() -> None:
    low, high = step(END, lane="support"), step(END, lane="customer")
    sheet = layout(process({"a": step(Fork(to=("low", "same", "high"))), "low": low, "same": step(END), "high": high}))
    leaves = {edge.target: edge.points[0][1] for edge in sheet.edges if edge.kind == "fork"}
    axis = by_id(sheet.boxes)["p.a"].axis
    assert (leaves["p.high"], leaves["p.same"], leaves["p.low"]) == (axis - 9, axis, axis + 9)


def test_strips_say_the_ways_on() -> None:
    options = (Option(when="in stock", share=Decimal("0.92"), to="b"), Option(otherwise=True, to="a", at_most=2))
    sheet = layout(process({"a": step(Choose(options=options), late="b"), "b": step(END)}))
    box = by_id(sheet.boxes)["p.a"]
    assert [(strip.kind, strip.text.replace("\xa0", " ")) for strip in box.strips] == [
        ("option", "in stock · 92%"), ("option", "otherwise · at most 2×"), ("late", "late"),
    ]  # fmt: skip
    assert [key.sign for key in sheet.legend] == ["start", "next", "choose", "late", "ends"]


def test_processes_stand_by_phase_then_by_hand_over() -> None:
    def one(phase: str, *continues: str) -> Process:
        return Process(
            title="T", phase=phase, kind="other", start=("s",), steps={"s": step(End(text="x", continues=continues))}  # type: ignore[arg-type]
        )  # fmt: skip

    found = {
        "a": one("in-sale"),
        "b": one("in-sale", "a"),
        "c": one("pre-sale"),
        "d": one("in-sale", "e"),
        "e": one("in-sale", "d.s"),
    }
    assert in_order(Blueprint(id="x", title="X", processes=found), found) == ["c", "b", "a", "d", "e"]


def test_a_gap_is_filled_within_a_phase_only() -> None:
    assert in_rows([6, 3, 10, 4], ["in-sale"] * 4, 10) == [[0, 1], [2], [3]]
    assert in_rows([5, 9, 5], ["in-sale"] * 3, 10) == [[0, 2], [1]]
    assert in_rows([5, 9, 5], ["in-sale", "in-sale", "after-sale"], 10) == [[0], [1], [2]]


def test_nothing_to_draw_is_an_empty_sheet() -> None:
    sheet = layout(Blueprint(id="x", title="Nothing", processes={}))
    assert (sheet.boxes, sheet.title) == ((), "Nothing")


@pytest.mark.parametrize("count", [60, 1000])
def test_long_chains_are_laid_out_whole(count: int) -> None:
    chain = {f"s{number}": step(Next(to=f"s{number + 1}")) for number in range(count)}
    assert [box.id for box in layout(process(chain, start="s0")).boxes] == [f"p.{name}" for name in chain]


def test_a_wide_fan_keeps_the_laws() -> None:
    fan = {f"s{number}": step(END) for number in range(40)}
    options = tuple(Option(when=f"case {number}", to=f"s{number}") for number in range(40))
    check(layout(process({"a": step(Choose(options=options)), **fan})))


def test_a_trail_numbers_the_steps_it_passes_and_marks_the_ways_between() -> None:
    shop = process(
        {
            "a": step(Choose(options=(Option(when="x", to="b"), Option(when="y", to="c")))),
            "b": step(Next(to="a")),
            "c": step(End(text="Done")),
        }
    )
    sheet = layout(shop, trail=Trail(("p.a", "p.b", "p.a", "gone.z", "p.c"), at_fault=("p.c",)))
    boxes = by_id(sheet.boxes)
    assert {id: (box.visits, box.at_fault) for id, box in boxes.items()} == {
        "p.a": ((1, 3), False), "p.b": ((2,), False), "p.c": ((4,), True),
    }  # fmt: skip
    assert all(edge.on_trail for edge in sheet.edges if edge.kind != "start")
    assert [key.sign for key in sheet.legend][-2:] == ["trail", "fault"]
    check(sheet)


def test_a_long_process_goes_on_in_the_next_row() -> None:
    chain = {f"s{at}": step(Next(to=f"s{at + 1}") if at < 29 else End(text="Done")) for at in range(30)}
    sheet = layout(process(chain, "s0"))
    assert sheet.width < 3000
    assert [header.text for header in sheet.headers if header.kind == "process"] == ["P"] * 3
    assert [header.lines for header in sheet.headers if header.kind == "process"] == [
        (f"P, part {part} of 3",) for part in (1, 2, 3)
    ]
    boxes = by_id(sheet.boxes)
    assert [strip.text for strip in boxes["p.s9"].strips] == ["→\xa01\xa0 Does it"]
    assert [(mark.kind, mark.text) for mark in boxes["p.s10"].marks] == [("link", "1")]
    assert "link" in {key.sign for key in sheet.legend}
    assert layout(process(chain, "s0"), wrap=0).width > 5000


def test_a_long_process_is_cut_where_few_ways_are() -> None:
    """Six columns, three to a row: two ways span the even cut between c and d, one the cut after b."""
    chain = {
        "a": step(Next(to="b")), "b": step(Next(to="c")), "c": step(Fork(to=("d", "e"))), "d": step(Next(to="f")),
        "e": step(Next(to="f")), "f": step(Next(to="g")), "g": step(End(text="Done")),
    }  # fmt: skip
    linked = [box.id for box in layout(process(chain), wrap=4).boxes for mark in box.marks if mark.kind == "link"]
    assert linked == ["p.c"]
