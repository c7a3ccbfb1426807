"""Contraction: put a graph together, piece by piece, until nothing or only its knots are left.

Every rule keeps soundness both ways. Where two strands show a fault, it is noted, one of them is dropped, and the work
goes on, so that one run finds all faults. What is put together remembers what it stands for.
"""

from collections import deque
from functools import cached_property

from blueprint.flow.graph import BEGIN, FINISH, Graph, Kind, components
from blueprint.flow.structure import cyclic, doomed, ending, endless, reachable, stopped
from blueprint.flow.trouble import Lead, Strand, Trouble, meeting


class Net:
    """A graph that is being contracted. Between two nodes there is at most one strand, and none from a node to itself.

    All stops are one node. Where a case may choose to be given up, so that nothing but a stop can come, its other tokens no
    longer count: what follows is as if the case began there. A loop that goes round until the case is stopped beside it is
    laid as if it came to an end by itself: it keeps nobody waiting, nor does the case end before the stop. ``halted``: what is
    wrong with such loops where the stop does not come after all, with the nodes that lead to it.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.stop = len(graph.kinds)
        self.kinds: list[Kind] = [*graph.kinds, "stop"]
        self.outs: list[dict[int, Strand]] = [{} for _ in self.kinds]
        self.ins: list[dict[int, Strand]] = [{} for _ in self.kinds]
        self.troubles: list[Trouble] = []
        self.dirty: deque[int] = deque()
        self.is_dirty = bytearray(len(self.kinds))
        self.dropped: dict[int, Strand] = {}
        live, to_end = reachable(graph), ending(graph)
        given_up = doomed(graph, to_end)
        self.waits = any(kind == "arrivals" for kind in graph.kinds[FINISH + 1 :])
        for number, (tail, head) in enumerate(graph.edges):
            if tail in live:
                gives_up = head in given_up and tail not in given_up and graph.kinds[tail] == "exclusive"
                end = self.stop if graph.kinds[head] == "stop" else head
                self.link(BEGIN if gives_up else tail, end, Strand(number, number))
        caught = live - to_end - given_up
        halted = stopped(graph, live, caught, given_up) if caught else {}
        self.halted: list[tuple[Trouble, set[int]]] = []
        for trouble, node in endless(graph, caught):
            if node in halted:
                self.halted.append((trouble, halted[node]))
            else:
                self.troubles.append(trouble)
            way = next(iter((*self.outs[node].values(), *self.ins[node].values())), None) or self.dropped.get(node)
            if way is not None:
                self.link(node, FINISH if node in halted else self.stop, way)

    @cached_property
    def on_cycle(self) -> set[int]:
        """The nodes that lie on cycles, so far as inclusive joins are concerned."""
        return cyclic(self.graph)

    def rest(self) -> list[int]:
        """The nodes that are left."""
        ends = (BEGIN, FINISH, self.stop)
        return [node for node, outs in enumerate(self.outs) if outs and node not in ends]

    def contract(self) -> None:
        """Contract as far as the rules reach."""
        while True:
            while self.dirty:
                node = self.dirty.popleft()
                self.is_dirty[node] = False
                self._visit(node)
            if not self.rest() or not self._put_cycles_together():
                return

    def link(self, tail: int, head: int, strand: Strand) -> None:
        """Lay a strand; beside another, or back to its own node, it is settled at once."""
        if tail == head:
            self._settle_loop(tail, strand)
        elif head in self.outs[tail]:
            self._settle_pair(tail, head, self.outs[tail][head], strand)
        else:
            self.outs[tail][head] = self.ins[head][tail] = strand
        self._touch(tail, head)

    def cut(self, tail: int, head: int) -> Strand:
        """Take a strand away."""
        del self.ins[head][tail]
        self._touch(tail, head)
        return self.outs[tail].pop(head)

    def _touch(self, *nodes: int) -> None:
        for node in nodes:
            if not self.is_dirty[node]:
                self.is_dirty[node] = True
                self.dirty.append(node)

    def _settle_loop(self, node: int, strand: Strand) -> None:
        if self.kinds[node] == "parallel":
            first, last = self.graph.edges[strand.first][0], self.graph.edges[strand.last][1]
            leads = [(None, each.last) for each in self.ins[node].values()][:1]
            self.troubles.append(Trouble("waits-for-itself", (last, first), tuple(leads), between=(strand,)))
        self.dropped[node] = strand

    def _settle_pair(self, tail: int, head: int, one: Strand, other: Strand) -> None:
        split, join = self.kinds[tail], self.kinds[head]
        if join == "parallel" and split in ("exclusive", "several"):
            leads: tuple[Lead, ...] = ((None, one.first), (one.first, one.last))
            self.troubles.append(Trouble("deadlock", meeting(self.graph, one, other), leads, between=(one, other)))
        elif join in ("exclusive", "several") and split in ("parallel", "several"):
            leads = ((None, one.first), (one.first, one.last), (None, other.first), (other.first, other.last))
            nodes = meeting(self.graph, one, other)
            on = self.graph.outs[nodes[1]][0]
            twice = ((one.last, on), (other.last, on))
            self.troubles.append(Trouble("lack-of-synchronisation", nodes, leads, twice, (one, other)))
        if head == self.stop and one.first == one.last:
            one, other = other, one
        both = Strand(one.first, one.last, (one, other))
        self.outs[tail][head] = self.ins[head][tail] = both

    def _visit(self, node: int) -> None:
        ins, outs, kind = self.ins[node], self.outs[node], self.kinds[node]
        if node in (FINISH, self.stop) or not (ins or outs):
            return
        if self.stop in outs and len(outs) > 1 and kind == "exclusive":
            way = outs[self.stop]
            if not self.waits or way.first == way.last:
                self.cut(node, self.stop)
        if not outs:
            self.link(node, self.stop, self.dropped.get(node) or next(iter(ins.values())))
        if node != BEGIN and len(ins) == 1 == len(outs):
            self._pass_by(node)
        elif len(outs) == 1 and self._are_alike(node, next(iter(outs))):
            self._fuse(node, next(iter(outs)))
        elif node != BEGIN and len(ins) == 1 and self._are_alike(node, next(iter(ins))):
            self._fuse(next(iter(ins)), node)

    def _are_alike(self, one: int, other: int) -> bool:
        """Whether two nodes may be one. Inclusive joins on a cycle may wait for each other: they stay apart."""
        return self.kinds[one] == self.kinds[other] and not (self.kinds[one] == "arrivals" and one in self.on_cycle)

    def _pass_by(self, node: int) -> None:
        (tail,), (head,) = self.ins[node], self.outs[node]
        before, after = self.cut(tail, node), self.cut(node, head)
        self.link(tail, head, Strand(before.first, after.last, (before, after)))

    def _fuse(self, one: int, other: int) -> None:
        """Make one node of two of a kind; the strands of the smaller move to the larger."""
        if other in self.outs[one]:
            self.cut(one, other)
        kept, lost = one, other
        if lost in (BEGIN, FINISH) or (kept not in (BEGIN, FINISH) and self._degree(kept) < self._degree(lost)):
            kept, lost = lost, kept
        for head in list(self.outs[lost]):
            self.link(kept, head if head != lost else kept, self.cut(lost, head))
        for tail in list(self.ins[lost]):
            self.link(tail, kept, self.cut(tail, lost))
        if self.kinds[kept] == "arrivals" and other in self.on_cycle:
            self.on_cycle.add(kept)
        if lost in self.dropped:
            self.dropped.setdefault(kept, self.dropped[lost])

    def _degree(self, node: int) -> int:
        return len(self.ins[node]) + len(self.outs[node])

    def _put_cycles_together(self) -> bool:
        """Make one node of every cycle of exclusive nodes; whether there was any."""
        nodes = {node for node, kind in enumerate(self.kinds) if kind == "exclusive" and self.outs[node]}
        found = False
        for part in components(nodes, {node: [each for each in self.outs[node] if each in nodes] for node in nodes}):
            for other in part[1:]:
                found = True
                self._fuse(*((other, part[0]) if other == BEGIN else (part[0], other)))
                if other == BEGIN:
                    part[0] = BEGIN
        return found
