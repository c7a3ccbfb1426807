"""``blueprint time``."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack

from blueprint.cli.progress import progress
from blueprint.documents import DocumentError, load
from blueprint.errors import UsageError
from blueprint.flow.longest import Times
from blueprint.model import Blueprint
from blueprint.terminal import style_of, width_of
from blueprint.timing import NoTimesError
from blueprint.timing.assertions import Assertion, read
from blueprint.timing.differences import Known
from blueprint.timing.gates import Verdict, judged
from blueprint.timing.reasons import reason
from blueprint.timing.report import Report, as_json, as_markdown, as_text
from blueprint.timing.simulate import Simulated, simulate
from blueprint.timing.what_if import changed
from blueprint.view import View
from blueprint.wording import suggestion


def run(options: argparse.Namespace) -> int:
    """Tell time and money; status 1 when no blueprint can be made of the document, a flow cannot finish, or an assertion does
    not hold."""
    try:
        blueprint = load(options.path)
    except DocumentError as error:
        print(*error.mistakes, sep="\n", file=sys.stderr)
        return 1
    report = _report(blueprint, options)
    sys.stdout.write(_told(options.format, report))
    without = any(isinstance(times, str) for times in report.times.values())
    return int(without or not all(each.holds for each in report.verdicts))


def _report(blueprint: Blueprint, options: argparse.Namespace) -> Report:
    asked = _asked(blueprint, options.process)
    then, changes = changed(blueprint, options.what_if)
    assertions = [read(each, then) for each in options.asserted]
    times = _times(then, asked)
    return Report(
        blueprint=then,
        times=times,
        simulated=_simulated(then, times, options) if options.simulate else {},
        changes=changes,
        before=_times(blueprint, asked) if changes else {},
        verdicts=tuple(verdict for each in assertions for verdict in _judged(then, times, each)),
    )


def _asked(blueprint: Blueprint, said: Iterable[str] | None) -> tuple[str, ...]:
    if not blueprint.processes:
        raise UsageError("the blueprint has no process, and so nothing takes time")
    names = tuple(dict.fromkeys(said or blueprint.process_ids()))
    for name in names:
        if name not in blueprint.processes:
            raise UsageError(f"there is no process '{name}'{suggestion(name, blueprint.processes)}")
    return names


def _times(blueprint: Blueprint, names: Iterable[str]) -> dict[str, Known]:
    """The times of each of these processes, or why it has none."""
    from blueprint.timing.reckoning import Reckoning

    reckoning, view = Reckoning(blueprint), View(blueprint)
    found: dict[str, Known] = {}
    for name in names:
        try:
            found[name] = reason(view, name) or reckoning.times(name)
        except NoTimesError as error:
            found[name] = f"It has no times: {error}."
    return found


def _judged(blueprint: Blueprint, times: Mapping[str, Known], assertion: Assertion) -> tuple[Verdict, ...]:
    """What becomes of an assertion: in the process that it is bound to, else in those that are asked for."""
    bound = assertion.process_id
    asked = times if bound is None or bound in times else _times(blueprint, [bound])
    return judged(
        assertion, {name: None if isinstance(each, str) else each for name, each in asked.items()}, Times(blueprint).week
    )


def _simulated(blueprint: Blueprint, times: Mapping[str, Known], options: argparse.Namespace) -> dict[str, Simulated]:
    """The simulation of each process that has times; on a terminal, how far it has come is shown."""
    names = [name for name, each in times.items() if not isinstance(each, str)]
    with ExitStack() as during:
        reach = during.enter_context(progress(options.simulate * len(names))).reach if sys.stderr.isatty() else None
        found = {}
        for number, name in enumerate(names):
            begun = number * options.simulate
            told = None if reach is None else (lambda done, begun=begun, name=name: reach(begun + done, name))
            found[name] = simulate(blueprint, name, cases=options.simulate, seed=options.seed, progress=told)
        return found


def _told(format: str, report: Report) -> str:
    if format == "json":
        return as_json(report)
    if format == "markdown":
        return as_markdown(report)
    return as_text(report, style=style_of(sys.stdout), width=width_of(sys.stdout))
