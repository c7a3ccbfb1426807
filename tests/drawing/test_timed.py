"""Times and money on a drawing: what is said is what is reckoned, where it belongs, and lies on nothing."""

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from blueprint.cli import main
from blueprint.documents import load
from blueprint.drawing import Drawing, render
from blueprint.drawing.theme import THEMES
from blueprint.drawing.words import HEAD, thickness
from blueprint.layout import Box, Edge, Sheet, Trail
from blueprint.model import Blueprint, Choose, End, Failure, Fork, Next, Option, Process, Promise, Step, Time
from blueprint.timing import times_of
from blueprint.values import Duration
from tests.drawing.defects import defects
from tests.drawing.picture import read_picture
from tests.drawing.services import manner, service

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "examples").glob("*.yaml"), *(ROOT / "blueprint" / "templates").glob("*.yaml")])
BROKEN = ROOT / "examples" / "broken"
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])


def example(name: str) -> Blueprint:
    return load(ROOT / "examples" / f"{name}.blueprint.yaml")


def sheet_of(blueprint: Blueprint, **how: object) -> Sheet:
    sheet = render(blueprint, show=("time",), **how).sheet  # type: ignore[arg-type]
    assert isinstance(sheet, Sheet)
    return sheet


def said(text: str) -> str:
    return text.replace("\xa0", " ")


def boxes(sheet: Sheet) -> dict[str, Box]:
    return {box.id: box for box in sheet.boxes if box.kind == "step"}


def chips(box: Box) -> list[str]:
    return [said(strip.text) for strip in box.strips if strip.kind == "time"]


def critical(sheet: Sheet) -> set[str]:
    return {box.id for box in sheet.boxes if any(mark.kind == "critical" for mark in box.marks)}


def shop(**steps: Step) -> Blueprint:
    process = Process(title="Sale", phase="in-sale", kind="purchase", start=(next(iter(steps)),), steps=steps)
    return Blueprint(id="shop", title="Shop", processes={"p": process})


def step(way: object, minutes: int = 1, **more: object) -> Step:
    time = Time(work=Duration.parse(f"{minutes}min"))
    return Step(lane="frontstage", does="Does it", way=way, time=time, **more)  # type: ignore[arg-type]


def ways(sheet: Sheet) -> dict[str, Edge]:
    return {edge.id: edge for edge in sheet.edges if edge.cases is not None}


def test_the_shoeshine_says_what_it_takes_and_leaves() -> None:
    sheet = sheet_of(example("shoeshine"))
    heads = {header.id: said(" ".join(header.caption)) for header in sheet.headers if header.kind == "process"}
    assert heads["shine"] == "delivery · price USD 0.50 takes 2min · costs USD 0.32 a case · leaves USD 0.18"
    assert heads["restock"] == "provisioning · starts by provider"
    (bracket,) = sheet.brackets
    assert said(" ".join(bracket.fares)) == "3min 15s at the longest · 1min 45s to spare"
    assert not bracket.broken
    assert "kept in 100% of the cases; 2min on average; 2min in 95 of 100" in said(bracket.text)
    assert critical(sheet) == {"shine.sit", "shine.brush", "shine.polish", "shine.buff", "shine.pay"}
    assert chips(boxes(sheet)["shine.clean"]) == ["45s", "counted as never"]
    assert [key.sign for key in sheet.legend][-3:] == ["promise", "critical", "traffic"]


def test_only_what_cannot_wait_is_on_the_critical_path() -> None:
    sheet = sheet_of(example("city-bikes"), process="purchase")
    drawn = boxes(sheet)
    assert critical(sheet) == {f"purchase.{each}" for each in ("order", "reserve", "confirm", "pick", "hand-over")}
    assert chips(drawn["purchase.plan-ride"]) == ["5min · limit 1d", "1d 2h to spare"]
    assert {edge.id for edge in sheet.edges if edge.critical} == {
        "purchase.order#start>", "purchase.order>purchase.reserve", "purchase.reserve>purchase.confirm",
        "purchase.confirm>purchase.pick", "purchase.pick>purchase.hand-over",
    }  # fmt: skip
    assert "on the critical path" in drawn["purchase.pick"].more
    assert "1d 2h to spare" in drawn["purchase.plan-ride"].more


