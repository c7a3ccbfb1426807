"""From the tree of a BPMN file to its diagram: pools, lanes and messages around the scopes."""

from collections.abc import Iterator
from typing import Final

from blueprint.documents import DocumentError
from blueprint.interchange.bpmn.diagram import SUB_PROCESSES, Diagram, Lane, Message, Pool, Scope
from blueprint.interchange.bpmn.extras import for_engines
from blueprint.interchange.bpmn.places import boxes, drawn_in
from blueprint.interchange.bpmn.scopes import Scopes, documentation
from blueprint.interchange.bpmn.things import read_things
from blueprint.interchange.bpmn.xml import Element, Tree
from blueprint.interchange.names import one_line
from blueprint.interchange.notes import Notes

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MOST_LANES: Final = 200
"""So many lanes of a process are looked for on the diagram."""
OLDER: Final = (
    "http://schema.omg.org/spec/BPMN/2.0",
    "http://www.omg.org/spec/BPMN/20100501/BPMN20",
    "http://www.omg.org/bpmn20",
)


def read_diagram(tree: Tree, name: str, notes: Notes) -> Diagram:
    """The diagram of a file; DocumentError where it is no BPMN 2.0."""
    root = tree.root
    if root.name != "definitions" or root.namespace not in (BPMN, *OLDER):
        told = f"it begins with <{root.name}> of {root.namespace or 'no namespace'}, not <definitions> of {BPMN}"
        raise DocumentError(name, (f"{name}:{root.line}:{root.column}: this is no BPMN 2.0: {told}",))
    if root.namespace != BPMN:
        notes.guessed(root, f"the namespace {root.namespace} is that of an early BPMN 2.0; it is read like the final one")
    reader = _Reader(Diagram(name, root, tree.prefixes), notes)
    reader.read()
    return reader.diagram


class _Reader:
    def __init__(self, diagram: Diagram, notes: Notes) -> None:
        self.diagram = diagram
        self.notes = notes
        self.scopes = Scopes(diagram, notes)
        self.shapes = boxes(diagram.root)

    def read(self) -> None:
        root = self.diagram.root
        for each in root.all("message", "signal", "error", "escalation", "resource"):
            self.scopes.named[each.id] = one_line(each.get("name") or each.get("errorCode") or each.get("escalationCode"))
        self.diagram.things.update(read_things(root, self.notes))
        self.pools([self.scopes.scope(each) for each in root.all("process")])
        self.diagram.remarks += documentation(root)
        for each in root.all("collaboration"):
            self.diagram.remarks += documentation(each)
            self.diagram.messages += self.messages(each)
            self.scopes.associations(each, None)
        for_engines(root, self.notes)
        for each in root.all("choreography", "globalChoreographyTask", "conversation"):
            self.notes.lost(each, f"a {each.name} is left out: blueprints hold what each party does, not talks alone")

    def pools(self, scopes: list[Scope]) -> None:
        by_id = {each.id: each for each in scopes}
        for collaboration in self.diagram.root.all("collaboration"):
            for participant in collaboration.all("participant"):
                reference = participant.get("processRef")
                scope = by_id.pop(reference, None) or by_id.pop(reference.rpartition(":")[2], None)
                self.participant(participant, scope)
        for scope in by_id.values():
            self.add_pool(scope.element, scope.name, scope)

    def participant(self, participant: Element, scope: Scope | None) -> None:
        name, reference = one_line(participant.get("name")), participant.get("processRef")
        if reference and scope is None:
            self.notes.lost(participant, f"its process '{reference}' is not in this file, or has another pool already")
        if participant.first("participantMultiplicity") is not None:
            self.notes.lost(participant, f"the pool '{name}' stands for several parties; a blueprint shows one of them")
        if scope is not None:
            scope.remarks[:0] = documentation(participant)
        self.add_pool(participant, name or (scope.name if scope else ""), scope if scope is not None and scope.nodes else None)

    def add_pool(self, element: Element, name: str, scope: Scope | None) -> None:
        lanes = self.filled(list(self.lanes(scope.element, (name,) if name else ())), scope) if scope is not None else ()
        self.diagram.pools.append(Pool(element.id or f"pool-{len(self.diagram.pools) + 1}", name, element, scope, lanes))

    def lanes(self, holder: Element, titles: tuple[str, ...]) -> Iterator[Lane]:
        """The lanes that hold nodes, nested ones by their whole path."""
        for lane in (lane for lane_set in holder.all("laneSet", "childLaneSet") for lane in lane_set.all("lane")):
            name = one_line(lane.get("name"))
            path = (*titles, name) if name else titles
            inner = tuple(self.lanes(lane, path))
            held = {node for each in inner for node in each.nodes}
            yield from inner
            own = tuple(node for each in lane.all("flowNodeRef") if (node := self.scopes.find(each.text)) not in held)
            if own or not inner:
                yield Lane(lane.id, path, lane, own)
        for each in holder.all(*SUB_PROCESSES):
            yield from self.lanes(each, titles)

    def filled(self, lanes: list[Lane], scope: Scope) -> tuple[Lane, ...]:
        """The lanes with the nodes that are only drawn in them; lanes that stay empty are left out."""
        listed = {node for lane in lanes for node in lane.nodes}
        areas = {lane.id: self.shapes[lane.id] for lane in lanes[:MOST_LANES] if lane.id in self.shapes}
        drawn: dict[str, list[str]] = {}
        for node in scope.nodes if areas else ():
            if node not in listed:
                drawn.setdefault(drawn_in(node, areas, self.shapes), []).append(node)
        for lane in lanes:
            if drawn.get(lane.id):
                lane.nodes = (*lane.nodes, *drawn.pop(lane.id))
                told = f"what is drawn in the lane '{lane.name}' stands in it, though the file does not say so"
                self.notes.guessed(lane.element, told)
            elif not lane.nodes:
                self.notes.lost(lane.element, f"the lane '{lane.name}' holds nothing, and is left out")
        return tuple(lane for lane in lanes if lane.nodes)

    def messages(self, collaboration: Element) -> Iterator[Message]:
        known = {each.id for each in self.diagram.pools} | self.diagram.nodes.keys()
        for each in collaboration.all("messageFlow"):
            source, target = self.scopes.find(each.get("sourceRef")), self.scopes.find(each.get("targetRef"))
            name = one_line(each.get("name")) or self.scopes.named.get(self.scopes.find(each.get("messageRef")), "")
            self.diagram.remarks += documentation(each)
            if source in known and target in known:
                yield Message(each.id, name, source, target, each)
            else:
                self.notes.lost(each, f"the message '{name or each.id}' leads from or to something that is not there")
