"""Annotations that GitHub shows on the changed lines of a pull request."""

from typing import Final

from blueprint.findings import Finding, Report, Severity
from blueprint.terminal import clean

_LEVELS: Final = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}
MOST: Final = 10
"""GitHub keeps so many annotations of each level a step, and drops the others without a word."""
MOST_ROWS: Final = 1000
"""A summary of a step holds 1 MiB; a row takes a few hundred bytes."""


def github(report: Report) -> str:
    """Workflow commands, errors first, as many as GitHub keeps; those over that stand as plain lines in the log."""
    shown, rest = _parted(report)
    lines = [*(f"::error::{_data(each)}" for each in (*report.unread, *report.crashes)), *map(_annotation, shown)]
    if rest:
        lines += [f"::group::{len(rest)} more, which GitHub does not show as annotations", *map(_plain, rest), "::endgroup::"]
    return "".join(f"{line}\n" for line in lines)


def step_summary(report: Report) -> str:
    """Markdown of the findings that are no annotations, for the summary of the step; empty where all of them are."""
    _, rest = _parted(report)
    if not rest:
        return ""
    from blueprint.report.markdown import table

    more = f"\nAnd {len(rest) - MOST_ROWS} more, in the log.\n" if len(rest) > MOST_ROWS else ""
    return f"## Blueprints: {len(rest)} more findings\n\n{table(rest[:MOST_ROWS])}{more}\n"


def _parted(report: Report) -> tuple[list[Finding], list[Finding]]:
    """The findings that GitHub keeps, and the rest, each with the gravest first."""
    ordered = sorted(report.findings, key=lambda each: (each.severity.rank, each.order))
    room = dict.fromkeys(Severity, MOST) | {Severity.error: max(0, MOST - len(report.unread) - len(report.crashes))}
    shown: list[Finding] = []
    rest: list[Finding] = []
    for each in ordered:
        room[each.severity] -= 1
        (shown if room[each.severity] >= 0 else rest).append(each)
    return shown, rest


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


def _plain(finding: Finding) -> str:
    """A line of the log. GitHub takes a line that begins with a sign of its own for a command, so it begins with the code."""
    return (
        f"{finding.severity.value} {finding.code} {clean(finding.file)}:{finding.line}:{finding.column} {clean(finding.message)}"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
