"""What a file of settings may hold; its schema is computed from these classes."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from attrs import field, frozen

from blueprint.kinds import Shape
from blueprint.records import Value, about
from blueprint.rules import Preset
from blueprint.terms import Text
from blueprint.values import EMPTY, Duration

Weight = Literal["error", "warning", "info"]


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class OverrideTable(Value):
    """What holds for some files only."""

    paths: Annotated[tuple[Text, ...], Shape(least=1)] = field(
        metadata=about("Patterns of the files, as .gitignore writes them, from the folder of the settings.")
    )
    preset: Preset | None = field(default=None, metadata=about("The set of rules for these files."))
    select: tuple[Text, ...] | None = field(default=None, metadata=about("Only these rules or families for these files."))
    ignore: tuple[Text, ...] = field(default=(), metadata=about("Rules or families to leave out for these files as well."))
    severity: Mapping[Text, Weight] = field(default=EMPTY, metadata=about("How grave rules or families are in these files."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class SettingsTable(Value):
    """The settings of blueprint, in blueprint.toml or under [tool.blueprint] in pyproject.toml."""

    called: ClassVar[str] = "config"

    extends: Annotated[tuple[Text, ...], Shape(single=True)] = field(
        default=(), metadata=about("Files of settings, or presets, that these settings build on; what is said here wins.")
    )
    preset: Preset = field(
        default="recommended",
        metadata=about("The set of rules: correctness, recommended (with gaps that break a service) or strict (with advice)."),
    )
    select: tuple[Text, ...] = field(default=(), metadata=about("Only these rules or families, such as CMP or RET001."))
    ignore: tuple[Text, ...] = field(default=(), metadata=about("Rules or families to leave out."))
    severity: Mapping[Text, Weight] = field(
        default=EMPTY, metadata=about('How grave rules or families are, such as CMP001 = "warning"; it turns no rule on or off.')
    )
    options: Mapping[Text, Mapping[Text, Any]] = field(
        default=EMPTY, metadata=about("What rules take, by code: [options.HOUSE001], and under it each option.")
    )
    fail_on: Literal["error", "warning", "info", "never"] = field(
        default="error", metadata=about("The least severity that gives exit status 1.")
    )
    exclude: tuple[Text, ...] = field(
        default=(), metadata=about("Patterns of what folders leave out, as .gitignore writes them.")
    )
    include: tuple[Text, ...] = field(
        default=(), metadata=about("Patterns of what folders hold besides *.blueprint.yaml and the like, such as docs/*.md.")
    )
    packs: tuple[Text, ...] = field(default=(), metadata=about("Modules or files with rules of your own: ./house_rules.py."))
    standards: tuple[Text, ...] = field(default=(), metadata=about("Files with standards of your own: ./house.standard.yaml."))
    patience: Duration | None = field(default=None, metadata=about("How long customers wait without a word, such as 3d."))
    baseline: Text | None = field(default=None, metadata=about("A file of findings that do not count."))
    overrides: tuple[OverrideTable, ...] = field(default=(), metadata=about("What holds for some files only."))
