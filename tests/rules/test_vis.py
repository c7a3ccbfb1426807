"""VIS: processes are drawn up from the customer's position, and the lines say who is seen."""

from textwrap import dedent, indent

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.chn import contact_without_reply
from blueprint.rules.flw_hand_overs import process_that_nobody_can_get_to
from blueprint.rules.vis import (
    contact_across_the_line,
    judged_but_unseen,
    process_out_of_sight,
    process_that_turns_its_back,
    sale_without_evidence,
)
from blueprint.testing import findings_of

CHANNELS = "channels: {mail: {title: E-mail, kind: online, two-way: true}, phone: {title: Phone, kind: offline, two-way: true}}\n"
ACTORS = "actors: {bot: {title: Bot, kind: system}, clerk: {title: Clerk, kind: employee}}\n"
LANES = "lanes: {guest: {title: Guest, role: customer}, kitchen: {title: Kitchen, role: backstage}}\n"


OPENER = """\
  opener:
    {title: Sale, phase: in-sale, kind: other, opens: [check], start: buy, steps: {buy: {lane: customer, does: Buys, ends: Ok}}}
"""


def process(name: str, steps: str, phase: str = "after-sale", kind: str = "care", more: str = "start: first") -> str:
    body = indent(dedent(steps).strip(), "      ")
    return f"  {name}:\n    title: {name.capitalize()}\n    phase: {phase}\n    kind: {kind}\n    {more}\n    steps:\n{body}\n"


def service(*processes: str) -> str:
    return CHANNELS + ACTORS + LANES + "processes:\n" + OPENER + "".join(processes)


def said(rule: Rule, *processes: str) -> list[str]:
    return [each.message for each in findings_of(rule, service(*processes))]


UNSEEN = "first: {lane: backstage, does: Looks, next: note}\nnote: {lane: support, does: Notes, ends: Noted}"
MIDDLE = """
first: {lane: backstage, does: Looks, next: call}
call: {lane: frontstage, does: Calls, next: note}
note: {lane: backstage, does: Notes, ends: Noted}
"""


# ---- VIS001


def test_an_after_sale_process_that_nobody_sees_is_found() -> None:
    (finding,) = findings_of(process_out_of_sight, service(process("check", UNSEEN)))
    assert finding.severity is Severity.warning
    assert finding.message == (
        "'Check' is care after the sale that the customer never sees: no step or part of it is theirs, frontstage or outside; "
        "tell them (a step in frontstage), or have a process that they see run it (runs)"
    )
    assert (finding.pointer, finding.element) == ("/processes/check", "check")


@pytest.mark.parametrize("phase", ["pre-sale", "in-sale"])
def test_so_is_one_of_another_phase(phase: str) -> None:
    (message,) = said(process_out_of_sight, process("check", UNSEEN, phase=phase))
    assert message.startswith("'Check' is work that the customer never sees")


@pytest.mark.parametrize("by", ["provider", "schedule", "event"])
def test_so_is_one_that_others_start(by: str) -> None:
    assert len(said(process_out_of_sight, process("other", UNSEEN, more=f"starts-by: {by}\n    start: first"))) == 1


@pytest.mark.parametrize("steps", [UNSEEN, MIDDLE])
def test_a_process_that_nobody_can_get_to_is_left_to_its_own_rule(steps: str) -> None:
    text = service(process("other", steps))
    assert len(findings_of(process_that_nobody_can_get_to, text)) == 1
    assert not findings_of(process_out_of_sight, text)
    assert not findings_of(process_that_turns_its_back, text)


@pytest.mark.parametrize("seen", ["customer", "frontstage", "outside", "guest"])
def test_a_step_or_part_that_the_customer_sees_is_enough(seen: str) -> None:
    assert not said(process_out_of_sight, process("check", f"first: {{lane: {seen}, does: Looks, ends: Over}}"))
    part = f"first: {{lane: backstage, does: Looks, with: {{{seen}: {{does: Tells}}}}, ends: Over}}"
    assert not said(process_out_of_sight, process("check", part))


@pytest.mark.parametrize("kind", ["provisioning", "training", "erasure"])
def test_work_for_the_house_alone_is_not_flagged(kind: str) -> None:
    assert not said(process_out_of_sight, process("check", UNSEEN, kind=kind))


@pytest.mark.parametrize("link", ["runs: check, ends: Over", "starts: [check], ends: Over", "ends: Over, continues: [check]"])
def test_help_that_another_process_calls_in_is_not_flagged(link: str) -> None:
    assert not said(
        process_out_of_sight, process("check", UNSEEN), process("a", f"first: {{lane: customer, does: Asks, {link}}}")
    )


def test_starting_itself_again_is_no_help_to_another() -> None:
    again = UNSEEN.replace("ends: Noted", "ends: Noted, continues: [check]")
    assert len(said(process_out_of_sight, process("check", again))) == 1


