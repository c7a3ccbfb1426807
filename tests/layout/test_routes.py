"""The courses of ways: few bends where cells are free, and few crossings, as the test tool counts them."""

from collections.abc import Mapping
from decimal import Decimal
from math import isclose

import pytest

from blueprint.layout import USUAL, Edge, Sheet, layout
from blueprint.layout.detours import routed
from blueprint.layout.fold import blocks
from blueprint.layout.gutters import Plan, plan
from blueprint.layout.lanes import ordered
from blueprint.layout.order import in_order
from blueprint.layout.shifts import rows_of
from blueprint.layout.tangle import tangle
from blueprint.model import Blueprint, Choose, End, Failure, Next, Option, Part, Process, Step, Way
from tests.drawing.services import service
from tests.drawing.shapes import cross, segments

END = End(text="Done")


def step(way: Way, lane: str = "frontstage", **fields: object) -> Step:
    return Step(lane=lane, does="Does it", way=way, **fields)  # type: ignore[arg-type]


def drawn(start: str = "a", **steps: Step) -> Sheet:
    process = Process(title="P", phase="in-sale", kind="other", start=(start,), steps=steps)
    return layout(Blueprint(id="one", title="One", processes={"p": process}))


def way(sheet: Sheet, source: str, target: str) -> Edge:
    return next(each for each in sheet.edges if (each.source, each.target) == (f"p.{source}", f"p.{target}"))


def middles(sheet: Sheet) -> Mapping[str, float]:
    return {box.id.removeprefix("p."): box.rect.center[0] for box in sheet.boxes}


def test_a_way_drops_onto_a_step_in_another_lane() -> None:
    sheet = drawn(a=step(Next(to="b"), "customer"), b=step(END))
    points = way(sheet, "a", "b").points
    assert len(points) == 3
    assert points[-1][0] == middles(sheet)["b"]


def test_a_way_hooks_out_of_its_step_where_the_cell_above_its_target_is_taken() -> None:
    sheet = drawn(a=step(Next(to="b"), "customer"), b=step(END, with_={"customer": Part(does="Waits")}))
    points = way(sheet, "a", "b").points
    assert len(points) == 3
    assert points[0][0] == middles(sheet)["a"]


def test_only_what_simply_follows_leaves_by_an_edge() -> None:
    """A choice, a failure and lateness leave from their own strips, which say what they are."""
    options = (Option(when="yes", to="b"), Option(when="no", to="c"))
    sheet = drawn(
        a=step(Choose(options=options), "customer", fails=(Failure(mode="Wrong", recover="d"),), late="e"),
        b=step(END, with_={"customer": Part(does="Waits")}), c=step(END, "support"), d=step(Next(to="a")), e=step(END),
    )  # fmt: skip
    right = next(box.rect.right for box in sheet.boxes if box.id == "p.a")
    leaving = [each for each in sheet.edges if each.source == "p.a"]
    assert len(leaving) == 4
    assert all(each.points[0][0] >= right for each in leaving)


def test_a_way_back_goes_over_the_steps_between() -> None:
    options = (Option(when="not yet", to="a"), Option(when="well", to="d"))
    sheet = drawn(a=step(Next(to="b")), b=step(Next(to="c")), c=step(Choose(options=options)), d=step(END))
    back = way(sheet, "c", "a").points
    assert back[-1][0] == middles(sheet)["a"]
    assert len(back) == 5


def test_a_bar_where_ways_join_is_entered_from_the_left() -> None:
    sheet = drawn(a=step(Next(to="b"), "customer"), b=step(END, join="all"))
    left = next(box.rect.x for box in sheet.boxes if box.id == "p.b")
    assert way(sheet, "a", "b").points[-1][0] < left


def test_choices_stand_in_the_order_that_crosses_least() -> None:
    low, high = Option(when="low", to="low"), Option(when="high", to="high")
    sheet = drawn(
        a=step(Choose(options=(low, high))), low=step(END, "support", with_={"backstage": Part(does="Helps")}),
        high=step(END, "customer", with_={"outside": Part(does="Helps")}),
    )  # fmt: skip
    strips = next(box.strips for box in sheet.boxes if box.id == "p.a")
    assert [strip.text for strip in strips] == ["high", "low"]
    assert strips[0].rect.bottom < strips[1].rect.y
    leaves = {text: way(sheet, "a", text).points[0][1] for text in ("high", "low")}
    assert leaves == {strip.text: strip.rect.center[1] for strip in strips}


def test_what_is_done_otherwise_stays_where_it_was_written() -> None:
    low = Option(when="low", share=Decimal("0.5"), to="low")
    high = Option(otherwise=True, to="high")
    sheet = drawn(a=step(Choose(options=(low, high))), low=step(END, "support"), high=step(END, "customer"))
    strips = next(box.strips for box in sheet.boxes if box.id == "p.a")
    assert [strip.text.partition("\xa0")[0].split()[0] for strip in strips] == ["low", "otherwise"]


def plans(blueprint: Blueprint) -> list[tuple[Plan, Plan]]:
    """The blocks of a blueprint, as first routed and after detours."""
    rank = {lane: at for at, lane in enumerate(ordered(blueprint, _lanes(blueprint)))}
    made = blocks(blueprint, in_order(blueprint, blueprint.processes), rank, wrap=12, layers=USUAL, findings={})
    return [(plan(each, rows_of(each)), routed(each, rows_of(each))) for each in made]


def _lanes(blueprint: Blueprint) -> set[str]:
    steps = [each for process in blueprint.processes.values() for each in process.steps.values()]
    return {lane for each in steps for lane in (each.lane, *each.with_)} | {"@evidence"}


@pytest.mark.parametrize("number", [13, 59, 143])
def test_detours_leave_less_to_be_disentangled(number: int) -> None:
    both = [(tangle(before), tangle(after)) for before, after in plans(service(number))]
    assert all(after.total <= before.total or isclose(after.total, before.total) for before, after in both)
    assert sum(after.crossings for _, after in both) < sum(before.crossings for before, _ in both)


@pytest.mark.parametrize("number", [1, 13, 59, 143])
def test_crossings_are_counted_as_on_the_drawing(number: int) -> None:
    """Before heights and gutters are set, as the oracle counts them afterwards."""
    blueprint = service(number)
    rank = {lane: at for at, lane in enumerate(ordered(blueprint, _lanes(blueprint)))}
    for id in blueprint.processes:
        (each,) = blocks(blueprint, [id], rank, wrap=0, layers=USUAL, findings={})
        sheet = layout(blueprint, processes=[id], wrap=0)
        assert tangle(routed(each, rows_of(each))).crossings == on_drawing(sheet)


def on_drawing(sheet: Sheet) -> int:
    lines = [(number, each) for number, edge in enumerate(sheet.edges) if edge.kind != "start" for each in segments(edge.points)]
    return sum(cross(one, other) for at, (mine, one) in enumerate(lines) for its, other in lines[at + 1 :] if mine != its)
