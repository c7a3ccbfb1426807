"""Reading YAML again, entry by entry, where a mapping is written as a block of whole lines.

An entry is read between the lines that hold it and one that follows it, so that libyaml stands where it would stand in the
whole text. What is in doubt (anchors, an open quote, a key that stands twice) is left to a reading of more, or of the whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, Final

from blueprint.lsp.splicing import Block, Edit, Moved, entries_of, moved_faults
from blueprint.source import Fault, Source, read_source
from blueprint.source.faults import HARMLESS
from blueprint.source.text import Node

_REPEATS: Final = re.compile(r"(?<![^\s\[\]{},:-])[&*!][^\s]|\ufeff")
_ODD: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HOLDS: Final = "what-holds-them"
_FOLLOWS: Final = "what-follows"
_OPEN_QUOTE: Final = "a quote is opened and never closed"
_LOCAL: Final = frozenset({"yaml-syntax", "empty-value"})
"""Kinds of fault that hang on nothing but the entry they stand in."""


def has_entries(source: Source) -> bool:
    """Whether a document can be read again by entries: nothing in it repeats what stands elsewhere."""
    return not _REPEATS.search(source.text)


def read_again(base: Source, text: str, faults: Iterable[Fault], start: int, old_end: int) -> Source | None:
    """The document as a reading of the whole new text would give it; None where that cannot be relied on.

    From ``start`` to ``old_end`` the old text has changed; ``faults`` are those of the whole new text, its line ends say.
    """
    inner = _around(base, start, old_end)
    for block in inner.outwards() if inner else ():
        found = _Lines(base, text, block, *_touched(block, start, old_end)).source(faults)
        if found is not None:
            return found
    return None


def _touched(block: Block, start: int, old_end: int) -> tuple[int, int]:
    """The entries from the first to before the second have been edited."""
    # What is put before a key may belong to the entry above it.
    first = bisect_right(block.starts, start - 1 - _indent(block)) - 1
    return first, max(bisect_right(block.starts, old_end - 1), first + 1)


def _indent(block: Block) -> int:
    return next(iter(block.entries.values())).key_start - block.starts[0]


class _Lines(Edit):
    """An edit of a block of whole lines."""

    def source(self, faults: Iterable[Fault]) -> Source | None:
        block, indent = self.block, _indent(self.block)
        start = block.starts[self.first]
        end = (block.starts[self.after] if self.after < len(block.starts) else block.end) + self.by
        entries, followed = self.text[start:end], self._followed
        if not self.is_worthwhile(start, end):
            return None
        if (followed and not entries.endswith("\n")) or _REPEATS.search(entries) or _ODD.search(entries):
            return None
        above = "".join(f"{' ' * _indent(each)}{_HOLDS}:\n" for each in block.above)
        below = f"{' ' * _indent(followed)}{_FOLLOWS}: 0\n" if followed else ""
        read = read_source(above + entries + below, self.base.name, "yaml")
        by = start - len(above)
        own = moved_faults((each for each in read.faults if each.kind not in HARMLESS), by)
        if any(_is_in_doubt(each, end) for each in own):
            return None
        if read.tree is None:
            is_within = _outermost(entries, indent) == _outermost(self.base.text[start : end - self.by], indent)
            return self.made(None, None, (*faults, *own)) if is_within else None
        found = self._entries(read.data, read.tree, by)
        return self.joined(*found, (*faults, *own)) if found else None

    @property
    def _followed(self) -> Block | None:
        """The block of the entry that follows: this one, or one around it; None at the end of the document."""
        if self.after < len(self.block.starts):
            return self.block
        for block in self.block.outwards():
            if block.around and block.key != next(reversed(block.around.entries)):
                return block.around
        return None

    def _entries(self, data: Any, tree: Node, by: int) -> tuple[dict[str, Any], dict[str, Node]] | None:
        """The entries that were read and their nodes; None where they are not just some entries of the block."""
        followed = self._followed
        for block in self.block.above:
            if not isinstance(data, dict) or {*data} != {_HOLDS, *([_FOLLOWS] if block is followed else [])}:
                return None
            data, tree = data[_HOLDS], tree.child(_HOLDS) or tree
        if not isinstance(data, dict) or tree.start + by != self.block.starts[self.first] + _indent(self.block):
            return None
        if (_FOLLOWS in data) != (self.block is followed):
            return None
        kept = [*self.block.entries][: self.first] + [*self.block.entries][self.after :]
        new = {key: value for key, value in data.items() if key != _FOLLOWS}
        if not new or not new.keys().isdisjoint(kept):
            return None
        return new, {key: Moved(node, by) for key, node in entries_of(tree).items() if key in new}


def _is_in_doubt(fault: Fault, end: int) -> bool:
    """Whether the whole text might have another fault."""
    return fault.kind not in _LOCAL or fault.message == _OPEN_QUOTE or fault.end >= end


def _outermost(text: str, indent: int) -> list[str]:
    """The lines that are indented no further than this, where keys of the block may stand."""
    return [line for line in text.splitlines() if line.strip() and len(line) - len(line.lstrip(" ")) <= indent]


def _around(base: Source, start: int, old_end: int) -> Block | None:
    """The innermost block that holds all that has changed, and its first key before it; None where not even the document does."""
    found: Block | None = None
    block = _block(None, "", base, base.data, base.tree, len(base.text)) if base.tree else None
    while block is not None and block.starts[0] + _indent(block) < start and old_end <= block.end:
        found = block
        first, after = _touched(block, start, old_end)
        key, node = list(block.entries.items())[first]
        end = block.starts[after] if after < len(block.starts) else block.end
        block = _block(found, key, base, block.data[key], node, end) if after == first + 1 else None
    return found


def _block(around: Block | None, key: str, base: Source, data: Any, node: Node, end: int) -> Block | None:
    """The entries of a mapping, each of whole lines; None where it is not written so."""
    entries = entries_of(node)
    if not entries or node.start != next(iter(entries.values())).key_start:
        return None
    starts = [base.text.rfind("\n", 0, each.key_start) + 1 for each in entries.values()]
    if any(base.text[start : each.key_start].strip(" ") for start, each in zip(starts, entries.values(), strict=True)):
        return None
    return Block(around, key, data, node, entries, starts, end)
