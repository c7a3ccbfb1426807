"""The figures of a process by name: what a gate can demand, what a change is compared by, what a report lists.

Each name stands for one kind of figure: a ``time``, ``money``, a ``share`` of the cases, or a ``count``. Some take what
they are about in brackets, as in ``visits(pay)``.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple, get_args

from blueprint.durations import DAY, Elapsed, Workweek
from blueprint.model import Outcome
from blueprint.timing import words
from blueprint.timing.money import Money
from blueprint.timing.values import Basis, Costs, ProcessTimes

Unit = Literal["time", "money", "share", "count"]
About = Literal["step", "promise", "outcome", "actor", "time"]
Value = float | Decimal | Elapsed
PERCENTILE: Final = re.compile(r"p(?!0+(?:\.0)?$)([0-9]{1,2}(?:\.[0-9])?)")
BOUNDS: Final = ("longest", "limit")
"""Figures that are None where there is no bound."""
OUTCOMES: Final[tuple[str, ...]] = get_args(Outcome)


class Figure(NamedTuple):
    """A figure of a process; ``value`` is None where there is none."""

    name: str
    unit: Unit
    value: Value | None
    basis: Basis = "exact"
    currency: str = ""

    @property
    def written(self) -> str:
        """The value as people write it; a dash where there is none."""
        if self.value is None:
            return "-"
        if self.unit == "money":
            return str(Money(Decimal(str(self.value)), self.currency))
        write: Callable[[Any], str] = {"time": words.time, "share": words.share, "count": words.number}[self.unit]
        return write(self.value)


class Name(NamedTuple):
    """A name of figures: their unit, what they are in words, how to get them, and what stands in brackets behind it."""

    unit: Unit
    says: str
    of: Callable[[ProcessTimes, str], Value | None]
    about: About | None
    basis: "Callable[[ProcessTimes, str], Basis]"


def _sure(_: ProcessTimes, __: str) -> Basis:
    return "exact"


def _expected(times: ProcessTimes, _: str) -> Basis:
    return times.visits_basis


def _plain(unit: Unit, says: str, attribute: str, basis: Callable[[ProcessTimes, str], Basis] = _sure) -> Name:
    """A figure that stands in the times of a process as it is; ``attribute`` may lead through others: ``customer.doing``."""

    def of(times: ProcessTimes, _: str) -> Value | None:
        found: Any = times
        for each in attribute.split("."):
            found = None if found is None else getattr(found, each)
        value: Value | None = found
        return value

    return Name(unit, says, of, None, basis)


def _percentile(share: float, says: str) -> Name:
    return Name("time", says, lambda times, _: times.elapsed.quantile(share), None, lambda times, _: times.elapsed.atoms_basis)


def _basis(times: ProcessTimes, _: str) -> Basis:
    return times.elapsed.basis


def _kept(times: ProcessTimes, promise: str) -> float | None:
    return next((1 - each.broken for each in times.promises if each.promise == promise), None)


def _kept_basis(times: ProcessTimes, promise: str) -> Basis:
    return next((each.spread.atoms_basis for each in times.promises if each.promise == promise), "exact")


def _visits(times: ProcessTimes, step: str) -> float | None:
    """The visits of a step of the process itself, or of one that it runs, written with its process."""
    process_id, _, step_id = step.rpartition(".")
    return times.visits.get((process_id or times.process_id, step_id))


def _arrivals(times: ProcessTimes, _: str) -> float | None:
    return min((each.cases_per_hour for each in times.loads if each.cases_per_hour is not None), default=None)


NAMES: Final[Mapping[str, Name]] = {
    "standard": _plain("time", "the standard way", "standard"),
    "mean": _plain("time", "on average", "elapsed.mean", _basis),
    "p50": _percentile(0.5, "half of the cases within"),
    "p95": _percentile(0.95, "95 of 100 cases within"),
    "deviation": _plain("time", "standard deviation", "elapsed.deviation", _basis),
    "shortest": _plain("time", "at the shortest", "shortest"),
    "longest": _plain("time", "at the longest", "longest"),
    "limit": _plain("time", "at the longest, over limits", "limit"),
    "work": _plain("time", "work", "work", _expected),
    "wait": _plain("time", "wait", "wait", _expected),
    "customer-doing": _plain("time", "the customer does something", "customer.doing", _expected),
    "customer-waiting": _plain("time", "the customer waits", "customer.waiting", _expected),
    "staff-doing": _plain("time", "staff do something", "staff.doing", _expected),
    "staff-waiting": _plain("time", "staff wait", "staff.waiting", _expected),
    "cost": _plain("money", "cost", "costs.cost", _expected),
    "labour": _plain("money", "labour", "costs.labour", _expected),
    "materials": _plain("money", "materials", "costs.materials", _expected),
    "overhead": _plain("money", "overhead", "costs.overhead", _expected),
    "price": _plain("money", "price", "costs.price"),
    "margin": _plain("money", "margin", "costs.margin", _expected),
    "standard-cost": _plain("money", "cost of the standard way", "standard_costs.cost"),
    "standard-margin": _plain("money", "margin of the standard way", "standard_costs.margin"),
    "hand-offs": _plain("count", "hand-offs", "hand_offs", _expected),
    "crossings": _plain("count", "crossings of the line of visibility", "crossings", _expected),
    "cases-per-hour": Name("count", "cases an hour that the posts can take", _arrivals, None, _expected),
    "outcome": Name("share", "cases that end as", lambda times, outcome: times.outcomes.get(outcome, 0.0), "outcome", _expected),
    "kept": Name("share", "cases that keep the promise", _kept, "promise", _kept_basis),
    "visits": Name("count", "how often a case comes to", _visits, "step", _expected),
    "load": Name("time", "work asked of", lambda times, actor: next(_loads(times, actor), None), "actor", _expected),
    "exceeds": Name(
        "share",
        "cases that take longer than",
        lambda times, seconds: times.elapsed.exceeds(float(seconds)),
        "time",
        lambda times, _: times.elapsed.atoms_basis,
    ),
}


def _loads(times: ProcessTimes, actor: str) -> Iterator[float]:
    return (each.work for each in times.loads if each.actor == actor)


def name_of(name: str) -> Name | None:
    """What a name stands for; every percentile has one, such as p99 or p99.5."""
    found = PERCENTILE.fullmatch(name)
    return NAMES.get(name) or (_percentile(float(found[1]) / 100, f"{found[1]} of 100 cases within") if found else None)


def figure(times: ProcessTimes, name: str, about: str = "") -> Figure:
    """The figure of a known name. ``about`` is what stands in its brackets: an id, or for ``exceeds`` seconds by the clock."""
    known = name_of(name)
    assert known is not None
    costs: Costs | None = times.costs or times.standard_costs
    said = f"{name}({about})" if known.about else name
    return Figure(said, known.unit, known.of(times, about), known.basis(times, about), costs.currency if costs else "")


def all_figures(times: ProcessTimes) -> Iterator[Figure]:
    """Every figure of a process but the shares of cases that take longer than some time."""
    for name, each in NAMES.items():
        yield from (figure(times, name, about) for about in _abouts(times, each.about))


def _abouts(times: ProcessTimes, about: About | None) -> tuple[str, ...]:
    match about:
        case "step":
            return tuple(step if process == times.process_id else f"{process}.{step}" for process, step in times.visits)
        case "promise":
            return tuple(each.promise for each in times.promises)
        case "outcome":
            return tuple(times.outcomes)
        case "actor":
            return tuple(each.actor for each in times.loads)
        case "time":
            return ()
    return ("",)


def on_average(elapsed: Elapsed, week: Workweek) -> float:
    """A time in seconds by the clock, where a working day counts as it does on average over a week.

    >>> on_average(Elapsed(3600, 5), Workweek()) / DAY - 7 < 1/23
    True
    """
    return float(elapsed.seconds) + float(elapsed.working_days) * DAY * 7 / len({*week.days})
