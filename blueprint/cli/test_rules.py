"""``blueprint test-rules``."""

import argparse
import os
import sys
import textwrap
from pathlib import Path as FilePath
from typing import Any

from blueprint.cli.settings import settings_of
from blueprint.documents import shown_path
from blueprint.errors import UsageError
from blueprint.packs import pack_rules
from blueprint.rules import Rule, ordered, own_rules
from blueprint.terminal import Style, clean, style_of, width_of
from blueprint.testing import faults_of
from blueprint.wording import counted


def run(options: argparse.Namespace) -> int:
    """Try the rules of packs by their examples, and say which do not keep what they announce."""
    settings = settings_of(options)
    named = [_named(each) for each in options.packs]
    packs = named or [(each, settings.root) for each in settings.packs]
    if not packs:
        raise UsageError(
            'there is no rule to test: name a pack, such as ./rules.py, or say packs = ["./rules.py"] in the settings'
        )
    rules = [rule for pack, root in dict.fromkeys(packs) for rule in pack_rules(pack, root)]
    ordered([*own_rules(), *rules])
    faulty = sum(_is_faulty(rule) for rule in rules)
    tested = f"{counted(len(rules), 'rule')} of {counted(len(packs), 'pack')} tested"
    broken = "1 of them does not keep what it announces" if faulty == 1 else f"{faulty} of them do not keep what they announce"
    kept = broken if faulty else "all examples show what they announce"
    sys.stdout.write(f"{tested}: {kept}.\n")
    return int(faulty > 0)


def _named(pack: str) -> tuple[str, FilePath]:
    """A pack that the call names, and the folder it is looked for in."""
    if FilePath(pack).is_dir():
        raise UsageError(f"{pack}: this is a folder; name a file of rules in it, such as {FilePath(pack) / 'rules.py'}")
    return os.path.normpath(pack) if pack.endswith(".py") else pack, FilePath.cwd()


def _is_faulty(rule: Rule) -> bool:
    faults = [*faults_of(rule), *(() if rule.bad or rule.plant else ("there is no bad example; nothing shows what it finds",))]
    if faults:
        sys.stdout.write(_told(rule, faults, style_of(sys.stdout), width_of(sys.stdout)))
    return bool(faults)


def _told(rule: Rule, faults: list[str], style: Style, width: int) -> str:
    """The place of a rule, and what is wrong with it."""
    head = f"{_place(rule)}: {style.paint('bold', rule.code)} {rule.name}\n"
    layout: Any = {"initial_indent": "  ", "subsequent_indent": "    ", "break_on_hyphens": False}
    return head + "".join(f"{textwrap.fill(clean(each), width, **layout)}\n" for each in faults)


def _place(rule: Rule) -> str:
    code = getattr(rule.find, "__code__", None)
    return f"{clean(shown_path(FilePath(code.co_filename)))}:{code.co_firstlineno}" if code else "?"
