"""What comes out of reading or writing another tool's file, and a note for everything that is not carried as it stood."""

from collections.abc import Iterable
from typing import Final, Literal, Protocol

from attrs import define, field, frozen

from blueprint.model import Blueprint

Weight = Literal["lost", "guessed", "kept"]
WEIGHTS: Final[tuple[Weight, ...]] = ("lost", "guessed", "kept")


@frozen(kw_only=True)
class Note:
    """One thing that reads differently on the other side, with its place in the file that was read.

    ``lost``: there is no room for it. ``guessed``: the file does not say it, and the format must know. ``kept``: it is
    carried, in another form. Lines and columns count from 1, 0 where there are none; ``element`` is its id in that file.
    """

    weight: Weight
    message: str
    file: str
    line: int = 0
    column: int = 0
    element: str = ""

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.weight}: {self.message}"


class _Noted:
    """What has notes."""

    notes: tuple[Note, ...]

    @property
    def losses(self) -> tuple[Note, ...]:
        return tuple(each for each in self.notes if each.weight == "lost")

    @property
    def guesses(self) -> tuple[Note, ...]:
        return tuple(each for each in self.notes if each.weight == "guessed")


@frozen
class Imported(_Noted):
    """A blueprint made from a file of another tool, and what to know about it, in the order of the file."""

    blueprint: Blueprint
    notes: tuple[Note, ...] = ()


@frozen
class Exported(_Noted):
    """A file of another tool made from a blueprint, and what to know about it."""

    content: bytes
    notes: tuple[Note, ...] = ()


class Placed(Protocol):
    """Something that stands in a file."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...

    @property
    def id(self) -> str: ...


@define
class Notes:
    """The notes of one file while they are gathered; the same thing of the same place is noted once."""

    file: str
    gathered: dict[Note, None] = field(factory=dict)

    def lost(self, at: Placed, message: str) -> None:
        self._add("lost", at, message)

    def guessed(self, at: Placed, message: str) -> None:
        self._add("guessed", at, message)

    def kept(self, at: Placed, message: str) -> None:
        self._add("kept", at, message)

    def _add(self, weight: Weight, at: Placed, message: str) -> None:
        note = Note(weight=weight, message=message, file=self.file, line=at.line, column=at.column, element=at.id)
        self.gathered.setdefault(note)

    def in_order(self) -> tuple[Note, ...]:
        return tuple(sorted(self.gathered, key=lambda each: (each.line, each.column)))


def counts(notes: Iterable[Note]) -> dict[Weight, int]:
    """How many notes there are of each weight; weights without any are left out."""
    found = [each.weight for each in notes]
    return {weight: found.count(weight) for weight in WEIGHTS if weight in found}
