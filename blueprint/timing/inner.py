"""What is known of one process but for its promises."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING

from blueprint.durations import Elapsed
from blueprint.timing import NoTimesError
from blueprint.timing.farthest import Farthest, farthest
from blueprint.timing.laying import course_of
from blueprint.timing.ledger import Ledger, Share, costs_of, crossings_of, ledger_of
from blueprint.timing.passing import Cases, Counts, Passed, counts_of, passed
from blueprint.timing.shortest import shortest_of
from blueprint.timing.standard import Standard, standard_of
from blueprint.timing.values import Assumed, Costs, Key
from blueprint.timing.web import EndlessError
from blueprint.timing.widths import law_of
from blueprint.timing.working import Lead

if TYPE_CHECKING:
    from blueprint.timing.course import Course, Takes
    from blueprint.timing.reckoning import Reckoning


class Inner:
    """Each part is reckoned when it is first asked for: what cases cost needs no laws of how long they take. What its steps run
    is in all of it but ``course``, ``passed`` and ``counts``."""

    def __init__(self, reckoning: "Reckoning", process_id: str) -> None:
        self.reckoning = reckoning
        self.process_id = process_id
        process = reckoning.blueprint.processes[process_id]
        self.steps = process.steps
        self.price = process.price

    @cached_property
    def course(self) -> "Course":
        """Its course; steps that run others may be late because of them."""
        reckoning = self.reckoning
        return course_of(reckoning.blueprint, self.process_id, taking=reckoning.taking, late=reckoning.late)

    @cached_property
    def passed(self) -> Passed:
        """What its cases do, and how long they take. NoTimesError where one would never end."""
        with _ending():
            return passed(self.course, self._cases, self.reckoning.law)

    @cached_property
    def counts(self) -> Counts:
        """How often each node is come to; without the times, unless these are known. NoTimesError as in ``passed``."""
        if "passed" in self.__dict__:
            return self.passed.counts
        with _ending():
            return counts_of(self.course, self._cases)

    @property
    def _cases(self) -> Cases:
        return Cases(partial(self.reckoning.played, self.process_id), partial(self.reckoning.counted, self.process_id))

    @cached_property
    def runs(self) -> dict[int, "Inner"]:
        """What is known of the processes that its steps run, by node."""
        return {at: self.reckoning.inner(node.takes.run) for at, node in enumerate(self.course.nodes) if node.takes.run}

    @cached_property
    def standard(self) -> Standard:
        """The standard way."""
        lasts = self._lasts()
        for at, run in self.runs.items():
            lasts[at] = self._plus(lasts[at], run.standard.elapsed)
        return standard_of(self.course.ending, lasts)

    @cached_property
    def shortest(self) -> Elapsed:
        """The shortest time that a case can take."""
        lasts = self._lasts()
        for at, run in self.runs.items():
            lasts[at] = self._plus(lasts[at], run.shortest)
        return shortest_of(self.course.ending, lasts)

    @cached_property
    def farthest(self) -> Farthest:
        """The longest times that a case can take."""
        runs = {self.course.nodes[at].key: run.farthest for at, run in self.runs.items()}
        return farthest(self.reckoning.blueprint, self.reckoning.taking, self.course.ending, runs)

    @cached_property
    def ledger(self) -> Ledger:
        """What a case comes to on average."""
        visits = self.counts.visits
        found = ledger_of(self.reckoning.crew, self._shares(enumerate(visits)))
        for at, run in self.runs.items():
            found = found.plus(run.ledger, visits[at])
        return found

    @cached_property
    def usual(self) -> Ledger:
        """What a case comes to on the standard way."""
        found = ledger_of(self.reckoning.crew, self._shares((node, 1.0) for node in self.standard.nodes), failing=False)
        for at, run in self.runs.items():
            found = found.plus(run.usual, float(at in self.standard.arrows))
        return found

    @cached_property
    def costs(self) -> Costs | None:
        """The money of a case on average; None where nothing is said of money."""
        return self._costs(self.ledger)

    @cached_property
    def standard_costs(self) -> Costs | None:
        """The same on the standard way."""
        return self._costs(self.usual)

    def _costs(self, ledger: Ledger) -> Costs | None:
        money = self.reckoning.blueprint.money
        return costs_of(money, ledger, self.price) if money else None

    @property
    def assumed(self) -> tuple[Assumed, ...]:
        """What had to be assumed of it."""
        return tuple(self.course.assumed)

    @cached_property
    def crossings(self) -> tuple[float, float]:
        """How often a case is handed on, and how often it crosses the line of visibility."""
        hand_offs, crossings = crossings_of(self.course, self.counts.flows, self._leads)
        for at, run in self.runs.items():
            times = self.counts.visits[at]
            hand_offs, crossings = hand_offs + times * run.crossings[0], crossings + times * run.crossings[1]
        return hand_offs, crossings

    @property
    def _leads(self) -> dict[str, Lead]:
        """Who leads each step."""
        return {name: self.reckoning.crew.lead(step) for name, step in self.steps.items()}

    @cached_property
    def visits(self) -> Mapping[Key, float]:
        """How often each step is done in a case."""
        times = self.counts.visits
        found = {key: times[node] for key, node in self.course.beginnings.items()}
        for at, run in self.runs.items():
            for key, each in run.visits.items():
                found[key] = found.get(key, 0.0) + times[at] * each
        return found

    def _lasts(self) -> list[tuple[float, Elapsed]]:
        return [(node.takes.mean, node.takes.elapsed) for node in self.course.nodes]

    def _plus(self, last: tuple[float, Elapsed], run: Elapsed) -> tuple[float, Elapsed]:
        return last[0] + self.reckoning.taking.seconds(run), last[1] + run

    def _shares(self, visits: Iterable[tuple[int, float]]) -> Iterator[Share]:
        """How often each step is done, and what it takes; where times are cut off at a limit, work and waiting alike."""
        nodes = self.course.nodes
        for at, times in visits:
            _, key, takes, _, _ = nodes[at]
            if times and key is not None:
                part = _kept(takes)
                yield Share(self.steps[key[1]], times, part * takes.mean, part * takes.work, part * takes.wait)


def _kept(takes: "Takes") -> float:
    """Which part of its mean a step takes where times are cut off at a limit."""
    return law_of(takes).mean / takes.mean if takes.varies and takes.most < inf else 1.0


@contextmanager
def _ending() -> Iterator[None]:
    try:
        yield
    except EndlessError as error:
        raise NoTimesError(str(error) or "by its shares, a loop is never left") from None
