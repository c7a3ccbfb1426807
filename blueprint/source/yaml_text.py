"""YAML 1.2 (core) to plain data: libyaml's events, and a small builder that keeps places. The one door to PyYAML's parser."""

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, NamedTuple

from blueprint.errors import UsageError
from blueprint.source.faults import NOTHING_WRITTEN, Fault, FaultKind, UnreadableError
from blueprint.source.scalars import MAYBE_NO_TEXT, resolve
from blueprint.source.text import Place, Places, Read, line_starts

MAX_DEPTH: Final = 60
MAX_ALIASED: Final = 20_000
"""How many values all aliases of a text may stand for together."""
LETTERS_A_VALUE: Final = 200
"""As many letters of a text that is repeated count as one value more."""
_ODD_KEYS: Final = frozenset({"", "~", "null", "<<"})


def read_yaml(text: str) -> tuple[Any, Place | None, list[Fault]]:
    """Read one YAML document: its data, its places, its faults."""
    yaml, parser_class = _libyaml()
    builder = _Builder(parser_class(text), text, yaml.events)
    try:
        data, place = builder.document()
    except UnreadableError as stop:
        return None, None, [*builder.faults, stop.fault]
    except yaml.YAMLError as error:
        return None, None, [*builder.faults, _syntax_fault(error, text)]
    return data, place, builder.faults


def document_starts(text: str) -> list[int]:
    """Where each document of a stream begins, as far as the text can be read."""
    yaml, parser_class = _libyaml()
    parser, starts = parser_class(text), []
    try:
        while not isinstance(event := parser.get_event(), yaml.events.StreamEndEvent):
            if isinstance(event, yaml.events.DocumentStartEvent):
                starts.append(event.start_mark.index)
    except yaml.YAMLError:
        pass
    return starts


def _libyaml() -> tuple[Any, Any]:
    import yaml

    try:
        from yaml._yaml import CParser
    except ImportError as error:
        raise UsageError(
            "PyYAML has no libyaml here; install it with: pip install --force-reinstall --only-binary :all: PyYAML"
        ) from error
    return yaml, CParser


class _Anchored(NamedTuple):
    """What an alias repeats: how many values it holds, and how many levels."""

    value: Any
    places: Places | None
    size: int = 1
    levels: int = 0


