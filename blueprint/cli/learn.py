"""What ``blueprint conform --learn`` shows, and writes."""

import argparse
import sys
import textwrap
from pathlib import Path

from blueprint.checking import check_source
from blueprint.cli.fix import difference
from blueprint.config import find_settings
from blueprint.documents import read_file, write_file
from blueprint.fix import FixResult
from blueprint.logs import Conformity
from blueprint.logs.learning import lesson
from blueprint.logs.rewriting import rewritten
from blueprint.source import Source
from blueprint.terminal import clean, width_of
from blueprint.wording import counted, listed


def learn(found: Conformity, options: argparse.Namespace) -> None:
    """Show what a log teaches as a change of the file, or write it there; the new file is checked before."""
    source = read_file(options.path)
    learned = lesson(found, source.data)
    _tell([f"{each}; left as it is" for each in learned.left])
    if not learned.says:
        _tell(["Nothing to learn: the file says what was seen, or too little was seen."])
        return
    new = rewritten(source, learned.values, learned.additions)
    worse = _worse(source, new)
    if worse:
        _tell([f"With what was learned, blueprint check finds {worse} in addition."])
    result = FixResult(source=new, report=check_source(new))
    if not options.write:
        sys.stdout.writelines(difference(source, result))
        return
    _tell(learned.says)
    write_file(Path(options.path), result.content)
    _tell([f"{counted(len(learned.says), 'figure')} written into {clean(source.name)}."])


def _worse(old: Source, new: Source) -> str:
    """The rules that find something in the new file that they did not in the old one."""
    settings = find_settings(old.name, None)
    known = {each.fingerprint for each in check_source(old, settings)}
    return listed(sorted({each.code for each in check_source(new, settings) if each.fingerprint not in known} or {""}))


def _tell(lines: list[str] | tuple[str, ...]) -> None:
    width = width_of(sys.stderr)
    for line in lines:
        sys.stderr.write(textwrap.fill(clean(line), width, subsequent_indent="  ", break_on_hyphens=False) + "\n")
