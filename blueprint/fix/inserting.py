"""Additions to a document as insertions into its text, laid out as what stands around them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from blueprint.fix.additions import Addition, NewItems, NewKeys
from blueprint.fix.edits import Edits, Insertion, in_order
from blueprint.fix.shape import Shape, begin, column, inner, is_alias, is_broken, is_flow, shape_of
from blueprint.fix.writing import entry, in_block, item_in_block, on_a_line, opened, opened_entry
from blueprint.paths import Path, pointer
from blueprint.source import Source
from blueprint.source.text import Node

WIDEST: Final = 120
"""How long a line may get by what is added to it."""
DEEPEST: Final = 40
"""How far to the right a line may begin that goes on what got too long."""

_REST: Final = re.compile(r"[ \t]*(#[^\r\n]*)?(?=[\r\n]|\Z)")
_AFTER_ENTRY: Final = re.compile(r"[ \t]*(,?)[ \t]*(#[^\r\n]*)?(?=[\r\n]|\Z)")
_COMMENTS: Final = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))+([ \t]*)#[^\r\n]*")


class CannotInsertError(Exception):
    """The text leaves no place for an addition; the message says why."""


def insertions(source: Source, additions: Iterable[Addition]) -> Edits:
    """Where in the text of a readable source additions that fit it go; CannotInsertError where there is no place for one."""
    inserter = _Inserter(source, shape_of(source))
    # What lies deeper stands before what encloses it, where both end in the same place.
    deepest = sorted(additions, key=lambda each: -len(each.path))
    return in_order(insertion for each in deepest for insertion in inserter.inserted(each))


@frozen
class _Inserter:
    source: Source
    shape: Shape

    def inserted(self, addition: Addition) -> Iterator[Insertion]:
        node = self._node(addition.path)
        if is_flow(self.source, node):
            return self._in_brackets(node, addition)
        return iter([self._in_block(node, addition)])

    def _node(self, path: Path) -> Node:
        node = self.source.tree
        for number, part in enumerate(("", *path)):
            node = node.child(part) if node is not None and number else node
            if node is None or is_alias(self.source, node):
                raise CannotInsertError(f"{pointer(path[:number])} is repeated from elsewhere by an alias; write it out")
        assert node is not None
        return node

    def _in_block(self, node: Node, addition: Addition) -> Insertion:
        last, is_end = self._last(node, addition)
        at = self._line_end(self._end(last))
        if isinstance(addition, NewKeys):
            indent = column(self.source, inner(node)[0].key_start)
            lines = [line for key, value in addition.entries.items() for line in in_block(key, value, indent, self.shape)]
        else:
            line, _ = self.source.position(last.start)
            written = self.source.line(line)
            indent = len(written) - len(written.lstrip())
            lines = [line for item in addition.items for line in item_in_block(item, indent, self.shape)]
        at = self._behind_comments(at, indent if is_end else indent + 1)
        blank = [""] if is_end and self._is_spaced(node) else []
        return Insertion(at, "".join(self.shape.newline + line for line in [*blank, *lines]))

    def _in_brackets(self, node: Node, addition: Addition) -> Iterator[Insertion]:
        if not inner(node):
            yield self._into_empty(node, addition)
            return
        last, _ = self._last(node, addition)
        if not is_broken(self.source, node):
            yield self._into_line(node, last, addition)
        else:
            yield from self._on_lines(node, last, addition)

    def _into_line(self, node: Node, last: Node, addition: Addition) -> Insertion:
        """Into brackets on one line; where that would grow too long, at their end on a line below the opening bracket."""
        words = "".join(self.shape.comma + each for each in self._on_a_line(addition))
        indent = column(self.source, begin(self.source, node)) + 1
        fits = column(self.source, node.end) + len(words) <= WIDEST
        if fits or self.shape.quoted or isinstance(addition, NewItems) or indent > DEEPEST:
            return Insertion(last.end, words)
        below = self.shape.newline + " " * indent + words.removeprefix(self.shape.comma)
        return Insertion(inner(node)[-1].end, "," + (below if indent + len(words) <= WIDEST else self._lines(addition, indent)))

    def _into_empty(self, node: Node, addition: Addition) -> Insertion:
        at = begin(self.source, node) + 1
        short = self.shape.comma.join(self._on_a_line(addition))
        line, _ = self.source.position(at)
        written = self.source.line(line)
        if not (self.shape.quoted and self.source.last_line > 1):
            return Insertion(at, short)
        outside = len(written) - len(written.lstrip())
        return Insertion(at, self._lines(addition, outside + self.shape.indent) + self.shape.newline + self.shape.pad * outside)

    def _on_lines(self, node: Node, last: Node, addition: Addition) -> Iterator[Insertion]:
        lines = self._lines(addition, self._indent_in(node, last))
        rest = _AFTER_ENTRY.match(self.source.text, last.end)
        if rest is None or not (rest[1] or rest[2]):
            yield Insertion(last.end, "," + lines)
        elif rest[1]:
            yield Insertion(rest.end(), lines + ",")
        else:
            yield Insertion(last.end, ",")
            yield Insertion(rest.end(), lines)

    def _indent_in(self, node: Node, last: Node) -> int:
        """The column at which entries begin that have a line of their own."""
        for each in (last, *inner(node)):
            start = each.key_start if each.key_start >= 0 else each.start
            line, at = self.source.position(start)
            if not self.source.line(line)[: at - 1].strip():
                return at - 1
        return column(self.source, begin(self.source, node)) + self.shape.indent

    def _on_a_line(self, addition: Addition) -> list[str]:
        if isinstance(addition, NewKeys):
            return [entry(key, value, self.shape) for key, value in addition.entries.items()]
        return [on_a_line(item, self.shape) for item in addition.items]

    def _lines(self, addition: Addition, indent: int) -> str:
        """New entries, each on lines of its own, from the end of the line before them."""
        lead = self.shape.newline + self.shape.pad * indent
        if isinstance(addition, NewKeys):
            entries = (opened_entry(key, value, indent, self.shape) for key, value in addition.entries.items())
        else:
            entries = (opened(item, indent, self.shape) for item in addition.items)
        return ",".join(lead + each for each in entries)

    def _last(self, node: Node, addition: Addition) -> tuple[Node, bool]:
        """The entry behind which the new ones go, and whether it is the last of all."""
        behind = addition.behind if isinstance(addition, NewKeys) else ()
        before = [each for key in behind if (each := node.child(key)) is not None]
        end = inner(node)[-1]
        last = before[-1] if before else end
        return last, last is end

    def _end(self, node: Node) -> int:
        """Where the text of a value ends; for a block, that of the last thing in it."""
        if is_alias(self.source, node) or node.end <= node.start:
            return node.end
        text, start = self.source.text, begin(self.source, node)
        if node.children and not is_flow(self.source, node):
            return self._end(inner(node)[-1])
        if self.source.format == "yaml" and node.children is None and text[start] in "|>":
            written = text[: node.end]
            head = written[start:].splitlines()[0]
            kept = len(written) - len(self.shape.newline) if written.endswith(self.shape.newline) else len(written)
            return kept if "+" in head.partition("#")[0] else len(written.rstrip())
        return node.end

    def _line_end(self, offset: int) -> int:
        """The end of the line, behind a comment; CannotInsertError where something else follows."""
        rest = _REST.match(self.source.text, offset)
        if rest is None:
            line, _ = self.source.position(offset)
            raise CannotInsertError(f"nothing can be added behind line {line}")
        return rest.end()

    def _behind_comments(self, at: int, indent: int) -> int:
        """Behind the comments that follow and are indented at least so far: they belong to what stands above them."""
        while (comment := _COMMENTS.match(self.source.text, at)) and len(comment[1]) >= indent:
            at = comment.end()
        return at

    def _is_spaced(self, node: Node) -> bool:
        """Whether blank lines stand between the entries of a block."""
        held = inner(node)
        if len(held) < 2:
            return False
        first = held[-1].key_start if held[-1].key_start >= 0 else held[-1].start
        line = self.source.position(first)[0] - 1
        while self.source.line(line).lstrip().startswith("#"):
            line -= 1
        return not self.source.line(line).strip()
