"""A blueprint as tables: the service itself as keys and values, one table for each thing that has ids, one step a row."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from blueprint.interchange.sheets.cells import cell_of
from blueprint.interchange.sheets.fields import fields_in, keys_of
from blueprint.kinds import Keyed, Many, Object
from blueprint.model import Blueprint, Process, Step
from blueprint.paths import Path
from blueprint.records import Property
from blueprint.values import remembered

SERVICE: Final = "Service"
STEPS: Final = "Steps"
WAYS: Final = ("next", "choose", "many", "fork", "ends", "outcome", "continues")
ALWAYS: Final = ("process", "step", "lane", "does", "next", "choose", "ends", "actor", "channels", "evidence", "time", "fails")
"""The columns that the table of steps has whether they are used or not, as a place to write on."""
_FIRST: Final = ("process", "step", "id", "stage", "lane", "does", "title", "phase", "kind", *WAYS)

Written = str | Decimal | None


@frozen
class Table:
    """A table: its name, the names of its columns, and its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Written, ...], ...]


@frozen(kw_only=True)
class Section:
    """What a table holds: elements of a class, at a path of the document. ``ids``: the columns that say which one."""

    name: str
    path: Path
    kind: type[Any]
    ids: tuple[str, ...] = ("id",)


@remembered
def sections() -> tuple[Section, ...]:
    """The tables beside that of the service itself, in the order of a workbook."""
    found = {each.name: each for each in _sections(Blueprint, ())}
    steps = Section(name=STEPS, path=("processes",), kind=Step, ids=("process", "step"))
    processes = found.pop("Processes")
    return steps, processes, *found.values()


def _sections(kind: type[Any], path: Path) -> Iterator[Section]:
    for each in keys_of(kind):
        here = (*path, each.key)
        item = each.kind.item if isinstance(each.kind, Keyed | Many) else None
        if isinstance(item, Object):
            ids = ("id",) if isinstance(each.kind, Keyed) else ()
            yield Section(name=" ".join(map(str, here)).capitalize(), path=here, kind=item.type, ids=ids)
        elif isinstance(each.kind, Object) and _holds_tables(each):
            yield from _sections(each.kind.type, here)


def _holds_tables(each: Property) -> bool:
    inner = (one.kind for one in keys_of(each.kind.type))
    return any(isinstance(kind, Keyed) and isinstance(kind.item, Object) for kind in inner)


def tables(blueprint: Blueprint) -> tuple[Table, ...]:
    """Everything that a blueprint holds, as tables; steps first, the service itself second."""
    plain = blueprint.plain()
    known = sections()
    steps = _table(known[0], list(_steps_in(plain, blueprint)))
    others = [_table(each, list(_rows_of(each, plain))) for each in known[1:]]
    return steps, _service(plain), *others


def _steps_in(plain: Mapping[str, Any], blueprint: Blueprint) -> Iterator[dict[str, Written]]:
    for process in blueprint.process_ids():
        for step, inner in plain["processes"][process]["steps"].items():
            yield {"process": process, "step": step} | _row(Step, inner)


def _rows_of(section: Section, plain: Mapping[str, Any]) -> Iterator[dict[str, Written]]:
    held: Any = plain
    for part in section.path:
        held = held.get(part, {})
    for id, element in held.items() if isinstance(held, Mapping) else enumerate(held):
        inner = {key: value for key, value in element.items() if key != "steps"} if section.kind is Process else element
        named: dict[str, Written] = {"id": str(id)} if section.ids else {}
        yield named | _row(section.kind, inner)


def _row(kind: type[Any], plain: Any) -> dict[str, Written]:
    whole = plain if isinstance(plain, Mapping) else {kind.short: plain}
    return {name: cell_of(inner, value) for name, inner, value in fields_in(kind, whole)}


def _service(plain: Mapping[str, Any]) -> Table:
    """The keys of the blueprint that no table holds, one a row."""
    apart = {each.path for each in sections()}

    def left(held: Mapping[str, Any], path: Path) -> dict[str, Any]:
        kept = {key: left(value, (*path, key)) if isinstance(value, dict) else value for key, value in held.items()}
        return {key: kept[key] for key in kept if (*path, key) not in apart}

    rest = left(plain, ())
    return Table(SERVICE, ("key", "value"), tuple(_row(Blueprint, rest).items()))


def _table(section: Section, rows: list[dict[str, Written]]) -> Table:
    used = {name for row in rows for name in row}
    usual = ALWAYS if section.name == STEPS else (*section.ids, *(each.key for each in keys_of(section.kind) if each.required))
    names = list(dict.fromkeys([*usual, *(each.key for each in keys_of(section.kind)), *(name for row in rows for name in row)]))
    header = sorted((name for name in names if name in used or name in usual), key=lambda name: _place(name, names))
    header = [name for name in header if name != "steps"]
    return Table(section.name, tuple(header), tuple(tuple(row.get(name) for name in header) for row in rows))


def _place(name: str, names: list[str]) -> tuple[int, int]:
    """What a reader looks for first; what belongs to one key, beside it."""
    first = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    stem = name.partition(".")[0]
    return first, names.index(stem) if stem in names else len(names)