class _Builder:
    """Builds data and places from events; one per document."""

    def __init__(self, parser: Any, text: str, events: Any) -> None:
        self.get_event = parser.get_event
        self.text = text
        self.faults: list[Fault] = []
        self.anchors: dict[str, _Anchored | None] = {}
        self.aliased = 0
        self.count = 0
        self.deepest = 0
        self.scalar, self.alias, self.mapping = events.ScalarEvent, events.AliasEvent, events.MappingStartEvent
        self.mapping_end, self.sequence_end = events.MappingEndEvent, events.SequenceEndEvent
        self.stream_end, self.document_start = events.StreamEndEvent, events.DocumentStartEvent

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)

    def document(self) -> tuple[Any, Place]:
        self.get_event()
        if isinstance(self.get_event(), self.stream_end):
            raise UnreadableError(Fault("nothing-written", NOTHING_WRITTEN, 0, 0))
        data, start, end, places = self._value(self.get_event(), 0)
        self.get_event()
        after = self.get_event()
        if isinstance(after, self.document_start):
            self._fault("several-documents", "a second document begins here; write each blueprint in a file of its own", after)
        if data is None:
            raise UnreadableError(Fault("nothing-written", NOTHING_WRITTEN, start, end))
        return data, (start, end, places, -1, -1)

    def _value(self, event: Any, depth: int) -> Read:
        if event.__class__ is self.scalar:
            value = event.value
            if event.tag is not None or event.anchor is not None:
                value = self._adorned(event)
            elif (not value or value[0] in MAYBE_NO_TEXT) and event.implicit[0]:
                value = self._resolved(event)
            return value, event.start_mark.index, event.end_mark.index, None
        if event.__class__ is self.alias:
            return self._repeated(event, depth)
        if depth >= self.deepest:
            self._descend(depth + 1, event)
        if event.tag is not None:
            self._tag(event)
        build = self._mapping if event.__class__ is self.mapping else self._sequence
        return build(event, depth) if event.anchor is None else self._anchored(build, event, depth)

    def _descend(self, depth: int, event: Any) -> None:
        if depth > MAX_DEPTH:
            raise UnreadableError(_at("nested-too-deeply", f"nested deeper than {MAX_DEPTH} levels; reading stops here", event))
        self.deepest = max(self.deepest, depth)

    def _anchored(self, build: Callable[[Any, int], Read], event: Any, depth: int) -> Read:
        self.anchors[event.anchor] = None
        before, deepest, self.deepest = self.count, self.deepest, depth + 1
        read = build(event, depth)
        self.anchors[event.anchor] = _Anchored(read[0], read[3], self.count - before + 1, self.deepest - depth)
        self.deepest = max(self.deepest, deepest)
        return read

    def _adorned(self, event: Any) -> Any:
        """The value of a scalar with a tag or an anchor."""
        value: Any = event.value
        if event.tag is not None:
            self._tag(event)
        elif event.implicit[0]:
            value = self._resolved(event)
        if event.anchor is not None:
            self._anchor(event, value)
        return value

    def _anchor(self, event: Any, value: Any) -> None:
        self.anchors[event.anchor] = _Anchored(value, None, 1 + len(event.value) // LETTERS_A_VALUE)

    def _resolved(self, event: Any) -> Any:
        try:
            return resolve(event.value)
        except ValueError as error:
            self._fault("number-too-long", str(error), event)
            return event.value

    def _mapping(self, event: Any, depth: int) -> Read:
        data: dict[str, Any] = {}
        places: dict[str, Place] = {}
        get_event, scalar = self.get_event, self.scalar
        while (first := get_event()).__class__ is not self.mapping_end:
            is_simple = first.__class__ is scalar and first.tag is None and first.anchor is None and first.value not in _ODD_KEYS
            key = first.value if is_simple else self._key(first, depth)
            value, start, end, held = self._value(get_event(), depth + 1)
            place = start, end, held, first.start_mark.index, first.end_mark.index
            if value is None:
                self._null(key, place)
            if key in data:
                self._twice(key, places[key], first)
            else:
                data[key], places[key] = value, place
        self.count += len(data)
        start = event.start_mark.index
        return data, start, max(start, first.end_mark.index), places

    def _key(self, event: Any, depth: int) -> str:
        """A key that is more than a word, or none."""
        if event.__class__ is not self.scalar:
            if event.__class__ is not self.alias:
                self._value(event, depth + 1)
                self.count += 1
            self._fault("key-is-no-text", "a key is a word; write its value after a colon", event)
            return f"\0{len(self.faults)}"
        if event.tag is not None:
            self._tag(event)
        if event.anchor is not None:
            self._anchor(event, event.value)
        key = str(event.value)
        if event.implicit[0] and key == "<<":
            self._fault("merge-key", "'<<' merges nothing in YAML 1.2; write the keys out", event)
        elif event.implicit[0] and key in _ODD_KEYS:
            self._fault("key-is-no-text", "a key is missing before the colon", event)
        return key

    def _twice(self, key: str, place: Place, event: Any) -> None:
        self.count += 1
        line = bisect_right(self._line_starts, place[3])
        self._fault("duplicate-key", f"'{key}' is written twice here, first in line {line}; keep one", event)

    def _null(self, key: str, place: Place) -> None:
        start, end, _, key_start, key_end = place
        if end > start:
            message = f"'{key}' is set to nothing; write a value, or leave the key out"
        elif self.text[key_end:].lstrip()[:1] in (",", "}") and ":" not in self.text[key_end:end]:
            before = self.text[:key_start].rstrip()
            words = "" if not before.endswith(",") else "; if the comma before it belongs to a text, put that text in quotes"
            message = f"'{key}' has no value{words}"
        else:
            message = f"'{key}' has no value; write one, or leave the key out"
        self.faults.append(Fault("empty-value", message, key_start, key_end))

    def _sequence(self, event: Any, depth: int) -> Read:
        data: list[Any] = []
        places: list[Place] = []
        get_event = self.get_event
        while (item := get_event()).__class__ is not self.sequence_end:
            value, start, end, held = self._value(item, depth + 1)
            if value is None:
                self._fault("empty-value", "an item of this list is empty; write it, or take it out", item)
            data.append(value)
            places.append((start, end, held, -1, -1))
        self.count += len(data)
        start = event.start_mark.index
        return data, start, max(start, item.end_mark.index), places

    def _repeated(self, event: Any, depth: int) -> Read:
        if event.anchor not in self.anchors:
            raise UnreadableError(
                _at("yaml-syntax", f"'*{event.anchor}' repeats something that is not marked with '&{event.anchor}' before", event)
            )
        known = self.anchors[event.anchor]
        if known is None:
            raise UnreadableError(
                _at("aliases-grow-too-large", f"'*{event.anchor}' stands inside what it repeats, so it never ends", event)
            )
        self._descend(depth + known.levels, event)
        self.aliased += known.size
        self.count += known.size
        if self.aliased > MAX_ALIASED:
            raise UnreadableError(
                _at(
                    "aliases-grow-too-large", f"aliases repeat more than {MAX_ALIASED} values; write the text without them", event
                )
            )
        return known.value, event.start_mark.index, event.end_mark.index, known.places

    def _tag(self, event: Any) -> None:
        self._fault("explicit-tag", "tags such as '!!str' are not used here; put a text in quotes instead", event)

    def _fault(self, kind: FaultKind, message: str, event: Any) -> None:
        self.faults.append(_at(kind, message, event))


def _at(kind: FaultKind, message: str, event: Any) -> Fault:
    return Fault(kind, message, event.start_mark.index, event.end_mark.index)


_PLAIN_WORDS: Final = {
    "mapping values are not allowed in this context": "a colon too many here; put the text in quotes, or mend the indent",
    "did not find expected key": "the indent does not fit the lines above, or a quote or bracket is not closed",
    "did not find expected ',' or '}'": "a comma or '}' is missing; a text with a colon or comma goes in quotes",
    "did not find expected ',' or ']'": "a comma or ']' is missing; a text with a colon or comma goes in quotes",
    "found unexpected end of stream": "a quote is opened and never closed",
    "could not find expected ':'": "a colon is missing after this key",
    "did not find expected '-' indicator": "the indent of this list item does not fit the ones above",
    "block sequence entries are not allowed in this context": "a list begins here where none can stand; mend the indent",
    "did not find expected node content": "a value is missing here, or a bracket is not closed",
}


def _syntax_fault(error: Any, text: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _reader_fault(error, text)
    start = min(mark.index, len(text))
    if text[start : start + 1] == "\t":
        return Fault("tab-for-indent", "a tab cannot indent YAML; use spaces", start, start + 1)
    if "quoted scalar" in str(error.context) and error.context_mark is not None:
        start = min(error.context_mark.index, len(text))
    problem = str(error.problem)
    words = _PLAIN_WORDS.get(problem, problem)
    if problem == "found character that cannot start any token":
        words = f"a text that begins with '{text[start : start + 1]}' goes in quotes"
    return Fault("yaml-syntax", words, start, min(start + 1, len(text)))


def _reader_fault(error: Any, text: str) -> Fault:
    offset = getattr(error, "position", 0) or 0
    start = min(len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")), len(text))
    return Fault(
        "yaml-syntax", f"a character that YAML does not allow: {text[start : start + 1]!r}", start, min(start + 1, len(text))
    )
