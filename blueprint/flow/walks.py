"""The longest walk through a graph whose ways back are bounded.

Along edges without a bound the graph must have no circle; an edge with a bound is used so often at most in one walk. A part
that still has a circle is a loop without a bound: it is told, and walked through once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import prod
from typing import Final, NamedTuple, TypeVar

from blueprint.durations import Number
from blueprint.flow.graph import components

N = TypeVar("N", int, str)
BUDGET: Final = 60_000
"""Nodes times rounds that are walked through one by one in a part; beyond that further rounds are added to a shorter walk."""


class Edge(NamedTuple):
    """``most``: how often it may be used in one walk; None where nothing bounds it."""

    tail: int
    head: int
    most: int | None = None


class Walk(NamedTuple):
    """A walk: its nodes in order, and circles that are gone round so many times in addition.

    ``exact`` says whether no longer walk can have been missed.
    """

    nodes: tuple[int, ...]
    rounds: tuple[tuple[tuple[int, ...], int], ...] = ()
    exact: bool = True

    def passed(self) -> dict[int, int]:
        """How often each node is passed."""
        found: dict[int, int] = {}
        for nodes, count in ((self.nodes, 1), *self.rounds):
            for node in nodes:
                found[node] = found.get(node, 0) + count
        return found


class Part:
    """Nodes that lead to each other, in an order in which the unbounded edges among them lead on.

    ``bounded`` are the edges with a bound among them. ``turning`` are the circles without a bound, whose edges back are left
    out of ``onward``. ``once`` goes through the part without going round: an order, and all edges that lead on in it.
    """

    __slots__ = ("bounded", "nodes", "once", "onward", "turning")

    def __init__(
        self,
        nodes: tuple[int, ...],
        onward: Mapping[int, Sequence[int]],
        bounded: tuple[Edge, ...] = (),
        turning: tuple[tuple[int, ...], ...] = (),
        once: tuple[Sequence[int], Mapping[int, Sequence[int]]] = ((), {}),
    ) -> None:
        self.nodes = nodes
        self.onward = onward
        self.bounded = bounded
        self.turning = turning
        self.once = once


def parts(nodes: Collection[int], edges: Collection[Edge]) -> list[Part]:
    """The parts of a graph, each before those it leads to."""
    after: dict[int, list[int]] = {node: [] for node in nodes}
    for edge in edges:
        after[edge.tail].append(edge.head)
    found = components(nodes, after)[::-1]
    part_of = {node: number for number, part in enumerate(found) for node in part}
    inner: list[list[Edge]] = [[] for _ in found]
    for edge in edges:
        if part_of[edge.tail] == part_of[edge.head]:
            inner[part_of[edge.tail]].append(edge)
    return [_part(members, own) for members, own in zip(found, inner, strict=True)]


def _part(members: Sequence[int], edges: Sequence[Edge]) -> Part:
    if not edges:
        return Part(tuple(members), {})
    free: dict[int, list[int]] = {node: [] for node in sorted(members)}
    every: dict[int, list[int]] = {node: [] for node in free}
    for edge in edges:
        every[edge.tail].append(edge.head)
        if edge.most is None:
            free[edge.tail].append(edge.head)
    circles = [part for part in components(free, free) if len(part) > 1 or part[0] in free[part[0]]]
    order, onward = _leading_on(free)
    bounded = tuple(edge for edge in edges if edge.most is not None)
    return Part(tuple(order), onward, bounded, tuple(tuple(sorted(part)) for part in circles), _leading_on(every))


def _leading_on(after: Mapping[int, Sequence[int]]) -> tuple[list[int], dict[int, list[int]]]:
    """An order, and the edges that lead on in it."""
    order = onward_order(after, after)
    place = {node: at for at, node in enumerate(order)}
    return order, {node: [each for each in after[node] if place[each] > place[node]] for node in order}


def onward_order(members: Iterable[N], after: Mapping[N, Sequence[N]]) -> list[N]:
    """The nodes in reverse postorder: where there is no circle, each before those it leads to."""
    seen: set[N] = set()
    found: list[N] = []
    for root in members:
        trail = [(root, iter(after[root]))] if root not in seen else []
        seen.add(root)
        while trail:
            node, rest = trail[-1]
            new = next((each for each in rest if each not in seen), None)
            if new is None:
                found.append(node)
                trail.pop()
            else:
                seen.add(new)
                trail.append((new, iter(after[new])))
    return found[::-1]


State = tuple[int, int]
"""A node, and by number how often each bounded edge of its part has been used."""


class Search:
    """The longest walks from a node to all others, as far as they have been found.

    ``before``: for each node, the nodes of other parts that lead to it. ``reached``: how long the longest walk to each node is,
    itself included.
    """

    __slots__ = ("before", "came", "capped", "last", "reached", "weights")

    def __init__(self, weights: Sequence[Number], before: Mapping[int, Sequence[int]]) -> None:
        self.weights = weights
        self.before = before
        self.reached: dict[int, Number] = {}
        self.last: dict[int, State] = {}
        self.came: dict[State, State | None] = {}
        self.capped: list[Part] = []

    def begin(self, node: int) -> None:
        self.reached[node] = self.weights[node]
        self.last[node] = (node, 0)
        self.came[node, 0] = None

    def come_to(self, node: int) -> None:
        """The longest walk that comes to a node from those before it, if any does."""
        sources = [each for each in self.before.get(node, ()) if each in self.reached]
        if sources:
            longest = sources[0] if len(sources) == 1 else max(sources, key=self.reached.__getitem__)
            self.reached[node] = self.reached[longest] + self.weights[node]
            self.came[node, 0] = self.last[longest]
            self.last[node] = (node, 0)

    def enter(self, part: Part) -> dict[State, Number]:
        """The longest walks that come to the nodes of a part from outside it."""
        found: dict[State, Number] = {}
        for node in part.nodes:
            sources = [each for each in self.before.get(node, ()) if each in self.reached]
            if sources:
                longest = max(sources, key=self.reached.__getitem__)
                found[node, 0] = self.reached[longest] + self.weights[node]
                self.came[node, 0] = self.last[longest]
        return found

    def through(self, part: Part) -> None:
        """Walk through a part, from wherever it is entered, as often round as the bounds allow."""
        if not part.onward:
            self.come_to(part.nodes[0])
            return
        values = self.enter(part)
        self.round(part, values, self.caps(part))
        for state, value in values.items():
            if value > self.reached.get(state[0], -1):
                self.reached[state[0]] = value
                self.last[state[0]] = state

    def caps(self, part: Part) -> tuple[int, ...]:
        """How often each bounded edge is used at most while walks are compared one by one."""
        bounds = [edge.most or 0 for edge in part.bounded]
        for most in (max(bounds, default=0), 3, 2, 1):
            caps = tuple(min(bound, most) for bound in bounds)
            if len(part.nodes) * prod(cap + 1 for cap in caps) <= BUDGET and not part.turning:
                break
        else:
            caps = ()
        if list(caps) != bounds and not part.turning:
            self.capped.append(part)
        return caps

    def round(self, part: Part, values: dict[State, Number], caps: Sequence[int]) -> None:
        nodes, onward = (part.nodes, part.onward) if len(caps) == len(part.bounded) and not part.turning else part.once
        strides = [prod(cap + 1 for cap in caps[:at]) for at in range(len(caps))]
        back: dict[int, list[tuple[int, int, int]]] = {}
        for edge, cap, stride in zip(part.bounded, caps, strides, strict=False):
            if cap:
                back.setdefault(edge.tail, []).append((edge.head, cap + 1, stride))
        for used in range(prod(cap + 1 for cap in caps)):
            for node in nodes:
                if (node, used) not in values:
                    continue
                for head in onward[node]:
                    self.offer(values, (node, used), (head, used))
                for head, size, stride in back.get(node, ()):
                    if used // stride % size < size - 1:
                        self.offer(values, (node, used), (head, used + stride))

    def offer(self, values: dict[State, Number], here: State, there: State) -> None:
        value = values[here] + self.weights[there[0]]
        if value > values.get(there, -1):
            values[there] = value
            self.came[there] = here

    def walk(self, node: int) -> list[int]:
        nodes = []
        state: State | None = self.last[node]
        while state is not None:
            nodes.append(state[0])
            state = self.came[state]
        return nodes[::-1]


class Terrain:
    """A graph in which every node lies between the first and the second; among ``idle`` nodes, loops do no harm.

    Where it has no circle, its nodes are gone through one after the other; else part by part.
    """

    def __init__(self, size: int, edges: Collection[Edge], idle: Collection[int] = ()) -> None:
        self.size = size
        self.edges = edges
        self.idle = idle

    @cached_property
    def parts(self) -> list[Part]:
        return parts(range(self.size), self._edges)

    @cached_property
    def _in_order(self) -> list[int] | None:
        """The nodes, each before those it leads to; None where there is a circle."""
        after: list[list[int]] = [[] for _ in range(self.size)]
        awaited = [0] * self.size
        for tail, head, _ in self.edges:
            after[tail].append(head)
            awaited[head] += 1
        found = [node for node in range(self.size) if not awaited[node]]
        for node in found:
            for head in after[node]:
                awaited[head] -= 1
                if not awaited[head]:
                    found.append(head)
        return found if len(found) == self.size else None

    @cached_property
    def loops(self) -> tuple[tuple[int, ...], ...]:
        """The loops without a bound."""
        return () if self._in_order is not None else tuple(circle for part in self.parts for circle in part.turning)

    @cached_property
    def _edges(self) -> Collection[Edge]:
        return _without_idle_circles(self.edges, self.idle) if self.idle and self._in_order is None else self.edges

    @cached_property
    def _before(self) -> Mapping[int, Sequence[int]]:
        before: dict[int, list[int]] = {}
        if self._in_order is not None:
            for tail, head, _ in self.edges:
                before.setdefault(head, []).append(tail)
            return before
        part_of = {node: number for number, part in enumerate(self.parts) for node in part.nodes}
        for tail, head, _ in self._edges:
            if part_of[tail] != part_of[head]:
                before.setdefault(head, []).append(tail)
        return before

    def search(self, weights: Sequence[Number]) -> Search:
        """The longest walks from the first node."""
        search = Search(weights, self._before)
        search.begin(0)
        for node in self._in_order or ():
            search.come_to(node)
        for part in self.parts if self._in_order is None else ():
            if part.nodes[0] != 0:
                search.through(part)
        return search

    def longest_walk(self, weights: Sequence[Number]) -> Walk:
        """The longest walk from the first node to the second, where each weighs something whenever it is come to.

        Weights are 0 or more, those of idle nodes 0.
        """
        search = self.search(weights)
        nodes = search.walk(1)
        rounds = tuple(each for part in search.capped for each in _rounds(part, nodes, weights))
        return Walk(tuple(nodes), rounds, exact=all(len(part.bounded) == 1 for part in search.capped))


def _without_idle_circles(edges: Collection[Edge], idle: Collection[int]) -> list[Edge]:
    """The edges, where each circle of unbounded edges among idle nodes has become one of them."""
    after: dict[int, list[int]] = {node: [] for node in sorted(idle)}
    for edge in edges:
        if edge.most is None and edge.tail in after and edge.head in after:
            after[edge.tail].append(edge.head)
    one = {node: min(part) for part in components(after, after) for node in part}
    moved = (Edge(one.get(edge.tail, edge.tail), one.get(edge.head, edge.head), edge.most) for edge in edges)
    return [edge for edge in moved if edge.tail != edge.head or edge.head not in one]


def _rounds(part: Part, nodes: Sequence[int], weights: Sequence[Number]) -> Iterator[tuple[tuple[int, ...], int]]:
    """The circles that can be gone round besides a walk that uses each bounded edge less often than it may."""
    on_walk = {*nodes}
    used: dict[tuple[int, int], int] = {}
    for step in pairwise(nodes):
        used[step] = used.get(step, 0) + 1
    for edge in part.bounded:
        spare = min(used.get((edge.tail, edge.head), 0), edge.most or 0)
        used[edge.tail, edge.head] = used.get((edge.tail, edge.head), 0) - spare
        left = (edge.most or 0) - spare
        if left and edge.tail in on_walk:
            circle = _path(part, edge.head, edge.tail, weights)
            if circle:
                yield circle, left


def _path(part: Part, start: int, goal: int, weights: Sequence[Number]) -> tuple[int, ...]:
    """The longest path along unbounded edges of a part; empty where there is none."""
    places = part.nodes.index(start), part.nodes.index(goal)
    search = Search(weights, {})
    values: dict[State, Number] = {(start, 0): weights[start]}
    search.came[start, 0] = None
    for node in part.nodes[places[0] : places[1]]:
        if (node, 0) in values:
            for head in part.onward[node]:
                search.offer(values, (node, 0), (head, 0))
    if (goal, 0) not in values:
        return ()
    search.last[goal] = (goal, 0)
    return tuple(search.walk(goal))
