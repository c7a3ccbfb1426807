"""``blueprint new``."""

import argparse
import sys
from pathlib import Path as FilePath

from blueprint.documents import write_file
from blueprint.errors import UsageError
from blueprint.templates import filled


def run(options: argparse.Namespace) -> int:
    """Write a blueprint that passes, under the name given; a file that is there stays, unless ``--force`` says otherwise."""
    if options.template == "sheet":
        return _sheet(options)
    text = filled(options.template, options.name)
    target = options.output or f"{options.name}.blueprint.yaml"
    if target == "-":
        sys.stdout.write(text)
        return 0
    _refuse_to_overwrite(target, options)
    write_file(target, text)
    print(f"{target} written. Now: blueprint check {target} && blueprint render {target} -o {options.name}.svg")
    return 0


def _refuse_to_overwrite(target: str, options: argparse.Namespace) -> None:
    if FilePath(target).exists() and not options.force:
        raise UsageError(f"{target} is already there; choose another name, or write over it with --force")


def _sheet(options: argparse.Namespace) -> int:
    """Write a workbook to fill in."""
    from blueprint.interchange.sheets.template import template

    target = options.output or f"{options.name}.xlsx"
    if target == "-":
        sys.stdout.buffer.write(template(options.name))
        return 0
    if not target.lower().endswith(".xlsx"):
        raise UsageError(f"{target}: a workbook's name ends in .xlsx")
    _refuse_to_overwrite(target, options)
    write_file(target, template(options.name))
    print(f"{target} written. Fill it in, then: blueprint convert {target} -o {options.name}.blueprint.yaml")
    return 0
