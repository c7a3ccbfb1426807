"""Laws of places: what an editor counts in UTF-16 units, in bytes or in letters, comes out at the same letter."""

from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument

from blueprint.lsp.positions import Ruler, changed
from blueprint.source import read_source

CODECS: Final = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
WIDTHS: Final = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
texts = st.text(st.sampled_from("ab: \n\r\t-'😀👩‍🚀漢é\u2028\x85\x0c"), max_size=30)
encodings = st.sampled_from(sorted(CODECS))


def counted(text: str, offset: int, encoding: str) -> Position:
    """The place of an offset, by splitting and encoding."""
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Position(len(lines) - 1, len(lines[-1].encode(CODECS[encoding])) // WIDTHS[encoding])


def offsets(text: str) -> st.SearchStrategy[int]:
    """The offsets of a text, but not between the two letters of a line end."""
    return st.sampled_from([at for at in range(len(text) + 1) if text[at - 1 : at + 1] != "\r\n" or at == 0])


@given(st.data(), texts, encodings)
def test_there_and_back(data: st.DataObject, text: str, encoding: str) -> None:
    offset = data.draw(offsets(text))
    ruler = Ruler(text, encoding)
    place = counted(text, offset, encoding)
    assert ruler.offset(place) == offset
    assert ruler.position(*ruler.counted(place)) == place
    source = read_source(text, "some.blueprint.yaml", "yaml")
    if not text.startswith("\ufeff"):
        assert ruler.at(source, place) == offset
        assert ruler.range(source, offset, offset) == Range(place, place)


@given(texts, encodings, st.integers(0, 99), st.integers(0, 99))
def test_a_place_that_is_not_there_is_the_nearest(text: str, encoding: str, line: int, character: int) -> None:
    ruler = Ruler(text, encoding)
    offset = ruler.offset(Position(line, character))
    assert 0 <= offset <= len(text)
    assert counted(text, offset, encoding).line == min(line, counted(text, len(text), encoding).line)


@given(st.data(), texts, encodings, st.lists(texts, min_size=1, max_size=3))
def test_changes_are_made_where_the_editor_means_them(data: st.DataObject, text: str, encoding: str, put: list[str]) -> None:
    wanted, changes = text, []
    for each in put:
        start, end = sorted((data.draw(offsets(wanted)), data.draw(offsets(wanted))))
        range = Range(counted(wanted, start, encoding), counted(wanted, end, encoding))
        changes.append(TextDocumentContentChangePartial(range, each))
        wanted = wanted[:start] + each + wanted[end:]
    assert changed(text, changes, encoding) == wanted
    assert changed(text, [TextDocumentContentChangeWholeDocument("all new"), *changes[:0]], encoding) == "all new"
