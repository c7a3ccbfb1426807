"""From a vertex to a step: what is done, by whom, with what, in which time, and how it goes on."""

from collections.abc import Iterator
from typing import Any, Final, Literal

from blueprint.interchange.bpmn.context import Context
from blueprint.interchange.bpmn.diagram import Node
from blueprint.interchange.bpmn.duration import duration, interval
from blueprint.interchange.bpmn.plans import Plan
from blueprint.interchange.bpmn.titles import event_text, title, words
from blueprint.interchange.bpmn.vertices import Edge, Vertex
from blueprint.interchange.bpmn.ways import way
from blueprint.model import Failure, Note, Outcome, Part, Step, Time, Way
from blueprint.values import Duration

_AUTOMATION: Final[dict[str, Literal["manual", "assisted", "automated"]]] = {
    "serviceTask": "automated", "scriptTask": "automated", "businessRuleTask": "automated", "userTask": "assisted",
    "manualTask": "manual",
}  # fmt: skip


class Stepping:
    """Makes the steps of a plan. ``parallel``: whether several things can go on in it at once."""

    def __init__(self, context: Context, plan: Plan, *, parallel: bool) -> None:
        self.context = context
        self.plan = plan
        self.parallel = parallel
        self.notes = context.notes

    def step(self, vertex: Vertex) -> Step:
        node, stock, lane = vertex.node, self.context.stock, self.context.lane(vertex, self.plan)
        absorbed = [*([] if vertex.words else [node]), *vertex.gone]
        self.say_lost(vertex, absorbed)
        if vertex.words:
            return Step(lane=lane, does=vertex.words, join=_join(vertex), way=self.way(vertex))
        if not node.name and node.kind.lower().endswith("task"):
            self.notes.guessed(node.element, f"this {node.kind} has no name")
        asides = [each.node for each in self.context.plans.asides.get(node.id, ())]
        return Step(
            lane=lane,
            does=words(vertex),
            actor=stock.actor(node, self.context.lanes.roles.get(lane)),
            automation=_AUTOMATION.get(node.kind),
            data=stock.data(absorbed),
            systems=stock.systems(absorbed),
            time=self.time(vertex),
            with_=self.parts(vertex, lane),
            join=_join(vertex),
            opens=tuple(self.context.opened.get(node.id, ())),
            starts=tuple(self.context.talks.starts.get(id(vertex), ())),
            runs=self.runs(node),
            notes=tuple(Note(kind="fact", says=text) for each in (*absorbed, *asides) for text in dict.fromkeys(each.remarks)),
            fails=tuple(self.failures(vertex)),
            late=next((edge.target.id for edge in _late(vertex)), None),
            way=self.way(vertex),
            extra=self.extra(vertex),
        )

    def extra(self, vertex: Vertex) -> dict[str, Any]:
        """What is kept of BPMN: of the activity, the question of its gateway, the timer that makes it late, and what else
        became part of the step, as far as it says more than its id."""
        also = [kept for each in vertex.gone if len(kept := self.context.kept(each)["x-bpmn"]) > 2]
        timers = [edge.exit for edge in _late(vertex) if edge.exit is not None]
        late = {"late": self.context.kept(timers[0], name=timers[0].name)["x-bpmn"]} if timers else {}
        return self.context.kept(
            vertex.node, question=vertex.decides.name if vertex.decides is not None else "", **late, also=also
        )

    def way(self, vertex: Vertex) -> Way:
        continues = tuple(self.context.talks.continues.get(vertex.ended.id, ())) if vertex.ended is not None else ()
        if vertex.hands_over is not None:
            target = vertex.hands_over.target
            plan, step = self.context.plan_of.get(target.id), self.context.vertices.get(target.id)
            continues = (f"{plan.id}.{step.id}",) if plan is not None and step is not None else ()
            if not continues:
                self.notes.lost(vertex.hands_over.element, f"that it goes on with '{title(target)}' is left out")
        return way(vertex, continues, self.outcome(vertex))

    def outcome(self, vertex: Vertex) -> Outcome:
        """What an end means: a terminating one is plain where nothing else can be going on."""
        node = vertex.ended or (vertex.node if vertex.node.kind == "endEvent" else None)
        if node is None or vertex.outs:
            return "success"
        if node.has("terminate") and self.parallel:
            other = "say withdrawn, refused or passed-on if it is"
            self.notes.guessed(node.element, f"'{title(node)}' stops all that goes on; its outcome is taken for failed; {other}")
            return "failed"
        return "failed" if node.has("error") else "withdrawn" if node.has("cancel") else "success"

    def say_lost(self, vertex: Vertex, nodes: list[Node]) -> None:
        """Words at arrows that are no choice, gateways of a sort of their own, a step that is begun twice."""
        for node in nodes:
            if node.kind == "complexGateway":
                self.notes.lost(node.element, f"what '{title(node)}' waits for or takes is read like an inclusive gateway's")
            if node.element.get("eventGatewayType") == "Parallel":
                self.notes.lost(node.element, f"'{title(node)}' waits for all of its events; here it waits for the first")
        if vertex.doubled:
            self.notes.lost(vertex.node.element, f"'{title(vertex.node)}' leads to a step by two arrows at once; one is read")
        spoken = [edge.label for edge in vertex.outs] if vertex.way not in ("next", "and") else []
        for flow in (flow for edge in vertex.leads() for flow in edge.flows):
            if (flow.name or flow.condition) and flow not in spoken:
                said = flow.name or flow.condition
                self.notes.lost(flow.element, f"the words '{said}' at an arrow are left out: nothing is chosen there")

    def runs(self, node: Node) -> str | None:
        """The process of a sub-process, or the one that an activity calls."""
        if node.inner is not None:
            return self.context.inside.get(id(node.inner))
        called = node.element.get("calledElement")
        if node.kind != "callActivity" or not called:
            return None
        found = self.context.called.get(called) or self.context.called.get(called.rpartition(":")[2])
        if found is None:
            self.notes.lost(node.element, f"'{title(node)}' runs '{called}', which is not in this file")
        return found

    def failures(self, vertex: Vertex) -> Iterator[Failure]:
        late = _late(vertex)
        for edge in vertex.exits:
            if edge.exit is not None and edge not in late:
                yield Failure(mode=event_text(edge.exit), recover=edge.target.id, extra=self.context.kept(edge.exit))

    def time(self, vertex: Vertex) -> Time | None:
        """What timers say: how long a waiting event lies, and when an activity is late."""
        lies = vertex.node if vertex.node.kind == "intermediateCatchEvent" else vertex.lay
        wait = self.timer(lies) if lies is not None else None
        limit = next((self.timer(edge.exit) for edge in _late(vertex) if edge.exit is not None), None)
        return Time(wait=wait, limit=limit) if wait or limit else None

    def timer(self, node: Node) -> Duration | None:
        trigger = node.has("timer")
        if trigger is None:
            return None
        found = duration(trigger.says) or interval(trigger.says)
        if found is None:
            why = f"'{trigger.says}' is no duration in one unit" if trigger.says else "it does not say how long"
            self.notes.lost(node.element, f"the timer '{title(node)}' has no time in the blueprint: {why}")
        return found

    def parts(self, vertex: Vertex, lane: str) -> dict[str, Part]:
        """What other lanes do in the same moment: they send or get messages, or do something after a while."""
        said = self.context.talks.parts.get(id(vertex), {})
        found = {other: Part(does="; ".join(texts)) for other, texts in said.items() if other != lane}
        for aside in self.context.plans.asides.get(vertex.node.id, ()):
            other = self.context.lanes.of_node.get(aside.node.id) or self.plan.lane
            if other in found or other == lane:
                self.notes.lost(aside.node.element, f"'{title(aside.node)}' finds no room beside '{title(vertex.node)}'")
                continue
            found[other] = Part(
                does=title(aside.node),
                every=aside.time if aside.repeats else None,
                after=None if aside.repeats else aside.time,
                data=self.context.stock.data([aside.node]),
                systems=self.context.stock.systems([aside.node]),
                extra=self.context.kept(aside.node),
            )
        return found


def _join(vertex: Vertex) -> str | None:
    return (vertex.awaits if isinstance(vertex.awaits, str) else vertex.awaits.id) or None


def _late(vertex: Vertex) -> list[Edge]:
    """The first timer that ends the activity; further ones are fail points."""
    return [edge for edge in vertex.exits if edge.exit is not None and edge.exit.has("timer")][:1]
