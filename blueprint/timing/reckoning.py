"""Time and money of the processes of one blueprint; what several of them need is reckoned once."""

from collections.abc import Callable
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, Final

from blueprint.flow.longest import Times
from blueprint.model import Blueprint
from blueprint.timing import NoTimesError
from blueprint.timing.course import Course, Takes
from blueprint.timing.inner import Inner
from blueprint.timing.law import Law, Laws
from blueprint.timing.leaving import exits_of
from blueprint.timing.ledger import Ledger, costs_of, loads_of
from blueprint.timing.lognormal import beyond
from blueprint.timing.passing import law_from
from blueprint.timing.taking import Taking
from blueprint.timing.values import Costs, ProcessTimes
from blueprint.timing.widths import cut, law_of
from blueprint.timing.working import Crew

if TYPE_CHECKING:
    from blueprint.timing.simulate import Simulated

CASES: Final = 20_000
COUNTED: Final = 4_000
"""So many cases are played for times that have no other answer, and so many to count visits alone."""
MOVES: Final = 40
"""Of cases in which more happens, fewer are played: as many as come to so many moves for each that was to be played."""


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
        self._inner: dict[str, Inner] = {}
        self._times: dict[str, ProcessTimes] = {}
        self._laws: dict[Takes, Law] = {}
        self._played: dict[str, Simulated] = {}

    def times(self, process_id: str) -> ProcessTimes:
        """Everything about a process. NoTimesError where a case may never end."""
        if process_id not in self._times:
            self._times[process_id] = self._all(self.inner(process_id))
        return self._times[process_id]

    def _all(self, inner: Inner) -> ProcessTimes:
        from blueprint.timing.promises import promises_of

        passed, ledger = inner.passed, inner.ledger
        return ProcessTimes(
            process_id=inner.process_id,
            way=inner.standard.way,
            standard=inner.standard.elapsed,
            standard_costs=inner.standard_costs,
            elapsed=passed.elapsed,
            shortest=inner.shortest,
            longest=inner.farthest.takes,
            limit=inner.farthest.limit,
            work=ledger.work,
            wait=ledger.wait,
            customer=ledger.customer(passed.elapsed.mean),
            staff=ledger.staff,
            visits=inner.visits,
            outcomes=passed.outcomes,
            hand_offs=inner.crossings[0],
            crossings=inner.crossings[1],
            loads=loads_of(self.blueprint, ledger.by),
            costs=inner.costs,
            cost_at=self._costs_at(inner.usual, inner.price),
            critical=inner.standard.critical,
            promises=promises_of(self, inner.process_id),
            assumed=inner.assumed,
            visits_basis=passed.counts.basis,
            exits=exits_of(inner.course, passed.counts.flows),
        )

    def _costs_at(self, usual: Ledger, price: Decimal | None) -> Callable[[float], Costs] | None:
        money = self.blueprint.money
        if money is None:
            return None
        return lambda work: costs_of(money, usual, price, work)

    def course(self, process_id: str) -> Course:
        """The course of a process."""
        return self.inner(process_id).course

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

    def late(self, takes: Takes) -> float:
        """The share of the cases in which a node takes longer than its limit, were it not for that."""
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

    def counted(self, process_id: str) -> "Simulated":
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
            self._inner[process_id] = Inner(self, process_id)
        return self._inner[process_id]
