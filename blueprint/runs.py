"""Runs: settings and rules, loaded once, over any number of sources; what rules say becomes findings with a place."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from blueprint.config import Nearest, Settings
from blueprint.documents import shown_path
from blueprint.errors import StandardError
from blueprint.findings import Finding, Problem, Report, digest
from blueprint.ignores import Judged, sift, written_ignores
from blueprint.merging import told_apart
from blueprint.model import Blueprint
from blueprint.packs import all_rules
from blueprint.paths import element, pointer
from blueprint.rules import Rule, Stage
from blueprint.schema import validate
from blueprint.source import Source
from blueprint.standards import KNOWN, Standards
from blueprint.view import View
from blueprint.wording import suggestion

if TYPE_CHECKING:
    from blueprint.baseline import Baseline


def start(settings: Settings) -> "Run":
    """Load the rules and standards that the settings ask for. StandardError tells every mistake in those standards."""
    rules = all_rules(settings.packs, settings.root)
    return Run(settings, rules, settings.active(rules), _own_standards(settings))


def _own_standards(settings: Settings) -> Standards:
    if not settings.standards:
        return KNOWN
    from blueprint.standards.draft import Named
    from blueprint.standards.own import read_own

    by = shown_path(settings.file) if settings.file else "standards"
    standards, mistakes = read_own((Named(settings.root / file, by) for file in settings.standards), KNOWN)
    if mistakes:
        raise StandardError("; ".join(mistakes))
    return standards


class Run:
    """The settings and rules of one run over any number of sources."""

    __slots__ = ("active", "rules", "settings", "staged", "standards")

    def __init__(
        self, settings: Settings, rules: tuple[Rule, ...], active: tuple[Rule, ...], standards: Standards = KNOWN
    ) -> None:
        self.settings = settings
        self.rules = rules
        self.active = active
        self.staged = _by_stage(active)
        self.standards = standards

    def check(self, source: Source, *, folder: FilePath | None = None) -> Report:
        """The report on one source. The standards that it names are looked for in the folder; default the working folder."""
        stage = _Stage(self, source)
        stage.blueprint_id = _id_in(source.data)
        findings = stage.run("text", source)
        if not source.is_readable:
            return stage.report(findings, skipped=True)
        mistakes = validate(source.data, Blueprint)
        findings += stage.run("schema", mistakes)
        if mistakes:
            return stage.report(findings, skipped=True)
        blueprint = self.built(source.data)
        view, unread = self.view(blueprint, source, folder=folder)
        findings += stage.run("service", view)
        view.forget()
        judged = self._judged(blueprint, source)
        kept, covered = sift(findings, judged)
        return stage.report(kept + stage.run("ignores", judged), suppressed=covered, unread=unread)

    def built(self, data: Any) -> Blueprint:
        """The blueprint that data hold which fit the schema."""
        return Blueprint.made(data)

    def problems(self, rule: Rule, subject: Any) -> Iterable[Problem]:
        """What a rule says of what its stage looks at."""
        return rule.problems(subject)

    def baseline(self) -> "Baseline | None":
        """The baseline that the settings name; UsageError when it cannot be read."""
        if not self.settings.baseline:
            return None
        from blueprint.baseline import read_baseline

        return read_baseline(self.settings.baseline)

    def active_in(self, file: str) -> tuple[Rule, ...]:
        """The rules that are run on a file, which may be others than those of the settings in general."""
        settings = self.settings.at(FilePath(file)) if self.settings.overrides else self.settings
        return self.active if settings is self.settings else settings.active(self.rules)

    def staged_in(self, file: str) -> Mapping[Stage, Sequence[Rule]]:
        """The same by the stage that they belong to."""
        active = self.active_in(file)
        return self.staged if active is self.active else _by_stage(active)

    def view(self, blueprint: Blueprint, source: Source, *, folder: FilePath | None = None) -> tuple[View, tuple[str, ...]]:
        """A blueprint as rules look at it, with all standards that are known to it; and why some of its own are missing."""
        standards, unread = self._standards_of(blueprint, source, folder or FilePath())
        return View(blueprint, self.settings.today, standards, self.settings.patience), unread

    def _standards_of(self, blueprint: Blueprint, source: Source, folder: FilePath) -> tuple[Standards, tuple[str, ...]]:
        files = {name: each.file for name, each in blueprint.standards.items() if each.file}
        if not files:
            return self.standards, ()
        from blueprint.standards.draft import Named
        from blueprint.standards.own import read_own

        def named(name: str, file: str) -> Named:
            line, column = source.position(source.locate(("standards", name, "file")).start)
            return Named(folder / file, f"{source.name}:{line}:{column}", name)

        return read_own((named(name, file) for name, file in files.items()), self.standards)

    def _judged(self, blueprint: Blueprint, source: Source) -> list[Judged]:
        ignores = written_ignores(blueprint, source)
        if not ignores:
            return []
        judged = []
        codes = {rule.code for rule in self.active_in(source.name)}
        for ignore in ignores:
            meant = [rule for rule in self.rules if rule.is_named(ignore.rule)]
            active = all(rule.code in codes for rule in meant)
            hint = "" if meant else suggestion(ignore.rule, [name for rule in self.rules for name in (rule.code, rule.family)])
            judged.append(Judged(ignore, self.settings.today, known=bool(meant), active=active, hint=hint))
        return judged


class Runs:
    """The runs of one call: on each file that of the settings nearest to it. ``general`` is that of the call as a whole."""

    __slots__ = ("_known", "general", "nearest")

    def __init__(self, nearest: Nearest) -> None:
        self.nearest = nearest
        self.general = start(nearest.general)
        self._known = {nearest.general.file: self.general}

    def at(self, path: FilePath) -> Run:
        """The run on a file."""
        settings = self.nearest.at(path.parent)
        if settings.file not in self._known:
            self._known[settings.file] = start(settings)
        return self._known[settings.file]

    def active_in(self, file: str) -> tuple[Rule, ...]:
        """The rules that are run on a file, by its name."""
        return self.at(FilePath(file)).active_in(file)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules that any file so far may have been checked by."""
        return tuple({rule.code: rule for run in (*self._known.values(), self.general) for rule in run.rules}.values())