@pytest.mark.parametrize("rule", [process_out_of_sight, process_that_turns_its_back], ids=lambda rule: rule.code)
def test_a_process_without_steps_is_left_to_other_rules(rule: Rule) -> None:
    assert not said(rule, process("check", "{}"))


# ---- VIS002


def test_a_process_of_the_customer_that_neither_begins_nor_ends_with_them_is_found() -> None:
    (finding,) = findings_of(process_that_turns_its_back, service(process("check", MIDDLE)))
    assert finding.severity is Severity.warning
    assert finding.message == (
        "'Check' is started by the customer, but neither begins nor ends with anything they see; begin with what they do, "
        "end with what they get, or say what else starts it (starts-by)"
    )
    assert finding.pointer == "/processes/check"


@pytest.mark.parametrize("steps", [UNSEEN, MIDDLE, MIDDLE.replace("frontstage", "outside")])
def test_one_lack_gives_one_finding(steps: str) -> None:
    found = said(process_out_of_sight, process("check", steps)) + said(process_that_turns_its_back, process("check", steps))
    assert len(found) == 1


@pytest.mark.parametrize("by", ["provider", "schedule", "event"])
def test_what_others_start_may_begin_and_end_behind_the_line(by: str) -> None:
    assert not said(process_that_turns_its_back, process("check", MIDDLE, more=f"starts-by: {by}\n    start: first"))


@pytest.mark.parametrize(
    "steps",
    [
        MIDDLE.replace("first: {lane: backstage", "first: {lane: customer"),
        MIDDLE.replace("note: {lane: backstage", "note: {lane: frontstage"),
        MIDDLE.replace("does: Notes,", "does: Notes, with: {frontstage: {does: Says so}},"),
        MIDDLE.replace("ends: Noted", "ends: Noted, continues: [other]"),
        MIDDLE.replace("next: note", "choose: [{when: well, to: note}, {when: not, to: mend}]")
        + "mend: {lane: frontstage, does: Mends, ends: Mended}",
    ],
    ids=["begins with the customer", "ends with them", "tells them in the end", "goes on elsewhere", "one end of several"],
)
def test_a_beginning_or_an_end_that_they_see_is_enough(steps: str) -> None:
    other = process("other", "first: {lane: customer, does: Asks, ends: Over}")
    assert not said(process_that_turns_its_back, process("check", steps), other)


def test_one_start_of_several_is_enough() -> None:
    steps = MIDDLE + "ask: {lane: customer, does: Asks, next: call}"
    assert not said(process_that_turns_its_back, process("check", steps, more="start: [first, ask]"))


def test_a_start_that_does_not_exist_is_left_to_its_own_rule() -> None:
    assert not said(process_that_turns_its_back, process("check", MIDDLE, more="start: nowhere"))


def test_help_and_work_for_the_house_may_turn_their_back() -> None:
    caller = process("a", "first: {lane: customer, does: Asks, runs: check, ends: Over}")
    assert not said(process_that_turns_its_back, process("check", MIDDLE), caller)
    assert not said(process_that_turns_its_back, process("check", MIDDLE, kind="provisioning"))


# ---- VIS003


def contact(*steps: str) -> str:
    ask = "first: {lane: customer, does: Asks, channels: [mail], next: on}\n"
    return process("advice", ("" if steps[0].startswith("first:") else ask) + "\n".join(steps), kind="consultation")


def test_a_word_from_behind_the_line_is_found() -> None:
    text = service(contact("on: {lane: backstage, does: Answers, channels: [mail, phone], ends: Answered}"))
    (finding,) = findings_of(contact_across_the_line, text)
    assert finding.severity is Severity.warning
    assert finding.message == (
        "'Answers' is in touch with the customer over E-mail or Phone from behind the line of visibility; let frontstage lead "
        "it, or say under with what frontstage does"
    )
    assert (finding.pointer, finding.element) == ("/processes/advice/steps/on", "advice.on")


def test_so_is_one_in_a_part() -> None:
    steps = (
        "first: {lane: customer, does: Asks, channels: [phone], with: {kitchen: {does: Answers, channels: [phone]}}, ends: Over}"
    )
    (finding,) = findings_of(contact_across_the_line, service(contact(steps)))
    assert finding.message.startswith("'Answers' is in touch with the customer over Phone")
    assert finding.pointer == "/processes/advice/steps/first/with/kitchen"


def test_an_unknown_channel_is_named_as_it_is_written() -> None:
    (message,) = said(contact_across_the_line, contact("on: {lane: support, does: Answers, channels: [fax], ends: Over}"))
    assert "over fax from behind" in message


