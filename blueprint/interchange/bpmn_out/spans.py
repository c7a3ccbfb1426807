"""Durations as timers hold them: ISO 8601, which knows no working days."""

from typing import Final

from blueprint.durations import DAY, WEEKDAYS, Elapsed, Workweek
from blueprint.model import Blueprint, Step
from blueprint.values import Duration

_FORMS: Final = {"s": "PT{}S", "min": "PT{}M", "h": "PT{}H", "d": "P{}D", "w": "P{}W", "mo": "P{}M", "y": "P{}Y"}


def iso(duration: Duration, week: Workweek) -> str:
    """A duration in ISO 8601; working days as the most days by the clock that they can last.

    >>> [iso(Duration.parse(each), Workweek()) for each in ("90s", "1.5h", "2w", "6mo", "5wd")]
    ['PT90S', 'PT1.5H', 'P2W', 'P6M', 'P7D']
    """
    if duration.unit == "wd":
        days = week.by_clock(Elapsed.of(duration)).seconds / DAY
        return f"P{float(days):g}D"
    return _FORMS[duration.unit].format(f"{duration.amount:f}")


def week_of(blueprint: Blueprint) -> Workweek:
    """When people work."""
    calendar = blueprint.calendar
    return Workweek(calendar.days or WEEKDAYS[:5], calendar.holidays) if calendar else Workweek()


def waits(step: Step) -> Duration | None:
    """How long a case lies before the step, where that is an event of its own.

    Where a step has its way out when it is late, that clock runs while it lies, too: then the waiting is part of the task.
    """
    return step.time.wait if step.time is not None and step.late is None else None
