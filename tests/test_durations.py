"""Sums of durations, and working days by the calendar: against counting day by day."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.durations import DAY, WEEK, WEEKDAYS, Elapsed, Workweek, total
from blueprint.values import UNITS, Duration


def of(text: str) -> Elapsed:
    return total(Elapsed.of(Duration.parse(each)) for each in text.split())


@pytest.mark.parametrize(
    ("sum_of", "written"),
    [("30s 45s", "1min 15s"), ("3wd 1.5h 2wd", "5wd 1h 30min"), ("1mo", "31d"), ("1y", "366d"), ("0.5wd", "0.5wd"), ("0h", "0s")],
)
def test_sums_keep_working_days_apart(sum_of: str, written: str) -> None:
    assert str(of(sum_of)) == written


def test_months_and_years_are_short_as_promises() -> None:
    assert [str(Elapsed.of(Duration.parse(each), promised=True)) for each in ("1mo", "1y", "1w")] == ["28d", "365d", "7d"]


@pytest.mark.parametrize(
    ("takes", "within", "broken"),
    [
        ("7d", "7d", False),
        ("5wd", "7d", False),
        ("6wd", "7d", True),
        ("1wd", "2d", True),
        ("7d", "5wd", False),
        ("8d", "5wd", True),
        ("6w", "30wd", False),
        ("3wd 1d", "4wd", False),
        ("3wd 2d", "4wd", True),
        ("28d", "1mo", False),
        ("1mo", "1mo", True),
        ("1h", "59min", True),
    ],
)
def test_what_exceeds_a_promise(takes: str, within: str, broken: bool) -> None:
    assert Workweek().exceeds(of(takes), Duration.parse(within)) is broken


def test_holidays_make_working_days_longer() -> None:
    week = Workweek(holidays=(date(2026, 12, 25), date(2027, 1, 1), date(2031, 6, 9)))
    assert [str(week.by_clock(Elapsed(0, days))) for days in (1, 5, 20)] == ["4d", "11d", "32d"]
    assert str(Workweek(holidays=(date.min, date.max)).by_clock(Elapsed(0, 1))) == "4d"


def test_endless_numbers_are_no_trouble() -> None:
    week = Workweek(holidays=(date(2026, 12, 25),))
    assert week.by_clock(Elapsed(0, 5 * 10**30)).seconds == 7 * 10**30 * DAY
    assert week.in_working_days(Elapsed(WEEK * 10**30)).working_days == 5 * 10**30


def test_where_every_day_is_a_working_day_it_is_a_day() -> None:
    week = Workweek(WEEKDAYS)
    assert week.by_clock(Elapsed(DAY, 9)) == Elapsed(10 * DAY, 0)
    assert week.rates == ((1, 1),)


WEEKS = st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(tuple)


@given(WEEKS, st.integers(1, 30))
def test_working_days_last_as_long_as_counting_says(days: tuple[str, ...], count: int) -> None:
    working = [number for number in range(400) if WEEKDAYS[number % 7] in days]
    counted = max(working[at + count - 1] - working[at - 1] for at in range(1, 8))
    assert Workweek(days).by_clock(Elapsed(0, count)) == Elapsed(counted * DAY, 0)


@given(WEEKS, st.integers(0, 30))
def test_as_many_working_days_lie_in_days_as_counting_says(days: tuple[str, ...], count: int) -> None:
    counted = max(sum(WEEKDAYS[day % 7] in days for day in range(at, at + count)) for at in range(7))
    assert Workweek(days).in_working_days(Elapsed(count * DAY)) == Elapsed(0, counted)


@given(WEEKS, st.fractions(0, 20, max_denominator=8), st.fractions(0, 20, max_denominator=8))
def test_longer_is_never_shorter_and_one_measure_bounds_the_other(days: tuple[str, ...], one: Fraction, more: Fraction) -> None:
    week = Workweek(days)
    assert week.by_clock(Elapsed(0, one + more)).seconds >= week.by_clock(Elapsed(0, one)).seconds >= one * DAY
    assert week.in_working_days(week.by_clock(Elapsed(0, one))).working_days >= one
    assert week.in_working_days(Elapsed((one + more) * DAY)).working_days >= week.in_working_days(Elapsed(one * DAY)).working_days


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from(UNITS))))
def test_the_order_of_a_sum_does_not_matter(several: list[tuple[int, str]]) -> None:
    times = [Elapsed.of(Duration.parse(f"{amount}{unit}")) for amount, unit in several]
    assert total(times) == total(reversed(times))
    assert total(times).times(2) == total([*times, *times])
