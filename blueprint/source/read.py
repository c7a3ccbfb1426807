"""Bytes or text to a :class:`Source`: decoding, size, marks and line ends, then YAML or JSON."""

from collections.abc import Callable
from typing import Any, Final, Literal

from blueprint.source.faults import Fault
from blueprint.source.text import Node, Place, Source

MAX_BYTES: Final = 10_000_000


def read_source(content: bytes | str, name: str, format: Literal["yaml", "json"]) -> Source:
    """Read a document. Never raises for what stands in it; ``source.faults`` tells what is wrong."""
    if len(content) > MAX_BYTES:
        size = f"{MAX_BYTES // 1_000_000} MB"
        return Source(
            name, "", format, faults=(Fault("text-too-large", f"larger than {size}; split the service into several files", 0, 0),)
        )
    text, faults = decoded(content)
    if not any(fault.kind == "not-utf-8" for fault in faults):
        data, place, found = _reader(format)(text)
        return Source(name, text, format, data, Node(*place) if place else None, (*faults, *found))
    return Source(name, text, format, faults=tuple(faults))


def _reader(format: str) -> Callable[[str], tuple[Any, Place | None, list[Fault]]]:
    if format == "json":
        from blueprint.source.json_text import read_json

        return read_json
    from blueprint.source.yaml_text import read_yaml

    return read_yaml


def decoded(content: bytes | str) -> tuple[str, list[Fault]]:
    """The text of a file, without its byte order mark, and what is wrong with its bytes and line ends."""
    faults: list[Fault] = []
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        start = len(content[: error.start].decode("utf-8", "replace"))
        faults.append(Fault("not-utf-8", _not_utf8(content, error.start), start, min(start + 1, len(text))))
    if text.startswith("\ufeff"):
        text = text[1:]
        faults = [Fault(each.kind, each.message, max(0, each.start - 1), max(0, each.end - 1)) for each in faults]
        faults.append(Fault("byte-order-mark", "the file begins with a byte order mark; save it as UTF-8 without one", 0, 0))
    first = text.find("\r")
    if first >= 0:
        faults.append(
            Fault("carriage-return", "lines end with a carriage return; save the file with LF line ends", first, first + 1)
        )
    return text, faults


def _not_utf8(content: bytes, position: int) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "the file is UTF-16; save it as UTF-8"
    return f"the byte 0x{content[position]:02x} is not UTF-8; save the file as UTF-8"
