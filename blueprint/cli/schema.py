"""``blueprint schema``."""

import argparse
import json
import sys
from pathlib import Path as FilePath
from typing import Any

from blueprint.documents import write_file
from blueprint.model import Blueprint
from blueprint.schema import schema_file, schema_of


def run(options: argparse.Namespace) -> int:
    """Print a schema, or write it to a file or into a folder under its own name."""
    root = _root(options)
    text = schema_text(root)
    if options.output is None:
        sys.stdout.write(text)
        return 0
    target = FilePath(options.output)
    write_file(target / schema_file(root) if target.is_dir() else target, text)
    return 0


def _root(options: argparse.Namespace) -> type[Any]:
    if options.settings:
        from blueprint.config.file import SettingsTable

        return SettingsTable
    if not options.standard:
        return Blueprint
    from blueprint.standards import StageModel

    return StageModel


def schema_text(root: type[Any]) -> str:
    """The schema of a root class as it is committed."""
    return json.dumps(schema_of(root), indent=2, ensure_ascii=False) + "\n"
