"""A short run that shows a fault, for graphs too large to search: led by the edges that the fault is about."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

from attrs import define, field

from blueprint.flow.budget import Budget
from blueprint.flow.graph import BEGIN, Graph
from blueprint.flow.structure import doomed, ending
from blueprint.flow.trouble import Trouble

START: Final = -1
"""The place of the first token, before the beginning."""
DEEPEST: Final = 60


class LostError(Exception):
    """No token comes there in a run of this kind: another fault stands in the way."""


class DoubledError(Exception):
    """Two tokens have come to one place."""


@define(slots=False, eq=False)
class Leader:
    """Leads cases through a graph, as long as the budget lasts."""

    graph: Graph
    budget: Budget

    def run(self, trouble: Trouble) -> tuple[str, ...]:
        """The steps in the order in which they are begun; empty where other faults stand in the way."""
        if not trouble.leads:
            return ()
        case = _Case(self, {edge for lead in trouble.leads for edge in lead if edge is not None})
        try:
            for source, goal in trouble.leads:
                case.lead(source, goal, 0)
            for source, goal in trouble.twice:
                case.again(source, goal)
        except DoubledError:
            return tuple(case.steps) if trouble.kind == "lack-of-synchronisation" else ()
        except LostError:
            return ()
        return tuple(case.steps)

    def gives_up(self, edge: int) -> bool:
        """Whether nothing but a stop can come after an edge, although something else could be chosen before it."""
        tail, head = self.graph.edges[edge]
        return head in self.doomed and tail not in self.doomed and self.graph.kinds[tail] == "exclusive"

    @cached_property
    def doomed(self) -> set[int]:
        return doomed(self.graph, ending(self.graph))

    @cached_property
    def nearest(self) -> dict[int, int]:
        """For every edge, the one before it on a shortest way from the beginning."""
        before = dict.fromkeys(self.graph.outs[BEGIN], START)
        waiting = deque(before)
        while waiting:
            edge = waiting.popleft()
            for out in self.graph.outs[self.graph.edges[edge][1]]:
                if out not in before:
                    before[out] = edge
                    waiting.append(out)
        return before

    def way_from_start(self, goal: int) -> list[int]:
        """The edges on a shortest way from the beginning, the goal included."""
        way = [goal]
        while way[-1] in self.nearest and self.nearest[way[-1]] != START:
            way.append(self.nearest[way[-1]])
        return way[::-1]

    def way(self, sources: Callable[[int], bool], goal: int, avoid: int) -> list[int]:
        """The edges after a source on a shortest way to a goal, the goal included, not through a node to avoid."""
        onward: dict[int, int] = {goal: goal}
        waiting = deque([goal])
        while waiting:
            edge = waiting.popleft()
            tail = self.graph.edges[edge][0]
            if not self.budget.spend(1):
                raise LostError
            if tail == BEGIN and sources(START):
                return self._unrolled(onward, edge)
            for before in self.graph.ins[tail] if tail != avoid else ():
                if sources(before):
                    return self._unrolled(onward, edge)
                if before not in onward:
                    onward[before] = edge
                    waiting.append(before)
        raise LostError

    def _unrolled(self, onward: dict[int, int], edge: int) -> list[int]:
        way = [edge]
        while onward[way[-1]] != way[-1]:
            way.append(onward[way[-1]])
        return way


@define(eq=False)
class _Case:
    """One case on its way: where its tokens are, and which steps were begun."""

    leader: Leader
    wanted: set[int]
    tokens: set[int] = field(factory=lambda: {START})
    steps: list[str] = field(factory=list)

    def lead(self, source: int | None, goal: int, depth: int, avoid: int = -2) -> None:
        """Bring a token to an edge."""
        if source == goal or (source is None and goal in self.tokens):
            return
        if depth > DEEPEST:
            raise LostError
        if self.tokens == {START} and source is None:
            way = self.leader.way_from_start(goal)
        else:
            way = self.leader.way(self.tokens.__contains__ if source is None else source.__eq__, goal, avoid)
        for edge in way:
            self._step_to(edge, depth)

    def _step_to(self, edge: int, depth: int, *, again: bool = False) -> None:
        """Fire the node before an edge, so that a token comes there; what the node waits for is brought first."""
        graph = self.leader.graph
        node = graph.edges[edge][0]
        if edge in self.tokens and not again:
            return
        kind = graph.kinds[node]
        takes = [START] if node == BEGIN and START in self.tokens else [each for each in graph.ins[node] if each in self.tokens]
        if kind == "parallel":
            self._gather(node, graph.ins[node], depth)
            self._fire(node, graph.ins[node], graph.outs[node])
        elif kind == "arrivals":
            self._await(node, depth)
            self._fire(node, [each for each in graph.ins[node] if each in self.tokens], [edge])
        elif takes and self.leader.gives_up(edge):
            self.tokens = set(takes[:1])
            self._fire(node, takes[:1], [edge])
        elif takes:
            beside = [each for each in graph.outs[node] if each in self.wanted and each != edge] if kind == "several" else []
            self._fire(node, takes[:1], [edge, *beside])
        else:
            raise LostError

    def _gather(self, node: int, edges: Iterable[int], depth: int) -> None:
        for edge in edges:
            if edge not in self.tokens:
                self.lead(None, edge, depth + 1, node)

    def _await(self, node: int, depth: int) -> None:
        """Bring to an inclusive join whatever can still come."""
        for edge in self.leader.graph.ins[node]:
            if edge not in self.tokens:
                try:
                    self.lead(None, edge, depth + 1, node)
                except LostError:
                    if self.leader.budget.left < 0 or depth >= DEEPEST:
                        raise

    def again(self, source: int | None, goal: int) -> None:
        """Lead a token to an edge where there may be one already."""
        here = self.tokens - {goal} if source is None else {source}
        for edge in self.leader.way(here.__contains__, goal, -2):
            self._step_to(edge, 0, again=True)

    def _fire(self, node: int, takes: Sequence[int], gives: Sequence[int]) -> None:
        graph = self.leader.graph
        if not self.leader.budget.spend(1) or not self.tokens.issuperset(takes):
            raise LostError
        if graph.begins[node] and graph.steps[node]:
            self.steps.append(graph.steps[node])
        self.tokens.difference_update(takes)
        if not self.tokens.isdisjoint(gives):
            raise DoubledError
        self.tokens.update(gives)
        if any(self._stops(node, each) for each in gives):
            self.tokens = set(gives)

    def _stops(self, node: int, edge: int) -> bool:
        """Whether an edge is but the inside of a step that stops the case."""
        graph, head = self.leader.graph, self.leader.graph.edges[edge][1]
        return graph.kinds[head] == "stop" and graph.steps[head] == graph.steps[node]
