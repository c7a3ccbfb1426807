"""Time and money of the processes of one blueprint; what several of them need is reckoned once."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from blueprint.durations import Elapsed
from blueprint.flow.longest import Times
from blueprint.model import Blueprint
from blueprint.timing import NoTimesError
from blueprint.timing.course import Course, Takes
from blueprint.timing.farthest import Farthest, farthest
from blueprint.timing.law import Law, Laws
from blueprint.timing.laying import course_of
from blueprint.timing.leaving import exits_of
from blueprint.timing.ledger import Ledger, Share, costs_of, crossings_of, ledger_of, loads_of
from blueprint.timing.lognormal import beyond
from blueprint.timing.passing import Passed, law_from, passed
from blueprint.timing.reduce import EndlessError
from blueprint.timing.shortest import shortest_of
from blueprint.timing.standard import Standard, standard_of
from blueprint.timing.taking import Taking
from blueprint.timing.values import Costs, Key, ProcessTimes
from blueprint.timing.widths import cut, law_of
from blueprint.timing.working import Crew

if TYPE_CHECKING:
    from blueprint.timing.simulate import Simulated

CASES: Final = 20_000
COUNTED: Final = 4_000
"""So many cases are played for times that have no other answer, and so many to count visits alone."""
MOVES: Final = 40
"""Of cases in which more happens, fewer are played: as many as come to so many moves for each that was to be played."""


class Inner(NamedTuple):
    """What is known of a process but for its promises. What its steps run is in all of it but ``course`` and ``passed``."""

    course: Course
    passed: Passed
    standard: Standard
    ledger: Ledger
    usual: Ledger
    hand_offs: float
    crossings: float
    visits: Mapping[Key, float]
    shortest: Elapsed
    farthest: Farthest


class Reckoning:
    """Reckons with the processes of a blueprint, which must be sound.

    ``plays``: what has no other answer is played; otherwise its process has no times.
    """

    def __init__(self, blueprint: Blueprint, *, plays: bool = True) -> None:
        self.blueprint = blueprint
        self.plays = plays
        self.taking = Taking(blueprint)
        self.crew = Crew(blueprint, self.taking)
        self.limits = Times(blueprint)
        self._courses: dict[str, Course] = {}
        self._inner: dict[str, Inner] = {}
        self._laws: dict[Takes, Law] = {}
        self._played: dict[str, Simulated] = {}

    def times(self, process_id: str) -> ProcessTimes:
        """Everything about a process. NoTimesError where a case may never end."""
        from blueprint.timing.promises import promises_of

        inner = self.inner(process_id)
        elapsed, ledger = inner.passed.elapsed, inner.ledger
        money = self.blueprint.money
        price = self.blueprint.processes[process_id].price
        return ProcessTimes(
            process_id=process_id,
            way=inner.standard.way,
            standard=inner.standard.elapsed,
            standard_costs=costs_of(money, inner.usual, price) if money else None,
            elapsed=elapsed,
            shortest=inner.shortest,
            longest=inner.farthest.takes,
            limit=inner.farthest.limit,
            work=ledger.work,
            wait=ledger.wait,
            customer=ledger.customer(elapsed.mean),
            staff=ledger.staff,
            visits=inner.visits,
            outcomes=inner.passed.outcomes,
            hand_offs=inner.hand_offs,
            crossings=inner.crossings,
            loads=loads_of(self.blueprint, ledger.by),
            costs=costs_of(money, ledger, price) if money else None,
            cost_at=self._costs_at(inner.usual, price),
            critical=inner.standard.critical,
            promises=promises_of(self, process_id),
            assumed=tuple(inner.course.assumed),
            visits_basis=inner.passed.visits_basis,
            exits=exits_of(inner.course, inner.passed.flows),
        )

    def _costs_at(self, usual: Ledger, price: Decimal | None) -> Callable[[float], Costs] | None:
        money = self.blueprint.money
        if money is None:
            return None
        return lambda work: costs_of(money, usual, price, work)

    def course(self, process_id: str) -> Course:
        """The course of a process; steps that run others may be late because of them."""
        if process_id not in self._courses:
            self._courses[process_id] = course_of(self.blueprint, process_id, taking=self.taking, late=self._late)
        return self._courses[process_id]

    def law(self, takes: Takes) -> Law:
        """The law of what a node takes, with what it runs."""
        found = self._laws.get(takes)
        if found is None:
            self._laws[takes] = found = self._law(takes)
        return found

    def _law(self, takes: Takes) -> Law:
        if not takes.run:
            return law_of(takes)
        own, run = law_of(takes._replace(most=inf)), self.inner(takes.run).passed.elapsed
        return cut(Laws(max(200, len(run.atoms))).after(own, law_from(run)), takes.most)

    def _late(self, takes: Takes) -> float:
        if takes.run:
            law = self._law(takes._replace(most=inf))
            return min(1.0, sum(share for time, share in law.atoms if time > takes.most))
        return beyond(takes) if takes.varies else float(takes.mean > takes.most)

    def played(self, process_id: str) -> "Simulated":
        """Cases of a process played by chance, always the same; NoTimesError where none are to be played."""
        if not self.plays:
            raise NoTimesError("its flow is so knotted that cases must be played")
        if process_id not in self._played:
            self._played[process_id] = self._play(process_id, CASES)
        return self._played[process_id]

    def _counted(self, process_id: str) -> "Simulated":
        """Cases in which visits are counted: those that have been played, or a few."""
        return self._played.get(process_id) or self._play(process_id, COUNTED)

    def _play(self, process_id: str, cases: int) -> "Simulated":
        from blueprint.timing.simulate import Watch, play, watches_of

        watches = watches_of(self.blueprint, process_id) if cases == CASES else ()
        done = frozenset(self.course(process_id).beginnings)
        watches += tuple(Watch(f"{each.promise} begun", each.start, done) for each in watches)
        return play(self.course, process_id, cases=cases, watches=watches, patience=MOVES * cases)

    def inner(self, process_id: str) -> Inner:
        """What is known of a process but for its promises."""
        if process_id not in self._inner:
            self._inner[process_id] = self._reckoned(process_id)
        return self._inner[process_id]

    def _reckoned(self, process_id: str) -> Inner:
        course = self.course(process_id)
        try:
            found = passed(course, self.law, partial(self.played, process_id), partial(self._counted, process_id))
        except EndlessError:
            raise NoTimesError("by its shares, a loop is never left") from None
        steps = self.blueprint.processes[process_id].steps
        runs = {at: self.inner(node.takes.run) for at, node in enumerate(course.nodes) if node.takes.run}
        lasts = [(node.takes.mean, node.takes.elapsed) for node in course.nodes]
        usual = [self._plus(lasts[at], runs[at].standard.elapsed) if at in runs else each for at, each in enumerate(lasts)]
        quickest = [self._plus(lasts[at], runs[at].shortest) if at in runs else each for at, each in enumerate(lasts)]
        standard = standard_of(course, usual)
        ledger = ledger_of(self.crew, self._shares(course, dict(enumerate(found.visits))))
        once = ledger_of(self.crew, self._shares(course, dict.fromkeys(standard.nodes, 1.0)), failing=False)
        hand_offs, crossings = crossings_of(course, found.flows, steps, self.crew)
        visits = {key: found.visits[node] for key, node in course.beginnings.items()}
        for at, run in runs.items():
            times = found.visits[at]
            ledger = ledger.plus(run.ledger, times)
            hand_offs, crossings = hand_offs + times * run.hand_offs, crossings + times * run.crossings
            for key, each in run.visits.items():
                visits[key] = visits.get(key, 0.0) + times * each
            once = once.plus(run.usual, float(at in standard.arrows))
        longest = farthest(self.blueprint, self.taking, course, {course.nodes[at].key: run.farthest for at, run in runs.items()})
        return Inner(course, found, standard, ledger, once, hand_offs, crossings, visits, shortest_of(course, quickest), longest)

    def _plus(self, last: tuple[float, Elapsed], run: Elapsed) -> tuple[float, Elapsed]:
        return last[0] + self.taking.seconds(run), last[1] + run

    def _shares(self, course: Course, visits: Mapping[int, float]) -> list[Share]:
        """How often each step is done, and what it takes; where times are cut off at a limit, work and waiting alike."""
        steps = self.blueprint.processes[course.process_id].steps
        found = []
        for at, times in visits.items():
            node = course.nodes[at]
            if times and node.key is not None:
                takes = node.takes
                part = law_of(takes).mean / takes.mean if takes.varies and takes.most < inf else 1.0
                found.append(Share(steps[node.key[1]], times, part * takes.mean, part * takes.work, part * takes.wait))
        return found
