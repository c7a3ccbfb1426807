"""STD: the stages of the standards that a process follows."""

from textwrap import indent

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.std import (
    advised_stage_missing,
    missing_stage,
    stage_out_of_order,
    stage_out_of_sight,
    stage_that_cannot_be_skipped,
    stages_unsaid,
)
from blueprint.rules.std_details import stage_not_recorded, stage_too_late, stage_without_way_out
from blueprint.testing import findings_of

ALL = (
    missing_stage, stage_out_of_order, stage_out_of_sight, stage_too_late, stage_without_way_out, stage_not_recorded,
    stage_that_cannot_be_skipped, stages_unsaid,
)  # fmt: skip

COMPLAIN = """\
complain:
  lane: customer
  does: Complains
  with: {frontstage: {does: Notes it and confirms}}
  realises: [iso-10002/receipt, iso-10002/acknowledgement, iso-10002/tracking]
  records: [case-number]
  next: look
"""
LOOK = """\
look:
  lane: backstage
  does: Looks into it
  realises: [iso-10002/initial-assessment, iso-10002/investigation]
  choose: [{when: our fault, to: settle}, {otherwise: true, to: refuse}]
"""
SETTLE = """\
settle:
  lane: frontstage
  does: Puts it right
  realises: [iso-10002/response, iso-10002/decision, iso-10002/closing]
  ends: Settled
"""
REFUSE = """\
refuse:
  lane: frontstage
  does: Says why not
  realises: [iso-10002/decision, iso-10002/recourse]
  ends: Refused
  outcome: refused
"""
SALE = """\
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    opens: [complaints]
    start: buy
    steps:
      buy: {lane: customer, does: Buys, realises: [iso-10002/communication], ends: Bought}
"""


def complaints(*steps: str, facts: str = "kind: complaint-handling", more: str = "") -> str:
    """A service of a sale and its complaint handling, with these steps; the first of them is its start."""
    start = steps[0].partition(":")[0]
    head = f"  complaints:\n    title: Complaints\n    phase: after-sale\n    {facts}\n    start: {start}\n    steps:\n"
    return "processes:\n" + SALE + head + indent("".join(steps), "      ") + more


def told(text: str, *rules: Rule) -> list[tuple[str, str]]:
    return [(each.code, each.element) for rule in rules or ALL for each in findings_of(rule, text)]


def test_a_whole_complaint_handling_gives_nothing() -> None:
    assert told(complaints(COMPLAIN, LOOK, SETTLE, REFUSE)) == []


def test_a_missing_stage_is_told_with_the_end_the_reason_and_a_case() -> None:
    (finding,) = findings_of(missing_stage, complaints(COMPLAIN, LOOK, SETTLE, REFUSE.replace(", iso-10002/recourse", "")))
    assert finding.severity is Severity.error
    assert finding.pointer == "/processes/complaints"
    assert finding.message.startswith(
        "'Complaints' can end with 'Refused' without 'Showing the ways on' (iso-10002/recourse); "
        "let a step on that way realise it. Who is not helped, or only in part, must learn of the ways"
    )
    assert [each.does for each in finding.run] == ["Complains", "Looks into it", "Says why not"]
    assert finding.run[0].element == "complaints.complain"


def test_what_may_be_left_out_is_said() -> None:
    (finding,) = findings_of(missing_stage, complaints(COMPLAIN, LOOK.replace(", iso-10002/investigation", ""), SETTLE, REFUSE))
    assert "or say why it is left out (skips)" in finding.message


def test_a_stage_left_out_with_a_reason_is_not_missing() -> None:
    look = LOOK.replace(", iso-10002/investigation", "")
    skips = "  skips: {iso-10002/investigation: Plain}\n"
    text = complaints(COMPLAIN, look, SETTLE + skips, REFUSE + skips)
    assert told(text) == []


def test_a_standing_stage_must_be_seen_before_or_in_the_process() -> None:
    unsaid = complaints(COMPLAIN, LOOK, SETTLE, REFUSE).replace(", realises: [iso-10002/communication]", "")
    (finding,) = findings_of(missing_stage, unsaid)
    assert finding.message.startswith(
        "customers are nowhere shown 'Telling how to complain' (iso-10002/communication) before 'Complaints', nor in it"
    )
    assert finding.run == ()
    assert told(unsaid.replace("opens: [complaints]", "price: 5"), missing_stage)
    hidden = complaints(COMPLAIN, LOOK, SETTLE, REFUSE).replace("lane: customer, does: Buys", "lane: backstage, does: Buys")
    assert told(hidden) == [("STD003", "sale.buy")]


