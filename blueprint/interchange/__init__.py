"""Blueprints in and out of other tools' files.

``Imported`` is what reading one gives: the blueprint, and notes of what was lost, guessed, or kept in another form.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blueprint.interchange.notes import Exported, Imported
    from blueprint.model import Blueprint

__all__ = ["from_bpmn", "from_sheet", "written_as"]


def lane_names(blueprint: "Blueprint") -> tuple[str, ...]:
    """What the lanes of an imported blueprint are called."""
    return tuple(each.title for each in blueprint.lanes.values())


def from_bpmn(source: str | bytes | os.PathLike[str], *, lanes: Iterable[str] = (), name: str = "<bpmn>") -> "Imported":
    """Read BPMN 2.0: the path of a file, or its bytes (``name`` is then what notes and errors call it).

    ``lanes`` says which role a pool or lane plays: ``["Customer=customer"]``. DocumentError carries what is wrong with the
    content, UsageError says why the file cannot be read or what ``lanes`` cannot mean.
    """
    from blueprint.documents import content_of
    from blueprint.interchange.bpmn import read_bpmn
    from blueprint.interchange.roles import wishes

    said = wishes(lanes)
    name = name if isinstance(source, bytes) else os.fspath(source)
    content = source if isinstance(source, bytes) else content_of(source, name)
    imported = read_bpmn(content, name, said)
    said.refuse_unmet(lane_names(imported.blueprint))
    return imported


def from_sheet(source: str | bytes | os.PathLike[str], *, lanes: Iterable[str] = (), name: str = "<sheet>.xlsx") -> "Imported":
    """Read a workbook or a .csv file: its path, or its bytes (``name`` then tells which of the two they are).

    ``lanes`` says which role a lane plays: ``["Legal=support"]``. DocumentError lists what is wrong with the content, each
    with its cell; UsageError says why the file cannot be read.
    """
    from blueprint.documents import content_of
    from blueprint.interchange.roles import wishes
    from blueprint.interchange.sheets import read_csv, read_xlsx

    name = name if isinstance(source, bytes) else os.fspath(source)
    content = source if isinstance(source, bytes) else content_of(source, name)
    read = read_csv if name.lower().endswith(".csv") else read_xlsx
    return read(content, name, wishes(lanes))


def written_as(blueprint: "Blueprint", format: str) -> "Exported":
    """A blueprint as another tool's file: ``xlsx``, ``csv``, ``moments``, ``mermaid``, ``swimlane``, ``drawio``, ``jsonld`` and
    whatever else ``blueprint convert --to`` writes; UsageError for a format that nobody writes."""
    from blueprint.interchange.formats import format_called

    return format_called(format).writer(blueprint, blueprint.id)
