"""What a step takes, as its blueprint says it."""

from collections.abc import Callable
from decimal import Decimal
from math import inf
from typing import Final

from blueprint.durations import DAY, WEEK, Elapsed, Number
from blueprint.model import Blueprint, Step
from blueprint.timing.course import NOTHING, Takes
from blueprint.values import Duration

MEAN: Final = {"s": 1, "min": 60, "h": 3600, "d": DAY, "w": WEEK, "mo": 2_629_800, "y": 31_557_600}
"""Seconds of each unit on average: a year is 365.25 days, a month a twelfth of it."""
UNSAID: Final = "says no time: counted as none"
AT_LIMIT: Final = "says only a limit: counted at it"
Note = Callable[[str], None]


def average(duration: Duration) -> Elapsed:
    """A duration on average, which matters for months and years.

    >>> str(average(Duration.parse("1mo")))
    '30d 10h 30min'
    """
    if duration.unit in ("mo", "y"):
        return Elapsed.of(Duration(duration.amount * MEAN[duration.unit], "s"))
    return Elapsed.of(duration)


class Taking:
    """What the steps of a blueprint take.

    ``days``: the working days of a week; ``day``: the seconds by the clock that each stands for on average.
    """

    def __init__(self, blueprint: Blueprint) -> None:
        days = len(set(blueprint.calendar.days)) if blueprint.calendar else 0
        self.days = days or 5
        self.day = WEEK / self.days
        self.blueprint = blueprint
        self._runs: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[tuple[Decimal, str] | None, ...], Takes] = {}

    def run_by(self, process_id: str) -> frozenset[str]:
        """The processes that are gone through in one, itself among them."""
        if process_id not in self._runs:
            found, waiting = {process_id}, [process_id]
            while waiting:
                process = self.blueprint.processes.get(waiting.pop())
                new = {step.runs for step in process.steps.values() if step.runs} - found if process else set()
                found |= new
                waiting += new
            self._runs[process_id] = frozenset(found)
        return self._runs[process_id]

    def seconds(self, elapsed: Elapsed) -> float:
        """Time that passes as one number: by the clock, on average."""
        return float(elapsed.seconds) + float(elapsed.working_days) * self.day

    def whole(self, elapsed: Elapsed) -> Number:
        """The same, in exact numbers of which several days of the calendar are one."""
        return elapsed.seconds * self.days + elapsed.working_days * WEEK

    def limit(self, step: Step) -> float:
        """The limit in seconds; infinite where there is none."""
        return self.seconds(average(step.time.limit)) if step.time and step.time.limit else inf

    def takes(self, step: Step, run: str, note: Note) -> Takes:
        """What a step takes that runs this process (empty: none); what must be assumed for it is noted."""
        time = step.time
        if time is None or not (time.work or time.wait):
            if time is not None and time.limit and not run:
                note(AT_LIMIT)
                return self._sum(time.limit, None)
            if not run:
                note(UNSAID)
            return Takes(run=run) if run else NOTHING
        takes = self._sum(time.wait, time.work)
        if time.varies and takes.mean:
            takes = takes._replace(varies=float(time.varies))
        return takes._replace(run=run) if run else takes

    def _sum(self, wait: Duration | None, work: Duration | None) -> Takes:
        """Durations are alike in many steps, so that each is reckoned once."""
        said = ((wait.amount, wait.unit) if wait else None, (work.amount, work.unit) if work else None)
        known = self._known.get(said)
        if known is None:
            waits, works = (average(each) if each else Elapsed() for each in (wait, work))
            elapsed = waits + works
            known = Takes(elapsed, self.seconds(elapsed), self.seconds(works), self.seconds(waits))
            self._known[said] = known
        return known
