"""Reading settings: a file, what it builds on, and every mistake in all of them at once."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from blueprint.config.settings import Settings
from blueprint.documents import shown_path
from blueprint.errors import PackError, UsageError
from blueprint.rules import PRESETS
from blueprint.values import Table
from blueprint.wording import suggestion

if TYPE_CHECKING:
    from blueprint.config.override import Override


def read_settings(file: FilePath) -> Settings:
    """The settings of one file, with those that it builds on; UsageError names every mistake in them."""
    reading = _Reading()
    reading.add(file, ())
    settings = Settings(root=file.parent.absolute(), file=file)
    for layer in reading.layers:
        settings = layer.over(settings)
    reading.mistakes += _about_rules(settings, is_whole=not reading.mistakes)
    if reading.mistakes:
        raise UsageError("; ".join(reading.mistakes))
    return settings


def _about_rules(settings: Settings, *, is_whole: bool) -> Iterator[str]:
    """Mistakes in the names of rules; rules of packs are known only where the packs can be loaded."""
    if not any(codes for _, codes in settings.codes()):
        return
    from blueprint.packs import all_rules

    try:
        rules = all_rules(settings.packs, settings.root)
    except PackError as error:
        if is_whole:
            raise
        yield str(error)
        return
    for key, told in (*settings.unknown_codes(rules), *settings.firm_codes(rules), *settings.unfit_options(rules)):
        said_by = settings.origins.get("overrides" if key.startswith("override") else key, settings.file)
        yield f"{said_by}: {key}: {told}"


class _Layer(NamedTuple):
    """What one file says, as values of Settings."""

    file: FilePath
    values: Mapping[str, Any]

    def over(self, settings: Settings) -> Settings:
        """Other settings with these over them: tables are joined, lists and single values replaced."""
        changes = dict(self.values)
        if "severity" in changes:
            changes["severity"] = Table({**settings.severity, **changes["severity"]})
        if "options" in changes:
            changes["options"] = Table({**settings.options, **changes["options"]})
        if "overrides" in changes:
            changes["overrides"] = (*settings.overrides, *changes["overrides"])
        origins = Table({**settings.origins, **dict.fromkeys(changes, shown_path(self.file))})
        return evolve(settings, origins=origins, **changes)


class _Reading:
    """Reads a file and what it builds on; ``layers`` are in the order in which they apply."""

    def __init__(self) -> None:
        self.layers: list[_Layer] = []
        self.mistakes: list[str] = []

    def add(self, file: FilePath, above: tuple[FilePath, ...]) -> None:
        """Take in a file. ``above`` are the files that lead to it, each extending the next."""
        if file.resolve() in above:
            self.mistakes.append(f"{above[-1]}: extends: {file} leads back here, in a circle")
            return
        table = _table(file)
        mistakes = list(_mistakes(table))
        self.mistakes += [f"{file}: {each}" for each in mistakes]
        extends = table.get("extends", ()) if isinstance(table, Mapping) else ()
        for base in [extends] if isinstance(extends, str) else extends:
            if base in PRESETS:
                self.layers.append(_Layer(file, {"preset": base}))
            elif isinstance(base, str):
                self._add_base(file, base, above)
        if not mistakes:
            self.layers.append(_Layer(file, _values(table, file, is_base=bool(above))))

    def _add_base(self, file: FilePath, base: str, above: tuple[FilePath, ...]) -> None:
        try:
            self.add(file.parent / base, (*above, file.resolve()))
        except UsageError as error:
            self.mistakes.append(f"{file}: extends: {error}{suggestion(base, PRESETS)}")


def _table(file: FilePath) -> Any:
    import tomllib

    try:
        table: Any = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({(error.strerror or str(error)).lower()})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{file}: is not TOML: {error}") from None
    if file.name == "pyproject.toml":
        tools = table.get("tool", {})
        table = tools.get("blueprint", {}) if isinstance(tools, dict) else {}
    return _plain(table)


def _plain(value: Any) -> Any:
    """Values of TOML as plain data; what plain data has no word for becomes a text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        number = Decimal(str(value))
        return number if number.is_finite() else str(value)
    return value.isoformat() if isinstance(value, date | time) else value


def _mistakes(table: Any) -> Iterator[str]:
    from blueprint.config.file import SettingsTable
    from blueprint.schema import validate

    if not isinstance(table, dict):
        yield f"'blueprint' is a table of settings, not {table!r}"
        return
    for mistake in validate(table, SettingsTable):
        at = ".".join(str(part + 1) if isinstance(part, int) else part for part in mistake.path)
        message = re.sub(r"write \[(.+)\]$", r'write ["\1"]', mistake.message)
        yield message if mistake.on_key or not at else f"{at}: {message}"


def _values(table: Mapping[str, Any], file: FilePath, *, is_base: bool) -> dict[str, Any]:
    """The values of a table without mistakes; paths in a file that is built on stay those of its own folder."""
    from blueprint.config.file import SettingsTable

    read = SettingsTable.read(table)
    values = {key.replace("-", "_"): getattr(read, key.replace("-", "_")) for key in table if key != "extends"}
    folder = file.parent.absolute()
    if "baseline" in values:
        values["baseline"] = folder / values["baseline"]
    if is_base and "standards" in values:
        values["standards"] = tuple(str(folder / each) for each in values["standards"])
    if is_base and "packs" in values:
        values["packs"] = tuple(str(folder / each) if each.endswith(".py") else each for each in values["packs"])
    if "overrides" in values:
        values["overrides"] = tuple(_override(each) for each in values["overrides"])
    return values


def _override(table: Any) -> "Override":
    from blueprint.config.override import Override

    return Override(**{name: getattr(table, name) for name in ("paths", "preset", "select", "ignore", "severity")})
