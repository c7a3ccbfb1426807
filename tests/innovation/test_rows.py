"""What the two documents say about innovation, row by row, and what stands for it: types, rules, a drawing, tests.

A row of which any of them is missing fails here, and so does a name that is nowhere.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from blueprint.innovation.modes import all_modes
from blueprint.innovation.pictures import PICTURES
from blueprint.kinds import Object
from blueprint.model import Blueprint
from blueprint.model_innovation import ACTORS, DIMENSIONS, FORCES, INTERNAL, MODES, TRACKS
from blueprint.records import properties
from blueprint.rules import own_rules
from blueprint.schema import schema_of

TESTS = Path(__file__).parents[1]
RULES = {each.code: each for each in own_rules()}


@frozen(kw_only=True)
class Row:
    """One statement of the documents. ``types`` are keys of the format as ``Class.key``, perhaps ``Class.key=word``."""

    says: str
    types: tuple[str, ...]
    rules: tuple[str, ...]
    pictures: tuple[str, ...]
    tests: tuple[str, ...]


def _forces(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"Innovation.forces={name}" for name in names)


ROWS = {
    "D, internal forces": Row(
        says="strategy and management; employees; innovation and R&D department",
        types=_forces(INTERNAL),
        rules=("INN001", "INN004"),
        pictures=("forces",),
        tests=("innovation/test_pictures.py::test_every_force_that_is_declared_is_shown_with_its_weight",),
    ),
    "D, tracks": Row(
        says="external tracks: service-professional, managerial, technological, institutional, social",
        types=_forces(TRACKS),
        rules=("INN002", "INN007"),
        pictures=("forces", "modes"),
        tests=("innovation/test_modes.py::test_tests_of_weight",),
    ),
    "D, actors": Row(
        says="external actors: customers, competitors, suppliers of knowledge and technology, public sector",
        types=_forces(ACTORS),
        rules=("INN005", "INN009"),
        pictures=("forces",),
        tests=("rules/test_inn.py::test_an_absent_force_that_acts_by_a_link_or_drives",),
    ),
    "D, weight": Row(
        says="a blueprint may declare its forces and their weight",
        types=("Force.weight=dominant", "Force.weight=absent", "Force.note", "Force.evidence"),
        rules=("INN003", "INN004", "INN005"),
        pictures=("forces",),
        tests=("rules/test_inn.py::test_weights_in_conflict",),
    ),
    "D, links": Row(
        says="how forces link: one-way or interacting",
        types=("Link.from", "Link.to", "Link.way=one-way", "Link.way=interacting"),
        rules=("INN006", "INN008", "REF004"),
        pictures=("forces",),
        tests=(
            "innovation/test_pictures.py::test_a_line_is_as_thick_as_what_acts_is_heavy",
            "rules/test_inn.py::test_a_link_to_nothing_is_an_unknown_reference",
        ),
    ),
    "D, model": Row(
        says="the software draws the driving-force model and explains it",
        types=("Blueprint.innovation",),
        rules=("INN003",),
        pictures=("forces",),
        tests=("innovation/test_report.py::test_the_report_tells_everything_that_is_declared",),
    ),
    **{
        f"E, {mode.id}": Row(
            says=mode.about,
            types=(f"Innovation.mode={mode.id}",),
            rules=("INN002",),
            pictures=("modes",),
            tests=(
                "innovation/test_modes.py::test_a_textbook_case_is_recognised_by_all_its_signs",
                "innovation/test_modes.py::test_flipping_the_sign_that_decides_changes_the_ranking_as_the_data_says",
                "innovation/test_pictures.py::test_the_picture_of_a_mode_shows_the_forces_and_links_of_its_textbook_case",
            ),
        )
        for mode in all_modes()
    },
    "E, network of members": Row(
        says="enterprises share a network with its own R&D, which talks to members only",
        types=("Network.title", "Network.members"),
        rules=("INN002", "REF004"),
        pictures=("modes",),
        tests=("rules/test_inn.py::test_a_link_to_a_team_or_an_actor_is_known",),
    ),
    "F1": Row(
        says="a new service without support: after-care, promotion, staff who know it",
        types=("Support.promotion", "Support.training", "Support.after-care"),
        rules=("INN012", "INN017"),
        pictures=("initiatives",),
        tests=("rules/test_inn.py::test_a_new_service_without_support",),
    ),
    "F2": Row(
        says="no internal driving force; initiatives driven only from outside",
        types=("Initiative.drivers=employees",),
        rules=("INN001", "INN015"),
        pictures=("forces", "initiatives"),
        tests=("rules/test_inn.py::test_driven_from_outside_only", "rules/test_inn.py::test_nothing_within_drives"),
    ),
    "F3": Row(
        says="blind imitation, no study of market and customers",
        types=tuple(f"Proof.kind={kind}" for kind in ("study", "customers", "competitors", "imitation")),
        rules=("INN010", "INN011"),
        pictures=("initiatives",),
        tests=("rules/test_inn.py::test_blind_imitation",),
    ),
    **{
        f"G, {dimension}": Row(
            says="each initiative names its dimensions and what it touches; the software shows the coverage",
            types=(f"Initiative.dimensions={dimension}", f"Touches.{touched}"),
            rules=("INN013", "INN016", "INN018"),
            pictures=("initiatives",),
            tests=("innovation/test_pictures.py::test_the_matrix_fills_just_the_dimensions_that_are_renewed",),
        )
        for dimension, touched in zip(DIMENSIONS, ("processes", "channels", "teams", "systems"), strict=True)
    },
    "H": Row(
        says="kinds of service innovation: by sector or branch, by region, by purpose",
        types=(
            *(f"Service.sector={sector}" for sector in ("primary", "secondary", "tertiary")),
            "Service.branch",
            *(f"Service.reach={reach}" for reach in ("international", "national", "regional", "local")),
            *(f"Service.purpose={purpose}" for purpose in ("productive", "life", "developmental")),
        ),
        rules=("INN019",),
        pictures=("forces",),
        tests=("innovation/test_report.py::test_a_service_is_classified_by_sector_branch_reach_and_purpose",),
    ),
    "H, degree and kinds": Row(
        says="radical and incremental innovation; product, process, transfer, market, technology, organisation and so on",
        types=(
            "Initiative.degree=radical",
            "Initiative.degree=incremental",
            *(
                f"Initiative.kinds={kind}"
                for kind in (
                    "product", "process", "delivery", "market", "technology", "organisation", "creativity", "recombination",
                    "specialised", "formal",
                )
            ),
        ),
        rules=("INN016",),
        pictures=("initiatives",),
        tests=("innovation/test_pictures.py::test_any_initiatives_are_drawn_without_a_defect",),
    ),
    "B5": Row(
        says="innovate with an advanced vision: proactive processes exist for changing needs",
        types=("Process.starts-by=provider", "Innovation.review-every"),
        rules=("LIF007", "INN007"),
        pictures=("initiatives",),
        tests=("rules/test_inn.py::test_overdue_forces", "rules/test_lif_package.py::test_an_after_sale_that_never_asks_is_told"),
    ),
}  # fmt: skip


def classes() -> dict[str, Any]:
    found: dict[str, Any] = {}
    waiting: list[Any] = [Blueprint]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        items = [getattr(each.kind, "item", each.kind) for each in properties(kind) if not each.flat]
        waiting += [each.type for each in items if isinstance(each, Object) and each.type.__name__ not in found]
    return found


CLASSES = classes()
each_row = pytest.mark.parametrize("name", ROWS)


def exists(written: str) -> bool:
    """Whether the format has a key, and the key takes the word."""
    place, _, word = written.partition("=")
    kind, _, key = place.partition(".")
    found = [each.kind for each in properties(CLASSES[kind]) if each.key == key]
    simple = [getattr(each, "key", getattr(each, "item", each)) for each in found] if word else []
    return bool(found) and (not word or word in simple[0].words)


def functions(file: str) -> Iterator[str]:
    for node in ast.parse((TESTS / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name


@each_row
def test_a_row_has_types_rules_a_drawing_and_tests(name: str) -> None:
    row = ROWS[name]
    assert row.says
    assert all((row.types, row.rules, row.pictures, row.tests))
    assert [written for written in row.types if not exists(written)] == []
    assert [code for code in row.rules if code not in RULES] == []
    assert [picture for picture in row.pictures if picture not in PICTURES] == []
    for test in row.tests:
        file, _, function = test.partition("::")
        assert function in set(functions(file)), f"{test} is nowhere"


def test_every_rule_on_innovation_stands_for_a_row() -> None:
    named = {code for row in ROWS.values() for code in row.rules}
    assert {code for code in RULES if code.startswith("INN")} - named == {"INN014"}  # the days of a launch: row A4


def test_every_force_mode_and_dimension_stands_for_a_row() -> None:
    named = {written.partition("=")[2] for row in ROWS.values() for written in row.types}
    assert {*FORCES, *MODES, *DIMENSIONS} <= named


def test_the_rows_of_the_seeds_are_all_there() -> None:
    assert {re.split(r",", name)[0] for name in ROWS} == {"B5", "D", "E", "F1", "F2", "F3", "G", "H"}
    assert sum(name.startswith("E, ") for name in ROWS) == 6


TERMS = (
    "driving force", "track", "internal", "external", "actor", "strategy", "mode", "feedback", "interact", "department",
    "network", "research and development", "radical", "incremental", "ad hoc", "transfer", "reorganisation", "promotion",
    "training", "imitation", "investigation", "market", "customer communication", "concept", "client interface",
    "delivery system", "technology", "traditional", "subsequent supporting", "sector", "tertiary", "branch", "region",
    "productive, life or developmental",
)  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_the_words_of_both_documents_stand_in_the_schema(term: str) -> None:
    definitions = schema_of(Blueprint)["$defs"]
    names = ("Innovation", "Force", "Link", "Network", "Touches", "Proof", "Support", "Initiative", "Service")
    assert term in json.dumps([definitions[name] for name in names]).lower()
