"""A graph made small for the search of runs: what lies between the nodes that matter becomes ways, each with its steps.

Nothing changes in what a case can do at the nodes that are kept, nor in how many steps it takes to get from one to the other.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from attrs import define, field

from blueprint.flow.graph import BEGIN, FINISH, Graph, reached
from blueprint.flow.structure import doomed, ending, reachable

MOST_MERGED = 4
"""Ways into a merge that may be put together with what follows; more would take long in a row of merges."""

TWINS = (("exclusive", "exclusive"), ("parallel", "parallel"), ("several", "arrivals"))
"""Between which two ways may be one: both are gone along where both must be, else the shorter one."""


@define(eq=False)
class Way:
    """A way from a node to another, of so many steps; ``parts``: what it is made of, in order, the nodes between included.

    A token on it is still at its beginning. ``edge`` is the one it stands for; -1 where it stands for several.
    """

    tail: int
    head: int
    edge: int = -1
    length: int = 0
    parts: "tuple[Way | int, ...]" = field(default=(), repr=False)
    number: int = -1

    def nodes(self) -> Iterator[int]:
        """The nodes that fire along it."""
        waiting: list[Way | int] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, int):
                yield part
            else:
                waiting += part.parts[::-1]


@define(slots=False, eq=False)
class Shrunk:
    """What of a graph can lead to the nodes that are kept. ``ways`` holds what is left, in order of their nodes.

    ``leaves``: the choices that can also turn to where nothing leads back, which is as if the token were gone.
    """

    graph: Graph
    keep: Collection[int]
    base: "Shrunk | None" = None
    """The same graph, shrunk already with these nodes and others kept."""
    outs: dict[int, dict[Way, None]] = field(init=False, factory=dict)
    ins: dict[int, dict[Way, None]] = field(init=False, factory=dict)
    ways: list[Way] = field(init=False, factory=list)
    leaves: set[int] = field(init=False, factory=set)
    doomed: set[int] = field(init=False)
    spoils: set[int] = field(init=False, factory=set)
    """The nodes that give, beside others, a token from which nothing but a stop can come."""
    _pairs: dict[tuple[int, int], Way] = field(init=False, factory=dict)
    _fixed: set[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        graph = self.graph
        self.doomed = self.base.doomed if self.base else doomed(graph, ending(graph))
        self._fixed = {BEGIN, FINISH, *self.keep}
        self._lay(list(self._given()))
        waiting = deque(self.outs)
        while waiting:
            waiting.extend(self._visit(waiting.popleft()))
        self.ways = [way for node in sorted(self.outs) for way in self.outs[node]]
        for number, way in enumerate(self.ways):
            way.number = number

    def cost(self, node: int) -> int:
        """How many steps are begun when a node fires: one or none."""
        return int(self.graph.begins[node] and bool(self.graph.steps[node]))

    def steps(self, nodes: Iterable[int]) -> Iterator[str]:
        """The steps that are begun when nodes fire."""
        return (self.graph.steps[node] for node in nodes if self.graph.begins[node] and self.graph.steps[node])

    @cached_property
    def has_arrivals(self) -> bool:
        """Whether there is an inclusive join."""
        return any(self.graph.kinds[way.head] == "arrivals" for way in self.ways if way.head != FINISH)

    @cached_property
    def beside(self) -> dict[int, frozenset[int]]:
        """For each way that shares nodes with others, their numbers: tokens on them may meet."""
        through: dict[int, list[int]] = {}
        for way in self.ways:
            for node in way.nodes():
                through.setdefault(node, []).append(way.number)
        found: dict[int, frozenset[int]] = {}
        for several in {tuple(each) for each in through.values() if len(each) > 1}:
            for number in several:
                found[number] = found.get(number, frozenset()) | (frozenset(several) - {number})
        return found

    def is_lost(self, way: Way) -> bool:
        """Whether nothing but a stop can come of a way, although something else could before it."""
        return way.head in self.doomed and way.tail not in self.doomed

    def gives_up(self, way: Way) -> bool:
        """Whether by choosing a way all other tokens of the case come to count no longer."""
        kinds = self.graph.kinds
        stops = kinds[way.head] == "stop" and any(kinds[after] != "stop" for after in self.graph.after[way.tail])
        return kinds[way.tail] == "exclusive" and (stops or self.is_lost(way))

    def _given(self) -> Iterator[Way]:
        """The ways to begin with, those that cannot lead to what is kept included."""
        if self.base is None:
            live = reachable(self.graph)
            yield from (Way(*ends, edge) for edge, ends in enumerate(self.graph.edges) if ends[0] in live)
            return
        self.leaves, self.spoils = set(self.base.leaves), set(self.base.spoils)
        self._fixed |= self.leaves | self.spoils
        for way in self.base.ways:
            yield Way(way.tail, way.head, way.edge, way.length, (way,) if way.edge < 0 else ())

    def _lay(self, given: Sequence[Way]) -> None:
        kinds, before = self.graph.kinds, dict[int, list[int]]()
        for way in given:
            before.setdefault(way.head, []).append(way.tail)
            before.setdefault(way.tail, [])
        leading = reached([node for node in self.keep if node in before], before)
        laid = []
        for way in given:
            if way.tail not in leading:
                continue
            lost = self.is_lost(way)
            if lost:
                self._fixed.update((way.tail, way.head))
                if kinds[way.tail] != "exclusive":
                    self.spoils.add(way.tail)
            if way.head in leading:
                laid.append(way)
            elif not lost and (kinds[way.tail] == "several" or (kinds[way.tail] == "exclusive" and kinds[way.head] != "stop")):
                self.leaves.add(way.tail)
                self._fixed.add(way.tail)
        for way in laid:
            self._link(way)

    def _add(self, way: Way) -> None:
        self.outs.setdefault(way.tail, {})[way] = None
        self.ins.setdefault(way.head, {})[way] = None
        self.outs.setdefault(way.head, {})

    def _drop(self, way: Way) -> None:
        del self.outs[way.tail][way]
        del self.ins[way.head][way]
        if self._pairs.get((way.tail, way.head)) is way:
            del self._pairs[way.tail, way.head]

    def _visit(self, node: int) -> list[int]:
        """Put together what can be at a node; the nodes at which there may be more to do now."""
        if node in self._fixed:
            return []
        ins, outs = self.ins.get(node, {}), self.outs.get(node, {})
        if len(outs) != 1 or not ins:
            return []
        (after,) = outs
        if after.head == node or any(each.tail == node for each in ins):
            return []
        merges = self.graph.kinds[node] == self.graph.kinds[after.head] == "exclusive" and len(ins) <= MOST_MERGED
        if len(ins) > 1 and not merges:
            return []
        befores = list(ins)
        self._drop(after)
        for before in befores:
            self._drop(before)
            length = before.length + self.cost(node) + after.length
            self._link(Way(before.tail, after.head, -1, length, (before, node, after)))
        del self.outs[node]
        return [*dict.fromkeys(each.tail for each in befores), after.head]

    def _link(self, way: Way) -> None:
        """Lay a way; one that is beside another, or leads back to its own node, is settled at once."""
        free = way.tail not in self._fixed and way.head not in self._fixed
        kinds = self.graph.kinds[way.tail], self.graph.kinds[way.head]
        if free and way.tail == way.head and kinds[0] == "exclusive":
            return
        other = self._pairs.get((way.tail, way.head))
        if free and other is not None and kinds in TWINS:
            self._drop(other)
            both = Way(way.tail, way.head, -1, way.length + other.length, (other, way))
            way = both if kinds[0] == "parallel" else min(other, way, key=lambda each: each.length)
        self._pairs[way.tail, way.head] = way
        self._add(way)
