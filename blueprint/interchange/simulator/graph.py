"""A process as the simulator reads it: plain tasks, failures as choices after them, one start, one end, what can be reached."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve

from blueprint.interchange.bpmn_out.drafts import Flow, Node, Pool, Role
from blueprint.interchange.bpmn_out.laying import laid
from blueprint.model import Blueprint, Process
from blueprint.values import Table

_ROLES: Final[Mapping[str, Role]] = {"startEvent": "start", "endEvent": "end"}


def as_simulated(process: Process) -> Process:
    """A process without what the simulator has no sign for: interrupting clocks."""
    return evolve(process, steps=Table({name: evolve(step, late=None) for name, step in process.steps.items()}))


def simulated(blueprint: Blueprint, id: str) -> Pool:
    """The pool of a process for the simulator."""
    process = as_simulated(blueprint.processes[id])
    (pool,) = laid(evolve(blueprint, processes=Table({id: process}))).pools
    return _Simplifying(pool).pool


class _Simplifying:
    """Makes a pool of what the simulator knows. ``arrows`` are ends by id."""

    def __init__(self, pool: Pool) -> None:
        self.old = pool
        self.pool = Pool(id=pool.id, name=pool.name, process=pool.process, lanes=pool.lanes, own=None)
        self.nodes: dict[str, Node] = {}
        self.arrows: list[Flow] = []
        self.lay()
        self.gather_waits()
        for node in self.reached():
            self.pool.add(node)
        for flow in self.arrows:
            if flow.source in self.pool.nodes and flow.target in self.pool.nodes:
                self.pool.join_up(flow)

    def lay(self) -> None:
        names = Counter(node.name for node in self.old.nodes.values() if node.role == "task")
        edges = {node.host for node in self.old.nodes.values() if node.host}
        starts = [node for node in self.old.nodes.values() if node.role == "start"]
        self.one(starts)
        for node in self.old.nodes.values():
            if node.role in ("start", "end", "fail"):
                continue
            name = f"{node.name} ({node.step})" if node.role == "task" and names[node.name] > 1 else node.name
            kind = "task" if node.role == "task" else node.kind
            self.nodes[node.id] = Node(
                id=node.id, kind=kind, lane=node.lane, role=node.role, step=node.step, name=name, events=node.events, own=node.own
            )
            if node.id in edges:
                self.add("exclusiveGateway", node, f"{node.id}_outcome")
                self.arrows.append(Flow(id=f"{node.id}_done", source=node.id, target=f"{node.id}_outcome"))
        for flow in self.old.flows:
            source, target = self.old.nodes[flow.source], self.old.nodes[flow.target]
            begins = f"{self.old.process}_begin" if len(starts) > 1 else f"{self.old.process}_start"
            leaves = begins if source.role == "start" else f"{source.host}_outcome" if source.host else source.id
            leaves = f"{source.id}_outcome" if source.id in edges else leaves
            self.arrows.append(
                Flow(id=flow.id, source=leaves, target=f"{self.old.process}_end" if target.role == "end" else target.id)
            )

    def one(self, starts: list[Node]) -> None:
        """One start and one end; where cases begin in several ways, each is as likely."""
        first = next(iter(self.old.nodes.values()))
        self.add("startEvent", first, f"{self.old.process}_start")
        self.add("endEvent", first, f"{self.old.process}_end")
        if len(starts) > 1:
            self.add("exclusiveGateway", first, f"{self.old.process}_begin")
            self.arrows.append(
                Flow(id=f"{self.old.process}_begins", source=f"{self.old.process}_start", target=f"{self.old.process}_begin")
            )

    def add(self, kind: str, like: Node, id: str) -> None:
        self.nodes[id] = Node(id=id, kind=kind, lane=like.lane, role=_ROLES.get(kind, "gate"), step=like.step)

    def gather_waits(self) -> None:
        """Arrows that meet at a timer meet just before it."""
        for node in [each for each in self.nodes.values() if each.role == "wait"]:
            arrows = [flow for flow in self.arrows if flow.target == node.id]
            if len(arrows) > 1:
                self.add("exclusiveGateway", node, f"{node.id}_merge")
                for flow in arrows:
                    flow.target = f"{node.id}_merge"
                self.arrows.append(Flow(id=f"{node.id}_merged", source=f"{node.id}_merge", target=node.id))

    def reached(self) -> Iterator[Node]:
        """What a case can come to, in the order it was laid."""
        after: dict[str, list[str]] = {}
        for flow in self.arrows:
            after.setdefault(flow.source, []).append(flow.target)
        met = {f"{self.old.process}_start"}
        waiting = list(met)
        for id in waiting:
            for other in after.get(id, ()):
                if other not in met:
                    met.add(other)
                    waiting.append(other)
        yield from (node for id, node in self.nodes.items() if id in met)
