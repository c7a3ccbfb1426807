"""The drawings: nothing lies on anything else, texts stay in their fields, and all formats and themes work."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.documents import load
from blueprint.drawing.diagram import draw_innovation
from blueprint.drawing.theme import THEMES, contrast, find_theme
from blueprint.errors import UsageError
from blueprint.innovation.diagram import Diagram, Field, Piece, Tie
from blueprint.innovation.modes import all_modes
from blueprint.innovation.names import FORCE_TITLES, GROUPS
from blueprint.innovation.panorama import panorama
from blueprint.innovation.pictures import PICTURES
from blueprint.layout.metrics import BOLD, LINE, width
from blueprint.layout.values import Rect
from blueprint.model import Blueprint
from blueprint.model_innovation import DIMENSIONS, Force, Initiative, Innovation, Link
from blueprint.values import Table
from tests.effort import tries
from tests.innovation.force_sets import force_sets, service

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*innovation.blueprint.yaml"))
SERVICES = [load(path) for path in EXAMPLES]
CARDS = {"dominant", "strong", "weak", "absent", "unsaid", "cell", "full", "empty"}
LONG = "Everything that drives the enterprise, said at a length nobody would read, with Donaudampfschifffahrtsgesellschaft"

each_service = pytest.mark.parametrize("blueprint", SERVICES, ids=lambda each: each.id)
each_picture = pytest.mark.parametrize("what", PICTURES)


def drawn(blueprint: Blueprint, what: str) -> Diagram:
    assert blueprint.innovation
    return PICTURES[what](blueprint, blueprint.innovation)


def cards(fields: Sequence[Field]) -> list[Field]:
    return [each for each in fields if each.look in CARDS]


def meet(one: Rect, other: Rect, by: float = 0.5) -> bool:
    return (
        one.x + by < other.right and other.x + by < one.right and one.y + by < other.bottom and other.y + by < one.bottom
    )  # fmt: skip


def words_of(field: Field) -> Rect:
    """Where the words of a field stand."""
    wide = max((width(line, field.size) * (BOLD if field.bold else 1) for line in field.lines), default=0.0)
    high = len(field.lines) * field.size * LINE
    x = field.rect.x if field.left else field.rect.center[0] - wide / 2
    return Rect(x, field.rect.center[1] - high / 2, wide, high)


def segments(ties: Sequence[Tie]) -> Iterator[tuple[str, float, float, float, bool]]:
    """The parts of ties: whose, where across, from and to, and whether level."""
    for tie in ties:
        for (x, y), (right, bottom) in pairwise(tie.points):
            assert x == right or y == bottom, "ties run level or upright"
            level = y == bottom
            yield tie.id, y if level else x, *sorted((x, right) if level else (y, bottom)), level


def defects(fields: Sequence[Field], ties: Sequence[Tie]) -> Iterator[str]:
    boxes = cards(fields)
    yield from (f"{one.id} lies on {other.id}" for one, other in combinations(boxes, 2) if meet(one.rect, other.rect))
    written = [each for each in fields if each.lines]
    for one, other in combinations(written, 2):
        if meet(words_of(one), words_of(other)):
            yield f"{one.lines} lies on {other.lines}"
    for each in written:
        words = words_of(each)
        if words.w > each.rect.w + 1.5 or words.h > each.rect.h + 1:
            yield f"{each.lines} stands out of its field"
    for one, other in combinations(list(segments(ties)), 2):
        near = one[4] == other[4] and abs(one[1] - other[1]) < 2.5
        if near and one[0] != other[0] and min(one[3], other[3]) - max(one[2], other[2]) > 1:
            yield f"{one[0]} runs along {other[0]}"
    for tie in ties:
        for (x, y), (right, bottom) in pairwise(tie.points):
            line = Rect(min(x, right), min(y, bottom), abs(right - x), abs(bottom - y))
            yield from (f"{tie.id} runs through {each.id}" for each in boxes if through(line, each.rect))


def through(line: Rect, rect: Rect) -> bool:
    return (
        line.x < rect.right - 1 and line.right > rect.x + 1 and line.y < rect.bottom - 1 and line.bottom > rect.y + 1
    )  # fmt: skip


@each_service
@each_picture
def test_nothing_lies_on_anything_and_texts_stay_in_their_fields(blueprint: Blueprint, what: str) -> None:
    diagram = drawn(blueprint, what)
    assert list(defects(diagram.fields, diagram.ties)) == []
    inside = Rect(0, 0, diagram.width, diagram.height)
    assert all(not outside(each.rect, inside) for each in diagram.fields)


def outside(rect: Rect, sheet: Rect) -> bool:
    return rect.x < sheet.x or rect.y < sheet.y or rect.right > sheet.right or rect.bottom > sheet.bottom


@settings(max_examples=tries(60))
@given(force_sets(), st.sampled_from(["", LONG, "漢字" * 60]))
def test_any_forces_and_links_are_drawn_without_a_defect(innovation: Innovation, note: str) -> None:
    forces = Table({name: Force(weight=each.weight, note=note or None) for name, each in innovation.forces.items()})
    linked = tuple({(each.from_, each.to): each for each in innovation.links}.values())[:6]
    piece = panorama(None, evolve(innovation, forces=forces, links=linked), enterprise="An enterprise", every=True)
    assert list(defects(piece.fields, piece.ties)) == []
    for each in linked:
        assert (each.from_ == each.to) or any({each.from_, each.to} == {tie.source, tie.target} for tie in piece.ties)


@given(force_sets())
def test_every_force_that_is_declared_is_shown_with_its_weight(innovation: Innovation) -> None:
    piece = panorama(None, innovation, enterprise="An enterprise", every=True)
    shown = {each.id: each.look for each in cards(piece.fields)}
    assert {name: shown[name] for name in FORCE_TITLES} == {
        name: innovation.forces[name].weight if name in innovation.forces else "unsaid"  # type: ignore[index]
        for name in FORCE_TITLES
    }
    fewer = panorama(None, innovation, enterprise="An enterprise", every=False)
    assert {each.id for each in cards(fewer.fields)} & FORCE_TITLES.keys() == set(innovation.forces)


@pytest.mark.parametrize("mode", all_modes(), ids=lambda mode: mode.id)
def test_the_picture_of_a_mode_shows_the_forces_and_links_of_its_textbook_case(mode: object) -> None:
    textbook = mode.textbook  # type: ignore[attr-defined]
    piece = panorama(None, textbook, enterprise="The enterprise", every=False, wide=122)
    assert {each.id for each in cards(piece.fields)} >= set(textbook.forces)
    ties = {(each.source, each.target, each.kind) for each in piece.ties if each.kind != "acts"}
    assert ties == {(each.from_, each.to, each.way) for each in textbook.links}
    assert list(defects(piece.fields, piece.ties)) == []


def test_what_acts_from_outside_and_has_no_link_acts_on_the_enterprise() -> None:
    forces = {"social": Force(weight="weak"), "customers": Force(weight="absent"), "employees": Force(weight="weak")}
    piece = panorama(None, Innovation(forces=forces), enterprise="X", every=False)
    assert [(each.source, each.kind) for each in piece.ties] == [("social", "acts")]


def test_a_line_is_as_thick_as_what_acts_is_heavy() -> None:
    forces = {"institutional": Force(weight="weak"), "employees": Force(weight="dominant")}
    links = (Link(from_="institutional", to="employees", way="one-way"), Link(from_="employees", to="social", way="interacting"))
    piece = panorama(None, Innovation(forces=forces, links=links), enterprise="X", every=True)
    assert [each.weight for each in piece.ties] == [1, 3]


@each_service
def test_the_plates_show_every_sign_with_what_it_says(blueprint: Blueprint) -> None:
    diagram = drawn(blueprint, "modes")
    assert sum(":sign" in each.id and each.look in ("for", "against", "silent") for each in diagram.fields) == sum(
        len(mode.signs) for mode in all_modes()
    )
    heads = " ".join(" ".join(each.lines) for each in diagram.fields if each.look == "head")
    assert all(mode.title in heads for mode in all_modes())
    assert "recognised, declared" in heads


@each_service
def test_the_matrix_fills_just_the_dimensions_that_are_renewed(blueprint: Blueprint) -> None:
    assert blueprint.innovation
    looks = {each.id: each.look for each in drawn(blueprint, "initiatives").fields}
    for name, initiative in blueprint.innovation.initiatives.items():
        filled = {one for number, one in enumerate(DIMENSIONS, start=1) if looks[f"{name}.{number}"] == "full"}
        assert filled == set(initiative.dimensions)


def test_the_matrix_says_what_is_never_renewed_and_what_is_lacking() -> None:
    blueprint = service("  initiatives:\n    app: {title: An app, dimensions: [technology]}")
    lines = [each.lines for each in drawn(blueprint, "initiatives").fields]
    assert lines.count(("never renewed",)) == 3
    assert ("no promotion", "no training", "no after-care") in lines


@given(st.lists(st.sampled_from(DIMENSIONS), unique=True), st.sampled_from([LONG, "短い" * 40, "x"]), st.integers(0, 4))
def test_any_initiatives_are_drawn_without_a_defect(dimensions: list[str], title: str, count: int) -> None:
    several = {f"i{number}": Initiative(title=title, dimensions=tuple(dimensions)) for number in range(count)}  # type: ignore[arg-type]
    blueprint = evolve(service("  forces: {employees: weak}"), innovation=Innovation(initiatives=several))
    diagram = drawn(blueprint, "initiatives")
    assert list(defects(diagram.fields, diagram.ties)) == []


# Drawn by the engine.


@each_picture
def test_the_same_blueprint_gives_the_same_bytes_whatever_the_order(what: str) -> None:
    blueprint = SERVICES[0]
    assert blueprint.innovation
    turned = evolve(
        blueprint.innovation,
        forces=Table(reversed(blueprint.innovation.forces.items())),
        initiatives=Table(reversed(blueprint.innovation.initiatives.items())),
    )
    other = evolve(blueprint, innovation=turned)
    assert draw_innovation(blueprint, what=what).svg == draw_innovation(other, what=what).svg


@each_picture
def test_every_format_is_written(what: str) -> None:
    drawing = draw_innovation(SERVICES[1], what=what)
    assert drawing.png.startswith(b"\x89PNG")
    assert drawing.content("dot").startswith(b"digraph")
    assert "<title>Lantern" in drawing.svg or "<title>" in drawing.svg
    assert drawing.sheet.title.startswith(SERVICES[1].title)


def test_a_pdf_is_written() -> None:
    pytest.importorskip("svglib")
    assert draw_innovation(SERVICES[0]).content("pdf").startswith(b"%PDF")


@each_picture
@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_draws_every_picture(what: str, theme: str) -> None:
    assert draw_innovation(SERVICES[0], what=what, theme=theme).dot.startswith("digraph")


@pytest.mark.parametrize("theme", THEMES)
def test_texts_on_panels_and_cards_can_be_read(theme: str) -> None:
    colors = find_theme(theme)
    for role in ("outside", "frontstage", "customer", "support"):
        assert contrast(colors.ink, colors.band[role]) >= 4.5
        assert contrast(colors.ink, colors.head[role]) >= 4.5
    assert contrast(colors.soft, colors.box) >= 4.5
    assert contrast(colors.soft, colors.band["support"]) >= 4.5


def test_a_field_says_what_it_is_to_whoever_points_at_it() -> None:
    svg = draw_innovation(SERVICES[1]).svg
    assert "<title>Strategy and management: dominant. The plan names two new services a year" in svg
    assert "act upon each other" in svg


@each_picture
def test_a_picture_is_described_in_words(what: str) -> None:
    blueprint = SERVICES[1]
    assert blueprint.innovation
    about = drawn(blueprint, what).about
    told = {
        "forces": [FORCE_TITLES[name] for name in blueprint.innovation.forces],
        "modes": [mode.title for mode in all_modes()],
        "initiatives": [each.title for each in blueprint.innovation.initiatives.values()],
    }
    assert all(words in about for words in told[what])


def test_a_nasty_title_breaks_nothing() -> None:
    section = Innovation(forces={"employees": Force(weight="weak", note='"]; <b>&\\n')})
    blueprint = evolve(service("  forces: {employees: weak}"), title='"] <&>\\', innovation=section)
    for what in PICTURES:
        assert draw_innovation(blueprint, what=what).svg.startswith("<?xml")


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"what": "force"}, "there is no picture 'force'; did you mean 'forces'?"),
        ({"theme": "drak"}, "there is no theme 'drak'; did you mean 'dark'?"),
        ({"engine": "steam"}, "there is no engine 'steam'; there is embedded and system"),
    ],
)
def test_what_does_not_exist_cannot_be_drawn(choice: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        draw_innovation(SERVICES[0], **choice)  # type: ignore[arg-type]


def test_a_service_without_innovation_has_no_such_picture() -> None:
    with pytest.raises(UsageError, match="says nothing about innovation"):
        draw_innovation(evolve(SERVICES[0], innovation=None))


def test_a_piece_moves_with_all_that_is_in_it() -> None:
    piece = panorama(None, all_modes()[0].textbook, enterprise="X", every=False)
    moved: Piece = piece.moved(10, 20, prefix="a/")
    assert [each.rect for each in moved.fields] == [each.rect.moved(10, 20) for each in piece.fields]
    assert {each.source for each in moved.ties} <= {each.id for each in moved.fields}
    assert sorted(GROUPS) == ["actors", "internal", "tracks"]
