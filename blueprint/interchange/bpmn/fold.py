"""From nodes and arrows to steps that say themselves how they wait and go on.

A gateway becomes part of the step before it (a choice, a fork) or after it (a join); ways that merge need nothing. Where
there is no such step, or the gateway does two things, it becomes a step of its own.
"""

from collections.abc import Callable
from typing import Final

from attrs import evolve

from blueprint.interchange.bpmn.diagram import ACTIVITIES, GATEWAYS, Node
from blueprint.interchange.bpmn.duration import duration
from blueprint.interchange.bpmn.plans import Plan
from blueprint.interchange.bpmn.titles import title
from blueprint.interchange.bpmn.vertices import Edge, Vertex, join_up, materialise

KINDS: Final = {
    "exclusiveGateway": "xor", "parallelGateway": "and", "inclusiveGateway": "or", "complexGateway": "or",
    "eventBasedGateway": "event",
}  # fmt: skip


class Fold:
    """The steps of a plan. ``talking`` are the nodes that exchange messages, which stay steps whatever they are."""

    def __init__(self, plan: Plan, talking: set[str]) -> None:
        self.plan = plan
        self.talking = talking
        self.at = {node.id: Vertex(node, KINDS.get(node.kind, "work"), is_gateway=node.kind in GATEWAYS) for node in plan.nodes}
        self.vertices = list(self.at.values())
        self.starts: list[Vertex] = []
        self.began: list[Node] = []

    def steps(self) -> list[Vertex]:
        """The vertices that become steps, in the order of the file."""
        self.lay()
        self.starts = [self.at[node.id] for node in self.plan.starts if node.id in self.at]
        self.choose_fragments()
        self.part_ways()
        self.vertices, order = self.far_ends_first(), self.vertices
        self.each(self.merge)
        left = set(map(id, self.vertices))
        self.vertices = [vertex for vertex in order if id(vertex) in left]
        self.each(self.wait)
        self.each(self.go_on)
        for vertex in self.vertices:
            if vertex.kind != "work" and not self.is_group(vertex):
                materialise(vertex)
        for drop in (self.take_wait, self.drop_start, self.drop_passing, self.drop_exit, self.drop_end):
            self.each(drop)
        self.part_ends()
        return self.vertices

    def each(self, act: Callable[[Vertex], bool]) -> None:
        """Do something to every vertex; those for which it says so are no more. Again, until nothing changes."""
        changed = True
        while changed:
            gone = {id(vertex) for vertex in list(self.vertices) if act(vertex)}
            self.vertices = [vertex for vertex in self.vertices if id(vertex) not in gone]
            changed = bool(gone)

    def far_ends_first(self) -> list[Vertex]:
        """Gateways in a row from the last to the first: so an arrow is led on past all of them at once."""
        met: set[int] = set()
        ordered: list[Vertex] = []
        for vertex in self.vertices:
            row = []
            while id(vertex) not in met:
                met.add(id(vertex))
                row.append(vertex)
                vertex = vertex.outs[0].target if vertex.kind != "work" and len(vertex.outs) == 1 else vertex
            ordered += reversed(row)
        return ordered

    def lay(self) -> None:
        for node in self.plan.nodes:
            vertex = self.at[node.id]
            for flow in node.outs:
                target = self.at.get(flow.target.id)
                if target is None:
                    target = Vertex(node, "work", hands_over=flow, words=f"Goes on with '{title(flow.target)}'")
                    self.vertices.append(target)
                join_up(Edge(vertex, target, [flow]))
            for event in node.edge:
                if event.id in self.at and event.interrupts:
                    edge = Edge(vertex, self.at[event.id], exit=event)
                    vertex.exits.append(edge)
                    edge.target.ins.append(edge)

        for vertex in self.vertices:
            vertex.waits = vertex.kind in ("and", "or") and len(vertex.ins) > 1

    def choose_fragments(self) -> None:
        """The inside of an ad-hoc sub-process: any of its pieces may be done, and several of them."""
        free = [vertex for vertex in self.vertices if not vertex.ins and vertex.node.kind != "boundaryEvent"]
        if not self.plan.scope.is_ad_hoc or len(free) < 2 or self.plan.begins is not None:
            return
        host = self.plan.host
        chooser = Vertex(host or free[0].node, "work", way="or", words="Chooses what is to be done")
        self.vertices.insert(0, chooser)
        for vertex in free:
            join_up(Edge(chooser, vertex))
        self.starts = [chooser]

    def part_ways(self) -> None:
        """What leaves a task by several arrows leaves by all of them, or by those whose conditions hold."""
        for vertex in self.vertices:
            if vertex.kind == "work" and len(vertex.outs) > 1 and vertex.way == "next":
                conditional = any(flow.condition or flow.is_default for edge in vertex.outs for flow in edge.flows)
                vertex.way = "or" if conditional else "and"

    def stays(self, vertex: Vertex) -> bool:
        return vertex.node.id in self.plan.entered or vertex.node.id in self.talking

    def merge(self, vertex: Vertex) -> bool:
        """A gateway with one way out at which nothing is awaited leads on to what follows it."""
        if vertex.kind == "work" or len(vertex.outs) != 1 or vertex.waits or self.stays(vertex):
            return False
        (out,) = vertex.outs
        after = out.target
        if after is vertex or (after.waits and len(vertex.ins) > 1) or (not vertex.ins and vertex not in self.starts):
            return False
        self.lead_on(vertex, after)
        return True

    def lead_on(self, vertex: Vertex, after: Vertex) -> None:
        """Take a vertex out of the way: what led to it leads to what follows."""
        for out in vertex.outs:
            after.ins.remove(out)
        spoken = [flow for out in vertex.outs for flow in out.flows if flow.speaks]
        for edge in vertex.ins:
            edge.target = after
            edge.flows += spoken
            after.ins.append(edge)
        self.starts = list(dict.fromkeys(after if each is vertex else each for each in self.starts))
        after.gone += [vertex.node, *vertex.gone]

    def is_group(self, vertex: Vertex) -> bool:
        """Whether ways merge here just before they are awaited together with others."""
        return vertex.kind == "xor" and len(vertex.outs) == 1 and len(vertex.ins) > 1 and bool(vertex.outs[0].target.join)

    def wait(self, vertex: Vertex) -> bool:
        """A join becomes part of the step after it."""
        if not vertex.waits or vertex.kind == "work" or len(vertex.outs) != 1:
            return False
        after = vertex.outs[0].target
        free = after.kind == "work" and after.ins == vertex.outs and not after.join and after not in self.starts
        if not free or self.stays(vertex) or after.node.kind == "startEvent":
            materialise(vertex)
            return False
        after.join, after.waits_at = vertex.kind, vertex.node
        after.ins = []
        for edge in vertex.ins:
            edge.target = after
            after.ins.append(edge)
        after.gone += [vertex.node, *vertex.gone]
        return True

    def go_on(self, vertex: Vertex) -> bool:
        """A choice or fork becomes the way of the step before it."""
        if vertex.kind == "work" or len(vertex.outs) < 2:
            return False
        before = vertex.ins[0].source if len(vertex.ins) == 1 else None
        fits = before is not None and before.kind == "work" and before.way == "next" and vertex.ins[0].exit is None
        if before is None or not fits or self.stays(vertex) or vertex in self.starts:
            materialise(vertex)
            return False
        before.way, before.decides = vertex.kind, vertex.node
        before.outs = vertex.outs
        for edge in vertex.outs:
            edge.source = before
        before.gone += [vertex.node, *vertex.gone]
        return True

    def take_wait(self, vertex: Vertex) -> bool:
        """A timer that says no more than how long it lies is the wait before the activity after it.

        Where a timer ends that activity, its clock would run while the case lies: there the two stay apart.
        """
        if not _only_waits(vertex) or vertex.way != "next" or len(vertex.outs) != 1 or self.stays(vertex) or vertex.words:
            return False
        after = vertex.outs[0].target
        free = after.ins == vertex.outs and not after.join and after not in self.starts and after.lay is None and not after.words
        if not free or after.node.kind not in ACTIVITIES or any(edge.exit and edge.exit.has("timer") for edge in after.exits):
            return False
        if any(edge.source.way == "event" for edge in vertex.ins) or (not vertex.ins and vertex not in self.starts):
            return False
        after.join, after.waits_at, after.lay = vertex.join, vertex.waits_at, vertex.node
        self.lead_on(vertex, after)
        return True

    def drop_start(self, vertex: Vertex) -> bool:
        """A start event that does nothing else leads to the first step."""
        begins = vertex.node.kind == "startEvent" or vertex.node is self.plan.begins
        if not begins or self.stays(vertex) or vertex.ins or vertex.way != "next" or len(vertex.outs) != 1 or vertex.words:
            return False
        after = vertex.outs[0].target
        alone = len([each for each in self.plan.starts if each.kind == "startEvent"]) < 2
        if after.join or after.kind != "work" or after.node.kind == "endEvent" or (vertex.node.name and not alone):
            return False
        self.lead_on(vertex, after)
        self.began.append(vertex.node)
        return True

    def drop_passing(self, vertex: Vertex) -> bool:
        """An event without a name and without a matter is passed by; so is a link."""
        node = vertex.node
        passes = (not node.triggers and not node.name) or node.has("link")
        if node.kind not in ("intermediateThrowEvent", "intermediateCatchEvent") or not passes or len(vertex.outs) != 1:
            return False
        after = vertex.outs[0].target
        awaited = len(vertex.ins) != 1 and (after.join or after.kind != "work")
        busy = vertex.way != "next" or vertex.join or vertex.words or self.stays(vertex)
        if busy or awaited or after is vertex or not vertex.ins:
            return False
        self.lead_on(vertex, after)
        return True

    def drop_exit(self, vertex: Vertex) -> bool:
        """A boundary event leads from its activity to what follows."""
        if vertex.node.kind != "boundaryEvent" or self.stays(vertex) or vertex.way != "next" or len(vertex.outs) != 1:
            return False
        if vertex.hands_over or vertex in self.starts or len(vertex.ins) != 1 or vertex.outs[0].target is vertex:
            return False
        self.lead_on(vertex, vertex.outs[0].target)
        return True

    def drop_end(self, vertex: Vertex) -> bool:
        """An end is how the steps before it end; for the ways of a choice or fork it stays a step."""
        elsewhere = bool(vertex.words) and vertex.hands_over is not None
        ends = elsewhere or (vertex.node.kind == "endEvent" and not self.stays(vertex))
        if not ends or vertex.outs or vertex.join or vertex in self.starts or not vertex.ins:
            return False
        for edge in [edge for edge in vertex.ins if comes_to(edge)]:
            vertex.ins.remove(edge)
            edge.source.outs, edge.source.hands_over = [], vertex.hands_over
            edge.source.ended = None if elsewhere else vertex.node
            edge.source.gone += [*([] if elsewhere else [vertex.node]), *vertex.gone]
        return not vertex.ins

    def part_ends(self) -> None:
        """An end that several branches come to at once ends each of them by itself: there is one for each step before it."""
        if not any(vertex.way in ("and", "or") for vertex in self.vertices):
            return
        for vertex in [each for each in self.vertices if each.node.kind == "endEvent" and not each.outs and not each.join]:
            groups: dict[int, list[Edge]] = {}
            for edge in vertex.ins:
                by_itself = edge.source.way in ("and", "or") and edge.exit is None
                groups.setdefault(id(edge) if by_itself else id(edge.source), []).append(edge)
            for edges in list(groups.values())[1:] if not self.stays(vertex) else ():
                other = evolve(vertex, ins=edges, outs=[], exits=[])
                for edge in edges:
                    vertex.ins.remove(edge)
                    edge.target = other
                self.vertices.append(other)


def _only_waits(vertex: Vertex) -> bool:
    trigger = vertex.node.has("timer")
    time = duration(trigger.says) if trigger is not None and vertex.node.kind == "intermediateCatchEvent" else None
    return time is not None and vertex.node.name in ("", f"Waits {time}")


def comes_to(edge: Edge) -> bool:
    """Whether a step does nothing after its work but come to the end of the edge."""
    step = edge.source
    return step.way == "next" and step.kind == "work" and edge.exit is None and (not step.is_gateway or bool(step.join))
