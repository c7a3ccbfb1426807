"""CHN: whoever gets in touch hears something back before waiting and before the end."""

from textwrap import dedent

import pytest

from blueprint.rules.chn import contact_without_reply
from blueprint.testing import findings_of

CHANNELS = """\
channels:
  mail: {title: E-mail, kind: online, two-way: true}
  phone: {title: Phone, kind: offline, two-way: true}
  desk: {title: Desk, kind: offline, two-way: true}
"""


def said(*steps: str, channels: str = "[mail]", more: str = "") -> list[str]:
    """What is said of a process that begins with a contact, then goes on with these steps; ``more`` are other processes."""
    lines = "\n".join(f"      {each}" for each in steps)
    head = "processes:\n  advice:\n    title: Advice\n    phase: pre-sale\n    kind: consultation\n    start: ask\n    steps:\n"
    ask = f"      ask: {{lane: customer, does: Asks, channels: {channels}, next: on}}\n"
    others = "".join(f"  {line}\n" for line in dedent(more).strip().splitlines())
    text = f"{CHANNELS}{head}{'' if steps[0].startswith('ask:') else ask}{lines}\n{others}"
    return [each.message for each in findings_of(contact_without_reply, text)]


def process(name: str, *steps: str) -> str:
    lines = "\n".join(f"    {each}" for each in steps)
    return f"{name}:\n  title: {name}\n  phase: in-sale\n  kind: other\n  start: first\n  steps:\n{lines}\n"


SILENT_END = "the customer gets in touch over E-mail ('Asks') and may hear nothing before the end ('Filed')"


def test_a_contact_that_nobody_answers_names_the_channel_the_step_and_the_end() -> None:
    assert said("on: {lane: backstage, does: Files it, ends: Filed}") == [SILENT_END]


def test_several_channels_are_listed_as_alternatives() -> None:
    (message,) = said("on: {lane: backstage, does: Files it, ends: Filed}", channels="[mail, phone, desk]")
    assert message.startswith("the customer gets in touch over E-mail, Phone or Desk ('Asks')")


def test_the_finding_points_at_the_contact() -> None:
    (finding,) = findings_of(contact_without_reply, contact_without_reply.bad)
    assert (finding.pointer, finding.element) == ("/processes/advice/steps/ask", "advice.ask")


def test_a_wait_of_the_customer_before_the_answer_is_silence() -> None:
    (message,) = said(
        "on: {lane: backstage, does: Looks it up, next: wait}",
        "wait: {lane: customer, does: Waits for the post, time: {wait: 3d}, next: answer}",
        "answer: {lane: frontstage, does: Answers, ends: Answered}",
    )
    assert message.endswith("may hear nothing before they wait ('Waits for the post')")


def test_one_silent_way_of_a_choice_is_enough() -> None:
    assert said(
        "on: {lane: backstage, does: Decides, choose: [{when: easy, to: answer}, {when: hard, to: file}]}",
        "answer: {lane: frontstage, does: Answers, ends: Answered}",
        "file: {lane: backstage, does: Files it, ends: Filed}",
    ) == [SILENT_END]


def test_a_fork_without_an_answer_in_any_branch_is_silence() -> None:
    assert said(
        "on: {lane: backstage, does: Sorts, fork: [file, count]}",
        "file: {lane: backstage, does: Files it, ends: Filed}",
        "count: {lane: backstage, does: Counts it, ends: Counted}",
    ) == [SILENT_END]


def test_an_end_that_continues_in_a_silent_process_is_silence() -> None:
    assert said(
        "on: {lane: backstage, does: Hands it over, ends: Handed over, continues: [desk-work]}",
        more=process("desk-work", "first: {lane: backstage, does: Files it, ends: Filed}"),
    ) == [SILENT_END]


def test_running_a_process_that_says_nothing_is_no_answer() -> None:
    assert said(
        "on: {lane: backstage, does: Has it looked up, runs: look-up, ends: Filed}",
        more=process("look-up", "first: {lane: backstage, does: Looks it up, ends: Found}"),
    ) == [SILENT_END]


