"""CHN: several channels for a service, an answer over one of them and in time, and a person behind every machine."""

from textwrap import dedent, indent

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.chn import contact_without_reply
from blueprint.rules.chn_answers import answer_over_no_channel, answer_without_a_time
from blueprint.rules.chn_channels import online_or_offline_only, single_channel
from blueprint.rules.chn_machines import machine_without_a_person
from blueprint.testing import findings_of

CHANNELS = """\
channels:
  web: {title: Web shop, kind: online}
  page: {title: Page, kind: online}
  mail: {title: E-mail, kind: online, two-way: true}
  phone: {title: Phone, kind: offline, two-way: true}
  box: {title: Box, kind: offline}
actors: {bot: {title: Bot, kind: system}, clerk: {title: Clerk, kind: employee}}
"""


def process(name: str, *steps: str, more: str = "start: first") -> str:
    body = indent("\n".join(dedent(each) for each in steps), "      ")
    return f"  {name}:\n    title: {name.capitalize()}\n    phase: in-sale\n    kind: other\n    {more}\n    steps:\n{body}\n"


def service(*processes: str, promises: str = "") -> str:
    return f"{CHANNELS}{promises}processes:\n{''.join(processes)}"


def said(rule: Rule, *processes: str, promises: str = "") -> list[str]:
    return [each.message for each in findings_of(rule, service(*processes, promises=promises))]


def using(*channels: str, name: str = "sale") -> str:
    """A process with a step for each of these channels."""
    steps = {f"s{at}": f"channels: [{channel}], " for at, channel in enumerate(channels)} or {"s0": ""}
    lines = (f"{step}: {{lane: frontstage, does: Calls, {used}ends: Called}}" for step, used in steps.items())
    return process(name, *lines, more=f"start: [{', '.join(steps)}]")


# ---- CHN003 and CHN004


@pytest.mark.parametrize(("channel", "title", "other"), [("web", "Web shop", "an offline"), ("phone", "Phone", "an online")])
def test_a_service_over_one_channel_is_advised_another(channel: str, title: str, other: str) -> None:
    (finding,) = findings_of(single_channel, service(using(channel)))
    assert finding.severity is Severity.info
    assert finding.message == f"customers reach this service over '{title}' only; give them another way, best {other} one"
    assert finding.pointer == "/channels"


def test_a_channel_in_a_part_counts_and_one_that_nobody_uses_does_not() -> None:
    part = process(
        "sale", "first: {lane: customer, does: Asks, with: {frontstage: {does: Calls, channels: [phone]}}, ends: Over}"
    )
    assert len(said(single_channel, part)) == 1
    assert said(single_channel, part, using("web", name="other")) == []


def test_channels_of_one_kind_only_are_advised_the_other() -> None:
    (finding,) = findings_of(online_or_offline_only, service(using("web", "mail", "mail")))
    assert finding.severity is Severity.info
    assert finding.message == (
        "every channel of this service is online (Web shop and E-mail); add one that is offline: a person, a telephone, a letter"
    )
    assert finding.pointer == "/channels"
    (message,) = said(online_or_offline_only, using("phone", "box"))
    assert message.startswith("every channel of this service is offline (Phone and Box); add one that is online")


@pytest.mark.parametrize(
    ("channels", "codes"),
    [([], []), (["web"], ["CHN003"]), (["web", "page"], ["CHN004"]), (["web", "phone"], []), (["fax"], [])],
    ids=["none", "one", "two of a kind", "one of each", "unknown"],
)
def test_a_service_has_at_most_one_finding_on_its_channels(channels: list[str], codes: list[str]) -> None:
    text = service(using(*channels))
    assert [each.code for rule in (single_channel, online_or_offline_only) for each in findings_of(rule, text)] == codes


def test_channels_are_judged_for_the_service_not_for_each_process() -> None:
    both = (using("web"), using("phone", name="other"))
    assert said(single_channel, *both) == said(online_or_offline_only, *both) == []


# ---- CHN005


def asked(*steps: str, channels: str = "web") -> list[str]:
    ask = f"first: {{lane: customer, does: Withdraws, channels: [{channels}], next: on}}"
    return said(answer_over_no_channel, process("back", *([] if steps[0].startswith("first") else [ask]), *steps))


