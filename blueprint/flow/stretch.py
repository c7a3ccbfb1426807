"""What lies between two steps, within a process and across processes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple

from blueprint.flow.beside import Key, before_end_of, beside, targets, used_up
from blueprint.flow.graph import reached
from blueprint.flow.walks import Edge
from blueprint.model import Blueprint, End, Process, Step


class Node(NamedTuple):
    """A step as a case passes it: the whole of it, what is done before the process that it runs, or only what comes after.

    ``within``: in a process that a step on the way runs, or hands over to; its end does not lead back.
    """

    process_id: str
    step_id: str
    part: Literal["whole", "before", "after"] = "whole"
    within: bool = False

    @property
    def key(self) -> Key:
        return self.process_id, self.step_id


START: Final = Node("", "", "before")
GOAL: Final = Node("", "", "after")
Onward = Callable[[Node], Iterable[tuple[Node, int | None]]]


class Stretch(NamedTuple):
    """The nodes between a start, which is the first, and a goal, the second; and the edges among them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def passage(process: Process, process_id: str) -> Stretch | None:
    """What lies between the start of a process and its ends; None where no end can be come to."""

    def onward(node: Node) -> Iterator[tuple[Node, int | None]]:
        for to, most in targets(process.steps[node.step_id]):
            if to in process.steps:
                yield Node(process_id, to), most

    starts = [Node(process_id, start) for start in process.start if start in process.steps]
    return _stretch(starts, onward, lambda node: isinstance(process.steps[node.step_id].way, End))


def stretch_between(ways: "Ways", start: Key, ends: frozenset[Key], *, after: bool = False) -> Stretch | None:
    """What lies between a step and the first end of others; None where none of them can be come to.

    To it belongs what was begun beside the step, and may hold up a join that comes after it.
    """
    if ways.step(start) is None:
        return None
    begun = [Node(*start, "after")] if after else ways.entered(start, within=False)
    beside = [*ways.beside(start, ends)]
    onward, spent, possible = ways.onward(ends), ways.spent(start), ways.begun_beside(start, beside, ends)

    def is_end(node: Node) -> bool:
        return node.part == "whole" and node.key in ends

    def stopping(node: Node) -> Iterator[tuple[Node, int | None]]:
        for to, most in onward(node):
            left = most if most is None else most - ((node.key, to.key) in spent)
            if left != 0 and (to.process_id not in possible or to.step_id in possible[to.process_id]):
                yield to, left

    going = stopping if spent or possible else onward
    alone = _stretch(begun, going, is_end)
    return _stretch([*begun, *(Node(*each) for each in beside)], going, is_end) if alone and beside else alone


def leads(ways: "Ways", start: Key, ends: frozenset[Key]) -> bool:
    """Whether a case that is at a step, or what goes on beside it, comes to any of some others."""
    if ways.step(start) is None:
        return False
    starts = [node for key in (start, *ways.beside(start)) for node in ways.entered(key, within=False)]
    return _stretch(starts, ways.onward(ends), lambda node: node.part == "whole" and node.key in ends) is not None


def _stretch(starts: Sequence[Node], onward: Onward, is_end: Callable[[Node], bool]) -> Stretch | None:
    waiting = list(dict.fromkeys(starts))
    numbers = {START: 0, GOAL: 1} | {node: at for at, node in enumerate(waiting, start=2)}
    edges = [Edge(0, numbers[node]) for node in waiting]
    for at, node in enumerate(waiting, start=2):
        if is_end(node):
            edges.append(Edge(at, 1))
        for to, most in onward(node):
            if to not in numbers:
                numbers[to] = len(numbers)
                waiting.append(to)
            edges.append(Edge(at, numbers[to], most))
    before: list[list[int]] = [[] for _ in numbers]
    for tail, head, _ in edges:
        before[head].append(tail)
    kept = reached([1], before)
    if 0 not in kept:
        return None
    if len(kept) == len(numbers):
        return Stretch(tuple(numbers), tuple(edges))
    nodes = [(node, number) for node, number in numbers.items() if number in kept]
    place = {number: at for at, (_, number) in enumerate(nodes)}
    between = (Edge(place[tail], place[head], most) for tail, head, most in edges if tail in kept and head in kept)
    return Stretch(tuple(node for node, _ in nodes), tuple(between))


