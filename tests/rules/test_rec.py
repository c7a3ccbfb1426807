"""REC: a step that can fail says how the service recovers."""

from blueprint.findings import Severity
from blueprint.rules.rec import fail_point_without_recovery, grave_failure_that_nobody_notices
from blueprint.testing import findings_of


def step(*fails: str, more: str = "") -> str:
    modes = "".join(f"          - {{{each}}}\n" for each in fails)
    return f"""\
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: pay
    steps:
      pay:
        lane: customer
        does: Pays
        {"fails:" if fails else "emotion: 0"}
{modes}        {more or "evidence: [Bill]"}
        next: thank
      thank: {{lane: frontstage, does: Thanks, ends: Paid}}
"""


def test_a_fail_point_without_recovery_names_the_step_the_mode_and_the_key() -> None:
    (finding,) = findings_of(fail_point_without_recovery, step("mode: Card declined, likelihood: 4%"))
    assert finding.severity is Severity.error
    assert finding.message == (
        "'Pays' can fail ('Card declined') and nothing says how you recover; name the step at which the recovery begins (recover)"
    )
    assert (finding.line, finding.element) == (12, "sale.pay")


def test_each_mode_is_told_by_itself() -> None:
    findings = findings_of(
        fail_point_without_recovery, step("mode: Card declined", "mode: No change", "mode: Robbery, recover: pay")
    )
    assert [each.line for each in findings] == [12, 13]
    assert len({each.fingerprint for each in findings}) == 2


def test_a_recovery_wherever_it_leads_is_not_flagged() -> None:
    modes = [
        "mode: Card declined, recover: pay, at-most: 3",
        "mode: No change, recover: thank",
        "mode: Robbery, recover: nowhere",
    ]
    assert not findings_of(fail_point_without_recovery, step(*modes))


def test_steps_that_name_no_way_to_fail_are_not_flagged() -> None:
    assert not findings_of(fail_point_without_recovery, step(more="moment-of-truth: The bill is right"))


def test_a_grave_failure_that_nobody_notices_is_a_warning() -> None:
    (finding,) = findings_of(grave_failure_that_nobody_notices, step("mode: Robbery, severity: high, recover: thank"))
    assert finding.severity is Severity.warning
    assert finding.message == "'Pays' can fail gravely ('Robbery') and nothing says how you notice; say how (detect)"
    assert (finding.line, finding.element) == (12, "sale.pay")


def test_small_failures_and_those_that_are_noticed_are_not_flagged() -> None:
    modes = [
        "mode: Card declined, recover: pay",
        "mode: No change, severity: low, recover: thank",
        "mode: Wrong bill, severity: medium, recover: thank",
        "mode: Robbery, severity: high, detect: Alarm, recover: thank",
    ]
    assert not findings_of(grave_failure_that_nobody_notices, step(*modes))
