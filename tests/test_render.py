"""Laws of the picture: well-formed whatever the text, every step once, and the same bytes every time."""

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.documents import load
from blueprint.drawing import FORMATS, LAYERS, Format, engine, render
from blueprint.drawing.words import quote
from blueprint.errors import EngineError, UsageError
from blueprint.layout.metrics import clean
from blueprint.model import (
    Actor,
    Blueprint,
    Channel,
    Choose,
    Data,
    End,
    Failure,
    Fork,
    Next,
    Option,
    Part,
    Process,
    Promise,
    Step,
    System,
    Time,
)
from blueprint.values import Duration
from tests.effort import tries

SVG = "{http://www.w3.org/2000/svg}"
NASTY = (
    "<b>bold</b>", 'say "no"', "'", "back\\slash", "trailing \\", "\\N \\n \\l \\G \\\\", "two\nlines\r\n\tand tabs",
    "&lt; &amp; &#39; &nbsp;", "emoji 👩‍👩‍👧 🚲", "他们在柜台确认订单并收取押金", "يؤكد الطلب", "सेवा",
    "bell\x07 nul\x00 \ufffe", "{record|field} <port> %s {0}",
    "]]> <!-- x -->", "--", "-->\n<g>", "Straße № 5 → ½ €", "x" * 5000, "word " * 1000, "\\", "</title>", "<!-- a -->",
)  # fmt: skip

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(lambda text: bool(text.strip(" \t\r\n")))


def saying(*does: str) -> Blueprint:
    """A chain of steps that say these texts."""
    last = len(does) - 1
    steps = {
        f"s{number}": Step(
            lane=("customer", "frontstage", "backstage")[number % 3],
            does=text,
            actor="them",
            evidence=(text,),
            fails=(Failure(mode=text, recover="s0"),),
            with_={"support": Part(does=text)},
            way=Next(to=f"s{number + 1}") if number < last else End(text=text),
        )
        for number, text in enumerate(does)
    }
    process = Process(title=does[0], phase="in-sale", kind="delivery", start=("s0",), steps=steps)
    actor = Actor(title=does[-1], kind="employee")
    return Blueprint(id="say", title=does[0], description=does[0], actors={"them": actor}, processes={"p": process})


