"""The workflow graph of a process: what its steps and ways do with the tokens of one case.

An edge is a place where a token can wait. A node takes tokens from the edges into it and puts tokens on edges out of it:

* ``exclusive``: one token from any edge goes on along any one edge (merge and choice; a plain step is one);
* ``parallel``: one token from every edge gives one on every edge (join and fork);
* ``several``: a token gives one on each of some edges, at least one (inclusive choice);
* ``arrivals``: fires once no token can still come to an edge that has none (inclusive join);
* ``stop``: a token takes all others with it, and the case is over.

The graph has a beginning, which is exclusive and holds the first token, and an end, where tokens stay: the case is over
when there are no others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal

Kind = Literal["exclusive", "parallel", "several", "arrivals", "stop"]
Neighbours = Sequence[Iterable[int]] | Mapping[int, Iterable[int]]
"""For each node, the nodes next to it."""
BEGIN: Final = 0
FINISH: Final = 1


class Graph:
    """Nodes and edges by number. ``steps`` says which step a node belongs to (empty: none), ``begins`` whether the step is
    begun when the node fires; each step has one such node."""

    def __init__(
        self, kinds: tuple[Kind, ...], steps: tuple[str, ...], begins: tuple[bool, ...], edges: tuple[tuple[int, int], ...]
    ) -> None:
        self.kinds = kinds
        self.steps = steps
        self.begins = begins
        self.edges = edges

    @cached_property
    def outs(self) -> tuple[list[int], ...]:
        """The edges out of each node."""
        return self._sorted(0)

    @cached_property
    def ins(self) -> tuple[list[int], ...]:
        """The edges into each node."""
        return self._sorted(1)

    @cached_property
    def after(self) -> tuple[list[int], ...]:
        """The nodes that the edges out of each node lead to."""
        return tuple([self.edges[edge][1] for edge in outs] for outs in self.outs)

    @cached_property
    def before(self) -> tuple[list[int], ...]:
        """The nodes that the edges into each node come from."""
        return tuple([self.edges[edge][0] for edge in ins] for ins in self.ins)

    @cached_property
    def above(self) -> Mapping[int, int]:
        """For each node that can be reached, the nearest that every way to it passes."""
        from blueprint.flow.dominators import Dominators

        return Dominators(BEGIN, self.after).above

    def _sorted(self, end: int) -> tuple[list[int], ...]:
        found: tuple[list[int], ...] = tuple([] for _ in self.kinds)
        for number, edge in enumerate(self.edges):
            found[edge[end]].append(number)
        return found


class Builder:
    """A graph in the making. The beginning and the end are there from the outset."""

    __slots__ = ("begins", "edges", "kinds", "steps")

    def __init__(self) -> None:
        self.kinds: list[Kind] = ["exclusive", "arrivals"]
        self.steps = ["", ""]
        self.begins = [False, False]
        self.edges: list[tuple[int, int]] = []

    def node(self, kind: Kind, step: str = "", *, begins: bool = True) -> int:
        """A new node; its number."""
        self.kinds.append(kind)
        self.steps.append(step)
        self.begins.append(begins)
        return len(self.kinds) - 1

    def edge(self, tail: int, head: int) -> int:
        """A new edge; its number."""
        self.edges.append((tail, head))
        return len(self.edges) - 1

    def path(self, *nodes: int) -> None:
        """Edges from each node to the one after it."""
        for at in range(len(nodes) - 1):
            self.edge(nodes[at], nodes[at + 1])

    def graph(self) -> Graph:
        """The graph. ValueError where an inclusive choice has several edges into it, or an inclusive join several out of it."""
        graph = Graph(tuple(self.kinds), tuple(self.steps), tuple(self.begins), tuple(self.edges))
        for node, kind in enumerate(graph.kinds):
            if (kind == "several" and len(graph.ins[node]) > 1) or (kind == "arrivals" and len(graph.outs[node]) > 1):
                raise ValueError(f"node {node} ({graph.steps[node]}) is both a join and a choice; make two nodes of it")
        return graph


def reached(starts: Iterable[int], neighbours: Neighbours, *, beside: Collection[int] = ()) -> set[int]:
    """Everything that can be reached without coming to what lies ``beside``, the starts included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for each in neighbours[waiting.pop()]:
            if each not in found and each not in beside:
                found.add(each)
                waiting.append(each)
    return found


def components(nodes: Iterable[int], neighbours: Neighbours) -> list[list[int]]:
    """The strongly connected parts among these nodes, each after those it leads to (Tarjan 1972, without recursion)."""
    among = dict.fromkeys(nodes)
    low: dict[int, int] = {}
    done: set[int] = set()
    stack: list[int] = []
    found: list[list[int]] = []

    def enter(node: int) -> tuple[int, int, Iterator[int]]:
        low[node] = number = len(low)
        stack.append(node)
        return node, number, iter(neighbours[node])

    for root in among:
        trail = [enter(root)] if root not in low else []
        while trail:
            node, number, rest = trail[-1]
            for each in rest:
                if each in among and each not in low:
                    trail.append(enter(each))
                    break
                if each in among and each not in done:
                    low[node] = min(low[node], low[each])
            else:
                trail.pop()
                if trail:
                    low[trail[-1][0]] = min(low[trail[-1][0]], low[node])
                if low[node] == number:
                    part = [stack.pop()]
                    while part[-1] != node:
                        part.append(stack.pop())
                    done.update(part)
                    found.append(part)
    return found