def test_an_answer_that_comes_over_nothing_is_advised_a_channel() -> None:
    assert asked("on: {lane: frontstage, does: Confirms, ends: Over}") == [
        "the customer gets in touch over Web shop ('Withdraws'), which carries no answer, and the answer ('Confirms') names none "
        "either; say over which one it comes (channels)"
    ]


def test_the_answer_in_the_same_moment_is_named_too() -> None:
    (message,) = asked("first: {lane: customer, does: Asks, channels: [web, box], with: {frontstage: {does: Nods}}, ends: Over}")
    assert message.startswith("the customer gets in touch over Web shop or Box ('Asks')")
    assert "the answer ('Nods') names none either" in message


def test_who_leads_the_moment_in_which_the_customer_speaks_is_named_as_well() -> None:
    (message,) = asked("first: {lane: frontstage, does: Listens, with: {customer: {does: Asks, channels: [web]}}, ends: Over}")
    assert "the answer ('Listens') names none either" in message


@pytest.mark.parametrize(
    "steps",
    [
        ["first: {lane: frontstage, does: Says, channels: [mail], with: {customer: {does: Asks, channels: [web]}}, ends: Over}"],
        ["first: {lane: backstage, does: Says, channels: [mail], with: {customer: {does: Asks, channels: [web]}}, ends: Over}"],
        ["on: {lane: frontstage, does: Confirms, channels: [mail], ends: Over}"],
        ["on: {lane: frontstage, does: Confirms, channels: [web], ends: Over}"],
        ["on: {lane: frontstage, does: Confirms, evidence: [Letter], ends: Over}"],
        ["on: {lane: frontstage, does: Shows it, automation: automated, ends: Over}"],
        ["on: {lane: frontstage, does: Shows it, actor: bot, ends: Over}"],
        ["on: {lane: backstage, does: Looks, with: {frontstage: {does: Tells, channels: [phone]}}, ends: Over}"],
        ["on: {lane: backstage, does: Confirms, channels: [mail], ends: Over}"],
        ["first: {lane: customer, does: Asks, channels: [web], with: {frontstage: {does: Calls, channels: [phone]}}, ends: Ok}"],
        ["first: {lane: customer, does: Asks, channels: [web], with: {backstage: {does: Calls, channels: [phone]}}, ends: Over}"],
        ["first: {lane: customer, does: Asks, channels: [fax], with: {frontstage: {does: Nods}}, ends: Over}"],
        ["on: {lane: backstage, does: Files it, ends: Filed}"],
        ["on: {lane: customer, does: Waits, time: {wait: 1d}, next: tell}", "tell: {lane: frontstage, does: Tells, ends: Over}"],
        ["on: {lane: backstage, does: Sorts, choose: [{when: a, to: say}, {when: b, to: write}]}",
         "say: {lane: frontstage, does: Tells, ends: Over}",
         "write: {lane: frontstage, does: Writes, channels: [mail], ends: Over}"],
    ],
    ids=[
        "led by them", "led from behind", "over another", "over the same", "in hand", "automated", "a system", "in a part",
        "from behind the line", "at once", "at once from behind", "unknown channel", "no answer", "a wait before", "some answers"
    ],
)  # fmt: skip
def test_an_answer_that_is_carried_or_judged_elsewhere_is_not_flagged(steps: list[str]) -> None:
    assert asked(*steps) == []


def test_a_contact_that_may_be_two_way_is_not_flagged() -> None:
    assert asked("on: {lane: frontstage, does: Confirms, ends: Over}", channels="web, phone") == []


# ---- CHN006

BOT = "first: {lane: customer, does: Asks, next: bot}"


def facing(*steps: str, more: str = "start: first", others: tuple[str, ...] = ()) -> list[str]:
    return said(machine_without_a_person, process("help", BOT, *steps, more=more), *others)


DESK = process(
    "desk", "first: {lane: customer, does: Comes, next: serve}", "serve: {lane: frontstage, does: Helps, ends: Helped}"
)
MORE_BOTS = process("desk", "first: {lane: frontstage, does: Answers again, automation: automated, ends: Answered}")


