"""Settings as values: what is checked, and what counts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from blueprint.errors import UsageError
from blueprint.findings import Severity
from blueprint.patterns import Patterns
from blueprint.rules import PRESETS, Preset, Rule
from blueprint.values import EMPTY, Duration, Table
from blueprint.view import PATIENCE
from blueprint.wording import suggestion

if TYPE_CHECKING:
    from blueprint.config.override import Override

FAIL_ON: Final = ("error", "warning", "info", "never")


@frozen(kw_only=True)
class Settings:
    """What is checked, and what counts.

    ``preset`` names the set of rules; ``select`` takes just these rules or families instead; ``ignore`` leaves some out;
    ``severity`` weighs rules or families anew; ``options`` says to rules, by code, what they take. ``packs`` are modules or files
    with rules of third parties, ``standards`` files of own standards. ``exclude`` filters what folders yield, ``include`` adds
    to it, such as pages of Markdown. ``overrides`` hold for some files. ``root`` is the folder that relative paths start from;
    ``today`` the day that dates are judged by. ``patience`` is how long customers wait without a word. ``baseline`` is a file of
    findings that do not count. ``file`` is where the settings stand, if anywhere, and ``origins`` says of each setting which file
    says it.
    """

    preset: Preset = "recommended"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = EMPTY
    options: Mapping[str, Mapping[str, Any]] = EMPTY
    packs: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    overrides: "tuple[Override, ...]" = ()
    fail_on: str = "error"
    root: FilePath = field(factory=FilePath.cwd)
    today: date = field(factory=date.today)
    patience: Duration = PATIENCE
    baseline: FilePath | None = None
    file: FilePath | None = None
    origins: Mapping[str, str] = field(default=EMPTY, eq=False)

    def active(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """The rules of a run, with their severities; UsageError names every code that no rule has."""
        rules = tuple(rules)
        unknown = [told for _, told in (*self.unknown_codes(rules), *self.unfit_options(rules))]
        if unknown:
            raise UsageError("; ".join(unknown) + " (blueprint rules lists them)")
        return tuple(self._weighed(each) for each in rules if each.is_firm or self._wants(each))

    def at(self, path: FilePath) -> "Settings":
        """The settings for one file: with the overrides that mean it, the last of them the strongest."""
        settings = self
        for each in self.overrides:
            if _patterns(self.root, each.paths).match(path.absolute()):
                settings = evolve(
                    settings,
                    preset=each.preset or settings.preset,
                    select=settings.select if each.select is None else each.select,
                    ignore=(*settings.ignore, *each.ignore),
                    severity=Table({**settings.severity, **each.severity}),
                )
        return settings

    def _wants(self, rule: Rule) -> bool:
        if any(map(rule.is_named, self.ignore)):
            return False
        if self.select:
            return any(map(rule.is_named, self.select))
        return PRESETS.index(rule.preset) <= PRESETS.index(self.preset)

    def _weighed(self, rule: Rule) -> Rule:
        told = self.severity.get(rule.code) or self.severity.get(rule.family)
        if rule.code in self.options:
            from blueprint.rules.options import settled

            rule = evolve(rule, options=settled(rule, self.options[rule.code]))
        return evolve(rule, severity=Severity(told)) if told and not rule.is_firm else rule

    def unknown_codes(self, rules: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
        """Every setting that names a rule which does not exist, and what to tell of it."""
        known = {name for rule in rules for name in (rule.code, rule.family)}
        for key, codes in self.codes():
            for name in codes:
                if name not in known:
                    yield key, f"there is no rule '{name}'{suggestion(name.upper(), sorted(known))}"

    def unfit_options(self, rules: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
        """Every option that its rule does not have, or not like this, and what to tell of it."""
        for rule in rules if self.options else ():
            from blueprint.rules.options import mistakes

            for name, told in mistakes(rule, self.options.get(rule.code, EMPTY)):
                yield "options", f"{rule.code}.{name}: {told}"

    def firm_codes(self, rules: tuple[Rule, ...]) -> Iterator[tuple[str, str]]:
        """Every setting that would silence a rule which nothing can silence, and what to tell of it."""
        firm = {rule.code for rule in rules if rule.is_firm}
        for key, codes in self.codes():
            if not key.endswith(("select", "options")):
                for name in firm.intersection(codes):
                    yield key, f"{name} stays an error: without a text that can be read, nothing else is checked"

    def codes(self) -> Iterator[tuple[str, Iterable[str]]]:
        """The settings that name rules, and the names."""
        yield from (("select", self.select), ("ignore", self.ignore), ("severity", self.severity), ("options", self.options))
        for number, each in enumerate(self.overrides, 1):
            said = (("select", each.select or ()), ("ignore", each.ignore), ("severity", each.severity))
            yield from ((f"override {number}: {key}", codes) for key, codes in said)


@lru_cache(maxsize=64)
def _patterns(base: FilePath, lines: tuple[str, ...]) -> Patterns:
    return Patterns.of(base, lines)
