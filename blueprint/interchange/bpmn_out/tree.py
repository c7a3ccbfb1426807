"""A draft as XML: elements in the order that the standard's schema wants."""

from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from blueprint.interchange.bpmn_out.drafts import Draft, Node, Pool, Remark
from blueprint.interchange.bpmn_out.keeping import Keeping
from blueprint.interchange.names import holdable, one_line
from blueprint.model import Blueprint

NAMESPACES: Final = {
    "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
COLLABORATION: Final = "collaboration_"


def tag(holder: Element, name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Element:
    """Add an element; attributes without a value are left out."""
    known = {key: holdable(value) for key, value in (attributes or {}).items() if value}
    made = SubElement(holder, name if ":" in name else f"bpmn:{name}", known)
    made.text = holdable(text) or None
    return made


class Writing:
    """Writes one file. ``keeping`` says what stands in extensions."""

    def __init__(self, blueprint: Blueprint, draft: Draft, keeping: Keeping) -> None:
        self.blueprint = blueprint
        self.draft = draft
        self.keeping = keeping

    def root(self) -> Element:
        """The whole but its diagram."""
        target = "https://service-blueprint.dev/services"
        names = {"id": "definitions_", "name": self.blueprint.title, "targetNamespace": target, "exporter": "blueprint"}
        root = Element(
            "bpmn:definitions", {**NAMESPACES, **self.keeping.namespace, **{key: holdable(each) for key, each in names.items()}}
        )
        self.definitions(root)
        self.collaboration(root)
        for pool in self.draft.all_pools():
            self.process(root, pool)
        return root

    def definitions(self, root: Element) -> None:
        """What the processes refer to."""
        for id, name in self.draft.errors.items():
            tag(root, "error", {"id": id, "name": one_line(name)})
        nodes = [node for pool in self.draft.pools for node in pool.nodes.values()]
        for actor in dict.fromkeys(node.actor for node in nodes if node.actor):
            known = self.blueprint.actors.get(actor)
            tag(root, "resource", {"id": f"actor_{actor}", "name": known.title if known else actor})
        stores = {thing.of: thing.name for pool in self.draft.pools for thing in pool.things if thing.kind == "system"}
        for system, name in stores.items():
            tag(root, "dataStore", {"id": system, "name": name})

    def collaboration(self, root: Element) -> None:
        holder = tag(root, "collaboration", {"id": COLLABORATION})
        if self.blueprint.description:
            tag(holder, "documentation", text=self.blueprint.description)
        self.keeping.whole(holder)
        for pool in self.draft.all_pools():
            tag(holder, "participant", {"id": pool.id, "name": pool.name, "processRef": pool.process})
        for each in self.draft.messages:
            tag(holder, "messageFlow", {"id": each.id, "name": each.name, "sourceRef": each.source, "targetRef": each.target})

    def process(self, root: Element, pool: Pool) -> None:
        holder = tag(root, "process", {"id": pool.process, "name": pool.name, "isExecutable": "false"})
        if pool.own is not None and pool.own.description:
            tag(holder, "documentation", text=pool.own.description)
        self.keeping.process(holder, pool)
        self.lanes(holder, pool)
        for node in pool.nodes.values():
            self.node(holder, node, [thing.id for thing in pool.things if thing.step == node.id])
        for flow in pool.flows:
            tag(holder, "sequenceFlow", {"id": flow.id, "name": flow.name, "sourceRef": flow.source, "targetRef": flow.target})
        for of in dict.fromkeys(thing.of for thing in pool.things if thing.kind != "system"):
            tag(holder, "dataObject", {"id": of})
        for thing in pool.things:
            kind = "dataStore" if thing.kind == "system" else "dataObject"
            tag(holder, f"{kind}Reference", {"id": thing.id, "name": thing.name, f"{kind}Ref": thing.of})
        for remark in pool.remarks:
            _remark(holder, remark)
        for remark in pool.remarks:
            _associate(holder, f"{remark.id}_at", remark.step, remark.id)

    def lanes(self, holder: Element, pool: Pool) -> None:
        lanes = tag(holder, "laneSet", {"id": f"{pool.id}_lanes"})
        for id, title in pool.lanes:
            lane = tag(lanes, "lane", {"id": f"{pool.id}_{id}", "name": title})
            self.keeping.lane(lane, id)
            for node in pool.nodes.values():
                if node.lane == id:
                    tag(lane, "flowNodeRef", text=node.id)

    def node(self, holder: Element, node: Node, things: Iterable[str]) -> None:
        element = tag(holder, node.kind, {
            "id": node.id, "name": node.name, "default": node.default, "attachedToRef": node.host, "calledElement": node.calls,
        })  # fmt: skip
        self.keeping.node(element, node)
        for flow in node.ins:
            tag(element, "incoming", text=flow)
        for flow in node.outs:
            tag(element, "outgoing", text=flow)
        for thing in things:
            association = tag(element, "dataOutputAssociation", {"id": f"{thing}_at"})
            tag(association, "targetRef", text=thing)
        if node.actor:
            performer = tag(element, "performer", {"id": f"{node.id}_performer"})
            tag(performer, "resourceRef", text=f"actor_{node.actor}")
        for number, event in enumerate(node.events, 1):
            attributes = {"id": f"{node.id}_event-{number}", "errorRef": event.about}
            made = tag(element, f"{event.kind}EventDefinition", attributes)
            if event.says:
                tag(made, "timeDuration", {"xsi:type": "bpmn:tFormalExpression"}, text=event.says)


def _remark(holder: Element, remark: Remark) -> None:
    tag(tag(holder, "textAnnotation", {"id": remark.id}), "text", text=remark.text)


def _associate(holder: Element, id: str, source: str, target: str) -> None:
    tag(holder, "association", {"id": id, "sourceRef": source, "targetRef": target})
