"""Processes in which one thing happens after another: of them it is enough to ask what leads where."""

from collections.abc import Collection

from blueprint.flow.joins import targets
from blueprint.model import Choose, End, Fork, Process, Step
from blueprint.ways import reached


def is_plainly_sound(process: Process, starts: Collection[str]) -> bool:
    """Whether a process starts no branches and waits for none, each step can be reached, and from each an end.

    No says nothing: such a process is looked at closer.
    """
    steps = process.steps
    if not all(name in steps for name in starts) or has_branches(process):
        return False
    after = {name: [to for to, _ in targets(step)] for name, step in steps.items()}
    before: dict[str, list[str]] = {name: [] for name in steps}
    for name, following in after.items():
        for to in following:
            if to not in steps:
                return False
            before[to].append(name)
    ends = [name for name, step in steps.items() if isinstance(step.way, End)]
    return len(reached(starts, after.__getitem__)) == len(steps) == len(reached(ends, before.__getitem__))


def has_branches(process: Process) -> bool:
    """Whether a process may start branches or wait for any; else one thing happens after another in every case."""
    return any(map(_is_branching, process.steps.values()))


def _is_branching(step: Step) -> bool:
    if step.join is not None or isinstance(step.way, Fork):
        return True
    return isinstance(step.way, Choose) and (step.way.many or len(step.way.options) == 1)
