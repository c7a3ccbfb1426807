"""From a blueprint to the course of one of its processes."""

from collections.abc import Callable, Collection
from math import inf
from typing import Final

from blueprint.durations import Elapsed
from blueprint.flow.build import STOPPING
from blueprint.flow.joins import Arrow as Way
from blueprint.flow.joins import Arrows, Gathering, gatherings, targets
from blueprint.model import Blueprint, Choose, End, Fork, Next, Option, Process, Step
from blueprint.timing.course import Arrow, Course, Node, Takes
from blueprint.timing.shares import failures, inclusive, ways
from blueprint.timing.taking import Note, Taking, average
from blueprint.timing.values import Assumed, Key

STARTS: Final = "may begin at several steps: each as likely as the others"
NEVER_LATE: Final = "has a way for when it is late, but says no times that vary: never late"
ROUND: Final = "runs a process that comes back to itself: counted as no time"
ONLY: Final = Option(to="next")
"""Stands for the only way of a step."""
Late = Callable[[Takes], float]
"""The share of cases that take longer than ``most``, were it not for that."""


def course_of(blueprint: Blueprint, process_id: str, *, taking: Taking | None = None, late: Late | None = None) -> Course:
    """The course of a process of which each step can be reached.

    ``late``: how likely a step is to take longer than its limit; without it, by the times of the step alone.
    """
    laying = _Laying(blueprint, process_id, taking or Taking(blueprint), late or _late)
    return laying.course()


def _late(takes: Takes) -> float:
    from blueprint.timing.lognormal import beyond

    return beyond(takes) if takes.varies else float(takes.mean > takes.most)


