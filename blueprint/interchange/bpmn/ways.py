"""How a step goes on: its choices with their conditions, its forks, its ends."""

import re
from typing import Final

from blueprint.interchange.bpmn.titles import end_text, event_text, title
from blueprint.interchange.bpmn.vertices import Edge, Vertex
from blueprint.model import Choose, End, Fork, Next, Option, Outcome, Way

LONGEST: Final = 80
SHORT: Final = 14


def way(vertex: Vertex, continues: tuple[str, ...], outcome: Outcome) -> Way:
    """The way of a step; ``continues`` and ``outcome`` are those of its end, if it has one."""
    if not vertex.outs:
        text = vertex.words or (end_text(vertex.ended) if vertex.ended else "")
        text = text or (end_text(vertex.node) if vertex.node.kind == "endEvent" else "Done")
        if vertex.hands_over is not None:
            return End(text=f"Goes on with '{title(vertex.hands_over.target)}'", continues=continues)
        return End(text=text, outcome=outcome, continues=continues)
    targets = tuple(dict.fromkeys(edge.target.id for edge in vertex.outs))
    if vertex.way == "and":
        return Fork(to=targets) if len(targets) > 1 else Next(to=targets[0])
    if vertex.way == "next":
        return Next(to=targets[0])
    return Choose(options=tuple(_option(edge, vertex) for edge in vertex.outs), many=vertex.way == "or")


def _option(edge: Edge, vertex: Vertex) -> Option:
    flow = edge.label
    words = event_text(edge.target.node) if vertex.way == "event" else ""
    if vertex.words:
        words = edge.target.node.name
    if flow is None:
        return Option(when=words or None, to=edge.target.id)
    condition = plain_condition(flow.condition)
    said = flow.name or condition or words
    extra: dict[str, str | bool] = {"x-condition": flow.condition} if flow.condition and flow.condition != said else {}
    if flow.is_default and (vertex.way == "or" or not flow.name):
        return Option(otherwise=True, to=edge.target.id, extra={"x-when": said} if said else {})
    if flow.is_default:
        extra = extra | {"x-default": True}
    return Option(when=_asked(vertex, said) if said else None, to=edge.target.id, extra=extra)


def _asked(vertex: Vertex, said: str) -> str:
    """A short answer with its question: ``In stock? yes``."""
    question = vertex.decides.name if vertex.decides is not None else ""
    whole = f"{question} {said}" if question and len(said) <= SHORT else said
    return whole if len(whole) <= LONGEST else said if len(said) <= LONGEST else f"{said[: LONGEST - 3]}..."


def plain_condition(text: str) -> str:
    """A condition without what only an engine needs around it.

    >>> plain_condition("${approved}"), plain_condition("=amount > 100"), plain_condition("a and ${b}")
    ('approved', 'amount > 100', 'a and ${b}')
    """
    found = re.fullmatch(r"[$#]\{([^{}]*)\}", text)
    return (found[1] if found else text.removeprefix("=")).strip()
