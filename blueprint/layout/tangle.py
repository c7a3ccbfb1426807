"""How tangled the lines of a block are: crossings and bends, in all and by the ways and moments they are of."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import Final

from attrs import evolve, field, frozen

from blueprint.layout.cards import WIDTH
from blueprint.layout.gutters import Plan
from blueprint.layout.routes import Route
from blueprint.layout.values import Point

CROSSING: Final = 3.0
"""As many bends as a crossing is worth."""
_LENGTH: Final = 1 / 500
"""As many bends as a point of a line is worth."""
_APART: Final = 1e5
_HEIGHT: Final = 110 / _APART
"""What is said of rows so far apart, in points: about as many as a row and its gutter are high."""

Owner = int | str
"""Whose a line is: the number of a way, or the moment that it joins the boxes of."""
_Part = tuple[float, float, float, Owner]
"""A straight part of a line: where it lies, from and to, and whose it is."""


@frozen
class Lines:
    """The level and the upright parts of lines, by where they lie."""

    level: Sequence[_Part]
    upright: Sequence[_Part]
    ys: Sequence[float] = field(init=False)
    xs: Sequence[float] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "ys", [part[0] for part in self.level])
        object.__setattr__(self, "xs", [part[0] for part in self.upright])

    def across(self, points: Sequence[Point]) -> Iterator[Owner]:
        """Whose lines a line crosses, as often as it does."""
        for (x, y), (right, bottom) in pairwise(points):
            parts, places, at = (self.upright, self.xs, y) if y == bottom else (self.level, self.ys, x)
            low, high = sorted((x, right) if y == bottom else (y, bottom))
            for _, start, stop, owner in parts[bisect_right(places, low) : bisect_left(places, high)]:
                if start < at < stop:
                    yield owner


@frozen
class Tangle:
    """What is bad of the lines of a block, in bends: in all, and by ways and moments; the crossings, and where the lines are."""

    total: float
    crossings: int
    by_owner: Mapping[Owner, float]
    lines: Lines


def tangle(routed: Plan) -> Tangle:
    """Measure the lines of a block that has been routed; a crossing counts for both lines that cross."""
    courses = [_points(routed, index) for index in range(len(routed.routes))]
    lines = Lines(*_parts(courses, routed))
    crossed: Counter[Owner] = Counter()
    for y, left, right, owner in lines.level:
        for other in lines.across(((left, y), (right, y))):
            if other != owner:
                crossed.update((owner, other))
    bad = {owner: CROSSING * count for owner, count in crossed.items()}
    costs = [_cost(points) for points in courses]
    for index, cost in enumerate(costs):
        bad[index] = bad.get(index, 0.0) + cost
    crossings = crossed.total() // 2
    return Tangle(CROSSING * crossings + fsum(costs), crossings, bad, lines)


def expected(route: Route, index: int, routed: Plan, lines: Lines) -> float:
    """About what would be bad of a way, were this its route among the others: all but who is first in its gutters."""
    last = len(routed.columns)
    gutters = [
        (0.0 if not each else routed.columns[each - 1] + WIDTH, routed.columns[each] if each < last else routed.width)
        for each in route.upright
    ]
    uprights = tuple(
        routed.columns[column] + route.middle(end) if route.edges[end] else sum(gutter) / 2
        for end, (gutter, column) in enumerate(zip(gutters, route.columns, strict=False))
    )
    points = _points(evolve(routed, routes=[route], turns=[uprights], tracks={0: 0}), 0)
    return CROSSING * sum(owner != index for owner in lines.across(points)) + _cost(points)


def _points(routed: Plan, index: int) -> tuple[Point, ...]:
    """The bends of a way, with rows so far apart that no height on one reaches another."""
    return routed.points(index, lambda row, off: row * _APART + off, lambda gutter, track: (gutter - 0.5) * _APART + track)


def _cost(points: Sequence[Point]) -> float:
    """How much a line bends; its length counts a little."""
    long = 0.0
    for (x, y), (right, bottom) in pairwise(points):
        long += abs(right - x) + abs(bottom - y) * _HEIGHT
    return len(points) - 2 + long * _LENGTH


def _parts(courses: Sequence[Sequence[Point]], routed: Plan) -> tuple[list[_Part], list[_Part]]:
    """The level and the upright parts of all lines, by where they lie."""
    level: list[_Part] = []
    upright: list[_Part] = []
    for index, points in enumerate(courses):
        for (x, y), (right, bottom) in pairwise(points):
            if y == bottom:
                level.append((y, min(x, right), max(x, right), index))
            else:
                upright.append((x, min(y, bottom), max(y, bottom), index))
    for step, boxes in routed.block.moments.items():
        for upper, lower in pairwise(boxes):
            x = routed.box_x(upper) + WIDTH / 2
            upright.append((x, routed.row(upper) * _APART, routed.row(lower) * _APART, step))
    return sorted(level, key=_place), sorted(upright, key=_place)


def _place(part: _Part) -> float:
    return part[0]
