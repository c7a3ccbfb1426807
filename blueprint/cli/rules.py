"""``blueprint rules``."""

import argparse
import sys

from blueprint.cli.settings import settings_of
from blueprint.fix import MENDS
from blueprint.packs import all_rules
from blueprint.rulebook import as_json, as_markdown, as_text
from blueprint.terminal import style_of, width_of


def run(options: argparse.Namespace) -> int:
    """List the rules: all of them, or those a choice leaves."""
    settings = settings_of(options)
    rules = all_rules(settings.packs, settings.root)
    if options.preset or options.select or options.ignore:
        rules = settings.active(rules)
    if options.format == "text":
        sys.stdout.write(as_text(rules, style=style_of(sys.stdout), width=width_of(sys.stdout), mended=MENDS))
    else:
        sys.stdout.write(as_json(rules, mended=MENDS) if options.format == "json" else as_markdown(rules))
    return 0
