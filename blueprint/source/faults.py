"""What can be wrong with a text before anybody asks what it means."""

from typing import Final, Literal, NamedTuple

FaultKind = Literal[
    "not-utf-8",
    "yaml-syntax",
    "json-syntax",
    "duplicate-key",
    "nested-too-deeply",
    "aliases-grow-too-large",
    "text-too-large",
    "nothing-written",
    "several-documents",
    "empty-value",
    "key-is-no-text",
    "explicit-tag",
    "tab-for-indent",
    "number-too-long",
    "merge-key",
    "byte-order-mark",
    "carriage-return",
]

HARMLESS: Final = frozenset({"byte-order-mark", "carriage-return"})
"""Kinds of fault that leave the text readable; after any other the data is not to be trusted."""


class Fault(NamedTuple):
    """One mistake in a text, with its place as offsets in code points; the end is exclusive."""

    kind: FaultKind
    message: str
    start: int
    end: int


NOTHING_WRITTEN: Final = "the file holds nothing; a blueprint begins with 'blueprint: 1'"


class UnreadableError(Exception):
    """Reading cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault
