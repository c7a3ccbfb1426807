"""A drawing of innovation as data: fields and ties, in points, y downwards. Same blueprint, same diagram."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from attrs import evolve, field, frozen

from blueprint.layout.metrics import BOLD, LINE, width, wrap
from blueprint.layout.values import LaneRole, Point, Rect

Look = Literal[
    "panel", "head", "enterprise-head", "dominant", "strong", "weak", "absent", "unsaid",
    "text", "soft", "on", "off", "cell", "full", "empty", "for", "against", "silent",
]  # fmt: skip
TieKind = Literal["one-way", "interacting", "acts"]

TITLE: Final = 20.0
SUBTITLE: Final = 10.0
MARGIN: Final = 18.0


@frozen(kw_only=True)
class Field:
    """A rectangle with lines of text, and what it stands for. ``left``: its lines begin at the left."""

    id: str
    look: Look
    rect: Rect
    lines: tuple[str, ...] = ()
    size: float = 10.0
    bold: bool = False
    left: bool = False
    role: LaneRole = "support"
    tip: str = ""


@frozen(kw_only=True)
class Tie:
    """A line between two fields with its bends; ``weight`` from 1 to 3 is how thick it is."""

    id: str
    kind: TieKind
    source: str
    target: str
    points: tuple[Point, ...]
    weight: int = 1
    tip: str = ""


@frozen(kw_only=True)
class Piece:
    """A part of a diagram, from its own upper left corner."""

    width: float
    height: float
    fields: tuple[Field, ...] = ()
    ties: tuple[Tie, ...] = ()

    def moved(self, dx: float, dy: float, prefix: str = "") -> "Piece":
        """The part elsewhere, with another beginning of its ids."""
        fields = tuple(evolve(each, id=prefix + each.id, rect=each.rect.moved(dx, dy)) for each in self.fields)
        ties = tuple(
            evolve(
                each, id=prefix + each.id, source=prefix + each.source, target=prefix + each.target,
                points=tuple((x + dx, y + dy) for x, y in each.points),
            )
            for each in self.ties
        )  # fmt: skip
        return Piece(width=self.width, height=self.height, fields=fields, ties=ties)


@frozen(kw_only=True)
class Diagram:
    """A whole drawing; ``about`` says in words what is shown, ``says`` what each field and tie says, by id."""

    title: str
    subtitle: tuple[str, ...]
    about: str
    language: str
    width: float
    height: float
    fields: tuple[Field, ...] = field(repr=False)
    ties: tuple[Tie, ...] = field(default=(), repr=False)

    @property
    def says(self) -> Mapping[str, str]:
        """What the reader is told who points at a field or a tie."""
        told = {each.id: each.tip for each in self.fields if each.tip}
        return told | {f"{each.source}->{each.target}": each.tip for each in self.ties if each.tip}

    @property
    def title_rect(self) -> Rect:
        return Rect(MARGIN, MARGIN, self.width - 2 * MARGIN, TITLE * 1.3)

    @property
    def subtitle_rect(self) -> Rect:
        return Rect(MARGIN, MARGIN + TITLE * 1.3 + 2, self.width - 2 * MARGIN, SUBTITLE * 1.4)


def high(lines: Sequence[str], size: float) -> float:
    """The height of lines of text."""
    return len(lines) * size * LINE


def text(id: str, at: Point, room: float, words: str, *, size: float = 10, most: int = 6, **looks: Any) -> Field:
    """A text broken into lines that fit a room, from a point on downwards."""
    bold = BOLD if looks.get("bold") else 1
    lines = wrap(words, room / bold, size, most)
    looks = {"look": "text", **looks}
    return Field(id=id, rect=Rect(at[0], at[1], room, high(lines, size)), lines=lines, size=size, **looks)


def sheet(pieces: Sequence[Piece], *, title: str, subtitle: str, about: str, language: str) -> Diagram:
    """Parts, each at its place below the title, on one sheet."""
    wide = max([each.width for each in pieces] + [min(width(title, TITLE) * BOLD, 900.0), 480.0])
    below = wrap(subtitle, wide, SUBTITLE, 2)
    top = MARGIN + TITLE * 1.3 + SUBTITLE * (0.2 + 1.4 * len(below)) + 10
    placed = [each.moved(MARGIN, top) for each in pieces]
    return Diagram(
        title=(wrap(title, wide / BOLD, TITLE, 1) or ("…",))[0],
        subtitle=below,
        about=about,
        language=language,
        width=wide + 2 * MARGIN,
        height=top + max(each.height for each in pieces) + MARGIN,
        fields=tuple(one for each in placed for one in each.fields),
        ties=tuple(one for each in placed for one in each.ties),
    )
