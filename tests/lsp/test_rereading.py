"""Law: a text read again after an edit gives what a fresh reading gives: the same data, places and faults."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from hypothesis import given, settings

from blueprint.documents import dumps, loads
from blueprint.lsp.rereading import Reader
from blueprint.source import Source, read_source
from blueprint.source.text import Node
from tests.benchmarks.services import yaml_service
from tests.effort import tries
from tests.lsp.sessions import ONE_PROCESS, TEXTS, WRITTEN_OTHERWISE, sessions


def places(node: Node | None, moved: int = 0) -> Any:
    """All places of a tree, counted from the beginning of the text."""
    if node is None:
        return None
    own = [node.start + moved, node.end + moved]
    own += [node.key_start + moved, node.key_end + moved] if node.key_start >= 0 else [-1, -1]
    moved += node.moved
    if isinstance(node.children, dict):
        return own, [(key, places(child, moved)) for key, child in node.children.items()]
    return own, [places(child, moved) for child in node.children or ()]


def told(source: Source) -> Any:
    return source.text, repr(source.data), source.faults, places(source.tree)


def difference(texts: list[str], format: Literal["yaml", "json"] = "yaml") -> str:
    """What reading again has read otherwise than reading; empty where nothing."""
    reader = Reader("some.blueprint", format)
    for text in texts:
        found, wanted = told(reader.read(text)), told(read_source(text, "some.blueprint", format))
        for one, other in zip(found, wanted, strict=True):
            if one != other:
                return f"{str(one)[:2000]}\n  instead of\n{str(other)[:2000]}"
    return ""


@given(sessions(texts=(*TEXTS, *WRITTEN_OTHERWISE)))
@settings(max_examples=tries(200))
def test_reading_again_is_reading(texts: list[str]) -> None:
    assert difference(texts) == ""


JSON = tuple(dumps(loads(text), format="json") for text in TEXTS)


@given(sessions(texts=JSON))
@settings(max_examples=tries(100))
def test_reading_json_again_is_reading(texts: list[str]) -> None:
    assert difference(texts, "json") == ""


def test_json_is_read_again_by_values() -> None:
    reader = Reader("some.blueprint", "json")
    before = reader.read(JSON[0]).data["processes"]
    after = reader.read(JSON[0].replace("thing 2 of part 3", "thing 2 of the part 3")).data["processes"]
    assert [name for name in before if before[name] is not after[name]] == ["part-3"]
    for text in (JSON[0].replace('"next"', '"next": 1, "next"', 1), JSON[0].replace("[", "[" * 99, 1), "[1]", '{"processes": 1}'):
        assert difference([JSON[0], text, JSON[0]], "json") == ""


def single_edits(text: str) -> Iterator[str]:
    """The text with each line left out, doubled, and given another letter."""
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        yield "".join([*lines[:at], *lines[at + 1 :]])
        yield "".join([*lines[:at], line, line, *lines[at + 1 :]])
        yield "".join([*lines[:at], line[:-1], "x\n", *lines[at + 1 :]])
        yield "".join([*lines[:at], "  # more\n", line, *lines[at + 1 :]])


@pytest.mark.parametrize("text", [TEXTS[0], ONE_PROCESS, *WRITTEN_OTHERWISE], ids=["many", "one", "crlf", "indented"])
def test_every_line_of_a_text(text: str) -> None:
    reader = Reader("some.blueprint.yaml", "yaml")
    reader.read(text)
    base, again = reader.base, 0
    for changed in single_edits(text):
        reader.base = base
        found = reader.again(changed)
        again += found is not None
        if found is not None and told(found) != told(read_source(changed, "some.blueprint.yaml", "yaml")):
            pytest.fail(f"read otherwise: {changed}")
    assert again > 250


def test_what_no_edit_touched_is_the_same_object() -> None:
    text = yaml_service(30, per_process=5)
    reader = Reader("some.blueprint.yaml", "yaml")
    before = reader.read(text).data["processes"]
    after = reader.read(text.replace("thing 2 of part 3", "thing 2 of the part 3")).data["processes"]
    assert [name for name in before if before[name] is not after[name]] == ["part-3"]


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_within_a_process_only_the_step_with_the_edit_is_read(format: Literal["yaml", "json"]) -> None:
    text = ONE_PROCESS if format == "yaml" else dumps(loads(ONE_PROCESS), format="json")
    reader = Reader("some.blueprint", format)
    before = steps_of(reader.read(text))
    for old, new, step in (
        ("thing 7 of", "thing 7 again of", "step-7"),
        ("Done", "All done", "step-19"),
        ("thing 7 ", "", "step-7"),
    ):
        text = text.replace(old, new, 1)
        after = steps_of(reader.read(text))
        assert [name for name in after if before[name] is not after[name]] == [step]
        before = after


def steps_of(source: Source) -> dict[str, Any]:
    steps: dict[str, Any] = source.data["processes"]["part-0"]["steps"]
    return steps


def test_a_fault_in_a_step_is_told_as_a_reading_of_the_whole_tells_it() -> None:
    at = ONE_PROCESS.index("        does: Does thing 7")
    for put in ("lane: [customer", "does:", "does: a: b", "x: 'y", "  next: step-1", "x: 1\u2028title: More\n} y: 1"):
        assert difference([ONE_PROCESS, f"{ONE_PROCESS[:at]}        {put}\n{ONE_PROCESS[at:]}"]) == "", put


def test_a_file_without_line_end_and_with_carriage_returns() -> None:
    for text in ("a: 1\nb: {c: 2}", "a: 1\r\nb: 2\r\nc: 3\r\n", "a: 1\nprocesses:\n  b: 1\n  c: 2\nd: 3\n"):
        for at in range(len(text)):
            for put in ("", "\n", "x", "  ", "\r\n", "e: 1\n"):
                changed = text[:at] + put + text[at + 1 :]
                assert difference([text, changed]) == "", repr(changed)
