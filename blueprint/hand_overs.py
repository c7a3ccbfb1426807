"""How the processes of a service hang together: who opens, starts, runs, continues in or stops whom."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from blueprint.model import Blueprint
from blueprint.ways import continued

Verb = Literal["opens", "starts", "runs", "continues", "stops", "when-broken"]
LEADING_VERBS = frozenset({"opens", "starts", "runs", "continues", "when-broken"})
CERTAIN_VERBS = frozenset({"starts", "runs", "continues"})


class HandOver(NamedTuple):
    """A link from a process, or one of its steps, to another process."""

    verb: Verb
    process_id: str
    step_id: str | None
    target: str


def hand_overs(blueprint: Blueprint) -> Iterator[HandOver]:
    """Every link that processes, their steps and promises speak of, whether or not its other end exists."""
    yield from _from_processes(blueprint)
    yield from _from_steps(blueprint)
    yield from _from_promises(blueprint)


def _from_processes(blueprint: Blueprint) -> Iterator[HandOver]:
    for process_id, process in blueprint.processes.items():
        for target in process.opens:
            yield HandOver("opens", process_id, None, target)


def _from_steps(blueprint: Blueprint) -> Iterator[HandOver]:
    for process_id, process in blueprint.processes.items():
        for step_id, step in process.steps.items():
            for target in step.opens:
                yield HandOver("opens", process_id, step_id, target)
            for target in step.starts:
                yield HandOver("starts", process_id, step_id, target)
            if step.runs:
                yield HandOver("runs", process_id, step_id, step.runs)
            for target in step.stops:
                yield HandOver("stops", process_id, step_id, target)
            for target in continued(step):
                yield HandOver("continues", process_id, step_id, target.partition(".")[0])


def _from_promises(blueprint: Blueprint) -> Iterator[HandOver]:
    for promise in blueprint.promises.values():
        for end in promise.to:
            process_id, _, step_id = end.partition(".")
            for target in promise.when_broken if process_id in blueprint.processes else ():
                yield HandOver("when-broken", process_id, step_id, target)
