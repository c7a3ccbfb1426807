"""What leads from one process to another: messages from the steps that start it, and from the ends that hand a case over."""

from blueprint.interchange.bpmn_out.drafts import Draft, Event, Message, Node
from blueprint.model import End


def link_up(draft: Draft) -> None:
    """Lay the messages between the pools. A process that starts or continues itself cannot send itself one."""
    pools = {pool.process: pool for pool in draft.pools}
    nodes = {id: node for pool in draft.pools for id, node in pool.nodes.items()}
    for pool in draft.pools:
        for node in list(pool.nodes.values()):
            own = node.own
            if own is None:
                continue
            for other in own.starts:
                if other in pools and other != pool.process:
                    _send(draft, node, nodes.get(f"{other}_start-1"))
            for place in own.way.continues if isinstance(own.way, End) else ():
                process, _, step = place.partition(".")
                if process != pool.process:
                    _send(draft, nodes[f"{node.id}_end"], nodes.get(place if step else f"{process}_start-1"))


def _send(draft: Draft, source: Node, target: Node | None) -> None:
    if target is None:
        return
    id = f"{source.id}_to_{target.id}"
    if all(id != each.id for each in draft.messages):
        draft.messages.append(Message(id=id, source=source.id, target=target.id))
    for node in (source, target):
        if node.kind in ("endEvent", "startEvent") and all(each.kind != "message" for each in node.events):
            others = [each for each in node.events if each.kind != "signal"]
            node.events = (*others, Event(kind="message"))
