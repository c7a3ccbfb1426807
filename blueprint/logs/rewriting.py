"""Values of a document written anew in its text, and keys added; every other byte stays as it is."""

import json
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final, NamedTuple

from attrs import evolve

from blueprint.documents import mistakes_in
from blueprint.errors import UsageError
from blueprint.fix.additions import Addition, applied, at, settled
from blueprint.fix.inserting import CannotInsertError, insertions
from blueprint.fix.shape import Shape, is_alias, shape_of
from blueprint.fix.writing import on_a_line
from blueprint.model import Blueprint
from blueprint.paths import Path, pointer
from blueprint.source import Source, read_source

_PLAIN: Final = re.compile(r"[0-9][0-9.]*(?:%|[a-z]+)|[a-z][a-z0-9-]*")


class _Change(NamedTuple):
    """The text from one offset to another becomes something else."""

    start: int
    end: int
    text: str


def rewritten(source: Source, values: Mapping[Path, Any], additions: Iterable[Addition]) -> Source:
    """The document with these values in place of what stands at their paths, and with additions.

    UsageError where that cannot be done without changing what else the document says, or where no blueprint would come of it.
    """
    settled_additions = settled(source.data, additions)
    shape = shape_of(source)
    try:
        added = [_Change(each.at, each.at, each.text) for each in insertions(source, settled_additions)]
    except CannotInsertError as error:
        raise UsageError(f"{source.name}: what was learned cannot be written: {error}") from None
    replaced = [_replacing(source, path, value, shape) for path, value in values.items()]
    new = read_source(_changed(source.text, [*replaced, *added]), source.name, source.format)
    if not new.is_readable or new.data != applied(_with(source.data, values), settled_additions):
        raise UsageError(f"{source.name}: what was learned cannot be written without changing what else the file says")
    mistakes = mistakes_in(new, Blueprint)
    if mistakes:
        raise UsageError(f"{source.name}: no blueprint would come of what was learned: {mistakes[0]}")
    marks = tuple(each for each in source.faults if each.kind == "byte-order-mark")
    return evolve(new, faults=(*marks, *new.faults))


def _replacing(source: Source, path: Path, value: Any, shape: Shape) -> _Change:
    node = source.tree
    for part in path:
        node = node.child(part) if node is not None else None
    if node is None or is_alias(source, node):
        raise UsageError(f"{source.name}: {pointer(path)} is repeated from elsewhere by an alias; write it out")
    return _Change(node.start, node.end, _written(value, shape))


def _written(value: Any, shape: Shape) -> str:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) and not shape.quoted else json.dumps(value, ensure_ascii=False)
    return on_a_line(value, shape)


def _changed(text: str, changes: Iterable[_Change]) -> str:
    """The text with changes that do not overlap; of those at one place, what is replaced comes before what is added."""
    parts, done = [], 0
    for each in sorted(changes, key=lambda each: (each.start, each.end == each.start)):
        parts += [text[done : each.start], each.text]
        done = each.end
    return "".join([*parts, text[done:]])


def _with(data: Any, values: Mapping[Path, Any]) -> Any:
    new = deepcopy(data)
    for path, value in values.items():
        at(new, path[:-1])[path[-1]] = value
    return new
