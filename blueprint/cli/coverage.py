"""``blueprint coverage``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path as FilePath

from attrs import evolve

from blueprint.cli.settings import settings_of
from blueprint.conformance import Verdict, judge
from blueprint.conformance.coverage import as_json, as_markdown, as_text
from blueprint.documents import DocumentError, build, read_file
from blueprint.errors import StandardError
from blueprint.runs import start
from blueprint.terminal import style_of, width_of
from blueprint.view import View


def run(options: argparse.Namespace) -> int:
    """Print how far the processes of a blueprint keep to their standards; status 1 when no blueprint can be made of it."""
    settings = evolve(settings_of(options, options.path), packs=(), select=("STD",), ignore=())
    source = read_file(options.path)
    try:
        blueprint = build(source)
    except DocumentError as error:
        print(*error.mistakes, sep="\n", file=sys.stderr)
        return 1
    view, unread = start(settings).view(blueprint, source, folder=FilePath(options.path).parent)
    if unread:
        raise StandardError("; ".join(unread))
    sys.stdout.write(_told(options.format, view, judge(view)))
    return 0


def _told(format: str, view: View, verdicts: Sequence[Verdict]) -> str:
    if format == "json":
        return as_json(view, verdicts)
    if format == "markdown":
        return as_markdown(view, verdicts)
    return as_text(view, verdicts, style=style_of(sys.stdout), width=width_of(sys.stdout))
