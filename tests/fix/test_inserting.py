"""What is added goes into the text in the layout of the text, and everything else stays where it is."""

from typing import Any

import pytest

from blueprint.fix.additions import Addition, NewItems, NewKeys, applied, settled
from blueprint.fix.edits import edited, followed, spans
from blueprint.fix.inserting import CannotInsertError, insertions
from blueprint.source import Source, read_source
from tests.fix.layouts import LAYOUTS, format_of

STEP = {"lane": "frontstage", "does": "Says it, at once", "with": {"customer": {"does": "Hears it"}}, "ends": "Said"}
PROCESS = {
    "title": "Complaints: all of them",
    "phase": "after-sale",
    "start": "hear",
    "opens": ["sale", "advice"],
    "steps": {"hear": {**STEP, "choose": [{"when": "it is so, or not", "to": "a"}, {"otherwise": True, "to": "b"}]}},
}
ADDITIONS: dict[str, tuple[Addition, ...]] = {
    "a process at the end": (NewKeys(("processes",), {"complaints": PROCESS}),),
    "two processes": (NewKeys(("processes",), {"one": PROCESS}), NewKeys(("processes",), {"two": PROCESS})),
    "a key in the middle": (NewKeys(("processes", "advice"), {"opens": ["sale"]}, ("title", "phase", "kind")),),
    "an item": (NewItems(("processes", "sale", "opens"), ("complaints", "returns")),),
    "items of a key that is there": (NewKeys(("processes", "sale"), {"opens": ["advice", "complaints"]}),),
    "a step in the middle and at the end": (NewKeys(("processes", "sale", "steps"), {"say": STEP}, ("buy",)),),
    "keys of a short step": (NewKeys(("processes", "advice", "steps", "ask"), {"evidence": ["Price list"], "owner": "care"}),),
    "a key of a part": (NewKeys(("processes", "advice", "steps", "ask", "with", "frontstage"), {"actor": "adviser"}),),
    "something in empty brackets": (NewKeys(("metrics",), {"content": {"title": "How content", "target": "80%"}}),),
    "everything at once": (
        NewKeys(("processes",), {"complaints": PROCESS}),
        NewKeys(("processes", "advice"), {"opens": ["sale"]}, ("kind",)),
        NewKeys(("processes", "advice", "steps"), {"say": STEP}),
        NewKeys(("processes", "advice", "steps", "ask"), {"evidence": ["Price list"]}, ("does",)),
        NewItems(("processes", "sale", "opens"), ("complaints",)),
    ),
}


def written(name: str) -> Source:
    text = LAYOUTS[name]
    source = read_source(text, "a.blueprint", "json" if format_of(text) == "json" else "yaml")
    assert source.is_readable, source.faults
    return source


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("additions", ADDITIONS.values(), ids=ADDITIONS)
def test_a_text_says_what_it_said_and_what_was_added_and_keeps_every_letter(name: str, additions: tuple[Addition, ...]) -> None:
    source = written(name)
    if "metrics" not in source.data and additions[0].path == ("metrics",):
        pytest.skip("nothing to add to")
    wanted = settled(source.data, additions)
    edits = insertions(source, wanted)
    new = read_source(edited(source.text, edits), source.name, source.format)
    assert new.is_readable, (new.faults, new.text)
    assert new.data == applied(source.data, wanted)
    without = new.text
    for start, end in reversed(spans(edits)):
        without = without[:start] + without[end:]
    assert without == source.text
    assert settled(new.data, wanted) == ()


@pytest.mark.parametrize("name", LAYOUTS)
def test_lines_end_as_they_did(name: str) -> None:
    source = written(name)
    new = edited(source.text, insertions(source, ADDITIONS["a process at the end"]))
    for end in ("\r\n", "\n", "\r"):
        if end in source.text:
            assert new.replace(end, "").count("\n") == source.text.replace(end, "").count("\n")
            assert new.replace(end, "").count("\r") == source.text.replace(end, "").count("\r")
            break
    assert new.endswith(("\n", "\r")) == source.text.endswith(("\n", "\r"))


