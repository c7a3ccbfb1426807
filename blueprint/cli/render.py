"""``blueprint render``."""

import argparse
import sys
from pathlib import PurePath

from blueprint.checking import check, check_source
from blueprint.cli.settings import settings_of
from blueprint.documents import DocumentError, load, read_file, write_file
from blueprint.drawing import FORMATS, THEMES, Drawing, Format, render
from blueprint.drawing.theme import faint, find_theme
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
    for weak in faint(find_theme(options.theme)) if options.theme not in THEMES else ():
        print(f"blueprint: {options.theme}: hard to see: {weak} (WCAG AA)", file=sys.stderr)
    trail = trail_of(options.fault, blueprint) if options.fault else None
    chosen = {name: getattr(options, name) for name in ("process", "phase", "show", "hide", "wrap", "theme", "engine")}
    findings = check_source(read_file(options.path), settings_of(options, options.path)) if options.findings else ()
    if not options.split:
        _write(options.output, render(blueprint, trail=trail, findings=findings, **chosen), format, options.scale)
        return 0
    if options.output == "-":
        raise UsageError("--split writes one file for each process; name it with -o, such as -o service.svg")
    named = chosen.pop("process") or blueprint.process_ids()
    for each in named:
        drawing = render(blueprint, process=each, trail=trail, findings=findings, **chosen)
        path = PurePath(options.output)
        _write(str(path.with_name(f"{path.stem}-{each}{path.suffix}")), drawing, format, options.scale)
    return 0


def _write(output: str, drawing: Drawing, format: Format, scale: float) -> None:
    for each in drawing.without:
        print(f"blueprint: {each}", file=sys.stderr)
    picture = drawing.content(format, scale=scale)
    if output == "-":
        sys.stdout.buffer.write(picture)
    else:
        write_file(output, picture)


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


def _format(options: argparse.Namespace) -> Format:
    told = options.format or ("svg" if options.output == "-" else PurePath(options.output).suffix.removeprefix(".").lower())
    if told not in FORMATS:
        raise UsageError(f"{options.output}: drawings are written as {', '.join('.' + each for each in FORMATS)}")
    return told
