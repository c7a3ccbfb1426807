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

_USUAL: Final = 100_000
"""Bytes; files seldom hold more."""


def format_of(name: str | os.PathLike[str], *, of: str = "blueprint") -> Format:
    """The format that a file's name tells; UsageError when it tells none. ``of`` is the sort of document it should hold."""
    suffix = FilePath(name).suffix.lower()
    known: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}
    if suffix not in known:
        endings = listed([f".{of}{each}" for each in known], "or")
        raise UsageError(f"{os.fspath(name)}: a {of}'s name ends in {endings}")
    return known[suffix]


def shown_path(path: str | os.PathLike[str]) -> str:
    """A path as reports show it: relative to the working folder where it lies in it, with slashes; what is no text is marked."""
    shown = FilePath(os.path.normpath(path))
    if shown.is_absolute() and shown.is_relative_to(FilePath.cwd()):
        shown = shown.relative_to(FilePath.cwd())
    return os.fsencode(shown.as_posix()).decode("utf-8", "replace")


def read_file(path: str | os.PathLike[str], name: str | None = None, *, of: str = "blueprint") -> Source:
    """Read a file as a source under a name; UsageError when it cannot be opened, or its name does not tell its format."""
    shown = os.fspath(path) if name is None else name
    content = content_of(path, shown)
    return read_source(content, shown, format_of(path, of=of))


def content_of(path: str | os.PathLike[str], shown: str) -> bytes:
    """The bytes of a file, no more than one too many of them; UsageError under the name shown when it cannot be opened."""
    try:
        with open(path, "rb") as file:
            content = file.read(_USUAL)
            # As much memory is taken as is asked for: only a large file is worth asking for all that may be read.
            return content if len(content) < _USUAL else content + file.read(MAX_BYTES + 1 - _USUAL)
    except IsADirectoryError:
        raise UsageError(f"{shown}: this is a folder; name a file in it") from None
    except FileNotFoundError:
        raise UsageError(f"{shown}: there is no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise UsageError(f"{shown}: cannot be read ({(reason or str(error)).lower()})") from None


def write_file(path: str | os.PathLike[str], content: str | bytes, *, is_new: bool = False) -> None:
    """Put content in a file all at once: it is written beside it, then takes its place. UsageError when it cannot be.

    Through a link, the file it leads to is written; what is no file (``/dev/stdout``, a pipe) is written to as it is.
    ``is_new``: UsageError where there is a file already, though another run may have put it there this moment.
    """
    target = FilePath(path)
    data = content.encode() if isinstance(content, str) else content
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target.resolve(), data, is_new=is_new)
    except FileExistsError:
        raise UsageError(f"{target}: is already there") from None
    except FileNotFoundError:
        raise UsageError(f"{target}: the folder {target.parent} does not exist; make it first") from None
    except OSError as error:
        raise UsageError(f"{target}: cannot be written ({(error.strerror or str(error)).lower()})") from None


def _replace(target: FilePath, data: bytes, *, is_new: bool) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}.{time.monotonic_ns()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(beside, target.stat().st_mode & 0o777)
        _take_place(beside, target, is_new=is_new)
    except BaseException:
        beside.unlink()
        raise


def _take_place(beside: FilePath, target: FilePath, *, is_new: bool) -> None:
    if is_new:
        try:
            os.link(beside, target)  # fails where there is a file, as no renaming does
            beside.unlink()
            return
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if target.exists():
                raise FileExistsError(str(target)) from None
    os.replace(beside, target)
