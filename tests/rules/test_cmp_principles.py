"""CMP: complaints are answered at once and in time, for nothing, over every channel, and measured."""

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules import Rule
from blueprint.rules.cmp_principles import (
    acknowledgement_at_any_time,
    answer_at_any_time,
    complaint_that_costs_money,
    complaints_over_one_channel,
    complaints_that_nobody_measures,
)
from blueprint.testing import findings_of

ACK = "realises: [iso-10002/acknowledgement]"
DECIDE = "realises: [iso-10002/decision]"
LIMIT = "time: {limit: 2d}"


def complaints(*steps: str, facts: str = "", head: str = "", more: str = "") -> str:
    first = steps[0].partition(":")[0]
    body = "".join(f"      {step}\n" for step in steps)
    own = f"    {facts}\n" if facts else ""
    return (
        f"{head}processes:\n  complaints:\n    title: Complaints\n    phase: after-sale\n    kind: complaint-handling\n{own}"
        f"    start: {first}\n    steps:\n{body}{more}"
    )


def found(rule: Rule, text: str) -> list[Finding]:
    return [*findings_of(rule, text)]


def promise(to: str, within: str = ", within: 5d") -> str:
    return f"promises:\n  soon: {{says: Soon, from: complaints.complain, to: {to}{within}}}\n"


COMPLAIN = "complain: {lane: customer, does: Complains, next: confirm}"


# ---- acknowledged at once


def confirm(more: str = "", lane: str = "frontstage") -> str:
    return f"confirm: {{lane: {lane}, does: Confirms, {ACK}, {more}ends: Over}}"


def test_an_acknowledgement_at_any_time_is_told_at_its_step() -> None:
    (finding,) = found(acknowledgement_at_any_time, complaints(COMPLAIN, confirm()))
    assert finding.severity is Severity.info
    assert finding.message == "'Confirms' acknowledges a complaint, at any time; set a limit (time: {limit: 1d})"
    assert finding.element == "complaints.confirm"


@pytest.mark.parametrize(
    "text",
    [
        complaints(COMPLAIN, confirm("time: {limit: 1d}, ")),
        complaints(COMPLAIN, confirm("automation: automated, ")),
        complaints(f"complain: {{lane: customer, does: Complains, with: {{frontstage: {{does: Confirms, {ACK}}}}}, ends: Over}}"),
        complaints(COMPLAIN, confirm(), head=promise("complaints.confirm")),
        complaints(COMPLAIN, "confirm: {lane: frontstage, does: Confirms, ends: Over}"),
    ],
    ids=["limit", "machine", "same moment", "promise", "not said"],
)
def test_an_acknowledgement_at_once_or_in_time_is_not_flagged(text: str) -> None:
    assert found(acknowledgement_at_any_time, text) == []


def test_a_promise_without_a_time_or_about_another_step_is_no_limit() -> None:
    assert found(acknowledgement_at_any_time, complaints(COMPLAIN, confirm(), head=promise("complaints.confirm", "")))
    assert found(acknowledgement_at_any_time, complaints(COMPLAIN, confirm(), head=promise("complaints.complain")))


# ---- answered in time

LOOK = "confirm: {lane: backstage, does: Looks into it, %snext: answer}"
ANSWER = "answer: {lane: frontstage, does: Answers, %s, %snext: learn}"
LEARN = "learn: {lane: backstage, does: Learns from it, ends: Over}"


def handled(look: str = "", answer: str = "", stage: str = DECIDE, **more: str) -> str:
    return complaints(COMPLAIN, LOOK % look, ANSWER % (stage, answer), LEARN, **more)


def test_an_answer_at_any_time_is_told_with_the_steps_that_have_no_limit() -> None:
    (finding,) = found(answer_at_any_time, handled())
    assert finding.severity is Severity.info
    assert finding.message == (
        "'Complaints' does not say by when the customer has an answer: no promise ends there, and there is no limit to 'Answers' "
        "and 'Looks into it'; promise a time, or set limits (time: {limit: 5wd})"
    )
    assert finding.pointer == "/processes/complaints"


def test_one_step_without_limit_is_enough() -> None:
    (finding,) = found(answer_at_any_time, handled(look=f"{LIMIT}, "))
    assert "no limit to 'Answers';" in finding.message


def test_where_no_step_is_said_to_answer_all_that_the_staff_do_counts() -> None:
    (finding,) = found(answer_at_any_time, handled(f"{LIMIT}, ", f"{LIMIT}, ", stage="emotion: 0"))
    assert "no limit to 'Learns from it';" in finding.message