class _Stage:
    """Runs the rules of one stage after another over one source, and gives their problems a place."""

    def __init__(self, run: Run, source: Source) -> None:
        self.rules = run.staged_in(source.name)
        self.problems = run.problems
        self.source = source
        self.blueprint_id = ""
        self.crashes: list[str] = []

    def run(self, stage: Stage, subject: Any) -> list[Finding]:
        return [finding for rule in self.rules.get(stage, ()) for finding in self._findings(rule, subject)]

    def _findings(self, rule: Rule, subject: Any) -> Iterable[Finding]:
        try:
            return [self._finding(rule, problem) for problem in self.problems(rule, subject)]
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
        about = element(problem.path) or pointer(tuple(part for part in problem.path if isinstance(part, str)))
        return digest(rule.code, self.blueprint_id or self.source.name, about, problem.detail)

    def report(
        self, findings: Iterable[Finding], *, skipped: bool = False, suppressed: int = 0, unread: tuple[str, ...] = ()
    ) -> Report:
        return Report(
            findings=tuple(told_apart(sorted(findings, key=lambda each: each.order))),
            files=(self.source.name,),
            ids=(self.blueprint_id,),
            suppressed=suppressed,
            unread=unread,
            skipped=(self.source.name,) if skipped else (),
            crashes=tuple(self.crashes),
        )


def _by_stage(rules: Iterable[Rule]) -> Mapping[Stage, Sequence[Rule]]:
    found: dict[Stage, list[Rule]] = {}
    for each in rules:
        found.setdefault(each.stage, []).append(each)
    return found


def _id_in(data: Any) -> str:
    """The id that a document gives itself, though it may be no blueprint otherwise; empty where there is none."""
    own = data.get("id") if isinstance(data, dict) else None
    return own if isinstance(own, str) else ""
