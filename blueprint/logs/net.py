"""The graph of a process made ready to be replayed: which steps a log can show, and how tokens get from one of them to the next.

What a log never shows happens unseen, between the steps that it shows. A place is where a token can wait: an edge of the graph
(by its number), or a node that has fired and has yet to choose how it goes on (the number of edges, and that of the node on top).
"""

from collections import deque
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from blueprint.flow.build import Laid, lay
from blueprint.flow.graph import BEGIN, FINISH
from blueprint.flow.joins import Arrow, targets
from blueprint.model import End, Process

Marking = tuple[int, ...]
"""The places that hold a token, in order; one that holds two is there twice. Empty: the case is over."""
OVER: Final[Marking] = ()
LONGEST: Final = 300
"""So many ways of a token to the next step are looked at."""


class Firing(NamedTuple):
    """A node takes tokens from places and gives tokens to others."""

    node: int
    takes: tuple[int, ...]
    gives: tuple[int, ...]


class Arrival(NamedTuple):
    """A way of a token to a place, in which nothing is seen: what fires, and the tokens that it leaves beside it."""

    place: int
    beside: tuple[int, ...]
    firings: tuple[Firing, ...]


class Net:
    """A process, of which the steps ``seen`` show in the log. ``also_start``: the steps at which others hand cases over to it;
    ``recurs``: it may be gone through several times in one case."""

    def __init__(
        self, process: Process, seen: Collection[str], *, also_start: Collection[str] = (), recurs: bool = False
    ) -> None:
        self.process = process
        self.laid: Laid = lay(process, also_start)
        self.graph = self.laid.graph
        self.recurs = recurs
        self.edges = len(self.graph.edges)
        self.start: Marking = (self.edges + BEGIN,)
        self.seen = [
            name if begins and name in seen else "" for name, begins in zip(self.graph.steps, self.graph.begins, strict=True)
        ]
        """For each node the step whose beginning it shows; empty where nothing is seen."""
        self._arrivals: dict[int, tuple[Arrival, ...]] = {}

    @cached_property
    def hidden(self) -> list[bool]:
        """For each node whether a step begins there that is never seen."""
        return [begins and not seen for begins, seen in zip(self.graph.begins, self.seen, strict=True)]

    def unseen_in(self, firings: tuple[Firing, ...]) -> int:
        """How many steps are begun unseen when these fire."""
        return sum(self.hidden[each.node] for each in firings)

    @cached_property
    def arrows(self) -> Mapping[int, Arrow]:
        """Which way of which step an edge is, for those that are ways; the end of a step is its way 0."""
        found: dict[int, Arrow] = {}
        out: dict[str, list[int]] = {}
        for edge, (tail, _) in enumerate(self.graph.edges):
            if self.graph.steps[tail]:
                out.setdefault(self.graph.steps[tail], []).append(edge)
        for name, edges in out.items():
            ways = [(name, number) for _, number in targets(self.process.steps[name])]
            found.update(zip(edges[len(edges) - len(ways) :], ways, strict=False) if len(edges) >= len(ways) else ())
            if isinstance(self.process.steps[name].way, End):
                found.update((edge, (name, 0)) for edge in edges if edge not in found and self._ends(edge))
        return found

    def _ends(self, edge: int) -> bool:
        """Whether an edge leads from a step to the end of its way."""
        head = self.graph.edges[edge][1]
        return head == FINISH or (self.graph.kinds[head] == "stop" and not self.graph.begins[head])

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """A bit for each step that is seen."""
        return {name: 1 << number for number, name in enumerate(sorted({each for each in self.seen if each}))}

    @cached_property
    def ahead(self) -> list[int]:
        """For each place, the steps that can yet be seen from it, as bits."""
        graph = self.graph
        found = [self.bits.get(name, 0) for name in self.seen]
        waiting = deque(range(len(found)))
        while waiting:
            node = waiting.popleft()
            for before in graph.before[node]:
                new = found[before] | found[node]
                if new != found[before]:
                    found[before] = new
                    waiting.append(before)
        after = []
        for node, outs in enumerate(graph.after):
            bits = 0
            for each in outs:
                bits |= found[each]
            after.append(bits if node != BEGIN else found[BEGIN] | bits)
        return [*(found[head] for _, head in graph.edges), *after]

    def head(self, place: int) -> int:
        """The node that a token on a place comes to."""
        return self.graph.edges[place][1]

    def is_passed(self, node: int) -> bool:
        """Whether a single token passes a node unseen."""
        if self.seen[node] or node == FINISH:
            return False
        kind = self.graph.kinds[node]
        return kind == "exclusive" or (kind == "parallel" and len(self.graph.ins[node]) == 1)

    def arrivals(self, place: int) -> tuple[Arrival, ...]:
        """Where a token can get unseen: each place before a step that is seen, a join, an inclusive choice or an end."""
        known = self._arrivals.get(place)
        if known is None:
            known = self._arrivals[place] = tuple(self._walk(place))
        return known

    def _walk(self, place: int) -> list[Arrival]:
        found: list[Arrival] = []
        met: set[tuple[int, tuple[int, ...]]] = set()
        waiting: deque[Arrival] = deque()

        def leave(node: int, taken: int, beside: tuple[int, ...], firings: tuple[Firing, ...]) -> None:
            outs = self.graph.outs[node]
            if self.graph.kinds[node] == "parallel":
                fired = Firing(node, (taken,), tuple(outs))
                for each in outs:
                    others = tuple(other for other in outs if other != each)
                    waiting.append(Arrival(each, tuple(sorted(beside + others)), (*firings, fired)))
            else:
                waiting.extend(Arrival(each, beside, (*firings, Firing(node, (taken,), (each,)))) for each in outs)

        if place >= self.edges:
            leave(place - self.edges, place, (), ())
        else:
            waiting.append(Arrival(place, (), ()))
        while waiting and len(met) < LONGEST:
            each = waiting.popleft()
            if (each.place, each.beside) in met:
                continue
            met.add((each.place, each.beside))
            node = self.head(each.place)
            if self.is_passed(node):
                leave(node, each.place, each.beside, each.firings)
            else:
                found.append(each)
        return found
