"""Annotations that GitHub shows on the changed lines of a pull request."""

from blueprint.findings import Finding, Report, Severity

_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def github(report: Report) -> str:
    """Workflow commands, errors first: GitHub keeps only the first few of a step."""
    ordered = sorted(report.findings, key=lambda each: (each.severity.rank, each.order))
    lines = [*map(_annotation, ordered), *(f"::error::{_data(each)}" for each in (*report.unread, *report.crashes))]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    place = {
        "file": finding.file,
        "line": finding.line,
        "endLine": finding.end_line,
        "col": finding.column,
        "endColumn": finding.end_column,
        "title": f"{finding.code} {finding.name}",
    }
    if finding.end_line != finding.line:
        del place["col"], place["endColumn"]
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    return f"::{_LEVELS[finding.severity]} {properties}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
