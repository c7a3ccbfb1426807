"""CMP: every service handles complaints, where customers can get at it."""

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.cmp import complaints_out_of_reach, no_complaint_handling
from blueprint.testing import findings_of

COMPLAINTS = """\
  complaints:
    title: Put it right
    phase: after-sale
    kind: complaint-handling
    start: complain
    steps:
      complain: {lane: customer, does: Complains, next: answer}
      answer: {lane: frontstage, does: Answers, ends: Settled}
"""


def sale(process: str = "", *, lane: str = "customer", step: str = "", end: str = "Bought") -> str:
    """A sale of one step, with more keys on the process or on the step."""
    return f"""\
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: buy
    {process or "description: Over the counter"}
    steps:
      buy: {{lane: {lane}, does: Buys, {step + ", " if step else ""}ends: {end}}}
"""


def said(rule: Rule, text: str) -> list[str]:
    return [each.message for each in findings_of(rule, text)]


def test_a_service_without_complaint_handling_hears_what_is_missing_why_and_what_to_do() -> None:
    (finding,) = findings_of(no_complaint_handling, sale())
    assert finding.severity is Severity.error
    assert finding.message == (
        "no process handles complaints: customers cannot tell you what went wrong, and you cannot put it right; "
        "add a process of kind complaint-handling, and open it where customers are"
    )
    assert (finding.line, finding.pointer) == (1, "/processes")


def test_words_in_titles_are_not_guessed_at() -> None:
    assert said(no_complaint_handling, sale().replace("title: Sale", "title: Complaint handling"))


def test_complaint_handling_of_any_title_counts_by_its_kind() -> None:
    assert not said(no_complaint_handling, sale() + COMPLAINTS)


def test_a_blueprint_without_processes_is_not_flagged() -> None:
    assert not said(no_complaint_handling, "processes: {}")


def test_complaint_handling_that_nothing_leads_to_is_out_of_reach() -> None:
    (finding,) = findings_of(complaints_out_of_reach, sale() + COMPLAINTS)
    assert finding.message == (
        "nothing leads to 'Put it right'; open it from a process or step that the customer sees (opens: [complaints])"
    )
    assert finding.pointer == "/processes/complaints"


@pytest.mark.parametrize("lane", ["backstage", "support"])
def test_a_step_that_the_customer_does_not_see_opens_no_door(lane: str) -> None:
    assert said(complaints_out_of_reach, sale(lane=lane, step="opens: [complaints]") + COMPLAINTS)
    assert said(complaints_out_of_reach, sale("opens: [complaints]", lane=lane) + COMPLAINTS)


def test_that_the_customer_sees_another_step_of_the_process_does_not_help() -> None:
    look = "      look: {lane: frontstage, does: Shows it, ends: Shown}\n"
    assert said(complaints_out_of_reach, sale(lane="backstage", step="opens: [complaints]") + look + COMPLAINTS)
    assert not said(complaints_out_of_reach, sale("opens: [complaints]", lane="backstage") + look + COMPLAINTS)


def test_complaint_handling_that_only_opens_itself_is_out_of_reach() -> None:
    assert said(
        complaints_out_of_reach, sale() + COMPLAINTS.replace("start: complain", "start: complain\n    opens: [complaints]")
    )


def test_each_process_for_complaints_must_be_within_reach() -> None:
    second = COMPLAINTS.replace("complaints:", "appeals:").replace("Put it right", "Appeals")
    (message,) = said(complaints_out_of_reach, sale("opens: [complaints]") + COMPLAINTS + second)
    assert "'Appeals'" in message


@pytest.mark.parametrize(
    "text",
    [
        sale("opens: [complaints]"),
        sale(step="opens: [complaints]"),
        sale(lane="frontstage", step="opens: [complaints]"),
        sale(lane="backstage", step="opens: [complaints], with: {frontstage: {does: Says sorry}}"),
        sale(lane="backstage", step="starts: [complaints]"),
        sale(lane="backstage", step="runs: complaints"),
        sale(end="Not happy, continues: [complaints]"),
        sale(end="Not happy, continues: [complaints.complain]"),
        "promises:\n  quick: {says: In a day, from: sale.buy, to: sale.buy, within: 1d, when-broken: [complaints]}\n" + sale(),
    ],
    ids=["process", "step", "frontstage", "part", "starts", "runs", "continues", "continues in a step", "broken promise"],
)
def test_complaint_handling_within_reach_is_not_flagged(text: str) -> None:
    assert said(complaints_out_of_reach, text + COMPLAINTS) == []


def test_a_blueprint_of_nothing_but_complaint_handling_is_not_flagged() -> None:
    assert not said(complaints_out_of_reach, "processes:\n" + COMPLAINTS)


def test_openings_that_lead_nowhere_and_broken_promises_about_nothing_do_not_crash() -> None:
    promise = "promises:\n  quick: {says: In a day, from: sale.x, to: [sale.y, none.z], when-broken: [complaints, none]}\n"
    assert said(complaints_out_of_reach, promise + sale("opens: [none]", step="runs: none") + COMPLAINTS) == []
