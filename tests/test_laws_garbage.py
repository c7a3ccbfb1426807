"""Whatever stands in a file, checking it ends in a report: no exception, no crashed rule, every finding within the text."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.checking import check_source
from blueprint.config import Settings
from blueprint.documents.writing import json_text
from blueprint.findings import Report
from blueprint.source import MAX_BYTES, Source, read_source
from blueprint.testing.nasty import NASTY_TEXTS
from blueprint.testing.strategies import json_values, letters, near_documents

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.blueprint.yaml"))
EVERYTHING = Settings(preset="strict")
HEAD = "blueprint: 1\nid: a\ntitle: A\nprocesses: {}\n"
FORMATS = st.sampled_from(["yaml", "json"])


def assert_reported(content: bytes | str, format: Any) -> Report:
    source = read_source(content, "garbage", format)
    report = check_source(source, EVERYTHING)
    assert report.crashes == ()
    assert list(report) == sorted(report, key=lambda finding: finding.order)
    assert len({finding.fingerprint for finding in report}) == len(report)
    for finding in report:
        assert_within(source, finding.line, finding.column)
        assert_within(source, finding.end_line, finding.end_column)
        assert (finding.line, finding.column) <= (finding.end_line, finding.end_column)
    return report


def assert_within(source: Source, line: int, column: int) -> None:
    # The column behind a line's end may be that of the end itself, of CR and LF.
    assert 1 <= line <= source.last_line
    assert 1 <= column <= len(source.line(line)) + 3


@given(st.binary(max_size=200), FORMATS)
def test_any_bytes(content: bytes, format: str) -> None:
    assert len(assert_reported(content, format)) > 0


@given(st.text(st.characters(), max_size=100), FORMATS)
def test_any_text_half_characters_included(content: str, format: str) -> None:
    assert len(assert_reported(content, format)) > 0


INDICATORS = st.sampled_from([
    "{", "}", "[", "]", ",", ": ", ":", "? ", "- ", "&a ", "*a", "!t ", "!!str ", "|\n", ">-\n", "'", '"', "#", "%", "@", "\t",
    "\n", "\n  ", "\r\n", "\r", "---\n", "...\n", "<<: ", "~", "null", "1e999", ".nan", "\0", "\ufeff", "\u0085", "\u2028",
    "a", "b: ", "id: a\n", "title: A\n", "blueprint: 1\n", "processes: {}\n", "# blueprint: ignore[", "CMP001", "\\ud800", "\\x",
])  # fmt: skip


@given(st.lists(INDICATORS, max_size=25).map("".join), FORMATS)
def test_any_heap_of_marks(content: str, format: str) -> None:
    assert_reported(content, format)


@given(json_values(nulls=True, max_leaves=15))
def test_any_value(value: Any) -> None:
    assert_reported(as_json(value), "json")
    assert_reported(as_json(value), "yaml")


def as_json(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return json.dumps(value, default=float)
    return json_text(value)


@given(near_documents(changes=3))
def test_any_document_that_is_nearly_a_blueprint(document: Any) -> None:
    assert_reported(as_json(document), "json")
    assert_reported(as_json(document), "yaml")


@given(st.data())
def test_examples_with_bytes_changed(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(EXAMPLES)).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        end = start + data.draw(st.sampled_from([0, 0, 1, 2, 40]))
        content[start:end] = data.draw(st.binary(max_size=3) | INDICATORS.map(str.encode) | st.just(content[end : end + 40]))
    assert_reported(bytes(content), "yaml")


@given(st.sampled_from(NASTY_TEXTS), letters())
def test_texts_that_yaml_does_not_allow_as_they_are(text: str, letter: str) -> None:
    assert_reported(f"{HEAD}description: {text}{letter}\nx-{letter}: '{text}'\n{text}: {text}\n", "yaml")


CHAIN = "".join(f"x-{n}: &a{n} [{'[' * 55} *a{n - 1} {']' * 55}]\n" for n in range(1, 24))
BOMBS = {
    "nothing": "",
    "blanks": " \n\t\n",
    "mapping in mapping": "a: {" * 250_000,
    "list in list": "[" * 1_000_000,
    "items in items": "- " * 500_000,
    "keys in keys": "? " * 500_000,
    "brackets that close": "[" * 5000 + "]" * 5000,
    "aliases of aliases": "x-0: &a0 [a, a]\n" + "".join(f"x-{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)),
    "depth by aliases": f"{HEAD}x-0: &a0 a\n{CHAIN}",
    "an alias of itself": f"{HEAD}x-a: &a [*a]\n",
    "an alias of nothing": f"{HEAD}x-a: *a\n",
    "a long text repeated": f"{HEAD}x-a: &a {'a' * 400_000}\nx-b: [{'*a, ' * 15_000}]\n",
    "a long line": f"{HEAD}description: {'a ' * 1_000_000}\n",
    "a long key": f"{HEAD}{'a' * 2_000}: 1\n",
    "a long number": f"{HEAD}x-a: {'9' * 1_000_000}\n",
    "a large exponent": f"{HEAD}x-a: 1e{'9' * 1_000}\n",
    "words that are no numbers": f"{HEAD}x-a: [.nan, .inf, NaN, Infinity, -Infinity, 0x, 1_000]\n",
    "larger than any": "a" * (MAX_BYTES + 1),
}


@pytest.mark.parametrize("format", ["yaml", "json"])
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs(bomb: str, format: str) -> None:
    assert len(assert_reported(bomb, format)) > 0


CROWDS: dict[str, Callable[[range], str]] = {
    "keys": lambda many: "".join(f"k{n}: 1\n" for n in many),
    "keys of your own": lambda many: HEAD + "".join(f"x-{n}: 1\n" for n in many),
    "the same key": lambda many: "".join("a: 1\n" for _ in many),
    "empty keys": lambda many: "".join(f"k{n}:\n" for n in many),
    "keys on one line": lambda many: f"{{{', '.join(f'k{n}: 1' for n in many)}}}",
    "comments that ignore": lambda many: HEAD + "# blueprint: ignore[CMP001] a\n" * len(many),
    "ignores on one line": lambda many: f"{HEAD}# blueprint: ignore[{'CMP001,' * len(many)}] a\n",
    "ignores of as many findings": lambda many: (
        f"{HEAD}channels:\n" + "".join(f"  c{n}: {{title: A, kind: online}} # blueprint: ignore[REF007] a\n" for n in many)
    ),
    "texts and numbers": lambda many: f"{HEAD}service: {{places: [{', '.join(f'p{n}, {n}' for n in many)}]}}\n",
    "items": lambda many: f"{HEAD}service: {{places: [{', '.join(f'p{n}' for n in many)}, p0]}}\n",
    "lines of one text": lambda many: f"{HEAD}description:\n" + "  a\n" * len(many),
    "documents": lambda many: "a: 1\n---\n" * len(many),
}


@pytest.mark.parametrize("crowd", CROWDS.values(), ids=CROWDS)
def test_crowds(crowd: Callable[[range], str]) -> None:
    """That the time grows as the text does, not with its square, is a benchmark."""
    assert check_source(read_source(crowd(range(500)), "garbage", "yaml"), EVERYTHING).findings


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_json_has_no_such_numbers(value: float) -> None:
    assert assert_reported(json.dumps({"x-a": value}), "json").codes == ("SYN003",)


def test_numbers_in_json_stay_exact() -> None:
    assert read_source('{"a": 0.10}', "a", "json").data == {"a": Decimal("0.10")}
