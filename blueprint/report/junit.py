"""JUnit's XML: each file a suite, each finding a case; what passes is a case too."""

from collections.abc import Iterable

from blueprint.findings import Finding, Report, Severity
from blueprint.report.xml_text import escaped, opened


def junit(report: Report) -> str:
    """Errors are failures; warnings and advice are cases that were skipped, so that they show and do not fail."""
    found: dict[str, list[Finding]] = {file: [] for file in report.files}
    for each in report.findings:
        found[each.file].append(each)
    troubles = [*report.unread, *report.crashes]
    suites = [_suite(file, findings) for file, findings in found.items()] + ([_troubled(troubles)] if troubles else [])
    tests = sum(max(1, len(findings)) for findings in found.values()) + len(troubles)
    head = {"name": "blueprint", "tests": tests, "failures": report.count(Severity.error), "errors": len(troubles)}
    return (
        "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opened("testsuites", head) + ">", *suites, "</testsuites>"]) + "\n"
    )


def _suite(file: str, findings: list[Finding]) -> str:
    failures = sum(each.severity is Severity.error for each in findings)
    head = {"name": file, "tests": max(1, len(findings)), "failures": failures, "errors": 0, "skipped": len(findings) - failures}
    cases = (
        map(_case, findings) if findings else ["    " + opened("testcase", {"classname": file, "name": "nothing found"}) + "/>"]
    )
    return _lines(opened("testsuite", head), cases)


def _case(finding: Finding) -> str:
    name = f"{finding.code} {finding.name} {finding.element}".rstrip()
    place = {"classname": finding.file, "name": name, "file": finding.file, "line": finding.line}
    head = "    " + opened("testcase", place) + ">"
    if finding.severity is not Severity.error:
        return f"{head}{opened('skipped', {'message': f'{finding.severity.value}: {finding.message}'})}/></testcase>"
    failure = opened("failure", {"type": finding.severity.value, "message": finding.message})
    told = f"{finding.file}:{finding.line}:{finding.column}\n{finding.help}"
    return f"{head}{failure}>{escaped(told)}</failure></testcase>"


def _troubled(troubles: list[str]) -> str:
    cases = (
        "    " + opened("testcase", {"classname": "blueprint", "name": f"trouble {number}"}) + ">"
        + opened("error", {"type": "error", "message": each}) + "/></testcase>"
        for number, each in enumerate(troubles, 1)
    )  # fmt: skip
    return _lines(
        opened("testsuite", {"name": "blueprint", "tests": len(troubles), "failures": 0, "errors": len(troubles)}), cases
    )


def _lines(head: str, cases: Iterable[str]) -> str:
    return "\n".join([f"  {head}>", *cases, "  </testsuite>"])
