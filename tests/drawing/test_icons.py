"""Pictures of channels: drawn, one for each sort, on nothing else, and said in words too."""

from typing import get_args
from xml.etree import ElementTree

import pytest
from attrs import evolve, fields

from blueprint.drawing import Drawing, render
from blueprint.drawing.strokes import STROKES, arc, box, line
from blueprint.drawing.theme import THEMES
from blueprint.layout import Remark, Trail, layout
from blueprint.layout.wording import ICONS
from blueprint.model import Blueprint, Channel, End, Failure, Next, Part, Process, Step
from tests.drawing.defects import defects
from tests.drawing.picture import SVG, read_picture
from tests.drawing.shapes import Area, sampled

NAMED = get_args(get_args(fields(Channel).icon.type)[0])
CHANNELS = {name: Channel(title=f"By {name}", kind="offline", icon=name, two_way=True) for name in NAMED}


def service(*channels: str, **more: Channel) -> Blueprint:
    """Two moments; the first goes over these channels, in the step and in its part."""
    part = Part(does="Answers", channels=channels)
    steps = {
        "a": Step(
            lane="customer", does="Asks", channels=channels, with_={"frontstage": part}, evidence=("Sign",),
            fails=(Failure(mode="No answer"),), moment_of_truth="It counts", way=Next(to="b"),
        ),
        "b": Step(lane="management", does="Decides", way=End(text="Done")),
    }  # fmt: skip
    process = Process(title="P", phase="in-sale", kind="other", start=("a",), steps=steps)
    return Blueprint(id="x", title="X", channels={**CHANNELS, **more}, processes={"p": process})


def drawn(drawing: Drawing, holder: str = "p.a") -> dict[str, ElementTree.Element]:
    """The pictures in the group of a box, by id."""
    group = ElementTree.fromstring(drawing.svg).find(f".//{SVG}g[@id='{holder}']")
    assert group is not None
    return {each.get("id", ""): each for each in group.iter(f"{SVG}g") if each.get("class") == "icon"}


def said(icon: ElementTree.Element) -> str:
    return icon.findtext(f"{SVG}title") or ""


def test_there_is_a_picture_and_a_meaning_for_every_name_and_no_other() -> None:
    assert set(ICONS) == {*NAMED, "online"}
    assert set(STROKES) == {*ICONS, "more"}
    assert len(set(ICONS.values())) == len(ICONS)


@pytest.mark.parametrize("kind", STROKES)
def test_pictures_fill_their_square(kind: str) -> None:
    points = [point for start, *rest in STROKES[kind] for point in (start, *sampled(start, rest))]
    area = Area.around(points)
    assert Area(0, 0, 10, 10).holds(area, 0.01)
    assert max(area.right - area.left, area.bottom - area.top) > 6


def test_strokes() -> None:
    assert box(1, 2, 3, 4)[::3] == ((1, 2), (4, 2), (4, 6), (1, 6), (1, 2))
    assert line((0, 0), (5, 0), (5, 5), closed=True)[-1] == (0, 0)
    half = arc(5, 5, 2, 4, 180, 180)
    assert [(round(x, 6), round(y, 6)) for x, y in half[::3]] == [(3, 5), (5, 1), (7, 5)]


def test_a_channel_is_drawn_as_it_says_else_as_what_goes_online_else_not_at_all() -> None:
    own = {"net": Channel(title="Portal", kind="online", two_way=True), "desk": Channel(title="Desk", kind="offline")}
    drawing = render(service("phone", "net", "desk", **own))
    assert [said(each) for each in drawn(drawing).values()] == ["By phone (telephone, both ways)", "Portal (online, both ways)"]
    assert [key.sign for key in drawing.sheet.legend if key.sign.startswith("icon")] == ["icon-online", "icon-phone"]  # type: ignore[union-attr]
    assert "By phone, Portal, Desk" in drawing.svg


def test_a_title_that_says_it_is_not_repeated() -> None:
    drawing = render(service("letter", letter=Channel(title="Letter", kind="offline", icon="letter")))
    assert [said(each) for each in drawn(drawing).values()] == ["Letter"]


def test_channels_with_one_picture_share_it() -> None:
    own = {
        "letter": Channel(title="Letter", kind="offline", icon="letter"),
        "parcel": Channel(title="Parcel", kind="offline", icon="letter"),
    }
    drawing = render(service("letter", "phone", "parcel", **own))
    assert [said(each) for each in drawn(drawing).values()] == ["Letter; Parcel (letter)", "By phone (telephone, both ways)"]


def test_pictures_are_drawn_without_any_letter() -> None:
    for icon in drawn(render(service("phone", "mail"))).values():
        assert icon.find(f".//{SVG}text") is None
        assert len(icon.findall(f"{SVG}path")) >= 2


def test_parts_have_pictures_too() -> None:
    drawing = render(service("phone"))
    assert list(drawn(drawing, "p.a@frontstage")) == ["p.a@frontstage:icon0"]
    assert drawn(drawing, "p.b") == {}


@pytest.mark.parametrize("count", range(len(NAMED) + 1))
@pytest.mark.parametrize("findings", [0, 1, 2, 7])
@pytest.mark.parametrize("visits", [0, 3])
def test_pictures_lie_on_nothing_and_dots_stand_for_the_rest(count: int, findings: int, visits: int) -> None:
    blueprint = service(*NAMED[:count])
    remarks = [Remark(element="p.a", text=f"CMP001 number {number}") for number in range(findings)]
    trail = Trail(("p.a",) * visits, at_fault=("p.a",)) if visits else None
    drawing = Drawing(layout(blueprint, trail=trail, remarks=remarks), render(blueprint).theme)
    assert defects(read_picture(drawing.svg)) == {}
    told = [said(each).count("both ways") for each in drawn(drawing).values()]
    assert sum(told) == count or (not told and findings + visits)
    assert told == [1] * count or count > 4 or findings + visits


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_draws_them_in_its_ink(theme: str) -> None:
    drawing = render(service(*NAMED[:4]), theme=theme)
    strokes = [path.get("stroke") for icon in drawn(drawing).values() for path in icon.findall(f"{SVG}path")]
    assert {*strokes} == {drawing.theme.ink}


def test_they_can_be_left_out_which_makes_room() -> None:
    blueprint = service("phone")
    with_, without = render(blueprint), render(blueprint, hide=["icons"])
    assert drawn(without) == {}
    assert not any(key.sign.startswith("icon") for key in without.sheet.legend)  # type: ignore[union-attr]
    assert with_.sheet.height > without.sheet.height


def test_an_unknown_channel_has_none() -> None:
    blueprint = service("phone")
    assert drawn(render(evolve(blueprint, channels={}))) == {}
