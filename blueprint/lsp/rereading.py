"""Reading a text again after an edit: only the entries that the edit touches are read; the rest of the data is the same.

Entries are what stands under a key of a mapping: of the document, of its processes, of a process, of its steps, of a step.
"""

from collections.abc import Callable
from typing import Literal

from blueprint.lsp import rereading_json, rereading_yaml
from blueprint.source import Source, read_source
from blueprint.source.read import MAX_BYTES, decoded


class Reader:
    """Reads the versions of one document. What is the same in two versions is the same object in the data of both."""

    def __init__(self, name: str, format: Literal["yaml", "json"]) -> None:
        self.name = name
        self.format = format
        self.base: Source | None = None

    def read(self, text: str) -> Source:
        """The document as :func:`blueprint.source.read_source` reads it."""
        source = self.again(text)
        if source is None:
            source = read_source(text, self.name, self.format)
            has_entries = self.format == "json" or rereading_yaml.has_entries(source)
            self.base = source if source.is_readable and has_entries else self.base
        elif source.is_readable:
            self.base = source
        return source

    def trial(self, text: str) -> Source:
        """A text that is no version of the document, as YAML, which JSON nearly is."""
        again = self.again(text) if self.format == "yaml" else None
        return again or read_source(text, self.name, "yaml")

    def again(self, content: str) -> Source | None:
        """The document by way of the last version without a fault; None where that cannot be relied on."""
        base = self.base
        if base is None or len(content) > MAX_BYTES:
            return None
        text, faults = decoded(content)
        if any(fault.kind == "not-utf-8" for fault in faults):
            return None
        start, old_end = _changed(base.text, text)
        read_again = rereading_json.read_again if self.format == "json" else rereading_yaml.read_again
        return read_again(base, text, faults, start, old_end)


def _changed(old: str, new: str) -> tuple[int, int]:
    """Where two texts begin to differ, and where, in the old one, they are the same again.

    >>> _changed("abcdef", "abXef"), _changed("aa", "aaa")
    ((2, 4), (2, 2))
    """
    most = min(len(old), len(new))
    start = _greatest(lambda count: old[:count] == new[:count], most)
    same = _greatest(lambda count: old[len(old) - count :] == new[len(new) - count :], most - start)
    return start, len(old) - same


def _greatest(holds: Callable[[int], bool], most: int) -> int:
    """The greatest count for which something holds that holds for all that are smaller."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        low, most = (middle, most) if holds(middle) else (low, middle - 1)
    return low
