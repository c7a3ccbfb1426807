"""Texts to plain data with places: the table of what people are told when a text cannot be read, and where."""

from decimal import Decimal
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blueprint.source import MAX_BYTES, Span, read_source
from blueprint.source.faults import FaultKind
from blueprint.source.text import Node

A_COLON = "a colon too many here; put the text in quotes, or mend the indent"
AN_INDENT = "the indent does not fit the lines above, or a quote or bracket is not closed"
A_QUOTE = "a quote is opened and never closed"
A_TAB = "a tab cannot indent YAML; use spaces"
A_TAG = "tags such as '!!str' are not used here; put a text in quotes instead"
A_WORD = "a key is a word; write its value after a colon"
NOTHING = "the file holds nothing; a blueprint begins with 'blueprint: 1'"
TOO_DEEP = "nested deeper than 60 levels; reading stops here"
TOO_LONG = "a number this long is not read; round it, or put it in quotes if it is a text"
A_MARK = "the file begins with a byte order mark; save it as UTF-8 without one"
A_RETURN = "lines end with a carriage return; save the file with LF line ends"

YAML: list[tuple[str | bytes, FaultKind, str, str]] = [
    (b"title: Caf\xe9\n", "not-utf-8", "1:11", "the byte 0xe9 is not UTF-8; save the file as UTF-8"),
    (b"a: b\nc: \xff\n", "not-utf-8", "2:4", "the byte 0xff is not UTF-8; save the file as UTF-8"),
    ("a: \ud800\n", "not-utf-8", "1:4", "the byte 0xed is not UTF-8; save the file as UTF-8"),
    ("a: 1\n".encode("utf-16"), "not-utf-8", "1:1", "the file is UTF-16; save it as UTF-8"),
    ("a: b: c\n", "yaml-syntax", "1:5", A_COLON),
    ("a\nb: 1\n", "yaml-syntax", "2:2", A_COLON),
    ("a: 'b\nc: d\n", "yaml-syntax", "1:4", A_QUOTE),
    ('a: "b\nc: d\n', "yaml-syntax", "1:4", A_QUOTE),
    ("a: 'it's'\n", "yaml-syntax", "1:8", AN_INDENT),
    ("a:\n  b: 1\n c: 2\n", "yaml-syntax", "3:2", AN_INDENT),
    ("a: [1, 2\nb: 3\n", "yaml-syntax", "2:2", "a comma or ']' is missing; a text with a colon or comma goes in quotes"),
    ("a: {b: 1\n", "yaml-syntax", "2:1", "a comma or '}' is missing; a text with a colon or comma goes in quotes"),
    ("a: [b, , c]\n", "yaml-syntax", "1:8", "a value is missing here, or a bracket is not closed"),
    ("a: 1\nb", "yaml-syntax", "2:2", "a colon is missing after this key"),
    ("a: - b\n", "yaml-syntax", "1:4", "a list begins here where none can stand; mend the indent"),
    ("a: @b\n", "yaml-syntax", "1:4", "a text that begins with '@' goes in quotes"),
    ("a: \x07\n", "yaml-syntax", "1:4", "a character that YAML does not allow: '\\x07'"),
    ("é: ü\nb: \0\n", "yaml-syntax", "2:4", "a character that YAML does not allow: '\\x00'"),
    ("a: *b\n", "yaml-syntax", "1:4", "'*b' repeats something that is not marked with '&b' before"),
    ("a: &b [*b]\n", "aliases-grow-too-large", "1:8", "'*b' stands inside what it repeats, so it never ends"),
    (f"a: &b [{'c, ' * 999}]\nd: [{'*b, ' * 30}]\n", "aliases-grow-too-large", "2:85",
     "aliases repeat more than 20000 values; write the text without them"),
    ("[" * 61, "nested-too-deeply", "1:61", TOO_DEEP),
    (f"a: &b {'[' * 40}{']' * 40}\nc: {'[' * 20}*b\n", "nested-too-deeply", "2:24", TOO_DEEP),
    ("a:\n\tb: 1\n", "tab-for-indent", "2:1", A_TAB),
    ("\ta: 1\n", "tab-for-indent", "1:1", A_TAB),
    ("a:\n  b: 1\n  b: 2\n", "duplicate-key", "3:3", "'b' is written twice here, first in line 2; keep one"),
    ("", "nothing-written", "1:1", NOTHING),
    ("# only a comment\n", "nothing-written", "1:1", NOTHING),
    ("---\n", "nothing-written", "2:1", NOTHING),
    ("a: 1\n---\nb: 2\n", "several-documents", "2:1",
     "a second document begins here; write each blueprint in a file of its own"),
    ("a:\nb: 1\n", "empty-value", "1:1", "'a' has no value; write one, or leave the key out"),
    ("a: ~\n", "empty-value", "1:1", "'a' is set to nothing; write a value, or leave the key out"),
    ("{a: Name, address}\n", "empty-value", "1:11",
     "'address' has no value; if the comma before it belongs to a text, put that text in quotes"),
    ("{address}\n", "empty-value", "1:2", "'address' has no value"),
    ("- \n- a\n", "empty-value", "1:2", "an item of this list is empty; write it, or take it out"),
    ("? [a]\n: b\n", "key-is-no-text", "1:3", A_WORD),
    ("{a: 1}: b\n", "key-is-no-text", "1:1", A_WORD),
    ("a: &x b\n*x : c\n", "key-is-no-text", "2:1", A_WORD),
    ("null: b\n", "key-is-no-text", "1:1", "a key is missing before the colon"),
    ("a: !!str 1\n", "explicit-tag", "1:4", A_TAG),
    ("!x a: 1\n", "explicit-tag", "1:1", A_TAG),
    ("a: !x [b]\n", "explicit-tag", "1:4", A_TAG),
    (f"a: {'1' * 41}\n", "number-too-long", "1:4", TOO_LONG),
    ("a: 1e100\n", "number-too-long", "1:4", TOO_LONG),
    ("a: &x {b: c}\n<<: *x\n", "merge-key", "2:1", "'<<' merges nothing in YAML 1.2; write the keys out"),
    ("\ufeffa: 1\n", "byte-order-mark", "1:1", A_MARK),
    ("a: 1\r\nb: 2\r\n", "carriage-return", "1:5", A_RETURN),
    ("a" * (MAX_BYTES + 1), "text-too-large", "1:1", "larger than 10 MB; split the service into several files"),
]  # fmt: skip
JSON: list[tuple[str | bytes, FaultKind, str, str]] = [
    (" \n", "nothing-written", "1:1", NOTHING),
    ('{"a": 1,}', "json-syntax", "1:9", "a comma too many stands before this '}'; take it out"),
    ('{"a" 1}', "json-syntax", "1:6", "':' is wanted here"),
    ('{"a": 1 "b": 2}', "json-syntax", "1:9", "',' is wanted here"),
    ("{a: 1}", "json-syntax", "1:2", "a key in double quotes is wanted here"),
    ("{'a': 1}", "json-syntax", "1:2", "keys and texts stand in double quotes"),
    ("// a\n{}", "json-syntax", "1:1", "JSON has no comments; take this one out, or write YAML"),
    ('{"a": 1} b', "json-syntax", "1:10", "something stands after the end of the document"),
    ('{"a": NaN}', "json-syntax", "1:7", "a value is wanted here"),
    ('{"a": tru}', "json-syntax", "1:7", "a value is wanted here"),
    ('{"a": 01}', "json-syntax", "1:8", "',' is wanted here"),
    ('{"a": "\\ud800"}', "json-syntax", "1:7", "half of a character stands here (a lone surrogate)"),
    ('{\n  "a": "b', "json-syntax", "2:8", "this text cannot be read (unterminated string starting at)"),
    ("[" * 61, "nested-too-deeply", "1:61", TOO_DEEP),
    ("null", "empty-value", "1:1", "the document is null"),
    ('{"a": null}', "empty-value", "1:2", "'a' is null; write a value, or leave the key out"),
    ("[null]", "empty-value", "1:2", "an item of this list is null; write it, or take it out"),
    ('{"a": 1, "a": 2}', "duplicate-key", "1:10", "'a' is written twice here; keep one"),
    ('{"a": 1e100}', "number-too-long", "1:7", TOO_LONG),
    ("\ufeff{}", "byte-order-mark", "1:1", A_MARK),
]  # fmt: skip
TABLE = [*(("yaml", *row) for row in YAML), *(("json", *row) for row in JSON)]


