"""``blueprint new``."""

import argparse
import sys
from pathlib import Path as FilePath

from blueprint.documents import write_file
from blueprint.errors import UsageError
from blueprint.templates import filled


def run(options: argparse.Namespace) -> int:
    """Write a blueprint that passes, under the name given; a file that is there stays, unless ``--force`` says otherwise."""
    text = filled(options.template, options.name)
    target = options.output or f"{options.name}.blueprint.yaml"
    if target == "-":
        sys.stdout.write(text)
        return 0
    if FilePath(target).exists() and not options.force:
        raise UsageError(f"{target} is already there; choose another name, or write over it with --force")
    write_file(target, text)
    print(f"{target} written. Now: blueprint check {target} && blueprint render {target} -o {options.name}.svg")
    return 0
