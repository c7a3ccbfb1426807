"""``blueprint explain``."""

import argparse
import sys

from blueprint.config import find_settings
from blueprint.errors import UsageError
from blueprint.fix import MENDS
from blueprint.packs import all_rules
from blueprint.rulebook import explained
from blueprint.terminal import style_of, width_of
from blueprint.wording import suggestion


def run(options: argparse.Namespace) -> int:
    """Explain rules, one after another."""
    settings = find_settings(".", options.config)
    rules = all_rules(settings.packs, settings.root)
    texts = []
    for code in options.codes:
        meant = [rule for rule in rules if rule.is_named(code.upper()) or rule.name == code.lower()]
        if not meant:
            known = [name for rule in rules for name in (rule.code, rule.name)]
            raise UsageError(f"there is no rule '{code}'{suggestion(code.upper(), known) or suggestion(code.lower(), known)}")
        texts += [explained(rule, style=style_of(sys.stdout), width=width_of(sys.stdout), mended=MENDS) for rule in meant]
    sys.stdout.write("\n".join(texts))
    return 0
