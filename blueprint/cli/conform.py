"""``blueprint conform``."""

import argparse
import sys

from blueprint.cli.progress import progress
from blueprint.documents import DocumentError, load
from blueprint.errors import UsageError
from blueprint.logs import Conformity, conform, read_log
from blueprint.logs.columns import said_columns
from blueprint.logs.gates import Verdict, judged, read_gate
from blueprint.logs.matching import said_steps
from blueprint.logs.report import as_json, as_markdown, as_text
from blueprint.model import Blueprint
from blueprint.terminal import style_of, width_of


def run(options: argparse.Namespace) -> int:
    """Hold a log against a blueprint; status 1 when no blueprint can be made of the document, or an assertion does not hold."""
    _refuse(options)
    try:
        blueprint = load(options.path)
    except DocumentError as error:
        print(*error.mistakes, sep="\n", file=sys.stderr)
        return 1
    gates = [read_gate(each, blueprint) for each in options.asserted]
    found = _found(blueprint, options)
    verdicts = [judged(each, found) for each in gates]
    told = _told(options.format, found, verdicts)
    (sys.stderr if options.learn else sys.stdout).write(told)
    if options.draw:
        from blueprint.logs.drawn import draw

        draw(found, options.draw, theme=options.theme, engine=options.engine)
    if options.learn:
        from blueprint.cli.learn import learn

        learn(found, options)
    return int(not all(each.holds for each in verdicts))


def _refuse(options: argparse.Namespace) -> None:
    if options.write and not options.learn:
        raise UsageError("--write belongs to --learn: it writes what was learned into the file")


def _found(blueprint: Blueprint, options: argparse.Namespace) -> Conformity:
    said = said_steps(options.map, blueprint)
    log = read_log(options.log, columns=said_columns(options.columns), dates=options.dates, skip_broken=options.skip_broken)
    only = [each.strip() for text in options.only for each in text.split(",") if each.strip()]
    asked = {"processes": options.process or (), "steps": said, "only": only, "running": options.running}
    if not sys.stderr.isatty():
        return conform(blueprint, log, **asked)
    with progress(1) as shown:

        def tell(done: int, total: int) -> None:
            shown.total = total
            shown.reach(done, options.log)

        return conform(blueprint, log, **asked, progress=tell)


def _told(format: str, found: Conformity, verdicts: list[Verdict]) -> str:
    if format == "json":
        return as_json(found, verdicts)
    if format == "markdown":
        return as_markdown(found, verdicts)
    return as_text(found, verdicts, style=style_of(sys.stdout), width=width_of(sys.stdout))