def test_every_contact_is_owed_an_answer_of_its_own() -> None:
    assert said(
        "on: {lane: frontstage, does: Answers, next: again}",
        "again: {lane: customer, does: Asks again, channels: [phone], next: file}",
        "file: {lane: backstage, does: Files it, ends: Filed}",
    ) == ["the customer gets in touch over Phone ('Asks again') and may hear nothing before the end ('Filed')"]


def test_a_contact_that_is_itself_the_end_is_silence() -> None:
    (message,) = said("ask: {lane: customer, does: Writes a review, channels: [mail], ends: Written}")
    assert message.endswith("('Writes a review') and may hear nothing before the end ('Written')")


def test_a_lane_of_ones_own_counts_by_its_role() -> None:
    text = """\
        lanes: {guest: {title: Guest, role: customer}, back-office: {title: Back office, role: backstage}}
        processes:
          advice: {title: Advice, phase: pre-sale, kind: other, start: ask, steps: {
            ask: {lane: guest, does: Asks, channels: [mail], next: on},
            on: {lane: back-office, does: Files it, ends: Filed}}}
    """
    assert len(findings_of(contact_without_reply, CHANNELS + dedent(text))) == 1
    assert not findings_of(contact_without_reply, CHANNELS + dedent(text).replace("role: backstage", "role: frontstage"))


@pytest.mark.parametrize(
    "steps",
    [
        ["on: {lane: frontstage, does: Answers, ends: Answered}"],
        ["on: {lane: outside, does: The partner answers, ends: Answered}"],
        ["on: {lane: backstage, does: Files it, with: {frontstage: {does: Confirms by mail}}, ends: Filed}"],
        ["ask: {lane: customer, does: Asks, channels: [mail], with: {frontstage: {does: Answers}}, ends: Answered}"],
        ["ask: {lane: frontstage, does: Calls, channels: [phone], ends: Called}"],
        ["ask: {lane: customer, does: Thinks it over, ends: Thought over}"],
    ],
    ids=["frontstage", "partner", "part of a later step", "part of the contact", "call by the service", "no channel"],
)
def test_an_answer_in_time_is_not_flagged(steps: list[str]) -> None:
    assert said(*steps) == []


def test_waits_behind_the_line_that_end_in_an_answer_are_not_flagged() -> None:
    assert not said(
        "on: {lane: backstage, does: Looks it up, time: {wait: 2d}, next: answer}",
        "answer: {lane: frontstage, does: Answers, time: {wait: 1d}, ends: Answered}",
    )


def test_the_wait_before_the_contact_itself_is_not_flagged() -> None:
    assert not said(
        "ask: {lane: customer, does: Rides it for a week and calls, channels: [phone], time: {wait: 7d}, next: on}",
        "on: {lane: frontstage, does: Answers, ends: Answered}",
    )


def test_a_wait_of_no_length_is_not_flagged() -> None:
    assert not said(
        "on: {lane: customer, does: Waits at the counter, time: {wait: 0s, work: 1min}, next: answer}",
        "answer: {lane: frontstage, does: Answers, ends: Answered}",
    )


def test_a_fork_of_which_one_branch_answers_is_not_flagged() -> None:
    assert not said(
        "on: {lane: backstage, does: Sorts, fork: [file, answer]}",
        "file: {lane: backstage, does: Files it, ends: Filed}",
        "answer: {lane: frontstage, does: Answers, ends: Answered}",
    )


def test_a_choice_of_which_every_way_answers_is_not_flagged() -> None:
    assert not said(
        "on: {lane: backstage, does: Decides, choose: [{when: we may, to: grant}, {otherwise: true, to: refuse}]}",
        "grant: {lane: frontstage, does: Says yes, ends: Granted}",
        "refuse: {lane: frontstage, does: Says no, ends: Refused, outcome: refused}",
    )


