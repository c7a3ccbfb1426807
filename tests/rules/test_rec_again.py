"""REC: recoveries that go round for ever, and those that fail the customer twice."""

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules import Rule
from blueprint.rules.rec_again import double_deviation, recovery_that_only_tries_again
from blueprint.testing import findings_of


def found(rule: Rule, **steps: str) -> list[Finding]:
    body = "".join(f"      {name}: {{{step}}}\n" for name, step in steps.items())
    head = "processes:\n  ride:\n    title: Ride\n    phase: in-sale\n    kind: delivery\n    start: go\n    steps:\n"
    return [*findings_of(rule, head + body)]


def step(way: str, *fails: str) -> str:
    modes = ", ".join(f"{{mode: M{number}, {each}}}" for number, each in enumerate(fails))
    return f"lane: frontstage, does: Does it, {f'fails: [{modes}], ' if fails else ''}{way}"


END = "ends: There"


# ---- trying again for ever


def test_a_step_that_is_only_tried_again_is_told_with_what_to_do() -> None:
    (finding,) = found(recovery_that_only_tries_again, go=step(END, "recover: go"))
    assert finding.severity is Severity.warning
    assert finding.message == (
        "when 'Does it' fails ('M0'), the case only comes back to it, however often it fails; say how often it is tried "
        "(at-most), or give the recovery another way to end"
    )
    assert finding.pointer == "/processes/ride/steps/go/fails/0"


@pytest.mark.parametrize(
    "steps",
    [
        {"go": step(END, "recover: mend"), "mend": step("next: go")},
        {"go": step(END, "recover: mend"), "mend": step("next: test"), "test": step("next: go")},
        {
            "go": step("next: on", "recover: mend"),
            "on": step(END),
            "mend": step("choose: [{when: x, to: go}, {when: y, to: go}]"),
        },
        {"go": step("next: on"), "on": step(END, "recover: mend"), "mend": step("next: go")},
        {"go": step(END, "recover: mend"), "mend": step("next: go", "recover: go")},
        {"go": step(END, "recover: mend"), "mend": step("next: go, late: go, time: {limit: 1h}")},
    ],
    ids=["by one step", "by two", "either way", "from farther back", "failing too", "late too"],
)
def test_a_way_round_that_comes_back_only_is_flagged_at_the_step_that_fails(steps: dict[str, str]) -> None:
    (finding, *_) = found(recovery_that_only_tries_again, **steps)
    assert finding.pointer.endswith("/fails/0")


@pytest.mark.parametrize(
    "steps",
    [
        {"go": step(END, "recover: go, at-most: 3")},
        {"go": step(END, "recover: mend, at-most: 1"), "mend": step("next: go")},
        {
            "go": step(END, "recover: mend"),
            "mend": step("choose: [{when: x, to: go, at-most: 2}, {when: y, to: give-up}]"),
            "give-up": step("ends: No"),
        },
        {
            "go": step(END, "recover: mend"),
            "mend": step("choose: [{when: x, to: go}, {when: y, to: give-up}]"),
            "give-up": step("ends: No"),
        },
        {
            "go": step(END, "recover: mend"),
            "mend": step("next: go, late: give-up, time: {limit: 1h}"),
            "give-up": step("ends: No"),
        },
        {"go": step(END, "recover: mend"), "mend": step("next: go", "recover: give-up"), "give-up": step("ends: No")},
        {"go": step("next: on", "recover: on"), "on": step(END)},
        {"go": step(END, "recover: nowhere")},
        {"go": step(END, "likelihood: 5%")},
        {"go": step("next: on", "recover: go"), "on": step("next: go")},
    ],
    ids=[
        "bound",
        "bound on the way",
        "bounded choice",
        "choice",
        "late",
        "second line",
        "forward",
        "no such step",
        "REC001",
        "FLW002",
    ],
)
def test_a_recovery_with_a_bound_or_another_way_is_not_flagged(steps: dict[str, str]) -> None:
    assert found(recovery_that_only_tries_again, **steps) == []


def test_each_mode_is_told_by_itself() -> None:
    findings = found(recovery_that_only_tries_again, go=step(END, "recover: go", "recover: go, at-most: 1", "recover: go"))
    assert [each.pointer[-1] for each in findings] == ["0", "2"]


# ---- double deviation


def deviating(first: str = "recover: mend", second: str = "recover: go", **more: str) -> dict[str, str]:
    return {"go": step(END, first), "mend": step("next: thank", second), "thank": step("ends: Late"), **more}


def test_a_recovery_that_fails_back_to_what_failed_first_is_told() -> None:
    (finding,) = found(double_deviation, **deviating())
    assert finding.severity is Severity.warning
    assert finding.message == (
        "when 'Does it', which makes up for a failure of 'Does it', fails as well ('M0'), the case only comes back to where it "
        "failed; give it a second line: somebody who settles it, or an end with dignity"
    )
    assert finding.pointer == "/processes/ride/steps/mend/fails/0"


def test_a_second_line_that_leads_back_all_the_same_is_none() -> None:
    assert found(double_deviation, **deviating(second="recover: again", again=step("next: go")))


@pytest.mark.parametrize(
    "steps",
    [
        deviating(second="recover: settle", settle=step("ends: Settled")),
        deviating(second="recover: again", again=step("choose: [{when: x, to: go}, {when: y, to: thank}]")),
        deviating(first="recover: mend, at-most: 1"),
        deviating(second="recover: go, at-most: 1"),
        deviating(second="likelihood: 1%"),
        deviating(second="recover: mend"),
        deviating(second="recover: nowhere"),
        deviating() | {"go": step("next: mend", "recover: mend")},
        {"go": step(END, "recover: mend"), "mend": step("next: go", "recover: go")},
    ],
    ids=[
        "second line",
        "choice",
        "bound",
        "second bound",
        "REC001",
        "REC003",
        "no such step",
        "ordinary course",
        "REC003 of the first",
    ],
)
def test_a_second_line_a_bound_or_another_finding_is_not_flagged(steps: dict[str, str]) -> None:
    assert found(double_deviation, **steps) == []


def test_two_steps_that_fail_into_each_other_on_the_ordinary_course_are_no_recovery_of_each_other() -> None:
    assert found(double_deviation, go=step("next: on", "recover: on"), on=step(END, "recover: go")) == []
