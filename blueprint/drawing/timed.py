"""Times and money of the processes on a drawing, in its words."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from blueprint.layout.timed import Fares, StepTimes, Timed, Traffic, merged
from blueprint.model import Blueprint
from blueprint.timing import NoTimesError, words
from blueprint.timing.money import Money
from blueprint.timing.reasons import reason
from blueprint.timing.reckoning import Reckoning
from blueprint.timing.telling import is_silent
from blueprint.timing.traffic import pressing, pressing_ways, taken
from blueprint.timing.values import Basis, Costs, Kept, ProcessTimes
from blueprint.view import View

CRITICAL: Final = "on the critical path"


def timed_of(blueprint: Blueprint, processes: Collection[str]) -> tuple[Timed, tuple[str, ...]]:
    """What is known of the times of these processes, and of the promises over them; and why some of them have none."""
    reckoning, view = Reckoning(blueprint), View(blueprint)
    found, without = [], []
    for name in sorted({*processes, *_beginnings(blueprint, processes)}):
        why = reason(view, name)
        try:
            found += [] if why else [_Telling(reckoning, reckoning.times(name)).told()]
        except NoTimesError as error:
            why = f"It has no times: {error}."
        if why and name in processes:
            without.append(f"{name}: drawn without times. {why}")
            found.append(Timed(heads={name: "no times: see blueprint time"}))
    return merged(found), tuple(without)


def _beginnings(blueprint: Blueprint, processes: Collection[str]) -> Iterator[str]:
    """The processes in which the clocks of promises start that end in these."""
    for promise in blueprint.promises.values():
        places = [place.partition(".")[0] for place in (promise.from_, *promise.to) if place]
        if places and not set(places).isdisjoint(processes) and places[0] in blueprint.processes:
            yield places[0]


class _Telling:
    """Tells of one process. ``spare``: what each step of the standard way has to spare; none where no step says a time."""

    def __init__(self, reckoning: Reckoning, times: ProcessTimes) -> None:
        self.times = times
        self.id = times.process_id
        self.process = reckoning.blueprint.processes[self.id]
        self.promises = reckoning.blueprint.promises
        self.taken = taken(reckoning, self.id)
        self.is_silent = is_silent(times)
        self.spare = {} if self.is_silent else {each.key[1]: each.slack for each in times.critical}
        self.critical = set() if self.is_silent else set(pressing(times))
        self.critical_ways = set() if self.is_silent else pressing_ways(reckoning, times)

    def told(self) -> Timed:
        return Timed(
            steps=dict(self._steps()),
            ways=dict(self._ways()),
            promises={each.promise: _fares(each, bound=bool(self.promises[each.promise].within)) for each in self.times.promises},
            heads={} if self.is_silent else {self.id: _row(_head(self.times))},
        )

    def _often(self, times: float) -> str:
        """How often something is done: no word of what every case does once."""
        shown = _hundred(times)
        if shown == "0":
            return "counted as never"
        who = "customers" if self.process.starts_by == "customer" else "cases"
        return "" if shown == "100" else f"{_about(self.times.visits_basis)}{shown} per 100 {who}"

    def _steps(self) -> Iterator[tuple[str, StepTimes]]:
        """What a step has to spare, and how often it is done, where it is not as often as one that leads to it."""
        often = {step: self._often(visits) for (name, step), visits in self.times.visits.items() if name == self.id}
        met = {step: number for number, step in enumerate(self._met())}
        before: dict[str, set[str]] = {step: set() for step in often}
        for source, target in self.taken:
            if source and met[source] < met[target]:
                before[target].add(often[source])
        for step, says in often.items():
            critical = step in self.critical
            spare = "" if critical or not self.spare.get(step) else f"{words.clock(self.spare[step])} to spare"
            chips = filter(None, (spare, "" if says in before[step] else says))
            more = filter(None, (CRITICAL if critical else spare, says))
            yield f"{self.id}.{step}", StepTimes(tuple(chips), "; ".join(more), critical)

    def _met(self) -> list[str]:
        """The steps in the order in which they are met from the start."""
        after: dict[str, list[str]] = {}
        for source, target in self.taken:
            after.setdefault(source, []).append(target)
        found = [""]
        seen = {""}
        for step in found:
            new = [each for each in after.get(step, ()) if each not in seen]
            seen.update(new)
            found += new
        return found[1:]

    def _ways(self) -> Iterator[tuple[tuple[str, str], list[Traffic]]]:
        """How often each way is taken. Of several from one step to the same, the first is on the critical path."""
        for (source, target), flows in self.taken.items():
            ends = f"{self.id}.{source}" if source else f"{self.id}.{target}#start", f"{self.id}.{target}"
            told = []
            for number, times in enumerate(flows):
                critical = (source, target) in self.critical_ways and not number
                says = filter(None, (self._often(times), CRITICAL if critical else ""))
                told.append(Traffic(times, "; ".join(says), critical))
            yield ends, told


def _hundred(times: float) -> str:
    """How often something is done, for every hundred times that it could be.

    >>> _hundred(0.0438), _hundred(1.094), _hundred(0.0001)
    ('4.4', '109', '<0.1')
    """
    if 0 < times < 0.0005:
        return "<0.1"
    return f"{100 * times:.0f}" if times >= 0.0995 else f"{100 * times:.1f}".removesuffix(".0")


def _fares(kept: Kept, *, bound: bool) -> Fares:
    """How a promise fares; ``bound``: it says within which time."""
    basis = kept.spread.atoms_basis
    said = [f"broken in {_about(basis)}{words.share(kept.broken)} of cases"] if kept.broken else []
    said.append("at the longest no end" if kept.longest is None else f"{words.time(kept.longest)} at the longest")
    if kept.slack is not None:
        said.append(f"{words.clock(abs(kept.slack))} {'to spare' if kept.slack >= 0 else 'too long'}")
    more = [f"kept in {_about(basis)}{words.share(1 - kept.broken)} of the cases"] if bound else []
    more += [f"{words.share(kept.reached)} come to its end"] if kept.reached < 1 - 1e-9 else []
    more += [f"{words.clock(kept.spread.mean)} on average", f"{words.clock(kept.spread.quantile(0.95))} in 95 of 100"]
    return Fares(_row(said), "; ".join(more), broken=bool(kept.broken) or (kept.slack or 0) < 0)


def _head(times: ProcessTimes) -> Iterator[str]:
    """How long a case takes, what it costs and what it leaves."""
    usual, spread = words.time(times.standard), times.elapsed
    mean, most = words.clock(spread.mean), words.clock(spread.quantile(0.95))
    if usual == mean == most:
        yield f"takes {usual}"
    else:
        yield f"usually {usual}"
        yield f"{_about(spread.basis)}{mean} on average"
        yield f"95 of 100 within {_about(spread.atoms_basis)}{most}"
    if times.costs and times.costs.cost:
        yield from _pays(times.costs, _about(times.visits_basis))


def _pays(costs: Costs, about: str) -> Iterator[str]:
    yield f"costs {about}{Money(costs.cost, costs.currency)} a case"
    if costs.margin is not None:
        yield f"{'leaves' if costs.margin >= 0 else 'loses'} {about}{Money(abs(costs.margin), costs.currency)}"


def _about(basis: Basis) -> str:
    return "" if basis == "exact" else "about "


def _row(facts: Iterable[str]) -> str:
    """Facts side by side; no line ends within one of them."""
    return " · ".join(each.replace(" ", "\xa0") for each in facts).replace(" ·", "\xa0·")
