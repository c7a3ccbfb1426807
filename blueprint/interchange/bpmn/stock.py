"""What steps are done with and by whom: data, systems and actors, each defined once."""

import re
from collections.abc import Iterable, Iterator

from blueprint.interchange.bpmn.diagram import Diagram, Node
from blueprint.interchange.bpmn.extras import extra
from blueprint.interchange.bpmn.xml import Element
from blueprint.interchange.names import Ids, one_line
from blueprint.interchange.notes import Notes
from blueprint.model import Actor, Data, Role, System


class Stock:
    """Gathers definitions while steps are made; the same title is the same thing."""

    def __init__(self, diagram: Diagram, notes: Notes) -> None:
        self.diagram = diagram
        self.notes = notes
        self.ids = {kind: Ids(word=kind) for kind in ("data", "system", "actor")}
        self.known: dict[tuple[str, str], str] = {}
        self.all_data: dict[str, Data] = {}
        self.all_systems: dict[str, System] = {}
        self.all_actors: dict[str, Actor] = {}
        self.resources = {each.id: one_line(each.get("name")) for each in diagram.root.all("resource")}

    def _id(self, kind: str, title: str, element: Element, role: Role | None = None) -> str:
        known = self.known.get((kind, title.casefold()))
        if known is None:
            known = self.known[kind, title.casefold()] = self.ids[kind].new(title)
            self._define(kind, known, title, element, role)
        return known

    def _define(self, kind: str, id: str, title: str, element: Element, role: Role | None) -> None:
        kept = {"x-bpmn": extra(element, self.diagram.prefixes)}
        if kind == "system":
            self.all_systems[id] = System(title=title, extra=kept)
        elif kind == "actor":
            self.all_actors[id] = Actor(title=title, kind="customer" if role == "customer" else "employee")
        else:
            self.all_data[id] = Data(title=title, class_="internal", extra=kept)
            self.notes.guessed(
                element, f"the data '{title}' is taken for internal; say if it is personal, payment or health data"
            )

    def data(self, nodes: Iterable[Node]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._things(nodes, is_store=False)))

    def systems(self, nodes: Iterable[Node]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._things(nodes, is_store=True)))

    def _things(self, nodes: Iterable[Node], *, is_store: bool) -> Iterator[str]:
        for thing in (self.diagram.things[id] for node in nodes for id in node.data):
            if thing.is_store == is_store:
                yield self._id("system" if is_store else "data", thing.title, thing.element)

    def actor(self, node: Node, role: Role | None) -> str | None:
        """Who does an activity, where the file names a group or a role, not a formula."""
        named = list(dict.fromkeys(self._performers(node)))
        for other in named[1:]:
            self.notes.lost(node.element, f"that '{other}' may do '{node.name}', too, is left out: a step has one actor")
        return self._id("actor", named[0], node.element, role) if named else None

    def _performers(self, node: Node) -> Iterator[str]:
        for each in node.element.all("potentialOwner", "performer", "humanPerformer", "resourceRole"):
            reference, inner = each.first("resourceRef"), each.first("resourceAssignmentExpression")
            if reference is not None:
                yield from filter(None, [self.resources.get(reference.text.rpartition(":")[2], "")])
            elif inner is not None:
                yield from _plain_names("".join(below.text for below in inner.below()))
        for key, value in node.element.attributes.items():
            if key.rpartition(" ")[2] == "candidateGroups":
                yield from _plain_names(value)


def _plain_names(text: str) -> list[str]:
    """Names in a list; none out of a formula."""
    if re.search(r"[$#{}=]", text):
        return []
    return [name for each in text.split(",") if (name := one_line(re.sub(r"^(?:group|user)\((.*)\)$", r"\1", each.strip())))]
