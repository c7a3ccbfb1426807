"""CHN: customers are asked how it was, and what they say is kept and used."""

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.chn_feedback import feedback_that_nobody_uses, feedback_without_record, no_feedback
from blueprint.testing import findings_of

HEAD = """\
systems:
  crm: {title: Customer database}
  sheet: {title: Sheet}
data:
  record: {title: Customer record, class: personal}
  stock: {title: Stock, class: internal}
"""


def service(noted: str = "", sold: str = "", ends: str = "ends: Noted", more: str = "", kind: str = "feedback") -> str:
    """A sale and a feedback process, each with one step of which more can be said; ``more`` are other processes."""
    return (
        f"{HEAD}processes:\n"
        f"  sale: {{title: Sale, phase: in-sale, kind: purchase, start: buy, steps: {{buy: {{lane: customer, does: Buys, "
        f"{sold} ends: Bought}}}}}}\n"
        f"  ask: {{title: How was it, phase: after-sale, kind: {kind}, start: note, steps: {{note: {{lane: frontstage, "
        f"does: Asks, {noted} {ends}}}}}}}\n{more}"
    )


def said(rule: Rule, text: str) -> list[str]:
    return [each.message for each in findings_of(rule, text)]


def test_a_service_that_asks_nobody_is_advised_to() -> None:
    (finding,) = findings_of(no_feedback, service(kind="care"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "no process asks customers how it was; add one of kind feedback, and let it end in the customer's record"
    )
    assert finding.pointer == "/processes"


def test_a_feedback_process_or_no_process_at_all_is_not_flagged() -> None:
    assert said(no_feedback, service()) == []
    assert said(no_feedback, "processes: {}") == []


def test_feedback_that_reaches_no_record_is_found() -> None:
    (finding,) = findings_of(feedback_without_record, service())
    assert finding.severity is Severity.warning
    assert finding.message == (
        "what customers say in 'How was it' reaches no record of theirs; note it in their data (data) or in a system that other "
        "processes read (systems)"
    )
    assert finding.pointer == "/processes/ask"


@pytest.mark.parametrize(
    ("noted", "sold"),
    [
        ("systems: [sheet],", "systems: [crm],"),
        ("systems: [sheet],", ""),
        ("data: [stock],", "data: [stock],"),
        ("data: [nothing],", ""),
    ],
    ids=["a sheet of its own", "the only system", "data of nobody", "unknown data"],
)
def test_what_is_noted_elsewhere_is_no_record_of_the_customer(noted: str, sold: str) -> None:
    assert len(said(feedback_without_record, service(noted, sold))) == 1


@pytest.mark.parametrize(
    ("noted", "sold"),
    [
        ("data: [record],", ""),
        ("systems: [crm],", "systems: [crm],"),
        ("systems: [crm],", "with: {support: {does: Looks up, systems: [crm]}},"),
        ("with: {support: {does: Notes it, data: [record]}},", ""),
        ("records: [answer-number],", ""),
    ],
    ids=["their data", "a shared system", "a system of a part", "a part", "on record"],
)
def test_feedback_that_is_kept_is_not_flagged(noted: str, sold: str) -> None:
    assert said(feedback_without_record, service(noted, sold)) == []


@pytest.mark.parametrize(
    ("noted", "ends"), [("runs: keep,", "ends: Over"), ("starts: [keep],", "ends: Over"), ("", "ends: Over, continues: [keep]")]
)
def test_a_process_that_it_hands_over_to_may_keep_it(noted: str, ends: str) -> None:
    step = "note: {lane: support, does: Notes, %s ends: Kept}"
    keep = f"  keep: {{title: Keep, phase: after-sale, kind: other, start: note, steps: {{{step}}}}}\n"
    assert said(feedback_without_record, service(noted, "", ends, keep % "data: [record],")) == []
    assert len(said(feedback_without_record, service(noted, "", ends, keep % ""))) == 1


def test_a_feedback_process_without_steps_is_left_to_other_rules() -> None:
    text = "processes: {ask: {title: Ask, phase: after-sale, kind: feedback, start: note, steps: {}}}"
    assert said(feedback_without_record, text) == said(feedback_that_nobody_uses, text) == []


def test_feedback_that_nobody_looks_at_is_advice() -> None:
    (finding,) = findings_of(feedback_that_nobody_uses, service("data: [record],"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "what customers say in 'How was it' is kept, and no other process uses it; let advice, sale or care read it (data), or "
        "act on it from here (opens, starts)"
    )
    assert finding.pointer == "/processes/ask"


@pytest.mark.parametrize(
    ("noted", "sold"),
    [
        ("", ""),
        ("data: [record],", "data: [record],"),
        ("data: [record], systems: [crm],", "systems: [crm],"),
        ("data: [record], opens: [sale],", ""),
        ("data: [record], starts: [sale],", ""),
    ],
    ids=["kept nowhere", "read by the sale", "in a system of the sale", "opens a way on", "acts on it"],
)
def test_feedback_that_is_used_is_not_flagged(noted: str, sold: str) -> None:
    assert said(feedback_that_nobody_uses, service(noted, sold)) == []
