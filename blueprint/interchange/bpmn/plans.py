"""Which processes the blueprint gets: one for each process of the file, for each sub-process, and for what runs beside."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import define, field

from blueprint.interchange.bpmn.diagram import ACTIVITIES, SUB_PROCESSES, Diagram, Flow, Node, Pool, Scope
from blueprint.interchange.bpmn.duration import duration, interval
from blueprint.interchange.notes import Notes
from blueprint.values import Duration


@define(eq=False)
class Plan:
    """A process to be, with its nodes in the order of the file.

    ``host`` is the activity that runs it, or beside which it may begin; ``begins`` the event it begins with, in the latter
    case. ``entered`` are nodes at which other processes hand cases over to it.
    """

    title: str
    scope: Scope
    pool: Pool
    lane: str
    nodes: list[Node]
    starts: list[Node] = field(factory=list)
    host: Node | None = None
    begins: Node | None = None
    is_own_event: bool = False
    parent: "Plan | None" = None
    entered: set[str] = field(factory=set)
    id: str = ""

    @property
    def is_beside(self) -> bool:
        """Whether it may begin while an activity goes on, and shares that activity's scope."""
        return self.host is not None and self.begins is not None


@define(eq=False)
class Aside:
    """A single thing done while an activity goes on, after or every so long."""

    node: Node
    time: Duration
    repeats: bool


@define(eq=False)
class Plans:
    """All plans; ``asides`` by the id of the activity they go with."""

    all: list[Plan] = field(factory=list)
    asides: dict[str, list[Aside]] = field(factory=dict)

    def of_node(self) -> dict[str, Plan]:
        return {node.id: plan for plan in self.all for node in plan.nodes}


def make_plans(diagram: Diagram, lanes: Mapping[str, str], pool_lanes: Mapping[str, str], notes: Notes) -> Plans:
    """The plans of a file. ``lanes`` and ``pool_lanes`` are the lanes of nodes and pools."""
    planning = _Planning(lanes, notes)
    for pool in diagram.pools:
        if pool.scope is not None and pool.scope.nodes:
            planning.scope(pool.scope, pool, pool.scope.name or pool.name or _spoken(pool.scope.id), pool_lanes[pool.id])
        elif pool.scope is not None:
            notes.lost(pool.element, f"the process '{pool.scope.name or pool.name or pool.scope.id}' is empty, and left out")
    return planning.plans


