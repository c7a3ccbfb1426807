"""``blueprint fix``."""

import argparse
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import TextIO

from blueprint.cli.settings import nearest_of, settings_of
from blueprint.config import Settings
from blueprint.documents import write_file
from blueprint.documents.files import format_of
from blueprint.errors import UsageError
from blueprint.fix import MENDS, FixResult, fixed
from blueprint.inputs import find_inputs
from blueprint.report.text import text as report_text
from blueprint.source import MAX_BYTES, Source, read_source
from blueprint.terminal import clean, style_of, width_of
from blueprint.wording import counted, listed


def run(options: argparse.Namespace) -> int:
    """Write what is missing into the files named; status 1 when something of the kind is left, 2 for what cannot be read."""
    select, options.select = tuple(options.select or ()), None
    refuse_others(select)
    settings = settings_of(options, _begin(options))
    if options.paths == ["-"]:
        return _from_standard_input(options, settings, select)
    told = sys.stderr if options.diff else sys.stdout
    results, troubles = [], []
    nearest = nearest_of(options, settings)
    for entry in find_inputs(options.paths or ["."], nearest):
        try:
            source = entry.read()
        except UsageError as error:
            troubles.append(str(error))
            continue
        result = fixed(source, nearest.at(entry.path.parent), select=select, folder=entry.path.parent)
        _show_or_write(source, result, None if options.diff else entry.path)
        told.write(_told(result, told))
        results.append(result)
    told.write(_summary(results, is_written=not options.diff))
    return _status(results, troubles)


def _begin(options: argparse.Namespace) -> str:
    if options.paths == ["-"]:
        return str(options.stdin_filename)
    return options.paths[0] if options.paths else "."


def refuse_others(select: Iterable[str]) -> None:
    """UsageError for a rule or family of which nothing can be mended."""
    others = [name for name in select if not any(code == name or code.rstrip("0123456789") == name for code in MENDS)]
    if others:
        raise UsageError(f"fix does not mend {listed(others, 'or')}; it mends {listed(MENDS)}")


def _from_standard_input(options: argparse.Namespace, settings: Settings, select: tuple[str, ...]) -> int:
    name = options.stdin_filename
    source = read_source(sys.stdin.buffer.read(MAX_BYTES + 1), name, format_of(name))
    result = fixed(source, settings, select=select)
    if options.diff:
        _show_or_write(source, result, None)
    elif not result.report.skipped:
        sys.stdout.buffer.write(result.content)
    sys.stderr.write(_told(result, sys.stderr) + _summary([result], is_written=False))
    return _status([result], [])


def _show_or_write(source: Source, result: FixResult, path: object) -> None:
    if not result.done:
        return
    if path is not None:
        write_file(str(path), result.content)
    else:
        sys.stdout.writelines(difference(source, result))


def difference(source: Source, result: FixResult) -> Iterator[str]:
    """The lines of a unified diff."""
    name = source.name.lstrip("/")
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (source.text, result.text))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line + ("" if line.endswith("\n") else "\n\\ No newline at end of file\n")


def _told(result: FixResult, stream: TextIO) -> str:
    """What became of one file, in lines; nothing where there was nothing to do."""
    width = width_of(stream)
    if result.report.skipped:
        return report_text(result.report, style=style_of(stream), width=width)
    lines = [f"{clean(each.findings[0].code)} {each.says}" for each in result.done]
    lines += [f"{each.finding.code} in line {each.finding.line} is left: {each.reason}" for each in result.left]
    head = f"{clean(result.source.name)}:\n" if lines else ""
    return head + "".join(f"{_filled(clean(line), width)}\n" for line in lines)


def _filled(line: str, width: int) -> str:
    return textwrap.fill(line, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _summary(results: list[FixResult], *, is_written: bool) -> str:
    mended = sum(len(each.findings) for result in results for each in result.done)
    left = sum(len(result.left) for result in results)
    unread = sum(bool(result.report.skipped) for result in results)
    parts = [f"{counted(mended, 'finding')} {'mended' if is_written else 'can be mended'}" if mended else "nothing to mend"]
    parts += [f"and {counted(left, 'finding')} left"] if left else []
    they = "it" if unread == 1 else "they"
    parts += [f"and {counted(unread, 'file')} left alone because {they} cannot be read"] if unread else []
    return f"{counted(len(results), 'file')} looked at: {', '.join(parts)}.\n"


def _status(results: list[FixResult], troubles: list[str]) -> int:
    crashes = [crash for result in results for crash in result.report.crashes]
    unread = [reason for result in results for reason in result.report.unread]
    for trouble in (*troubles, *unread, *crashes):
        print(f"blueprint: {trouble}", file=sys.stderr)
    if crashes:
        return 3
    if troubles or unread:
        return 2
    return int(any(result.left or result.report.skipped for result in results))