class Ways:
    """The ways of a case from step to step, across all processes of a blueprint."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint

    def step(self, key: Key) -> Step | None:
        process = self.blueprint.processes.get(key[0])
        return process.steps.get(key[1]) if process else None

    def onward(self, ends: frozenset[Key]) -> Onward:
        """What follows each node; steps in ``ends`` are left only by their exits."""

        def follow(node: Node) -> list[tuple[Node, int | None]]:
            step = self.step(node.key)
            if step is None:
                return []
            if node.part == "before":
                return [(each, None) for each in self._starts(step.runs or "", within=True)]
            whole = node.part == "whole"
            goes_on = not (whole and node.key in ends)
            found: list[tuple[Node, int | None]] = []
            for to, most in targets(step, exits=whole, ways=goes_on):
                found += [(each, most) for each in self.entered((node.process_id, to), within=node.within)]
            if goes_on and (step.starts or isinstance(step.way, End)):
                found += [(each, None) for each in self._elsewhere(node, step)]
            return found

        return follow

    def entered(self, key: Key, *, within: bool) -> tuple[Node, ...]:
        """The nodes at which a step is come to."""
        step = self.step(key)
        if step is None:
            return ()
        whole = Node(*key, "whole", within)
        return (whole, Node(*key, "before", within)) if step.runs in self.blueprint.processes else (whole,)

    def _elsewhere(self, node: Node, step: Step) -> Iterator[Node]:
        """What follows in other processes once a step is done."""
        for name in step.starts:
            yield from self._starts(name, within=node.within)
        if isinstance(step.way, End):
            for name in step.way.continues:
                yield from self._starts(name, within=node.within)
            if not node.within:
                yield from (Node(*key, "after") for key in self._runners.get(node.process_id, ()))

    def _starts(self, target: str, *, within: bool) -> Iterator[Node]:
        """The nodes at which a process begins, or the one of a step of it."""
        name, _, step = target.partition(".")
        process = self.blueprint.processes.get(name)
        for start in (step,) if step else process.start if process else ():
            yield from self.entered((name, start), within=within)

    @cached_property
    def _runners(self) -> dict[str, list[Key]]:
        """The steps that run each process."""
        found: dict[str, list[Key]] = {}
        for name, process in self.blueprint.processes.items():
            for step_id, step in process.steps.items():
                if step.runs:
                    found.setdefault(step.runs, []).append((name, step_id))
        return found

    def spent(self, key: Key) -> frozenset[tuple[Key, Key]]:
        """The arrows with a bound along one of which every case has come to a step: they are used up once."""
        name, step = key
        return frozenset(
            ((name, tail), (name, to)) for tail, to in used_up(self.blueprint.processes[name], self._begun(name), step)
        )

    def begun_beside(self, start: Key, beside: Iterable[Key], ends: frozenset[Key]) -> dict[str, frozenset[str]]:
        """For each process in which the clock may stop, the steps that can be begun before it does."""
        found = {}
        for name in {process for process, _ in ends if process in self.blueprint.processes}:
            if name in self._joining:
                process = self.blueprint.processes[name]
                begun = {step for each, step in (start, *beside) if each == name} | set(self._begun(name))
                here = {step for each, step in ends if each == name}
                found[name] = before_end_of(process, here, begun, start[1] if start[0] == name else None)
        return found

    @cached_property
    def _joining(self) -> frozenset[str]:
        """The processes in which a step waits for branches."""
        processes = self.blueprint.processes.items()
        return frozenset(name for name, process in processes if any(step.join for step in process.steps.values()))

    def _begun(self, name: str) -> tuple[str, ...]:
        """The steps at which cases begin in a process."""
        entered = (each.partition(".")[2] for each in self._continued if each.startswith(f"{name}."))
        return *self.blueprint.processes[name].start, *entered

    @cached_property
    def _continued(self) -> frozenset[str]:
        """The steps that ends of other processes continue in."""
        steps = (step for process in self.blueprint.processes.values() for step in process.steps.values())
        return frozenset(each for step in steps if isinstance(step.way, End) for each in step.way.continues)

    def beside(self, key: Key, ends: Collection[Key] = ()) -> Iterator[Key]:
        """The steps with which branches begin that go on beside a step: in its process, and in those that run it."""
        waiting, seen = [key], {key}
        for each in waiting:
            here = {step for process, step in ends if process == each[0]}
            yield from ((each[0], one) for one in beside(self.blueprint.processes[each[0]], each[1], here))
            new = [one for one in self._runners.get(each[0], ()) if one not in seen]
            seen.update(new)
            waiting += new
