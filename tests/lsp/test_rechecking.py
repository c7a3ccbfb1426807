"""Law: what is found in a text after any edits is what a fresh check of the same text finds."""

from collections.abc import Iterable
from datetime import date

import pytest
from attrs import evolve, fields_dict
from hypothesis import given, settings

from blueprint.config import Settings
from blueprint.documents import DocumentError, load, loads
from blueprint.findings import Finding, Report
from blueprint.lsp.rechecking import APART, Rechecking
from blueprint.lsp.rereading import Reader
from blueprint.model import Blueprint
from blueprint.rules import own_rules
from blueprint.runs import start
from blueprint.source import read_source
from blueprint.testing.strategies import blueprints
from blueprint.view import View
from tests.effort import tries
from tests.lsp.sessions import EXAMPLES, ONE_PROCESS, TEXTS, sessions

STRICT = start(Settings(preset="strict", today=date(2026, 11, 21)))


ANOTHER = loads(
    "{blueprint: 1, id: more, title: More, processes: {one-more: {title: Another, phase: in-sale, kind: other, start: buy,"
    " steps: {buy: {lane: customer, does: Buys, ends: Bought}}}}}"
)


def told(report: Report) -> tuple[list[Finding], Report]:
    return sorted(report.findings, key=repr), report


def difference(texts: Iterable[str]) -> str:
    """What is found after the edits and not in a fresh check, or the other way round; empty where nothing."""
    reader, run = Reader("some.blueprint.yaml", "yaml"), Rechecking(STRICT)
    for text in texts:
        found = run.check(reader.read(text))
        wanted = STRICT.check(read_source(text, "some.blueprint.yaml", "yaml"))
        if found != wanted:
            return f"{sorted({*found} ^ {*wanted}, key=repr)} {found.crashes} {wanted.crashes}"
    return ""


@given(sessions(meaning=True))
@settings(max_examples=tries(60))
def test_findings_after_edits_are_those_of_a_fresh_check(texts: list[str]) -> None:
    assert difference(texts) == ""


def test_an_edit_and_back_again() -> None:
    text = TEXTS[0]
    versions = [text, text.replace("next: step-1", "next: step-9", 1), text, text.replace("clerk: {", "clark: {"), text]
    assert difference(versions) == ""


def test_within_a_process_only_the_step_with_the_edit_is_built() -> None:
    reader, run = Reader("some.blueprint.yaml", "yaml"), Rechecking(STRICT)
    before = run.built(reader.read(ONE_PROCESS).data)
    data = reader.read(ONE_PROCESS.replace("thing 7 of", "thing 7 again of")).data
    after = run.built(data)
    assert after == Blueprint.made(data) != before
    was, steps = before.processes["part-0"].steps, after.processes["part-0"].steps
    assert [name for name in steps if steps[name] is not was[name]] == ["step-7"]


def apart(blueprint: Blueprint) -> dict[str, tuple[list[str], list[str]]]:
    """For each rule that is asked of parts, what it says of the whole, and what of the parts; there are at least two."""
    blueprint = evolve(blueprint, processes={**blueprint.processes, **ANOTHER.processes})
    run = Rechecking(STRICT)
    view = View(run.built(blueprint.plain()), once=run.memory.once)
    rules = [rule for rule in own_rules() if rule.code in APART]
    return {
        rule.code: (sorted(map(repr, rule.problems(View(blueprint)))), sorted(map(repr, run.problems(rule, view))))
        for rule in rules
    }


def examples() -> list[Blueprint]:
    found = [
        load(file) for folder in (EXAMPLES, EXAMPLES / "broken") for file in folder.glob("*.yaml") if is_sound(file.read_bytes())
    ]
    written = [text for rule in own_rules() for text in (rule.bad, rule.good) if is_sound(text.encode("utf-8", "surrogatepass"))]
    return [*found, *map(loads, written)]


def is_sound(content: bytes) -> bool:
    try:
        loads(content)
    except DocumentError:
        return False
    return True


def test_rules_that_are_asked_of_parts_say_of_them_what_they_say_of_the_whole() -> None:
    said = set()
    for blueprint in examples():
        for code, (whole, parts) in apart(blueprint).items():
            assert whole == parts, (code, blueprint.id)
            said |= {code} if whole else set()
    assert said == {*APART}


def looked_at(blueprint: Blueprint, code: str) -> set[str]:
    """What a rule asks a blueprint, and the view of it, for."""
    asked: set[str] = set()

    def recorded(self: object, name: str) -> object:
        asked.add(name)
        return object.__getattribute__(self, name)

    (rule,) = (each for each in own_rules() if each.code == code)
    view = View(blueprint)
    assert view.references is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Blueprint, "__getattribute__", recorded)
        patch.setattr(View, "__getattribute__", recorded)
        assert list(rule.problems(view)) is not None
    return asked & {*fields_dict(Blueprint), "standards", "today"}


@pytest.mark.parametrize("code", APART)
def test_they_look_at_no_other_section(code: str) -> None:
    found = {name for blueprint in examples() for name in looked_at(blueprint, code)}
    assert found - {"blueprint", "processes"} <= {*APART[code]}


@given(blueprints())
@settings(max_examples=tries(30))
def test_the_same_of_any_blueprint(blueprint: Blueprint) -> None:
    assert [code for code, (whole, parts) in apart(blueprint).items() if whole != parts] == []
