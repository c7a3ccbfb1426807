"""SARIF 2.1.0 (OASIS), as code scanning of GitHub and others reads it."""

import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from blueprint import __version__
from blueprint.findings import Finding, Report, Severity
from blueprint.report.rule_help import as_markdown, as_text
from blueprint.rules import Rule, own_rules

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "SRCROOT"
_LEVELS: Final = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}


def sarif(report: Report, rules: Iterable[Rule] = ()) -> str:
    """One run. Rules that found something are told with their help; ``rules`` defaults to those of the library."""
    found = set(report.codes)
    told = [each for each in tuple(rules) or own_rules() if each.code in found]
    places = {each.code: place for place, each in enumerate(told)}
    run = {
        "tool": {"driver": {"name": "blueprint", "version": __version__, "rules": [_rule(each) for each in told]}},
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the check was run."}}},
        "artifacts": [{"location": _location(file)} for file in report.files],
        "results": [_result(each, places) for each in report.findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title} {' '.join(rule.why.split())}".rstrip()},
        "help": {"text": as_text(rule), "markdown": as_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family, rule.preset]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    troubles = [{"level": "error", "message": {"text": each}} for each in (*report.unread, *report.crashes)]
    told = {"toolExecutionNotifications": troubles} if troubles else {}
    return {"executionSuccessful": not troubles, **told}


def _result(finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    where = {
        "physicalLocation": {
            "artifactLocation": _location(finding.file),
            "region": {
                "startLine": finding.line,
                "startColumn": finding.column,
                "endLine": finding.end_line,
                "endColumn": finding.end_column,
            },
        },
        "logicalLocations": [{"fullyQualifiedName": finding.element or finding.pointer or "/", "kind": "element"}],
    }
    place = {"ruleIndex": places[finding.code]} if finding.code in places else {}
    return {
        "ruleId": finding.code,
        **place,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [where],
        "partialFingerprints": {"blueprint/v1": finding.fingerprint},
        "properties": {"pointer": finding.pointer},
    }


def _message(finding: Finding) -> str:
    if not finding.run:
        return finding.message
    return f"{finding.message}\nSuch a case: {' > '.join(step.does for step in finding.run)}"


def _location(file: str) -> dict[str, str]:
    """A file within the folder of the run, relative to it; one elsewhere by its whole address."""
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(file), "uriBaseId": ROOT}
