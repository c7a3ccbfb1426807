"""From the format to the graph."""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from blueprint.flow.graph import BEGIN, FINISH, Builder, Graph, reached
from blueprint.flow.joins import Arrow, Arrows, Gathering, gatherings, targets
from blueprint.model import Choose, End, Fork, Process, Step

STOPPING: Final = frozenset({"refused", "withdrawn", "passed-on", "failed"})
WAITS, CHOOSES, FORKS, SEVERAL, ENDS, STOPS = (1 << bit for bit in range(6))
"""How a step waits and goes on; it may be several of these."""


class Laid(NamedTuple):
    """The graph of a process, and what the format itself shows: how named joins gather, whether arrows lead to nothing."""

    graph: Graph
    gatherings: dict[str, Gathering]
    dangles: bool
    goes_on: frozenset[int] = frozenset()
    """The edges by which steps go on in the ordinary course: not by an exit, and each step by one at a time."""


def lay(process: Process, also_start: Collection[str] = ()) -> Laid:
    """The graph of a process. Nodes come in the order in which the steps are met from the start, whatever their names."""
    steps = process.steps
    leads, ways = {}, {}
    for name, step in steps.items():
        leads[name] = [(to, (name, number)) for to, number in targets(step)]
        ways[name] = _way(step)
    starts = [name for name in dict.fromkeys((*process.start, *also_start)) if name in steps]
    order = _met(starts, leads)
    known = set(order)
    into: dict[str, list[Arrow]] = {name: [] for name in steps}
    for number, name in enumerate(starts):
        into[name].append(("", number))
    dangles = any(name not in steps for name in process.start)
    for name in order:
        for to, arrow in leads[name]:
            if to in into:
                into[to].append(arrow)
            else:
                dangles = True
    order += sorted(name for name in steps if name not in known)
    arrows = Arrows(leads, into)
    gathered = gatherings(process, arrows, [name for name in order if ways[name] & (WAITS | CHOOSES | FORKS)])
    laying = _Laying(process, ways, arrows, gathered)
    return Laid(laying.all(order, starts), gathered, dangles, frozenset(laying.goes_on))


def _met(starts: Sequence[str], leads: dict[str, list[tuple[str, Arrow]]]) -> list[str]:
    met = dict.fromkeys(starts)
    waiting = deque(starts)
    while waiting:
        for to, _ in leads[waiting.popleft()]:
            if to in leads and to not in met:
                met[to] = None
                waiting.append(to)
    return list(met)


