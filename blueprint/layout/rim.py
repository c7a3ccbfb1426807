"""What stands on the upper edge of a box: what is to be known of the step from the right, numbers and channels from the left.

The middle is kept free for the line to the box above. Nothing lies on anything else: what finds no room is told by dots.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve

from blueprint.layout.values import Icon, Mark, MarkKind, Plate, Rect

SIZE: Final = 9.0
"""The side of an icon."""
PITCH: Final = 13.0
"""From one icon to the next."""
MARGIN: Final = 3.0
"""From the edge of a plate to its icons."""
HIGH: Final = 14.0
_CORNER: Final = 6.0
_MIDDLE: Final = 5.0
_GAP: Final = 2.5
_HALVES: Final[dict[MarkKind, float]] = {"truth": 8.5, "finding": 10.0, "critical": 9.0}
_FROM_THE_RIGHT: Final = frozenset({"fail", "wait", "truth"})

Sign = tuple[MarkKind, str]
Signs = tuple[tuple[Mark, ...], Plate | None]


def rim(signs: Iterable[Sign], icons: Sequence[Icon], edge: Rect) -> Signs:
    """Set signs and icons on the upper edge of a box: the marks where they stand, and the plate with the icons, if any."""
    told = list(signs)
    marks = _from_the_right([each for each in told if each[0] in _FROM_THE_RIGHT], edge)
    marks += _from_the_left([each for each in told if each[0] not in _FROM_THE_RIGHT], edge, marks)
    return tuple(marks), _plate(icons, edge, marks) if icons else None


def half(kind: MarkKind, text: str) -> float:
    """Half the width of a mark."""
    return max(7.0, 2.5 * len(text)) if kind == "trail" else _HALVES.get(kind, 7.0)


def _from_the_right(signs: Sequence[Sign], edge: Rect) -> list[Mark]:
    marks, right = list[Mark](), edge.right - 7
    for kind, text in signs:
        wide = half(kind, text)
        marks.append(Mark(kind=kind, text=text, center=(right - wide, edge.y)))
        right -= 2 * wide + _GAP
    return marks


def _from_the_left(signs: Sequence[Sign], edge: Rect, before: Sequence[Mark]) -> list[Mark]:
    """Numbers one after the other; the last of those that find room stands for the others as well."""
    marks = list[Mark]()
    for kind, text in signs:
        wide = 2 * half(kind, text)
        left = next((left for left, right in _free(edge, (*before, *marks)) if right - left >= wide), None)
        if left is None:
            marks[-1:] = [evolve(each, text="…") for each in marks[-1:]]
            break
        marks.append(Mark(kind=kind, text=text, center=(left + wide / 2, edge.y)))
    return marks


def _free(edge: Rect, marks: Sequence[Mark]) -> list[tuple[float, float]]:
    """The free stretches of an edge, from left to right."""
    middle = edge.center[0]
    solid = [(edge.x, edge.x + _CORNER), (middle - _MIDDLE, middle + _MIDDLE), (edge.right - _CORNER, edge.right)]
    reaches = ((each.center[0], half(each.kind, each.text) + _GAP) for each in marks)
    solid += [(x - reach, x + reach) for x, reach in reaches]
    return [(left, right) for (_, left), (right, _) in pairwise(sorted(solid)) if right > left]


def _plate(icons: Sequence[Icon], edge: Rect, marks: Sequence[Mark]) -> Plate | None:
    """All icons in the first stretch that holds them; else as many as the longest holds, and dots for the rest."""
    rooms = [(left, int((right - left - 2 * MARGIN + PITCH - SIZE) // PITCH)) for left, right in _free(edge, marks)]
    left, room = next((each for each in rooms if each[1] >= len(icons)), max(rooms, key=lambda each: each[1], default=(0.0, 0)))
    if room < len(icons):
        if room < 2:
            return None
        icons = [*icons[: room - 1], Icon(kind="more", text="; ".join(each.text for each in icons[room - 1 :]))]
    wide = len(icons) * PITCH - PITCH + SIZE + 2 * MARGIN
    return Plate(rect=Rect(left, edge.y - HIGH / 2, wide, HIGH), icons=tuple(icons))
