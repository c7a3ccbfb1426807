"""PRM: promises that the flow can keep, that somebody keeps, and expectations that are answered."""

from textwrap import indent

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules.mechanism import Rule
from blueprint.rules.prm import (
    promise_over_a_loop_without_a_bound,
    promise_that_cannot_be_checked,
    promise_that_its_flow_contradicts,
    promise_that_the_flow_cannot_keep,
    promise_without_a_keeper,
    promise_without_redress,
    promised_way_with_unknown_times,
)
from blueprint.rules.prm_expectations import (
    answer_to_no_expectation,
    expectation_that_nothing_answers,
    persona_without_expectations,
)
from blueprint.testing import findings_of

SALE = """\
order: {lane: customer, does: Orders, time: {limit: 1h}, next: pack}
pack: {lane: backstage, does: Packs, time: {limit: 4d}, next: deliver}
deliver: {lane: frontstage, does: Delivers, time: {limit: 2d}, keeps: [soon], ends: Delivered}
"""
PROMISE = "says: Yours within a week, from: sale.order, to: sale.deliver, within: 7d"


def process(name: str, steps: str, *, kind: str = "other", more: str = "") -> str:
    head = f"{name}:\n  title: {name.capitalize()}\n  phase: in-sale\n  kind: {kind}\n  start: {steps.partition(':')[0]}\n{more}"
    return head + "  steps:\n" + indent(steps, "    ")


def found(rule: Rule, promise: str = PROMISE, steps: str = SALE, *, others: str = "", head: str = "") -> tuple[Finding, ...]:
    """What a rule says of one promise about a sale."""
    text = f"{head}promises:\n  soon: {{{promise}}}\nprocesses:\n{indent(process('sale', steps) + others, '  ')}"
    return findings_of(rule, text)


def said(rule: Rule, promise: str = PROMISE, steps: str = SALE, *, others: str = "", head: str = "") -> list[str]:
    return [each.message for each in found(rule, promise, steps, others=others, head=head)]


# ---- PRM001


def test_a_promise_that_the_limits_break_is_told_with_both_times_the_slowest_steps_and_the_run() -> None:
    (finding,) = found(promise_that_the_flow_cannot_keep, steps=SALE.replace("4d", "6d"))
    assert finding.severity is Severity.error
    assert finding.message == (
        "'Yours within a week' promises 7d, but by its limits the flow can take 8d 1h from 'Orders' to 'Delivers'; it is longest "
        "in 'Packs' (6d), 'Delivers' (2d) and 'Orders' (1h): shorten the limits or promise more time"
    )
    assert (finding.line, finding.pointer) == (2, "/promises/soon/within")
    assert [each.element for each in finding.run] == ["sale.order", "sale.pack", "sale.deliver"]


def test_working_days_are_told_as_written_and_at_worst() -> None:
    (message,) = said(promise_that_the_flow_cannot_keep, steps=SALE.replace("4d", "4wd"))
    assert "can take 4wd 2d 1h (at worst 8d 1h)" in message
    (message,) = said(promise_that_the_flow_cannot_keep, PROMISE.replace("7d", "3wd"))
    assert "can take 6d 1h (at worst 5wd)" in message


def test_a_promise_that_just_holds_is_not_flagged() -> None:
    assert not found(promise_that_the_flow_cannot_keep)
    assert not found(promise_that_the_flow_cannot_keep, PROMISE.replace("7d", "145h"))
    assert found(promise_that_the_flow_cannot_keep, PROMISE.replace("7d", "144h"))


@pytest.mark.parametrize(
    "promise",
    [
        PROMISE + ", share: 95%",
        PROMISE + ", paused-in: [sale.pack]",
        PROMISE.replace(", within: 7d", ""),
        PROMISE.replace("from: sale.order, ", ""),
        PROMISE.replace("to: sale.deliver, ", ""),
    ],
)
def test_shares_pauses_and_promises_that_cannot_be_checked_are_not_flagged(promise: str) -> None:
    assert not found(promise_that_the_flow_cannot_keep, promise, SALE.replace("4d", "9d").replace("limit: 1h", "limit: 1h"))


def test_a_share_of_all_cases_is_all_cases() -> None:
    assert found(promise_that_the_flow_cannot_keep, PROMISE + ", share: 100%", SALE.replace("4d", "6d"))


def test_the_calendar_of_the_blueprint_counts() -> None:
    steps = SALE.replace("4d", "5wd").replace("2d", "1h").replace("limit: 1h}, next: pack", "limit: 0s}, next: pack")
    assert found(promise_that_the_flow_cannot_keep, steps=steps)
    assert not found(promise_that_the_flow_cannot_keep, steps=steps, head="calendar: {days: [mon, tue, wed, thu, fri, sat]}\n")


