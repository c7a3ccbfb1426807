"""From where an id stands to where it is defined, to all places that mention it, and to another name for it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lsprotocol.types import Location, Position, Range, TextEdit, WorkspaceEdit

from blueprint.kinds import ID, Keyed, Many
from blueprint.lsp.cursor import spot_at
from blueprint.lsp.ids import at, definition
from blueprint.lsp.opened import Opened
from blueprint.lsp.slots import WHOLE, Slot, below, slot_at
from blueprint.paths import Path
from blueprint.source import Source


class CannotRenameError(ValueError):
    """Why something cannot have another name."""


class Mention(NamedTuple):
    """An id at a path: where it is defined, and at which letter of what stands there it begins."""

    path: Path
    defined: Path
    begins: int = 0
    on_key: bool = False

    @property
    def id(self) -> str:
        return str(self.defined[-1])


def definition_at(opened: Opened, place: Position) -> Location | None:
    """Where the id at a place is defined."""
    found = _meant(opened, place)
    if found is None:
        return None
    source, mention, _ = found
    start, end = source.locate(mention.defined, on_key=True)
    return Location(opened.uri, opened.ruler.range(source, start, end))


def mentions_of(opened: Opened, place: Position, *, definition_too: bool = True) -> list[Location]:
    """All places that mention what is mentioned, or defined, at a place."""
    found = _meant(opened, place)
    if found is None:
        return []
    source, meant, _ = found
    spans = [
        span
        for each in mentions(source.data)
        if each.defined == meant.defined and (definition_too or each.path != each.defined)
        if (span := _span(source, each)) is not None
    ]
    return [Location(opened.uri, opened.ruler.range(source, *span)) for span in sorted(spans)]


def renamable(opened: Opened, place: Position) -> Range | None:
    """The id at a place that can get another name."""
    found = _meant(opened, place)
    return opened.ruler.range(found[0], *found[2]) if found else None


def renamed(opened: Opened, place: Position, name: str) -> WorkspaceEdit:
    """The edits that give what stands at a place another id; CannotRenameError says why there are none."""
    found = _meant(opened, place)
    if found is None:
        raise CannotRenameError("there is no id here that the file defines")
    source, meant, _ = found
    if not re.fullmatch(ID, name):
        raise CannotRenameError("an id has small letters, digits and hyphens, and begins with a letter")
    if name in (at(source.data, meant.defined[:-1]) or {}):
        raise CannotRenameError(f"'{name}' is there already")
    edits = []
    for each in mentions(source.data):
        if each.defined == meant.defined:
            span = _span(source, each)
            if span is None:
                raise CannotRenameError(f"'{each.id}' is written in a way that cannot be changed here, such as by an alias")
            edits.append(TextEdit(opened.ruler.range(source, *span), name))
    return WorkspaceEdit(changes={opened.uri: edits})


def _meant(opened: Opened, place: Position) -> tuple[Source, Mention, tuple[int, int]] | None:
    """The mention at a place, and where it stands; one that is longer than another (a step of a process) comes last."""
    line, column = opened.ruler.counted(place)
    source = opened.source_at(line)
    spot = spot_at(source, source.offset(line, column)) if source else None
    if source is None or spot is None:
        return None
    offset = source.offset(line, column)
    for each in _mentions_at(source.data, spot.path, on_key=spot.on_key):
        span = _span(source, each)
        if span is not None and span[0] <= offset <= span[1]:
            return source, each, span
    return None


def _span(source: Source, mention: Mention) -> tuple[int, int] | None:
    start, end = source.locate(mention.path, on_key=mention.on_key)
    start += mention.begins + (source.text[start : start + 1] in ("'", '"'))
    found = source.text[start : start + len(mention.id)]
    return (start, start + len(mention.id)) if found == mention.id and start + len(mention.id) <= end else None


def mentions(data: Any) -> Iterator[Mention]:
    """Every id of a document that is defined in it: where it is defined, and where it is mentioned."""
    waiting: list[tuple[Path, Any, Slot]] = [((), data, WHOLE)]
    while waiting:
        path, value, holder = waiting.pop()
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for part, item in items:
            slot, inner = below(holder, part), (*path, part)
            if slot is not None:
                yield from _on_key(data, inner, holder) if isinstance(value, dict) else ()
                yield from _in_value(data, inner, slot, item)
                waiting.append((inner, item, slot))


def _mentions_at(data: Any, path: Path, *, on_key: bool = False) -> Iterator[Mention]:
    holder, slot = slot_at(path[:-1]) if path else None, slot_at(path)
    if holder is not None and slot is not None:
        yield from _on_key(data, path, holder) if on_key else _in_value(data, path, slot, at(data, path))


def _on_key(data: Any, path: Path, holder: Slot) -> Iterator[Mention]:
    if isinstance(holder.kind, Keyed):
        defined = definition(data, holder.key_target, str(path[-1]), path[:-1]) if holder.key_target else path
        if defined is not None:
            yield Mention(path, defined, on_key=True)


def _in_value(data: Any, path: Path, slot: Slot, value: Any) -> Iterator[Mention]:
    if isinstance(value, str) and (not isinstance(slot.kind, Many) or slot.kind.single):
        yield from _in_pointer(data, path, value) if _is_pointer(slot, path) else _in_id(data, path, slot.target, value)


def _in_id(data: Any, path: Path, target: str, id: str) -> Iterator[Mention]:
    """What an id mentions: one like ``advice.ask`` the process, too."""
    defined = definition(data, target, id, path) if target else None
    process, dot, _ = id.partition(".")
    if dot and target in ("place", "hand-over") and at(data, ("processes", process)) is not None:
        yield Mention(path, ("processes", process))
    if defined is not None:
        yield Mention(path, defined, len(process) + 1 if dot else 0)


def _is_pointer(slot: Slot, path: Path) -> bool:
    return path[0] == "ignore" and slot.field is not None and slot.field.key == "at"


def _in_pointer(data: Any, path: Path, pointer: str) -> Iterator[Mention]:
    """What a pointer such as /processes/advice/steps/ask mentions."""
    parts = pointer.split("/")[1:]
    begins = 0
    for number, part in enumerate(parts, 1):
        begins += 1
        defined = tuple(parts[:number])
        holder = slot_at(defined[:-1])
        if holder is not None and isinstance(holder.kind, Keyed) and at(data, defined) is not None:
            yield Mention(path, defined, begins)
        begins += len(part)