@pytest.mark.parametrize(
    "step",
    [
        "on: {lane: frontstage, does: Answers, channels: [mail], ends: Over}",
        "on: {lane: outside, does: Answers, channels: [mail], ends: Over}",
        "on: {lane: backstage, does: Looks, channels: [mail], with: {frontstage: {does: Answers}}, ends: Over}",
        "on: {lane: support, does: Sends the number, channels: [mail], automation: automated, ends: Over}",
        "on: {lane: support, does: Sends the number, actor: bot, channels: [mail], ends: Over}",
        "on: {lane: backstage, does: Files it, ends: Over}",
        "first: {lane: customer, does: Orders, channels: [phone], with: {kitchen: {does: Takes it}}, ends: Over}",
        "on: {lane: nowhere, does: Files it, channels: [mail], ends: Over}",
    ],
    ids=[
        "frontstage",
        "outside",
        "with frontstage",
        "automated",
        "a system",
        "no channel",
        "no channel of its own",
        "unknown lane",
    ],
)
def test_contact_that_is_seen_or_needs_no_person_is_not_flagged(step: str) -> None:
    assert not said(contact_across_the_line, contact(step))


SPOKEN = "on: {lane: %s, does: Answers, %snext: file}"
FILED = "file: {lane: backstage, does: Files it, ends: Filed}"


@pytest.mark.parametrize("lane", ["frontstage", "backstage", "support", "management"])
@pytest.mark.parametrize("channels", ["", "channels: [mail], "])
def test_a_contact_has_one_finding_for_one_cause(lane: str, channels: str) -> None:
    advice = contact(SPOKEN % (lane, channels), FILED)
    silent, across = said(contact_without_reply, advice), said(contact_across_the_line, advice)
    assert len(silent) + len(across) == (0 if lane == "frontstage" else 1)
    assert bool(across) == (lane != "frontstage" and bool(channels))


def test_a_customer_who_calls_while_backstage_works_is_owed_a_reply() -> None:
    waits = "first: {lane: backstage, does: Mends it, with: {customer: {does: Calls, channels: [phone]}}, ends: Mended}"
    (message,) = said(contact_without_reply, contact(waits))
    assert message == "the customer gets in touch over Phone ('Mends it') and may hear nothing before the end ('Mended')"
    assert not said(contact_across_the_line, contact(waits))


# ---- VIS004


def judged(step: str) -> list[str]:
    steps = f"first: {{lane: customer, does: Brings it, next: mend}}\nmend: {{{step}, ends: Mended}}"
    return said(judged_but_unseen, process("repair", steps))


def test_what_they_feel_where_they_see_nothing_is_advice() -> None:
    (message,) = judged("lane: backstage, does: Mends it, emotion: -1")
    assert message == (
        "'Mends it' is behind the line of visibility and still says what the customer feels; say it where they meet it, or add "
        "what they do meanwhile (with: {customer: ...})"
    )


def test_so_is_a_moment_of_truth_and_one_step_has_one_finding() -> None:
    both = "lane: backstage, does: Mends it, emotion: 0, moment-of-truth: It runs again"
    (finding,) = findings_of(judged_but_unseen, service(process("repair", f"first: {{{both}, ends: Over}}")))
    assert finding.severity is Severity.info
    assert "still says the moment of truth" in finding.message
    assert finding.pointer == "/processes/repair/steps/first/moment-of-truth"


def test_so_is_what_is_felt_in_an_unseen_part() -> None:
    (message,) = judged("lane: backstage, does: Mends it, with: {support: {does: Helps, emotion: 1}}")
    assert "what the customer feels" in message


@pytest.mark.parametrize(
    "step",
    [
        "lane: frontstage, does: Mends it, emotion: -1, moment-of-truth: It runs",
        "lane: backstage, does: Mends it, emotion: -1, with: {customer: {does: Waits}}",
        "lane: backstage, does: Mends it, with: {customer: {does: Waits, emotion: -1}}",
        "lane: backstage, does: Mends it",
    ],
)
def test_what_is_said_of_a_step_that_they_see_is_not_flagged(step: str) -> None:
    assert judged(step) == []


# ---- VIS005


def sold(step: str = "lane: customer, does: Buys", kind: str = "purchase", more: str = "start: first") -> list[str]:
    return said(sale_without_evidence, process("sale", f"first: {{{step}, ends: Bought}}", "in-sale", kind, more))


@pytest.mark.parametrize("kind", ["purchase", "application", "delivery"])
def test_a_sale_of_which_nothing_can_be_held_is_advice(kind: str) -> None:
    message = "'Sale' names nothing that the customer can see or hold; name it where they meet it (evidence)"
    assert sold(kind=kind) == [message]
    assert sold(kind="other", more="price: 5\n    start: first") == [message]


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("lane: customer, does: Buys, evidence: [Receipt]", "purchase"),
        ("lane: customer, does: Buys, with: {frontstage: {does: Sells, evidence: [Receipt]}}", "purchase"),
        ("lane: backstage, does: Packs", "delivery"),
        ("lane: customer, does: Asks", "consultation"),
    ],
    ids=["of a step", "of a part", "out of sight", "nothing sold"],
)
def test_evidence_anywhere_is_enough_and_only_sales_owe_it(step: str, kind: str) -> None:
    assert sold(step, kind) == []