def test_how_often_a_step_is_done_is_said_where_it_changes() -> None:
    drawn = boxes(sheet_of(example("city-bikes"), process="purchase"))
    often = {id: [chip for chip in chips(box) if "per 100" in chip] for id, box in drawn.items()}
    assert often["purchase.order"] == ["109 per 100 customers"]
    assert often["purchase.confirm"] == ["97 per 100 customers"]
    assert often["purchase.offer-other"] == ["8.4 per 100 customers"]
    assert often["purchase.pick"] == often["purchase.hand-over"] == []
    assert drawn["purchase.pick"].more.endswith("97 per 100 customers")


@pytest.mark.parametrize("name", ["city-bikes", "hotel-stay", "passport-renewal", "saas-subscription", "insurance-claim"])
def test_as_many_cases_come_to_a_step_as_it_is_done(name: str) -> None:
    _balanced(example(name), slack=0.02)


@pytest.mark.parametrize("number", range(12))
def test_as_many_cases_come_to_a_step_as_it_is_done_by_lot(number: int) -> None:
    _balanced(service(number), slack=1e-9)


def _balanced(blueprint: Blueprint, *, slack: float) -> None:
    """The ways into a step bring the cases that do it, unless it waits for several of them."""
    sheet = sheet_of(blueprint, wrap=0)
    for id, process in blueprint.processes.items():
        times = times_of(blueprint, id)
        for name, each in process.steps.items():
            into = sum(edge.cases or 0 for edge in sheet.edges if edge.target == f"{id}.{name}")
            if each.join is None:
                most = slack if times.visits_basis == "simulated" else 1e-9
                assert into == pytest.approx(times.visits[id, name], abs=most, rel=most), name


def test_what_is_not_reckoned_exactly_says_about() -> None:
    sheet = sheet_of(example("passport-renewal"), process="application")
    often = [chip for box in boxes(sheet).values() for chip in chips(box) if "per 100" in chip]
    assert often
    assert all(chip.startswith("about ") for chip in often)
    head = next(said(" ".join(header.caption)) for header in sheet.headers if header.kind == "process")
    assert "costs about EUR" in head
    assert "leaves about EUR" in head


def test_ways_from_one_step_to_the_same_are_told_apart() -> None:
    choice = Choose(
        options=(
            Option(when="large", share=Decimal("0.7"), to="pack"),
            Option(when="small", share=Decimal("0.2"), to="pack"),
            Option(otherwise=True, share=Decimal("0.1"), to="leave"),
        )
    )
    broken = Failure(mode="Breaks", likelihood=Decimal("0.5"), recover="pack")
    sheet = sheet_of(shop(ask=step(choice, fails=(broken,)), pack=step(End(text="Packed")), leave=step(End(text="Left"))))
    found = {id: (edge.kind, round(edge.cases or 0, 6)) for id, edge in ways(sheet).items()}
    assert found == {
        "p.ask#start>": ("start", 1), "p.ask>p.leave": ("option", 0.05), "p.ask>p.pack": ("option", 0.35),
        "p.ask>p.pack>2": ("option", 0.1), "p.ask>p.pack>3": ("recover", 0.5),
    }  # fmt: skip


def test_the_more_often_a_way_is_taken_the_thicker_it_is() -> None:
    drawing = render(example("city-bikes"), process="purchase", show=("time",))
    assert isinstance(drawing.sheet, Sheet)
    drawn = ways(drawing.sheet)
    widths = {id: _width(drawing, id) for id, edge in drawn.items() if edge.kind in ("next", "option", "fork")}
    order = sorted(widths, key=lambda each: drawn[each].cases or 0)
    assert [widths[id] for id in order] == sorted(widths.values())
    assert widths[order[-1]] > 2 * widths[order[0]]
    assert thickness(0) < thickness(0.5) < thickness(1) < thickness(1.1) == thickness(9)


def _width(drawing: Drawing, id: str) -> float:
    (line,) = (line for line in drawing.dot.splitlines() if f'id="{id}"' in line)
    return float(re.findall(r"penwidth=([\d.]+)", line)[-1])


