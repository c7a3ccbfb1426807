"""Files: what their names tell, reading them, and putting new content in their place all at once."""

import os
import time
from pathlib import Path as FilePath
from typing import Final, Literal

from blueprint.errors import UsageError
from blueprint.source import MAX_BYTES, Source, read_source
from blueprint.wording import listed

Format = Literal["yaml", "json"]
SUFFIXES: Final[dict[str, Format]] = {".blueprint.yaml": "yaml", ".blueprint.yml": "yaml", ".blueprint.json": "json"}


def format_of(name: str | os.PathLike[str]) -> Format:
    """The format that a file's name tells; UsageError when it tells none."""
    suffix = FilePath(name).suffix.lower()
    known: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
    if suffix not in known:
        raise UsageError(f"{os.fspath(name)}: a blueprint's name ends in {listed(SUFFIXES, 'or')}")
    return known[suffix]


def read_file(path: str | os.PathLike[str], name: str | None = None) -> Source:
    """Read a file as a source under a name; UsageError when it cannot be opened."""
    shown = os.fspath(path) if name is None else name
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise UsageError(f"{shown}: this is a folder; name a file in it") from None
    except FileNotFoundError:
        raise UsageError(f"{shown}: there is no such file") from None
    except OSError as error:
        raise UsageError(f"{shown}: cannot be read ({(error.strerror or str(error)).lower()})") from None
    return read_source(content, shown, format_of(path))


def write_file(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Put content in a file all at once: it is written beside it, then takes its place. UsageError when it cannot be.

    Through a link, the file it leads to is written; what is no file (``/dev/stdout``, a pipe) is written to as it is.
    """
    target = FilePath(path)
    data = content.encode() if isinstance(content, str) else content
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target.resolve(), data)
    except FileNotFoundError:
        raise UsageError(f"{target}: the folder {target.parent} does not exist; make it first") from None
    except OSError as error:
        raise UsageError(f"{target}: cannot be written ({(error.strerror or str(error)).lower()})") from None


def _replace(target: FilePath, data: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}.{time.monotonic_ns()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(beside, target.stat().st_mode & 0o777)
        os.replace(beside, target)
    except BaseException:
        beside.unlink()
        raise
