"""What a node is called in a blueprint: by its name, or in words for what it is."""

from typing import Final

from blueprint.interchange.bpmn.diagram import Node, Trigger
from blueprint.interchange.bpmn.duration import duration
from blueprint.interchange.bpmn.vertices import Vertex

_GATEWAYS: Final = {
    "exclusiveGateway": "Decides how to go on",
    "inclusiveGateway": "Decides which ways to take",
    "complexGateway": "Decides which ways to take",
    "parallelGateway": "Begins several things at once",
    "eventBasedGateway": "Waits for what comes first",
}
_CAUGHT: Final = {
    "message": "Receives {}", "signal": "Hears of {}", "conditional": "Waits until {}", "error": "Meets the error {}",
    "escalation": "Is told of {}", "cancel": "Is cancelled", "compensate": "Is undone", "link": "Goes on from {}",
}  # fmt: skip
_THROWN: Final = {
    "message": "Sends {}", "signal": "Makes known {}", "error": "Stops with the error {}", "escalation": "Tells others of {}",
    "cancel": "Cancels", "compensate": "Undoes what was done", "link": "Goes on at {}", "terminate": "Stops all",
}  # fmt: skip
_NAMELESS: Final = {
    "message": "a message", "signal": "a signal", "conditional": "it is so", "error": "that is not named",
    "escalation": "it", "link": "another place",
}  # fmt: skip


def title(node: Node) -> str:
    """The words for a node."""
    if node.name:
        return node.name
    if node.kind in _GATEWAYS:
        return _GATEWAYS[node.kind]
    if node.triggers:
        return _event(node, node.triggers[0])
    plain = {"startEvent": "Begins", "endEvent": "Done"}
    return plain.get(node.kind, "Goes on" if node.kind.endswith("Event") else "Does what has no name yet")


def end_text(node: Node) -> str:
    """How it ended."""
    plain = {"terminate": "Stopped", "cancel": "Cancelled"}
    if node.name or not node.triggers:
        return node.name or "Done"
    trigger = node.triggers[0]
    return plain.get(trigger.kind) or (f"Failed: {trigger.about}" if trigger.kind == "error" and trigger.about else title(node))


def event_text(node: Node) -> str:
    """What happened, as the way out of a choice or a fail point says it."""
    if node.name or not node.triggers:
        return node.name or title(node)
    trigger = node.triggers[0]
    plain = {"timer": "Too late", "error": "Something goes wrong", "message": "A message comes", "signal": "A signal comes"}
    return trigger.about or plain.get(trigger.kind) or _event(node, trigger)


def words(vertex: Vertex) -> str:
    """What a step does; a gateway by itself waits or decides."""
    node = vertex.node
    if vertex.words or node.name or not vertex.is_gateway or vertex.way != "next":
        return vertex.words or title(node)
    return "Waits for all of them" if node.kind == "parallelGateway" else "Comes together"


def _event(node: Node, trigger: Trigger) -> str:
    if trigger.kind == "timer":
        time = duration(trigger.says)
        return f"Waits {time}" if time else f"Waits: {trigger.says}" if trigger.says else "Waits for a while"
    throws = node.kind in ("endEvent", "intermediateThrowEvent")
    words = (_THROWN if throws else _CAUGHT).get(trigger.kind, "Goes on")
    return words.format(trigger.about or trigger.says or _NAMELESS.get(trigger.kind, ""))
