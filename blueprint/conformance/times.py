"""Whether a stage can come too late: the longest time to it, over the limits of the steps on the way."""

from collections.abc import Mapping

from blueprint.conformance.marks import Marks
from blueprint.durations import Elapsed
from blueprint.standards.model import TimeLimit
from blueprint.view import View


def too_late(
    view: View, process_id: str, marks: Mapping[str, Marks], stage: str, within: TimeLimit
) -> tuple[str, Elapsed, tuple[str, ...]] | None:
    """The step with which a stage is done too late, the longest time to it, and the steps on the way.

    The clock stands still while the customer leads: what they take is theirs. A loop without a bound is gone round once; a
    step of which no time is known takes none.
    """
    start = [step for step, done in marks.items() if within.from_ in done.done]
    ends = [(process_id, step) for step, done in marks.items() if stage in done.done]
    process, times = view.blueprint.processes[process_id], view.times
    paused = [(process_id, name) for name, step in process.steps.items() if view.is_led_by_customer(step)]
    for step in start if within.from_ else process.start:
        found = times.longest((process_id, step), ends, after=bool(within.from_), paused=paused, unit=within.limit.unit)
        if found and times.week.exceeds(found.elapsed, within.limit):
            return found.steps[-1][1], found.elapsed, tuple(step for name, step in found.steps if name == process_id)
    return None
