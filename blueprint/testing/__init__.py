"""For authors of rules: try a rule's examples, and see what a rule says of a text.

from blueprint.testing import assert_examples
import acme_rules

@pytest.mark.parametrize("rule", rules_of(acme_rules), ids=lambda rule: rule.code)
def test_examples(rule):
    assert_examples(rule)
"""

from datetime import date

from blueprint.findings import Finding
from blueprint.rules import Rule
from blueprint.testing.examples import (
    MARK,
    TODAY,
    example_source,
    faults_of,
    found_by,
    marked_lines,
    never_asked,
    run_rule,
)

__all__ = ["MARK", "TODAY", "assert_examples", "example_source", "faults_of", "findings_of", "marked_lines", "run_rule"]


def findings_of(rule: Rule, text: str, today: date = TODAY) -> tuple[Finding, ...]:
    """The findings of one rule on an example.

    AssertionError when the rule crashes or is never asked, because the text fails at an earlier stage: no finding then
    would prove nothing.
    """
    report = run_rule(rule, example_source(text), today)
    assert not never_asked(rule, report), never_asked(rule, report)
    return found_by(rule, report)


def assert_examples(rule: Rule) -> None:
    """AssertionError unless a rule keeps what its examples announce, as :func:`faults_of` tells."""
    assert not faults_of(rule), f"{rule.code}: {'; '.join(faults_of(rule))}"
