"""Several documents in one file: those of a YAML stream, and those in the code blocks of Markdown.

Each becomes a text of its own in which everything else is blank, so that lines and columns stay those of the file.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, Literal

from attrs import define, evolve

from blueprint.source.read import MAX_BYTES, decoded, read_source
from blueprint.source.text import Source
from blueprint.source.yaml_text import document_starts

_SAYS_SO: Final = re.compile(r"""^[{ \t]*["']?blueprint["']?[ \t]*:""", re.MULTILINE)
_BEGINS_SO: Final = re.compile(r"""(?:[ \t]*(?:#[^\n]*|---[^\n]*)?\r?\n)*[ \t]*\{?\s*["']?blueprint["']?[ \t]*:""")
_FENCE: Final = re.compile(r"((?:[ \t>]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*)(`{3,}|~{3,})[ \t]*([^\r\n]*)")
_LANGUAGES: Final[dict[str, Literal["yaml", "json"]]] = {"yaml": "yaml", "yml": "yaml", "json": "json"}


def each_document(source: Source) -> tuple[Source, ...]:
    """The blueprints of a file with several documents; the file as it is where one of them is no blueprint."""
    text = source.text
    starts = [0, *document_starts(text)[1:], len(text)]
    parts = list(pairwise(starts))
    if not all(_SAYS_SO.search(text, start, end) for start, end in parts):
        return (source,)
    marked = "\ufeff" * any(fault.kind == "byte-order-mark" for fault in source.faults)
    texts = [_blanked(text[:start]) + text[start:end] for start, end in parts]
    return tuple(read_source(each, source.name, "yaml") for each in (marked + texts[0], *texts[1:]))


def _blanked(text: str) -> str:
    """The lines of a text without what stands in them."""
    return re.sub(r"[^\r\n]+", "", text)


def in_markdown(content: bytes, name: str) -> tuple[Source, ...]:
    """The blueprints in the code blocks of a Markdown text; one that cannot be read where the text cannot."""
    text, faults = decoded(content)
    if len(content) > MAX_BYTES or any(fault.kind == "not-utf-8" for fault in faults):
        return (evolve(read_source(content, name, "yaml"), data=None, tree=None),)
    lines = re.split(r"(?<=\n)", text)
    found = []
    for block in _blocks(lines):
        own = "".join(block.lines)
        if _BEGINS_SO.match(own):
            found.append(read_source("".join(map(_blanked, lines[: block.first])) + own, name, block.format))
    return tuple(found)


@define
class _Block:
    """A fenced block: the number of its first line, counted from 0, and its lines with blanks for what leads to them."""

    format: Literal["yaml", "json"]
    first: int
    lines: list[str]


def _blocks(lines: list[str]) -> Iterator[_Block]:
    """The blocks of YAML and JSON, after CommonMark 0.31, 4.5: a fence as long as the first ends them, or what holds them."""
    opening: re.Match[str] | None = None
    block = None
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if opening and not _leaves(line, opening[1]):
            if match and match[2].startswith(opening[2]) and not match[3].strip():
                yield from [block] if block else []
                opening = block = None
            elif block:
                block.lines.append(line.replace(">", " ", opening[1].count(">")))
            continue
        yield from [block] if block else []
        opening = match if match and "`" not in (match[2][0] == "`") * match[3] else None
        block = _opened(opening[3], number + 1) if opening else None
    yield from [block] if block else []


def _opened(info: str, first: int) -> _Block | None:
    language = re.split(r"[\s,{}]+", info.lstrip("{.").lower())[0]
    return _Block(_LANGUAGES[language], first, []) if language in _LANGUAGES else None


def _leaves(line: str, before: str) -> bool:
    """Whether a line stands outside the quotation or the list item in which a block began, after what stands ``before`` it."""
    if ">" in before:
        return line.lstrip(" \t")[:1] != ">"
    return bool(before.strip() and line.strip()) and len(line) - len(line.lstrip(" \t")) < len(before)