def test_a_stage_that_can_begin_too_early_is_told_at_the_step_that_does() -> None:
    look = LOOK.replace(", iso-10002/investigation", "")
    settle = SETTLE.replace("ends: Settled", "next: dig").replace(", iso-10002/closing", "")
    dig = "dig: {lane: backstage, does: Digs, realises: [iso-10002/investigation, iso-10002/closing], ends: Settled}\n"
    refuse = REFUSE + "  skips: {iso-10002/investigation: Plain}\n"
    (finding,) = findings_of(stage_out_of_order, complaints(COMPLAIN, look, settle, dig, refuse))
    assert finding.severity is Severity.warning
    assert finding.element == "complaints.settle"
    assert finding.message.startswith(
        "'Puts it right' ('Telling the decision') can begin before 'Finding out what happened' (iso-10002/investigation) is "
        "done; let it come after"
    )
    assert [each.does for each in finding.run][-2:] == ["Puts it right", "Digs"]


def test_stages_behind_the_line_are_told_at_their_step() -> None:
    hidden = REFUSE.replace("frontstage", "backstage")
    recourse, decision = findings_of(stage_out_of_sight, complaints(COMPLAIN, LOOK, SETTLE, hidden))
    assert decision.element == recourse.element == "complaints.refuse"
    assert "(iso-10002/decision) at 'Says why not', which stands behind the line of visibility" in decision.message
    assert "(iso-10002/recourse)" in recourse.message
    part = "  with: {frontstage: {does: Hears it, realises: [iso-10002/decision, iso-10002/recourse]}}\n"
    assert told(complaints(COMPLAIN, LOOK, SETTLE, hidden + part)) == []


@pytest.mark.parametrize("where", ["complain", "settle"])
def test_the_number_may_be_put_on_record_by_any_step_of_the_case(where: str) -> None:
    noted = "  records: [case-number]\n"
    bare = COMPLAIN.replace(noted, "")
    (finding,) = findings_of(stage_not_recorded, complaints(bare, LOOK, SETTLE, REFUSE))
    assert finding.element == "complaints.complain"
    assert finding.message.startswith("'Complains' does not put 'case-number' on record, nor does any other step of such a case")
    both = (COMPLAIN, LOOK, SETTLE, REFUSE) if where == "complain" else (bare, LOOK, SETTLE + noted, REFUSE + noted)
    assert told(complaints(*both)) == []


def test_what_cannot_be_left_out_is_told_at_the_reason_and_nowhere_else() -> None:
    settle = SETTLE.replace(", iso-10002/closing", "") + "  skips: {iso-10002/closing: Too small}\n"
    text = complaints(COMPLAIN, LOOK, settle, REFUSE)
    assert told(text) == [("STD007", "complaints.settle")]
    (finding,) = findings_of(stage_that_cannot_be_skipped, text)
    assert finding.pointer == "/processes/complaints/steps/settle/skips/iso-10002~1closing"


def test_a_reason_for_what_is_not_owed_is_harmless() -> None:
    assert told(complaints(COMPLAIN, LOOK, SETTLE, REFUSE + "  skips: {iso-10002/closing: Refused}\n")) == []


PLAIN = (
    "complain: {lane: customer, does: Complains, next: settle}\n",
    "settle: {lane: frontstage, does: Settles, ends: Settled}\n",
)


def test_a_standard_that_only_the_kind_implies_is_asked_for_once() -> None:
    assert told(complaints(*PLAIN)) == [("STD008", "complaints")]
    (finding,) = findings_of(stages_unsaid, complaints(*PLAIN))
    assert finding.message.startswith("nothing says which stages of iso-10002 (Complaint handling) 'Complaints' keeps")


def test_who_says_to_follow_is_held_to_every_stage() -> None:
    facts = "kind: complaint-handling\n    follows: [iso-10002]"
    codes = [code for code, _ in told(complaints(*PLAIN, facts=facts))]
    assert codes == ["STD001"] * 8


