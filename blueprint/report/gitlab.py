"""GitLab's code quality report: a list of issues, each with a fingerprint of its own."""

import json
from typing import Final

from blueprint.findings import Finding, Report, Severity

_SEVERITIES: Final = {Severity.error: "major", Severity.warning: "minor", Severity.info: "info"}


def gitlab(report: Report) -> str:
    """The findings as issues; lines count from 1, and paths are those of the report."""
    return json.dumps([_issue(each) for each in report.findings], indent=2, ensure_ascii=False) + "\n"


def _issue(finding: Finding) -> dict[str, object]:
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{finding.code} {finding.message}",
        "content": {"body": finding.help},
        "categories": ["Bug Risk" if finding.severity is Severity.error else "Clarity"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": finding.fingerprint,
        "location": {"path": finding.file, "lines": {"begin": finding.line, "end": finding.end_line}},
    }
