"""How a rule is written: a generator with a docstring, and with examples that are its tests and its help.

    @rule("ACME001", Severity.warning, source="House rules, 4", bad="...", good="...", spares="Drafts.")
    def step_without_owner(view: View) -> Iterator[Problem]:
        '''A step has no owner.

        Why it matters, in the words of those who read blueprints.
        '''

The function's name is the rule's name; the first sentence of the docstring its title; the rest says why. ``bad`` marks
with ``# !`` each line where a finding must be; ``good`` gives none. Examples are whole documents in YAML, whose head
(``blueprint: 1``, id, title) and processes may be left out.
"""

from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any, Final, Literal

from attrs import frozen

from blueprint.errors import PackError
from blueprint.findings import Problem, Severity
from blueprint.values import EMPTY, remembered

Preset = Literal["correctness", "recommended", "strict"]
Stage = Literal["text", "schema", "service", "ignores"]
PRESETS: Final[tuple[Preset, ...]] = ("correctness", "recommended", "strict")

_CORRECTNESS: Final = frozenset({"SYN", "SCH", "REF", "FLW"})
_HEAD: Final = "blueprint: 1\nid: example\ntitle: Example\n"
_PROCESSES: Final = """\
processes:
  sale: {title: Sale, phase: in-sale, kind: other, start: buy, steps: {buy: {lane: customer, does: Buys, ends: Bought}}}
"""


@frozen(kw_only=True, eq=False)
class Rule:
    """A rule: what it finds, why that matters, where it comes from, and what it looks like.

    ``options`` are what settings say to ``find`` as keyword arguments.
    """

    code: str
    name: str
    severity: Severity
    preset: Preset
    stage: Stage
    source: str
    written_bad: str
    written_good: str
    spares: str
    find: Callable[..., Iterable[Problem]]
    plant: Callable[[Any], Any] | None = None
    options: Mapping[str, Any] = EMPTY

    def problems(self, subject: Any) -> Iterable[Problem]:
        """What the rule says of a subject: of a view, or of what its stage looks at."""
        return self.find(subject, **self.options)

    @property
    def title(self) -> str:
        """What it finds, in one sentence."""
        return " ".join(_paragraphs(self.find.__doc__ or "")[0].split())

    @property
    def why(self) -> str:
        """Why that matters, in paragraphs."""
        return _paragraphs(self.find.__doc__ or "")[1]

    @property
    def bad(self) -> str:
        """The example that is found fault with; empty where none can be shown."""
        return _example(self.written_bad)

    @property
    def good(self) -> str:
        """The example that is right."""
        return _example(self.written_good)

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    def is_named(self, wanted: str) -> bool:
        """Whether a code or a family's letters mean this rule."""
        return wanted in (self.code, self.family)

    @property
    def is_firm(self) -> bool:
        """Whether nothing can silence it: without readable, well-formed text nothing else is checked."""
        return self.stage in ("text", "schema") and self.severity is Severity.error


@remembered
def _paragraphs(docstring: str) -> tuple[str, str]:
    """The first paragraph, and the rest."""
    from inspect import cleandoc

    first, _, rest = cleandoc(docstring).partition("\n\n")
    return first, rest


def rule(
    code: str,
    severity: Severity,
    *,
    source: str,
    bad: str,
    good: str,
    spares: str,
    preset: Preset | None = None,
    stage: Stage = "service",
    plant: Callable[[Any], Any] | None = None,
) -> Callable[[Callable[..., Iterable[Problem]]], Rule]:
    """Make a rule of a generator. ``preset`` defaults to correctness for SYN SCH REF FLW, strict for advice, else recommended.

    ``plant`` takes a sound blueprint and puts the defect into it; ``source`` names the standard, work or row it rests on.
    """

    def make(find: Callable[..., Iterable[Problem]]) -> Rule:
        family = code.rstrip("0123456789")
        usual: Preset = "strict" if severity is Severity.info else "recommended"
        return Rule(
            code=code,
            name=find.__name__.replace("_", "-"),
            severity=severity,
            preset=preset or ("correctness" if family in _CORRECTNESS and severity is not Severity.info else usual),
            stage=stage,
            source=source,
            written_bad=bad,
            written_good=good,
            spares=spares,
            find=find,
            plant=plant,
        )

    return make


def _example(text: str) -> str:
    from textwrap import dedent

    return dedent(text).rstrip(" \n") + "\n" if text.strip() else text


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """The rules that a module defines, by code; PackError when two share one."""
    found = [each for each in vars(module).values() if isinstance(each, Rule)]
    return ordered(found)


def ordered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules by code; PackError when two share a code or lack what every rule must say."""
    by_code: dict[str, Rule] = {}
    for each in rules:
        if each.code in by_code and by_code[each.code] is not each:
            raise PackError(f"two rules have the code {each.code}: '{by_code[each.code].name}' and '{each.name}'")
        if not each.find.__doc__ or not each.source or not each.spares:
            raise PackError(f"rule {each.code} must say its title, its source and what it does not flag")
        by_code[each.code] = each
    return tuple(by_code[code] for code in sorted(by_code))


def complete(example: str) -> str:
    """An example as a whole document: what it leaves out is added below it, so that its lines keep their numbers."""
    if example.lstrip().startswith(("{", "[")) or not example.strip():
        return example
    keys = {line.partition(":")[0] for line in example.splitlines() if ":" in line}
    if not keys:
        return example
    head = "".join(f"{line}\n" for line in _HEAD.splitlines() if line.partition(":")[0] not in keys)
    processes = "" if "processes" in keys else _PROCESSES
    end = "" if example.endswith("\n") else "\n"
    return example + end + head + processes
