"""The pictures of channels as strokes in a square of 10 by 10, y downwards: drawn, so that no font is needed.

A stroke is a start and three points for each Bézier curve that goes on from there.
"""

from itertools import pairwise
from math import cos, pi, sin, tan
from typing import Final

from blueprint.layout import Point

Stroke = tuple[Point, ...]


def line(*points: Point, closed: bool = False) -> Stroke:
    """Straight from point to point.

    >>> line((0, 0), (3, 4))
    ((0, 0), (0, 0), (3, 4), (3, 4))
    """
    ends = (*points, points[0]) if closed else points
    return (ends[0], *(each for one, other in pairwise(ends) for each in (one, other, other)))


def box(x: float, y: float, wide: float, high: float) -> Stroke:
    """A rectangle."""
    return line((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), closed=True)


def arc(x: float, y: float, wide: float, high: float, start: float = 0, turn: float = 360) -> Stroke:
    """A part of an ellipse around a point with these half axes: from an angle (0 is right, 90 is down) on by ``turn`` degrees."""
    count = max(1, round(abs(turn) / 90))
    step, angle = turn / count * pi / 180, start * pi / 180
    reach = 4 / 3 * tan(step / 4)
    points = [(x + wide * cos(angle), y + high * sin(angle))]
    for _ in range(count):
        after = angle + step
        points += [
            (x + wide * (cos(angle) - reach * sin(angle)), y + high * (sin(angle) + reach * cos(angle))),
            (x + wide * (cos(after) + reach * sin(after)), y + high * (sin(after) - reach * cos(after))),
            (x + wide * cos(after), y + high * sin(after)),
        ]
        angle = after
    return tuple(points)


def _dots(y: float, *xs: float) -> tuple[Stroke, ...]:
    return tuple(line((x - 0.55, y), (x + 0.55, y)) for x in xs)


_HANDSET: Final = (
    (0, 4.8), (0, -0.6), (10, -0.6), (10, 4.8), (10, 4.8), (7.2, 4.8), (7.2, 4.8), (7.2, 4.8), (7.2, 3.4), (7.2, 3.4),
    (6, 2.9), (4, 2.9), (2.8, 3.4), (2.8, 3.4), (2.8, 4.8), (2.8, 4.8), (2.8, 4.8), (0, 4.8), (0, 4.8),
)  # fmt: skip

STROKES: Final[dict[str, tuple[Stroke, ...]]] = {
    "online": (arc(5, 5, 4.8, 4.8), arc(5, 5, 2.1, 4.8), line((0.2, 5), (9.8, 5))),
    "web": (box(0, 1, 10, 8), line((0, 3.4), (10, 3.4)), *_dots(2.2, 1.4)),
    "app": (box(2.2, 0, 5.6, 10), line((4.2, 8.4), (5.8, 8.4))),
    "mail": (
        arc(5, 5, 2, 2), line((7, 3), (7, 5.4)), arc(8.4, 5.4, 1.4, 1.5, 180, -180), line((9.8, 5.4), (9.8, 5)),
        arc(5, 5, 4.8, 4.8, 0, -310),
    ),
    "chat": (
        line((0, 0.8), (10, 0.8), (10, 7), (5, 7), (2.4, 9.6), (2.4, 7), (0, 7), closed=True), *_dots(3.9, 2.7, 5, 7.3),
    ),
    "video": (box(0, 2, 6.6, 6), line((6.6, 4.4), (10, 2.4), (10, 7.6), (6.6, 5.6))),
    "social": (
        arc(2, 5, 1.7, 1.7), arc(8, 2, 1.7, 1.7), arc(8, 8, 1.7, 1.7), line((3.5, 4.2), (6.5, 2.8)), line((3.5, 5.8), (6.5, 7.2)),
    ),
    "phone": (_HANDSET, line((2.9, 5.4), (1.4, 9.6), (8.6, 9.6), (7.1, 5.4)), arc(5, 7.1, 1.1, 1.1)),
    "letter": (box(0, 1.6, 10, 6.8), line((0, 1.9), (5, 5.8), (10, 1.9))),
    "counter": (arc(5, 2, 1.8, 1.8), arc(5, 6.6, 3.2, 2, 180, 180), box(0, 6.6, 10, 3)),
    "visit": (
        line((0, 5), (5, 0.4), (10, 5)), line((1.6, 3.8), (1.6, 9.6), (8.4, 9.6), (8.4, 3.8)),
        line((4, 9.6), (4, 6.4), (6, 6.4), (6, 9.6)),
    ),
    "machine": (box(1, 0, 8, 10), box(2.5, 1.5, 3.4, 3), line((7.4, 1.6), (7.4, 4.4)), box(2.5, 6.8, 5, 1.5)),
    "notice": (
        box(0.4, 0.4, 9.2, 5.8), line((2.2, 2.3), (7.8, 2.3)), line((2.2, 4.3), (5.8, 4.3)),
        line((2.6, 6.2), (2.6, 10)), line((7.4, 6.2), (7.4, 10)),
    ),
    "more": _dots(5, 2, 5, 8),
}  # fmt: skip
