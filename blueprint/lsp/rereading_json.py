"""Reading JSON again: the one value that an edit lies in, of those that the document and the objects in it hold."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Final

from blueprint.lsp.splicing import Block, Edit, Moved, entries_of, moved_faults
from blueprint.source import Fault, Source, read_source
from blueprint.source.faults import HARMLESS
from blueprint.source.text import Node

_HOLDS: Final = '{"holds": '


def read_again(base: Source, text: str, faults: Iterable[Fault], start: int, old_end: int) -> Source | None:
    """The document as a reading of the whole new text would give it; None where the edit lies in no single value."""
    inner = _around(base, start, old_end)
    for block in inner.outwards() if inner else ():
        first = _entry(block, start)
        found = _value(Edit(base, text, block, first, first + 1), faults)
        if found is not None:
            return found
    return None


def _value(edit: Edit, faults: Iterable[Fault]) -> Source | None:
    """The document with one value read again, between brackets that are those of the whole."""
    key, node = list(edit.block.entries.items())[edit.first]
    if not edit.is_worthwhile(node.start, node.end + edit.by):
        return None
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


def _around(base: Source, start: int, old_end: int) -> Block | None:
    """The innermost object of which one value holds all that has changed; None where not even the document is one."""
    found: Block | None = None
    data, node, key = base.data, base.tree, ""
    while node is not None and isinstance(data, dict):
        block = _block(found, key, data, node)
        first = _entry(block, start)
        if first < 0:
            return found
        key, node = list(block.entries.items())[first]
        if old_end >= node.end:
            return found
        found, data = block, data[key]
    return found


def _block(around: Block | None, key: str, data: dict[str, Any], node: Node) -> Block:
    entries = entries_of(node)
    return Block(around, key, data, node, entries, [each.start for each in entries.values()], node.end)


def _entry(block: Block, start: int) -> int:
    """The position of the last entry whose value begins before an offset."""
    return bisect_right(block.starts, start - 1) - 1
