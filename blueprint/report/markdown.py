"""A page for pull requests and wikis."""

import re
from collections.abc import Iterable
from typing import Final

from blueprint.findings import Finding, Report, Severity
from blueprint.terminal import clean
from blueprint.wording import counted, listed

_WORDS: Final = {Severity.error: "error", Severity.warning: "warning", Severity.info: "advice"}


def markdown(report: Report) -> str:
    """A heading with the numbers, a table of the findings, and what could not be checked."""
    counts = [counted(report.count(each), _WORDS[each]) for each in Severity if report.count(each)]
    found = listed(counts) if counts else "nothing found"
    parts = [f"## Blueprints: {found}\n", f"{_told(report)}\n"]
    parts += [table(report.findings)] if report.findings else []
    parts += [_list("Not checked further until that is mended", report.skipped)] if report.skipped else []
    parts += [_list("Could not be checked", (*report.unread, *report.crashes))] if report.unread or report.crashes else []
    return "\n".join(parts)


def _told(report: Report) -> str:
    accepted = f"; {counted(report.suppressed, 'finding')} accepted in writing" if report.suppressed else ""
    return f"{counted(len(report.files), 'file')} checked{accepted}."


def table(findings: Iterable[Finding]) -> str:
    """The findings as a table, the gravest first."""
    ordered = sorted(findings, key=lambda each: (each.severity.rank, each.order))
    return "".join(["| | where | what |\n", "|---|---|---|\n", *map(_row, ordered)])


def _row(finding: Finding) -> str:
    place = f"{escaped(finding.file)}:{finding.line}"
    return f"| {finding.severity.value} | {place} | **{finding.code}** {escaped(finding.message)} |\n"


def _list(title: str, items: Iterable[str]) -> str:
    return f"{title}:\n\n" + "".join(f"- {escaped(each)}\n" for each in items)


def escaped(text: str) -> str:
    r"""A text in which Markdown and HTML find no marks.

    >>> escaped("a|b *c* <d> e_f")
    'a\\|b \\*c\\* \\<d\\> e\\_f'
    """
    return re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", clean(text.replace("\n", " ")))
