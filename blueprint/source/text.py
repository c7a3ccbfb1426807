"""A text with the places of what stands in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import Any, Literal, NamedTuple, TypeAlias

from attrs import define

from blueprint.paths import Path
from blueprint.source.faults import HARMLESS, Fault

_LINE_END = re.compile(r"\r\n|\r|\n")


class Span(NamedTuple):
    """A stretch of text, as offsets in code points; the end is exclusive."""

    start: int
    end: int


Place: TypeAlias = tuple[int, int, "Places | None", int, int]
"""Where a value starts and ends, the places of what it contains, and where its key starts and ends (-1: it has none)."""
Places: TypeAlias = dict[str, Place] | list[Place]
Read: TypeAlias = tuple[Any, int, int, Places | None]
"""A value, where it starts and ends, and the places of what it contains."""


class Node:
    """A value and where it stands; ``held`` are its children, or the places to make them of when somebody asks.

    The places of the children count from ``moved``, which is 0 where a text has been read as a whole.
    """

    moved: int = 0
    __slots__ = ("end", "held", "key_end", "key_start", "start")

    def __init__(self, start: int, end: int, held: Any = None, key_start: int = -1, key_end: int = -1) -> None:
        self.start = start
        self.end = end
        self.held = held
        self.key_start = key_start
        self.key_end = key_end

    @property
    def children(self) -> "dict[str, Node] | list[Node] | None":
        """What a mapping or list contains; None for a simple value. An alias shares those of what it repeats."""
        held: Any = self.held
        if isinstance(held, dict) and isinstance(next(iter(held.values()), None), tuple):
            held.update({key: Node(*place) for key, place in held.items()})
        elif isinstance(held, list) and held and isinstance(held[0], tuple):
            held[:] = [Node(*place) for place in held]
        children: dict[str, Node] | list[Node] | None = held
        return children

    def child(self, part: str | int) -> "Node | None":
        """The child under a key or at a position; None when it is not written."""
        if isinstance(self.children, dict):
            return self.children.get(str(part))
        if isinstance(self.children, list) and isinstance(part, int) and part < len(self.children):
            return self.children[part]
        return None

    def span(self, *, on_key: bool) -> Span:
        """Where to point: at a simple value itself, at the key of a longer one."""
        if self.key_start >= 0 and (on_key or self.children is not None):
            return Span(self.key_start, self.key_end)
        return Span(self.start, self.end)


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins."""
    if "\r" not in text:
        lengths = map(len, text.split("\n"))
        return [0, *map(add, accumulate(lengths), count(1))][:-1]
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


@define(slots=False, eq=False)
class Source:
    """A text, the plain data read from it, and its faults. ``data`` is None when no data could be read."""

    name: str
    text: str
    format: Literal["yaml", "json"]
    data: Any = None
    tree: Node | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether the data stands for the text as written."""
        return self.tree is not None and all(fault.kind in HARMLESS for fault in self.faults)

    def locate(self, path: Path, *, on_key: bool = False) -> Span:
        """The span of what stands at a path; of the nearest written ancestor when nothing stands there."""
        if self.tree is None:
            return Span(0, 0)
        node, moved = self.tree, 0
        for part in path:
            child = node.child(part)
            if child is None:
                break
            node, moved = child, moved + node.moved
        start, end = node.span(on_key=on_key)
        span = Span(start + moved, end + moved)
        if node is self.tree or node.key_start < 0:
            return self._first_line_of(span)
        return span

    def _first_line_of(self, span: Span) -> Span:
        line, column = self.position(span.start)
        end = span.start - column + 1 + len(self.line(line))
        return Span(span.start, max(span.start, min(span.end, end)))

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in code points."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both from 1; the nearest there is where the text has no such place."""
        if line > self.last_line:
            return len(self.text)
        return self._line_starts[line - 1] + min(column - 1, len(self.line(line)))

    def told(self, offset: int, message: str) -> str:
        """A message with the place it is about: ``file:line:column: message``."""
        line, column = self.position(offset)
        return f"{self.name}:{line}:{column}: {message}"

    @property
    def last_line(self) -> int:
        return len(self._line_starts)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its end; empty when there is no such line."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        if number not in self._lines:
            end = starts[number] if number < len(starts) else len(self.text)
            self._lines[number] = self.text[starts[number - 1] : end].rstrip("\r\n")
        return self._lines[number]

    @cached_property
    def _lines(self) -> dict[int, str]:
        """Lines that were asked for: of a long one, thousands of findings ask."""
        return {}

    def comments(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that stand in comments, not inside a value. JSON has no comments."""
        found = [] if self.format == "json" else list(pattern.finditer(self.text))
        written = _written(self.tree, [match.start() for match in found]) if found and self.tree else set()
        yield from (match for match in found if self.tree and match.start() not in written)


def _written(tree: Node, offsets: list[int]) -> set[int]:
    """Those of the offsets, given in order, at which part of a key or of a simple value stands."""
    found: set[int] = set()
    waiting = [(tree, 0)]
    while waiting:
        node, moved = waiting.pop()
        spans = [(node.key_start, node.key_end)] if node.key_start >= 0 else []
        spans += [(node.start, node.end)] if node.children is None else []
        for start, end in spans:
            found.update(offsets[bisect_left(offsets, start + moved) : bisect_left(offsets, end + moved)])
        if node.children and bisect_left(offsets, node.start + moved) < bisect_left(offsets, node.end + moved):
            below = node.children.values() if isinstance(node.children, dict) else node.children
            waiting.extend((each, moved + node.moved) for each in below)
    return found