def test_the_longest_of_several_ends_counts() -> None:
    steps = SALE.replace("next: deliver", "choose: [{when: so, to: deliver}, {otherwise: true, to: refuse}]")
    steps += "refuse: {lane: frontstage, does: Refuses, time: {limit: 4d}, ends: Refused}\n"
    promise = PROMISE.replace("sale.deliver", "[sale.deliver, sale.refuse]")
    assert "to 'Refuses'" in said(promise_that_the_flow_cannot_keep, promise, steps)[0]


def test_a_run_of_very_many_steps_is_not_shown() -> None:
    line = "".join(f"s{at}: {{lane: backstage, does: Works, time: {{limit: 1d}}, next: s{at + 1}}}\n" for at in range(60))
    steps = SALE.replace("next: deliver", "next: s0") + line + "s60: {lane: backstage, does: Works, next: deliver}\n"
    (finding,) = found(promise_that_the_flow_cannot_keep, steps=steps)
    assert finding.run == ()


# ---- PRM002


def test_a_promise_whose_end_nothing_leads_to() -> None:
    (finding,) = found(promise_that_its_flow_contradicts, steps=SALE.replace("next: deliver", "ends: Packed"))
    assert finding.severity is Severity.error
    assert finding.message == (
        "nothing leads from 'Orders' to 'Delivers', so 'Yours within a week' can never be kept; lead there, or say where the "
        "clock starts and stops (from, to)"
    )


AFTER = process("after", "thank: {lane: frontstage, does: Thanks, ends: Thanked}\n")


@pytest.mark.parametrize("link", ["runs: after, ", "starts: [after], ", "opens: [after], "])
def test_ends_in_processes_that_the_way_leads_to_are_not_flagged(link: str) -> None:
    steps = SALE.replace("does: Packs, ", f"does: Packs, {link}")
    promise = PROMISE.replace("sale.deliver", "after.thank")
    assert not found(promise_that_its_flow_contradicts, promise, steps, others=AFTER)
    assert found(promise_that_its_flow_contradicts, promise, SALE, others=AFTER)


def test_ends_two_processes_on_are_not_flagged() -> None:
    middle = process("middle", "say: {lane: frontstage, does: Says, opens: [after], ends: Said}\n")
    steps = SALE.replace("ends: Delivered", "ends: Delivered, continues: [middle]")
    assert not found(
        promise_that_its_flow_contradicts, PROMISE.replace("sale.deliver", "after.thank"), steps, others=middle + AFTER
    )


def test_steps_side_by_side_are_not_flagged() -> None:
    steps = "fork: {lane: backstage, does: Forks, fork: [order, pack]}\n" + SALE.replace("next: pack", "ends: Ordered")
    assert not found(promise_that_its_flow_contradicts, steps=steps)


def test_a_keeper_that_takes_longer_than_promised() -> None:
    (finding,) = found(promise_that_its_flow_contradicts, "says: Soon there, within: 1d")
    assert finding.message == "'Delivers' keeps 'Soon there' within 1d, but may itself take 2d"
    assert not found(promise_that_its_flow_contradicts, "says: Soon there, within: 2d")
    assert not found(promise_that_its_flow_contradicts, "says: Soon there, within: 1d, share: 90%")


def test_references_to_nothing_are_left_to_their_own_rule() -> None:
    for promise in (PROMISE.replace("sale.deliver", "sale.nowhere"), PROMISE.replace("sale.order", "nowhere.order")):
        for rule in (promise_that_its_flow_contradicts, promise_that_the_flow_cannot_keep, promise_without_a_keeper):
            assert not found(rule, promise)


# ---- PRM003

ROUND = SALE.replace("next: deliver", "choose: [{when: broken, to: pack%s}, {otherwise: true, to: deliver}]")


def test_a_loop_without_a_bound_is_told_with_its_steps() -> None:
    (finding,) = found(promise_over_a_loop_without_a_bound, steps=ROUND % "")
    assert finding.severity is Severity.warning
    assert finding.message == (
        "there is no longest time for 'Yours within a week': 'Packs' can go round without a bound; say how often at the most "
        "(at-most)"
    )
    assert finding.at_fault == ("sale.pack",)


def test_a_broken_promise_is_told_even_where_there_is_no_longest_time() -> None:
    assert found(promise_that_the_flow_cannot_keep, steps=(ROUND % "").replace("4d", "6d"))


@pytest.mark.parametrize(
    ("promise", "most"),
    [(PROMISE, ", at-most: 1"), (PROMISE + ", share: 90%", ""), (PROMISE + ", paused-in: [sale.pack]", "")],
)
def test_bounded_loops_shares_and_pauses_are_not_flagged(promise: str, most: str) -> None:
    assert not found(promise_over_a_loop_without_a_bound, promise, ROUND % most)


def test_rounds_count_against_the_promise() -> None:
    assert "can take 10d 1h" in said(promise_that_the_flow_cannot_keep, steps=ROUND % ", at-most: 1")[0]


# ---- PRM004, PRM006, PRM007, PRM008