@pytest.mark.parametrize(("format", "content", "kind", "place", "message"), TABLE, ids=[f"{row[0]}-{row[2]}" for row in TABLE])
def test_what_people_are_told(format: Any, content: str | bytes, kind: str, place: str, message: str) -> None:
    source = read_source(content, "a", format)
    told = [(each.kind, "{}:{}".format(*source.position(each.start)), each.message) for each in source.faults]
    assert told == [(kind, place, message)]
    assert source.is_readable is (kind in ("byte-order-mark", "carriage-return"))


def test_the_table_holds_every_kind_of_fault() -> None:
    assert {row[2] for row in TABLE} == {*get_args(FaultKind)}


def test_reading_goes_on_after_faults_of_single_values() -> None:
    source = read_source("a: !x 1\na: 2\nb:\n<<: c\nd: 1e999\n", "a", "yaml")
    assert [each.kind for each in source.faults] == [
        "explicit-tag", "duplicate-key", "empty-value", "merge-key", "number-too-long",
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=ascii)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=ascii)
def test_places_are_the_same_whatever_ends_the_lines(end: str, mark: str) -> None:
    source = read_source(mark + end.join(["a: 1", "é:", "  - b", "  - 'c'", ""]), "a", "yaml")
    assert source.data == {"a": 1, "é": ["b", "c"]}
    assert [source.position(source.locate(path).start) for path in [("a",), ("é",), ("é", 0), ("é", 1)]] == [
        (1, 4), (2, 1), (3, 5), (4, 5),
    ]  # fmt: skip
    assert [source.line(number) for number in (1, 2, 3, 4)] == ["a: 1", "é:", "  - b", "  - 'c'"]
    assert source.line(0) == source.line(99) == ""


