"""How long things take in the worst case: sums of durations, and what a working day is by the calendar.

``s min h d w mo y`` are time by the clock: a month is 31 days long as a limit and 28 as a promise, a year 366 and 365.
A working day (``wd``) is a day of the calendar on which people work, Monday to Friday unless it says otherwise; the hours
within a day do not matter. What is summed keeps working days apart from the clock. Held against the other, they begin at the
worst moment: one working day that begins on a Friday evening lasts three days, and a day by the clock is one working day,
seven are five. Working days are counted in one stretch, across the holidays that the calendar names.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn, TypeAlias

from blueprint.values import Duration

if TYPE_CHECKING:
    from fractions import Fraction

Number: TypeAlias = "int | Fraction"
DAY: Final = 86_400
WEEK: Final = 7 * DAY
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": DAY, "w": WEEK, "mo": 31 * DAY, "y": 366 * DAY}
PROMISED: Final = {**SECONDS, "mo": 28 * DAY, "y": 365 * DAY}
LONGEST_COUNT: Final = 400
"""So many working days are counted day by day across holidays; more by the week."""


class Elapsed(NamedTuple):
    """Time that passes: seconds by the clock, and working days beside them.

    >>> str(Elapsed.of(Duration.parse("3wd")) + Elapsed.of(Duration.parse("1.5h")))
    '3wd 1h 30min'
    """

    seconds: Number = 0
    working_days: Number = 0

    @classmethod
    def of(cls, duration: Duration, *, promised: bool = False) -> "Elapsed":
        """A duration, at the longest; as a promise its months and years are short."""
        amount = _exact(duration.amount)
        if duration.unit == "wd":
            return cls(0, _plain(amount))
        return cls(_plain(amount * (PROMISED if promised else SECONDS)[duration.unit]), 0)

    def __add__(self, other: "Elapsed") -> "Elapsed":  # type: ignore[override]
        if not isinstance(other, Elapsed):
            raise TypeError(f"a length of time is added to lengths of time, not to {type(other).__name__} {other}")
        return Elapsed(self.seconds + other.seconds, self.working_days + other.working_days)

    def __mul__(self, number: object) -> NoReturn:
        """A tuple repeats itself, which is no multiple of a time; :meth:`times` gives one."""
        raise TypeError("a length of time is multiplied by its method times")

    def __rmul__(self, number: object) -> NoReturn:
        self.__mul__(number)

    def __lt__(self, other: object) -> NoReturn:
        """Working days are no fixed time by the clock; a :class:`Workweek` compares them."""
        raise TypeError("lengths of time are compared by a Workweek, or by their size where they are counted alike")

    def __le__(self, other: object) -> NoReturn:
        self.__lt__(other)

    def __gt__(self, other: object) -> NoReturn:
        self.__lt__(other)

    def __ge__(self, other: object) -> NoReturn:
        self.__lt__(other)

    def times(self, number: int) -> "Elapsed":
        return Elapsed(self.seconds * number, self.working_days * number)

    @property
    def is_zero(self) -> bool:
        return not self.seconds and not self.working_days

    @property
    def size(self) -> Number:
        """A number that grows with it, to compare what is counted alike."""
        return self.seconds + self.working_days

    def __str__(self) -> str:
        written = [f"{_written(self.working_days)}wd"] if self.working_days else []
        rest = self.seconds
        for unit in ("d", "h", "min"):
            whole, rest = divmod(rest, SECONDS[unit])
            written += [f"{whole}{unit}"] if whole else []
        written += [f"{_written(rest)}s"] if rest or not written else []
        return " ".join(written)


def total(several: Iterable[Elapsed]) -> Elapsed:
    """The sum.

    >>> total([]).is_zero
    True
    """
    return sum(several, Elapsed())


def _exact(amount: Decimal) -> Number:
    whole = int(amount)
    return whole if whole == amount else _fraction(amount)


def _fraction(amount: "Decimal | Number", parts: int = 1) -> "Fraction":
    """A fraction; the module is heavy, and few durations need it."""
    from fractions import Fraction

    return Fraction(amount) / parts


def _plain(number: Number) -> Number:
    return number.numerator if number.denominator == 1 else number


def _written(number: Number) -> str:
    return str(number) if isinstance(number, int) or number.denominator == 1 else f"{float(number):g}"


class Workweek:
    """When people work, and so how long working days last.

    >>> week = Workweek()
    >>> [str(week.by_clock(Elapsed(0, days))) for days in (1, 5, 6)]
    ['3d', '7d', '10d']
    >>> str(week.in_working_days(Elapsed(WEEK)))
    '5wd'
    """

    def __init__(self, days: Collection[str] = WEEKDAYS[:5], holidays: Collection[date] = ()) -> None:
        self.days = days
        self.holidays = holidays

    def by_clock(self, elapsed: Elapsed) -> Elapsed:
        """The most that it can be by the clock."""
        return Elapsed(elapsed.seconds + self._stretch(elapsed.working_days), 0)

    def in_working_days(self, elapsed: Elapsed) -> Elapsed:
        """The most that it can be in working days."""
        days, rest = divmod(self._worked(elapsed.seconds), DAY)
        return Elapsed(0, elapsed.working_days + (days + _fraction(rest, DAY) if rest else days))

    def measured(self, elapsed: Elapsed, unit: str) -> Elapsed:
        """The most that it can be in the measure of this unit."""
        return self.in_working_days(elapsed) if unit == "wd" else self.by_clock(elapsed)

    def exceeds(self, elapsed: Elapsed, within: Duration) -> bool:
        """Whether it can be longer than promised."""
        most, promised = self.measured(elapsed, within.unit), Elapsed.of(within, promised=True)
        return most.seconds > promised.seconds or most.working_days > promised.working_days

    @cached_property
    def rates(self) -> tuple[tuple[int, int], ...]:
        """What a working day may stand for: so many days by the clock for so many of them, the least first."""
        if len(self._numbers) == 7:
            return ((1, 1),)
        return (1, 1), (7, len(self._numbers)), (int(self._stretch(1)) // DAY, 1)

    @cached_property
    def _numbers(self) -> tuple[int, ...]:
        return tuple(number for number, name in enumerate(WEEKDAYS) if name in self.days)

    def _stretch(self, count: Number) -> Number:
        """The seconds from just after one working day to the end of so many more, where that is longest."""
        if not count:
            return 0
        weeks = max(0, -(-count // len(self._numbers)) - 1)
        rest = count - weeks * len(self._numbers)
        first = [7 * week + day for week in range(4) for day in self._numbers]
        longest = weeks * 7 + _longest(first, rest)
        if self.holidays and count <= LONGEST_COUNT:
            longest = max(longest, *(_longest(days, count) for days in self._around_holidays(int(longest) + 8)))
        return _plain(longest * DAY)

    def _around_holidays(self, margin: int) -> Iterator[list[int]]:
        """The working days around each holiday, by number; those of holidays that lie close together at once."""
        off = sorted({day.toordinal() for day in self.holidays})
        starts = [at for at, day in enumerate(off) if not at or day - off[at - 1] > margin]
        for at, after in zip(starts, [*starts[1:], len(off)], strict=True):
            span = range(off[at] - margin, off[after - 1] + margin + 1)
            free = {*off[at:after]}
            yield [day for day in span if day not in free and (day - 1) % 7 in self._numbers]

    def _worked(self, seconds: Number) -> Number:
        """The most of these seconds that can lie on working days."""
        weeks, rest = divmod(seconds, WEEK)
        edges = [day * DAY for day in range(15)]
        begins = [*edges[:7], *(edge - rest for edge in edges[7:])]
        most = max(self._worked_by(begin + rest) - self._worked_by(begin) for begin in begins)
        return weeks * len(self._numbers) * DAY + most

    def _worked_by(self, moment: Number) -> Number:
        """The seconds from the beginning of a week to a moment that lie on working days."""
        weeks, rest = divmod(moment, WEEK)
        day, part = divmod(rest, DAY)
        before = sum(number < day for number in self._numbers)
        return (weeks * len(self._numbers) + before) * DAY + (part if day in self._numbers else 0)


def _longest(days: list[int], count: Number) -> Number:
    """The longest that so many of these days can take, in days, if begun just after another of them."""
    whole = -(-count // 1) - 1
    part = count - whole
    spans = (days[at + whole] - days[at - 1] - 1 + part for at in range(1, len(days) - int(whole)))
    return max(spans, default=count)
