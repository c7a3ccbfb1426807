"""``blueprint render``."""

import argparse
import sys
from pathlib import PurePath
from typing import Any

from blueprint.documents import DocumentError, load, write_file
from blueprint.drawing import FORMATS, render
from blueprint.errors import UsageError


def run(options: argparse.Namespace) -> int:
    """Draw a blueprint into a file, or to standard output; status 1 when no blueprint can be made of the document."""
    format = _format(options)
    try:
        blueprint = load(options.path)
    except DocumentError as error:
        print(*error.mistakes, sep="\n", file=sys.stderr)
        return 1
    picture = render(blueprint, format, process=options.process, phase=options.phase, engine=options.engine)
    if options.output == "-":
        sys.stdout.buffer.write(picture)
    else:
        write_file(options.output, picture)
    return 0


def _format(options: argparse.Namespace) -> Any:
    told = options.format or ("svg" if options.output == "-" else PurePath(options.output).suffix.removeprefix(".").lower())
    if told not in FORMATS:
        raise UsageError(f"{options.output}: drawings are written as {', '.join('.' + each for each in FORMATS)}")
    return told