@pytest.mark.parametrize(
    "step",
    [
        "on: {lane: backstage, does: Hands it over, ends: Handed over, continues: [talk]}",
        "on: {lane: backstage, does: Hands it over, ends: Handed over, continues: [talk.first]}",
        "on: {lane: backstage, does: Has it answered, runs: talk, ends: Filed}",
        "on: {lane: backstage, does: Has it answered, starts: [talk], ends: Filed}",
        "ask: {lane: customer, does: Asks, channels: [mail], runs: talk, ends: Filed}",
    ],
)
def test_an_answer_in_another_process_is_not_flagged(step: str) -> None:
    assert not said(step, more=process("talk", "first: {lane: frontstage, does: Answers, ends: Answered}"))


def test_of_several_processes_that_take_over_one_may_answer() -> None:
    step = "on: {lane: backstage, does: Hands it over, ends: Handed over, continues: [store, talk]}"
    more = process("store", "first: {lane: backstage, does: Files it, ends: Filed}")
    assert not said(step, more=more + process("talk", "first: {lane: frontstage, does: Answers, ends: Answered}"))


def test_an_answer_two_processes_away_is_not_flagged() -> None:
    more = process("sort", "first: {lane: backstage, does: Sorts, ends: Sorted, continues: [talk]}")
    more += process("talk", "first: {lane: frontstage, does: Answers, ends: Answered}")
    assert not said("on: {lane: backstage, does: Hands it over, ends: Handed over, continues: [sort]}", more=more)


def test_what_happens_when_a_step_fails_or_is_late_is_not_flagged() -> None:
    assert not said(
        "on: {lane: backstage, does: Looks it up, time: {limit: 1d}, fails: [{mode: Not there, recover: file}], late: file,"
        " next: answer}",
        "answer: {lane: frontstage, does: Answers, ends: Answered}",
        "file: {lane: backstage, does: Files it, ends: Filed}",
    )


def test_loops_are_followed_to_their_way_out() -> None:
    loop = "on: {lane: backstage, does: Tries, choose: [{when: not yet, to: on, at-most: 3}, {otherwise: true, to: out}]}"
    assert not said(loop, "out: {lane: frontstage, does: Answers, ends: Answered}")
    assert said(loop, "out: {lane: backstage, does: Files it, ends: Filed}") == [SILENT_END]


def test_endless_loops_come_to_an_end_here() -> None:
    assert said("on: {lane: backstage, does: Goes round, next: ask}") == []
    around = process("around", "first: {lane: backstage, does: Goes round, ends: Round, continues: [around]}")
    assert said("on: {lane: backstage, does: Hands over, runs: around, ends: Over, continues: [around]}", more=around) == []


@pytest.mark.parametrize(
    "step",
    [
        "on: {lane: backstage, does: Files it, next: nowhere}",
        "on: {lane: backstage, does: Files it, choose: [{when: so, to: nowhere}]}",
        "on: {lane: backstage, does: Files it, fork: [nowhere]}",
        "on: {lane: backstage, does: Files it, ends: Filed, continues: [nobody, nobody.nowhere]}",
        "on: {lane: kitchen, does: Files it, runs: nobody, starts: [nobody], next: on}",
        "ask: {lane: customer, does: Asks, channels: [fax], with: {frontstage: {does: Answers}}, ends: Asked}",
    ],
)
def test_references_that_lead_nowhere_are_left_to_their_own_rule(step: str) -> None:
    assert said(step) == []


def test_a_contact_over_an_unknown_channel_is_still_owed_an_answer() -> None:
    (message,) = said("on: {lane: backstage, does: Files it, ends: Filed}", channels="[fax]")
    assert message == "the customer gets in touch ('Asks') and may hear nothing before the end ('Filed')"


def test_long_chains_are_judged_quickly() -> None:
    chain = [f"s{number}: {{lane: backstage, does: Works, next: s{number + 1}}}" for number in range(400)]
    assert said("on: {lane: backstage, does: Works, next: s0}", *chain, "s400: {lane: backstage, does: Files it, ends: Filed}")
