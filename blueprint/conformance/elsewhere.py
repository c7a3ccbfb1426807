"""Stages that are looked for outside of the cases of a process: before it, or open to the customer beside it."""

from collections.abc import Iterator

from blueprint.conformance.carried import Carrying
from blueprint.model import Process
from blueprint.view import View

Place = tuple[str, str]


def ready_before(carrying: Carrying, process_id: str, stage: str) -> tuple[list[Place], list[Place]]:
    """Where a stage is realised in a process, or in one that leads there: seen by the customer, and not seen."""
    found: tuple[list[Place], list[Place]] = ([], [])
    for name in sorted(_leading_to(carrying.view, process_id)):
        for step, marks in carrying.own(name).items():
            if stage in marks.done:
                found[stage not in marks.seen].append((name, step))
    return found


def _leading_to(view: View, process_id: str) -> set[str]:
    """A process, and all that lead to it in the end."""
    before: dict[str, list[str]] = {name: [] for name in view.blueprint.processes}
    for each in view.leading:
        before[each.target].append(each.process_id)
    found, waiting = {process_id}, [process_id]
    while waiting:
        new = set(before[waiting.pop()]) - found
        found |= new
        waiting += new
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
        if view.is_seen(step):
            yield from step.opens
