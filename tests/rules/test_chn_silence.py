"""CHN002: nobody waits longer than their patience without a word."""

from datetime import date
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.config import Settings
from blueprint.findings import Finding, Severity
from blueprint.model import Blueprint
from blueprint.rules.chn_silence import silence_beyond_patience
from blueprint.rules.silence import Quiet
from blueprint.testing import example_source, findings_of
from blueprint.testing.strategies import blueprints
from blueprint.values import Duration
from blueprint.view import View
from tests.effort import tries

REPORT = "report: {lane: customer, does: Reports, next: %s}\n"
ANSWER = "answer: {lane: frontstage, does: Answers, ends: Answered}\n"
CHECK = "check: {lane: backstage, does: Checks, time: {limit: 10d}, next: answer}\n"


def process(name: str, steps: str) -> str:
    head = f"{name}:\n  title: {name}\n  phase: after-sale\n  kind: other\n  start: {steps.partition(':')[0]}\n  steps:\n"
    return head + indent(steps, "    ")


def found(steps: str, *, others: str = "", head: str = "") -> tuple[Finding, ...]:
    """What is said of a claim that goes on with these steps after the customer has reported it."""
    first = steps.partition(":")[0]
    text = process("claim", (REPORT % first if first != "report" else "") + steps) + others
    return findings_of(silence_beyond_patience, f"{head}processes:\n{indent(text, '  ')}")


def test_a_long_silence_is_told_with_where_it_begins_how_long_it_is_and_the_slowest_step() -> None:
    (finding,) = found(CHECK + ANSWER)
    assert finding.severity is Severity.warning
    assert finding.message == (
        "after 'Reports' the customer may hear nothing for 10d, most of it in 'Checks'; say how it stands before 3d have passed "
        "(with: {frontstage: {every: ...}}), promise a time, or set shorter limits"
    )
    assert finding.element == "claim.check"
    assert [each.element for each in finding.run] == ["claim.report", "claim.check", "claim.answer"]


def test_short_waits_add_up() -> None:
    steps = "sort: {lane: backstage, does: Sorts, time: {limit: 2d}, next: check}\n" + CHECK.replace("10d", "1wd") + ANSWER
    assert not found(steps)
    (finding,) = found(steps.replace("2d", "50h"))
    assert "for 1wd 2d 2h, most of it in 'Sorts'" in finding.message


def test_the_wait_before_the_answer_counts() -> None:
    (finding,) = found("answer: {lane: frontstage, does: Answers, time: {wait: 4d, work: 1h}, ends: Answered}\n")
    assert "for 4d" in finding.message
    assert not found("answer: {lane: frontstage, does: Answers, time: {limit: 9d}, ends: Answered}\n")


@pytest.mark.parametrize(
    ("part", "flagged"),
    [("every: 2d", False), ("every: 4d", True), ("after: 1h", False), ("after: 5d", True), ("emotion: 0", False)],
)
def test_a_word_meanwhile_ends_the_silence(part: str, flagged: bool) -> None:
    steps = CHECK.replace("does: Checks", f"does: Checks, with: {{frontstage: {{does: Says how it stands, {part}}}}}")
    assert bool(found(steps + ANSWER)) is flagged


def test_a_slow_step_is_told_once_however_many_ways_lead_there() -> None:
    steps = (
        "report: {lane: customer, does: Reports, choose: [{when: x, to: check}, {when: y, to: sort}]}\n"
        "sort: {lane: backstage, does: Sorts, time: 1h, next: check}\n"
    )
    assert len(found(steps + CHECK + ANSWER)) == 1


def test_the_silence_goes_on_in_another_process() -> None:
    other = process(
        "desk", "look: {lane: backstage, does: Looks, time: {limit: 9d}, next: call}\n" + ANSWER.replace("answer", "call")
    )
    steps = "hand: {lane: backstage, does: Hands over, ends: Handed over, continues: [desk]}\n"
    (finding,) = found(steps, others=other)
    assert finding.element == "desk.look"


