"""Reports for machines: each keeps the contract of those who read it, whatever stands in a message or a name."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from blueprint.checking import check_paths
from blueprint.cli import arguments
from blueprint.config import Settings
from blueprint.findings import Finding, Passed, Report, Severity
from blueprint.report import FORMATS, written
from blueprint.report.github import MOST, step_summary
from blueprint.report.markdown import escaped
from blueprint.rules import own_rules
from tests.report.sarif_shape import SARIF

ROOT = Path(__file__).resolve().parents[2]
CODES = [each.code for each in own_rules()]
NASTY = ["]]>&<\"'", "a|b\n::error::c", "\x00\x1b[31m", "%0A,:", "\ufffe\uffff", "e\u0301 日本"]
TEXTS = st.text(min_size=1) | st.sampled_from(NASTY)


@pytest.fixture(scope="module")
def broken() -> Report:
    return check_paths([ROOT / "examples" / "broken"], Settings(preset="strict", today=date(2026, 11, 21)))


@st.composite
def reports(draw: Any) -> Report:
    """Reports of any texts, on files whose names hold any letters."""
    files = sorted(draw(st.lists(st.text(min_size=1).filter(lambda name: name[0] != "/"), max_size=3, unique=True)))
    places = draw(st.lists(st.tuples(st.sampled_from(files), TEXTS), max_size=6)) if files else []
    findings = [
        Finding(
            code=draw(st.sampled_from(CODES)), name="a-name", severity=draw(st.sampled_from(list(Severity))), message=message,
            file=file, pointer="/title", line=number, column=1, end_line=number, end_column=4, element=draw(TEXTS),
            fingerprint=f"{number}", help=draw(TEXTS), run=(Passed("a.b", message),) if number % 2 else (), excerpt=message,
        )
        for number, (file, message) in enumerate(places, 1)
    ]  # fmt: skip
    troubles = draw(st.lists(TEXTS, max_size=2))
    return Report(
        findings=tuple(sorted(findings, key=lambda each: each.order)), files=tuple(files), unread=tuple(troubles), suppressed=2
    )


def test_the_command_line_offers_every_format() -> None:
    assert arguments.FORMATS == FORMATS


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_on_nothing_found_is_whole(format: str) -> None:
    text = written(Report(files=("a.blueprint.yaml",)), format)
    assert text == "" if format in ("concise", "json-lines", "github") else text.endswith("\n")


# JSON.


@given(reports())
def test_json_lines_are_the_findings_of_the_json_report(report: Report) -> None:
    lines = written(report, "json-lines").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(written(report, "json"))["findings"]


# SARIF.


def sarif(report: Report) -> Any:
    document = json.loads(written(report, "sarif"))
    Draft202012Validator.check_schema(SARIF)
    assert [error.message for error in Draft202012Validator(SARIF).iter_errors(document)] == []
    return document["runs"][0]


@given(reports())
def test_sarif_keeps_its_shape_and_loses_nothing(report: Report) -> None:
    run = sarif(report)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == list(report.codes)
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in run["results"]]
    assert [unquote(each["uri"]) for each in places] == [each.file for each in report]
    assert all(re.fullmatch(r"[A-Za-z0-9._~/%-]*", each["uri"]) and each["uriBaseId"] == "SRCROOT" for each in places)
    assert [each["partialFingerprints"]["blueprint/v1"] for each in run["results"]] == [each.fingerprint for each in report]
    assert run["invocations"][0]["executionSuccessful"] is not bool(report.unread)


def test_sarif_of_every_broken_example(broken: Report) -> None:
    run = sarif(broken)
    assert len(run["results"]) == len(broken) > 200
    assert len(run["artifacts"]) == len(broken.files)
    helps = {each["id"]: each["help"]["markdown"] for each in run["tool"]["driver"]["rules"]}
    assert set(helps) == set(broken.codes)
    assert "```yaml\n" in helps["CMP001"]
    assert "*Source:*" in helps["CMP001"]


def test_sarif_tells_files_elsewhere_by_their_whole_address() -> None:
    (artifact,) = sarif(Report(files=("/srv/a b.blueprint.yaml",)))["artifacts"]
    assert artifact["location"] == {"uri": "file:///srv/a%20b.blueprint.yaml"}


# GitHub.


def many(errors: int, warnings: int, message: str = "text") -> Report:
    def finding(number: int, severity: Severity) -> Finding:
        return Finding(
            code="CMP001", name="a-name", severity=severity, message=message, file="a.blueprint.yaml", pointer="", line=number,
            column=1, end_line=number, end_column=2, element="", fingerprint=f"{severity.value}{number}", help="help",
        )  # fmt: skip

    warned = [finding(number, Severity.warning) for number in range(1, warnings + 1)]
    return Report(findings=(*warned, *(finding(number, Severity.error) for number in range(1, errors + 1))), files=("a",))


@pytest.mark.parametrize(("errors", "warnings"), [(0, 0), (10, 10), (11, 0), (3, 25), (30, 30)])
def test_github_gets_no_more_than_it_keeps_and_the_log_the_rest(errors: int, warnings: int) -> None:
    report = many(errors, warnings)
    lines = written(report, "github").splitlines()
    annotations = [line for line in lines if line.startswith(("::error", "::warning"))]
    assert len(annotations) == min(errors, MOST) + min(warnings, MOST)
    assert [line.partition(" ")[0] for line in annotations] == sorted(line.partition(" ")[0] for line in annotations)
    left = max(0, errors - MOST) + max(0, warnings - MOST)
    assert len(lines) == len(annotations) + (left + 2 if left else 0)
    assert step_summary(report).count("**CMP001**") == left
    assert (step_summary(report) == "") is (left == 0)


@given(reports())
def test_no_text_becomes_a_command_of_github(report: Report) -> None:
    starts = ("::error", "::warning", "::notice", "::group", "::endgroup", "error ", "warning ", "info ")
    lines = written(report, "github").split("\n")
    assert lines.pop() == ""
    assert all(line.startswith(starts) for line in lines)
    assert len(lines) <= len(report) + len(report.unread) + 2


def test_a_summary_of_a_step_stays_below_what_github_takes() -> None:
    page = step_summary(many(5000, 0, "x" * 300))
    assert len(page.encode()) < 1_000_000
    assert "And 3990 more, in the log." in page


# GitLab.


@given(reports())
def test_gitlab_gets_what_it_asks_for(report: Report) -> None:
    issues = json.loads(written(report, "gitlab"))
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(report)


def test_gitlab_fingerprints_of_every_broken_example_are_unique(broken: Report) -> None:
    issues = json.loads(written(broken, "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == len(broken)
    assert not any(issue["location"]["path"].startswith("./") for issue in issues)


# XML.


@given(reports())
def test_junit_counts_what_it_holds(report: Report) -> None:
    tree = ElementTree.fromstring(written(report, "junit").encode())
    assert tree.tag == "testsuites"
    assert int(tree.attrib["tests"]) == len(tree.findall("testsuite/testcase"))
    assert int(tree.attrib["failures"]) == len(tree.findall(".//failure")) == report.count(Severity.error)
    assert int(tree.attrib["errors"]) == len(tree.findall(".//error")) == len(report.unread)
    assert len(tree.findall(".//skipped")) == len(report) - report.count(Severity.error)
    for suite in tree:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall(".//failure"))
        assert all(case.attrib["name"] and case.attrib["classname"] for case in suite)
    assert len(tree.findall("testsuite")) == len(report.files) + bool(report.unread)


@given(reports())
def test_checkstyle_holds_each_finding_in_its_file(report: Report) -> None:
    tree = ElementTree.fromstring(written(report, "checkstyle").encode())
    assert tree.tag == "checkstyle"
    files = tree.findall("file")
    assert len(files) == len(report.files) + bool(report.unread)
    for name, file in zip(report.files, files, strict=False):
        lines = [int(error.attrib["line"]) for error in file]
        assert lines == [each.line for each in report if each.file == name]
    assert {error.attrib["severity"] for error in tree.iter("error")} <= {"error", "warning", "info"}


# Where terminals know few letters.


@pytest.mark.parametrize("format", FORMATS)
def test_letters_that_a_terminal_does_not_know_stop_no_report(format: str, tmp_path: Path) -> None:
    text = (ROOT / "blueprint" / "templates" / "minimal.yaml").read_text(encoding="utf-8")
    file = tmp_path / "日本.blueprint.yaml"
    file.write_text(text.replace("next: advise", "next: 助言"), encoding="utf-8")
    command = [sys.executable, "-m", "blueprint", "check", str(file), "--format", format]
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, capture_output=True, check=False, env=environment, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, b"")
    machine = format not in ("text", "concise")
    assert ("日本" in result.stdout.decode() or "%E6%97%A5" in result.stdout.decode()) is machine


# Markdown.


@given(reports())
def test_markdown_has_a_row_for_each_finding_and_no_marks_of_theirs(report: Report) -> None:
    lines = written(report, "markdown").split("\n")
    rows = [line for line in lines if re.match(r"\| (error|warning|info) \|", line)]
    assert len(rows) == len(report)
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 4 for row in rows)
    assert sum(line.startswith("- ") for line in lines) == len(report.unread)


def test_markdown_tells_what_was_checked() -> None:
    report = Report(files=("a", "b"), suppressed=1, skipped=("a",), unread=("c: there is no such file",))
    assert written(report, "markdown") == (
        "## Blueprints: nothing found\n\n2 files checked; 1 finding accepted in writing.\n\n"
        "Not checked further until that is mended:\n\n- a\n\nCould not be checked:\n\n- c: there is no such file\n"
    )
    assert escaped("<b>*[x](y)*</b>") == r"\<b\>\*\[x\](y)\*\</b\>"


def test_the_report_for_people_waits_for_nothing_that_it_does_not_need() -> None:
    program = (
        "import sys; from blueprint.cli import main\n"
        "main(['check', 'examples/city-bikes.blueprint.yaml', '--config', sys.argv[1]])\n"
        "print(*sorted(name for name in sys.modules if name.startswith('blueprint.report.')))\n"
        "print(*({'json', 'xml', 'subprocess', 'concurrent.futures', 'pathspec', 'blueprint.baseline', 'blueprint.since', "
        "'blueprint.sharing', 'blueprint.source.embedded'} & {*sys.modules}))"
    )
    command = [sys.executable, "-c", program, str(ROOT / "pyproject.toml")]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.splitlines()[-2:] == ["blueprint.report.text", ""]