def service(count: int) -> Blueprint:
    """A service of ``count`` steps in processes of ten, with choices, parallel work, parts and recovery."""
    processes = {}
    for number in range(count // 10):
        short = Time(wait=Duration.parse("1h"), work=Duration.parse("5min"))
        steps = {
            "ask": Step(lane="customer", does=f"Asks for thing {number}", way=Next(to="look"), evidence=("Page",)),
            "look": Step(
                lane="backstage",
                does="Looks it up in the books",
                time=short,
                way=Choose(
                    options=(
                        Option(when="there", share=Decimal("0.9"), to="confirm"),
                        Option(when="gone", share=Decimal("0.1"), to="offer"),
                    )
                ),
            ),
            "offer": Step(lane="frontstage", does="Offers another one", way=Next(to="ask")),
            "confirm": Step(lane="frontstage", does="Confirms and asks for the address", way=Fork(to=("pack", "plan"))),
            "pack": Step(lane="backstage", does="Packs", way=Next(to="bring"), with_={"support": Part(does="Counts the stock")}),
            "plan": Step(lane="frontstage", does="Books the ride", way=Next(to="bring")),
            "bring": Step(lane="frontstage", does="Brings it", join="confirm", way=Next(to="use"), moment_of_truth="It fits"),
            "use": Step(
                lane="customer", does="Uses it", way=Next(to="pay"), fails=(Failure(mode="Does not work", recover="mend"),)
            ),
            "mend": Step(lane="frontstage", does="Mends it on the spot", way=Next(to="use")),
            "pay": Step(lane="customer", does="Pays", way=End(text="Paid for")),
        }
        processes[f"p{number}"] = Process(
            title=f"Process {number}", phase="in-sale", kind="delivery", start=("ask",), steps=steps
        )
    return Blueprint(id="long", title="A long service", processes=processes)


def groups(picture: str, word: str) -> dict[str, ElementTree.Element]:
    """The groups of an SVG that have a word in their class, by id."""
    found = [each for each in ElementTree.fromstring(picture).iter(f"{SVG}g") if word in each.get("class", "").split()]
    ids = [each.get("id", "") for each in found]
    assert len(ids) == len(set(ids))
    return dict(zip(ids, found, strict=True))


def drawn(group: ElementTree.Element) -> str:
    """What a box itself says, its lines joined without blanks."""
    return "".join("".join(each.text or "" for each in group.findall(f"{SVG}text")).split())


def numbers(shape: ElementTree.Element) -> Iterator[tuple[float, float]]:
    text = shape.get("points") or shape.get("d", "").replace("M", " ").replace("C", " ")
    for pair in text.split():
        x, _, y = pair.partition(",")
        yield float(x), float(y)


@pytest.mark.parametrize("text", NASTY)
def test_every_step_is_drawn_once_whatever_its_text(text: str) -> None:
    steps = groups(render(saying(text, "Second", text)).svg, "step")
    assert sorted(steps) == ["p.s0", "p.s1", "p.s2"]
    wanted = "".join(clean(text).split()) or "…"
    for name in ("p.s0", "p.s2"):
        shown = drawn(steps[name])
        assert shown == wanted or (shown.endswith("…") and wanted.startswith(shown[:-1]))
    assert drawn(steps["p.s1"]) == "Second"


@pytest.mark.parametrize("text", NASTY)
def test_the_whole_text_is_in_the_title_of_the_step(text: str) -> None:
    title = groups(render(saying(text)).svg, "step")["p.s0"].find(f"{SVG}title")
    assert title is not None
    assert clean(text) in (title.text or "")


@settings(max_examples=tries(25), deadline=None)
@given(st.lists(texts, min_size=1, max_size=5))
def test_any_text_gives_a_well_formed_picture(does: list[str]) -> None:
    steps = groups(render(saying(*does)).svg, "step")
    assert len(steps) == len(does)


@pytest.mark.parametrize("format", FORMATS)
def test_same_blueprint_same_bytes_whatever_the_order_in_the_file(format: Format) -> None:
    service_ = service(20)
    turned = Blueprint(id="long", title="A long service", processes=dict(reversed(list(service_.processes.items()))))
    assert render(service_).content(format) == render(turned).content(format) == render(service_).content(format)


def test_texts_stay_in_the_shape_they_stand_on() -> None:
    for group in groups(render(service(30)).svg, "step").values():
        shape = group.find(f"{SVG}path")
        assert shape is not None
        xs, ys = zip(*numbers(shape), strict=True)
        for text in group.iter(f"{SVG}text"):
            x, y = float(text.get("x", "")), float(text.get("y", ""))
            assert min(xs) < x < max(xs)
            assert text.text in {"F", "W", "M"} or min(ys) < y < max(ys)


def test_svg_says_what_it_shows() -> None:
    root = ElementTree.fromstring(render(service(10)).svg)
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert title.text == "A long service"
    assert about is not None
    assert "Process 0" in (about.text or "")
    said = {"".join(each.itertext()) for each in root.iter(f"{SVG}text")}
    assert {
        "line of interaction",
        "line of visibility",
        "line of internal interaction",
        "In-sale",
        "fail point",
        "F",
        "W",
        "M",
    } <= said


def test_png_and_dot_are_what_they_should_be() -> None:
    assert render(service(10)).png.startswith(b"\x89PNG\r\n")
    assert render(service(10)).dot.startswith('digraph "A long service" {')


def test_a_process_or_a_phase_can_be_drawn_alone() -> None:
    both = service(20)
    assert set(groups(render(both, process="p1").svg, "step")) == {f"p1.{step}" for step in both.processes["p1"].steps}
    assert len(groups(render(both, process=["p0", "p1"]).svg, "step")) == 20
    assert groups(render(both, phase="pre-sale").svg, "step") == {}


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"process": "p9"}, "there is no process 'p9'; there is p0"),
        ({"phase": "later"}, "there is no phase 'later'; there is pre-sale, in-sale and after-sale"),
        ({"theme": "blue"}, "there is no theme 'blue'; there is light, dark, print and contrast, or a .toml file of your own"),
        ({"show": ["sytems"]}, "there is no layer 'sytems'; did you mean 'systems'?"),
        ({"engine": "steam"}, "there is no engine 'steam'; did you mean 'system'?"),
    ],
)
def test_what_does_not_exist_is_named(named: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        render(service(10), **named)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_what_leads_to_another_process_is_a_link_to_it() -> None:
    def process(title: str, **more: Any) -> Process:
        step = Step(lane="customer", does="Asks", way=End(text="Done", continues=more.pop("continues", ())), **more)
        return Process(title=title, phase="in-sale", kind="other", start=("a",), steps={"a": step})

    both = Blueprint(id="x", title="X", processes={"p": process("P", opens=("q",), continues=("q.a",)), "q": process("Q")})
    root = ElementTree.fromstring(render(both).svg)
    assert [each.get("href") for each in root.iter(f"{SVG}a")] == ["#q", "#q"]
    assert [each.get("id") for each in root.iter(f"{SVG}g") if each.get("class") == "process"] == ["p", "q"]
    assert "<a " not in render(both, process="p").svg


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    drawing = render(service(10))
    with pytest.raises(UsageError, match="there is no format 'gif'; there is svg, png, pdf, dot"):
        drawing.content("gif")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"x.gif: drawings are written as .svg, .png, .pdf, .dot"):
        drawing.save(tmp_path / "x.gif")
    for scale in (0, -1, 9, float("nan"), float("inf")):
        with pytest.raises(UsageError, match="a scale lies above 0 and is 8 at most"):
            drawing.content("png", scale=scale)
    assert not list(tmp_path.iterdir())


def test_a_drawing_is_saved_in_the_format_of_its_name(tmp_path: Path) -> None:
    drawing = render(service(10))
    for format in FORMATS:
        drawing.save(tmp_path / f"x.{format}")
        assert (tmp_path / f"x.{format}").read_bytes() == drawing.content(format)


