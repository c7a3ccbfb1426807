"""How long something took, held against how long it may take."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from blueprint.durations import WEEKDAYS, Elapsed
from blueprint.model import Blueprint
from blueprint.values import Duration

Span = tuple[datetime, datetime]
_DAY: Final = timedelta(days=1)
_LONGEST: Final = 40_000


class Clock:
    """Reckons with the calendar of a blueprint.

    A working day is over at the end of a day on which people work: what begins on a Friday at any hour and may take one working
    day is in time until Monday midnight.
    """

    def __init__(self, blueprint: Blueprint) -> None:
        calendar = blueprint.calendar
        named = (calendar.days if calendar else ()) or WEEKDAYS[:5]
        self.days = frozenset(number for number, name in enumerate(WEEKDAYS) if name in named)
        self.holidays = frozenset(calendar.holidays if calendar else ())
        self.worked = lru_cache(maxsize=10_000)(self._worked)

    def _worked(self, first: date, last: date) -> int:
        """The working days after one day, up to another and with it."""
        number = (last - first).days
        if number <= 0:
            return 0
        weeks, rest = divmod(number, 7) if number > _LONGEST or not self.holidays else (0, number)
        found = weeks * len(self.days)
        day = last - timedelta(days=rest)
        for _ in range(rest):
            day += _DAY
            found += day.weekday() in self.days and day not in self.holidays
        return found

    def excess(self, span: Span, within: Duration, *, promised: bool = False, without: Sequence[Span] = ()) -> float:
        """By how many seconds (for working days: days) a time is longer than it may be; 0 or less where it is in time.

        ``without``: stretches in which the clock stands still.
        """
        start, end = span
        still = [(max(one, start), min(other, end)) for one, other in without if max(one, start) < min(other, end)]
        if within.unit == "wd":
            days = self.worked(start.date(), end.date()) - sum(self.worked(one.date(), other.date()) for one, other in still)
            return days - float(within.amount)
        taken = (end - start).total_seconds() - sum((other - one).total_seconds() for one, other in _apart(still))
        return taken - float(Elapsed.of(within, promised=promised).seconds)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """The same stretches of time, none of which overlap."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