class _Laying:
    """Lays a course, step by step. Where the blueprint leads to a step that there is not, the case ends.

    ``doors``: the node at which each step is come to; ``side_doors``: where some ways into it enter instead; ``forks``: the node
    that starts the branches of a step; ``lates``: that of the cases in which it is late. ``branching``: the steps at which ways
    part or are waited for.
    """

    __slots__ = (
        "arrows", "assumed", "blueprint", "branching", "counters", "doors", "ends", "forks", "gathered", "into", "late", "lates",
        "leads", "matches", "nodes", "order", "process", "process_id", "side_doors", "starts", "taking",
    )  # fmt: skip

    def __init__(self, blueprint: Blueprint, process_id: str, taking: Taking, late: Late) -> None:
        self.blueprint = blueprint
        self.process_id = process_id
        self.process: Process = blueprint.processes[process_id]
        self.taking = taking
        self.late = late
        self.nodes: list[Node] = [Node("exclusive")]
        self.arrows: list[Arrow] = []
        self.counters: list[int] = []
        self.matches: dict[int, int] = {}
        self.assumed: dict[str, list[Key]] = {}
        self.doors: dict[str, int] = {}
        self.side_doors: dict[str, dict[Way, int]] = {}
        self.forks: dict[str, int] = {}
        self.lates: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.leads: dict[str, list[tuple[str, Way]]] = {}
        self.into: dict[str, list[Way]] = {}
        self.starts = [name for name in self.process.start if name in self.process.steps]
        self.branching: list[str] = []
        self.order = self._met()
        self.gathered = self._gathered()

    def _met(self) -> list[str]:
        """The steps in the order in which they are met from the start, whatever their names."""
        steps, leads, into = self.process.steps, self.leads, self.into
        order = list(dict.fromkeys(self.starts))
        for number, name in enumerate(order):
            into[name] = [("", number)]
        for name in order:
            step = steps[name]
            if step.join or isinstance(step.way, (Choose, Fork)):
                self.branching.append(name)
            leads[name] = found = [(to, (name, number)) for to, number in targets(step) if to in steps]
            for to, way in found:
                if to not in into:
                    into[to] = []
                    order.append(to)
                into[to].append(way)
        return order

    def _gathered(self) -> dict[str, Gathering]:
        """How joins gather what arrives."""
        if not any(self.process.steps[name].join for name in self.branching):
            return {}
        return gatherings(self.process, Arrows(self.leads, self.into), self.branching)

    def course(self) -> Course:
        inner = {name: self._enter(name, self.process.steps[name]) for name in self.order}
        if len(self.starts) > 1:
            self._note(STARTS, self.starts)
        for number, name in enumerate(self.starts):
            self._arrow(0, name, ("", number), 1 / len(self.starts))
        for name, node in inner.items():
            self._go_on(name, self.process.steps[name], node)
        for name, each in self.gathered.items():
            if self.nodes[self.doors[name]].kind != "exclusive":
                self.matches[self.doors[name]] = self.forks[each.fork]
        assumed = [Assumed(what, tuple(sorted(set(keys)))) for what, keys in sorted(self.assumed.items())]
        return Course(self.process_id, self.nodes, self.arrows, self.counters, self.matches, assumed)

    def _note(self, what: str, names: Collection[str]) -> None:
        self.assumed.setdefault(what, []).extend((self.process_id, name) for name in names)

    def _node(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _arrow(
        self, tail: int, name: str, way: Way, share: float, *, is_exit: bool = False, most: int | None = None, rest: bool = False
    ) -> None:
        """An arrow to a step, or to where this way into it enters."""
        counter = -1
        if most is not None:
            counter = len(self.counters)
            self.counters.append(most)
        head, aside = self.doors[name], self.side_doors.get(name)
        if aside:
            head = aside.get(way, head)
        self.arrows.append(Arrow(tail, head, share, is_exit, counter, (self.process_id, name), rest))

    def _enter(self, name: str, step: Step) -> int:
        """Lay the nodes at which a step is come to and done; the last of them, from which it goes on."""
        if not step.join:
            self.doors[name], last = self._do(name, step)
            return last
        gathering, waits = self.gathered.get(name), 0
        if gathering is not None and len(gathering.groups) > 1:
            inclusive_fork = isinstance(self.process.steps[gathering.fork].way, Choose)
            waits = self._node(Node("arrivals" if inclusive_fork else "parallel"))
            self._merge(name, gathering, waits)
        elif step.join == "all" and len(self.into[name]) > 1:
            waits = self._node(Node("parallel"))
        first, last = self._do(name, step)
        if waits:
            self.arrows.append(Arrow(waits, first))
        self.doors[name] = waits or first
        return last

    def _merge(self, name: str, gathering: Gathering, join: int) -> None:
        """Lay a node for each branch that comes to a join along several ways."""
        doors = self.side_doors[name] = {}
        for group in gathering.groups:
            if len(group) > 1:
                merge = self._node(Node("exclusive"))
                self.arrows.append(Arrow(merge, join))
                doors |= dict.fromkeys(group, merge)

    def _do(self, name: str, step: Step) -> tuple[int, int]:
        """Lay what is done in a step: its first node and its last."""
        key = (self.process_id, name)
        takes = self.taking.takes(step, self._run(name, step.runs) if step.runs else "", self._noting(name))
        if not step.late or step.late not in self.process.steps:
            node = self._node(Node("exclusive", key, takes, begins=True))
            return node, node
        limit = self.taking.limit(step)
        bounded = takes._replace(most=limit)
        share = self.late(bounded) if limit < inf else 0.0
        if not share:
            if not takes.varies:
                self._note(NEVER_LATE, [name])
            node = self._node(Node("exclusive", key, takes, begins=True))
            return node, node
        first = self._node(Node("exclusive", key, begins=True))
        in_time = self._node(Node("exclusive", key, bounded if share < 1 else takes))
        work = limit * takes.work / takes.mean if takes.mean else 0.0
        late = self._node(Node("exclusive", key, Takes(self._limit(step), limit, work, limit - work)))
        self.arrows.append(Arrow(first, in_time))
        self.arrows.append(Arrow(first, late, share, is_exit=True))
        self.lates[name] = late
        return first, in_time

    def _run(self, name: str, run: str) -> str:
        """The process that a step runs; none where that comes back to this one."""
        if self.process_id in self.taking.run_by(run):
            self._note(ROUND, [name])
            return ""
        return run if run in self.blueprint.processes else ""

    def _noting(self, name: str) -> Note:
        return lambda what: self._note(what, [name])

    def _limit(self, step: Step) -> Elapsed:
        return average(step.time.limit) if step.time and step.time.limit else Elapsed()

    def _go_on(self, name: str, step: Step, node: int) -> None:
        """Lay how a step goes on from its last node: by its exits, and by its ways."""
        leads = self.leads[name]
        if isinstance(step.way, Next) and len(leads) == 1 and leads[0][1] == (name, 0):
            self._arrow(node, *leads[0], 1.0)
            return
        exits = [(to, way) for to, way in leads if way[1] < 0]
        if exits:
            self._leave(name, step, node, exits)
        if isinstance(step.way, End) or len(exits) == len(leads):
            outcome = step.way.outcome if isinstance(step.way, End) else "success"
            self.arrows.append(Arrow(node, self._end(outcome)))
        elif isinstance(step.way, Fork) or (isinstance(step.way, Choose) and step.way.many):
            self._branch(name, step, node)
        else:
            shares = ways(step, self._noting(name))
            options = step.way.options if isinstance(step.way, Choose) else (ONLY,)
            for to, way in leads:
                if way[1] >= 0:
                    option = options[way[1]]
                    self._arrow(node, to, way, shares[way[1]], most=option.at_most, rest=option.otherwise)

    def _leave(self, name: str, step: Step, node: int, exits: list[tuple[str, Way]]) -> None:
        """Lay the exits of a step: one for each failure with a recovery, and one for when it is late."""
        recoveries = [failure for failure in step.fails if failure.recover]
        shares = failures(step, self._noting(name))
        for to, way in exits:
            number = -1 - way[1]
            if number < len(recoveries):
                self._arrow(node, to, way, shares[number], is_exit=True, most=recoveries[number].at_most)
            elif name in self.lates:
                self._arrow(self.lates[name], to, way, 1.0, is_exit=True)
            else:
                self._arrow(node, to, way, 0.0, is_exit=True)

    def _branch(self, name: str, step: Step, node: int) -> None:
        """Lay the branches that a step starts; ways that are taken alone leave from the step itself."""
        leads = [(to, way) for to, way in self.leads[name] if way[1] >= 0]
        if not isinstance(step.way, Choose):
            self.forks[name] = fork = self._node(Node("parallel"))
            self.arrows.append(Arrow(node, fork))
            for to, way in leads:
                self._arrow(fork, to, way, 1.0)
            return
        options = step.way.options
        own, alone = inclusive(options, self._noting(name))
        if own:
            self.forks[name] = some = self._node(Node("several"))
            self.arrows.append(Arrow(node, some, 1 - sum(alone)))
        numbers = {True: iter(alone), False: iter(own)}
        for to, way in leads:
            option = options[way[1]]
            tail = node if option.otherwise else some
            self._arrow(tail, to, way, next(numbers[option.otherwise]), most=option.at_most, rest=option.otherwise)

    def _end(self, outcome: str) -> int:
        """The node of an outcome."""
        if outcome not in self.ends:
            self.ends[outcome] = self._node(Node("stop" if outcome in STOPPING else "end", ends=outcome))
        return self.ends[outcome]
