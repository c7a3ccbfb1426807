"""REV: whether the blueprint is still held against reality. Never an error: a day passing must not break a build."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.values import Duration
from blueprint.view import View

ROW = 'Seeds, row A4: "the process is not fixed"'


def due(reviewed: date, every: Duration) -> date:
    """The day by which the next review is due; a working day counts as a day and two fifths.

    >>> due(date(2026, 8, 31), Duration.parse("6mo"))
    datetime.date(2027, 2, 28)
    """
    try:
        if every.unit in ("mo", "y"):
            return _months_on(reviewed, int(every.amount * (12 if every.unit == "y" else 1)))
        days = {"s": 1 / 86400, "min": 1 / 1440, "h": 1 / 24, "d": 1, "wd": 7 / 5, "w": 7}[every.unit]
        return reviewed + timedelta(days=float(every.amount) * days)
    except (OverflowError, ValueError):
        return date.max


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@rule(
    "REV001",
    Severity.warning,
    source=ROW,
    bad="reviewed: 2020-01-15  # !\nreview-every: 6mo",
    good="reviewed: 2020-01-15\nreview-every: 100y",
    spares="Blueprints without a review interval, and retired ones.",
)
def review_overdue(view: View) -> Iterator[Problem]:
    """The review is overdue.

    Markets, rules and enterprises change, and people work around what no longer fits; a blueprint that nobody holds
    against reality tells a story. ``--today`` sets the day it is judged by.
    """
    blueprint = view.blueprint
    if blueprint.reviewed and blueprint.review_every and blueprint.status != "retired":
        day = due(blueprint.reviewed, blueprint.review_every)
        if day < view.today:
            yield Problem(f"the review was due on {day}; hold it against reality and set the new date", ("reviewed",))


@rule(
    "REV002",
    Severity.warning,
    source=ROW,
    bad="review-every: 6mo  # !",
    good="reviewed: 2026-09-15\nreview-every: 100y",
    spares="Blueprints without a review interval.",
)
def review_without_date(view: View) -> Iterator[Problem]:
    """A review interval is set, but no day of the last review.

    Without the day nobody can tell when the next one is due.
    """
    if view.blueprint.review_every and not view.blueprint.reviewed:
        yield Problem(
            "it is to be reviewed regularly, but was never; set the day of the last review (reviewed)", ("review-every",)
        )


@rule(
    "REV003",
    Severity.warning,
    source=ROW,
    bad="reviewed: 2999-01-01  # !",
    good="reviewed: 2020-01-01",
    spares="Reviews of today.",
)
def review_in_the_future(view: View) -> Iterator[Problem]:
    """The last review lies in the future.

    A slip of the pen that would keep the next review from ever being due.
    """
    if view.blueprint.reviewed and view.blueprint.reviewed > view.today:
        yield Problem(f"the last review, {view.blueprint.reviewed}, has not happened yet", ("reviewed",))
