"""``blueprint check``."""

import argparse
import os
import sys
from contextlib import ExitStack
from pathlib import Path as FilePath

from attrs import evolve

from blueprint.checking import check_inputs, without_known
from blueprint.cli import settle
from blueprint.cli.settings import nearest_of, settings_of
from blueprint.config import Settings
from blueprint.documents import write_file
from blueprint.errors import UsageError
from blueprint.findings import Report, Severity
from blueprint.inputs import Input, documents_in, find_inputs
from blueprint.merging import together
from blueprint.report import written
from blueprint.rules import Rule
from blueprint.runs import Runs
from blueprint.source import MAX_BYTES
from blueprint.wording import counted


def run(options: argparse.Namespace) -> int:
    """Check what the call names, print the report, and say by the status whether it may pass."""
    paths = options.paths or ["."]
    settings = settings_of(options, options.stdin_filename if paths[0] == "-" else paths[0])
    settings = evolve(settings, baseline=_baseline_of(options, settings))
    runs = Runs(nearest_of(options, settings))
    settle()
    report = _of_standard_input(runs, options) if paths == ["-"] else _of_paths(runs, options, paths)
    if options.write_baseline:
        return _begin_baseline(report, FilePath(options.write_baseline))
    if options.since:
        report = _only_since(report, runs, options)
    _print(report, options, runs.rules)
    if report.gone and settings.baseline:
        _tell_gone(report, settings.baseline, is_pruned=options.prune_baseline)
    return _status(report, settings.fail_on)


def _of_paths(runs: Runs, options: argparse.Namespace, paths: list[str]) -> Report:
    chosen = {"allow_empty": options.allow_empty, "force_exclude": options.force_exclude}
    inputs = find_inputs(paths, runs.nearest, **chosen)
    report = _checked(runs, inputs, options)
    if report.files or report.unread or options.allow_empty:
        return report
    return evolve(report, unread=("nothing was checked: no file is left that holds a blueprint (--allow-empty lets this pass)",))


def _checked(runs: Runs, inputs: tuple[Input, ...], options: argparse.Namespace) -> Report:
    with ExitStack() as during:
        come_to, executor = None, None
        if _shows_progress(options):
            from blueprint.cli.progress import progress

            come_to = during.enter_context(progress(len(inputs))).come_to
        if options.jobs > 1:
            from concurrent.futures import ProcessPoolExecutor

            executor = during.enter_context(ProcessPoolExecutor(options.jobs))
        return check_inputs(runs, inputs, executor=executor, come_to=come_to)


def _shows_progress(options: argparse.Namespace) -> bool:
    """Only to who looks on: on a terminal that can take a line away again, and never amid what programs read there."""
    if options.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return options.format in ("text", "concise") or not sys.stdout.isatty()


def _only_since(report: Report, runs: Runs, options: argparse.Namespace) -> Report:
    if options.paths == ["-"]:
        raise UsageError("--since compares files with what git has; it cannot be used with -")
    from blueprint.since import only_since

    new = only_since(report, runs, options.since)
    older = len(report) - len(new)
    if older:
        print(f"blueprint: {counted(older, 'finding')} left out, older than {options.since}", file=sys.stderr)
    return new


def _of_standard_input(runs: Runs, options: argparse.Namespace) -> Report:
    baseline = runs.general.baseline()
    documents = documents_in(sys.stdin.buffer.read(MAX_BYTES + 1), options.stdin_filename)
    if not documents and not options.allow_empty:
        raise UsageError(f"{options.stdin_filename}: there is no blueprint in this text; one stands between ```yaml and ```")
    run = runs.at(FilePath(options.stdin_filename))
    return without_known(together(map(run.check, documents)), baseline, runs.active_in)


def _baseline_of(options: argparse.Namespace, settings: Settings) -> FilePath | None:
    """The baseline in force: none while one is written."""
    if options.write_baseline:
        return None
    baseline = FilePath(options.baseline) if options.baseline else settings.baseline
    if options.prune_baseline and baseline is None:
        raise UsageError("there is no baseline to prune; name it with --baseline FILE, or in the settings")
    return baseline


def _begin_baseline(report: Report, path: FilePath) -> int:
    from blueprint.baseline import write_baseline

    if report.unread or report.crashes:
        _tell_troubles(report)
        print(f"blueprint: no baseline is written to {path}, because not all could be checked", file=sys.stderr)
        return _status(report, "never")
    write_baseline(path, report)
    print(f"{counted(len(report), 'finding')} written to {path}; check with --baseline {path}, and only new ones count.")
    return 0


def _tell_gone(report: Report, path: FilePath, *, is_pruned: bool) -> None:
    gone = counted(len(report.gone), "finding")
    if not is_pruned:
        they = "is" if len(report.gone) == 1 else "are"
        print(f"blueprint: {gone} of {path} {they} no longer found; take out with --prune-baseline", file=sys.stderr)
        return
    from blueprint.baseline import read_baseline

    left = read_baseline(path).prune(report.gone)
    print(f"blueprint: {gone} taken out of {path}, {left} left", file=sys.stderr)


def _print(report: Report, options: argparse.Namespace, rules: tuple[Rule, ...]) -> None:
    for format, file in options.output:
        write_file(file, written(report, format, rules))
    if options.format == "github":
        _add_to_step_summary(report)
    if options.format == "text":
        from blueprint.report.text import text
        from blueprint.terminal import style_of, width_of

        sys.stdout.write(text(report, style=style_of(sys.stdout), width=width_of(sys.stdout)))
    elif options.format == "concise":
        sys.stdout.write(written(report, options.format, rules))
    else:
        # What programs read is UTF-8 with plain line ends, whatever the terminal likes.
        sys.stdout.flush()
        sys.stdout.buffer.write(written(report, options.format, rules).encode("utf-8", "replace"))
    sys.stdout.flush()
    _tell_troubles(report)


def _tell_troubles(report: Report) -> None:
    for trouble in (*report.unread, *report.crashes):
        print(f"blueprint: {trouble}", file=sys.stderr)


def _add_to_step_summary(report: Report) -> None:
    """Tell what GitHub would not show on the page of the run; other commands of the step write there too."""
    from blueprint.report.github import step_summary

    file, summary = os.environ.get("GITHUB_STEP_SUMMARY"), step_summary(report)
    if file and summary:
        try:
            with open(file, "a", encoding="utf-8") as page:
                page.write(summary)
        except OSError as error:
            print(
                f"blueprint: the summary of the step is not written ({(error.strerror or str(error)).lower()})", file=sys.stderr
            )


def _status(report: Report, fail_on: str) -> int:
    if report.crashes:
        return 3
    if report.unread:
        return 2
    return int(fail_on != "never" and report.at_least(Severity(fail_on)))
