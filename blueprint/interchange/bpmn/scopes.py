"""The inside of processes and sub-processes: nodes, arrows, links, and what stands beside them."""

from collections.abc import Iterator
from typing import Final

from blueprint.interchange.bpmn.diagram import ACTIVITIES, EVENTS, NODES, SUB_PROCESSES, Diagram, Flow, Node, Scope, Trigger
from blueprint.interchange.bpmn.things import thing_ids
from blueprint.interchange.bpmn.xml import Element
from blueprint.interchange.names import one_line
from blueprint.interchange.notes import Notes

_TIMERS: Final = ("timeDuration", "timeDate", "timeCycle")
_READ_ELSEWHERE: Final = frozenset(
    {"laneSet", "sequenceFlow", "association", "textAnnotation", "dataObject", "dataObjectReference", "dataStoreReference",
     "documentation", "extensionElements", "incoming", "outgoing", "ioSpecification", "property", "dataInputAssociation",
     "dataOutputAssociation", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "potentialOwner", "performer",
     "humanPerformer", "resourceRole", "completionCondition", "supports", "auditing", "monitoring", "correlationSubscription"}
)  # fmt: skip


class Scopes:
    """Reads the scopes of a file into its diagram. ``named``: what messages, signals, errors and the like are called, by id."""

    def __init__(self, diagram: Diagram, notes: Notes) -> None:
        self.diagram = diagram
        self.notes = notes
        self.named: dict[str, str] = {}
        self.flows: dict[str, Flow] = {}

    def find(self, reference: str) -> str:
        """An id, whether it is referred to with a prefix or without."""
        whole = reference.strip()
        return whole if whole in self.named or whole in self.diagram.nodes else whole.rpartition(":")[2]

    def scope(self, element: Element) -> Scope:
        """A process or sub-process, with all that lies in it."""
        scope = Scope(element.id, one_line(element.get("name")), element, remarks=documentation(element))
        for each in element.children:
            if each.namespace != element.namespace:
                continue
            if each.name in NODES:
                self.node(each, scope)
            elif each.name not in _READ_ELSEWHERE and not each.name.endswith("EventDefinition"):
                self.notes.lost(each, f"a {each.name} is left out")
        for each in element.all("sequenceFlow"):
            self.flow(each, scope)
        self.attach(scope)
        self.links(scope)
        self.associations(element, scope)
        return scope

    def node(self, element: Element, scope: Scope) -> None:
        name = one_line(element.get("name"))
        if element.id in self.diagram.nodes:
            self.notes.lost(element, f"the id '{element.id}' stands twice; the second, '{name}', is left out")
            return
        node = Node(element.id or f"{element.name}-{element.line}-{element.column}", element.name, name, element)
        if element.name in EVENTS:
            self.event(node)
        if element.name in ACTIVITIES:
            node.remarks += self.repetition(element)
        node.remarks += documentation(element)
        node.data += list(thing_ids(element, self.diagram.things))
        scope.nodes[node.id] = self.diagram.nodes[node.id] = node
        if element.name in SUB_PROCESSES and any(each.name in NODES for each in element.children):
            node.inner = self.scope(element)

    def event(self, node: Node) -> None:
        node.triggers = tuple(self.triggers(node.element))
        node.host = node.element.get("attachedToRef")
        node.interrupts = node.element.get("cancelActivity") != "false"
        if len(node.triggers) > 1:
            self.notes.lost(node.element, f"of what '{node.name or node.id}' waits for or gives, only the first is read")
        if node.element.first("eventDefinitionRef") is not None:
            self.notes.lost(node.element, "an event that borrows its trigger from elsewhere is read as one without")

    def triggers(self, element: Element) -> Iterator[Trigger]:
        for each in element.children:
            kind, sign, rest = each.name.partition("EventDefinition")
            if each.namespace == element.namespace and sign and not rest:
                about = self.named.get(self.find(each.get(f"{kind}Ref")), "") or one_line(each.get("name"))
                said = [inner.text for inner in each.all(*_TIMERS, "condition")]
                yield Trigger(kind, about, one_line(" ".join(said)))

    def repetition(self, element: Element) -> Iterator[str]:
        """What is done several times, in words."""
        several, again = element.first("multiInstanceLoopCharacteristics"), element.first("standardLoopCharacteristics")
        if several is not None:
            order = "one after the other" if several.get("isSequential") == "true" else "all at once"
            yield f"Done for each of several, {order}"
            self.notes.kept(several, "that it is done for each of several stands as a note")
        if again is not None:
            until = again.first("loopCondition")
            yield (
                f"Done again while: {one_line(until.text)}"
                if until is not None and until.text
                else "Done again until it is right"
            )
            self.notes.kept(again, "that it is done again stands as a note, not as a loop")

    def flow(self, element: Element, scope: Scope) -> None:
        source, target = (scope.nodes.get(self.find(element.get(each))) for each in ("sourceRef", "targetRef"))
        name = one_line(element.get("name"))
        if source is None or target is None:
            self.notes.lost(element, f"the arrow '{name or element.id}' leads from or to something that is not there")
            return
        if element.id and element.id in self.flows:
            self.notes.guessed(element, f"the id '{element.id}' stands twice; both arrows are read")
        condition = element.first("conditionExpression")
        text = one_line(condition.text) if condition is not None else ""
        is_default = bool(element.id) and source.element.get("default") == element.id
        source.remarks += documentation(element)
        join(Flow(element.id, name, source, target, text, is_default, element))
        self.flows[element.id] = source.outs[-1]

    def attach(self, scope: Scope) -> None:
        """Hang boundary events on their activities."""
        for node in list(scope.nodes.values()):
            if node.host in scope.nodes:
                scope.nodes[node.host].edge.append(node)
            elif node.kind == "boundaryEvent":
                self.notes.lost(node.element, f"the event '{node.name or node.id}' is attached to nothing, and left out")
                del scope.nodes[node.id]
                for flow in node.outs:
                    flow.target.ins.remove(flow)

    def links(self, scope: Scope) -> None:
        """Join link events up, as if an arrow led from each throwing one to the catching one of its name."""
        linked = [node for node in scope.nodes.values() if node.has("link")]
        caught = {_link_name(node): node for node in linked if node.kind == "intermediateCatchEvent"}
        for node in linked:
            if node.kind != "intermediateThrowEvent":
                continue
            target = caught.get(_link_name(node))
            if target is None:
                self.notes.lost(node.element, f"the link '{_link_name(node)}' leads to none of that name")
            else:
                join(Flow("", "", node, target, "", is_default=False, element=node.element))

    def associations(self, holder: Element, scope: Scope | None) -> None:
        """Remarks and data that stand beside nodes; a remark that stands beside none is one of the whole scope."""
        texts = {
            each.id: one_line(told.text) for each in holder.all("textAnnotation") if (told := each.first("text")) is not None
        }
        used = set()
        for each in holder.all("association"):
            ends = [self.find(each.get("sourceRef")), self.find(each.get("targetRef"))]
            nodes = [node for end in ends if (node := self.met(end)) is not None]
            self.undoing(nodes)
            for end in ends if nodes else ():
                if texts.get(end):
                    nodes[0].remarks.append(texts[end])
                    used.add(end)
                elif end in self.diagram.things:
                    nodes[0].data.append(end)
        remarks = self.diagram.remarks if scope is None else scope.remarks
        remarks += [text for id, text in texts.items() if id not in used and text]

    def undoing(self, nodes: list[Node]) -> None:
        """An association that says what undoes an activity."""
        event = next((each for each in nodes if each.kind == "boundaryEvent" and each.is_compensation), None)
        host = self.diagram.nodes.get(event.host) if event is not None else None
        for handler in nodes if host is not None else ():
            if handler is not event and host is not None:
                name = handler.name or handler.id
                host.remarks.append(f"Undone by: {name}")
                handler.undoes = True
                self.notes.lost(handler.element, f"'{name}' undoes '{host.name}'; it stands there as a note, not as a step")

    def met(self, id: str) -> Node | None:
        """The node an association ends at; for an arrow, the node it leaves."""
        return self.diagram.nodes.get(id) or (self.flows[id].source if id in self.flows else None)


def documentation(element: Element) -> list[str]:
    return [text for each in element.all("documentation") if (text := one_line(each.text))]


def join(flow: Flow) -> None:
    flow.source.outs.append(flow)
    flow.target.ins.append(flow)


def _link_name(node: Node) -> str:
    link = node.has("link")
    return (link.about if link else "") or node.name
