"""Files and texts to blueprints and back: ``load``, ``loads``, ``dump``, ``dumps``. Nothing is lost but comments and order."""

import os
from typing import TYPE_CHECKING, Any

from blueprint.documents.files import SUFFIXES, Format, content_of, format_of, read_file, shown_path, write_file
from blueprint.errors import BlueprintError
from blueprint.source import Source, read_source

if TYPE_CHECKING:
    from blueprint.model import Blueprint

__all__ = [
    "SUFFIXES",
    "DocumentError",
    "Format",
    "build",
    "content_of",
    "dump",
    "dumps",
    "format_of",
    "load",
    "loads",
    "mistakes_in",
    "read_file",
    "shown_path",
    "write_file",
]


class DocumentError(BlueprintError):
    """A document that no blueprint can be made of. ``mistakes`` lists what is wrong, each with file, line and column."""

    def __init__(self, name: str, mistakes: tuple[str, ...]) -> None:
        more = f" (and {len(mistakes) - 1} more)" if len(mistakes) > 1 else ""
        super().__init__(f"{mistakes[0]}{more}")
        self.name = name
        self.mistakes = mistakes


def build(source: Source) -> "Blueprint":
    """The blueprint that a source holds; DocumentError when it holds none."""
    from blueprint.model import Blueprint

    mistakes = mistakes_in(source, Blueprint)
    if mistakes:
        raise DocumentError(source.name, mistakes)
    return Blueprint.made(source.data)


def mistakes_in(source: Source, root: type[Any]) -> tuple[str, ...]:
    """Why no value of a class can be made of a source, each reason with its place; nothing when one can."""
    from blueprint.schema import validate

    if not source.is_readable:
        return tuple(source.told(fault.start, fault.message) for fault in source.faults)
    told = ((source.locate(each.path, on_key=each.on_key).start, each.message) for each in validate(source.data, root))
    return tuple(source.told(start, message) for start, message in sorted(told))


def load(path: str | os.PathLike[str]) -> "Blueprint":
    """Read a blueprint from a ``.yaml``, ``.yml`` or ``.json`` file.

    DocumentError carries every mistake of the content; UsageError says why the file cannot be read.
    """
    return build(read_file(path))


def loads(text: str | bytes, *, format: Format = "yaml", name: str = "<text>") -> "Blueprint":
    """Read a blueprint from a text or bytes; DocumentError carries every mistake."""
    return build(read_source(text, name, format))


def dump(blueprint: "Blueprint", path: str | os.PathLike[str]) -> None:
    """Write a blueprint to a file; the suffix tells the format. An interrupted write leaves an old file whole."""
    write_file(path, dumps(blueprint, format=format_of(path)))


def dumps(blueprint: "Blueprint", *, format: Format = "yaml") -> str:
    """Write a blueprint as text, keys in the order of the format."""
    from blueprint.documents.writing import json_text, yaml_text

    plain = blueprint.plain()
    return json_text(plain) + "\n" if format == "json" else yaml_text(plain)
