"""Checking: a blueprint, a text, or all files that paths stand for, with the settings nearest to each."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from blueprint.config import Nearest, Settings, find_settings
from blueprint.documents import dumps
from blueprint.errors import UsageError
from blueprint.findings import Report
from blueprint.inputs import Input, find_inputs
from blueprint.merging import together
from blueprint.model import Blueprint
from blueprint.rules import Rule
from blueprint.runs import Run, Runs, start
from blueprint.source import Source, read_source

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from blueprint.baseline import Baseline


def check(blueprint: Blueprint, settings: Settings | None = None) -> Report:
    """Check a blueprint made in Python. Places are those of the YAML it would be written as. Never raises for content."""
    return check_source(read_source(dumps(blueprint), "<blueprint>", "yaml"), settings)


def check_paths(
    paths: Iterable[str | os.PathLike[str]], settings: Settings | None = None, *, executor: "Executor | None" = None
) -> Report:
    """Check files, and the blueprints in folders; ``report.unread`` says what could not be read, and why.

    Settings default to those of the configuration file nearest to each file; what holds for the call as a whole, such as the
    baseline, is that of the first path. UsageError for an unknown rule in them, PackError for a broken pack. An ``executor``
    of concurrent.futures, or one like it, shares the work out; the report is the same.
    """
    paths = list(paths)
    nearest = Nearest(settings) if settings else Nearest(find_settings(paths[0] if paths else "."), lambda said: said)
    return check_inputs(Runs(nearest), find_inputs(paths, nearest), executor=executor)


def check_inputs(
    runs: Runs,
    inputs: Iterable[Input],
    *,
    executor: "Executor | None" = None,
    come_to: Callable[[Input], None] | None = None,
) -> Report:
    """Check inputs: one report, in the order of their names, less what the baseline holds.

    ``come_to`` is told of each input that the run comes to; where the work is shared out, when it is done.
    """
    baseline, inputs = runs.general.baseline(), tuple(inputs)
    by_run = [(runs.at(entry.path), entry) for entry in inputs]
    if executor is None:
        reports: Iterable[Report] = (each for run, entry in _followed(by_run, come_to) for each in _read_and_check(run, entry))
    else:
        from blueprint.sharing import share_out

        reports = share_out(check_some, runs.nearest, inputs, executor, come_to)
    return without_known(together(reports), baseline, runs.active_in)


def without_known(report: Report, baseline: "Baseline | None", active_in: Callable[[str], tuple[Rule, ...]]) -> Report:
    """A report less the findings of a baseline; ``active_in`` tells which rules were run on a file."""
    if baseline is None:
        return report

    def runs(code: str, file: str) -> bool:
        return any(rule.code == code for rule in active_in(file))

    return baseline.without_known(report, runs)


def _followed(by_run: Iterable[tuple[Run, Input]], come_to: Callable[[Input], None] | None) -> Iterator[tuple[Run, Input]]:
    for run, entry in by_run:
        if come_to:
            come_to(entry)
        yield run, entry


def check_some(settings: Settings, inputs: Iterable[Input]) -> list[Report]:
    """Check some inputs of a run that is shared out: what a worker does."""
    run = start(settings)
    return [each for entry in inputs for each in _read_and_check(run, entry)]


def _read_and_check(run: Run, entry: Input) -> Iterator[Report]:
    try:
        for source in entry.documents():
            yield run.check(source, folder=entry.path.parent)
    except UsageError as error:
        yield Report(unread=(str(error),))


def check_source(source: Source, settings: Settings | None = None) -> Report:
    """Check one document. Text that cannot be read stops the rest, and so does a form that is not the schema's."""
    return start(settings or Settings()).check(source)