def test_a_machine_that_leads_to_no_person_is_advised_one() -> None:
    text = service(process("help", BOT, "bot: {lane: frontstage, does: Picks an answer, automation: automated, ends: Over}"))
    (finding,) = findings_of(machine_without_a_person, text)
    assert finding.severity is Severity.info
    assert finding.message == (
        "'Picks an answer' leaves the customer with a machine, and no way leads from there to a person; open one from here "
        "(opens), or say who takes over when it fails (fails, recover)"
    )
    assert finding.pointer == "/processes/help/steps/bot"


@pytest.mark.parametrize(
    "step",
    [
        "bot: {lane: frontstage, does: Picks an answer, actor: bot, ends: Over}",
        "bot: {lane: customer, does: Types into the kiosk, automation: automated, ends: Over}",
        "bot: {lane: customer, does: Types, with: {frontstage: {does: Answers, actor: bot}}, ends: Over}",
        "bot: {lane: support, does: Answers, automation: automated, with: {frontstage: {does: Shows it}}, ends: Over}",
    ],
    ids=["a system", "a kiosk", "a system in a part", "a part of what is automated"],
)
def test_machines_come_in_several_forms(step: str) -> None:
    assert len(facing(step)) == 1


@pytest.mark.parametrize(
    "steps",
    [
        ["bot: {lane: frontstage, does: Answers, ends: Over}"],
        ["bot: {lane: support, does: Books it, automation: automated, ends: Over}"],
        ["bot: {lane: frontstage, does: Answers, automation: automated, with: {outside: {does: Helps, actor: clerk}}, ends: Ok}"],
        ["bot: {lane: frontstage, does: Answers, automation: automated, next: look}",
         "look: {lane: backstage, does: Looks, next: call}", "call: {lane: frontstage, does: Calls, ends: Over}"],
        ["bot: {lane: frontstage, does: Answers, automation: automated, fails: [{mode: No answer, recover: call}], ends: Over}",
         "call: {lane: frontstage, does: Calls, ends: Over}"],
        ["bot: {lane: frontstage, does: Answers, automation: automated, time: {limit: 1h}, late: call, ends: Over}",
         "call: {lane: customer, does: Calls, with: {frontstage: {does: Helps}}, ends: Over}"],
        ["bot: {lane: frontstage, does: Answers, automation: automated, choose: [{when: well, to: bye}, {when: not, to: call}]}",
         "bye: {lane: customer, does: Goes, ends: Over}", "call: {lane: frontstage, does: Calls, ends: Over}"],
    ],
    ids=["a person", "not seen", "with a person", "a person later", "when it fails", "when it is late", "one way of several"],
)  # fmt: skip
def test_a_way_out_to_a_person_is_not_flagged(steps: list[str]) -> None:
    assert facing(*steps) == []


@pytest.mark.parametrize(
    "link",
    ["opens: [desk], ends: Over", "starts: [desk], ends: Over", "runs: desk, ends: Over", "ends: Over, continues: [desk.first]"],
)
def test_the_person_may_be_met_in_another_process(link: str) -> None:
    step = f"bot: {{lane: frontstage, does: Answers, automation: automated, {link}}}"
    assert facing(step, others=(DESK,)) == []
    assert len(facing(step, others=(MORE_BOTS,))) >= 1


def test_what_the_whole_process_opens_counts_too() -> None:
    step = "bot: {lane: frontstage, does: Answers, automation: automated, ends: Over}"
    assert facing(step, more="start: first\n    opens: [desk]", others=(DESK,)) == []
    assert facing(step, more="start: first\n    opens: [nobody]") != []


def test_a_person_before_the_machine_is_no_way_out() -> None:
    steps = ["bot: {lane: frontstage, does: Greets, next: pick}", "pick: {lane: frontstage, does: Picks, actor: bot, ends: Over}"]
    (message,) = facing(*steps)
    assert message.startswith("'Picks'")


# ---- CHN007


def waiting(*steps: str, promises: str = "") -> list[str]:
    ask = "first: {lane: customer, does: Asks, channels: [mail], time: 5min, next: on}"
    return said(
        answer_without_a_time, process("advice", *([] if steps[0].startswith("first") else [ask]), *steps), promises=promises
    )