def test_what_is_seldom_is_thin_but_never_too_thin_for_its_dots() -> None:
    drawing = render(example("city-bikes"), process="purchase", show=("time",))
    assert _width(drawing, "purchase.decide>purchase.repay>2") == 1.2


def test_a_promise_that_is_broken_says_how_often() -> None:
    again = Choose(
        options=(Option(when="fits", share=Decimal("0.7"), to="give"), Option(otherwise=True, share=Decimal("0.3"), to="sew"))
    )
    blueprint = shop(sew=step(Next(to="fit"), 60), fit=step(again, 10), give=step(End(text="Given"), 1))
    promise = Promise(says="Done in two hours", from_="p.sew", to=("p.give",), within=Duration.parse("2h"))
    drawing = render(evolve(blueprint, promises={"soon": promise}), show=("time",))
    assert isinstance(drawing.sheet, Sheet)
    (bracket,) = drawing.sheet.brackets
    assert bracket.broken
    assert said(" ".join(bracket.fares)) == "broken in 30% of cases · at the longest no end"
    assert [key.sign for key in drawing.sheet.legend][-3:] == ["broken", "critical", "traffic"]
    assert any("style=dashed" in line and "class=promise" in line for line in drawing.dot.splitlines())


def test_a_promise_that_limits_may_break_says_by_how_much() -> None:
    sheet = sheet_of(load(BROKEN / "promise-that-the-limits-break.blueprint.yaml"))
    (bracket,) = sheet.brackets
    assert said(" ".join(bracket.fares)) == "13h at the longest · 3h too long"
    assert bracket.broken


def test_a_promise_that_begins_in_a_process_that_is_not_drawn_fares_as_well() -> None:
    first = Process(
        title="A", phase="in-sale", kind="purchase", start=("ask",), steps={"ask": step(End(text="A", continues=("b",)))}
    )
    second = Process(title="B", phase="in-sale", kind="delivery", start=("bring",), steps={"bring": step(End(text="B"))})
    promise = Promise(says="Soon", from_="a.ask", to=("b.bring",), within=Duration.parse("5min"))
    blueprint = Blueprint(id="s", title="S", processes={"a": first, "b": second}, promises={"soon": promise})
    (bracket,) = sheet_of(blueprint, process="b").brackets
    assert said(" ".join(bracket.fares)) == "2min at the longest · 3min to spare"


def test_each_band_of_a_folded_process_says_the_promise_over_it() -> None:
    drawing = render(example("passport-renewal"), process="application", show=("time",))
    assert isinstance(drawing.sheet, Sheet)
    assert len(drawing.sheet.brackets) == 2
    shown = [text.text for text in read_picture(drawing.svg).texts]
    assert sum("Decided within six weeks" in text for text in shown) == 2
    assert sum(said(text).endswith("at the longest · 10d 23h to spare") for text in shown) == 2


def test_a_process_without_times_is_drawn_without_and_says_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = BROKEN / "loop-without-a-way-out.blueprint.yaml"
    assert main(["render", str(file), "--show", "time", "-o", str(tmp_path / "out.svg")]) == 0
    told = capsys.readouterr().err
    assert told.startswith("blueprint: repair: drawn without times. Its flow cannot finish")
    assert "the case never ends" in told
    assert len(told.splitlines()) == 1
    sheet = sheet_of(load(file))
    heads = {header.id: said(header.caption[-1]) for header in sheet.headers if header.kind == "process"}
    assert heads["repair"] == "no times: see blueprint time"
    assert not any(edge.cases is not None for edge in sheet.edges if edge.source.startswith("repair."))
    assert any(edge.cases is not None for edge in sheet.edges if edge.source.startswith("estimate."))


def test_a_loop_that_by_its_shares_is_never_left_has_no_times() -> None:
    always = Choose(
        options=(Option(when="again", share=Decimal(1), to="ask"), Option(otherwise=True, share=Decimal(0), to="end"))
    )
    drawing = render(shop(ask=step(always), end=step(End(text="Over"))), show=("time",))
    assert drawing.without == ("p: drawn without times. It has no times: by its shares, a loop is never left.",)


