"""For authors of rules: try a rule's examples, and see what a rule says of a text.

from blueprint.testing import assert_examples
import acme_rules

@pytest.mark.parametrize("rule", rules_of(acme_rules), ids=lambda rule: rule.code)
def test_examples(rule):
    assert_examples(rule)
"""

from datetime import date

from blueprint.checking import Run
from blueprint.config import Settings
from blueprint.findings import Finding, Report
from blueprint.rules import Rule, own_rules
from blueprint.rules.mechanism import complete
from blueprint.source import Source, read_source

MARK = "# !"
TODAY = date(2026, 11, 21)


def example_source(example: str) -> Source:
    """A rule's example as a source: completed to a whole document; one that begins with ``{`` is JSON."""
    text = complete(example)
    format = "json" if text.lstrip().startswith("{") else "yaml"
    return read_source(
        text.encode("utf-8", "surrogateescape"), f"example.blueprint.{format}", "json" if format == "json" else "yaml"
    )


def run_rule(rule: Rule, source: Source, today: date = TODAY) -> Report:
    """What one rule says of a source, together with the rules that nothing can silence."""
    everything = tuple(own_rules()) if rule in own_rules() else (*own_rules(), rule)
    helpers = everything if rule.stage == "ignores" else tuple(each for each in everything if each.is_firm or each is rule)
    return Run(Settings(preset="strict", today=today), everything, helpers).check(source)


def findings_of(rule: Rule, text: str, today: date = TODAY) -> tuple[Finding, ...]:
    """The findings of one rule on an example.

    AssertionError when the rule crashes or is never asked, because the text fails at an earlier stage: no finding then
    would prove nothing.
    """
    report = run_rule(rule, example_source(text), today)
    assert not report.crashes, report.crashes
    told = [f"{each.line}: {each.code} {each.message}" for each in report]
    assert rule.stage in ("text", "schema") or not report.skipped, f"{rule.code} is never asked: {told}"
    return tuple(each for each in report if each.code == rule.code)


def marked_lines(example: str) -> list[int]:
    """The lines, from 1, that an example marks as the place of a finding."""
    return [number for number, line in enumerate(example.splitlines(), start=1) if line.rstrip().endswith(MARK)]


def assert_examples(rule: Rule) -> None:
    """AssertionError unless the bad example gives findings just on its marked lines, and the good one gives none."""
    if rule.bad:
        found = sorted({each.line for each in findings_of(rule, rule.bad)})
        wanted = marked_lines(rule.bad) or found[:1]
        assert found, f"{rule.code}: the bad example is not found"
        assert found == wanted, f"{rule.code}: the bad example is found on lines {found}, but marks {wanted}"
    report = run_rule(rule, example_source(rule.good))
    said = [
        f"{each.line}: {each.code} {each.message}"
        for each in report
        if each.code == rule.code or each.code.startswith(("SYN", "SCH"))
    ]
    assert not said, f"{rule.code}: the good example is found fault with: {said}"
    assert not report.crashes, report.crashes
