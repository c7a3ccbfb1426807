"""Message flows: what the other side does in the same moment, and which processes a message begins."""

from collections.abc import Mapping

from attrs import define, field

from blueprint.interchange.bpmn.diagram import Diagram, Message, Node
from blueprint.interchange.bpmn.lanes import Lanes
from blueprint.interchange.bpmn.plans import Plan
from blueprint.interchange.bpmn.titles import title
from blueprint.interchange.bpmn.vertices import Vertex
from blueprint.interchange.notes import Notes


@define(eq=False)
class Talks:
    """What messages add to steps: ``parts`` by vertex and lane, ``starts`` the processes that a vertex begins, ``continues``
    those that take a case over from an end event, by its id."""

    parts: dict[int, dict[str, list[str]]] = field(factory=dict)
    starts: dict[int, list[str]] = field(factory=dict)
    continues: dict[str, list[str]] = field(factory=dict)


def talking(diagram: Diagram, plans: Mapping[str, Plan]) -> set[str]:
    """The ids that exchange messages of which more is to be told than that a case goes on in another process.

    A message from an end to a start hands the case over; a start without words says no more than that it is begun.
    """
    found = set()
    for message in diagram.messages:
        source, target = diagram.nodes.get(message.source), diagram.nodes.get(message.target)
        begins = source is not None and target is not None and target.kind == "startEvent"
        begins = begins and message.source in plans and plans[message.source].scope is not plans[message.target].scope
        if not begins or source is None or source.kind != "endEvent":
            found.add(message.source)
        if not begins or target is None or target.name or message.name:
            found.add(message.target)
    return found


class Listening:
    """Carries the message flows of a file."""

    def __init__(
        self, diagram: Diagram, lanes: Lanes, vertices: Mapping[str, Vertex], plans: Mapping[str, Plan], notes: Notes
    ) -> None:
        self.diagram = diagram
        self.lanes = lanes
        self.vertices = vertices
        self.plans = plans
        self.notes = notes
        self.talks = Talks()

    def all(self) -> Talks:
        for message in self.diagram.messages:
            if not self.carried(message):
                text = f"the message '{message.name or message.id}' is left out: no step of its own sends or gets it"
                self.notes.lost(message.element, text)
        return self.talks

    def carried(self, message: Message) -> bool:
        sender, getter = self.vertices.get(message.source), self.vertices.get(message.target)
        begun = self.begun(message)
        done = False
        if begun and sender is not None:
            named = self.talks.starts.setdefault(id(sender), [])
            named += [begun] if begun not in named else []
            done = True
        elif begun and self.diagram.nodes[message.source].kind == "endEvent":
            named = self.talks.continues.setdefault(message.source, [])
            named += [begun] if begun not in named else []
            done = True
        elif sender is not None:
            done = self.part(sender, message, message.target, "Gets")
        if getter is not None:
            done = self.part(getter, message, message.source, "Sends") or done
        return done

    def begun(self, message: Message) -> str:
        """The process that a message begins for certain: another one, at its only start."""
        node = self.diagram.nodes.get(message.target)
        plan = self.plans.get(message.target)
        own = self.plans.get(message.source)
        if node is None or plan is None or own is None or node.kind != "startEvent" or plan.scope is own.scope:
            return ""
        return plan.id

    def part(self, vertex: Vertex, message: Message, other: str, verb: str) -> bool:
        """What the other side does while a step sends or gets a message."""
        node = self.diagram.nodes.get(other)
        lane = self.lanes.of_node.get(other) or self.lanes.of_pool.get(other)
        if lane is None or lane == self.lanes.of_node.get(vertex.node.id):
            return False
        words = f"{verb} {message.name}" if message.name else self.other_words(node, verb)
        said = self.talks.parts.setdefault(id(vertex), {}).setdefault(lane, [])
        said += [words] if words not in said else []
        return True

    def other_words(self, node: Node | None, verb: str) -> str:
        return title(node) if node is not None else f"{verb} a message"
