"""``blueprint render``."""

import argparse
import sys
from pathlib import PurePath
from typing import Any

from blueprint.checking import check
from blueprint.documents import DocumentError, load, write_file
from blueprint.drawing import FORMATS, render
from blueprint.errors import UsageError
from blueprint.layout import Trail
from blueprint.model import Blueprint
from blueprint.wording import listed


def run(options: argparse.Namespace) -> int:
    """Draw a blueprint into a file, or to standard output; status 1 when no blueprint can be made of the document."""
    format = _format(options)
    try:
        blueprint = load(options.path)
    except DocumentError as error:
        print(*error.mistakes, sep="\n", file=sys.stderr)
        return 1
    trail = trail_of(options.fault, blueprint) if options.fault else None
    picture = render(blueprint, format, process=options.process, phase=options.phase, engine=options.engine, trail=trail)
    if options.output == "-":
        sys.stdout.buffer.write(picture)
    else:
        write_file(options.output, picture)
    return 0


def trail_of(fault: str, blueprint: Blueprint) -> Trail:
    """The run of a finding, named by its code and, where there are several, its step: ``FLW003@hand-over``."""
    code, _, place = fault.partition("@")
    code = code.upper()
    findings = [each for each in check(blueprint) if each.code == code and (each.run or each.at_fault)]
    chosen = [each for each in findings if not place or place in (each.element, each.element.partition(".")[2])]
    if not chosen:
        known = listed([f"{each.code}@{each.element}" for each in findings], "or") if findings else "none with this code"
        raise UsageError(f"there is no finding {fault} that can be drawn; there is {known}")
    return Trail(tuple(step.element for step in chosen[0].run), chosen[0].at_fault)


def _format(options: argparse.Namespace) -> Any:
    told = options.format or ("svg" if options.output == "-" else PurePath(options.output).suffix.removeprefix(".").lower())
    if told not in FORMATS:
        raise UsageError(f"{options.output}: drawings are written as {', '.join('.' + each for each in FORMATS)}")
    return told