def test_what_does_not_apply_is_not_asked_for() -> None:
    assert told(complaints(*PLAIN) + "standards: {iso-10002: {not-applied: Too small}}\n") == []
    assert told(complaints(*PLAIN, facts="kind: other")) == []


def test_a_flow_that_cannot_finish_is_mended_first() -> None:
    assert told(complaints(COMPLAIN, LOOK, SETTLE.replace("ends: Settled", "next: look"), REFUSE)) == []
    endless = SETTLE.replace("ends: Settled", "next: settle")
    assert told(complaints(COMPLAIN.replace(", iso-10002/acknowledgement", ""), LOOK, endless, REFUSE)) == []


def test_advice_is_told_once_and_only_as_advice() -> None:
    (finding,) = findings_of(advised_stage_missing, complaints(COMPLAIN, LOOK, SETTLE, REFUSE))
    assert finding.severity is Severity.info
    assert "has no 'Keeping it from coming back' (iso-10002/prevention), which is advised" in finding.message


WITHDRAWAL = """\
processes:
  withdrawal:
    title: Withdrawal
    phase: after-sale
    kind: withdrawal
    start: withdraw
    steps:
      withdraw:
        lane: customer
        does: Withdraws
        realises: [eu-withdrawal/inform, eu-withdrawal/withdraw, eu-withdrawal/acknowledge]
        next: send
      send: {{lane: customer, does: Sends it back, realises: [eu-withdrawal/send-back], time: {{limit: {send}}}, next: check}}
      check: {{lane: backstage, does: Looks it over, time: {{limit: {check}}}, next: pay}}
      pay: {{lane: frontstage, does: Pays back, realises: [eu-withdrawal/refund], time: {{limit: {pay}}}, ends: Paid}}
"""


def test_limits_that_add_up_to_more_than_is_allowed_are_told() -> None:
    (finding,) = findings_of(stage_too_late, WITHDRAWAL.format(send="14d", check="8d", pay="7d"))
    assert finding.element == "withdrawal.pay"
    assert finding.message.startswith(
        "'Paying everything back' (eu-withdrawal/refund) can come 15d after 'Withdrawing', and 14d are allowed"
    )


def test_what_the_customer_takes_is_theirs_and_the_last_day_is_in_time() -> None:
    assert told(WITHDRAWAL.format(send="60d", check="7d", pay="7d")) == []


def test_working_days_are_held_against_days_by_the_clock() -> None:
    assert told(WITHDRAWAL.format(send="1d", check="6wd", pay="2d")) == []
    assert told(WITHDRAWAL.format(send="1d", check="12wd", pay="2d")) == [("STD004", "withdrawal.pay")]


RETURN = """\
processes:
  returns:
    title: Return
    phase: after-sale
    kind: return
    start: ask
    steps:
      ask: {{lane: customer, does: Asks, realises: [scor-return/request], next: agree}}
      agree: {{lane: frontstage, does: Agrees, realises: [scor-return/authorise], {way}}}
      take:
        lane: frontstage
        does: Takes it in
        realises: [scor-return/hand-over, scor-return/receive, scor-return/refund, scor-return/notify, scor-return/close]
        skips: {{scor-return/inspect: Seen}}
        fails: [{{mode: Nothing comes, recover: no}}]
        ends: Done
      no: {{lane: frontstage, does: Says no, realises: [scor-return/notify], ends: 'No', outcome: refused}}
      hold: {{lane: backstage, does: Holds it, {hold}}}
"""


@pytest.mark.parametrize(
    "way",
    [
        "choose: [{when: so, to: hold}, {otherwise: true, to: no}]",
        "fails: [{mode: Too late, recover: no}], next: hold",
        "time: {limit: 2d}, late: no, next: hold",
    ],
)
def test_any_other_way_on_will_do(way: str) -> None:
    assert told(RETURN.format(way=way, hold="next: take")) == []


def test_one_way_on_is_told_unless_the_next_step_parts() -> None:
    text = RETURN.format(way="next: hold", hold="next: take")
    assert told(text) == [("STD005", "returns.agree")]
    assert "can go wrong ('not authorised')" in findings_of(stage_without_way_out, text)[0].message
    parting = "choose: [{when: so, to: take}, {otherwise: true, to: no}]"
    assert told(RETURN.format(way="next: hold", hold=parting)) == []
