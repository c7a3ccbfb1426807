"""Walking through a value of the model: its elements, and the ids that they refer to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from blueprint.kinds import Keyed, Many, Object, OneOf, Ref
from blueprint.paths import ROOT, Path
from blueprint.records import properties
from blueprint.values import remembered


def walk(value: Any, path: Path = ROOT, *, but: str = "") -> Iterator[tuple[Path, Any]]:
    """Every element at and below a value of the model, with its path in the file; an element comes before its parts.

    What stands under the key ``but`` of the value itself is left out.
    """
    waiting = [(path, value)]
    while waiting:
        here, element = waiting.pop()
        yield here, element
        below: list[tuple[Path, Any]] = []
        for attribute, key, how in _with_elements(type(element)):
            inner = getattr(element, attribute)
            if not inner or (key == but and element is value):
                continue
            if how == "flat":
                below.append((here, inner))
            elif how == "keys":
                below += [((*here, key, name), item) for name, item in inner.items()]
            elif how == "many":
                below += [((*here, key, position), item) for position, item in enumerate(inner)]
            else:
                below.append(((*here, key), inner))
        below.reverse()
        waiting += below


@remembered
def _with_elements(kind: type[Any]) -> tuple[tuple[str, str, str], ...]:
    """Of each field that holds elements: its attribute, its key, and how it holds them."""
    found = []
    for each in properties(kind):
        if each.flat or isinstance(getattr(each.kind, "item", each.kind), Object):
            how = (
                "flat"
                if each.flat
                else "keys"
                if isinstance(each.kind, Keyed)
                else "many"
                if isinstance(each.kind, Many)
                else "one"
            )
            found.append((each.attribute, each.key, how))
    return tuple(found)


class Reference(NamedTuple):
    """One id that an element refers to, and where it stands. ``is_key``: it is the key of a mapping."""

    path: Path
    target: str
    id: str
    is_key: bool = False


def references(value: Any, path: Path = ROOT) -> Iterator[Reference]:
    """What the element itself refers to; elements below it speak for themselves (see :func:`walk`)."""
    for attribute, key, how, target in _with_references(type(value)):
        inner = getattr(value, attribute)
        if not inner:
            continue
        here = (*path, key)
        if how == "keys":
            yield from (Reference((*here, each), target, each, is_key=True) for each in inner)
        elif how == "one":
            yield Reference(here, target, inner)
        elif how == "single" and len(inner) == 1:
            yield Reference(here, target, inner[0])
        else:
            yield from (Reference((*here, position), target, item) for position, item in enumerate(inner))


@remembered
def _with_references(kind: type[Any]) -> tuple[tuple[str, str, str, str], ...]:
    """Of each field that refers to something: its attribute, its key, whether that holds one, several or keys, and to what."""
    found = []
    for each in properties(kind):
        keyed, many = isinstance(each.kind, Keyed), isinstance(each.kind, Many)
        simple = each.kind.key if keyed else getattr(each.kind, "item", each.kind)
        if isinstance(simple, Ref) and simple.target:
            how = "keys" if keyed else ("single" if each.kind.single else "many") if many else "one"
            found.append((each.attribute, each.key, how, simple.target))
    return tuple(found)


def named(value: Any, *, but: str = "") -> Mapping[str, set[str]]:
    """The ids that an element, and all elements below it, refer to, by what they are to be: a step, a channel, a standard.

    It tells what :func:`references` do, without their places, and sooner. What stands under the key ``but`` of the value itself
    is left out.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    _name(value, found, but)
    return found


def _name(value: Any, found: defaultdict[str, set[str]], but: str = "") -> None:
    referring, holding = _naming(type(value))
    for attribute, how, target in referring:
        ids = getattr(value, attribute)
        if ids:
            if how == "one":
                found[target].add(ids)
            else:
                found[target].update(ids)
    for attribute, key, how in holding:
        inner = getattr(value, attribute)
        if inner and key != but:
            for each in inner.values() if how == "keys" else inner if how == "many" else (inner,):
                _name(each, found)


@remembered
def _naming(kind: type[Any]) -> tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str, str], ...]]:
    """The fields that refer to something, and those that hold elements which do."""
    referring = tuple((attribute, how, target) for attribute, _, how, target in _with_references(kind))
    naming = {each.attribute for each in properties(kind) if any(any(_naming(inner)) for inner in _held(each.kind))}
    return referring, tuple(each for each in _with_elements(kind) if each[0] in naming)


def _held(kind: Any) -> tuple[type[Any], ...]:
    """The classes of the elements that a field of this kind holds."""
    item = getattr(kind, "item", kind)
    return item.types if isinstance(item, OneOf) else (item.type,) if isinstance(item, Object) else ()
