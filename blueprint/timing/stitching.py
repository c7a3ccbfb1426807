"""Courses across processes: what a step runs laid out in its place, what a step starts laid out beside what follows it, and what
an end hands the case on to laid out after it; as far as they lead to steps that are asked for."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from blueprint.model import Blueprint, End, Step
from blueprint.timing.course import Arrow, Course, Node
from blueprint.timing.values import Key

if TYPE_CHECKING:
    from blueprint.timing.reckoning import Reckoning


def course_for(reckoning: "Reckoning", start: Key, wanted: Collection[Key]) -> tuple[Course, bool]:
    """A course that leads from a step to others; and whether it is the whole truth.

    It is that of the process of the step, or where that does not lead to the others, of one that runs it.
    """
    foreign = {key[0] for key in wanted} - {start[0]}
    if not foreign:
        return reckoning.course(start[0]), True
    links = _links(reckoning.blueprint)
    leading = _leading(links, foreign)
    root = start[0]
    if root not in leading:
        runners = sorted(
            name for name, linked in links.items() if name in leading and root in _reached([name], links) and name != root
        )
        if not runners:
            return reckoning.course(root), True
        root = runners[0]
        leading |= _leading(links, {start[0]})
    stitching = _Stitching(reckoning, leading)
    return stitching.course(root), stitching.whole and root == start[0]


def _links(blueprint: Blueprint) -> dict[str, list[str]]:
    """The processes that each process leads to for certain."""
    found: dict[str, list[str]] = {}
    for name, process in blueprint.processes.items():
        linked = (each for step in process.steps.values() for each in (step.runs, *step.starts, *_continues(step)) if each)
        found[name] = [
            each for each in dict.fromkeys(target.partition(".")[0] for target in linked) if each in blueprint.processes
        ]
    return found


def _continues(step: Step) -> tuple[str, ...]:
    return step.way.continues if isinstance(step.way, End) else ()


def _leading(links: dict[str, list[str]], wanted: Iterable[str]) -> set[str]:
    """The processes that lead to wanted ones, these included."""
    before: dict[str, list[str]] = {name: [] for name in links}
    for name, linked in links.items():
        for each in linked:
            before[each].append(name)
    return _reached((each for each in wanted if each in links), before)


def _reached(starts: Iterable[str], links: Mapping[str, Iterable[str]]) -> set[str]:
    """The processes that these lead to, themselves included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        new = set(links[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


class _Stitching:
    """Lays courses side by side. ``begun``: the node at which each process begins that is handed on to; ``doors`` those of its
    steps. ``whole``: a stop within what a step runs could not be mistaken for one of the case, nor a limit be left out."""

    def __init__(self, reckoning: "Reckoning", leading: set[str]) -> None:
        self.reckoning = reckoning
        self.leading = leading
        self.nodes: list[Node] = []
        self.arrows: list[Arrow] = []
        self.counters: list[int] = []
        self.matches: dict[int, int] = {}
        self.begun: dict[str, int] = {}
        self.doors: dict[Key, int] = {}
        self.waiting: list[str] = []
        self.whole = True

    def course(self, root: str) -> Course:
        self._begin(root)
        while self.waiting:
            name = self.waiting.pop()
            self._join_up(name, self.begun[name])
        return Course(root, self.nodes, self.arrows, self.counters, self.matches)

    def _begin(self, name: str) -> int:
        """The node at which a process begins that the case is handed on to."""
        if name not in self.begun:
            self.begun[name] = base = self._copy(name)
            self.doors |= {key: base + node for key, node in self.reckoning.course(name).beginnings.items()}
            self.waiting.append(name)
        return self.begun[name]

    def _copy(self, name: str) -> int:
        """Lay a copy of a course; the node at which it begins."""
        course, base, bounds = self.reckoning.course(name), len(self.nodes), len(self.counters)
        self.nodes += course.nodes
        self.counters += course.counters
        self.matches |= {base + join: base + fork for join, fork in course.matches.items()}
        for arrow in course.arrows:
            counter = arrow.counter + bounds if arrow.counter >= 0 else -1
            self.arrows.append(arrow._replace(tail=base + arrow.tail, head=base + arrow.head, counter=counter))
        return base

    def _node(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _join_up(self, name: str, base: int) -> None:
        """Lay what the steps of a copy run, start and hand on to."""
        steps = self.reckoning.blueprint.processes[name].steps
        for at, node in enumerate(self.reckoning.course(name).nodes):
            if node.key is not None and node.kind == "exclusive":
                if node.takes.run in self.leading:
                    self._run(base + at, node)
                self._start(base + at, [each for each in steps[node.key[1]].starts if each in self.leading])
                self._hand_on(
                    base + at, [each for each in _continues(steps[node.key[1]]) if each.partition(".")[0] in self.leading]
                )

    def _moved(self, node: int, to: int) -> None:
        """Let the ways of a node lead from another."""
        for number, arrow in enumerate(self.arrows):
            if arrow.tail == node:
                self.arrows[number] = arrow._replace(tail=to)

    def _run(self, node: int, what: Node) -> None:
        """Lay the process that a step runs between its own time and its ways. All its ends lead there."""
        after = self._node(Node("exclusive", what.key))
        self._moved(node, after)
        self.whole = self.whole and what.takes.most == float("inf")
        self.nodes[node] = what._replace(takes=what.takes._replace(run="", most=float("inf")))
        base = self._copy(what.takes.run)
        inside = range(base, len(self.nodes))
        branches = any(self.nodes[each].kind in ("parallel", "several") for each in inside)
        self.whole = self.whole and not (branches and any(self.nodes[each].kind == "stop" for each in inside))
        gate = after
        if branches:
            gate = self._node(Node("arrivals"))
            self.arrows.append(Arrow(gate, after))
        ends = {each for each in inside if self.nodes[each].ends}
        for number, arrow in enumerate(self.arrows):
            if arrow.head in ends:
                self.arrows[number] = arrow._replace(to=what.key)
        for each in ends:
            self.nodes[each] = Node("exclusive")
            self.arrows.append(Arrow(each, gate))
        self.arrows.append(Arrow(node, base))
        self._join_up(what.takes.run, base)

    def _start(self, node: int, targets: list[str]) -> None:
        """Lay the processes that begin when a step is done."""
        if not targets or not self._goes_on(node):
            return
        after, fork = self._node(Node("exclusive")), self._node(Node("parallel"))
        for number, arrow in enumerate(self.arrows):
            if arrow.tail == node and not arrow.is_exit:
                self.arrows[number] = arrow._replace(tail=after)
        self.arrows.append(Arrow(node, fork))
        self.arrows += [Arrow(fork, head) for head in (after, *map(self._begin, targets))]

    def _hand_on(self, node: int, targets: list[str]) -> None:
        """Lay what an end continues in, in the stead of the end."""
        heads = [self._door(target) for target in targets]
        for number, arrow in enumerate(self.arrows):
            if heads and arrow.tail == node and self.nodes[arrow.head].ends:
                head = heads[0]
                if len(heads) > 1:
                    head = self._node(Node("parallel"))
                    self.arrows += [Arrow(head, each) for each in heads]
                self.arrows[number] = arrow._replace(head=head, to=self.nodes[node].key)

    def _door(self, target: str) -> int:
        name, _, step = target.partition(".")
        begin = self._begin(name)
        return self.doors.get((name, step), begin)

    def _goes_on(self, node: int) -> bool:
        """Whether ways leave a node that are more than a link to another node of its step."""
        key = self.nodes[node].key
        return any(each.tail == node and self.nodes[each.head].key != key for each in self.arrows if not each.is_exit)
