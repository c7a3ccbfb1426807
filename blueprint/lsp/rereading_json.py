"""Reading JSON again: the one value that an edit lies in, of those that the document or its processes hold."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from blueprint.lsp.splicing import Block, Edit, Moved, entries_of, moved_faults
from blueprint.source import Fault, Source, read_source
from blueprint.source.faults import HARMLESS
from blueprint.source.text import Node

_HOLDS: Final = '{"holds": '


def read_again(base: Source, text: str, faults: Iterable[Fault], start: int, old_end: int) -> Source | None:
    """The document as a reading of the whole new text would give it; None where the edit lies in no single value."""
    for block in _blocks(base):
        first = bisect_right(block.starts, start - 1) - 1
        if first >= 0 and old_end < list(block.entries.values())[first].end:
            return _value(Edit(base, text, block, first, first + 1), faults)
    return None


def _value(edit: Edit, faults: Iterable[Fault]) -> Source | None:
    """The document with one value read again, between brackets that are those of the whole."""
    key, node = list(edit.block.entries.items())[edit.first]
    value = edit.text[node.start : node.end + edit.by]
    depth = len(edit.block.above) + 1
    read = read_source(_HOLDS * depth + value + "}" * depth, edit.base.name, "json")
    data, tree, by = read.data, read.tree, node.start - len(_HOLDS) * depth
    for _ in range(depth):
        tree = tree.child("holds") if tree else None
        data = data["holds"] if tree else None
    if tree is None or (tree.start + by, tree.end + by) != (node.start, node.end + edit.by):
        return None
    new = Moved(tree, by)
    new.key_start, new.key_end = node.key_start, node.key_end
    own = moved_faults((each for each in read.faults if each.kind not in HARMLESS), by)
    return edit.joined({key: data}, {key: new}, (*faults, *own))


def _blocks(base: Source) -> Iterator[Block]:
    """The values of the processes, and those of the whole document."""
    root = base.tree
    processes = entries_of(root).get("processes") if root else None
    yield from [_block(("processes",), processes)] if processes else []
    yield from [_block((), root)] if root else []


def _block(above: tuple[str, ...], node: Node) -> Block:
    entries = entries_of(node)
    return Block(above, node, entries, [each.start for each in entries.values()], node.end)
