"""The five modes as plates: the forces and links of each (Figures 2 to 6 of the paper), its signs, and what they say."""

from collections.abc import Iterator
from typing import Final

from blueprint.innovation.diagram import Field, Look, Piece, Tie, high, text
from blueprint.innovation.key import key
from blueprint.innovation.modes import Mode
from blueprint.innovation.panorama import panorama
from blueprint.innovation.recognise import Judged, Recognition, Verdict, recognise
from blueprint.layout.metrics import BOLD, wrap
from blueprint.layout.values import LaneRole, Rect
from blueprint.model_innovation import Innovation

_CARD: Final = 122.0
_PAD: Final = 14.0
_BETWEEN: Final = 22.0
_SIZE: Final = 9.5
_SIGN: Final = 13.0
_EXPLAINED: Final[tuple[tuple[Look, str], ...]] = (
    ("for", "speaks for the mode here"),
    ("against", "speaks against it"),
    ("silent", "speaks neither way, or nothing is said of it"),
)


def plates(innovation: Innovation) -> Piece:
    """All five in two columns, in the order of the paper; the last place holds the legend."""
    recognition = recognise(innovation)
    judged = sorted(recognition.ranked, key=lambda each: each.mode.figure)
    figures = [panorama(None, each.mode.textbook, enterprise="The enterprise", every=False, wide=_CARD) for each in judged]
    wide = max(each.width for each in figures) + 2 * _PAD
    made = [_plate(each, figure, wide, innovation, recognition) for each, figure in zip(judged, figures, strict=True)]
    made.append(_legend(wide))
    fields: list[Field] = []
    ties: list[Tie] = []
    below = [0.0, 0.0]
    for number, each in enumerate(made):
        placed = each.moved(number % 2 * (wide + _BETWEEN), below[number % 2])
        fields += placed.fields
        ties += placed.ties
        below[number % 2] += each.height + _BETWEEN
    return Piece(width=2 * wide + _BETWEEN, height=max(below) - _BETWEEN, fields=tuple(fields), ties=tuple(ties))


def _plate(judged: Judged, figure: Piece, wide: float, innovation: Innovation, recognition: Recognition) -> Piece:
    mode, name = judged.mode, f"@{judged.mode.id}"
    role: LaneRole = "frontstage" if recognition.mode == mode.id else "support"
    room = wide - 2 * _PAD
    lines = wrap(f"{mode.title} ({_standing(judged, innovation, recognition)})", room / BOLD, 12, 2)
    head = Field(
        id=f"{name}:head", look="head", rect=Rect(0, 0, wide, high(lines, 12) + 12), lines=lines, size=12, bold=True, role=role
    )
    y = head.rect.bottom + 8
    about = text(f"{name}:about", (_PAD, y), room, mode.about, size=_SIZE, left=True)
    y = about.rect.bottom + 10
    placed = figure.moved((wide - figure.width) / 2, y, prefix=f"{name}/")
    y += figure.height + 12
    signs = []
    for number, each in enumerate(judged.verdicts):
        drawn = list(_sign(f"{name}:sign{number}", each, y, room))
        signs += drawn
        y = max(one.rect.bottom for one in drawn) + 4
    frame = Field(id=name, look="panel", rect=Rect(0, 0, wide, y + 8), role=role, tip=_tip(mode))
    return Piece(width=wide, height=y + 8, fields=(frame, head, about, *placed.fields, *signs), ties=placed.ties)


def _tip(mode: Mode) -> str:
    return f"{mode.title} (Figure {mode.figure}): {mode.about}"


def _standing(judged: Judged, innovation: Innovation, recognition: Recognition) -> str:
    told = ["recognised"] if recognition.mode == judged.mode.id else ["ruled out"] if judged.barred else []
    told += ["declared"] if innovation.mode == judged.mode.id else []
    return ", ".join([f"{judged.points} of 100", *told])


def _sign(id: str, verdict: Verdict, y: float, room: float) -> Iterator[Field]:
    decides = " (decides)" if verdict.sign.decisive else ""
    words = f"{verdict.text[0].upper()}{verdict.text[1:]}{decides}"
    said = text(f"{id}:text", (_PAD + _SIGN + 7, y), room - _SIGN - 7, words, size=_SIZE, left=True)
    yield _mark(id, verdict.speaks, y, tip=verdict.sign.rests_on)
    yield said


def _mark(id: str, look: Look, y: float, tip: str = "") -> Field:
    letter = {"for": "+", "against": "\N{EN DASH}", "silent": "?"}[look]
    return Field(id=id, look=look, rect=Rect(_PAD, y - 0.8, _SIGN, _SIGN), lines=(letter,), size=9, bold=True, tip=tip)


def _legend(wide: float) -> Piece:
    """What signs, squares and lines mean, in the place that no mode takes."""
    fields = [Field(id="@legend", look="panel", rect=Rect(0, 0, wide, 0), role="support")]
    lines = ("How to read it",)
    fields.append(Field(id="@legend:head", look="head", rect=Rect(0, 0, wide, 27), lines=lines, size=12, bold=True))
    y = 38.0
    intro = (
        "Each plate shows a textbook case of one mode, after Tan and Xu (Figures 2 to 6): the driving forces that act in it, how "
        "much they weigh, and how they hang together. Below stand its signs, and what each says of this enterprise. The "
        "mode recognised is one whose sign that decides speaks for it; where that speaks against it, the mode is ruled out."
    )
    said = text("@legend:intro", (_PAD, y), wide - 2 * _PAD, intro, size=_SIZE, left=True)
    fields.append(said)
    y = said.rect.bottom + 10
    for look, words in _EXPLAINED:
        fields.append(_mark(f"@legend:{look}", look, y))
        fields.append(text(f"@legend:{look}-text", (_PAD + _SIGN + 7, y), wide - 60, words, size=_SIZE, left=True))
        y += _SIGN + 5
    below = key(wide - 2 * _PAD).moved(_PAD, y + 6)
    frame = Field(id="@legend", look="panel", rect=Rect(0, 0, wide, y + below.height + 18), role="support")
    return Piece(width=wide, height=frame.rect.h, fields=(frame, *fields[1:], *below.fields), ties=below.ties)
