"""How often ways were taken, as planned and as seen."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from blueprint.logs.values import Conformity, ProcessSeen
from blueprint.model import Blueprint, Choose, Step


class WaySeen(NamedTuple):
    """A way on from a step (``number`` from 0), or a failure with a recovery (below 0). ``planned``: its share as the blueprint
    says it; ``taken`` times of ``times`` that the step was left. ``clear``: no other way of the step leads to the same place."""

    process_id: str
    step: str
    number: int
    says: str
    to: str
    planned: Decimal | None
    taken: int
    times: int
    clear: bool = True

    @property
    def share(self) -> float:
        """The share as seen."""
        return self.taken / self.times if self.times else 0.0


def ways_seen(found: Conformity) -> Iterator[WaySeen]:
    """The ways of all choices and failures of steps that cases left."""
    for process in found.processes:
        yield from ways_of(found.blueprint, process)


def ways_of(blueprint: Blueprint, process: ProcessSeen) -> Iterator[WaySeen]:
    """The ways of all choices and failures of a process."""
    left: dict[str, int] = {}
    for (name, _), number in process.ways.items():
        left[name] = left.get(name, 0) + number
    for name, step in blueprint.processes[process.process_id].steps.items():
        if left.get(name):
            yield from _of_step(process, name, step, left[name])


def _of_step(process: ProcessSeen, name: str, step: Step, left: int) -> Iterator[WaySeen]:
    exits = [each for each in step.fails if each.recover]
    options = step.way.options if isinstance(step.way, Choose) else ()
    gone = sum(process.ways.get((name, -1 - number), 0) for number in range(len(exits) + bool(step.late)))
    targets = [each.to for each in options] + [each.recover for each in exits] + [step.late]
    went_on = left - gone
    # Of an inclusive choice, several ways are taken at once: how often it was come to, its step tells.
    if isinstance(step.way, Choose) and step.way.many:
        done = process.steps.get(name)
        went_on = max(
            done.done + done.skipped - gone if done else 0, *(process.ways.get((name, at), 0) for at in range(len(options)))
        )
    for number, option in enumerate(options):
        says = option.when or "otherwise"
        taken = process.ways.get((name, number), 0)
        clear = targets.count(option.to) == 1
        yield WaySeen(process.process_id, name, number, says, option.to, option.share, taken, went_on, clear)
    for number, failure in enumerate(exits):
        taken = process.ways.get((name, -1 - number), 0)
        clear = targets.count(failure.recover) == 1
        to = failure.recover or ""
        yield WaySeen(process.process_id, name, -1 - number, failure.mode, to, failure.likelihood, taken, left, clear)
