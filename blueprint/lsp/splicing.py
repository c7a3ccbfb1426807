"""Putting what has been read again into the data and the places of a document; the rest of both stays the same."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from blueprint.source import Fault, Source
from blueprint.source.text import Node

V = TypeVar("V")


class Moved(Node):
    """A node that has moved together with all that it holds: what is below it is found by adding ``moved``."""

    __slots__ = ("moved",)

    def __init__(self, node: Node, by: int) -> None:
        super().__init__(node.start + by, node.end + by, node.children)
        self.moved = node.moved + by
        if node.key_start >= 0:
            self.key_start, self.key_end = node.key_start + by, node.key_end + by


class Block(NamedTuple):
    """The entries of a mapping: their nodes by key, and the offsets at which they begin.

    ``above`` are the keys that lead to it (none, or one), ``end`` is where its last entry ends.
    """

    above: tuple[str, ...]
    node: Node
    entries: dict[str, Node]
    starts: list[int]
    end: int


class Edit:
    """One edit of one block, whose entries from ``first`` to before ``after`` are read again."""

    def __init__(self, base: Source, text: str, block: Block, first: int, after: int) -> None:
        self.base = base
        self.text = text
        self.block = block
        self.first = first
        self.after = after
        self.by = len(text) - len(base.text)

    def joined(self, data: Mapping[str, Any], nodes: Mapping[str, Node], faults: Iterable[Fault]) -> Source:
        """The document with new entries in the block; what stands behind them has moved."""
        whole = self.base.data
        for key in self.block.above:
            whole = whole[key]
        kept = enumerate(self.block.entries.items())
        entries = {key: node if at < self.first else Moved(node, self.by) for at, (key, node) in kept}
        node = self._grown(self.block.node, self._spliced(entries, nodes))
        root = self.base.tree
        joined = self._spliced(whole, data)
        if not self.block.above or root is None:
            return self.made(joined, node, faults)
        (key,) = self.block.above
        around: dict[str, Node] = {}
        for name, each in entries_of(root).items():
            around[name] = node if name == key else Moved(each, self.by) if key in around else each
        return self.made({**self.base.data, key: joined}, self._grown(root, around), faults)

    def made(self, data: Any, tree: Node | None, faults: Iterable[Fault]) -> Source:
        """The document with these data, places and faults."""
        return Source(self.base.name, self.text, self.base.format, data, tree, tuple(faults))

    def _spliced(self, old: Mapping[str, V], new: Mapping[str, V]) -> dict[str, V]:
        items = list(old.items())
        return dict([*items[: self.first], *new.items(), *items[self.after :]])

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