class _Laying:
    """Lays the graph. ``ways``: how each step goes on, read once, as going back to steps spread over the memory takes long.

    ``doors``: the node at which each step is entered; ``side_doors``: where some arrows into a step enter it instead.
    """

    __slots__ = ("arrows", "builder", "doors", "gathered", "goes_on", "gone", "process", "side_doors", "ways")

    def __init__(self, process: Process, ways: dict[str, int], arrows: Arrows, gathered: dict[str, Gathering]) -> None:
        self.process = process
        self.ways = ways
        self.arrows = arrows
        self.gathered = gathered
        self.builder = Builder()
        self.doors: dict[str, int] = {}
        self.side_doors: dict[str, dict[Arrow, int]] = {}
        self.gone = -1
        self.goes_on: list[int] = []

    def all(self, order: Iterable[str], starts: Sequence[str]) -> Graph:
        rests = {name: self.entrance(name) for name in order}
        for number, name in enumerate(starts):
            self.builder.edge(BEGIN, self.door(name, ("", number)))
        for name, node in rests.items():
            self.way(name, node)
        graph = self.builder.graph()
        return graph if self.gone < 0 else self.open(graph)

    def open(self, graph: Graph) -> Graph:
        """The graph without the branches that lead to nothing, and to no end: nobody knows which join they were meant for."""
        open_end, dropped = reached([self.gone], graph.before), set[int]()
        stops = [node for node, kind in enumerate(graph.kinds) if kind == "stop" and node != self.gone]
        for ends in ([FINISH], [FINISH, *stops]):
            lost = open_end - reached(ends, graph.before)
            for edge, (tail, head) in enumerate(graph.edges):
                if head in lost and tail not in lost and graph.kinds[tail] in ("parallel", "several"):
                    dropped.add(edge)
        kept = [edge for edge in range(len(graph.edges)) if edge not in dropped]
        went_on = set(self.goes_on)
        self.goes_on = [number for number, edge in enumerate(kept) if edge in went_on]
        return Graph(graph.kinds, graph.steps, graph.begins, tuple(graph.edges[edge] for edge in kept))

    def door(self, name: str, arrow: Arrow) -> int:
        """The node that an arrow into a step leads to. What leads to nothing is open: it takes nothing amiss, as a stop."""
        if name not in self.doors:
            if self.gone < 0:
                self.gone = self.builder.node("stop", begins=False)
            return self.gone
        return self.side_doors[name].get(arrow, self.doors[name]) if name in self.side_doors else self.doors[name]

    def entrance(self, name: str) -> int:
        """Lay the nodes at which what arrives is gathered; the last of them."""
        gathering = self.gathered.get(name)
        if gathering is not None:
            return self.gather(name, gathering)
        if self.ways[name] & WAITS and len(self.arrows.into[name]) > 1:
            waits_for_all = self.process.steps[name].join == "all"
            return self.enter(name, self.builder.node("parallel" if waits_for_all else "arrivals", name))
        return self.enter(name, self.plain(name))

    def plain(self, name: str) -> int:
        """The node of a step that gathers nothing. A stop takes effect as soon as its step is begun."""
        stops = self.ways[name] & (STOPS | CHOOSES) == STOPS
        return self.builder.node("stop" if stops else "exclusive", name)

    def enter(self, name: str, node: int) -> int:
        self.doors[name] = node
        return node

    def gather(self, name: str, gathering: Gathering) -> int:
        """A join of groups. What is of no branch passes it by, so that its fault is told once."""
        several = gathering.of_several or isinstance(self.process.steps[gathering.fork].way, Choose)
        if len(gathering.groups) + bool(gathering.of_several) < 2:
            return self.enter(name, self.plain(name))
        join = self.enter(name, self.builder.node("arrivals" if several else "parallel", name, begins=not gathering.of_none))
        doors = self.side_doors[name] = {}
        for group in gathering.groups:
            if len(group) > 1:
                merge = self.builder.node("exclusive", name, begins=False)
                self.builder.edge(merge, join)
                doors |= dict.fromkeys(group, merge)
        if not gathering.of_none:
            return join
        beyond = self.builder.node("exclusive", name)
        self.builder.edge(join, beyond)
        doors |= dict.fromkeys(gathering.of_none, beyond)
        return beyond

    def way(self, name: str, node: int) -> None:
        """Lay how a step goes on from its last node."""
        builder, way = self.builder, self.ways[name]
        if builder.kinds[node] == "stop":
            return
        if way & CHOOSES and builder.kinds[node] != "exclusive":
            builder.edge(node, choice := builder.node("exclusive", name, begins=False))
            node = choice
        split, alone = node, frozenset[int]()
        if way & (FORKS | SEVERAL):
            split = builder.node("several" if way & SEVERAL else "parallel", name, begins=False)
            self.goes_on.append(builder.edge(node, split))
            alone = _alone(self.process.steps[name]) if way & SEVERAL else alone
        elif way & (ENDS | STOPS):
            self.goes_on.append(builder.edge(node, builder.node("stop", name, begins=False) if way & STOPS else FINISH))
        for to, arrow in self.arrows.leads[name]:
            tail = node if arrow[1] < 0 or arrow[1] in alone else split
            edge = builder.edge(tail, self.door(to, arrow))
            if tail == node and arrow[1] >= 0:
                self.goes_on.append(edge)


def _way(step: Step) -> int:
    """How a step waits and goes on."""
    found = (WAITS if step.join is not None else 0) | (
        CHOOSES if step.late or any(failure.recover for failure in step.fails) else 0
    )
    if isinstance(step.way, Choose):
        return found | CHOOSES | (SEVERAL if step.way.many and len(_alone(step)) < len(step.way.options) else 0)
    if isinstance(step.way, End):
        return found | (STOPS if step.way.outcome in STOPPING else ENDS)
    return found | (FORKS if isinstance(step.way, Fork) else 0)


def _alone(step: Step) -> frozenset[int]:
    """The ways of an inclusive choice that are taken alone."""
    options = step.way.options if isinstance(step.way, Choose) and step.way.many else ()
    return frozenset(number for number, option in enumerate(options) if option.otherwise)
