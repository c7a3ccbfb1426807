"""The keys of a class as columns of a table: those of what lies in it with a dot, ``time.wait``; ``with.customer`` by id."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from blueprint.kinds import Anything, Keyed, Object
from blueprint.paths import Path
from blueprint.records import Element, Property, properties
from blueprint.values import remembered

OWN: Final = "x-"
REST: Final = "x-."
"""The column of all keys of one's own whose names no column can have, as one JSON mapping."""


class Field(NamedTuple):
    """A column: where its value belongs below the element, and the kind of value it holds."""

    path: Path
    kind: Any


@remembered
def keys_of(kind: type[Any]) -> tuple[Property, ...]:
    """The keys of a class, with those that stand flat among them."""
    return tuple(
        inner
        for each in properties(kind)
        for inner in ([key for one in each.kind.types for key in properties(one)] if each.flat else [each])
    )


@remembered
def names_of(kind: type[Any]) -> tuple[str, ...]:
    """The names of all columns of a class that are known beforehand; ``with.`` stands for any that begins so."""
    found: list[str] = []
    for each in keys_of(kind):
        if isinstance(each.kind, Object):
            found += [each.key, *(f"{each.key}.{name}" for name in names_of(each.kind.type))]
        else:
            found.append(f"{each.key}." if isinstance(each.kind, Keyed) else each.key)
    return tuple(found)


def field_of(kind: type[Any], name: str) -> Field | None:
    """The field that a column's name means; None where there is none."""
    if name.startswith(OWN) and issubclass(kind, Element):
        return Field((name,), Anything())
    first, _, rest = name.partition(".")
    found = next((each for each in keys_of(kind) if each.key == first), None)
    if found is None:
        return None
    if isinstance(found.kind, Keyed):
        return _below(found.kind.item, (first,), rest)
    if isinstance(found.kind, Object) and rest:
        inner = field_of(found.kind.type, rest)
        return inner and Field((first, *inner.path), inner.kind)
    return None if rest else Field((first,), found.kind)


def _below(item: Any, path: Path, rest: str) -> Field | None:
    if not isinstance(item, Object):
        return Field((*path, rest), item) if rest else None
    id, _, more = rest.partition(".")
    inner = field_of(item.type, more) if more else Field((), item)
    return inner and Field((*path, id, *inner.path), inner.kind) if id else None


def fields_in(kind: type[Any], plain: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The columns that an element's plain data fill: name, kind and plain value; in the order of the format."""
    for each in keys_of(kind):
        if each.key not in plain:
            continue
        value = plain[each.key]
        if isinstance(each.kind, Keyed):
            yield from ((f"{each.key}.{id}", each.kind.item, item) for id, item in value.items())
        elif isinstance(each.kind, Object) and isinstance(value, Mapping) and value:
            yield from (
                (each.key if name == each.kind.type.short else f"{each.key}.{name}", inner, item)
                for name, inner, item in fields_in(each.kind.type, value)
            )
        else:
            yield each.key, each.kind, value
    yield from _own(plain)


def _own(plain: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    own = {key: value for key, value in plain.items() if key.startswith(OWN)}
    simple = {key for key in own if key.isascii() and key.replace("-", "").replace("_", "").isalnum() and key == key.lower()}
    yield from ((key, Anything(), own[key]) for key in own if key in simple)
    if len(simple) < len(own):
        yield REST, Anything(), {key: own[key] for key in own if key not in simple}
