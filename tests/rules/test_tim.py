"""TIM: what steps take against what they may take."""

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules import Rule
from blueprint.rules.tim import step_that_takes_longer_than_its_limit, time_beyond_a_lifetime
from blueprint.testing import findings_of


def found(rule: Rule, time: str, more: str = "", head: str = "") -> list[Finding]:
    step = f"pack: {{lane: backstage, does: Packs, time: {time}, {more}ends: Packed}}"
    sale = "  sale: {title: Sale, phase: in-sale, kind: delivery, start: pack, steps: {%s}}" % step  # noqa: UP031
    return [*findings_of(rule, f"{head}processes:\n{sale}\n")]


def test_wait_and_work_beyond_the_limit_are_told_with_their_sum() -> None:
    (finding,) = found(step_that_takes_longer_than_its_limit, "{wait: 1d, work: 90min, limit: 1d}")
    assert finding.severity is Severity.error
    assert finding.message == (
        "'Packs' takes 1d 1h 30min, wait and work together, but may take 1d at the most; raise the limit or shorten the step"
    )
    assert finding.pointer == "/processes/sale/steps/pack/time"


@pytest.mark.parametrize(
    ("time", "is_told"),
    [
        ("{work: 4h, limit: 4h}", False),
        ("{work: 241min, limit: 4h}", True),
        ("{wait: 5h}", False),
        ("{limit: 4h}", False),
        ("{work: 3wd, limit: 2wd}", True),
        ("{work: 2wd, limit: 2wd}", False),
        ("{work: 1wd, limit: 1d}", False),
        ("{work: 8wd, limit: 7d}", True),
        ("{work: 5wd, limit: 7d}", False),
        ("{work: 30h, limit: 1wd}", False),
        ("{work: 80h, limit: 1wd}", True),
        ("{work: 1mo, limit: 28d}", False),
        ("{work: 1mo, limit: 27d}", True),
        ("{wait: 1wd, work: 1h, limit: 1wd}", True),
        ("{work: 5h, limit: 4h, varies: 50%}", True),
    ],
)
def test_only_what_is_longer_on_every_day_is_told(time: str, is_told: bool) -> None:
    assert bool(found(step_that_takes_longer_than_its_limit, time)) is is_told


def test_holidays_can_make_room() -> None:
    week = "calendar: {days: [mon, tue, wed, thu, fri, sat, sun]%s}\n"
    assert found(step_that_takes_longer_than_its_limit, "{work: 80h, limit: 1wd}", head=week % "")
    assert not found(
        step_that_takes_longer_than_its_limit,
        "{work: 80h, limit: 1wd}",
        head=week % ", holidays: [2026-12-25, 2026-12-26, 2026-12-27]",
    )


@pytest.mark.parametrize(
    ("time", "more", "pointer"),
    [
        ("101y", "", "/processes/sale/steps/pack/time"),
        ("{limit: 40000d}", "", "/processes/sale/steps/pack/time"),
        ("{wait: 40000wd}", "", "/processes/sale/steps/pack/time"),
        ("1h", "with: {customer: {does: Waits, time: 200y}}, ", "/processes/sale/steps/pack/with/customer/time"),
    ],
)
def test_a_time_that_nobody_lives_to_see_is_told_where_it_stands(time: str, more: str, pointer: str) -> None:
    (finding,) = found(time_beyond_a_lifetime, time, more)
    assert finding.severity is Severity.warning
    assert finding.pointer == pointer
    assert "is longer than a lifetime; is the unit right?" in finding.message


def test_a_long_life_is_not_told() -> None:
    assert not found(time_beyond_a_lifetime, "{wait: 99y, work: 100y, limit: 100y}")
