"""Findings hang on what a blueprint says: a planted defect is found at its place, and what means nothing changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from blueprint.checking import check, check_source
from blueprint.config import Settings
from blueprint.documents import load
from blueprint.documents.writing import json_text, yaml_text
from blueprint.findings import Finding, Report
from blueprint.kinds import Keyed, Many, Object, Ref
from blueprint.model import ROLES, Blueprint, Choose, End, Fork, Process, Step
from blueprint.model_innovation import FORCES
from blueprint.paths import ancestors
from blueprint.records import properties
from blueprint.rules import own_rules
from blueprint.rules.mechanism import complete
from blueprint.source import read_source
from blueprint.testing import MARK, example_source
from blueprint.testing.strategies import Defect, blueprints, defective, ids, sound_processes
from tests.effort import tries

TODAY = date(2026, 11, 21)
EVERYTHING = Settings(preset="strict", today=TODAY)
CORRECTNESS = tuple(each.code for each in own_rules() if each.preset == "correctness")
PLANTED = [each.code for each in own_rules() if each.plant or (each.family == "REF" and each.preset == "correctness")]
EXAMPLES = [load(file) for file in sorted((Path(__file__).parents[1] / "examples").glob("*.blueprint.yaml"))]
SERVICES = st.sampled_from(EXAMPLES) | blueprints() | blueprints(sound=False)


def told(findings: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((each.code, each.pointer, each.message) for each in findings)


def known_by(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(each.code, each.fingerprint) for each in findings}


def check_plain(plain: Any, format: Any = "yaml") -> Report:
    text = yaml_text(plain) if format == "yaml" else json_text(plain)
    return check_source(read_source(text, f"service.{format}", format), EVERYTHING)


# What is wrong is found, and nothing else.


@given(blueprints())
def test_nothing_is_wrong_with_what_is_sound_by_construction(blueprint: Blueprint) -> None:
    assert check(blueprint, Settings(preset="correctness", today=TODAY)).codes == ()


@given(blueprints(sound=False))
def test_every_reference_of_a_blueprint_finds_what_it_names(blueprint: Blueprint) -> None:
    assert [code for code in check(blueprint, Settings(preset="correctness", today=TODAY)).codes if code.startswith("REF")] == []


@pytest.mark.parametrize("code", PLANTED)
@settings(max_examples=tries(20))
@given(data=st.data())
def test_a_planted_defect_is_found_at_its_place_and_alone(code: str, data: st.DataObject) -> None:
    defect: Defect = data.draw(defective(code))
    assert isinstance(defect.document, Blueprint)
    assert defect.pointer is not None
    chosen = Settings(select=(*CORRECTNESS, code), today=TODAY)
    found = check(defect.document, chosen)
    # The good example that it was planted beside is good by its own rule, and may be too short for another.
    beside = check_source(example_source(next(each.good for each in own_rules() if each.code == code)), chosen)
    assert {each.pointer for each in found if each.code == code} <= {*ancestors(defect.pointer)}
    assert {*found.codes} - {*beside.codes} == {code}


@pytest.mark.parametrize("code", sorted({each.code for each in own_rules() if each.bad} - {*PLANTED}))
@settings(max_examples=1)
@given(data=st.data())
def test_a_defect_of_an_example_is_found_on_its_line(code: str, data: st.DataObject) -> None:
    defect: Defect = data.draw(defective(code))
    assert isinstance(defect.document, str)
    report = check_source(example_source(defect.document), EVERYTHING)
    lines = {finding.line for finding in report if finding.code == code}
    assert lines == set(defect.lines) if defect.lines else lines


SHAPES: dict[str, Callable[[Process, Step], object]] = {
    "a choice with shares": lambda _, step: isinstance(step.way, Choose) and step.way.options[0].share,
    "several ways at once": lambda _, step: isinstance(step.way, Choose) and step.way.many,
    "a fork": lambda _, step: isinstance(step.way, Fork),
    "a named join": lambda process, step: (step.join or "") in process.steps,
    "joins within a join": lambda process, _: sum(step.join is not None for step in process.steps.values()) > 1,
    "a join of all": lambda _, step: step.join == "all",
    "a recovery elsewhere": lambda process, step: step.fails and step != process.steps.get(step.fails[0].recover or ""),
    "a way out when late": lambda _, step: step.late,
    "an end that stops the case": lambda _, step: isinstance(step.way, End) and step.way.outcome == "refused",
    "several starts": lambda process, _: len(process.start) > 1,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_sound_processes_come_in_every_shape(shape: Callable[[Process, Step], object]) -> None:
    # What is never drawn proves nothing.
    often = settings(max_examples=2000, phases=[Phase.generate])
    found = find(sound_processes(), lambda process: any(shape(process, step) for step in process.steps.values()), settings=often)
    assert any(shape(found, step) for step in found.steps.values())


# What means nothing changes nothing.


def reordered(plain: Any, draw: Any) -> Any:
    """Plain data with the keys of every mapping in another order."""
    if isinstance(plain, dict):
        return {key: reordered(plain[key], draw) for key in draw(st.permutations(list(plain)))}
    return [reordered(item, draw) for item in plain] if isinstance(plain, list) else plain


@settings(max_examples=tries(20))
@given(SERVICES, st.data())
def test_the_order_of_keys_changes_no_finding(blueprint: Blueprint, data: st.DataObject) -> None:
    before = check_plain(blueprint.plain())
    assert known_by(check_plain(reordered(blueprint.plain(), data.draw))) == known_by(before)


@settings(max_examples=tries(20))
@given(SERVICES)
def test_yaml_and_json_have_the_same_findings(blueprint: Blueprint) -> None:
    assert known_by(check_plain(blueprint.plain(), "json")) == known_by(check_plain(blueprint.plain()))


@settings(max_examples=tries(20))
@given(SERVICES)
def test_elements_that_nothing_depends_on_leave_the_other_findings_alone(blueprint: Blueprint) -> None:
    plain = blueprint.plain()
    before = known_by(check_plain(plain))
    plain["systems"] = {"nothing-uses-it": {"title": "A new system"}} | plain.get("systems", {})
    plain["x-own"] = {"anything": [1, 2, 3]}
    added = known_by(check_plain(plain)) - before
    assert before <= known_by(check_plain(plain))
    assert [code for code, _ in added] == ["REF007"]


def other_words(plain: Any, process: str, step: str) -> Any:
    plain["processes"][process]["steps"][step]["does"] = "Does it in other words"
    return plain


def step_moved_last(plain: Any, process: str, step: str) -> Any:
    steps = plain["processes"][process]["steps"]
    steps[step] = steps.pop(step)
    return plain


def process_moved_last(plain: Any, process: str, _: str) -> Any:
    plain["processes"][process] = plain["processes"].pop(process)
    return plain


def step_with_a_key_of_its_own(plain: Any, process: str, step: str) -> Any:
    plain["processes"][process]["steps"][step]["x-asked-by"] = {"whom": ["the auditor"]}
    return plain


def other_title(plain: Any, process: str, _: str) -> Any:
    plain["title"] = "A service by another name"
    plain["processes"][process]["title"] = "A process by another name"
    return plain


EDITS = [other_words, step_moved_last, process_moved_last, step_with_a_key_of_its_own, other_title]


@settings(max_examples=tries(2) * settings().max_examples)
@given(SERVICES, st.sampled_from(EDITS), st.data())
def test_an_edit_elsewhere_changes_no_fingerprint(blueprint: Blueprint, edit: Any, data: st.DataObject) -> None:
    steps = [(process, step) for process, each in blueprint.processes.items() for step in each.steps]
    assume(steps)
    process, step = data.draw(st.sampled_from(steps))
    before = check_plain(blueprint.plain())
    after = check_plain(edit(blueprint.plain(), process, step))
    touched = f"{process}.{step}" if edit is other_words else None
    assert {each.fingerprint for each in after if each.element != touched} == {
        each.fingerprint for each in before if each.element != touched
    }
    assert len({each.fingerprint for each in after}) == len(after)


@settings(max_examples=tries(20))
@given(SERVICES, st.data())
def test_comments_and_blank_lines_change_no_fingerprint(blueprint: Blueprint, data: st.DataObject) -> None:
    text = yaml_text(blueprint.plain())
    lines = text.splitlines(keepends=True)
    # A line begins something only where it holds a key: elsewhere it may stand inside a text of several lines.
    begins = [number for number, line in enumerate(lines) if line[:1] not in (" ", "\n", "-") and ": " not in line[:-1]]
    for number in sorted(data.draw(st.sets(st.sampled_from(begins or [0]))), reverse=True):
        lines.insert(number, "# a remark\n\n")
    before = check_source(read_source(text, "service.yaml", "yaml"), EVERYTHING)
    after = check_source(read_source("".join(lines), "service.yaml", "yaml"), EVERYTHING)
    assert known_by(after) == known_by(before)


def renamed(plain: Any, kind: Any, word: str) -> Any:
    """Plain data with every id that people choose turned into another, wherever it stands."""
    match kind:
        case Ref():
            return renamed_id(plain, kind.target, word)
        case Many():
            return (
                [renamed(item, kind.item, word) for item in plain] if isinstance(plain, list) else renamed(plain, kind.item, word)
            )
        case Keyed():
            return {renamed(key, kind.key, word): renamed(item, kind.item, word) for key, item in plain.items()}
        case Object() if isinstance(plain, dict):
            return renamed_keys(plain, kind.type, word)
    return plain


def renamed_keys(plain: dict[str, Any], kind: type[Any], word: str) -> dict[str, Any]:
    flat = [inner for each in properties(kind) if each.flat for inner in each.kind.types]
    kinds = {each.key: each.kind for each in (*properties(kind), *(each for inner in flat for each in properties(inner)))}
    kept = {"id", "standards"} if kind is Blueprint else {"records"}  # what a standard wants on record has a name of its own
    return {key: renamed(item, kinds[key], word) if key in kinds.keys() - kept else item for key, item in plain.items()}


def renamed_id(name: str, target: str, word: str) -> str:
    fixed = {"lane": ROLES, "join": ("all",), "stage": (name,), "standard": (name,), "force-or-department": FORCES}
    return name if name in fixed.get(target, ()) else ".".join(f"{part}-{word}" for part in name.split("."))


@settings(max_examples=tries(20))
@given(SERVICES, ids())
def test_other_ids_for_the_same_things_change_no_rule(blueprint: Blueprint, word: str) -> None:
    assume(not set(blueprint.lanes) & {*ROLES})
    other = renamed_keys(blueprint.plain(), Blueprint, word)
    assert sorted(check_plain(other).codes) == sorted(check_plain(blueprint.plain()).codes)


# What was accepted in writing is left out, and counted.


@settings(max_examples=tries(20))
@given(SERVICES, st.data())
def test_an_ignore_takes_out_what_lies_at_its_place_and_nothing_else(blueprint: Blueprint, data: st.DataObject) -> None:
    assume(not blueprint.ignore)
    before = check(blueprint, EVERYTHING)
    assume(len(before) > 0)
    chosen = data.draw(st.sampled_from(before.findings))
    place = data.draw(st.sampled_from(list(ancestors(chosen.pointer))))
    rule = data.draw(st.sampled_from([chosen.code, chosen.code.rstrip("0123456789")]))
    written = blueprint.plain() | {"ignore": [{"rule": rule, "at": place or "/", "reason": "For now"}]}
    after = check_plain(written)
    covered = [each for each in before if each.code.startswith(rule) and place in ancestors(each.pointer)]
    assert told(after) == told(before) - told(covered)
    assert after.suppressed == len(covered) > 0


def examples_without_marks() -> Iterator[Any]:
    for each in own_rules():
        if each.stage == "service" and each.bad:
            yield pytest.param(each.code, complete(each.bad).replace(MARK, ""), id=each.code)


@pytest.mark.parametrize("alone", [False, True], ids=["behind", "above"])
@pytest.mark.parametrize(("code", "text"), [*examples_without_marks()])
def test_a_comment_takes_out_the_findings_of_its_line_and_nothing_else(code: str, text: str, alone: bool) -> None:
    before = check_source(read_source(text, "a.blueprint.yaml", "yaml"), EVERYTHING)
    number = next(each.line for each in before if each.code == code)
    lines = text.splitlines(keepends=True)
    comment = f"  # blueprint: ignore[{code}] For now\n"
    line = lines[number - 1]
    lines[number - 1] = comment + line if alone else line.rstrip("\n") + comment
    after = check_source(read_source("".join(lines), "a.blueprint.yaml", "yaml"), EVERYTHING)
    covered = [each for each in before if each.code == code and each.line == number]
    assert told(after) == told(before) - told(covered)
    assert after.suppressed == len(covered)


def test_an_ignore_more_changes_no_fingerprint_of_the_others() -> None:
    ignores = [{"rule": f"ACME00{number}", "at": "/", "reason": "None"} for number in range(3)]
    plain = EXAMPLES[0].plain()
    before = known_by(check_plain(plain | {"ignore": ignores[1:]}))
    assert before < known_by(check_plain(plain | {"ignore": ignores}))
