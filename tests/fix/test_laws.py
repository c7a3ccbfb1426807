"""Whatever is mended is gone, nothing else has come, every letter stays, and a second time there is nothing left to do."""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.checking import check_source
from blueprint.config import Settings
from blueprint.documents import load, read_file
from blueprint.documents.writing import json_text, yaml_text
from blueprint.findings import Report
from blueprint.fix import MENDS, FixResult, fixed
from blueprint.fix.edits import edited, spans
from blueprint.model import Blueprint
from blueprint.rules import own_rules
from blueprint.rules.mechanism import complete
from blueprint.source import Source, read_source
from blueprint.testing import MARK
from blueprint.testing.strategies import Defect, defective
from blueprint.testing.strategies.defects import _tidied
from blueprint.values import Table
from tests.effort import tries

ROOT = Path(__file__).parents[2]
BROKEN = sorted((ROOT / "examples" / "broken").glob("*.blueprint.*"))
SOUND = sorted((ROOT / "examples").glob("*.blueprint.*"))
TODAY = date(2026, 11, 21)
RECOMMENDED = Settings(preset="recommended", today=TODAY)
STRICT = Settings(preset="strict", today=TODAY)
RULES = {each.code: each for each in own_rules()}


def named(path: Path) -> str:
    return path.name.partition(".")[0]


def known(report: Report) -> set[tuple[str, str]]:
    return {(each.code, each.fingerprint) for each in report}


def assert_lawful(source: Source, chosen: Settings, *, select: tuple[str, ...] = ()) -> FixResult:
    """Mend a document, and hold the result to every law."""
    result = fixed(source, chosen, select=select)
    without = result.text
    for start, end in reversed(spans(result.edits)):
        without = without[:start] + without[end:]
    assert without == source.text
    assert edited(source.text, result.edits) == result.text
    mended = {(each.code, each.fingerprint) for done in result.done for each in done.findings}
    asked = Settings(select=select, today=TODAY) if select else chosen
    before, after = check_source(source, asked), check_source(result.source, asked)
    assert mended <= known(before) - known(after)
    allowed = {"LIF003", "LIF007"} if "LIF004" in before.codes else set()
    assert {code for code, _ in known(after) - known(before)} <= allowed
    left = {(each.finding.code, each.finding.fingerprint) for each in result.left}
    ours = MENDS.keys() - {"STD001"}  # of which only some stages can be added
    assert {(code, print) for code, print in known(after) if code in ours and not after.skipped} <= left
    assert left <= known(after)
    again = fixed(result.source, chosen, select=select)
    assert again.done == ()
    assert again.content == result.content
    return result


@pytest.mark.parametrize("path", BROKEN, ids=named)
@pytest.mark.parametrize("chosen", [RECOMMENDED, STRICT], ids=["recommended", "strict"])
def test_every_broken_example_is_mended_as_far_as_fix_says_it_can(path: Path, chosen: Settings) -> None:
    result = assert_lawful(read_file(path), chosen)
    assert result.left == ()
    if result.report.skipped:
        assert result.edits == ()


def relaid(source: Source) -> Iterator[Source]:
    """The same document in other layouts."""
    text = source.text
    deeper = re.sub(r"(?m)^ +", lambda blank: blank[0] * 2, text)
    flat = re.sub(r"(?m)^( +)  - ", r"\1- ", text)
    for other in (deeper, flat, text.replace("\n", "\r\n"), text.rstrip(), "\ufeff" + text, f"---\n{text}...\n"):
        yield read_source(other, source.name, "yaml")
    if "blueprint: ignore[" in text:
        return  # JSON has no comments, and so other findings
    plain = partial(json.dumps, source.data, default=float)
    for written in (json_text(source.data), plain(), plain(indent=4)):
        yield read_source(written, source.name, "json")
        yield read_source(written, source.name, "yaml")


MENDABLE = [path for path in BROKEN if path.suffix == ".yaml" and fixed(read_file(path), RECOMMENDED).done]


@pytest.mark.parametrize("path", MENDABLE, ids=named)
def test_the_layout_does_not_matter(path: Path) -> None:
    source = read_file(path)
    wanted = fixed(source, RECOMMENDED)
    for other in relaid(source):
        assert other.data == source.data
        result = assert_lawful(other, RECOMMENDED)
        assert result.source.data == wanted.source.data
        assert result.content.startswith(b"\xef\xbb\xbf") == any(each.kind == "byte-order-mark" for each in other.faults)


@pytest.mark.parametrize("path", SOUND, ids=named)
def test_nothing_is_done_to_what_is_sound(path: Path) -> None:
    result = assert_lawful(read_file(path), STRICT)
    assert result.edits == ()


@pytest.mark.parametrize("path", SOUND, ids=named)
@pytest.mark.parametrize("kinds", [("complaint-handling",), ("return", "withdrawal"), ("feedback",)], ids="-".join)
def test_what_is_taken_out_of_a_sound_service_comes_back_as_a_proposal(path: Path, kinds: tuple[str, ...]) -> None:
    plain = without(load(path), kinds)
    for text, format in ((yaml_text(plain), "yaml"), (json_text(plain), "json")):
        source = read_source(text, f"service.{format}", format)  # type: ignore[arg-type]
        chosen = evolve(STRICT, ignore=("IGN",))
        missing = [each.code for each in check_source(source, chosen) if each.code in MENDS]
        result = assert_lawful(source, chosen)
        assert [done.findings[0].code for done in result.done] == missing
        assert new_steps(source.data, result.source.data) == {"proposed"} or not missing


def new_steps(old: Any, new: Any) -> set[str | None]:
    """On what the steps rest that are new."""
    known = {(name, step) for name, process in old["processes"].items() for step in process["steps"]}
    return {
        each.get("basis")
        for name, process in new["processes"].items()
        for step, each in process["steps"].items()
        if (name, step) not in known
    }


def without(blueprint: Blueprint, kinds: tuple[str, ...]) -> Any:
    """The plain data of a blueprint without the processes of some kinds, and without what refers to them."""
    kept = Table({name: each for name, each in blueprint.processes.items() if each.kind not in kinds})
    return _tidied(evolve(blueprint, processes=kept)).plain()


PLANTED = [code for code in MENDS if RULES[code].plant]


@pytest.mark.parametrize("code", PLANTED)
@settings(max_examples=tries(15))
@given(data=st.data())
def test_a_planted_defect_is_mended(code: str, data: st.DataObject) -> None:
    defect: Defect = data.draw(defective(code))
    assert isinstance(defect.document, Blueprint)
    plain = defect.document.plain()
    for text, format in ((yaml_text(plain), "yaml"), (json_text(plain), "json")):
        assert_lawful(read_source(text, f"service.{format}", format), RECOMMENDED, select=(code,))  # type: ignore[arg-type]


def examples() -> Iterator[Any]:
    for code in sorted(MENDS.keys() - {"STD001"}):
        yield pytest.param(code, complete(RULES[code].bad).replace(MARK, ""), id=code)


@pytest.mark.parametrize(("code", "text"), [*examples()])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_bad_example_of_each_rule_is_mended(code: str, text: str, end: str) -> None:
    source = read_source(text.replace("\n", end), "a.blueprint.yaml", "yaml")
    result = assert_lawful(source, RECOMMENDED, select=(code,))
    assert {each.code for done in result.done for each in done.findings} == {code}
    assert result.left == ()
    assert "basis: proposed" in result.text or code in ("CMP002", "RET004")
