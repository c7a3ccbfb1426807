"""``blueprint show``."""

import argparse
import sys

from blueprint.documents import DocumentError, load
from blueprint.outline import outline, page
from blueprint.terminal import style_of, width_of


def run(options: argparse.Namespace) -> int:
    """Print the outline; status 1 when no blueprint can be made of the document."""
    try:
        blueprint = load(options.path)
    except DocumentError as error:
        print(*error.mistakes, sep="\n", file=sys.stderr)
        return 1
    if options.format != "text":
        sys.stdout.write(page(blueprint, options.format, processes=options.process))
        return 0
    sys.stdout.write(outline(blueprint, processes=options.process, style=style_of(sys.stdout), width=width_of(sys.stdout)))
    return 0
