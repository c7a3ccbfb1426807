"""A run of a case marked on a drawing: the boxes it passes in order, the lines between them, and where it fails."""

from collections.abc import Collection, Sequence

from attrs import evolve, frozen

from blueprint.layout.rim import Sign, rim
from blueprint.layout.values import Box, Edge


@frozen
class Trail:
    """The steps of a run in order (``process.step``; a step may come again), and the steps at fault."""

    steps: tuple[str, ...]
    at_fault: tuple[str, ...] = ()


def on_trail(boxes: Sequence[Box], edges: Sequence[Edge], trail: Trail) -> tuple[tuple[Box, ...], tuple[Edge, ...]]:
    """The boxes and edges with the trail marked on them. Steps that are not drawn are passed over."""
    drawn = {box.id for box in boxes}
    steps = [step for step in trail.steps if step in drawn]
    walked = _walked(steps, {(edge.source, edge.target) for edge in edges})
    return (
        tuple(_visited(box, steps, trail.at_fault) for box in boxes),
        tuple(evolve(edge, on_trail=True) if (edge.source, edge.target) in walked else edge for edge in edges),
    )


def _visited(box: Box, steps: Sequence[str], at_fault: Collection[str]) -> Box:
    visits = tuple(number for number, step in enumerate(steps, start=1) if step == box.id)
    if not visits and box.id not in at_fault:
        return box
    numbers = ",".join(map(str, visits[:3])) + ("…" if len(visits) > 3 else "")
    signs: list[Sign] = [("trail", numbers)] if visits else []
    signs += [("fault", "")] if box.id in at_fault else []
    marks, plate = rim((*signs, *((each.kind, each.text) for each in box.marks)), box.plate.icons if box.plate else (), box.rect)
    return evolve(box, visits=visits, at_fault=box.id in at_fault, marks=marks, plate=plate)


def _walked(steps: Sequence[str], ways: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """The ways a run takes: into each step from the last one before that leads there; parallel branches take turns."""
    walked = set()
    for position, step in enumerate(steps):
        before = next((each for each in reversed(steps[:position]) if (each, step) in ways), None)
        if before is not None:
            walked.add((before, step))
    return walked
