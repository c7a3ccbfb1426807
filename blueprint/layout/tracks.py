"""Tracks: in a gutter, every stretch of a line gets its own track, so that no two lie on one another and few cross."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

GAP: Final = 6.0
"""Points that must lie between two stretches on one track."""
_MANY: Final = 160


@frozen
class Stretch:
    """A straight part of a line along a gutter.

    ``ends``: where along the gutter it begins and stops, and to which side the line goes on there: -1 before the
    gutter's tracks (left, above), +1 after them. ``reach``: the room it takes along the gutter, at least its ends.
    """

    ends: tuple[tuple[float, int], tuple[float, int]]
    reach: tuple[float, float]

    @property
    def span(self) -> tuple[float, float]:
        first, last = self.ends[0][0], self.ends[1][0]
        return (first, last) if first <= last else (last, first)


def assign(stretches: Sequence[Stretch]) -> list[int]:
    """The track of each stretch, counted from the first side; stretches that touch never share one."""
    order = _ordered(stretches) if len(stretches) <= _MANY else sorted(range(len(stretches)), key=lambda i: stretches[i].span)
    tracks = [0] * len(stretches)
    seen: list[int] = []
    for index in order:
        low, high = stretches[index].reach
        under = [tracks[i] for i in seen if low < stretches[i].reach[1] + GAP and stretches[i].reach[0] < high + GAP]
        tracks[index] = max(under, default=-1) + 1
        seen.append(index)
    return tracks


def crossings(before: Stretch, after: Stretch) -> int:
    """How often two stretches cross when the one lies before the other."""
    low, high = after.span
    first, last = before.span
    return sum(low < at < high for at, side in before.ends if side > 0) + sum(
        first < at < last for at, side in after.ends if side < 0
    )


def _ordered(stretches: Sequence[Stretch]) -> list[int]:
    """An order with few crossings: the longest first, each put in where it costs least."""
    order: list[int] = []
    longest = sorted(range(len(stretches)), key=lambda i: stretches[i].span[0] - stretches[i].span[1])
    for index in longest:
        new = stretches[index]
        cost = sum(crossings(new, stretches[other]) for other in order)
        best, place = cost, 0
        for position, other in enumerate(order, 1):
            cost += crossings(stretches[other], new) - crossings(new, stretches[other])
            if cost < best:
                best, place = cost, position
        order.insert(place, index)
    return order
