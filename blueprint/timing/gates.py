"""Whether what is asserted holds, with the values seen."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from blueprint.durations import Elapsed, Workweek
from blueprint.timing.assertions import Assertion, durations
from blueprint.timing.figures import BOUNDS, Figure, Value, figure, on_average
from blueprint.timing.values import ProcessTimes

_NEAR: Final = 1e-9


class Verdict(NamedTuple):
    """Whether an assertion holds in a process, and the value seen there; without a process where none has such a figure."""

    assertion: Assertion
    process_id: str | None
    holds: bool
    seen: str


def judged(assertion: Assertion, several: Mapping[str, ProcessTimes | None], week: Workweek) -> tuple[Verdict, ...]:
    """What becomes of an assertion in these processes (None: its flow has no times).

    One that is bound to no process must hold in every process that has such a figure, and in one at least.
    """
    bound = assertion.process_id
    asked = {bound: several.get(bound)} if bound else several
    found = tuple(each for name, times in asked.items() for each in _judged_in(assertion, name, times, week))
    return found or (Verdict(assertion, bound, holds=False, seen="there is no such figure"),)


def _judged_in(assertion: Assertion, process_id: str, times: ProcessTimes | None, week: Workweek) -> Iterator[Verdict]:
    if times is None:
        yield Verdict(assertion, process_id, holds=False, seen="it has no times")
        return
    seen = _seen(assertion, times, week)
    if seen.value is not None:
        yield Verdict(assertion, process_id, _holds(seen.value, assertion, week), seen.written)
    elif assertion.name in BOUNDS:
        yield Verdict(assertion, process_id, assertion.operator in (">", ">="), "there is no bound: a loop may go on for ever")


def _seen(assertion: Assertion, times: ProcessTimes, week: Workweek) -> Figure:
    about = assertion.about
    if assertion.name == "exceeds":
        within = durations(about)
        assert within is not None
        return figure(times, assertion.name, repr(on_average(within, week)))
    return figure(times, assertion.name, about)


def _holds(value: Value, assertion: Assertion, week: Workweek) -> bool:
    seen, wanted = _sides(value, assertion, week)
    near = _NEAR * max(1.0, abs(seen), abs(wanted))
    match assertion.operator:
        case "<=":
            return seen <= wanted + near
        case ">=":
            return seen >= wanted - near
        case "<":
            return seen < wanted - near
        case ">":
            return seen > wanted + near
    return abs(seen - wanted) <= near


def _sides(value: Value, assertion: Assertion, week: Workweek) -> tuple[float, float]:
    """Both sides as numbers of one measure. Working days and the clock are held against each other at the worst where the
    figure is a bound, else as they are on average."""
    wanted = assertion.value
    if isinstance(wanted, Decimal):
        assert not isinstance(value, Elapsed)
        return float(value), float(wanted)
    if not isinstance(value, Elapsed):
        return float(value), on_average(wanted, week)
    if not wanted.seconds and (not value.seconds or assertion.name in BOUNDS):
        return float(week.in_working_days(value).working_days), float(wanted.working_days)
    if assertion.name in BOUNDS:
        return float(week.by_clock(value).seconds), on_average(wanted, week)
    return on_average(value, week), on_average(wanted, week)
