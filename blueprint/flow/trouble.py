"""What the analysis finds in a graph, before it is told in the words of the process."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from blueprint.flow.graph import Graph

Kind = Literal[
    "unreachable",
    "dead-end",
    "endless-loop",
    "deadlock",
    "waits-for-itself",
    "vicious-circle",
    "lack-of-synchronisation",
    "inclusive-into-all",
    "arrow-of-two-branches",
    "arrow-of-no-branch",
    "single-branch",
    "too-complex",
]

FARTHEST: Final = 300
"""Nodes looked at to find where two strands part."""

Lead = tuple[int | None, int]
"""Bring a token to an edge: from the edge named first, or from wherever one can come."""


class Strand:
    """An edge that stands for others: the first of them, the last, and two strands that it was made of."""

    __slots__ = ("first", "last", "parts")

    def __init__(self, first: int, last: int, parts: "tuple[Strand, ...]" = ()) -> None:
        self.first = first
        self.last = last
        self.parts = parts

    def edges(self) -> Iterator[int]:
        """Every edge that it stands for."""
        waiting = [self]
        while waiting:
            strand = waiting.pop()
            if strand.parts:
                waiting += strand.parts
            else:
                yield strand.first


class Trouble:
    """A fault of a graph: the nodes that cause it, how a run gets there, and the strands between the nodes.

    ``twice``: leads after these, by which a node fires that has fired before, and whose token is still there.
    """

    __slots__ = ("between", "kind", "leads", "nodes", "twice")

    def __init__(
        self,
        kind: Kind,
        nodes: tuple[int, ...],
        leads: tuple[Lead, ...] = (),
        twice: tuple[Lead, ...] = (),
        between: tuple[Strand, ...] = (),
    ) -> None:
        self.kind = kind
        self.nodes = nodes
        self.leads = leads
        self.twice = twice
        self.between = between

    def edges(self) -> set[int]:
        """The edges that the fault is about."""
        return {edge for strand in self.between for edge in strand.edges()}


def meeting(graph: Graph, one: Strand, other: Strand) -> tuple[int, int]:
    """The node at which two strands part, and the one at which they meet.

    Strands may begin at different nodes that were put together: then it is the nearest of the same kind that every way to
    both passes, or else the nearest before both.
    """
    edges = graph.edges
    tails = edges[one.first][0], edges[other.first][0]
    split = _passed(graph, *tails)
    split = _nearest(graph, *tails, graph.ins, 0) if split is None else split
    return split, _nearest(graph, edges[one.last][1], edges[other.last][1], graph.outs, 1)


def _passed(graph: Graph, one: int, other: int) -> int | None:
    """The nearest node of their kind that every way to two nodes passes and from which several lead on; one of them, perhaps."""
    if one == other:
        return one
    above = graph.above
    passed = [one]
    while passed[-1] in above:
        passed.append(above[passed[-1]])
    node: int | None = other
    while node is not None and (
        node not in passed or graph.kinds[node] != graph.kinds[one] or not _parts(graph, node, one, other)
    ):
        node = above.get(node)
    return node


def _parts(graph: Graph, node: int, one: int, other: int) -> bool:
    return node in (one, other) or len(graph.outs[node]) > 1


def _nearest(graph: Graph, one: int, other: int, onward: Sequence[Sequence[int]], end: int) -> int:
    if one == other:
        return one
    far = [_distances(graph, node, onward, end) for node in (one, other)]
    common = [node for node in far[0].keys() & far[1].keys() if graph.kinds[node] == graph.kinds[one]]
    common = [node for node in common if node in (one, other) or len((graph.outs, graph.ins)[end][node]) > 1]
    return min(common, key=lambda node: (far[0][node] + far[1][node], node)) if common else min(one, other)


def _distances(graph: Graph, start: int, onward: Sequence[Sequence[int]], end: int) -> dict[int, int]:
    found = {start: 0}
    waiting = [start]
    for node in waiting:
        for edge in onward[node] if len(found) < FARTHEST else ():
            after = graph.edges[edge][end]
            if after not in found:
                found[after] = found[node] + 1
                waiting.append(after)
    return found
