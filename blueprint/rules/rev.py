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


@rule(
    "REV004",
    Severity.info,
    source=ROW,
    bad="title: Shop  # !\nreviewed: 2026-09-15",
    good="reviewed: 2026-09-15\nreview-every: 100y",
    spares="Drafts, and retired blueprints.",
)
def no_review_interval(view: View) -> Iterator[Problem]:
    """Nothing says when the blueprint is to be held against reality again.

    Without an interval no day ever comes on which somebody looks, and the blueprint grows old unnoticed.
    """
    if view.blueprint.review_every is None and view.blueprint.status not in ("draft", "retired"):
        yield Problem("no review is ever due; say how often it is to be reviewed (review-every, such as 6mo)", ("review-every",))


@rule(
    "REV005",
    Severity.info,
    source=f"{ROW}; versions can be compared",
    bad="status: current  # !",
    good='status: current\nversion: "1.0"',
    spares="Drafts, retired blueprints, and those that do not say what they are (status).",
)
def no_version(view: View) -> Iterator[Problem]:
    """A blueprint that people work by has no version.

    When it changes, nobody can say which one a colleague meant, or compare the service of today with that of last year.
    """
    status = view.blueprint.status
    if status in ("current", "target") and view.blueprint.version is None:
        told = "as it is" if status == "current" else "as it shall be"
        yield Problem(
            f"the blueprint shows the service {told}, and has no version to tell it from the next one; give it one (version)",
            ("status",),
        )
