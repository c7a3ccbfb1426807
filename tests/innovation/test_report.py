"""The report in words: the same in text, Markdown and JSON, and no wider than the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from blueprint.documents import load
from blueprint.innovation.modes import all_modes
from blueprint.innovation.names import DIMENSION_TITLES, FORCE_TITLES, GROUPS, KIND_TITLES
from blueprint.innovation.parts import classified, facts, tie
from blueprint.innovation.recognise import recognise
from blueprint.innovation.report import as_json, as_markdown, as_text
from blueprint.innovation.telling import explained, sections, summary
from blueprint.model import Blueprint, Service
from blueprint.model_innovation import DIMENSIONS, FORCES, Force, Initiative, Innovation, Link
from blueprint.outline import outline, page
from blueprint.terminal import Style, columns
from tests.innovation.force_sets import force_sets, service, whole_sections

EXAMPLES = Path(__file__).parents[2] / "examples"
LANTERN = load(EXAMPLES / "lantern-innovation.blueprint.yaml")
PLAIN = service("  forces: {employees: weak}")


def told(innovation: Innovation) -> str:
    return " ".join(explained(innovation, recognise(innovation)))


def parts(blueprint: Blueprint) -> tuple[Blueprint, Innovation]:
    assert blueprint.innovation
    return blueprint, blueprint.innovation


def test_every_force_dimension_and_kind_has_a_name() -> None:
    assert set(FORCE_TITLES) == set(FORCES)
    assert [name for group in GROUPS.values() for name in group] == list(FORCES)
    assert tuple(DIMENSION_TITLES) == DIMENSIONS
    assert all(KIND_TITLES.values())


@pytest.mark.parametrize("mode", all_modes(), ids=lambda mode: mode.id)
def test_a_textbook_case_is_explained_with_all_its_signs(mode: Any) -> None:
    text = told(mode.textbook)
    assert text.startswith(f"The forces speak for the {mode.name}: 100 of 100 points")
    assert mode.about in text
    assert all(sign.says in text for sign in mode.signs)
    assert "Against it" not in text


def test_an_unclear_mode_says_why() -> None:
    assert "nothing shows what decides it" in told(Innovation())
    contrary = Innovation.read({"forces": {"strategy-and-management": "weak", "technological": "absent",
                                           "service-professional": "absent", "research-and-development": "absent"}})  # fmt: skip
    assert "of every mode, the sign that decides speaks against it" in told(contrary)


def test_too_few_signs_and_two_close_modes_are_unclear() -> None:
    few = Innovation.read({"forces": {"strategy-and-management": "strong", "employees": "weak"}})
    assert "has 11 of 100 points, too few" in told(few)
    close = Innovation.read({
        "forces": {"service-professional": "strong", "customers": "strong", "strategy-and-management": "dominant",
                   "employees": "strong", "research-and-development": "absent"},
    })  # fmt: skip
    found = recognise(close)
    assert found.mode == "unclear"
    assert f"and the {found.ranked[1].mode.name} has {found.ranked[1].points}" in told(close)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("organised-strategic", "the forces agree"),
        ("traditional", "the forces contradict it: research and development hears back"),
        ("professional-service", "the forces contradict it: "),
    ],
)
def test_a_declared_mode_is_held_against_the_forces(mode: Any, said: str) -> None:
    _, innovation = parts(LANTERN)
    assert said in told(evolve(innovation, mode=mode))


def test_a_declared_mode_that_nothing_shows_is_not_contradicted() -> None:
    assert "neither shows nor contradicts it" in told(Innovation(mode="traditional"))


def test_the_report_tells_everything_that_is_declared() -> None:
    text = " ".join(as_text(*parts(LANTERN)).split())
    _, innovation = parts(LANTERN)
    for name, force in innovation.forces.items():
        assert f"{FORCE_TITLES[name]}: {force.weight}" in text
        assert (force.note or "") in text
    for initiative in innovation.initiatives.values():
        assert initiative.title in text
        assert (initiative.description or "") in text
    assert "Technological track" in text
    assert "tertiary sector, branch electronic commerce, national reach, life service" in text


def test_what_lacks_is_told() -> None:
    lines = list(facts(PLAIN, Initiative(title="An app", stage="trial", evidence=(), drivers=("social",))))
    assert lines == ["stage trial", "driven by: Social track", "lacks: promotion, training and after-care"]


def test_links_are_told_as_lines_or_interaction() -> None:
    assert tie(None, Link(from_="customers", to="employees", way="interacting")) == "Customers and Employees act upon each other"
    one_way = Link(from_="technological", to="sales", way="one-way", note="new phones")
    assert tie(None, one_way) == "Technological track acts upon Sales without feedback: new phones"


def test_a_service_is_classified_by_sector_branch_reach_and_purpose() -> None:
    assert classified(None) == ""
    assert classified(Service(sector="primary", purpose="productive")) == "primary sector, productive service"


@given(whole_sections, st.integers(40, 110))
def test_no_line_is_wider_than_the_terminal(innovation: Innovation, width: int) -> None:
    lines = as_text(PLAIN, innovation, width=width).splitlines()
    assert all(len(line) <= width for line in lines)


def test_no_line_of_the_examples_is_wider_than_80_columns() -> None:
    for path in EXAMPLES.glob("*innovation.blueprint.yaml"):
        text = as_text(*parts(load(path)))
        assert max(map(columns, text.splitlines())) <= 80


@given(whole_sections)
def test_text_holds_nothing_that_controls_a_terminal(innovation: Innovation) -> None:
    text = as_text(PLAIN, innovation) + as_markdown(PLAIN, innovation)
    assert "\x1b" not in text


@given(force_sets())
def test_json_says_what_the_prose_says(innovation: Innovation) -> None:
    document = json.loads(as_json(PLAIN, innovation))
    found = recognise(innovation)
    assert document["version"] == 1
    assert document["mode"]["recognised"] == found.mode
    assert [each["mode"] for each in document["modes"]] == [each.mode.id for each in found.ranked]
    assert document["forces"].keys() == set(innovation.forces)
    assert set(document["dimensions"]) == set(DIMENSIONS)
    assert document["mode"]["explained"] == list(explained(innovation, found))


@given(whole_sections)
def test_json_is_json_whatever_is_said(innovation: Innovation) -> None:
    document = json.loads(as_json(PLAIN, innovation))
    assert document["initiatives"].keys() == set(innovation.initiatives)


def test_markdown_has_the_same_headings() -> None:
    blueprint, innovation = parts(LANTERN)
    headings = [line.removeprefix("## ") for line in as_markdown(blueprint, innovation).splitlines() if line.startswith("## ")]
    assert headings == [each.title for each in sections(blueprint, innovation)]


def test_markdown_signs_in_texts_stand_for_themselves() -> None:
    noted = Innovation(forces={"employees": Force(weight="weak", note="*all* of `them` | <b>")})
    assert r"\*all\* of \`them\` \| \<b\>" in as_markdown(PLAIN, noted)


def test_headings_are_bold_on_a_terminal() -> None:
    assert "\x1b[1mMode\x1b[0m" in as_text(*parts(LANTERN), style=Style(colours=True))


def test_the_outline_tells_of_innovation() -> None:
    text = " ".join(outline(LANTERN).split())
    assert "Service innovation Mode: organised strategic innovation mode, as declared" in text
    assert "Dominant: Strategy and management" in text
    assert "Advice by micro message" in page(LANTERN, "html")
    assert "Service innovation" not in outline(evolve(LANTERN, innovation=None))
    assert summary(evolve(LANTERN, innovation=None)) == []


def test_the_outline_tells_a_declared_mode_that_is_not_the_one_recognised() -> None:
    blueprint = service("  mode: traditional\n  forces: {employees: weak}")
    assert "Mode: unclear; declared: traditional service mode" in outline(blueprint)
