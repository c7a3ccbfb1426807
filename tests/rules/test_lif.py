"""LIF: the three phases, and the kind of help that each owes."""

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.lif import (
    after_sale_without_training,
    in_sale_without_guidance,
    missing_phase,
    pre_sale_without_consultation,
)
from blueprint.testing import findings_of

RENAMED = "phases: {pre-sale: {title: Asking}, in-sale: {title: The case}, after-sale: {title: After the case}}\n"


def process(phase: str, kind: str, step: str = "lane: customer, does: Does it") -> str:
    name = f"p-{phase}-{kind}"
    return f"  {name}: {{title: P, phase: {phase}, kind: {kind}, start: a, steps: {{a: {{{step}, ends: Over}}}}}}\n"


def said(rule: Rule, *processes: str, head: str = "") -> list[str]:
    return [each.message for each in findings_of(rule, head + "processes:\n" + "".join(processes))]


def test_no_advice_before_the_sale() -> None:
    assert said(pre_sale_without_consultation, process("pre-sale", "provisioning")) == [
        "'pre-sale' has no process of kind consultation or guidance: nobody advises customers beforehand"
    ]


def test_nobody_meets_the_customer_in_the_sale() -> None:
    assert said(in_sale_without_guidance, process("in-sale", "purchase")) == [
        "'in-sale' has no step or part, frontstage or outside, in which customers meet anybody: nobody guides them"
    ]


def test_nobody_teaches_after_the_sale() -> None:
    (finding,) = findings_of(after_sale_without_training, "processes:\n" + process("after-sale", "maintenance"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "'after-sale' has no process of kind training, onboarding or guidance: nobody teaches customers to make good use of "
        "what they got"
    )


def test_each_missing_phase_is_told_by_itself() -> None:
    findings = findings_of(missing_phase, "processes:\n" + process("in-sale", "purchase"))
    assert sorted(each.message for each in findings) == [
        "'after-sale' has no process: that part of the service is left to chance",
        "'pre-sale' has no process: that part of the service is left to chance",
    ]
    assert len({each.fingerprint for each in findings}) == 2


@pytest.mark.parametrize(
    ("rule", "processes", "begins"),
    [
        (pre_sale_without_consultation, process("pre-sale", "other"), "'Asking' (pre-sale) has no process of kind"),
        (in_sale_without_guidance, process("in-sale", "other"), "'The case' (in-sale) has no step or part"),
        (after_sale_without_training, process("after-sale", "care"), "'After the case' (after-sale) has no process of kind"),
        (
            missing_phase,
            process("in-sale", "other") + process("pre-sale", "other"),
            "'After the case' (after-sale) has no process:",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Rule) else "",
)
def test_phases_are_called_by_their_own_words(rule: Rule, processes: str, begins: str) -> None:
    (message,) = said(rule, processes, head=RENAMED)
    assert message.startswith(begins)


def test_the_finding_stands_at_the_phases_where_they_are_written() -> None:
    (finding,) = findings_of(
        pre_sale_without_consultation, "title: Shop\n" + RENAMED + "processes:\n" + process("pre-sale", "other")
    )
    assert finding.line == 2


@pytest.mark.parametrize(
    ("rule", "processes"),
    [
        (pre_sale_without_consultation, process("pre-sale", "consultation") + process("pre-sale", "other")),
        (pre_sale_without_consultation, process("pre-sale", "guidance")),
        (pre_sale_without_consultation, process("in-sale", "purchase")),
        (in_sale_without_guidance, process("in-sale", "guidance")),
        (in_sale_without_guidance, process("in-sale", "onboarding")),
        (in_sale_without_guidance, process("in-sale", "purchase", "lane: frontstage, does: Sells")),
        (in_sale_without_guidance, process("in-sale", "purchase", "lane: outside, does: The courier hands it over")),
        (in_sale_without_guidance, process("in-sale", "other", "lane: customer, does: Buys, with: {frontstage: {does: Sells}}")),
        (
            in_sale_without_guidance,
            process("in-sale", "purchase") + process("in-sale", "delivery", "lane: outside, does: Brings it"),
        ),
        (in_sale_without_guidance, process("pre-sale", "other")),
        (after_sale_without_training, process("after-sale", "training")),
        (after_sale_without_training, process("after-sale", "onboarding")),
        (after_sale_without_training, process("after-sale", "guidance") + process("after-sale", "maintenance")),
        (after_sale_without_training, process("in-sale", "purchase")),
        (missing_phase, process("pre-sale", "other") + process("in-sale", "other") + process("after-sale", "other")),
    ],
)
def test_help_of_the_right_kind_or_a_phase_that_another_rule_misses_is_not_flagged(rule: Rule, processes: str) -> None:
    assert said(rule, processes) == []


def test_nothing_passes_because_nothing_is_written() -> None:
    assert len(findings_of(missing_phase, "processes: {}")) == 3