def added(text: str, *additions: Addition, format: Any = "yaml") -> str:
    source = read_source(text, "a.blueprint.yaml", format)
    return edited(source.text, insertions(source, settled(source.data, additions)))


def test_json_is_indented_with_what_it_was_indented_with() -> None:
    source = written("json with tabs")
    new = edited(source.text, insertions(source, ADDITIONS["everything at once"]))
    assert all(line[: len(line) - len(line.lstrip())].strip("\t") == "" for line in new.splitlines())
    assert added('{\n "a": {\n  "b": {}\n }\n}', NewKeys(("a", "b"), {"c": ["x"]}), format="json") == (
        '{\n "a": {\n  "b": {\n   "c": [\n    "x"\n   ]\n  }\n }\n}'
    )


def test_comments_that_are_indented_belong_to_what_stands_above() -> None:
    text = "a:\n  b: 1  # one\n  # two\n\n    # three\n\n# four\nc: 2\n"
    assert added(text, NewKeys(("a",), {"d": "x"})) == text.replace("# three\n", "# three\n  d: x\n")


def test_a_comment_above_a_key_stays_above_it() -> None:
    text = "a:\n  b: 1\n  # about c\n  c: 2\n"
    assert added(text, NewKeys(("a",), {"d": "x"}, ("b",))) == text.replace("b: 1\n", "b: 1\n  d: x\n")


def test_entries_between_blank_lines_get_one() -> None:
    text = "a:\n  b:\n    x: 1\n\n  # about c\n  c:\n    x: 2\nd: 3\n"
    assert added(text, NewKeys(("a",), {"e": "x"})) == text.replace("x: 2\n", "x: 2\n\n  e: x\n")


def test_brackets_that_get_too_long_go_on_in_the_next_line() -> None:
    line = "a: {lane: customer, does: Orders a book and takes a long time to say so, with: {frontstage: {does: Confirms}}}\n"
    new = added(line, NewKeys(("a",), {"evidence": ["Price list"]}, ("does",)))
    assert new == line.replace("}}}\n", "}},\n    evidence: [Price list]}\n")


def test_what_comes_before_a_comment_in_brackets_gets_its_comma() -> None:
    text = "a: {\n  b: 1  # one\n}\n"
    assert added(text, NewKeys(("a",), {"c": "x"})) == "a: {\n  b: 1,  # one\n  c: x\n}\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [("yes", '"yes"'), ("14d", "14d"), ("80%", "80%"), ("Says why", "Says why"), ("a: b", '"a: b"'), ("Café", '"Café"'),
     ("1", '"1"'), ("So, or so", "So, or so"),
     ("x #y", '"x #y"'), ("- x", '"- x"'), ("", '""'), ("a ", '"a "'), ("true", '"true"')],
)  # fmt: skip
def test_texts_are_quoted_where_they_could_be_taken_for_something_else(value: str, text: str) -> None:
    assert added("a:\n  b: 1\n", NewKeys(("a",), {"c": value})) == f"a:\n  b: 1\n  c: {text}\n"


@pytest.mark.parametrize("text", ["x-a: &x {b: [1]}\na: *x\n", "x-a: &x\n  b: [1]\na: *x\n"])
def test_what_an_alias_repeats_is_not_written_to(text: str) -> None:
    with pytest.raises(CannotInsertError, match="/a is repeated from elsewhere by an alias"):
        added(text, NewKeys(("a",), {"c": "x"}))


def test_a_later_edit_counts_its_places_in_the_text_of_the_first() -> None:
    source = written("blocks of two")
    first = insertions(source, ADDITIONS["a process at the end"])
    middle = read_source(edited(source.text, first), "a.blueprint.yaml", "yaml")
    later = insertions(
        middle,
        (
            NewItems(("processes", "complaints", "opens"), ("other",)),
            NewKeys(("processes", "complaints", "steps"), {"say": STEP}),
            NewKeys(("processes", "sale"), {"owner": "care"}, ("kind",)),
            NewKeys(("metrics",), {"a": {"title": "b"}}),
        ),
    )
    assert edited(source.text, followed(first, later)) == edited(middle.text, later)