@pytest.mark.parametrize("text", ["a: {b: [1, {c: d}]}\n", '{"a": {"b": [1, {"c": "d"}]}}'])
def test_a_place_is_that_of_a_simple_value_or_of_the_key_of_a_longer_one(text: str) -> None:
    source = read_source(text, "a", "json" if text.startswith("{") else "yaml")

    def at(*path: str | int, on_key: bool = False) -> str:
        span = source.locate(path, on_key=on_key)
        return text[span.start : span.end].strip('"')

    assert at("a", "b", 1, "c") == "d"
    assert at("a", "b", 1, "c", on_key=True) == "c"
    assert at("a", "b") == "b"
    assert at("a", "b", 0) == "1"
    assert at("a", "nowhere", "at", "all") == "a"
    assert at("a", "b", 99) == "b"


def test_a_place_in_a_text_that_cannot_be_read_is_its_beginning() -> None:
    assert read_source("[", "a", "yaml").locate(("a",)) == Span(0, 0)


def test_what_an_alias_repeats_is_told_at_the_alias() -> None:
    text = "a: &x {b: c}\nd: *x\n"
    source = read_source(text, "a", "yaml")
    assert source.data == {"a": {"b": "c"}, "d": {"b": "c"}}
    assert [source.position(source.locate(path).start) for path in [("a",), ("d",)]] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1), ("-1", -1), ("+1", 1), ("0", 0), ("1.10", Decimal("1.10")), ("1e3", Decimal("1e3")), ("true", True),
        ("False", False), ("yes", "yes"), ("No", "No"), ("on", "on"), ("10:30", "10:30"), ("2026-09-15", "2026-09-15"),
        ("0x1F", "0x1F"), ("0o17", "0o17"), ("017", "017"), ("1_000", "1_000"), (".5", ".5"), ("1.", "1."), (".inf", ".inf"),
        ("nan", "nan"), ('"1"', "1"), ("'true'", "true"), ("8%", "8%"), ("=", "="), ("a b", "a b"), ("é", "é"),
    ],
)  # fmt: skip
def test_a_plain_value_means_what_yaml_1_2_says(written: str, value: Any) -> None:
    read = read_source(f"a: {written}\n", "a", "yaml").data["a"]
    assert (type(read), str(read)) == (type(value), str(value))


def test_comments_are_told_from_texts() -> None:
    import re

    text = 'a: "# no"  # yes\n# yes\nb: |\n  # no\nc: d#no\n'
    found = read_source(text, "a", "yaml").comments(re.compile("# *(yes|no)"))
    assert [match[1] for match in found] == ["yes", "yes"]
    assert list(read_source('{"a": "# no"}', "a", "json").comments(re.compile("#"))) == []


TREES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8) | st.integers(-99, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc d:#é", min_size=1, max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(TREES, st.booleans(), st.integers(20, 90))
def test_places_are_those_that_pyyaml_gives_its_nodes(tree: Any, flow: bool, width: int) -> None:
    text = yaml.safe_dump({"a": tree}, default_flow_style=flow, allow_unicode=True, width=width)
    source = read_source(text, "a", "yaml")
    wanted = yaml.compose(text, Loader=yaml.SafeLoader)
    assert source.faults == ()
    assert source.tree is not None
    assert written(source.tree) == composed(wanted)


def written(node: Node) -> Any:
    """The places of a value and of all that it holds, with those of their keys."""
    match node.children:
        case dict() as children:
            return node.start, [(each.key_start, each.key_end, written(each)) for each in children.values()]
        case list() as children:
            return node.start, [written(each) for each in children]
    return node.start, node.end


def composed(node: Any) -> Any:
    """The same of a node of PyYAML; where a mapping or a list in block style ends, it says otherwise than libyaml."""
    match node:
        case yaml.MappingNode():
            pairs = node.value
            return node.start_mark.index, [(key.start_mark.index, key.end_mark.index, composed(value)) for key, value in pairs]
        case yaml.SequenceNode():
            return node.start_mark.index, [composed(each) for each in node.value]
    return node.start_mark.index, node.end_mark.index


def test_children_are_made_once_also_of_what_is_repeated() -> None:
    tree = read_source("a: &x {b: [c]}\nd: *x\ne: []\nf: {}\n", "a", "yaml").tree
    assert tree is not None
    first, again = tree.child("a"), tree.child("d")
    assert first is not None
    assert again is not None
    assert tree.child("a") is first
    assert again.children is first.children
    assert [(each.children or None) for each in (tree.child("e"), tree.child("f")) if each] == [None, None]