def test_what_is_hidden_stays_hidden() -> None:
    blueprint = example("shoeshine")
    assert render(blueprint, show=("time",), hide=("time",)).dot == render(blueprint, hide=("time",)).dot
    assert not sheet_of(blueprint, hide=("promises",)).brackets
    assert critical(sheet_of(blueprint, hide=("promises",)))


def test_a_run_is_marked_over_the_critical_path() -> None:
    drawing = render(example("shoeshine"), process="shine", show=("time",), trail=Trail(("shine.sit", "shine.brush")))
    theme, line = drawing.theme, next(line for line in drawing.dot.splitlines() if 'id="shine.sit>shine.brush"' in line)
    assert f'color="{theme.trail}"' in line
    assert critical(drawing.sheet) >= {"shine.sit", "shine.brush"}  # type: ignore[arg-type]
    assert defects(read_picture(drawing.svg)) == {}


def test_branches_side_by_side_are_each_as_thick_as_all() -> None:
    sheet = sheet_of(
        shop(
            ask=step(Fork(to=("cook", "lay"))), cook=step(Next(to="serve"), 20), lay=step(Next(to="serve"), 5),
            serve=step(End(text="Served"), join="ask"),
        )
    )  # fmt: skip
    assert {edge.cases for edge in ways(sheet).values()} == {1.0}
    assert critical(sheet) == {"p.ask", "p.cook", "p.serve"}
    assert chips(boxes(sheet)["p.lay"]) == ["5min", "15min to spare"]


@pytest.mark.parametrize("theme", THEMES)
def test_the_critical_path_is_told_by_more_than_its_colour(theme: str) -> None:
    drawing = render(example("city-bikes"), process="purchase", show=("time",), theme=theme)
    body = {name: _node(drawing, name) for name in ("purchase.pick", "purchase.plan-ride")}
    assert "penwidth=2.4" in body["purchase.pick"]
    assert "penwidth=1.3" in body["purchase.plan-ride"]
    assert 'label="C"' in _node(drawing, "purchase.pick:critical")
    assert '"purchase.plan-ride:critical"' not in drawing.dot


def _node(drawing: Drawing, name: str) -> str:
    return next(line for line in drawing.dot.splitlines() if line.strip().startswith(f'"{name}" [pos='))


def test_pointing_at_a_way_says_how_often_it_is_taken() -> None:
    picture = read_picture(render(example("city-bikes"), process="purchase", show=("time",)).svg)
    titles = {edge.id: said(edge.title) for edge in picture.edges}
    assert titles["purchase.reserve>purchase.offer-other"] == "out of stock · 8%; 8.4 per 100 customers"
    assert titles["purchase.reserve>purchase.confirm"] == "in stock · 92%; 97 per 100 customers; on the critical path"


@each_file
@pytest.mark.parametrize("wrap", [4, 12])
def test_examples_and_templates_lie_on_nothing(file: Path, wrap: int) -> None:
    assert defects(read_picture(render(load(file), show=("time", "cost"), wrap=wrap).svg)) == {}


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_services_by_lot_lie_on_nothing(first: int) -> None:
    found = {}
    for number in range(first, first + 10):
        how = manner(number)
        drawing = render(
            service(number), show=("time", *how.layers), hide=_without_time(how.hidden), theme=how.theme, wrap=how.wrap
        )
        found[number] = defects(read_picture(drawing.svg))
    assert not {number: told for number, told in found.items() if told}


def _without_time(layers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in layers if each != "time")


def test_a_plain_drawing_has_none_of_it_and_loads_none_of_it() -> None:
    program = (
        "import sys; from blueprint import load, render\n"
        "svg = render(load(sys.argv[1]), show=('promises', 'cost')).svg\n"
        "print(sorted(each for each in sys.modules if each.startswith('blueprint.') and ('timing' in each or 'timed' in each)))"
    )
    file = ROOT / "examples" / "shoeshine.blueprint.yaml"
    told = subprocess.run([sys.executable, "-c", program, str(file)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
    plain = render(load(file))
    assert isinstance(plain.sheet, Sheet)
    assert not ways(plain.sheet)
    assert not critical(plain.sheet)
    assert "arrowsize=0.6 " in plain.dot
    assert plain.dot.count("arrowsize") == plain.dot.count(f"arrowsize={HEAD} ") + plain.dot.count("arrowsize=0.75")
