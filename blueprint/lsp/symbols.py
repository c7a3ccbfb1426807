"""The outline of a file: its sections, processes and steps."""

from collections.abc import Iterator
from typing import Any, Final

from lsprotocol.types import DocumentSymbol, SymbolKind

from blueprint.kinds import Keyed, Object
from blueprint.lsp.cursor import placed
from blueprint.lsp.ids import at, title_of
from blueprint.lsp.opened import Opened
from blueprint.lsp.slots import fields_of
from blueprint.model import Blueprint
from blueprint.paths import Path
from blueprint.source import Source

_KINDS: Final = {"processes": SymbolKind.Module, "steps": SymbolKind.Event, "promises": SymbolKind.Interface}
_SECTIONS: Final = tuple(
    key for key, each in fields_of(Blueprint).items() if isinstance(each.kind, Keyed) and isinstance(each.kind.item, Object)
)


def symbols(opened: Opened) -> list[DocumentSymbol]:
    """What a file defines. Of what cannot be read at this moment, nothing is told, and editors keep what they had."""
    return [each for source in opened.sources for each in _of(opened, source)]


def _of(opened: Opened, source: Source) -> Iterator[DocumentSymbol]:
    for key in source.data if isinstance(source.data, dict) else ():
        if key in _SECTIONS:
            below = list(_entries(opened, source, (key,)))
            yield from _symbol(opened, source, (key,), SymbolKind.Namespace, "", below)


def _entries(opened: Opened, source: Source, section: Path) -> Iterator[DocumentSymbol]:
    entries = at(source.data, section)
    for name, item in entries.items() if isinstance(entries, dict) else ():
        path = (*section, name)
        below = list(_entries(opened, source, (*path, "steps"))) if section == ("processes",) else []
        yield from _symbol(opened, source, path, _KINDS.get(str(section[-1]), SymbolKind.Object), title_of(item), below)


def _symbol(
    opened: Opened, source: Source, path: Path, kind: SymbolKind, detail: str, below: list[DocumentSymbol]
) -> Iterator[DocumentSymbol]:
    spans: Any = placed(source, path)
    if spans is not None and str(path[-1]):
        key, whole = (opened.ruler.range(source, *span) for span in spans)
        yield DocumentSymbol(str(path[-1]), kind, whole, key, detail=detail or None, children=below or None)
