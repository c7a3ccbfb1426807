"""REV: whether the blueprint is still held against reality. Never an error: a day passing must not break a build."""

from collections.abc import Iterator
from datetime import date, timedelta

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.values import Duration
from blueprint.view import View

ROW = 'Seeds, row A4: "the process is not fixed"'


def due(reviewed: date, every: Duration) -> date:
    """The day by which the next review is due. A working day counts as a day and two fifths, part of a month by 30 days.

    >>> due(date(2026, 8, 31), Duration.parse("6mo"))
    datetime.date(2027, 2, 28)
    """
    try:
        if every.unit in ("mo", "y"):
            months, rest = divmod(every.amount * (12 if every.unit == "y" else 1), 1)
            return _months_on(reviewed, int(months)) + timedelta(days=float(rest) * 30)
        days = {"s": 1 / 86400, "min": 1 / 1440, "h": 1 / 24, "d": 1, "wd": 7 / 5, "w": 7}[every.unit]
        return reviewed + timedelta(days=float(every.amount) * days)
    except (ArithmeticError, ValueError):
        return date.max


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


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
            message = f"the review was due on {day}; hold the blueprint against reality and set the new day (reviewed)"
            yield Problem(message, ("reviewed",))


@rule(
    "REV002",
    Severity.warning,
    source=ROW,
    bad="review-every: 6mo  # !",
    good="reviewed: 2026-09-15\nreview-every: 100y",
    spares="Blueprints without a review interval, drafts, and retired ones.",
)
def review_without_date(view: View) -> Iterator[Problem]:
    """A review interval is set, but no day of the last review.

    Without the day nobody can tell when the next one is due.
    """
    blueprint = view.blueprint
    if blueprint.review_every and not blueprint.reviewed and blueprint.status not in ("draft", "retired"):
        message = f"a review is due every {blueprint.review_every}, but no last one is known; set its day (reviewed)"
        yield Problem(message, ("review-every",))


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
        yield Problem(f"the last review is said to be on {view.blueprint.reviewed}, a day that is still to come", ("reviewed",))
