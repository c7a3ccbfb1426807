"""Values as text in the shape of a document: in blocks, or in brackets, over several lines or on one."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from blueprint.fix.shape import Shape

WIDTH: Final = 100
"""How long a line with brackets may get before they are opened."""

_PLAIN: Final = re.compile(r"[A-Za-z](?:[\w '().;/?!-]|,(?= )|:(?=\w))*(?<! )|[0-9]+(?:s|min|h|d|wd|w|mo|y|%)", re.ASCII)
_SURPRISING: Final = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])


def in_block(key: str, value: Any, column: int, shape: Shape) -> list[str]:
    """The lines of one entry of a mapping that is written in blocks, its key at a column."""
    lead = " " * column + scalar(key, shape) + ":"
    if _is_simple(value):
        return [f"{lead} {scalar(value, shape, in_brackets=False)}"]
    short = f"{lead} {on_a_line(value, shape)}"
    if not value or (_is_short(value) and len(short) <= WIDTH) or (_is_listed(value)):
        return [short]
    if isinstance(value, Mapping):
        return [lead, *(line for name, each in value.items() for line in in_block(name, each, column + shape.indent, shape))]
    return [lead, *(line for each in value for line in item_in_block(each, column + shape.dash, shape))]


def item_in_block(value: Any, column: int, shape: Shape) -> list[str]:
    """The lines of one item of a list that is written with dashes."""
    lead = " " * column + "- "
    short = lead + (scalar(value, shape, in_brackets=False) if _is_simple(value) else on_a_line(value, shape))
    if not isinstance(value, Mapping) or len(short) <= WIDTH:
        return [short]
    lines = [line for name, each in value.items() for line in in_block(name, each, column + 2, shape)]
    return [lead + lines[0][len(lead) :], *lines[1:]]


def on_a_line(value: Any, shape: Shape) -> str:
    """A value on one line, in brackets."""
    if isinstance(value, Mapping):
        return "{" + shape.comma.join(entry(key, each, shape) for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + shape.comma.join(on_a_line(each, shape) for each in value) + "]"
    return scalar(value, shape)


def entry(key: str, value: Any, shape: Shape) -> str:
    """An entry of a mapping in brackets, on one line."""
    return scalar(key, shape) + shape.colon + on_a_line(value, shape)


def opened(value: Any, column: int, shape: Shape) -> str:
    """A value in brackets that are opened where it is long; ``column`` is that of the line it begins in."""
    if _is_simple(value) or not value:
        return on_a_line(value, shape)
    if not (shape.open_maps if isinstance(value, Mapping) else shape.open_lists):
        closed = on_a_line(value, shape)
        if _is_listed(value) or (_is_short(value) and len(closed) + column <= WIDTH):
            return closed
    inside = column + shape.indent
    lines = f",{shape.newline}".join(shape.pad * inside + each for each in _parts(value, inside, shape))
    left, right = "{}" if isinstance(value, Mapping) else "[]"
    return f"{left}{shape.newline}{lines}{shape.newline}{shape.pad * column}{right}"


def opened_entry(key: str, value: Any, column: int, shape: Shape) -> str:
    """An entry of a mapping in brackets that are spread over lines."""
    return scalar(key, shape) + shape.colon + opened(value, column, shape)


def _parts(value: Any, column: int, shape: Shape) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (opened_entry(key, each, column, shape) for key, each in value.items())
    else:
        yield from (opened(each, column, shape) for each in value)


def scalar(value: Any, shape: Shape, *, in_brackets: bool = True) -> str:
    """A text or number; a text is quoted where the shape wants it or a reader of YAML could take it for something else."""
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    plain = _PLAIN.fullmatch(value) and value.lower() not in _SURPRISING and not (in_brackets and "," in value)
    return value if plain and not shape.quoted else json.dumps(value, ensure_ascii=False)


def _is_simple(value: Any) -> bool:
    return not isinstance(value, Mapping | list | tuple)


def _is_listed(value: Any) -> bool:
    """Whether it is a list of simple values, which stands on a line."""
    return isinstance(value, list | tuple) and all(map(_is_simple, value))


def _is_short(value: Any) -> bool:
    """Whether it holds nothing but simple values and lists of them, and is no step, which has a line for each key."""
    return (
        isinstance(value, Mapping)
        and "lane" not in value
        and all(_is_simple(each) or _is_listed(each) for each in value.values())
    )