RUN = "  decide: {title: D, phase: after-sale, kind: other, start: d, steps: {d: {lane: backstage, does: Decides, ends: Over}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        handled(f"{LIMIT}, ", f"{LIMIT}, "),
        handled(f"{LIMIT}, ", f"{LIMIT}, ", stage="realises: [iso-10002/response]"),
        handled("automation: automated, ", f"{LIMIT}, "),
        handled(head=promise("complaints.answer")),
        handled(look="runs: decide, ", head=promise("decide.d"), more=RUN),
        complaints("complain: {lane: customer, does: Complains, with: {outside: {does: The board rules}}, ends: Ruled}"),
        complaints(COMPLAIN, "confirm: {lane: outside, does: The board rules, ends: Ruled}"),
        handled().replace("complaint-handling", "objection"),
    ],
    ids=["limits", "response", "machine", "promise", "promise in what it runs", "one moment", "outside", "no complaint"],
)
def test_an_answer_in_time_is_not_flagged(text: str) -> None:
    assert found(answer_at_any_time, text) == []


def test_an_acknowledgement_without_limit_is_told_by_its_own_rule_only() -> None:
    text = complaints(
        COMPLAIN,
        confirm().replace("ends: Over", "next: answer"),
        f"answer: {{lane: frontstage, does: A, {LIMIT}, {DECIDE}, ends: O}}",
    )
    assert found(answer_at_any_time, text) == []
    assert len(found(acknowledgement_at_any_time, text)) == 1


def test_a_loop_back_to_the_inquiry_does_not_hang() -> None:
    text = handled().replace("next: learn", "choose: [{when: x, to: confirm}, {when: y, to: learn}]")
    assert len(found(answer_at_any_time, text)) == 1


# ---- for nothing


def test_a_price_on_complaints_is_a_warning_at_the_price() -> None:
    (finding,) = found(complaint_that_costs_money, complaints(COMPLAIN, confirm(), facts="price: 2.50"))
    assert finding.severity is Severity.warning
    assert finding.message == "'Complaints' costs the customer 2.50; complaining is free of charge: take the price away"
    assert finding.pointer == "/processes/complaints/price"


def test_free_complaints_and_objections_with_a_fee_are_not_flagged() -> None:
    assert not found(complaint_that_costs_money, complaints(COMPLAIN, confirm()))
    assert not found(complaint_that_costs_money, complaints(COMPLAIN, confirm(), facts="price: 0"))
    paid = complaints(COMPLAIN, confirm(), facts="price: 40").replace("complaint-handling", "objection")
    assert not found(complaint_that_costs_money, paid)


# ---- over every channel

CHANNELS = (
    "channels: {web: {title: Form, kind: online}, phone: {title: Telephone, kind: offline}, mail: {title: Mail, kind: online}}\n"
)


def over(own: str, elsewhere: str = "web, phone", lane: str = "customer") -> str:
    steps = f"{{buy: {{lane: customer, does: Buys, channels: [{elsewhere}], ends: Bought}}}}"
    sale = f"  sale: {{title: Sale, phase: in-sale, kind: purchase, start: buy, steps: {steps}}}\n"
    return complaints(f"complain: {{lane: {lane}, does: Complains, {own}ends: Over}}", head=CHANNELS, more=sale)


def test_complaints_over_one_of_several_channels_are_told_the_others() -> None:
    (finding,) = found(complaints_over_one_channel, over("channels: [web], ", "web, phone, mail"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "'Complaints' begins over 'Form' only, though customers also use 'Mail' and 'Telephone'; take complaints there too"
    )


@pytest.mark.parametrize(
    "text",
    [
        over("channels: [web, phone], "),
        over("channels: [web], ", "web"),
        over(""),
        over("with: {frontstage: {does: Writes, channels: [web]}}, "),
        over("channels: [web], ", lane="frontstage"),
    ],
    ids=["two", "only one anyway", "not said", "answered over one", "asked over one"],
)
def test_several_channels_or_none_said_are_not_flagged(text: str) -> None:
    assert found(complaints_over_one_channel, text) == []


# ---- measured


def measured(*places: str, facts: str = "", more: str = "") -> str:
    metrics = "".join(f"  m{at}: {{title: M, at: [{place}]}}\n" for at, place in enumerate(places))
    head = f"metrics:\n{metrics}" if places else ""
    return complaints(COMPLAIN, confirm("runs: decide, "), head=head, facts=facts, more=RUN + more)


ASK = "  ask: {title: Ask, phase: after-sale, kind: feedback, start: a, steps: {a: {lane: frontstage, does: Asks, ends: Over}}}\n"


def test_a_service_that_measures_but_not_its_complaints_is_told() -> None:
    (finding,) = found(complaints_that_nobody_measures, measured("ask.a", more=ASK))
    assert finding.severity is Severity.info
    assert finding.message == (
        "nothing is measured in 'Complaints'; add a metric at one of its steps, such as how content customers are with the "
        "answer, or open a feedback process from it"
    )
    assert finding.pointer == "/processes/complaints"


@pytest.mark.parametrize(
    "text",
    [
        measured(),
        measured("ask.a", "complaints.confirm", more=ASK),
        measured("decide.d"),
        measured("ask.a", facts="opens: [ask]", more=ASK),
    ],
    ids=["nothing measured", "complaints", "what they run", "feedback"],
)
def test_what_is_measured_or_asked_is_not_flagged(text: str) -> None:
    assert found(complaints_that_nobody_measures, text) == []