def test_loops_count_as_often_as_they_may() -> None:
    again = "choose: [{when: not yet, to: check, at-most: 2}, {otherwise: true, to: answer}]"
    steps = CHECK.replace("10d", "30h").replace("next: answer", again) + ANSWER
    assert "for 3d 18h" in found(steps)[0].message


@pytest.mark.parametrize(
    "steps",
    [
        CHECK.replace("time: {limit: 10d}, ", "") + ANSWER,
        CHECK.replace("backstage", "customer") + ANSWER,
        CHECK.replace("backstage", "outside").replace("limit: 10d", "limit: 10d") + ANSWER,
        CHECK.replace("next: answer", "ends: Checked"),
        "look: {lane: backstage, does: Looks, time: {limit: 1d}, late: check, fails: [{mode: x, recover: check}], next: answer}\n"
        + CHECK
        + ANSWER,
        "split: {lane: backstage, does: Splits, fork: [check, tell]}\n"
        "tell: {lane: frontstage, does: Tells, ends: Told}\n" + CHECK + ANSWER,
    ],
    ids=["no time", "the customer's time", "seen", "never answered", "failed or late", "told beside"],
)
def test_what_is_spared(steps: str) -> None:
    assert not found(steps)


def test_processes_in_which_the_customer_takes_no_step_are_spared() -> None:
    text = process("stock", CHECK + ANSWER)
    assert not findings_of(silence_beyond_patience, f"processes:\n{indent(text, '  ')}")


@pytest.mark.parametrize("verb", ["runs: talk", "starts: [talk]"])
def test_a_word_in_a_process_that_is_begun_meanwhile_ends_the_silence(verb: str) -> None:
    steps = CHECK.replace("does: Checks", f"does: Checks, {verb}") + ANSWER
    assert not found(steps, others=process("talk", ANSWER))
    assert found(steps, others=process("talk", ANSWER.replace("frontstage", "backstage")))


@pytest.mark.parametrize("places", ["from: claim.report, to: claim.check", "from: claim.check, to: claim.answer"])
def test_a_promised_wait_is_spared(places: str) -> None:
    head = f"promises:\n  soon: {{says: Two weeks, {places}%s}}\n"
    assert not found(CHECK + ANSWER, head=head % ", within: 2w")
    assert found(CHECK + ANSWER, head=head % "")


def test_references_that_lead_nowhere_are_left_to_their_own_rule() -> None:
    assert not found(CHECK.replace("next: answer", "next: nowhere"))
    assert not found(CHECK.replace("next: answer", "runs: nowhere, ends: Over, continues: [nobody, nobody.no]"))


def test_patience_is_a_setting() -> None:
    from blueprint.checking import check_source

    text = f"processes:\n{indent(process('claim', REPORT % 'check' + CHECK + ANSWER), '  ')}"
    codes = [
        check_source(
            example_source(text), Settings(select=("CHN002",), today=date(2026, 1, 1), patience=Duration.parse(each))
        ).codes
        for each in ("3d", "10wd", "2w")
    ]
    assert codes == [("CHN002",), (), ()]


@given(blueprints(sound=False), st.sampled_from(("0s", "5min", "1h", "1d")))
@settings(max_examples=tries(60))
def test_where_no_wait_is_plainly_too_long_none_is_found(blueprint: Blueprint, patience: str) -> None:
    quiet = Quiet(View(blueprint, patience=Duration.parse(patience)))
    assert not (quiet.is_short() and any(quiet.after(act) for act in quiet.acts))


def test_very_long_silences_are_judged_quickly() -> None:
    line = "".join(f"s{at}: {{lane: backstage, does: Works, time: {{limit: 1h}}, next: s{at + 1}}}\n" for at in range(400))
    (finding,) = found(line + "s400: {lane: backstage, does: Works, next: answer}\n" + ANSWER)
    assert "for 16d 16h" in finding.message
