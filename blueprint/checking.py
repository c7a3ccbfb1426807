"""Checking: the rules run over a source, stage by stage, and what they say becomes findings with a place."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, frozen

from blueprint.config import Settings, find_settings
from blueprint.documents import dumps
from blueprint.errors import UsageError
from blueprint.findings import Finding, Problem, Report
from blueprint.ignores import Judged, sift, written_ignores
from blueprint.inputs import Input, find_inputs
from blueprint.model import Blueprint
from blueprint.packs import all_rules
from blueprint.paths import element, pointer
from blueprint.rules import Rule
from blueprint.schema import validate
from blueprint.source import Source, read_source
from blueprint.view import View
from blueprint.wording import suggestion


def check(blueprint: Blueprint, settings: Settings | None = None) -> Report:
    """Check a blueprint made in Python. Places are those of the YAML it would be written as. Never raises for content."""
    return check_source(read_source(dumps(blueprint), "<blueprint>", "yaml"), settings)


def check_paths(paths: Iterable[str | os.PathLike[str]], settings: Settings | None = None) -> Report:
    """Check files, and the blueprints in folders; ``report.unread`` says what could not be read, and why.

    Settings default to those of the nearest configuration file. UsageError for an unknown rule in them, PackError for a
    broken pack.
    """
    paths = list(paths)
    settings = settings or find_settings(paths[0] if paths else ".")
    return check_inputs(start(settings), find_inputs(paths, settings))


def check_inputs(run: "Run", inputs: Iterable[Input]) -> Report:
    """Check inputs one after another: one report, in the order of their names."""
    return together(_read_and_check(run, entry) for entry in inputs)


def _read_and_check(run: "Run", entry: Input) -> Report:
    try:
        return run.check(entry.read())
    except UsageError as error:
        return Report(unread=(str(error),))


def start(settings: Settings) -> "Run":
    """Load the rules that the settings ask for."""
    rules = all_rules(settings.packs, settings.root)
    return Run(settings, rules, settings.active(rules))


def check_source(source: Source, settings: Settings | None = None) -> Report:
    """Check one document. Text that cannot be read stops the rest, and so does a form that is not the schema's."""
    return start(settings or Settings()).check(source)


@frozen(eq=False)
class Run:
    """The settings and rules of one run over any number of sources."""

    settings: Settings
    rules: tuple[Rule, ...]
    active: tuple[Rule, ...]

    def check(self, source: Source) -> Report:
        """The report on one source."""
        stage = _Stage(self, source)
        findings = stage.run("text", source)
        if not source.is_readable:
            return stage.report(findings, skipped=True)
        mistakes = validate(source.data)
        findings += stage.run("schema", mistakes)
        if mistakes:
            return stage.report(findings, skipped=True)
        blueprint = Blueprint.read(source.data)
        stage.blueprint_id = blueprint.id
        findings += stage.run("service", View(blueprint, self.settings.today))
        judged = self._judged(blueprint, source)
        kept, covered = sift(findings, judged)
        return evolve(stage.report(kept + stage.run("ignores", judged)), suppressed=covered)

    def _judged(self, blueprint: Blueprint, source: Source) -> list[Judged]:
        judged = []
        for ignore in written_ignores(blueprint, source):
            meant = [rule for rule in self.rules if rule.is_named(ignore.rule)]
            active = all(rule in self.active for rule in meant)
            hint = "" if meant else suggestion(ignore.rule, [name for rule in self.rules for name in (rule.code, rule.family)])
            judged.append(Judged(ignore, self.settings.today, bool(meant), active, hint))
        return judged


class _Stage:
    """Runs the rules of one stage after another over one source, and gives their problems a place."""

    def __init__(self, run: Run, source: Source) -> None:
        self.active = run.active
        self.source = source
        self.blueprint_id = ""
        self.crashes: list[str] = []

    def run(self, stage: str, subject: Any) -> list[Finding]:
        findings: list[Finding] = []
        for rule in self.active:
            if rule.stage == stage:
                findings.extend(self._findings(rule, subject))
        return findings

    def _findings(self, rule: Rule, subject: Any) -> Iterable[Finding]:
        try:
            return [self._finding(rule, problem) for problem in rule.find(subject)]
        except (Exception, SystemExit) as error:
            self.crashes.append(f"rule {rule.code} failed on {self.source.name}: {type(error).__name__}: {error}")
            return ()

    def _finding(self, rule: Rule, problem: Problem) -> Finding:
        start, end = problem.span or self._span(problem)
        line, column = self.source.position(start)
        end_line, end_column = self.source.position(max(end, start))
        return Finding(
            code=rule.code,
            name=rule.name,
            severity=rule.severity,
            message=problem.message,
            file=self.source.name,
            pointer=pointer(problem.path),
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            element=element(problem.path) or self.blueprint_id,
            fingerprint=self._fingerprint(rule, problem),
            help=f"{rule.title} (blueprint explain {rule.code})",
            run=problem.run,
            at_fault=problem.at_fault,
            excerpt=self.source.line(line),
        )

    def _span(self, problem: Problem) -> tuple[int, int]:
        span = self.source.locate(problem.path, on_key=problem.on_key)
        return span.start, span.end

    def _fingerprint(self, rule: Rule, problem: Problem) -> str:
        """Hangs on what the finding is about, not on where it stands."""
        import hashlib

        about = element(problem.path) or pointer(tuple(part for part in problem.path if isinstance(part, str)))
        identity = (rule.code, self.blueprint_id or self.source.name, about, problem.detail)
        return hashlib.sha256("\0".join(identity).encode("utf-8", "replace")).hexdigest()[:16]

    def report(self, findings: Iterable[Finding], *, skipped: bool = False) -> Report:
        return Report(
            findings=tuple(_told_apart(sorted(findings, key=lambda each: each.order))),
            files=(self.source.name,),
            skipped=(self.source.name,) if skipped else (),
            crashes=tuple(self.crashes),
        )


def _told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Number the findings that share a fingerprint."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        yield finding if number == 1 else evolve(finding, fingerprint=f"{finding.fingerprint}:{number}")


def together(reports: Iterable[Report]) -> Report:
    """One report of many, in the order of the files."""
    parts = sorted(reports, key=lambda report: report.files)
    return Report(
        findings=tuple(finding for part in parts for finding in part.findings),
        files=tuple(file for part in parts for file in part.files),
        suppressed=sum(part.suppressed for part in parts),
        skipped=tuple(file for part in parts for file in part.skipped),
        unread=tuple(reason for part in parts for reason in part.unread),
        crashes=tuple(crash for part in parts for crash in part.crashes),
    )
