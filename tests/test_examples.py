"""The examples: the sound ones give nothing to find fault with, the broken ones exactly the mistakes they announce."""

import gc
import re
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from blueprint.checking import check, check_source
from blueprint.config import Settings
from blueprint.documents import load, read_file
from blueprint.findings import Finding, Severity
from blueprint.model import Blueprint
from blueprint.rules import PRESETS, own_rules
from blueprint.runs import Run, start
from blueprint.values import Table
from blueprint.view import View

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
TODAY = date(2026, 11, 21)
RECOMMENDED = Settings(preset="recommended", today=TODAY)
STRICT = Settings(preset="strict", today=TODAY)

_EXPECTED = re.compile(r"expect: ([A-Z]{3}\d{3}(?:, [A-Z]{3}\d{3})*)")
_BEYOND_AN_EXAMPLE = {"SYN007", "FLW010"}  # a file of more than 10 MB; a flow too tangled to be read


def named(path: Path) -> str:
    return path.name.partition(".")[0]


SOUND = sorted(EXAMPLES.glob("*.blueprint.*"))
BROKEN = sorted((EXAMPLES / "broken").glob("*.blueprint.*"))


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", "replace")


def expected(path: Path) -> Iterator[tuple[int, str]]:
    """The line and code of every finding that a broken example announces."""
    for number, line in enumerate(text_of(path).splitlines(), start=1):
        for match in _EXPECTED.finditer(line):
            yield from ((number, code) for code in match[1].split(", "))


@pytest.mark.parametrize("path", SOUND, ids=named)
def test_sound_examples_give_no_finding(path: Path) -> None:
    report = check_source(read_file(path), STRICT)
    assert [f"{each.line}: {each.code} {each.message}" for each in report] == []
    assert not report.crashes
    assert not report.skipped


def test_what_has_been_checked_is_let_go_at_once() -> None:
    """Else many files would fill the memory until the collector looks through all of it."""
    views: list[weakref.ref[View]] = []

    def view(run: Run, *given: Any, **more: Any) -> tuple[View, tuple[str, ...]]:
        found = Run.view(run, *given, **more)
        views.append(weakref.ref(found[0]))
        return found

    watched = type("Watched", (Run,), {"view": view})
    run = start(STRICT)
    gc.disable()
    try:
        for path in SOUND:
            watched(run.settings, run.rules, run.active, run.standards).check(read_file(path))
    finally:
        gc.enable()
    assert [named(path) for path, each in zip(SOUND, views, strict=True) if each() is not None] == []


@pytest.mark.parametrize("path", BROKEN, ids=named)
def test_broken_examples_give_just_what_they_announce(path: Path) -> None:
    report = check_source(read_file(path), RECOMMENDED)
    assert sorted((each.line, each.code) for each in report) == sorted(expected(path))
    assert not report.crashes


@pytest.mark.parametrize("path", BROKEN, ids=named)
def test_broken_examples_say_first_what_is_wrong(path: Path) -> None:
    first = text_of(path).splitlines()[1 if path.suffix == ".json" and text_of(path).startswith("{") else 0]
    says = first.strip().removeprefix("# ").removeprefix('"x-about": "').partition("  ")[0]
    assert re.fullmatch(r"[A-Z].{20,120}\.(\",)?", says), f"one sentence is wanted, not {says!r}"


def test_every_rule_of_the_default_preset_has_a_broken_example() -> None:
    shown = {code for path in BROKEN for _, code in expected(path)}
    recommended = {each.code for each in own_rules() if PRESETS.index(each.preset) <= PRESETS.index("recommended")}
    assert recommended - shown == _BEYOND_AN_EXAMPLE
    assert shown <= recommended


def test_broken_examples_are_there_to_be_read_not_to_be_checked() -> None:
    assert len(SOUND) >= 6
    assert len(BROKEN) >= 50
    assert max(len(text_of(path).splitlines()) for path in BROKEN) <= 96
    assert 'exclude = ["examples/broken"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_no_blueprint_lies_among_the_tests() -> None:
    assert list((ROOT / "tests").rglob("*.blueprint.*")) == []


def without(blueprint: Blueprint, *kinds: str) -> Blueprint:
    kept = {name: each for name, each in blueprint.processes.items() if each.kind not in kinds}
    return evolve(blueprint, processes=Table(kept))


def found(blueprint: Blueprint, code: str) -> list[Finding]:
    return [each for each in check(blueprint, RECOMMENDED) if each.code == code]


@pytest.fixture
def city_bikes() -> Blueprint:
    return load(EXAMPLES / "city-bikes.blueprint.yaml")


def test_leaving_out_complaint_handling_is_an_error_that_says_what_and_why(city_bikes: Blueprint) -> None:
    (finding,) = found(without(city_bikes, "complaint-handling"), "CMP001")
    assert finding.severity is Severity.error
    assert finding.pointer == "/processes"
    assert "no process handles complaints" in finding.message
    assert "customers cannot tell you what went wrong, and you cannot put it right" in finding.message
    assert "add a process of kind complaint-handling" in finding.message


def test_leaving_out_returns_and_withdrawal_is_an_error_that_says_what_is_missing(city_bikes: Blueprint) -> None:
    (finding,) = found(without(city_bikes, "return", "withdrawal"), "RET001")
    assert finding.severity is Severity.error
    assert "consumers pay in 'Order and delivery' and have no way to return or withdraw" in finding.message


@pytest.mark.parametrize("phase", ["pre-sale", "in-sale", "after-sale"])
def test_leaving_out_a_phase_is_found(city_bikes: Blueprint, phase: str) -> None:
    kept = {name: each for name, each in city_bikes.processes.items() if each.phase != phase}
    (finding,) = found(evolve(city_bikes, processes=Table(kept)), "LIF004")
    assert finding.message == f"'{phase}' has no process: that part of the service is left to chance"


def test_a_sound_service_stays_sound_without_its_withdrawal_but_for_the_law_of_online_sales(city_bikes: Blueprint) -> None:
    (finding,) = found(without(city_bikes, "withdrawal"), "RET002")
    assert finding.severity is Severity.warning
    assert found(without(city_bikes, "withdrawal"), "RET001") == []
