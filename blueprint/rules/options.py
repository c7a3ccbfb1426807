"""Options of rules: what the settings may say to a rule, by its function's keyword-only arguments.

    @rule("HOUSE002", ...)
    def too_many_steps(view: View, *, at_most: int = 30) -> Iterator[Problem]:

``[options.HOUSE002]`` with ``at-most = 20`` in the settings then calls it with ``at_most=20``.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from blueprint.rules.mechanism import Rule
from blueprint.values import Duration, Table
from blueprint.wording import listed, shown, suggestion


def options_of(rule: Rule) -> Mapping[str, Any]:
    """What is usual for each option of a rule, by the name that settings call it."""
    from inspect import Parameter, signature

    arguments = signature(rule.find).parameters.values()
    return {each.name.replace("_", "-"): each.default for each in arguments if each.kind is Parameter.KEYWORD_ONLY}


def settled(rule: Rule, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """What settings say to a rule, as its function takes it; it must be without mistakes."""
    usual = options_of(rule)
    return Table({name.replace("-", "_"): _taken(value, usual[name]) for name, value in told.items()})


def mistakes(rule: Rule, told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The options that a rule does not have, or not like this: the name, and what to tell of it."""
    usual = options_of(rule)
    for name, value in told.items():
        if name not in usual:
            hint = suggestion(name, usual) or (f"; the rule has {listed(usual)}" if usual else "; the rule has none")
            yield name, f"there is no such option{hint}"
            continue
        try:
            _taken(value, usual[name])
        except ValueError:
            yield name, f"{shown(value)} is not {_wanted(usual[name])}"


_KINDS: Final[dict[type[Any], tuple[Any, Callable[[Any], Any], str]]] = {
    bool: (bool, bool, "true or false"),
    int: (int, int, "a whole number"),
    Decimal: (Decimal | int, Decimal, "a number"),
    float: (Decimal | int, float, "a number"),
    str: (str, str, "a text"),
    Duration: (str, Duration.parse, "a duration"),
    tuple: (tuple, tuple, "a list"),
}
"""By the kind of what is usual: what a file of settings holds, how it is read, and what it is called."""


def _taken(value: Any, usual: Any) -> Any:
    """A value of the settings as the kind of value that is usual; ValueError when it is another."""
    written, read, _ = _KINDS.get(type(usual), _KINDS[str])
    if not isinstance(value, written) or isinstance(value, bool) is not isinstance(usual, bool):
        raise ValueError
    return read(value)


def _wanted(usual: Any) -> str:
    called = _KINDS.get(type(usual), _KINDS[str])[2]
    example = str(usual).lower() if isinstance(usual, bool) else str(usual)
    return called if isinstance(usual, tuple | bool) or not example else f"{called} such as {example}"