ANSWER = "on: {lane: frontstage, does: Answers, ends: Over}"


def test_an_answer_of_which_nobody_says_when_is_advised_a_time() -> None:
    assert waiting(ANSWER) == [
        "the customer gets in touch ('Asks'), and nothing says how long it takes until 'Answers'; give it a time "
        "(time: {limit: ...}) or a promise"
    ]


@pytest.mark.parametrize("time", ["time: 1h", "time: {limit: 1d}", "time: {wait: 1h}"])
@pytest.mark.parametrize("at", ["Looks", "Answers"])
def test_any_time_on_the_way_to_the_answer_is_enough(time: str, at: str) -> None:
    steps = ["on: {lane: backstage, does: Looks, next: answer}", "answer: {lane: frontstage, does: Answers, ends: Over}"]
    assert len(waiting(*steps)) == 1
    assert waiting(*(step.replace(f"does: {at},", f"does: {at}, {time},") for step in steps)) == []


def test_a_promise_that_counts_from_the_contact_is_enough() -> None:
    promise = "promises: {soon: {says: Soon, from: advice.first, to: advice.on, within: 4h}}\n"
    assert waiting(ANSWER, promises=promise) == []
    assert len(waiting(ANSWER, promises=promise.replace("advice.first", "advice.on"))) == 1


@pytest.mark.parametrize(
    "step",
    [
        "first: {lane: customer, does: Asks, channels: [mail], with: {frontstage: {does: Answers}}, ends: Over}",
        "first: {lane: customer, does: Asks, next: on}\non: {lane: frontstage, does: Answers, ends: Over}",
        "on: {lane: backstage, does: Files it, ends: Filed}",
    ],
    ids=["at once", "no channel", "no answer"],
)
def test_answers_at_once_or_never_are_not_flagged(step: str) -> None:
    assert waiting(step) == []


def test_of_several_contacts_in_a_row_the_last_is_judged() -> None:
    again = "on: {lane: customer, does: Asks again, channels: [mail], next: answer}"
    (message,) = waiting(again, "answer: {lane: frontstage, does: Answers, ends: Over}")
    assert message.startswith("the customer gets in touch ('Asks again')")


def test_the_time_may_stand_in_the_process_that_takes_over() -> None:
    over = "on: {lane: backstage, does: Hands over, ends: Handed over, continues: [desk]}"
    desk = process("desk", "first: {lane: frontstage, does: Answers, time: 1h, ends: Over}")
    ask = process("advice", "first: {lane: customer, does: Asks, channels: [mail], next: on}", over)
    assert said(answer_without_a_time, ask, desk) == []
    assert len(said(answer_without_a_time, ask, desk.replace("time: 1h, ", ""))) == 1


@pytest.mark.parametrize("rule", [answer_over_no_channel, answer_without_a_time], ids=lambda rule: rule.code)
def test_silence_is_left_to_its_own_rule(rule: Rule) -> None:
    for last in ("ends: Filed", "choose: [{when: a, to: on}, {when: b, to: file}]"):
        steps = [
            "first: {lane: customer, does: Asks, channels: [web], next: look}",
            f"look: {{lane: backstage, does: Looks, {last}}}",
        ]
        steps += [ANSWER, "file: {lane: backstage, does: Files it, ends: Filed}"] if last.startswith("choose") else []
        assert said(contact_without_reply, process("advice", *steps))
        assert said(rule, process("advice", *steps)) == []


@pytest.mark.parametrize(
    "step",
    [
        "on: {lane: backstage, does: Goes round, next: first}",
        "on: {lane: backstage, does: Goes off, next: nowhere}",
        "on: {lane: backstage, does: Goes over, ends: Over, continues: [nobody, advice.nowhere]}",
    ],
)
@pytest.mark.parametrize(
    "rule", [answer_over_no_channel, answer_without_a_time, machine_without_a_person], ids=lambda rule: rule.code
)
def test_loops_and_references_that_lead_nowhere_are_left_to_other_rules(rule: Rule, step: str) -> None:
    assert said(rule, process("advice", "first: {lane: customer, does: Asks, channels: [web], next: on}", step)) == []
