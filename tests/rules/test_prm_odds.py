"""PRM011: promises that will be broken more often than they leave room for."""

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules.prm_odds import promise_that_is_probably_broken
from blueprint.testing import findings_of


def found(
    promise: str = "share: 90%", ways: str = "share: 70%", usual: str = "15min", other: str = "otherwise: true"
) -> list[Finding]:
    text = f"""\
promises:
  soon: {{says: Settled soon, from: call.take, to: call.settle, within: 10min, {promise}}}
processes:
  call:
    title: Call
    phase: after-sale
    kind: support
    start: take
    steps:
      take:
        lane: frontstage
        does: Takes the call
        time: 3min
        choose: [{{when: clear, {ways}to: settle}}, {{{other}, to: look}}]
      look: {{lane: backstage, does: Looks into it, time: {usual}, next: settle}}
      settle: {{lane: frontstage, does: Settles it, time: 2min, ends: Settled}}
"""
    return [*findings_of(promise_that_is_probably_broken, text)]


def test_more_late_cases_than_there_is_room_for_are_told() -> None:
    (finding,) = found(ways="share: 70%, ")
    assert finding.severity is Severity.warning
    assert finding.message == (
        "by what its steps usually take, 30% of the cases take longer than the 10min of 'Settled soon', and no more than 10% "
        "may; promise more time, or see in blueprint time where it goes"
    )
    assert finding.pointer == "/promises/soon/within"


@pytest.mark.parametrize(
    ("promise", "ways", "usual"),
    [
        ("share: 70%", "share: 70%, ", "15min"),
        ("share: 90%", "share: 95%, ", "15min"),
        ("share: 90%", "share: 70%, ", "5min"),
        ("share: 100%", "share: 70%, ", "15min"),
        ("share: 90%", "", "15min"),
    ],
    ids=["room for it", "seldom", "in time", "broken by the limits", "no shares"],
)
def test_promises_that_are_not_told(promise: str, ways: str, usual: str) -> None:
    other = "when: not clear" if not ways else "otherwise: true"
    assert not found(promise, ways, usual, other)


def test_times_that_vary_break_a_promise_to_all() -> None:
    assert found("share: 100%", "share: 70%, ", "{work: 4min, limit: 5min, varies: 90%}")
    assert not found("share: 100%", "share: 70%, ", "{work: 4min, limit: 5min, varies: 10%}")
