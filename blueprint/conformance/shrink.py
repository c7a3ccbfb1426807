"""A graph put together, piece by piece, into terms; what a case can do in it stays the same.

The graph must be sound. Of a structured process one term is left, of others a small net of them.
"""

from collections import deque
from collections.abc import Sequence
from typing import Final

from blueprint.conformance.terms import Terms
from blueprint.flow.graph import BEGIN, FINISH, Graph, Kind
from blueprint.flow.structure import cyclic, reachable

MOST_WAYS: Final = 64
"""The ways through a node of a knot that are laid instead of it."""
TOGETHER: Final = {
    ("parallel", "parallel"): "both",
    ("parallel", "arrivals"): "both",
    ("parallel", "stop"): "both",
    ("several", "arrivals"): "some",
    ("several", "stop"): "some",
}
"""What two ways from a node to another are together, but for exclusive nodes."""


class Net:
    """A graph in pieces: strands between nodes, each with its term. All stops are one node."""

    def __init__(self, graph: Graph, silent: Sequence[bool], *, whole: bool = False) -> None:
        self.terms = Terms()
        self.stop = len(graph.kinds)
        self.kinds: list[Kind] = [*graph.kinds, "stop"]
        self.ends: list[tuple[int, int]] = []
        self.term: list[int] = []
        self.outs: list[dict[int, None]] = [{} for _ in self.kinds]
        self.ins: list[dict[int, None]] = [{} for _ in self.kinds]
        self.pairs: dict[tuple[int, int], int] = {}
        self.dirty: deque[int] = deque()
        self.graph = graph
        live = reachable(graph)
        self.whole = whole
        for number, (tail, head) in enumerate(graph.edges):
            if tail in live:
                stops = graph.kinds[head] == "stop"
                steps = bool(graph.begins[tail] and graph.steps[tail]) + (stops and graph.begins[head])
                term = self.terms.edge(number, steps, silent=silent[number])
                self.link(tail, self.stop if stops else head, self.terms.halt(term) if stops else term)
        if not whole:
            self._on_cycle = cyclic(graph) if "arrivals" in graph.kinds[FINISH + 1 :] else set()
            self._contract()

    def rest(self) -> list[int]:
        """The nodes that are left, but for the beginning, the end and the stop."""
        return [node for node, outs in enumerate(self.outs) if outs and node != BEGIN]

    def link(self, tail: int, head: int, term: int) -> None:
        """Lay a strand; where there is one already, they are put together."""
        other = None if self.whole else self.pairs.get((tail, head))
        if other is not None:
            joined = self._together(tail, head, self.term[other], term)
            if joined is not None:
                self._cut(other)
                term = joined
        strand = len(self.ends)
        self.ends.append((tail, head))
        self.term.append(term)
        self.outs[tail][strand] = self.ins[head][strand] = None
        self.pairs[tail, head] = strand
        self.dirty.extend((tail, head))

    def _together(self, tail: int, head: int, one: int, other: int) -> int | None:
        if self.kinds[tail] == "exclusive":
            return self.terms.either(one, other)
        how = TOGETHER.get((self.kinds[tail], self.kinds[head]))
        if how is None:
            return None
        return self.terms.both(one, other) if how == "both" else self.terms.some(one, other)

    def _cut(self, strand: int) -> int:
        tail, head = self.ends[strand]
        del self.outs[tail][strand], self.ins[head][strand]
        if self.pairs.get((tail, head)) == strand:
            del self.pairs[tail, head]
        self.dirty.extend((tail, head))
        return self.term[strand]

    def _contract(self) -> None:
        while True:
            while self.dirty:
                node = self.dirty.popleft()
                if node != self.stop and node != FINISH and self.outs[node]:
                    self._visit(node)
            if not self._take_apart():
                return

    def _visit(self, node: int) -> None:
        ins, outs = self.ins[node], self.outs[node]
        if self.kinds[node] == "several" and len(outs) == 1:
            self.kinds[node] = "exclusive"
            self.dirty.extend(end for each in (*ins, *outs) for end in self.ends[each])
        kind = self.kinds[node]
        if kind == "exclusive":
            self._settle_loop(node)
            self._fold_stop(node)
        if node == BEGIN or not ins or not outs:
            return
        if len(ins) == 1 == len(outs):
            self._replace(node)
        elif kind != "exclusive":
            self._fuse(node)
        elif self._merges_into(node) if len(outs) == 1 else (len(ins) == 1 and self._is_chosen(node)):
            self._replace(node)

    def _is_chosen(self, node: int) -> bool:
        """Whether each way to a node is one of a choice."""
        return all(self.kinds[self.ends[each][0]] == "exclusive" for each in self.ins[node])

    def _merges_into(self, node: int) -> bool:
        """Whether the nodes after one wait for nothing, so that several ways may lead to them instead of one."""
        heads = (self.ends[each][1] for each in self.outs[node])
        return all(head == FINISH or self.kinds[head] in ("exclusive", "several", "stop") for head in heads)

    def _replace(self, node: int) -> None:
        """Lay a strand for every way through a node, instead of it."""
        before = [(self.ends[each][0], self._cut(each)) for each in list(self.ins[node])]
        after = [(self.ends[each][1], self._cut(each)) for each in list(self.outs[node])]
        for tail, one in before:
            for head, other in after:
                self.link(tail, head, self.terms.then(one, other))

    def _settle_loop(self, node: int) -> None:
        """A way back to a node itself may be gone any number of times before each way out."""
        loop = self.pairs.get((node, node))
        if loop is None:
            return
        term = self._cut(loop)
        if not self.outs[node]:
            self.link(node, self.stop, self.terms.endless(term))
            return
        if self.terms.silent[term]:
            return
        again = self.terms.repeat(term)
        for each in list(self.outs[node]):
            head = self.ends[each][1]
            self.link(node, head, self.terms.then(again, self._cut(each)))

    def _fold_stop(self, node: int) -> None:
        """A way to the stop is part of another way: who goes it may stop in it."""
        halt = self.pairs.get((node, self.stop))
        if halt is None or len(self.outs[node]) == 1:
            return
        term = self._cut(halt)
        other = next(iter(self.outs[node]))
        head = self.ends[other][1]
        self.link(node, head, self.terms.either(self._cut(other), term))

    def _fuse(self, node: int) -> None:
        """Make one node of two joins, or of two splits, of a kind with nothing between them."""
        for each, alone in ((next(iter(self.outs[node])), len(self.outs[node]) == 1), *self._sole_way_in(node)):
            tail, head = self.ends[each]
            alike = self.kinds[tail] == self.kinds[head] and FINISH not in (tail, head) and BEGIN not in (tail, head)
            turning = self.kinds[node] == "arrivals" and (tail in self._on_cycle or head in self._on_cycle)
            if alone and alike and not turning and tail != head and self.terms.silent[self.term[each]]:
                bridge = self.terms.bridge(self._cut(each))
                kept, lost = (head, tail) if tail == node else (tail, head)
                for other in list(self.ins[lost]):
                    self.link(self.ends[other][0], kept, self.terms.then(self._cut(other), bridge))
                for other in list(self.outs[lost]):
                    self.link(kept, self.ends[other][1], self.terms.then(bridge, self._cut(other)))
                return

    def _sole_way_in(self, node: int) -> tuple[tuple[int, bool], ...]:
        return ((next(iter(self.ins[node])), True),) if len(self.ins[node]) == 1 else ()

    def _take_apart(self) -> bool:
        """Replace a choice within a knot of choices by the ways through it; whether there was one."""
        best: tuple[int, int] | None = None
        for node, outs in enumerate(self.outs):
            ins = self.ins[node]
            ways = len(ins) * len(outs)
            if node == BEGIN or not 0 < ways <= MOST_WAYS or self.kinds[node] != "exclusive":
                continue
            if self._is_chosen(node) and self._merges_into(node) and (best is None or (ways, node) < best):
                best = ways, node
        if best is not None:
            self._replace(best[1])
        return best is not None
