"""Drawings of what hardly can be drawn: nothing, one step, very many, very long, and letters that are none."""

import pytest
from attrs import evolve

from blueprint.drawing import LAYERS, render
from blueprint.errors import UsageError
from blueprint.model import Blueprint, Channel, Choose, End, Failure, Fork, Next, Option, Part, Process, Promise, Step
from tests.drawing.defects import defects
from tests.drawing.picture import read_picture

END = End(text="Done")
CONTROL = "bell\x07 nul\x00 escape\x1b[31m bidi\u202e \ufffe end"


def blueprint(steps: dict[str, Step], title: str = "One", start: str = "s0") -> Blueprint:
    process = Process(title=title, phase="in-sale", kind="other", start=(start,), steps=steps)
    return Blueprint(id="one", title=title, processes={"p": process}, promises={"q": Promise(says=title, to=("p.s0",))})


def step(does: str, way: object = END, lane: str = "customer", **fields: object) -> Step:
    return Step(lane=lane, does=does, way=way, **fields)  # type: ignore[arg-type]


def chain(count: int, lane: str = "backstage") -> dict[str, Step]:
    return {f"s{at}": step("Does it", Next(to=f"s{at + 1}") if at + 1 < count else END, lane) for at in range(count)}


def spoken(title: str, count: int) -> Blueprint:
    """A step over so many channels of this title, half of them with a picture of their own."""
    channels = {
        f"c{at}": Channel(title=title, kind="online", two_way=True, icon="phone" if at % 2 else None) for at in range(count)
    }
    steps = {"s0": step("Asks", channels=tuple(channels), with_={"management": Part(does="Listens", channels=tuple(channels))})}
    return evolve(blueprint(steps), channels=channels)


CASES = {
    "nothing": Blueprint(id="one", title="Nothing yet", processes={}),
    "an empty process": blueprint({}),
    "one step": blueprint({"s0": step("Sits down")}),
    "a step that leads to itself": blueprint({"s0": step("Waits", Next(to="s0"))}),
    "a start that does not exist": blueprint({"s1": step("Waits", Next(to="gone"))}, start="gone"),
    "a lane of 200 steps": blueprint(chain(200)),
    "200 steps side by side": blueprint(
        {"s0": step("Asks", Fork(to=tuple(f"s{at}" for at in range(1, 200)))), **{f"s{at}": step("Does") for at in range(1, 200)}}
    ),
    "a choice of 60 ways": blueprint(
        {"s0": step("Asks", Choose(options=tuple(Option(when=f"case {at}", to="s1") for at in range(60)))), "s1": step("Does")}
    ),
    "100 ways into one step": blueprint(
        {**{f"s{at}": step("Asks", Next(to="end"), "frontstage") for at in range(100)}, "end": step("Ends")}
    ),
    "all steps lead to all": blueprint(
        {f"s{at}": step("Asks", Choose(options=tuple(Option(when="so", to=f"s{to}") for to in range(9)))) for at in range(9)}
    ),
    "5,000 letters": blueprint({"s0": step("x" * 5000, evidence=("y" * 5000,), lane="z" * 200)}, "t" * 5000),
    "1,000 words": blueprint({"s0": step("word " * 1000, End(text="end " * 1000))}, "title " * 1000),
    "letters of no width": blueprint({"s0": step("\u0301\u200d\u200b" * 50 + "a")}),
    "control letters": blueprint({"s0": step(CONTROL, End(text=CONTROL), evidence=(CONTROL,))}, CONTROL),
    "markup": blueprint({"s0": step("</text><script>alert(1)</script>", End(text="]]>&amp;<b>"))}, "<title>&lt;"),
    "40 channels": spoken("word " * 100, 40),
    "a channel of control letters": spoken(CONTROL, 2),
    "a channel of 5,000 letters": spoken("x" * 5000, 3),
    "many fail points": blueprint(
        {"s0": step("Tries", fails=tuple(Failure(mode=f"Failure {at}", recover="s0") for at in range(20)), with_={"support": Part(does="Helps")})}  # noqa: E501
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("wrap", [12, 0])
def test_it_is_drawn_and_keeps_the_laws(name: str, wrap: int) -> None:
    picture = read_picture(render(CASES[name], wrap=wrap, show=LAYERS).svg)
    assert defects(picture) == {}
    assert len(picture.of_class("step")) == sum(len(each.steps) for each in CASES[name].processes.values())


@pytest.mark.parametrize("name", ["nothing", "one step", "5,000 letters", "control letters"])
def test_it_is_written_as_png_too(name: str) -> None:
    assert render(CASES[name]).png.startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"theme": "blue"}, "there is no theme 'blue'"),
        ({"show": ["sounds"]}, "there is no layer 'sounds'"),
        ({"wrap": -1}, "a row holds 1 column at least"),
    ],
)
def test_what_cannot_be_is_told(said: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        render(CASES["one step"], **said)  # type: ignore[arg-type]
