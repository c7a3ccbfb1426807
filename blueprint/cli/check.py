"""``blueprint check``."""

import argparse
import sys

from blueprint.checking import Run, check_inputs, start
from blueprint.cli.settings import settings_of
from blueprint.documents import write_file
from blueprint.documents.files import format_of
from blueprint.findings import Report, Severity
from blueprint.inputs import find_inputs
from blueprint.report import written
from blueprint.source import MAX_BYTES, read_source


def run(options: argparse.Namespace) -> int:
    """Check what the call names, print the report, and say by the status whether it may pass."""
    paths = options.paths or ["."]
    settings = settings_of(options, "." if paths[0] == "-" else paths[0])
    started = start(settings)
    report = _of_standard_input(started, options) if paths == ["-"] else check_inputs(started, find_inputs(paths, settings))
    _print(report, options)
    return _status(report, settings.fail_on)


def _of_standard_input(started: Run, options: argparse.Namespace) -> Report:
    name = options.stdin_filename
    return started.check(read_source(sys.stdin.buffer.read(MAX_BYTES + 1), name, format_of(name)))


def _print(report: Report, options: argparse.Namespace) -> None:
    for format, file in options.output:
        write_file(file, written(report, format))
    if options.format == "text":
        from blueprint.report.text import text
        from blueprint.terminal import style_of, width_of

        sys.stdout.write(text(report, style=style_of(sys.stdout), width=width_of(sys.stdout)))
    else:
        sys.stdout.write(written(report, options.format))
    sys.stdout.flush()
    for trouble in (*report.unread, *report.crashes):
        print(f"blueprint: {trouble}", file=sys.stderr)


def _status(report: Report, fail_on: str) -> int:
    if report.crashes:
        return 3
    if report.unread:
        return 2
    return int(fail_on != "never" and report.at_least(Severity(fail_on)))
