"""What to know of a file that is written: what stands in its extensions alone, and what reads differently."""

from collections.abc import Iterator
from typing import Final

from blueprint.interchange.bpmn_out.spans import iso, week_of
from blueprint.interchange.notes import Note
from blueprint.model import Blueprint, End, Step
from blueprint.values import Duration
from blueprint.wording import listed

_SECTIONS: Final = (
    "service", "personas", "teams", "channels", "money", "calendar", "promises", "metrics", "sources", "standards", "innovation",
)  # fmt: skip


def told(blueprint: Blueprint, name: str) -> tuple[Note, ...]:
    """The notes of a file; nothing is lost, as the extensions keep it."""
    return tuple(Note(weight="kept", message=each, file=name) for each in _said(blueprint))


def _said(blueprint: Blueprint) -> Iterator[str]:
    sections = [each for each in _SECTIONS if getattr(blueprint, each)]
    what = listed([*sections, "times of work, costs, shares and standards of steps"])
    yield f"BPMN has no place for {what}: they stand in the extensions of the file, and come back from there"
    week = week_of(blueprint)
    days = dict.fromkeys(each for each in _timers(blueprint) if each.unit == "wd")
    if days:
        pairs = listed([f"{each} as {iso(each, week)}" for each in days])
        yield f"BPMN knows no working days; timers hold the most days that they can last: {pairs}"
    again = [
        title for id, title in _titles(blueprint) if any(id in _leads(step) for step in blueprint.processes[id].steps.values())
    ]
    if again:
        quoted = listed([f"'{each}'" for each in again])
        yield f"a process cannot send itself a message: that {quoted} starts again is not drawn"
    empty = [f"'{process.title}'" for process in blueprint.processes.values() if not process.steps]
    if empty:
        yield f"what has no step is not drawn: {listed(empty)}"


def _timers(blueprint: Blueprint) -> Iterator[Duration]:
    for process in blueprint.processes.values():
        for step in process.steps.values():
            if step.time is not None:
                yield from (each for each in (step.time.limit if step.late else step.time.wait,) if each is not None)


def _titles(blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    yield from ((id, process.title) for id, process in blueprint.processes.items())


def _leads(step: Step) -> tuple[str, ...]:
    onward = step.way.continues if isinstance(step.way, End) else ()
    return (*step.starts, *(each.partition(".")[0] for each in onward))
