"""Checkstyle's XML, which Jenkins, reviewdog and many others read."""

from itertools import groupby

from blueprint.findings import Finding, Report
from blueprint.report.xml_text import opened


def checkstyle(report: Report) -> str:
    """A ``file`` for each file, with an ``error`` for each finding, whatever its severity."""
    found = {file: list(findings) for file, findings in groupby(report.findings, key=lambda each: each.file)}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">']
    for file in report.files:
        errors = [_error(each) for each in found.get(file, ())]
        head = "  " + opened("file", {"name": file})
        lines += [f"{head}>", *errors, "  </file>"] if errors else [f"{head}/>"]
    troubles = [_trouble(each) for each in (*report.unread, *report.crashes)]
    lines += ['  <file name="blueprint">', *troubles, "  </file>"] if troubles else []
    return "\n".join([*lines, "</checkstyle>"]) + "\n"


def _error(finding: Finding) -> str:
    return "    " + opened(
        "error",
        {
            "line": finding.line,
            "column": finding.column,
            "severity": finding.severity.value,
            "message": finding.message,
            "source": f"blueprint.{finding.code}",
        },
    ) + "/>"  # fmt: skip


def _trouble(message: str) -> str:
    return "    " + opened("error", {"line": 1, "severity": "error", "message": message, "source": "blueprint"}) + "/>"
