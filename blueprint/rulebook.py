"""The rules as text: the list, one rule explained, and the table of the README."""

import json
import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from blueprint.findings import Severity
from blueprint.rules import FAMILIES, Rule
from blueprint.rules.mechanism import PRESETS
from blueprint.terminal import Style

_COLOURS: Final = {Severity.error: "red", Severity.warning: "yellow", Severity.info: "blue"}


def as_text(rules: Iterable[Rule], *, style: Style, width: int) -> str:
    """A line or two for each rule, by family."""
    parts: list[str] = []
    for family, members in groupby(rules, key=lambda rule: rule.family):
        parts.append(style.paint("bold", family) + f"  {FAMILIES.get(family, 'rules of a pack')}\n")
        parts += [_line(rule, style, width) for rule in members]
        parts.append("\n")
    return "".join([*parts, "Why, and examples: blueprint explain CODE\n"])


def _line(rule: Rule, style: Style, width: int) -> str:
    severity = f"{rule.severity.value:<8}"
    text = textwrap.fill(f"{rule.code:<7} {severity} {rule.title}", width, initial_indent="  ", subsequent_indent=" " * 19)
    return text.replace(severity, style.paint(_COLOURS[rule.severity], severity), 1) + "\n"


def explained(rule: Rule, *, style: Style, width: int) -> str:
    """All there is to say about one rule."""
    sets = ", ".join(PRESETS[PRESETS.index(rule.preset) :])
    paragraphs = [
        f"{style.paint('bold', f'{rule.code} {rule.name}')} ({rule.severity.value}, in {sets})",
        _filled(rule.title, width),
        *(_filled(each, width) for each in rule.why.split("\n\n")),
    ]
    if rule.bad:
        paragraphs.append(style.paint("red", "Not so:") + "\n" + _indented(rule.bad))
    paragraphs += [
        style.paint("green", "But so:") + "\n" + _indented(rule.good),
        _filled(f"Not flagged: {rule.spares}", width),
        _filled(f"Source: {rule.source}", width),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _filled(text: str, width: int) -> str:
    return textwrap.fill(" ".join(text.split()), width)


def _indented(example: str) -> str:
    """An example as it can be printed: what no terminal shows is written as an escape."""
    letters = (each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in example.replace("\r", ""))
    visible = "".join(letters)
    return textwrap.indent(visible.replace("# !", "# <- here").rstrip("\n"), "    ")


def as_markdown(rules: Iterable[Rule]) -> str:
    """A table for a README."""
    rows = [f"| {rule.code} | `{rule.name}` | {rule.severity.value} | {rule.preset} | {rule.title} |" for rule in rules]
    return "\n".join(["| code | name | severity | preset | what it finds |", "|---|---|---|---|---|", *rows]) + "\n"


def as_json(rules: Iterable[Rule]) -> str:
    """Every rule with all that can be said about it, as JSON."""
    texts = ("code", "name", "preset", "title", "why", "source", "bad", "good", "spares")
    documents = [{name: getattr(rule, name) for name in texts} | {"severity": rule.severity.value} for rule in rules]
    return json.dumps(documents, indent=2) + "\n"
