"""What the examples of a rule show: whether it finds what it announces, and nothing in what it calls right."""

from datetime import date
from typing import Final

from blueprint.config import Settings
from blueprint.documents import dumps, loads
from blueprint.findings import Finding, Report
from blueprint.rules import Rule, own_rules
from blueprint.rules.mechanism import complete
from blueprint.runs import Run
from blueprint.source import Source, read_source
from blueprint.wording import listed

MARK: Final = "# !"
TODAY: Final = date(2026, 11, 21)


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


def marked_lines(example: str) -> list[int]:
    """The lines, from 1, that an example marks as the place of a finding."""
    return [number for number, line in enumerate(example.splitlines(), start=1) if line.rstrip().endswith(MARK)]


def faults_of(rule: Rule) -> tuple[str, ...]:
    """Where a rule does not keep what its examples announce; nothing when it does.

    The bad example must give findings just on its marked lines, the good one none, and ``plant``, where there is one, must
    put into the good example what the rule then finds.
    """
    shown = (_fault_of_bad(rule) if rule.bad else "", _fault_of_good(rule), _fault_of_plant(rule) if rule.plant else "")
    return tuple(filter(None, shown))


def never_asked(rule: Rule, report: Report) -> str:
    """Why what a report says proves nothing about a rule: it failed, or the text never came to it; empty when it was asked."""
    if report.crashes:
        return report.crashes[0]
    if rule.stage in ("text", "schema") or not report.skipped:
        return ""
    return f"{rule.code} is never asked: {_told(report.findings)}"


def found_by(rule: Rule, report: Report) -> tuple[Finding, ...]:
    """The findings of one rule."""
    return tuple(each for each in report if each.code == rule.code)


def _told(findings: tuple[Finding, ...]) -> str:
    return "; ".join(f"line {each.line}: {each.code} {each.message}" for each in findings)


def _fault_of_bad(rule: Rule) -> str:
    report = run_rule(rule, example_source(rule.bad))
    found = sorted({each.line for each in found_by(rule, report)})
    wanted = marked_lines(rule.bad) or found[:1]
    if never_asked(rule, report):
        return f"the bad example shows nothing: {never_asked(rule, report)}"
    if not found:
        return "the bad example is not found"
    if found == wanted:
        return ""
    return f"the bad example is found on {_lines(found)}, but marks {_lines(wanted)}"


def _lines(numbers: list[int]) -> str:
    return f"line{'s' if len(numbers) > 1 else ''} {listed(map(str, numbers))}"


def _fault_of_good(rule: Rule) -> str:
    if not rule.good.strip():
        return "there is no good example"
    report = run_rule(rule, example_source(rule.good))
    if report.crashes:
        return f"the good example shows nothing: {report.crashes[0]}"
    said = tuple(each for each in report if each.code == rule.code or each.code.startswith(("SYN", "SCH")))
    return f"the good example is found fault with: {_told(said)}" if said else ""


def _fault_of_plant(rule: Rule) -> str:
    if _fault_of_good(rule):
        return ""
    try:
        before = loads(complete(rule.good))
        after = rule.plant(before) if rule.plant else before
        planted = example_source(dumps(after))
    except Exception as error:
        return f"plant fails on the good example: {type(error).__name__}: {error}"
    report = run_rule(rule, planted)
    reason = never_asked(rule, report) or ("" if found_by(rule, report) else "it is not found")
    return f"what plant puts into the good example shows nothing: {reason}" if reason else ""
