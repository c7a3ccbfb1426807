"""What stands beside the steps: evidence, data and systems, and remarks on what BPMN has no sign for."""

from collections.abc import Iterator

from blueprint.interchange.bpmn_out.drafts import Pool, Remark, Thing
from blueprint.layout.lanes import title_of
from blueprint.model import Blueprint, Part, Step


def lay_beside(blueprint: Blueprint, pool: Pool) -> None:
    """Put beside the steps of a pool what they are done with, and what else is to be said of them."""
    assert pool.own is not None
    for name, step in pool.own.steps.items():
        task = f"{pool.process}.{name}"
        for number, text in enumerate(_evidence(step), 1):
            id = f"{task}_evidence-{number}"
            pool.things.append(Thing(id=id, kind="evidence", name=text, of=f"{id}_object", step=task))
        for each in _handled(step):
            title = blueprint.data[each].title if each in blueprint.data else each
            pool.things.append(
                Thing(id=f"{task}_data-{each}", kind="data", name=title, of=f"{pool.process}_data-{each}", step=task)
            )
        for each in _systems(step):
            title = blueprint.systems[each].title if each in blueprint.systems else each
            pool.things.append(Thing(id=f"{task}_system-{each}", kind="system", name=title, of=f"system_{each}", step=task))
        pool.remarks += _remarks(blueprint, task, step)


def _evidence(step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*step.evidence, *(text for part in step.with_.values() for text in part.evidence)]))


def _handled(step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*step.data, *step.erases, *(each for part in step.with_.values() for each in part.data)]))


def _systems(step: Step) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*step.systems, *(each for part in step.with_.values() for each in part.systems)]))


def _remarks(blueprint: Blueprint, task: str, step: Step) -> Iterator[Remark]:
    for lane, part in step.with_.items():
        text = f"{title_of(blueprint, lane)}{_rhythm(part)}: {part.does}"
        yield Remark(id=f"{task}_with-{lane}", text=text, step=task, lane=lane)
    said = list(_said(blueprint, step))
    if said:
        yield Remark(id=f"{task}_remarks", text="\n".join(said), step=task)


def _rhythm(part: Part) -> str:
    return f", every {part.every}" if part.every else f", after {part.after}" if part.after else ""


def _said(blueprint: Blueprint, step: Step) -> Iterator[str]:
    """What is worth reading on the diagram and has no sign of its own there."""
    if step.opens:
        yield f"Opens: {_titles(blueprint, step.opens)}"
    if step.stops:
        yield f"Stops: {_titles(blueprint, step.stops)}"
    yield from (f"Can fail: {each.mode}" for each in step.fails if each.recover is None)
    yield from (each.says if each.kind == "fact" else f"{each.kind.capitalize()}: {each.says}" for each in step.notes)


def _titles(blueprint: Blueprint, processes: tuple[str, ...]) -> str:
    known = blueprint.processes
    return ", ".join(known[each].title if each in known else each for each in processes)
