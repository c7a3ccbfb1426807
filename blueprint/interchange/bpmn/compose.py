"""From folded plans to processes."""

from typing import Any

from attrs import evolve

from blueprint.interchange.bpmn.context import Context
from blueprint.interchange.bpmn.duration import interval
from blueprint.interchange.bpmn.extras import extra
from blueprint.interchange.bpmn.fold import Fold
from blueprint.interchange.bpmn.plans import Plan
from blueprint.interchange.bpmn.steps import Stepping
from blueprint.interchange.bpmn.titles import event_text
from blueprint.interchange.bpmn.vertices import Vertex
from blueprint.model import Process


def process_of(context: Context, plan: Plan, fold: Fold, vertices: list[Vertex]) -> Process:
    """The process of a plan. Its phase and kind are guesses, which somebody else notes."""
    stepping = Stepping(context, plan, parallel=any(vertex.way in ("and", "or") for vertex in vertices))
    steps = {vertex.id: stepping.step(vertex) for vertex in vertices}
    if plan.is_own_event and plan.parent is not None:
        steps |= {vertex.id: evolve(steps[vertex.id], stops=(plan.parent.id,)) for vertex in fold.starts}
    begins = plan.begins
    return Process(
        title=plan.title,
        phase="in-sale",
        kind="other",
        description="\n\n".join(dict.fromkeys(() if plan.is_beside else plan.scope.remarks)) or None,
        start=tuple(dict.fromkeys(vertex.id for vertex in fold.starts)),
        steps=steps,
        extra=context.kept(begins) if begins is not None else _of_scope(context, plan),
        **_beginning(context, plan, fold),
    )


def _of_scope(context: Context, plan: Plan) -> dict[str, Any]:
    pool = plan.pool.name if plan.parent is None and plan.pool.name != plan.title else ""
    return {"x-bpmn": extra(plan.scope.element, context.diagram.prefixes, pool=pool)}


def _beginning(context: Context, plan: Plan, fold: Fold) -> dict[str, Any]:
    """Who or what starts a process, and when."""
    events = [node for node in plan.starts if node.kind in ("startEvent", "boundaryEvent")]
    timers = [trigger for node in events if (trigger := node.has("timer"))]
    said = [node.name for node in fold.began if node.name]
    said += [event_text(plan.begins)] if plan.begins is not None and not said else []
    said += [str(interval(each.says) or each.says) for each in timers if each.says]
    meanwhile = f"While '{plan.host.name}' goes on: " if plan.is_beside and plan.host is not None else ""
    role = context.lanes.roles.get(context.lane(fold.starts[0], plan)) if fold.starts else None
    who = "event" if events and events[0].triggers else "provider"
    who = "customer" if role == "customer" or any(map(context.customer_sends_to, events)) else who
    return {"starts_by": "schedule" if timers else who, "when": (meanwhile + "; ".join(dict.fromkeys(said))) or None}