class _Planning:
    def __init__(self, lanes: Mapping[str, str], notes: Notes) -> None:
        self.lanes = lanes
        self.notes = notes
        self.plans = Plans()
        self.in_asides: set[str] = set()

    def scope(self, scope: Scope, pool: Pool, title: str, lane: str, **more: Any) -> Plan:
        """Plan a scope, and what lies in it and runs beside it."""
        nodes = [node for node in scope.nodes.values() if not self._left_out(node)]
        main = Plan(title, scope, pool, lane, nodes, **more)
        self.plans.all.append(main)
        besides = list(self._beside(main, nodes))
        gone = {node.id for plan in besides for node in plan.nodes} | self.in_asides
        main.nodes = [node for node in nodes if node.id not in gone]
        main.starts = main.starts or list(_starts(main.nodes))
        for plan in [main, *besides]:
            for node in plan.nodes:
                if node.inner is not None:
                    self.scope(node.inner, pool, node.name or title, self.lanes.get(node.id, lane), host=node, parent=plan)
        for node in scope.nodes.values():
            if node.is_event_sub_process and node.inner is not None:
                self._event_sub_process(node, main)
        return main

    def _left_out(self, node: Node) -> bool:
        """Compensation stands in notes; an event sub-process is a process of its own."""
        if node.is_event_sub_process:
            if node.inner is None:
                self.notes.lost(node.element, f"what '{node.name or node.id}' does at its event is not in the file")
            return True
        if node.is_compensation and not node.ins:
            if node.kind in ACTIVITIES and not node.undoes:
                self.notes.lost(node.element, f"'{node.name or node.id}' undoes another step, but nothing tells which")
            return True
        return False

    def _beside(self, main: Plan, nodes: list[Node]) -> Iterator[Plan]:
        """What may begin while an activity goes on, without ending it."""
        ids = {node.id for node in nodes}
        events = [node for node in nodes if node.kind == "boundaryEvent" and not node.interrupts]
        if not events:
            return
        steps = [node for node in nodes if node.kind != "boundaryEvent"]
        roots = [node for node in steps if not node.ins] or steps[:1]
        ids -= {node.id for node in reach(roots, ids)}
        for event in events:
            branch = reach([event], ids)
            ids -= {node.id for node in branch}
            host = main.scope.nodes[event.host]
            aside = self._aside(event, branch, host)
            if aside is not None:
                self.plans.asides.setdefault(host.id, []).append(aside)
                self.in_asides |= {node.id for node in branch}
                continue
            title = event.name or (branch[1].name if len(branch) > 1 else "") or f"{main.title}, beside"
            plan = Plan(title, main.scope, main.pool, main.lane, branch, [event], host=host, begins=event, parent=main)
            self.plans.all.append(plan)
            self.notes.guessed(event.element, f"'{title}' may begin while '{host.name}' goes on; it is a process of its own now")
            yield plan

    def _aside(self, event: Node, branch: list[Node], host: Node) -> Aside | None:
        """A single activity after a timer, in another lane than its host: a part of the step."""
        timer = event.has("timer")
        time = duration(timer.says) if timer else None
        again = interval(timer.says) if timer else None
        after = time or again
        if after is None or len(branch) < 2 or branch[1].kind not in ACTIVITIES - SUB_PROCESSES:
            return None
        activity, known = branch[1], {event.id, *_with_end(branch[1])}
        lane = self.lanes.get(activity.id)
        free = lane != self.lanes.get(host.id) and all(
            lane != self.lanes.get(each.node.id) for each in self.plans.asides.get(host.id, ())
        )
        if len(activity.outs) > 1 or len(event.outs) != 1 or {node.id for node in branch} != known or not free or activity.edge:
            return None
        self.notes.kept(event.element, f"'{activity.name}' is part of the step '{host.name}' that it happens in")
        return Aside(activity, after, time is None)

    def _event_sub_process(self, node: Node, main: Plan) -> None:
        assert node.inner is not None
        start = next((each for each in node.inner.nodes.values() if each.kind == "startEvent"), None)
        title = node.name or (start.name if start else "") or f"{main.title}, at an event"
        undoes = start is not None and start.has("compensate") is not None
        ends = not undoes and (start is None or start.element.get("isInterrupting") != "false")
        lane = self.lanes.get(node.id, main.lane)
        self.scope(node.inner, main.pool, title, lane, begins=start, parent=main, is_own_event=ends)
        what = "and stops" if ends else "beside"
        self.notes.guessed(node.element, f"'{title}' begins at its event {what} '{main.title}'; it is a process of its own now")


def _with_end(activity: Node) -> Iterator[str]:
    """An activity, the event it hangs on, and the plain end after it."""
    yield activity.id
    yield from (flow.source.id for flow in activity.ins)
    for flow in activity.outs:
        if flow.target.kind == "endEvent" and not flow.target.triggers and len(flow.target.ins) == 1:
            yield flow.target.id


def _starts(nodes: list[Node]) -> Iterator[Node]:
    """Where cases begin: start events, else what begins them by itself, else what nothing leads to."""
    ids = {node.id for node in nodes}
    free = [node for node in nodes if not any(flow.source.id in ids for flow in node.ins) and node.kind != "boundaryEvent"]
    said = [node for node in nodes if node.kind == "startEvent"]
    said += [node for node in free if node.element.get("instantiate") == "true"]
    yield from said or free or nodes[:1]


def reach(roots: Iterable[Node], ids: set[str]) -> list[Node]:
    """The nodes that can be come to, by arrows, links and interrupting events, in the order they are met."""
    met = {node.id: node for node in roots}
    waiting = list(met.values())
    for node in waiting:
        following = [*(flow.target for flow in node.outs), *(each for each in node.edge if each.interrupts)]
        for each in following:
            if each.id in ids and each.id not in met:
                met[each.id] = each
                waiting.append(each)
    return waiting


def _spoken(id: str) -> str:
    """An id as words, where it is no more than a number among letters.

    >>> _spoken("order_handling"), _spoken("Process_0q9sk6e"), _spoken("sid-e4779dd5-c458-4ddc-8c71-d9f63c3ae405")
    ('order handling', 'Process', 'Process')
    """
    words = [word for word in re.split(r"[_.-]+", id) if word]
    return "Process" if not words or any(letter.isdigit() for letter in id) else " ".join(words)


def outlets(plan: Plan) -> list[Flow]:
    """The arrows that lead out of a plan into another."""
    inside = {node.id for node in plan.nodes}
    return [flow for node in plan.nodes for flow in node.outs if flow.target.id not in inside]
