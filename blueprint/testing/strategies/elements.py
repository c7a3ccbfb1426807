"""Strategies for every class of the model, drawn from its fields and their kinds."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blueprint import kinds
from blueprint.model import Process, Step
from blueprint.records import Element, Property, properties
from blueprint.testing.strategies.values import durations, ids, json_values, letters, numbers, shares, texts
from blueprint.values import EMPTY, Table

Known = Mapping[str, tuple[str, ...]]
"""The ids that references of each target may name."""


def elements(kind: type[Any], *, known: Known = EMPTY) -> SearchStrategy[Any]:
    """Any valid value of a class of the model.

    References name ids of ``known``, by target (``step``, ``actor``...), and are left out where it lists none; for a target
    that it does not have they may dangle.
    """
    return built(kind, Scope(known) if known else ANYWHERE)


def steps(*, known: Known = EMPTY) -> SearchStrategy[Step]:
    """Any valid step; its references may dangle."""
    return elements(Step, known=known)


def processes(*, known: Known = EMPTY) -> SearchStrategy[Process]:
    """Any valid process; its references may dangle, and its flow need not make sense."""
    return elements(Process, known=known)


class Scope:
    """The ids that references may name, and the strategies of each kind of value amid them."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.made: dict[Any, SearchStrategy[Any] | None] = {}

    def values(self, kind: Any) -> SearchStrategy[Any] | None:
        """The values of a kind; None when there is none, because nothing is known that a reference could name."""
        if kind not in self.made:
            amid = self if _targets(kind) & self.known.keys() else ANYWHERE
            self.made[kind] = _drawn_from(kind, amid) if amid is self or self is ANYWHERE else amid.values(kind)
        return self.made[kind]

    def some(self, kind: Any) -> SearchStrategy[Any]:
        """The values of a kind of which there are some."""
        strategy = self.values(kind)
        return st.nothing() if strategy is None else strategy

    def beside(self, **more: tuple[str, ...]) -> "Scope":
        """This scope with more known ids; ``_`` stands for a hyphen."""
        return Scope({**self.known, **{target.replace("_", "-"): several for target, several in more.items()}})


ANYWHERE: Final = Scope(EMPTY)


@cache
def _targets(kind: Any) -> frozenset[str]:
    """What references in values of a kind refer to."""
    match kind:
        case kinds.Ref():
            return frozenset([kind.target])
        case kinds.Many():
            return _targets(kind.item)
        case kinds.Keyed():
            return _targets(kind.key) | _targets(kind.item)
        case kinds.Object() | kinds.OneOf():
            types = (kind.type,) if isinstance(kind, kinds.Object) else kind.types
            return frozenset().union(*(_targets(each.kind) for inner in types for each in properties(inner)))
    return frozenset()


@st.composite
def built(draw: DrawFn, kind: type[Any], scope: Scope, given: Mapping[str, Any] = EMPTY, most: int = 4) -> Any:
    """A value of a class: the fields ``given``, all that are required, and up to ``most`` others."""
    free = [each for each in properties(kind) if each.attribute not in given]
    optional = [each for each in free if not each.required]
    chosen = draw(st.lists(st.sampled_from(optional), unique_by=_KEY, max_size=most)) if optional else []
    wanted = [each for each in free if each.required] + _together(draw, kind, optional, chosen)
    strategies = {each.attribute: scope.values(each.kind) for each in wanted}
    arguments = {name: draw(strategy) for name, strategy in strategies.items() if strategy is not None}
    if issubclass(kind, Element) and draw(_SELDOM) == 5:
        arguments["extra"] = draw(_EXTRAS)
    return kind(**given, **arguments)


_KEY: Final = attrgetter("key")


def _together(draw: DrawFn, kind: Any, optional: list[Property], chosen: list[Property]) -> list[Property]:
    """The chosen fields as far as they can stand together."""
    group = kind.exactly_one or kind.not_both
    rivals = [each for each in chosen if each.key in group]
    kept = [each for each in chosen if each.key not in group] + rivals[:1]
    if kind.exactly_one and not rivals:
        kept.append(draw(st.sampled_from([each for each in optional if each.key in group])))
    return kept


def _drawn_from(kind: Any, scope: Scope) -> SearchStrategy[Any] | None:
    match kind:
        case kinds.Many():
            item = scope.values(kind.item)
            return None if item is None else st.lists(item, min_size=kind.least, max_size=3, unique=kind.unique).map(tuple)
        case kinds.Keyed():
            key, item = scope.values(kind.key), scope.values(kind.item)
            return None if key is None or item is None else st.dictionaries(key, item, max_size=3).map(Table)
        case kinds.Object():
            needed = (each.kind for each in properties(kind.type) if each.required)
            return None if any(scope.values(each) is None for each in needed) else built(kind.type, scope)
        case kinds.OneOf():
            return st.one_of([built(each, scope) for each in kind.types])
        case kinds.Ref() if kind.target in scope.known:
            return st.sampled_from(scope.known[kind.target]) if scope.known[kind.target] else None
    return _simple(kind)


def _simple(kind: Any) -> SearchStrategy[Any]:
    match kind:
        case kinds.Ref(pattern=kinds.ID):
            return ids()
        case kinds.Text():
            return st.from_regex(kind.pattern, fullmatch=True, alphabet=letters()) if kind.pattern else texts()
        case kinds.Choice():
            return st.sampled_from(kind.words)
        case kinds.Whole():
            return st.integers(kind.least, kind.most if kind.most is not None else 10**6)
        case kinds.Variation():
            return st.one_of(shares(), shares().map(lambda share: 2 + share))
        case kinds.Share():
            return shares()
    plain = {kinds.Flag: st.booleans(), kinds.Day: st.dates(min_value=date(1900, 1, 1)), kinds.Length: durations(),
             kinds.Amount: numbers(min_value=0), kinds.Anything: json_values()}  # fmt: skip
    return plain[type(kind)]


_SELDOM: Final = st.integers(0, 5)
_EXTRAS: Final = st.dictionaries(ids().map("x-".__add__), json_values(max_leaves=4), max_size=2)
