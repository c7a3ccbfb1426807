"""The legend of the drawings of forces, and what they tell in words."""

from collections.abc import Iterator
from typing import Final

from blueprint.innovation.cards import SMALL, meter
from blueprint.innovation.diagram import Field, Piece, Tie, TieKind
from blueprint.layout.metrics import width
from blueprint.layout.values import Rect
from blueprint.model_innovation import Weight

_WEIGHTS: Final[tuple[Weight, ...]] = ("dominant", "strong", "weak", "absent")
_LINES: Final[tuple[tuple[TieKind, str], ...]] = (
    ("interacting", "both act upon each other (interaction)"),
    ("one-way", "acts in one direction, without feedback"),
    ("acts", "acts on the enterprise as a whole"),
)


def key(most: float) -> Piece:
    """What squares and lines mean, in as many rows as they need."""
    x, y = 0.0, 0.0
    fields: list[Field] = []
    ties: list[Tie] = []
    for weight in _WEIGHTS:
        fields += meter(f"@key-{weight}", x, y, weight, left=True)
        x += 3 * 9 + 3 + width(weight, SMALL) + 22
    for kind, words in _LINES:
        wide = 30 + 6 + width(words, SMALL)
        if x + wide > most and x > 0:
            x, y = 0.0, y + 16
        fields += _ends(kind, x, y)
        line = ((x, y + 5), (x + 30, y + 5))
        ends = {"source": f"@key-{kind}:from", "target": f"@key-{kind}:to"}
        ties.append(Tie(id=f"@key-{kind}", kind=kind, points=line, weight=2, **ends))
        at = Rect(x + 36, y, width(words, SMALL) + 1, SMALL * 1.2)
        fields.append(Field(id=f"@key-{kind}:text", look="soft", rect=at, lines=(words,), size=SMALL, left=True))
        x += wide + 22
    return Piece(width=most, height=y + 12, fields=tuple(fields), ties=tuple(ties))


def _ends(kind: str, x: float, y: float) -> Iterator[Field]:
    for side, at in (("from", x), ("to", x + 30)):
        yield Field(id=f"@key-{kind}:{side}", look="text", rect=Rect(at, y + 5, 0, 0))
