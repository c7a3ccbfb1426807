"""Stages that are looked for outside of the cases of a process: before it, or open to the customer beside it."""

from collections.abc import Iterator

from blueprint.conformance.carried import Carrying
from blueprint.model import Process
from blueprint.view import View

Place = tuple[str, str]


def ready_before(carrying: Carrying, process_id: str, stage: str) -> tuple[list[Place], list[Place]]:
    """Where a stage is realised in a process, or in one that leads there: seen by the customer, and not seen."""
    found: tuple[list[Place], list[Place]] = ([], [])
    realising = carrying.handing.realising.get(f"{carrying.standard}/{stage}", frozenset())
    for name in sorted(carrying.handing.leading_to(process_id) & realising):
        for step, marks in carrying.own(name).items():
            if stage in marks.done:
                found[stage not in marks.seen].append((name, step))
    return found


def open_to_customer(carrying: Carrying, process_id: str, stage: str) -> list[Place]:
    """Where the customer sees a stage in a process that this one opens to them all along."""
    process = carrying.view.blueprint.processes[process_id]
    return [
        (name, step)
        for name in dict.fromkeys(_opened(carrying.view, process))
        if name in carrying.view.blueprint.processes
        for step, marks in carrying.own(name).items()
        if stage in marks.seen
    ]


def _opened(view: View, process: Process) -> Iterator[str]:
    yield from process.opens
    for step in process.steps.values():
        if step.opens and view.is_seen(step):
            yield from step.opens
