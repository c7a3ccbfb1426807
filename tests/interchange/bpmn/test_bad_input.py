"""Files that are no BPMN, or mean harm, end in one message with a place."""

import pytest

from blueprint.documents import DocumentError, dumps, loads
from blueprint.errors import UsageError
from blueprint.interchange import from_bpmn
from tests.interchange.bpmn.writing import BPMN, document, tasks

LAUGHS = (
    b'<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>\n'
    b"<definitions>&lol2;</definitions>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "bad:1:1: this is not well-formed XML: no element found"),
        (b"\n  hello", "bad:2:3: this is not well-formed XML: syntax error"),
        (b"<a>\n<b></a>", "bad:2:6: this is not well-formed XML: mismatched tag"),
        (b"<a>&nbsp;</a>", "bad:1:4: this is not well-formed XML: undefined entity"),
        (b"<a>\xff</a>", "bad:1:4: this is not well-formed XML: not well-formed (invalid token)"),
        (LAUGHS, "bad:2:"),
        (OUTSIDE, "bad:1:34: a document type (<!DOCTYPE>) is not read, for the entities it may bring; take it out"),
        (b"<!DOCTYPE html><html/>", "a document type"),
        (b"<html/>", "bad:1:1: this is no BPMN 2.0: it begins with <html> of no namespace, not <definitions>"),
        (b'<definitions xmlns="urn:x"/>', "it begins with <definitions> of urn:x, not"),
        (f'<definitions xmlns="{BPMN}"/>'.encode(), "bad:1:1: there is no step in this file: it has no task or event"),
        (document(""), "there is no step in this file"),
        (b"<a>" * 101, "bad:1:301: nested more than 100 deep"),
        (b"<a>" + b"<b/>" * 100_001 + b"</a>", "more than 100,000 elements"),
        (b" " * 10_000_001, "larger than 10 MB; split the model into several files"),
    ],
)
def test_it_is_refused_with_its_place(content: bytes, told: str) -> None:
    with pytest.raises(DocumentError) as error:
        from_bpmn(content, name="bad")
    assert told in str(error.value)


def test_an_early_namespace_is_read_and_told() -> None:
    content = document(tasks("a")).replace(BPMN.encode(), b"http://schema.omg.org/spec/BPMN/2.0")
    assert any("an early BPMN 2.0" in each.message for each in from_bpmn(content).guesses)


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = document('<task id="a" name="Straße fegen"/>').decode().replace("UTF-8", encoding)
    assert from_bpmn(text.encode(encoding)).blueprint.processes["work"].steps["strasse-fegen"].does == "Straße fegen"


def test_nodes_without_ids_become_steps() -> None:
    imported = from_bpmn(document('<task name="Waits"/><task name="Works"/>'))
    assert list(imported.blueprint.processes["work"].steps) == ["waits", "works"]


def test_a_process_without_a_name_or_a_start_is_read() -> None:
    content = document(tasks("a", "b")).replace(b' id="p" name="Work"', b"")
    assert list(from_bpmn(content).blueprint.processes) == ["process"]


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        from_bpmn("nowhere.bpmn")


def test_deep_sub_processes_and_long_chains() -> None:
    inner = tasks("x")
    for number in range(90):
        inner = f'<subProcess id="s{number}" name="Part">{inner}</subProcess>'
    assert len(from_bpmn(document(inner)).blueprint.processes) == 91


def test_deep_extensions_are_cut_and_told() -> None:
    inner = "".join(f'<q:a v="{number}">' for number in range(90)) + "</q:a>" * 90
    imported = from_bpmn(document(f'<task id="a"><extensionElements xmlns:q="urn:q">{inner}</extensionElements></task>'))
    assert loads(dumps(imported.blueprint)) == imported.blueprint
    assert [each.message for each in imported.losses] == ["of these extensions, what is nested deeper than 22 levels is left out"]
