"""``blueprint schema``."""

import argparse
import json
import sys
from pathlib import Path as FilePath

from blueprint.documents import write_file
from blueprint.schema import SCHEMA_ID, blueprint_schema


def run(options: argparse.Namespace) -> int:
    """Print the schema, or write it to a file or into a folder under its own name."""
    text = schema_text()
    if options.output is None:
        sys.stdout.write(text)
        return 0
    target = FilePath(options.output)
    write_file(target / SCHEMA_ID.rpartition("/")[2] if target.is_dir() else target, text)
    return 0


def schema_text() -> str:
    """The schema as it is committed."""
    return json.dumps(blueprint_schema(), indent=2, ensure_ascii=False) + "\n"
