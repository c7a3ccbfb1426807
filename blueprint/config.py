"""Settings of a run: from a call, from ``blueprint.toml``, or from ``[tool.blueprint]`` in pyproject.toml; the nearest wins."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import Any, Final

from attrs import field, frozen

from blueprint.errors import UsageError
from blueprint.rules import PRESETS, Preset, Rule
from blueprint.wording import listed, suggestion

FAIL_ON: Final = ("error", "warning", "info", "never")


@frozen(kw_only=True)
class Settings:
    """What is checked, and what counts.

    ``preset`` names the set of rules; ``select`` takes just these rules or families instead; ``ignore`` leaves some out.
    ``packs`` are modules or files with rules of third parties. ``exclude`` filters what folders yield. ``root`` is the
    folder that relative paths of the settings start from; ``today`` the day that dates are judged by.
    """

    preset: Preset = "recommended"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str = "error"
    root: FilePath = field(factory=FilePath.cwd)
    today: date = field(factory=date.today)

    def active(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules of a run; UsageError names every code that no rule has."""
        rules = tuple(rules)
        self._refuse_unknown(rules)
        return tuple(each for each in rules if each.is_firm or self._wants(each))

    def _wants(self, rule: Rule) -> bool:
        if any(map(rule.is_named, self.ignore)):
            return False
        if self.select:
            return any(map(rule.is_named, self.select))
        return PRESETS.index(rule.preset) <= PRESETS.index(self.preset)

    def _refuse_unknown(self, rules: tuple[Rule, ...]) -> None:
        named = [name for name in (*self.select, *self.ignore) if not any(rule.is_named(name) for rule in rules)]
        if named:
            known = [rule.code for rule in rules] + [rule.family for rule in rules]
            told = [f"there is no rule '{name}'{suggestion(name.upper(), known)}" for name in named]
            raise UsageError("; ".join(told) + " (blueprint rules lists them)")


_TEXTS: Final = ("select", "ignore", "packs", "exclude")


def find_settings(start: str | os.PathLike[str] = ".", config: str | os.PathLike[str] | None = None) -> Settings:
    """The settings for a place: of the named file, else of the nearest ``blueprint.toml`` or pyproject.toml upwards."""
    if config is not None:
        return read_settings(FilePath(config))
    here = FilePath(start).absolute()
    for folder in (here, *here.parents) if here.is_dir() else here.parents:
        for name in ("blueprint.toml", "pyproject.toml"):
            file = folder / name
            if file.is_file() and (name == "blueprint.toml" or b"tool.blueprint" in file.read_bytes()):
                return read_settings(file)
    return Settings()


def read_settings(file: FilePath) -> Settings:
    """The settings of one file; UsageError names every mistake in it."""
    import tomllib

    try:
        table: Any = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({(error.strerror or str(error)).lower()})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: is not TOML: {error}") from None
    if file.name == "pyproject.toml":
        tools = table.get("tool", {})
        table = tools.get("blueprint", {}) if isinstance(tools, dict) else {}
    mistakes = list(_mistakes(table)) if isinstance(table, dict) else [f"'blueprint' is a table of settings, not {table!r}"]
    if mistakes:
        raise UsageError("; ".join(f"{file}: {mistake}" for mistake in mistakes))
    values: Any = {key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Settings(root=file.parent.absolute(), **values)


def _mistakes(table: Mapping[str, Any]) -> Iterable[str]:
    words: dict[str, tuple[str, ...]] = {"preset": PRESETS, "fail-on": FAIL_ON}
    known = (*_TEXTS, *words)
    for key, value in table.items():
        if key in words:
            if value not in words[key]:
                yield f"'{key}' is one of {listed(words[key], 'or')}, not {value!r}{suggestion(str(value), words[key])}"
        elif key in _TEXTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield f"'{key}' is a list of texts, not {value!r}"
        else:
            yield f"there is no setting '{key}'{suggestion(key, known) or '; there is ' + listed(known)}"
