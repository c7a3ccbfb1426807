"""How good a drawing is, as numbers: crossings, bends and stretches that lie on one another."""

from collections.abc import Iterable, Sequence
from math import dist, fsum

from attrs import frozen

from tests.drawing.defects import lying_on_one_another
from tests.drawing.picture import Group
from tests.drawing.shapes import Segment, bends, cross, segments


@frozen
class Count:
    """What the edges of one or more drawings do."""

    edges: int = 0
    crossings: int = 0
    bends: int = 0
    on_one_another: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.edges + other.edges, self.crossings + other.crossings,
            self.bends + other.bends, self.on_one_another + other.on_one_another,
        )  # fmt: skip


def count(edges: Sequence[Group]) -> Count:
    """Count what the edges of a drawing do."""
    return Count(
        len(edges), crossings(edges), sum(bends(each.points) for each in edges), sum(1 for _ in lying_on_one_another(edges))
    )


def total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def length(edges: Sequence[Group]) -> float:
    """How long edges are, in points."""
    return fsum(dist(*segment) for edge in edges for segment in segments(edge.points))


def crossings(edges: Sequence[Group]) -> int:
    """How many times edges cross one another."""
    runs = [(segment, number) for number, edge in enumerate(edges) for segment in segments(edge.points)]
    runs.sort(key=lambda run: min(run[0][0][0], run[0][1][0]))
    found, near = 0, list[tuple[Segment, int]]()
    for segment, number in runs:
        left = min(segment[0][0], segment[1][0])
        near = [each for each in near if max(each[0][0][0], each[0][1][0]) >= left]
        found += sum(other != number and cross(segment, there) for there, other in near)
        near.append((segment, number))
    return found
