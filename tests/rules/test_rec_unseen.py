"""REC: a customer who saw the failure sees the cure, or is told how it ends."""

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules import Rule
from blueprint.rules.rec_unseen import given_up_in_silence, recovery_out_of_sight
from blueprint.testing import findings_of

SORT = "lane: backstage, does: Sorts it out"
TELL = "lane: frontstage, does: Tells, ends: Told"
CALL = """\
  call: {title: Call, phase: after-sale, kind: care, start: a, steps: {a: {lane: frontstage, does: Calls, ends: Called}}}
  count: {title: Count, phase: after-sale, kind: other, start: a, steps: {a: {lane: backstage, does: Counts, ends: Counted}}}
"""


def found(rule: Rule, lane: str = "frontstage", head: str = "", more: str = CALL, **steps: str) -> list[Finding]:
    first = f"lane: {lane}, does: Brings it, fails: [{{mode: Lost, recover: sort}}], next: thank"
    named = {"go": first, "thank": "lane: frontstage, does: Thanks, ends: There", **steps}
    body = "".join(f"      {name}: {{{step}}}\n" for name, step in named.items())
    facts = "  ride:\n    title: Ride\n    phase: in-sale\n    kind: delivery\n    start: go\n    steps:\n"
    return [*findings_of(rule, f"{head}processes:\n{facts}{body}{more}")]


def test_what_fails_before_the_customers_eyes_and_is_cured_behind_them_is_told() -> None:
    (finding,) = found(recovery_out_of_sight, sort=f"{SORT}, ends: Sorted")
    assert finding.severity is Severity.warning
    assert finding.message == (
        "when 'Brings it' fails ('Lost'), the case can end ('Sorted') without a word to the customer, who was there; add a step "
        "that they see, from where the recovery begins to the end"
    )
    assert finding.pointer == "/processes/ride/steps/go/fails/0"


def test_a_case_that_is_given_up_in_silence_is_told_whoever_saw_the_failure() -> None:
    for lane in ("frontstage", "backstage"):
        (finding,) = found(given_up_in_silence, lane, sort=f"{SORT}, outcome: failed, ends: Gone")
        assert finding.severity is Severity.warning
        assert finding.message == (
            "when 'Brings it' fails ('Lost'), the case can be given up ('Gone') and nobody tells the customer; add a step that "
            "they see before the end"
        )
        assert found(recovery_out_of_sight, lane, sort=f"{SORT}, outcome: failed, ends: Gone") == []


@pytest.mark.parametrize("rule", [recovery_out_of_sight, given_up_in_silence], ids=lambda rule: rule.code)
@pytest.mark.parametrize(
    "steps",
    [
        {"sort": "lane: customer, does: Comes by, ENDS"},
        {"sort": f"{SORT}, with: {{frontstage: {{does: Tells}}}}, ENDS"},
        {"sort": f"{SORT}, next: tell", "tell": TELL},
        {"sort": f"{SORT}, next: go"},
        {"sort": f"{SORT}, choose: [{{when: x, to: tell}}, {{when: y, to: go}}]", "tell": TELL},
        {"sort": f"{SORT}, fork: [tell, note]", "tell": TELL, "note": "lane: backstage, does: Notes it, ends: Noted"},
        {"sort": f"{SORT}, runs: call, ENDS"},
        {"sort": f"{SORT}, starts: [call], ENDS"},
        {"sort": f"{SORT}, ENDS, continues: [call]"},
        {"sort": f"{SORT}, ENDS, continues: [call.a]"},
        {"sort": "lane: outside, does: The courier explains, ENDS"},
    ],
    ids=["customer", "part", "step", "back to it", "either way", "fork", "runs", "starts", "continues", "in a step", "outside"],
)
def test_a_recovery_of_which_the_customer_sees_or_hears_something_is_not_flagged(rule: Rule, steps: dict[str, str]) -> None:
    end = "outcome: failed, ends: Gone" if rule is given_up_in_silence else "ends: Sorted"
    assert found(rule, **{name: step.replace("ENDS", end) for name, step in steps.items()}) == []


@pytest.mark.parametrize("rule", [recovery_out_of_sight, given_up_in_silence], ids=lambda rule: rule.code)
@pytest.mark.parametrize(
    "steps",
    [
        {"sort": f"{SORT}, next: note", "note": "lane: support, does: Notes it, END"},
        {
            "sort": f"{SORT}, choose: [{{when: x, to: tell}}, {{when: y, to: note}}]",
            "tell": TELL,
            "note": "lane: backstage, does: N, END",
        },
        {"sort": f"{SORT}, runs: count, END"},
        {"sort": f"{SORT}, END, continues: [count]"},
    ],
    ids=["farther on", "one way of two", "runs", "continues"],
)
def test_a_silent_way_to_an_end_is_found(rule: Rule, steps: dict[str, str]) -> None:
    end = "outcome: refused, ends: Gone" if rule is given_up_in_silence else "ends: Sorted"
    assert len(found(rule, **{name: step.replace("END", end) for name, step in steps.items()})) == 1


def test_a_failure_that_nobody_saw_may_be_cured_unseen() -> None:
    assert found(recovery_out_of_sight, "backstage", sort=f"{SORT}, ends: Sorted") == []


def test_nobody_is_told_where_no_customer_takes_part() -> None:
    unseen = "lane: backstage, does: Ends, ends: There"
    assert found(given_up_in_silence, "backstage", sort=f"{SORT}, outcome: failed, ends: Gone", thank=unseen) == []


@pytest.mark.parametrize("outcome", ["withdrawn", "passed-on", "partly", "success"])
def test_other_outcomes_are_no_giving_up(outcome: str) -> None:
    assert found(given_up_in_silence, sort=f"{SORT}, outcome: {outcome}, ends: Over") == []


@pytest.mark.parametrize("rule", [recovery_out_of_sight, given_up_in_silence], ids=lambda rule: rule.code)
def test_a_process_that_another_one_runs_goes_on_there(rule: Rule) -> None:
    steps = "{a: {lane: customer, does: Travels, runs: ride, ends: There}}"
    caller = f"  trip: {{title: Trip, phase: in-sale, kind: other, start: a, steps: {steps}}}\n"
    end = "outcome: failed, ends: Gone" if rule is given_up_in_silence else "ends: Sorted"
    assert found(rule, sort=f"{SORT}, {end}", more=CALL + caller) == []
