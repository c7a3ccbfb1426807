"""Bands above the lanes: promises as brackets over the columns they span, and the customer's emotion as a curve."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from blueprint.layout import lanes
from blueprint.layout.blocks import Block
from blueprint.layout.cards import WIDTH
from blueprint.layout.metrics import LINE, wrap
from blueprint.layout.values import Band, Bracket, LaneRole, Layer, Mood, Rect
from blueprint.model import Blueprint, Promise, Step

if TYPE_CHECKING:
    from blueprint.layout.timed import Fares

Span = tuple[Block, Sequence[float]]
"""A block with the left edge of each of its columns on the sheet."""
SMALL: Final = 8.5
HIGH: Final = 66.0
_STEP: Final = 11.0
_TICK: Final = 7.0
_PAD: Final = 7.0
_BETWEEN: Final = 10.0


@frozen(kw_only=True)
class Overlay:
    """What stands above the lanes of a storey; ``bottom`` is where the lanes begin."""

    bands: tuple[Band, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    moods: tuple[tuple[Mood, ...], ...] = ()
    bottom: float = 0


def overlay(
    blueprint: Blueprint, spans: Sequence[Span], layers: Collection[Layer], *, left: float, right: float, top: float, head: float
) -> Overlay:
    """The bands above the lanes of a storey that begins at ``top``; none where there is nothing to show."""
    found = Overlay(bottom=top)
    brackets = _brackets(blueprint, spans) if "promises" in layers else []
    if brackets:
        placed, high = _in_tracks(brackets, top)
        found = evolve(found, bands=(_band("promises", left, right, top, high, head),), brackets=placed, bottom=top + high)
    curves = _curves(blueprint, spans, found.bottom) if "emotion" in layers else ()
    if curves:
        band = _band("emotion", left, right, found.bottom, HIGH, head)
        found = evolve(found, bands=(*found.bands, band), moods=curves, bottom=found.bottom + HIGH)
    return found


def _band(role: LaneRole, left: float, right: float, top: float, high: float, head: float) -> Band:
    text = lanes.TITLES[role]
    lines = wrap(text, head - 12, 11, 2, bold=True)
    return Band(
        lane=f"@{role}", role=role, text=text, lines=lines,
        rect=Rect(left, top, right - left, high), head=Rect(left, top, head, high),
    )  # fmt: skip


def _brackets(blueprint: Blueprint, spans: Sequence[Span]) -> list[Bracket]:
    """A bracket for each promise over each block that it begins or ends in."""
    found = []
    for block, columns in spans:
        for name in sorted(blueprint.promises):
            promise = blueprint.promises[name]
            begins = _columns_of(block, (promise.from_,) if promise.from_ else ())
            ends = _columns_of(block, promise.to)
            if begins or ends:
                first, last = min(begins or [0]), max(ends or [block.columns - 1])
                left, right = columns[min(first, last)], columns[max(first, last)] + WIDTH
                id = f"{block.id}~{name}" if block.part[0] == 1 else f"{block.id}-{block.part[0]}~{name}"
                bracket = _bracket(id, promise, left, right, begins=bool(begins), ends=bool(ends))
                fares = block.timed.promises.get(name) if block.timed else None
                found.append(_faring(bracket, fares) if fares else bracket)
    return found


def _columns_of(block: Block, places: Collection[str]) -> list[int]:
    return [block.spots[place].column for place in places if place in block.spots]


def _bracket(name: str, promise: Promise, left: float, right: float, *, begins: bool, ends: bool) -> Bracket:
    limit = f" (within\xa0{promise.within})" if promise.within else ""
    lines = wrap(promise.says + limit, right - left - 4, SMALL, 3)
    label = Rect(left, 0, right - left, len(lines) * SMALL * LINE)
    text = f"Promise: {promise.says}{limit}"
    return Bracket(id=name, text=text, lines=lines, left=left, right=right, y=0, label=label, begins=begins, ends=ends)


def _faring(bracket: Bracket, fares: "Fares") -> Bracket:
    """The bracket with how its promise fares, below what it says."""
    lines = wrap(fares.says, bracket.label.w - 4, SMALL, 4)
    label = evolve(bracket.label, h=bracket.label.h + len(lines) * SMALL * LINE)
    text = f"{bracket.text}; {fares.says}; {fares.more}"
    return evolve(bracket, text=text, label=label, fares=lines, broken=fares.broken)


def _in_tracks(brackets: Sequence[Bracket], top: float) -> tuple[tuple[Bracket, ...], float]:
    """Brackets below each other where they overlap, and the height they take; the shortest stands lowest."""
    tracks: list[list[Bracket]] = []
    for each in sorted(brackets, key=lambda one: (one.left - one.right, one.left, one.id)):
        free = (track for track in tracks if all(each.right < one.left or one.right < each.left for one in track))
        track = next(free, None)
        if track is None:
            tracks.append(track := [])
        track.append(each)
    y = top + _PAD
    placed = []
    for track in tracks:
        room = max(each.label.h for each in track)
        line = y + room + 3
        placed += [evolve(each, y=line, label=evolve(each.label, y=line - 3 - each.label.h)) for each in track]
        y = line + _TICK + _BETWEEN
    return tuple(placed), y - _BETWEEN + _PAD - top


def _curves(blueprint: Blueprint, spans: Sequence[Span], top: float) -> tuple[tuple[Mood, ...], ...]:
    """For each block, how the customer feels from column to column."""
    curves = (tuple(_moods(block, columns, top)) for block, columns in spans)
    return tuple(curve for curve in curves if curve)


def _moods(block: Block, columns: Sequence[float], top: float) -> Iterator[Mood]:
    """The feelings of a block from left to right; those of one column stand side by side."""
    by_column: dict[int, list[tuple[str, int]]] = {}
    steps: Mapping[str, Step] = block.process.steps
    for name in sorted(steps, key=lambda each: _height(block, each)):
        felt = [steps[name].emotion, *(part.emotion for part in steps[name].with_.values())]
        values = [each for each in felt if each is not None]
        if values:
            by_column.setdefault(block.spots[block.step_box(name)].column, []).append((name, min(values)))
    for column in sorted(by_column):
        for position, (name, value) in enumerate(by_column[column], start=1):
            x = columns[column] + WIDTH * position / (len(by_column[column]) + 1)
            text = f"{steps[name].does}: {value:+d}" if value else f"{steps[name].does}: 0"
            yield Mood(id=f"{block.step_box(name)}~emotion", value=value, text=text, center=(x, top + HIGH / 2 - value * _STEP))


def _height(block: Block, step: str) -> tuple[int, int]:
    spot = block.spots[block.step_box(step)]
    return spot.lane, spot.row
