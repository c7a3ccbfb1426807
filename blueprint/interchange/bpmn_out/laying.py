"""From a process to a pool: each step a task, with a gateway before it where it waits and after it where it parts."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from blueprint.durations import Workweek
from blueprint.flow.build import STOPPING, lay
from blueprint.flow.joins import Arrow, targets
from blueprint.interchange.bpmn_out.drafts import Draft, Event, Flow, Node, Pool
from blueprint.interchange.bpmn_out.spans import iso, waits, week_of
from blueprint.layout.lanes import rank_of, title_of
from blueprint.model import Blueprint, Choose, End, Fork, Process, Step

_TASKS: Final = {"manual": "manualTask", "assisted": "userTask", "automated": "serviceTask"}
_BEGINS: Final = {"schedule": "timer", "event": "signal"}


def laid(blueprint: Blueprint) -> Draft:
    """A pool for each process that has a step, in the order of the file."""
    draft, errors = Draft(), dict[str, str]()
    week = week_of(blueprint)
    for id, process in blueprint.processes.items():
        if process.steps:
            draft.pools.append(_Laying(blueprint, id, process, week, errors).pool)
    draft.errors = errors
    return draft


class _Laying:
    """Lays one process. ``doors``: the node at which each step is entered; ``side_doors``: where some arrows enter it instead."""

    def __init__(self, blueprint: Blueprint, id: str, process: Process, week: Workweek, errors: dict[str, str]) -> None:
        self.blueprint = blueprint
        self.id = id
        self.process = process
        self.week = week
        self.errors = errors
        self.doors: dict[str, str] = {}
        self.side_doors: dict[tuple[str, Arrow], str] = {}
        self.exits: dict[str, str] = {}
        lanes = {lane for step in process.steps.values() for lane in (step.lane, *step.with_)}
        order = sorted(lanes, key=lambda lane: rank_of(blueprint, lane))
        titles = tuple((lane, title_of(blueprint, lane)) for lane in order)
        self.pool = Pool(id=f"{id}_pool", name=process.title, process=id, lanes=titles, own=process)
        self.arrows = self.counted()
        self.gathered = lay(process).gatherings
        starts = [name for name in dict.fromkeys(process.start) if name in process.steps]
        for number, name in enumerate(starts):
            self.begin(name, number)
        for name, step in process.steps.items():
            self.step(name, step)
        for number, name in enumerate(starts):
            self.flow(f"{id}_start-{number + 1}", name, ("", number))
        for name, step in process.steps.items():
            self.lead(name, step)

    def counted(self) -> dict[str, int]:
        """How many arrows lead into each step."""
        found = dict.fromkeys(self.process.steps, 0)
        for to in [*self.process.start, *(to for step in self.process.steps.values() for to, _ in targets(step))]:
            if to in found:
                found[to] += 1
        return found

    def node(self, kind: str, of: str, suffix: str, **more: Any) -> Node:
        lane = self.process.steps[of].lane
        return self.pool.add(Node(id=f"{self.id}.{of}{suffix}", kind=kind, lane=lane, step=of, **more))

    def begin(self, name: str, number: int) -> None:
        kind = _BEGINS.get(self.process.starts_by)
        id, lane = f"{self.id}_start-{number + 1}", self.process.steps[name].lane
        said = (self.process.when or "") if len(self.process.start) == 1 else ""
        events = (Event(kind=kind),) if kind else ()
        self.pool.add(Node(id=id, kind="startEvent", lane=lane, role="start", step=name, number=number, name=said, events=events))

    def step(self, name: str, step: Step) -> None:
        doors = list(self.entrance(name, step))
        wait = waits(step)
        if wait is not None:
            says = iso(wait, self.week)
            node = self.node(
                "intermediateCatchEvent",
                name,
                "_wait",
                role="wait",
                name=f"Waits {wait}",
                events=(Event(kind="timer", says=says),),
            )
            doors.append(node.id)
        task = self.node(
            self.kind(step), name, "", role="task", name=step.does, own=step, actor=step.actor or "", calls=step.runs or ""
        )
        doors.append(task.id)
        for before, after in pairwise(doors):
            self.pool.join_up(Flow(id=f"{before}_in", source=before, target=after))
        self.doors[name] = doors[0]
        self.exits[name] = self.way_out(name, step, task)
        self.edge_events(name, step)
        if self.gathered.get(name) and self.gathered[name].of_none:
            beyond = doors[min(1, len(doors) - 1)]
            self.side_doors |= {(name, arrow): beyond for arrow in self.gathered[name].of_none}

    def kind(self, step: Step) -> str:
        """Which sort of task it is, by what is declared of it."""
        actor = self.blueprint.actors.get(step.actor or "")
        if step.runs:
            return "callActivity"
        if step.automation:
            return _TASKS[step.automation]
        if actor is not None and actor.kind == "system":
            return "serviceTask"
        return "sendTask" if any(other in self.blueprint.processes and other != self.id for other in step.starts) else "task"

    def entrance(self, name: str, step: Step) -> Iterator[str]:
        """The gateway at which what arrives is gathered, if anything is awaited; arrows of one branch merge before it."""
        gathering = self.gathered.get(name)
        if gathering is None:
            if step.join and self.arrows[name] > 1:
                yield self.node("parallelGateway" if step.join == "all" else "inclusiveGateway", name, "_join", role="join").id
            return
        several = gathering.of_several or isinstance(self.process.steps[gathering.fork].way, Choose)
        if len(gathering.groups) + bool(gathering.of_several) < 2:
            return
        join = self.node("inclusiveGateway" if several else "parallelGateway", name, "_join", role="join").id
        for number, group in enumerate(gathering.groups, 1):
            if len(group) > 1:
                merge = self.node("exclusiveGateway", name, f"_group-{number}", role="group", number=number).id
                self.pool.join_up(Flow(id=f"{merge}_in", source=merge, target=join))
                self.side_doors |= {(name, arrow): merge for arrow in group}
        yield join

    def way_out(self, name: str, step: Step, task: Node) -> str:
        """The node that the ways of a step leave from."""
        if isinstance(step.way, End):
            events = (Event(kind="terminate"),) if step.way.outcome in STOPPING else ()
            end = self.node("endEvent", name, "_end", role="end", name=step.way.text, events=events)
            self.pool.join_up(Flow(id=f"{task.id}_ends", source=task.id, target=end.id))
            return end.id
        if not isinstance(step.way, Choose | Fork):
            return task.id
        many = isinstance(step.way, Choose) and step.way.many
        kind = "parallelGateway" if isinstance(step.way, Fork) else "inclusiveGateway" if many else "exclusiveGateway"
        gate = self.node(kind, name, "_gate", role="gate")
        self.pool.join_up(Flow(id=f"{task.id}_out", source=task.id, target=gate.id))
        return gate.id

    def edge_events(self, name: str, step: Step) -> None:
        """What may interrupt a step: its failures that somebody recovers, and its limit."""
        host = f"{self.id}.{name}"
        for number, failure in enumerate((each for each in step.fails if each.recover in self.process.steps), 1):
            error = f"{host}_error-{number}"
            self.errors[error] = failure.mode
            events = (Event(kind="error", about=error),)
            self.node(
                "boundaryEvent", name, f"_fail-{number}", role="fail", number=number, name=failure.mode, host=host, events=events
            )
        if step.late in self.process.steps:
            limit = step.time.limit if step.time else None
            events = (Event(kind="timer", says=iso(limit, self.week) if limit else ""),)
            self.node(
                "boundaryEvent",
                name,
                "_late",
                role="late",
                name=f"after {limit}" if limit else "too late",
                host=host,
                events=events,
            )

    def lead(self, name: str, step: Step) -> None:
        """Lay the arrows of a step: its ways, then its exits."""
        options = step.way.options if isinstance(step.way, Choose) else ()
        fails = 0
        for to, number in targets(step):
            if to not in self.process.steps:
                continue
            if number >= 0:
                flow = self.flow(self.exits[name], to, (name, number), suffix=f"_to-{number + 1}")
                self.tell(flow, options[number].when if options else None, otherwise=bool(options) and options[number].otherwise)
            else:
                fails += 1
                last = self.pool.nodes.get(f"{self.id}.{name}_fail-{fails}")
                self.flow(last.id if last else f"{self.id}.{name}_late", to, (name, number))

    def tell(self, flow: Flow, when: str | None, *, otherwise: bool) -> None:
        source = self.pool.nodes[flow.source]
        flow.name = when or ""
        if otherwise and not source.default:
            source.default = flow.id
        elif otherwise:
            flow.name = "otherwise"

    def flow(self, source: str, to: str, arrow: Arrow, suffix: str = "_to") -> Flow:
        target = self.side_doors.get((to, arrow), self.doors[to])
        return self.pool.join_up(Flow(id=f"{source}{suffix}", source=source, target=target))
