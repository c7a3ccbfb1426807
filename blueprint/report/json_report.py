"""The report as JSON: one document, version 1, or a line for each finding."""

import json

from attrs import asdict

from blueprint.findings import Finding, Report, Severity


def json_report(report: Report) -> str:
    """The findings with all their fields, and a summary in numbers."""
    document = {
        "version": 1,
        "findings": [_finding(each) for each in report.findings],
        "summary": {
            "files": len(report.files),
            **{severity.value: report.count(severity) for severity in Severity},
            "suppressed": report.suppressed,
            "skipped": len(report.skipped),
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def json_lines(report: Report) -> str:
    """A JSON document a line for each finding, with the fields of the whole report's; nothing where nothing was found."""
    return "".join(json.dumps(_finding(each), ensure_ascii=False) + "\n" for each in report.findings)


def _finding(finding: Finding) -> dict[str, object]:
    fields = asdict(finding, filter=lambda attribute, _: attribute.name not in ("excerpt", "run", "at_fault"))
    run = {"run": [asdict(step) for step in finding.run]} if finding.run else {}
    return fields | {"severity": finding.severity.value} | run
