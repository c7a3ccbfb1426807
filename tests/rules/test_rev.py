"""REV: whether the blueprint is still held against reality. Never an error."""

from datetime import date

import pytest

from blueprint.findings import Severity
from blueprint.rules import own_rules
from blueprint.rules.rev import due, no_review_interval, no_version, review_in_the_future, review_overdue, review_without_date
from blueprint.testing import findings_of
from blueprint.values import Duration


@pytest.mark.parametrize(
    ("reviewed", "every", "day"),
    [
        ("2026-01-31", "1mo", "2026-02-28"),
        ("2028-01-31", "1mo", "2028-02-29"),
        ("2026-08-31", "6mo", "2027-02-28"),
        ("2026-12-15", "1mo", "2027-01-15"),
        ("2026-11-21", "12mo", "2027-11-21"),
        ("2028-02-29", "1y", "2029-02-28"),
        ("2028-02-29", "4y", "2032-02-29"),
        ("2026-01-15", "0.5y", "2026-07-15"),
        ("2026-01-15", "0.5mo", "2026-01-30"),
        ("2026-01-15", "1.5mo", "2026-03-02"),
        ("2026-01-01", "30d", "2026-01-31"),
        ("2026-01-01", "2w", "2026-01-15"),
        ("2026-01-01", "10wd", "2026-01-15"),
        ("2026-01-01", "48h", "2026-01-03"),
        ("2026-01-01", "1440min", "2026-01-02"),
        ("2026-01-01", "86400s", "2026-01-02"),
        ("2026-01-01", "0d", "2026-01-01"),
        ("9998-12-31", "1y", "9999-12-31"),
    ],
)
def test_when_a_review_is_due(reviewed: str, every: str, day: str) -> None:
    assert due(date.fromisoformat(reviewed), Duration.parse(every)) == date.fromisoformat(day)


@pytest.mark.parametrize("unit", ["s", "min", "h", "d", "wd", "w", "mo", "y"])
def test_intervals_beyond_the_calendar_are_never_due(unit: str) -> None:
    assert due(date(2026, 1, 1), Duration.parse(f"9999999999999999{unit}")) == date.max


def head(**keys: str) -> str:
    return "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in keys.items())


def test_an_overdue_review_says_the_day_it_was_due() -> None:
    (finding,) = findings_of(review_overdue, head(reviewed="2026-01-15", review_every="6mo"))
    assert finding.severity is Severity.warning
    assert finding.message == (
        "the review was due on 2026-07-15; hold the blueprint against reality and set the new day (reviewed)"
    )
    assert finding.line == 1


def test_the_day_it_is_due_is_still_in_time() -> None:
    text = head(reviewed="2026-05-21", review_every="6mo")
    assert not findings_of(review_overdue, text, today=date(2026, 11, 21))
    assert findings_of(review_overdue, text, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    "text",
    [
        head(reviewed="1990-01-01"),
        head(review_every="6mo"),
        head(reviewed="1990-01-01", review_every="6mo", status="retired"),
        head(reviewed="1990-01-01", review_every="9999999y"),
        head(reviewed="2999-01-01", review_every="1d"),
    ],
    ids=["no interval", "no day", "retired", "huge interval", "reviewed in the future"],
)
def test_reviews_that_are_not_due_are_not_flagged(text: str) -> None:
    assert not findings_of(review_overdue, text)


def test_an_interval_without_a_day_says_what_to_set() -> None:
    (finding,) = findings_of(review_without_date, head(title="Shop", review_every="6mo"))
    assert finding.message == "a review is due every 6mo, but no last one is known; set its day (reviewed)"
    assert finding.line == 2


@pytest.mark.parametrize(
    "text",
    [
        head(title="Shop"),
        head(reviewed="2020-01-01", review_every="6mo"),
        head(review_every="6mo", status="draft"),
        head(review_every="6mo", status="retired"),
    ],
    ids=["no interval", "a day", "draft", "retired"],
)
def test_no_interval_or_nothing_to_review_yet_is_not_flagged(text: str) -> None:
    assert not findings_of(review_without_date, text)


def test_a_review_still_to_come_is_a_slip() -> None:
    (finding,) = findings_of(review_in_the_future, head(reviewed="2062-01-15"))
    assert finding.message == "the last review is said to be on 2062-01-15, a day that is still to come"


def test_a_review_of_today_is_not_flagged() -> None:
    assert not findings_of(review_in_the_future, head(reviewed="2026-11-21"), today=date(2026, 11, 21))


def test_a_day_that_passes_is_never_an_error() -> None:
    assert Severity.error not in {each.severity for each in own_rules() if each.family == "REV"}


def test_a_blueprint_that_is_never_due_is_advised_an_interval() -> None:
    (finding,) = findings_of(no_review_interval, head(title="Shop", reviewed="2026-01-15"))
    assert finding.severity is Severity.info
    assert finding.message == "no review is ever due; say how often it is to be reviewed (review-every, such as 6mo)"
    assert len(findings_of(no_review_interval, head(title="Shop"))) == 1


@pytest.mark.parametrize("text", [head(review_every="6mo"), head(status="draft"), head(status="retired")])
def test_an_interval_or_nothing_to_review_is_not_flagged(text: str) -> None:
    assert not findings_of(no_review_interval, text)


@pytest.mark.parametrize(("status", "told"), [("current", "as it is"), ("target", "as it shall be")])
def test_a_blueprint_that_people_work_by_is_advised_a_version(status: str, told: str) -> None:
    (finding,) = findings_of(no_version, head(title="Shop", status=status))
    assert finding.severity is Severity.info
    assert finding.message == (
        f"the blueprint shows the service {told}, and has no version to tell it from the next one; give it one (version)"
    )
    assert (finding.pointer, finding.line) == ("/status", 2)


@pytest.mark.parametrize(
    "text", [head(status="current", version="'1.0'"), head(status="draft"), head(status="retired"), head(title="Shop")]
)
def test_a_version_or_a_blueprint_that_nobody_works_by_is_not_flagged(text: str) -> None:
    assert not findings_of(no_version, text)
