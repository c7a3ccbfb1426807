"""What is known of a file by the time its steps are made."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import define

from blueprint.interchange.bpmn.diagram import Diagram, Node
from blueprint.interchange.bpmn.extras import extra
from blueprint.interchange.bpmn.lanes import Lanes
from blueprint.interchange.bpmn.plans import Plan, Plans
from blueprint.interchange.bpmn.stock import Stock
from blueprint.interchange.bpmn.talks import Talks
from blueprint.interchange.bpmn.vertices import Vertex
from blueprint.interchange.notes import Notes


@define(eq=False, slots=False)
class Context:
    """A file whose plans and steps have their ids. ``vertices`` are the steps that nodes became, by the nodes' ids."""

    diagram: Diagram
    lanes: Lanes
    plans: Plans
    vertices: Mapping[str, Vertex]
    plan_of: Mapping[str, Plan]
    talks: Talks
    stock: Stock
    notes: Notes

    @cached_property
    def inside(self) -> dict[int, str]:
        """The processes of sub-processes, by what is in them."""
        return {id(plan.scope): plan.id for plan in self.plans.all if not plan.is_beside}

    @cached_property
    def called(self) -> dict[str, str]:
        """The processes that an activity may call, by their ids in the file."""
        return {plan.scope.id: plan.id for plan in self.plans.all if plan.parent is None}

    @cached_property
    def opened(self) -> dict[str, list[str]]:
        """What a message of the customer may begin while an activity goes on, by the activity's id."""
        found: dict[str, list[str]] = {}
        for plan in self.plans.all:
            if plan.begins is not None and plan.host is not None and self.customer_sends_to(plan.begins):
                found.setdefault(plan.host.id, []).append(plan.id)
        return found

    @cached_property
    def asked(self) -> set[str]:
        """The nodes that messages of the customer lead to."""
        lanes = (
            (each, self.lanes.of_node.get(each.source) or self.lanes.of_pool.get(each.source, ""))
            for each in self.diagram.messages
        )
        return {each.target for each, lane in lanes if self.lanes.roles.get(lane) == "customer"}

    def lane(self, vertex: Vertex, plan: Plan) -> str:
        return self.lanes.of_node.get(vertex.node.id) or plan.lane

    def customer_sends_to(self, node: Node) -> bool:
        """Whether a message of the customer leads to a node."""
        return node.id in self.asked

    def kept(self, node: Node, **more: Any) -> dict[str, Any]:
        """What the format has no key for, and what an event waits for or gives."""
        trigger = node.triggers[0] if node.triggers else None
        said = {} if trigger is None else {"trigger": trigger.kind, "about": trigger.about, "says": trigger.says}
        return {"x-bpmn": extra(node.element, self.diagram.prefixes, **said, **more)}
