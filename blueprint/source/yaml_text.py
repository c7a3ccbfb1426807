"""YAML 1.2 (core) to plain data: libyaml's events, and a small builder that keeps places. The one door to PyYAML's parser."""

from bisect import bisect_right
from functools import cached_property
from typing import Any, Final, NamedTuple

from blueprint.errors import UsageError
from blueprint.source.faults import NOTHING_WRITTEN, Fault, FaultKind, UnreadableError
from blueprint.source.scalars import resolve
from blueprint.source.text import Node, line_starts

MAX_DEPTH: Final = 60
MAX_ALIASED: Final = 20_000
"""How many values all aliases of a text may stand for together."""
LETTERS_A_VALUE: Final = 200
"""As many letters of a text that is repeated count as one value more."""


def read_yaml(text: str) -> tuple[Any, Node | None, list[Fault]]:
    """Read one YAML document: its data, its places, its faults."""
    yaml, parser_class = _libyaml()
    builder = _Builder(parser_class(text), text, yaml.events)
    try:
        data, node = builder.document()
    except UnreadableError as stop:
        return None, None, [*builder.faults, stop.fault]
    except yaml.YAMLError as error:
        return None, None, [*builder.faults, _syntax_fault(error, text)]
    return data, node, builder.faults


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
    node: Node
    size: int = 1
    levels: int = 0


class _Builder:
    """Builds data and places from events; one per document."""

    def __init__(self, parser: Any, text: str, events: Any) -> None:
        self.parser = parser
        self.text = text
        self.faults: list[Fault] = []
        self.anchors: dict[str, _Anchored | None] = {}
        self.aliased = 0
        self.count = 0
        self.deepest = 0
        self.scalar, self.mapping = events.ScalarEvent, events.MappingStartEvent
        self.alias, self.ends = events.AliasEvent, (events.MappingEndEvent, events.SequenceEndEvent)
        self.stream_end, self.document_start = events.StreamEndEvent, events.DocumentStartEvent

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)

    def document(self) -> tuple[Any, Node | None]:
        self.parser.get_event()
        first = self.parser.get_event()
        if isinstance(first, self.stream_end):
            raise UnreadableError(Fault("nothing-written", NOTHING_WRITTEN, 0, 0))
        data, node = self.value(self.parser.get_event(), 0)
        self.parser.get_event()
        after = self.parser.get_event()
        if isinstance(after, self.document_start):
            self._fault("several-documents", "a second document begins here; write each blueprint in a file of its own", after)
        if data is None:
            raise UnreadableError(Fault("nothing-written", NOTHING_WRITTEN, node.start, node.end))
        return data, node

    def value(self, event: Any, depth: int) -> tuple[Any, Node]:
        kind = event.__class__
        self.count += 1
        if kind is self.scalar:
            return self._scalar(event)
        if kind is self.alias:
            return self._aliased(event, depth)
        self._descend(depth + 1, event)
        if event.tag is not None:
            self._tag(event)
        build = self._mapping if kind is self.mapping else self._sequence
        return build(event, depth) if event.anchor is None else self._anchored(build, event, depth)

    def _descend(self, depth: int, event: Any) -> None:
        if depth > MAX_DEPTH:
            raise UnreadableError(_at("nested-too-deeply", f"nested deeper than {MAX_DEPTH} levels; reading stops here", event))
        self.deepest = max(self.deepest, depth)

    def _anchored(self, build: Any, event: Any, depth: int) -> tuple[Any, Node]:
        self.anchors[event.anchor] = None
        before, deepest, self.deepest = self.count, self.deepest, depth + 1
        data, node = build(event, depth)
        self.anchors[event.anchor] = _Anchored(data, node, self.count - before + 1, self.deepest - depth)
        self.deepest = max(self.deepest, deepest)
        return data, node

    def _scalar(self, event: Any) -> tuple[Any, Node]:
        start, end = event.start_mark.index, event.end_mark.index
        value: Any = event.value
        if event.tag is not None:
            self._tag(event)
        elif event.implicit[0]:
            try:
                value = resolve(value)
            except ValueError as error:
                self._fault("number-too-long", str(error), event)
        node = Node(start, end)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(value, node, 1 + len(event.value) // LETTERS_A_VALUE)
        return value, node

    def _mapping(self, event: Any, depth: int) -> tuple[dict[str, Any], Node]:
        data: dict[str, Any] = {}
        children: dict[str, Node] = {}
        get_event = self.parser.get_event
        key_event = get_event()
        while key_event.__class__ not in self.ends:
            key = self._key(key_event, depth)
            value, node = self.value(get_event(), depth + 1)
            start, end = key_event.start_mark.index, key_event.end_mark.index
            if node.key_start >= 0 or key_event.__class__ is self.alias:
                node = Node(node.start, node.end, node.children)
            node.key_start, node.key_end = start, end
            if value is None:
                self._null(key, node, start, end)
            if key in data:
                line = bisect_right(self._line_starts, children[key].key_start)
                self._fault("duplicate-key", f"'{key}' is written twice here, first in line {line}; keep one", key_event)
            else:
                data[key], children[key] = value, node
            key_event = get_event()
        return data, Node(event.start_mark.index, max(event.start_mark.index, key_event.end_mark.index), children)

    def _key(self, event: Any, depth: int) -> str:
        if event.__class__ is not self.scalar:
            if event.__class__ is not self.alias:
                self.value(event, depth + 1)
            self._fault("key-is-no-text", "a key is a word; write its value after a colon", event)
            return f"\0{len(self.faults)}"
        if event.tag is not None:
            self._tag(event)
        if event.anchor is not None:
            node = Node(event.start_mark.index, event.end_mark.index)
            self.anchors[event.anchor] = _Anchored(event.value, node, 1 + len(event.value) // LETTERS_A_VALUE)
        key = str(event.value)
        if event.implicit[0] and key == "<<":
            self._fault("merge-key", "'<<' merges nothing in YAML 1.2; write the keys out", event)
        elif event.implicit[0] and key in ("", "~", "null"):
            self._fault("key-is-no-text", "a key is missing before the colon", event)
        return key

    def _null(self, key: str, node: Node, start: int, end: int) -> None:
        written = node.end > node.start
        if written:
            message = f"'{key}' is set to nothing; write a value, or leave the key out"
        elif self.text[end:].lstrip()[:1] in (",", "}") and ":" not in self.text[end : node.end]:
            before = self.text[:start].rstrip()
            words = "" if not before.endswith(",") else "; if the comma before it belongs to a text, put that text in quotes"
            message = f"'{key}' has no value{words}"
        else:
            message = f"'{key}' has no value; write one, or leave the key out"
        self.faults.append(Fault("empty-value", message, start, end))

    def _sequence(self, event: Any, depth: int) -> tuple[list[Any], Node]:
        data: list[Any] = []
        children: list[Node] = []
        get_event = self.parser.get_event
        item_event = get_event()
        while item_event.__class__ not in self.ends:
            value, node = self.value(item_event, depth + 1)
            if value is None:
                self._fault("empty-value", "an item of this list is empty; write it, or take it out", item_event)
            data.append(value)
            children.append(node)
            item_event = get_event()
        return data, Node(event.start_mark.index, max(event.start_mark.index, item_event.end_mark.index), children)

    def _aliased(self, event: Any, depth: int) -> tuple[Any, Node]:
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
        return known.value, Node(event.start_mark.index, event.end_mark.index, known.node.children)

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