def test_a_larger_scale_gives_more_dots() -> None:
    once, twice = (int.from_bytes(render(service(10)).content("png", scale=scale)[16:20], "big") for scale in (1, 2))
    assert abs(twice - 2 * once) <= 2


def test_a_pdf_has_its_texts_as_texts() -> None:
    picture = render(service(10)).content("pdf")
    assert picture.startswith(b"%PDF-")
    assert b"/Helvetica" in picture


def test_a_letter_that_no_pdf_font_has_is_named() -> None:
    with pytest.raises(EngineError, match="no font of a PDF made by pip alone has '确'"):
        render(saying("确认")).content("pdf")


def test_a_letter_that_the_embedded_engine_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(EngineError, match="the embedded engine has no letters such as '确', '认': write an SVG, or install more"):
        _ = render(saying("确认")).png
    assert render(saying("Žluťoučký жук Ωmega אבג")).png.startswith(b"\x89PNG")


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(EngineError, match=r"no font of this machine has '\\U0010fffc': install one"):
        _ = render(saying("A \U0010fffc")).png


def test_a_letter_that_some_font_has_is_drawn() -> None:
    """Which fonts a machine has is not ours to say; a check mark is in most."""
    try:
        assert render(saying("✓")).content("png", scale=2).startswith(b"\x89PNG")
    except EngineError as error:
        assert "no font of this machine has '✓'" in str(error)  # noqa: PT017


def test_a_notebook_shows_the_picture_and_says_it() -> None:
    drawing = render(service(10))
    shown = drawing._repr_mimebundle_()
    assert shown["image/svg+xml"] == drawing.svg
    assert "Process 0" in shown["text/plain"]


def test_the_digraph_is_the_drawing() -> None:
    graph = render(service(10)).digraph()
    assert (graph.engine, graph.name) == ("neato", "A long service")
    assert "".join(graph.body) in render(service(10)).dot


def test_layers_are_shown_and_hidden() -> None:
    full = Blueprint(
        id="x", title="X",
        promises={"soon": Promise(says="Within a day", within=Duration.parse("1d"), from_="p.a", to=("p.a",))},
        channels={"web": Channel(title="Web", kind="online")},
        systems={"crm": System(title="The CRM")}, data={"mail": Data(title="Mail address", class_="personal")},
        processes={"p": Process(title="P", phase="in-sale", kind="other", start=("a",), steps={"a": Step(
            lane="customer", does="Asks", channels=("web",), cost=Decimal("4.50"), emotion=1, systems=("crm",), data=("mail",),
            evidence=("Sign",),
            time=Time(work=Duration.parse("3min")), way=End(text="Done"),
        )})},
    )  # fmt: skip
    said = {
        "evidence": "Sign",
        "time": "3min",
        "icons": "class=icons",
        "cost": "costs\xa04.50",
        "systems": "System:\xa0The CRM",
        "data": "Data:\xa0Mail address",
        "promises": "Within a day",
        "emotion": "class=emotion",
    }
    assert set(said) == set(LAYERS)
    for layer, text in said.items():
        assert text in render(full, show=[layer]).dot
        assert text not in render(full, show=LAYERS, hide=[layer]).dot
    usual = render(full).dot
    assert {layer for layer, text in said.items() if text in usual} == {"evidence", "time", "icons"}


def test_a_missing_engine_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.command.cache_clear()
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(EngineError, match="pip install graphviz-pure") as caught:
        render(service(10)).content("svg")
    assert "\n" not in str(caught.value)


def test_an_engine_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "graphviz-pure"
    broken.write_text("#!/bin/sh\necho 'Error: out of ink' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(engine, "command", lambda _: broken)
    with pytest.raises(EngineError, match="out of ink") as caught:
        render(service(10)).content("svg")
    assert "\n" not in str(caught.value)


def test_the_graphviz_package_is_left_as_it_was() -> None:
    from graphviz.backend import dot_command

    before = dot_command.DOT_BINARY
    assert render(service(10)).svg
    assert before == dot_command.DOT_BINARY


def test_layout_and_dot_need_no_graphviz() -> None:
    code = "import sys, blueprint.layout, blueprint.drawing.dot; sys.exit('graphviz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("text", NASTY)
def test_quoted_text_is_one_dot_string(text: str) -> None:
    inner = quote(text)[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inner
    assert "\\" not in inner
    assert "\n" not in inner


def test_an_empty_blueprint_is_an_empty_sheet() -> None:
    assert groups(render(Blueprint(id="x", title="Nothing yet", processes={})).svg, "step") == {}


def test_the_legend_tells_promises_and_feelings_where_they_are_shown() -> None:
    hotel = load(Path(__file__).parent.parent / "examples" / "hotel-stay.blueprint.yaml")
    for show, told in ((("promises",), {"promise"}), (("emotion",), {"mood"}), ((), set())):
        drawing = render(hotel, process="stay", show=show)
        assert {key.sign for key in drawing.sheet.legend} & {"promise", "mood"} == told
