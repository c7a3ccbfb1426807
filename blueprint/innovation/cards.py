"""The card of one driving force: its name, its weight as a word and as a row of squares, and its note."""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from blueprint.innovation.diagram import Field, Look, high
from blueprint.innovation.names import LEVELS
from blueprint.layout.metrics import BOLD, width, wrap
from blueprint.layout.values import LaneRole, Rect
from blueprint.model_innovation import Weight

NAME: Final = 10.5
SMALL: Final = 8.5
SQUARE: Final = 7.0
_PAD: Final = 8.0


@frozen(kw_only=True)
class Card:
    """A force or department with its texts set, not yet standing anywhere."""

    id: str
    lines: tuple[str, ...]
    weight: Weight | None
    note: tuple[str, ...]
    wide: float
    tip: str
    plain: bool = False

    @property
    def height(self) -> float:
        """How high the card is."""
        meter = 0 if self.plain else 13
        note = high(self.note, SMALL) + 3 if self.note else 0
        return 2 * _PAD + high(self.lines, NAME) + meter + note

    def fields(self, x: float, y: float, role: LaneRole) -> Iterator[Field]:
        """The card at its place."""
        look: Look = "cell" if self.plain else self.weight or "unsaid"
        yield Field(id=self.id, look=look, rect=Rect(x, y, self.wide, self.height), role=role, tip=self.tip)
        top = y + _PAD
        room = Rect(x, top, self.wide, high(self.lines, NAME))
        yield Field(id=f"{self.id}:name", look="text", rect=room, lines=self.lines, size=NAME, bold=True)
        top = room.bottom
        if not self.plain:
            yield from meter(self.id, x + self.wide / 2, top + 3, self.weight)
            top += 13
        if self.note:
            at = Rect(x, top + 3, self.wide, high(self.note, SMALL))
            yield Field(id=f"{self.id}:note", look="soft", rect=at, lines=self.note, size=SMALL)


def card(id: str, title: str, weight: Weight | None, *, note: str = "", wide: float, plain: bool = False) -> Card:
    """Set the texts of a card."""
    lines = wrap(title, (wide - 16) / BOLD, NAME, 3)
    told = "" if plain else f": {weight or 'not said'}"
    tip = f"{title}{told}" + (f". {note}" if note else "")
    return Card(id=id, lines=lines, weight=weight, note=wrap(note, wide - 16, SMALL, 4), wide=wide, tip=tip, plain=plain)


def meter(id: str, middle: float, y: float, weight: Weight | None, *, left: bool = False) -> Iterator[Field]:
    """A weight as three squares, of which as many are full, and as a word."""
    word = weight or "not said"
    wide = 3 * (SQUARE + 2) + 3 + width(word, SMALL)
    x = middle if left else middle - wide / 2
    for number in range(3):
        look: Look = "on" if weight and LEVELS[weight] > number else "off"
        rect = Rect(x + number * (SQUARE + 2), y + 1.5, SQUARE, SQUARE)
        yield Field(id=f"{id}:square{number}", look=look, rect=rect)
    at = Rect(x + 3 * (SQUARE + 2) + 3, y, width(word, SMALL) + 1, SMALL * 1.2)
    yield Field(id=f"{id}:weight", look="soft", rect=at, lines=(word,), size=SMALL, left=True)
