"""Whether there is a way on where a stage can go wrong."""

from collections.abc import Iterator, Mapping, Sequence

from blueprint.conformance.marks import Marks
from blueprint.model import Choose, Process, Step
from blueprint.standards.model import Stage
from blueprint.ways import exits, ways


def without_exit(
    process: Process, marks: Mapping[str, Marks], stages: Mapping[str, Stage]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The steps at which a stage can go wrong, while no step that realises it, nor the one before or after, has another way on.

    Each with the first such stage, and how it and others can go wrong there. Stages that can go wrong in the same way share
    it: one way on is enough.
    """
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name, step, wrong in _unanswered(process, marks, stages):
        first, others = found.get(step, (name, ()))
        found[step] = first, others if wrong in others else (*others, wrong)
    return found


def _unanswered(process: Process, marks: Mapping[str, Marks], stages: Mapping[str, Stage]) -> Iterator[tuple[str, str, str]]:
    before: dict[str, list[Step]] = {}
    for step in process.steps.values():
        for to in ways(step):
            before.setdefault(to, []).append(step)
    for name, stage in stages.items():
        own = [step for step, done in marks.items() if name in done.done]
        for wrong in stage.exits if own and stage.required != "never" else ():
            sharing = {each for each, other in stages.items() if wrong in other.exits}
            steps = [step for step, done in marks.items() if done.done & sharing]
            if not any(_has_way_out(process, before, step) for step in steps):
                yield name, own[0], wrong


def _has_way_out(process: Process, before: Mapping[str, Sequence[Step]], name: str) -> bool:
    step = process.steps[name]
    after = [process.steps[each] for each in ways(step) if each in process.steps]
    return any(map(_parts, (step, *after, *before.get(name, ()))))


def _parts(step: Step) -> bool:
    """Whether a case can go on from a step in more than one way."""
    several = {option.to for option in step.way.options} if isinstance(step.way, Choose) else set()
    return len(several) > 1 or bool(exits(step))
