"""Putting what has been read again into the data and the places of a document; the rest of both stays the same."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from blueprint.source import Fault, Source
from blueprint.source.text import Node

V = TypeVar("V")


class Moved(Node):
    """A node that has moved together with all that it holds: what is below it is found by adding ``moved``."""

    __slots__ = ("moved",)

    def __init__(self, node: Node, by: int) -> None:
        super().__init__(node.start + by, node.end + by, node.held)
        self.moved = node.moved + by
        if node.key_start >= 0:
            self.key_start, self.key_end = node.key_start + by, node.key_end + by


class Block(NamedTuple):
    """The entries of a mapping: their data, their nodes by key, and the offsets at which they begin.

    ``key`` is the one under which it stands in the block ``around`` it, if there is one; ``end`` is where its last entry ends.
    """

    around: "Block | None"
    key: str
    data: dict[str, Any]
    node: Node
    entries: dict[str, Node]
    starts: list[int]
    end: int

    def outwards(self) -> Iterator["Block"]:
        """This block, the one around it, the one around that, up to the whole document."""
        block: Block | None = self
        while block is not None:
            yield block
            block = block.around

    @property
    def above(self) -> tuple["Block", ...]:
        """The blocks around this one, that of the whole document first."""
        return tuple(reversed([*self.outwards()][1:]))


class Edit:
    """One edit of one block, whose entries from ``first`` to before ``after`` are read again."""

    def __init__(self, base: Source, text: str, block: Block, first: int, after: int) -> None:
        self.base = base
        self.text = text
        self.block = block
        self.first = first
        self.after = after
        self.by = len(text) - len(base.text)

    def is_worthwhile(self, start: int, end: int) -> bool:
        """Whether reading a part of the text again is sooner done than reading the whole."""
        return 2 * (end - start) <= len(self.text)

    def joined(self, new: Mapping[str, Any], nodes: Mapping[str, Node], faults: Iterable[Fault]) -> Source:
        """The document with new entries in the block; what stands behind them has moved."""
        kept = enumerate(self.block.entries.items())
        entries = {key: node if at < self.first else Moved(node, self.by) for at, (key, node) in kept}
        data, node = self._spliced(self.block.data, new), self._grown(self.block.node, self._spliced(entries, nodes))
        for block in self.block.outwards():
            if block.around is not None:
                data = {**block.around.data, block.key: data}
                node = self._grown(block.around.node, self._put(block.around.entries, block.key, node))
        return self.made(data, node, faults)

    def made(self, data: Any, tree: Node | None, faults: Iterable[Fault]) -> Source:
        """The document with these data, places and faults."""
        return Source(self.base.name, self.text, self.base.format, data, tree, tuple(faults))

    def _spliced(self, old: Mapping[str, V], new: Mapping[str, V]) -> dict[str, V]:
        items = list(old.items())
        return dict([*items[: self.first], *new.items(), *items[self.after :]])

    def _put(self, entries: Mapping[str, Node], key: str, node: Node) -> dict[str, Node]:
        """Entries of which one has grown."""
        around: dict[str, Node] = {}
        for name, each in entries.items():
            around[name] = node if name == key else Moved(each, self.by) if key in around else each
        return around

    def _grown(self, node: Node, children: dict[str, Node]) -> Node:
        grown = Node(node.start, node.end + self.by, children)
        grown.key_start, grown.key_end = node.key_start, node.key_end
        return grown


def entries_of(node: Node) -> dict[str, Node]:
    """The nodes of a mapping by key, their places counted as its own are; none of what is no mapping."""
    children = node.children if isinstance(node.children, dict) else {}
    return {key: Moved(each, node.moved) for key, each in children.items()} if node.moved else children


def moved_faults(faults: Iterable[Fault], by: int) -> tuple[Fault, ...]:
    """Faults of a part of a text, where they stand in the whole."""
    return tuple(Fault(each.kind, each.message, each.start + by, each.end + by) for each in faults)
