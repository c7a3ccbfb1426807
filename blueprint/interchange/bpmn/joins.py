"""What a join waits for: every arrow into it, or the branches of one fork or choice."""

from collections import deque
from collections.abc import Iterator
from typing import Final

from blueprint.interchange.bpmn.vertices import Edge, Vertex, materialise

SEVERAL: Final = -1
BUDGET: Final = 2_000_000
"""So many vertices are looked at for the joins of a process; a file of a thousand nodes takes a few thousand."""


def settle_joins(vertices: list[Vertex]) -> tuple[list[Vertex], list[Vertex]]:
    """Say what each join waits for. The vertices that remain, and the joins for which nothing fits: there ways merge."""
    for vertex in vertices:
        _lead_once(vertex)
    settling = _Settling()
    unfit = [vertex for vertex in vertices if vertex.join and not settling.settled(vertex)]
    kept = [vertex for vertex in vertices if id(vertex) not in settling.merged]
    for vertex in kept:
        if vertex.kind != "work":
            materialise(vertex)
    return kept, unfit


def _lead_once(vertex: Vertex) -> None:
    """A fork leads to a step once: a second arrow to the same step starts nothing else."""
    if vertex.way != "and":
        return
    kept = {id(edge.target): edge for edge in reversed(vertex.outs)}
    for edge in [edge for edge in vertex.outs if edge is not kept[id(edge.target)]]:
        vertex.outs.remove(edge)
        edge.target.ins.remove(edge)
        vertex.doubled = vertex.doubled or not edge.target.join
        edge.target.join = edge.target.join if len(edge.target.ins) > 1 else ""
    vertex.way = "and" if len(vertex.outs) > 1 else "next"


class _Settling:
    """Settles the joins of one process. ``merged``: gateways before joins that became part of them."""

    def __init__(self) -> None:
        self.merged: set[int] = set()
        self.left = BUDGET

    def settled(self, vertex: Vertex) -> bool:
        groups = [edge.source.ins if edge.source.kind == "xor" else [edge] for edge in vertex.ins]
        plain = all(len(group) == 1 for group in groups)
        if vertex.join == "and" and plain:
            vertex.awaits = "all"
            return True
        fork = self.fork(vertex, groups)
        if fork is not None:
            self.let_through(vertex)
            vertex.awaits = fork
            return True
        for edge in vertex.ins:
            if edge.source.kind == "xor":
                materialise(edge.source)
        if vertex.join == "and":
            vertex.awaits = "all"
            return True
        fork = None if plain else self.fork(vertex, [[edge] for edge in vertex.ins])
        vertex.awaits = fork or ""
        return fork is not None or not any(each.way in ("and", "or") for each in self.before(vertex))

    def let_through(self, vertex: Vertex) -> None:
        """Let the ways that merge before a join lead into it."""
        for edge in [edge for edge in vertex.ins if edge.source.kind == "xor"]:
            self.merged.add(id(edge.source))
            vertex.ins.remove(edge)
            for each in edge.source.ins:
                each.target = vertex
                each.flows += edge.flows
                vertex.ins.append(each)

    def fork(self, join: Vertex, groups: list[list[Edge]]) -> Vertex | None:
        """The nearest fork, or choice of several, each of whose branches comes to one group."""
        for way in ("or", "and") if join.join == "or" else ("and",):
            near = (each for each in self.before(join) if each.way == way and each.kind == "work")
            found = next((fork for fork in near if self.fits(fork, join, groups)), None)
            if found is not None:
                return found
        return None

    def fits(self, fork: Vertex, join: Vertex, groups: list[list[Edge]]) -> bool:
        labels = self.labels(fork, join)
        found = []
        for group in groups:
            branches = {_branch(edge, fork, labels) for edge in group}
            if len(branches) != 1:
                return False
            found.append(branches.pop())
        return self.left > 0 and SEVERAL not in found and None not in found and len(set(found)) == len(found)

    def labels(self, fork: Vertex, join: Vertex) -> dict[int, int]:
        """The branch that each vertex lies on, reached forward from the fork, passing neither it nor the join."""
        labels: dict[int, int] = {}
        waiting = [(edge.target, number) for number, edge in enumerate(fork.outs)]
        while waiting and self.left > 0:
            self.left -= 1
            vertex, label = waiting.pop()
            old = labels.get(id(vertex))
            if vertex is fork or vertex is join or old in (label, SEVERAL):
                continue
            labels[id(vertex)] = label = label if old is None else SEVERAL
            waiting += [(edge.target, label) for edge in vertex.leads()]
        return labels

    def before(self, vertex: Vertex) -> Iterator[Vertex]:
        """Everything that leads to a vertex, the nearest first."""
        met = {id(vertex)}
        waiting = deque([vertex])
        while waiting and self.left > 0:
            for edge in waiting.popleft().ins:
                self.left -= 1
                if id(edge.source) not in met:
                    met.add(id(edge.source))
                    yield edge.source
                    waiting.append(edge.source)


def _branch(edge: Edge, fork: Vertex, labels: dict[int, int]) -> int | None:
    return fork.outs.index(edge) if edge.source is fork and edge.exit is None else labels.get(id(edge.source))
