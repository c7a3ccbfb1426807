"""The rules as text: the list, one rule explained, and the table of the README."""

import json
import textwrap
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from blueprint.findings import Severity
from blueprint.rules import FAMILIES, Rule
from blueprint.rules.mechanism import PRESETS
from blueprint.rules.options import options_of
from blueprint.terminal import Style
from blueprint.wording import shown

_COLOURS: Final = {Severity.error: "red", Severity.warning: "yellow", Severity.info: "blue"}


def as_text(rules: Iterable[Rule], *, style: Style, width: int, mended: Collection[str] = ()) -> str:
    """A line or two for each rule, by family; those with a code in ``mended`` are marked as such that can be fixed."""
    parts: list[str] = []
    for family, members in groupby(rules, key=lambda rule: rule.family):
        parts.append(style.paint("bold", family) + f"  {FAMILIES.get(family, 'rules of a pack')}\n")
        parts += [_line(rule, style, width, " [fix]" if rule.code in mended else "") for rule in members]
        parts.append("\n")
    more = "What is missing with [fix]: blueprint fix PATH writes it\n" if mended else ""
    return "".join([*parts, "Why, and examples: blueprint explain CODE\n", more])


def _line(rule: Rule, style: Style, width: int, mark: str) -> str:
    severity = f"{rule.severity.value:<8}"
    text = textwrap.fill(f"{rule.code:<7} {severity} {rule.title}{mark}", width, initial_indent="  ", subsequent_indent=" " * 19)
    return text.replace(severity, style.paint(_COLOURS[rule.severity], severity), 1) + "\n"


def explained(rule: Rule, *, style: Style, width: int, mended: Collection[str] = ()) -> str:
    """All there is to say about one rule; codes in ``mended`` are those that can be fixed."""
    sets = ", ".join(PRESETS[PRESETS.index(rule.preset) :])
    paragraphs = [
        f"{style.paint('bold', f'{rule.code} {rule.name}')} ({rule.severity.value}, in {sets})",
        _filled(rule.title, width),
        *(_filled(each, width) for each in rule.why.split("\n\n")),
    ]
    if rule.bad:
        paragraphs.append(style.paint("red", "Not so:") + "\n" + _indented(rule.bad))
    fix = [_filled(f"blueprint fix writes what is missing: blueprint fix PATH --select {rule.code}", width)]
    paragraphs += [
        style.paint("green", "But so:") + "\n" + _indented(rule.good),
        _filled(f"Not flagged: {rule.spares}", width),
        _filled(f"Source: {rule.source}", width),
        *(_filled(each, width) for each in _options(rule)),
        *(fix if rule.code in mended else ()),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _options(rule: Rule) -> Iterator[str]:
    """What settings may say to the rule, and what is usual."""
    usual = ", ".join(f"{name} ({_usual(value)})" for name, value in options_of(rule).items())
    if usual:
        yield f"Options, under [options.{rule.code}] in the settings: {usual}"


def _usual(value: Any) -> str:
    return (", ".join(map(str, value)) or "none") if isinstance(value, tuple) else shown(value)


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


def as_json(rules: Iterable[Rule], *, mended: Collection[str] = ()) -> str:
    """Every rule with all that can be said about it, as JSON; ``fix`` tells whether its code is among those mended."""
    texts = ("code", "name", "preset", "title", "why", "source", "bad", "good", "spares")
    documents = [
        {name: getattr(rule, name) for name in texts} | {"severity": rule.severity.value, "fix": rule.code in mended}
        for rule in rules
    ]
    return json.dumps(documents, indent=2) + "\n"
