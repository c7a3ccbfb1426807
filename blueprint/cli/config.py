"""``blueprint config``."""

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

from blueprint.config import Settings, find_settings
from blueprint.documents import shown_path
from blueprint.errors import UsageError
from blueprint.rules import Rule
from blueprint.runs import start
from blueprint.terminal import clean, width_of

KEYS = (
    "preset", "select", "ignore", "severity", "options", "fail-on", "exclude", "include", "packs", "standards", "patience",
    "baseline",
)  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Show what is in force for a file or folder, and which file says so."""
    path = FilePath(options.path)
    if not path.exists():
        raise UsageError(f"{options.path}: there is no such file or folder")
    general = find_settings(path, options.config)
    settings = general.at(path)
    rules = start(general).active_in(str(path))
    told = {key: _told(getattr(settings, key.replace("-", "_"))) for key in KEYS}
    origins = {key: _origin(key, settings, general) for key in KEYS}
    write = _as_json if options.format == "json" else _as_text
    sys.stdout.write(write(settings, told, origins, rules))
    return 0


def _told(value: Any) -> Any:
    """A setting as plain data, paths as reports show them."""
    if isinstance(value, FilePath):
        return shown_path(value)
    if isinstance(value, dict):
        return {key: _told(each) if isinstance(each, dict) else each for key, each in value.items()}
    return list(value) if isinstance(value, tuple) else value if value is None else str(value)


def _origin(key: str, settings: Settings, general: Settings) -> str:
    name = key.replace("-", "_")
    by = settings.origins.get(name, "")
    if getattr(settings, name) == getattr(general, name):
        return by
    override = f"an override in {settings.origins['overrides']}"
    return f"{by} and {override}" if by and name in ("ignore", "severity") else override


def _as_text(settings: Settings, told: dict[str, Any], origins: dict[str, str], rules: Iterable[Rule]) -> str:
    head = f"settings in {shown_path(settings.file)}" if settings.file else "no file of settings; what is usual"
    lines = [f"{key:<10} {clean(_words(told[key]))}" + (f"  ({clean(origins[key])})" if origins[key] else "") for key in KEYS]
    counts: dict[str, int] = {}
    for rule in rules:
        counts[rule.family] = counts.get(rule.family, 0) + 1
    families = " ".join(f"{family}:{number}" for family, number in sorted(counts.items()))
    lines.append(f"{'rules':<10} {sum(counts.values())} run ({families})")
    return "\n".join([clean(head), *map(_filled, lines)]) + "\n"


def _filled(line: str) -> str:
    """A line broken below its value where the terminal is narrow."""
    return textwrap.fill(line, width_of(sys.stdout), subsequent_indent=" " * 11, break_long_words=False, break_on_hyphens=False)


def _words(value: Any) -> str:
    if isinstance(value, dict):
        value = [f"{code} = {word}" for code, word in _flat(value)]
    return (", ".join(value) if isinstance(value, list) else str(value or "")) or "-"


def _flat(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a table, and those of tables in it under both names."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", each) for inner, each in _flat(value))
        else:
            yield key, " ".join(map(str, value)) if isinstance(value, tuple) else value


def _as_json(settings: Settings, told: dict[str, Any], origins: dict[str, str], rules: Iterable[Rule]) -> str:
    document = {
        "file": shown_path(settings.file) if settings.file else None,
        "settings": {key: {"value": told[key], "from": origins[key] or None} for key in KEYS},
        "rules": {rule.code: rule.severity.value for rule in rules},
    }
    return json.dumps(document, indent=2, ensure_ascii=False, default=str) + "\n"
