"""Event logs as files: .csv, .xes, and either packed (.gz)."""

import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from blueprint.documents import shown_path
from blueprint.errors import UsageError
from blueprint.logs.events import Log, LogError
from blueprint.logs.stamps import Order

MOST_BYTES: Final = 1_000_000_000
"""No more than so much is read, unpacked."""
THICKEST: Final = 300
"""What swells to more than so many times its size when it is unpacked is refused, once it is large."""
_LARGE: Final = 50_000_000
_CHUNK: Final = 1 << 16
_TABLES: Final = (".csv", ".tsv", ".txt")


def read_log(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
    skip_broken: bool = False,
) -> Log:
    """Read an event log from a ``.csv``, ``.xes``, ``.csv.gz`` or ``.xes.gz`` file.

    ``columns`` says what columns of a table are called: ``case``, ``activity``, ``time`` (or ``start`` and ``end``),
    ``resource``, ``lifecycle``; the usual names are known. ``dates`` says what 03/04/2026 means. LogError names the lines
    that cannot be read; ``skip_broken`` goes on without them, and the log's ``notes`` tell so. UsageError when the file cannot
    be opened.
    """
    from blueprint.logs.table import read_table
    from blueprint.logs.xes import read_xes

    name = shown_path(path)
    kind = Path(path).name.lower().removesuffix(".gz")
    if not kind.endswith((".xes", *_TABLES)):
        raise UsageError(f"{name}: the name of an event log ends in .csv or .xes, or in .gz after it")
    chunks = _chunks(Path(path), name)
    if kind.endswith(".xes"):
        return read_xes(chunks, name, skip_broken=skip_broken)
    return read_table(b"".join(chunks), name, columns=columns or {}, dates=dates, skip_broken=skip_broken)


def _chunks(path: Path, name: str) -> Iterator[bytes]:
    read = 0
    try:
        with path.open("rb") as file:
            pieces = iter(lambda: file.read(_CHUNK), b"")
            for chunk in _unpacked(pieces, name) if path.name.lower().endswith(".gz") else pieces:
                read += len(chunk)
                if read > MOST_BYTES:
                    raise LogError(f"{name}: larger than {MOST_BYTES // 1_000_000} MB; split it, or leave out old cases")
                yield chunk
    except IsADirectoryError:
        raise UsageError(f"{name}: this is a folder; name a file in it") from None
    except FileNotFoundError:
        raise UsageError(f"{name}: there is no such file") from None
    except OSError as error:
        raise UsageError(f"{name}: cannot be read ({(error.strerror or str(error)).lower()})") from None


def _unpacked(pieces: Iterator[bytes], name: str) -> Iterator[bytes]:
    """What gzip has packed, piece by piece; a file may hold several packed parts one after the other."""
    packed = unpacked = 0
    part, is_whole = zlib.decompressobj(wbits=31), True
    try:
        for piece in pieces:
            packed += len(piece)
            rest = piece
            while rest and (is_whole is False or rest.strip(b"\0")):
                chunk = part.decompress(rest, _CHUNK * 16)
                unpacked += len(chunk)
                if unpacked > _LARGE and unpacked > THICKEST * packed:
                    raise LogError(f"{name}: it swells to more than {THICKEST} times its size when unpacked, as no log does")
                yield chunk
                is_whole = part.eof
                rest = part.unused_data if is_whole else part.unconsumed_tail
                part = zlib.decompressobj(wbits=31) if is_whole else part
    except zlib.error as error:
        raise LogError(f"{name}: this is no .gz file ({error})") from None
    if not packed:
        raise LogError(f"{name}: this file is empty")
    if not is_whole:
        raise LogError(f"{name}: the end of this .gz file is missing")
