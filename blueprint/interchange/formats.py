"""The formats that can be converted: one line for each, and nothing else to do."""

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Any, Final

from attrs import frozen

from blueprint.errors import UsageError
from blueprint.interchange.notes import Exported, Imported
from blueprint.interchange.roles import Wishes
from blueprint.wording import listed

Reader = Callable[[bytes, str, Wishes], Imported]
Writer = Callable[[Any, str], Exported]


@frozen(kw_only=True)
class Format:
    """A sort of file. ``suffixes``: how its names end, the usual one first. ``reads`` and ``writes`` name, as
    ``module:function``, a :data:`Reader` (content, name, wishes) and a :data:`Writer` (blueprint, name), if there are any.
    ``sign`` is found in every file of the format whose suffix others use, too."""

    name: str
    suffixes: tuple[str, ...]
    reads: str = ""
    writes: str = ""
    sign: bytes = b""

    @property
    def reader(self) -> Reader:
        found: Reader = _found(self.reads)
        return found

    @property
    def writer(self) -> Writer:
        found: Writer = _found(self.writes)
        return found

    @property
    def is_ours(self) -> bool:
        """Whether it is a blueprint as such."""
        return self.suffixes[0].startswith(".blueprint.")


_HOME: Final = "blueprint.interchange"
_SHEETS: Final = f"{_HOME}.sheets"
FORMATS: Final = (
    Format(
        name="yaml",
        suffixes=(".blueprint.yaml", ".blueprint.yml", ".yaml", ".yml"),
        reads=f"{_HOME}.own:read",
        writes=f"{_HOME}.own:yaml",
    ),
    Format(name="json", suffixes=(".blueprint.json", ".json"), reads=f"{_HOME}.own:read", writes=f"{_HOME}.own:json"),
    Format(
        name="bpmn",
        suffixes=(".bpmn", ".bpmn2", ".bpmn20.xml", ".bpmn.xml", ".xml"),
        reads=f"{_HOME}.bpmn:read_bpmn",
        writes=f"{_HOME}.bpmn_out:write_bpmn",
        sign=b"BPMN/",
    ),
    Format(name="bpmn-pools", suffixes=(".pools.bpmn",), writes=f"{_HOME}.bpmn_out:write_bpmn_pools"),
    Format(name="prosimos", suffixes=(".prosimos.zip",), writes=f"{_HOME}.simulator:write_prosimos"),
    Format(name="moments", suffixes=(".moments.xlsx",), reads=f"{_SHEETS}:read_xlsx", writes=f"{_SHEETS}:write_moments_xlsx"),
    Format(name="moments-csv", suffixes=(".moments.csv",), reads=f"{_SHEETS}:read_csv", writes=f"{_SHEETS}:write_moments_csv"),
    Format(name="xlsx", suffixes=(".xlsx",), reads=f"{_SHEETS}:read_xlsx", writes=f"{_SHEETS}:write_xlsx"),
    Format(name="csv", suffixes=(".csv",), reads=f"{_SHEETS}:read_csv", writes=f"{_SHEETS}:write_csv"),
    Format(name="swimlane", suffixes=(".swimlane.mmd",), writes=f"{_HOME}.mermaid:swimlanes"),
    Format(name="mermaid", suffixes=(".mmd", ".mermaid"), writes=f"{_HOME}.mermaid:flowchart"),
    Format(name="drawio", suffixes=(".drawio",), writes=f"{_HOME}.drawio:write_drawio"),
    Format(name="jsonld", suffixes=(".jsonld",), writes=f"{_HOME}.linked:write_jsonld"),
)


def _found(place: str) -> Any:
    """What stands at a place, imported when it is wanted: a conversion loads what its own formats need."""
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)


def format_named(path: str | os.PathLike[str], *, writing: bool = False) -> Format:
    """The format that a file's name tells; UsageError when it tells none that can be read, or written."""
    able = [each for each in FORMATS if (each.writes if writing else each.reads)]
    best = max(able, key=lambda each: len(suffix_of(path, each)))
    if suffix_of(path, best):
        return best
    known = listed([suffix for each in able for suffix in each.suffixes if suffix.count(".") == 1 or each.is_ours], "or")
    raise UsageError(f"{os.fspath(path)}: convert {'writes' if writing else 'reads'} files whose names end in {known}")


def suffix_of(path: str | os.PathLike[str], format: Format) -> str:
    """The suffix of the format that a name ends in; empty when it ends in none. A name that is a suffix alone has none."""
    name = PurePath(path).name.lower()
    return next((each for each in sorted(format.suffixes, key=len, reverse=True) if name.endswith(each) and name != each), "")


def format_called(name: str) -> Format:
    """A format by its own name, to write it; UsageError for one that nobody writes."""
    written = {each.name: each for each in FORMATS if each.writes}
    if name not in written:
        raise UsageError(f"there is no format {name!r} to write; there is {listed(written, 'and')}")
    return written[name]