def test_a_promise_that_no_step_keeps() -> None:
    (finding,) = found(promise_without_a_keeper, steps=SALE.replace("keeps: [soon], ", ""))
    assert finding.severity is Severity.warning
    assert finding.message == "no step keeps 'Yours within a week'; say so at the step that does (keeps: [soon])"
    assert not found(promise_without_a_keeper)
    assert not found(promise_without_a_keeper, "says: We are kind", SALE.replace("keeps: [soon], ", ""))


@pytest.mark.parametrize(
    ("promise", "lacks"),
    [
        ("says: Soon, within: 1d", "the step that starts the clock (from) and the step that stops it (to)"),
        ("says: Soon, from: sale.order, to: sale.deliver", "a time (within)"),
        ("says: Soon, to: sale.deliver, within: 9d", "the step that starts the clock (from)"),
    ],
)
def test_a_promise_of_which_something_is_missing(promise: str, lacks: str) -> None:
    (finding,) = found(promise_that_cannot_be_checked, promise)
    assert finding.severity is Severity.info
    assert finding.message == f"'Soon' cannot be checked; it lacks {lacks}"


def test_promises_of_manners_are_not_flagged() -> None:
    assert not found(promise_that_cannot_be_checked, "says: We are kind")
    assert not found(promise_that_cannot_be_checked)


COMPLAINTS = process("complaints", "tell: {lane: customer, does: Tells, ends: Told}\n", kind="complaint-handling")


def test_a_promise_that_opens_nothing_when_it_is_broken() -> None:
    (finding,) = found(promise_without_redress, others=COMPLAINTS)
    assert finding.message == (
        "'Yours within a week' does not say what is open to the customer when it is broken; name the process "
        "(when-broken: [complaints])"
    )


def test_where_complaints_are_open_anyway_nothing_is_flagged() -> None:
    assert not found(promise_without_redress)
    assert not found(promise_without_redress, PROMISE + ", when-broken: [complaints]", others=COMPLAINTS)
    assert not found(
        promise_without_redress, steps=SALE.replace("does: Packs", "does: Packs, opens: [complaints]"), others=COMPLAINTS
    )
    onward = process("care", "call: {lane: frontstage, does: Calls, opens: [complaints], ends: Called}\n")
    steps = SALE.replace("ends: Delivered", "ends: Delivered, continues: [care]")
    assert not found(promise_without_redress, steps=steps, others=COMPLAINTS + onward)


def test_steps_without_a_time_on_the_way() -> None:
    (finding,) = found(promised_way_with_unknown_times, steps=SALE.replace("time: {limit: 4d}, ", ""))
    assert finding.severity is Severity.info
    assert finding.message == (
        "nobody can tell whether 'Yours within a week' can be kept: 'Packs' has no time; set limits (time: {limit: ...})"
    )
    assert finding.at_fault == ("sale.pack",)
    assert not found(promised_way_with_unknown_times)
    assert not found(
        promised_way_with_unknown_times, PROMISE + ", paused-in: [sale.pack]", SALE.replace("time: {limit: 4d}, ", "")
    )


# ---- PRM005, PRM009, PRM010

PERSONAS = "personas:\n  rider: {title: Rider, expects: [Riding within a week, A helping hand]}\n"


def test_an_answer_that_nobody_expects() -> None:
    (finding,) = found(answer_to_no_expectation, PROMISE + ", answers: [Riding in a week]", head=PERSONAS)
    assert finding.severity is Severity.error
    assert finding.message == "no persona expects 'Riding in a week'; did you mean 'Riding within a week'?"
    (message,) = said(answer_to_no_expectation, PROMISE + ", answers: [Peace]")
    assert message == "no persona expects 'Peace'; no persona expects anything yet"
    (finding,) = found(
        answer_to_no_expectation, steps=SALE.replace("does: Packs", "does: Packs, answers: [Peace]"), head=PERSONAS
    )
    assert (finding.element, finding.line) == ("sale.pack", 13)


def test_answers_in_the_words_of_a_persona_are_not_flagged() -> None:
    promise, steps = (
        PROMISE + ", answers: [Riding within a week]",
        SALE.replace("does: Packs", "does: Packs, answers: [A helping hand]"),
    )
    assert not found(answer_to_no_expectation, promise, steps, head=PERSONAS)
    assert not found(expectation_that_nothing_answers, promise, steps, head=PERSONAS)


def test_expectations_that_nothing_answers_are_told_one_by_one() -> None:
    findings = found(expectation_that_nothing_answers, PROMISE + ", answers: [A helping hand]", head=PERSONAS)
    assert [each.message for each in findings] == [
        "nothing answers what 'Rider' expects: 'Riding within a week'; name it at the promise or step (answers)"
    ]
    assert findings[0].pointer == "/personas/rider/expects/0"
    assert len({each.fingerprint for each in found(expectation_that_nothing_answers, head=PERSONAS)}) == 2


def test_a_persona_that_expects_nothing() -> None:
    (finding,) = found(persona_without_expectations, head="personas:\n  rider: {title: Rider}\n")
    assert finding.message == "nothing is said about what 'Rider' expects; write it in their words (expects)"
    assert not found(persona_without_expectations, head=PERSONAS)
