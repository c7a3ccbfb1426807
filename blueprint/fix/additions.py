"""What is to be added to a document, as data: keys of a mapping, or items of a list; nothing is ever replaced."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from attrs import frozen

from blueprint.paths import Path


@frozen
class NewKeys:
    """Keys added to the mapping at a path, behind the last of those in ``behind`` that are there; without any, at its end."""

    path: Path
    entries: Mapping[str, Any]
    behind: tuple[str, ...] = ()


@frozen
class NewItems:
    """Items added at the end of the list at a path."""

    path: Path
    items: tuple[Any, ...]


Addition = NewKeys | NewItems


def settled(data: Any, additions: Iterable[Addition]) -> tuple[Addition, ...]:
    """The additions as they fit the data, one for each place.

    What is there stays: a list that is there gets the items it lacks, any other key that is there is not added.
    """
    found: dict[Any, Addition] = {}
    for each in additions:
        for part in _fitted(data, each):
            key = (part.path, getattr(part, "behind", None))
            found[key] = _both(found[key], part) if key in found else part
    return tuple(found.values())


def _fitted(data: Any, addition: Addition) -> Iterator[Addition]:
    held = at(data, addition.path)
    if isinstance(addition, NewItems):
        items = tuple(each for each in addition.items if each not in held)
        yield from [NewItems(addition.path, items)] if items else []
        return
    new = {key: value for key, value in addition.entries.items() if key not in held}
    yield from [NewKeys(addition.path, new, addition.behind)] if new else []
    for key, value in addition.entries.items():
        if key in held and isinstance(value, list):
            yield from _fitted(data, NewItems((*addition.path, key), tuple(value)))


def _both(first: Addition, second: Addition) -> Addition:
    if isinstance(first, NewItems) and isinstance(second, NewItems):
        return NewItems(first.path, tuple(_joined([*first.items], [*second.items])))
    assert isinstance(first, NewKeys)
    assert isinstance(second, NewKeys)
    entries = dict(first.entries)
    for key, value in second.entries.items():
        entries[key] = _joined(entries[key], value) if key in entries else value
    return NewKeys(first.path, entries, first.behind)


def _joined(first: Any, second: Any) -> Any:
    """Two lists as one, each item once; of anything else the first."""
    return [*first, *(each for each in second if each not in first)] if isinstance(first, list) else first


def at(data: Any, path: Path) -> Any:
    """What stands at a path of plain data."""
    for part in path:
        data = data[part]
    return data


def applied(data: Any, additions: Iterable[Addition]) -> Any:
    """The data with additions that fit it."""
    new = deepcopy(data)
    for each in additions:
        if isinstance(each, NewKeys):
            at(new, each.path).update(deepcopy(dict(each.entries)))
        else:
            at(new, each.path).extend(deepcopy(each.items))
    return new
