"""How a document is laid out: its line ends, its indents, its brackets. What is added is laid out the same."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from blueprint.source import Source
from blueprint.source.text import Node

_LINE_END = re.compile(r"\r\n|\n|\r")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]+(?:\s+|#[^\r\n]*)*")


@frozen
class Shape:
    """The habits of one document.

    ``indent`` is the step from level to level, ``dash`` that from a key to the dashes of its list. ``quoted``: keys and texts
    stand in double quotes (JSON). ``colon`` and ``comma`` are written with or without a space. ``open_maps``,
    ``open_lists``: no mapping, or no list, is on a single line. ``pad``, a space or a tab, indents lines in brackets.
    """

    newline: str
    indent: int
    dash: int
    quoted: bool
    colon: str
    comma: str
    open_maps: bool
    open_lists: bool
    pad: str


def shape_of(source: Source) -> Shape:
    """Measure a document."""
    assert source.tree is not None
    text, nodes = source.text, list(_nodes(source.tree))
    end = _LINE_END.search(text)
    quoted = source.format == "json" or (is_flow(source, source.tree) and _first_key(source, source.tree).startswith('"'))
    indent = _commonest(_indents(source, nodes), 2)
    colons, commas = _gaps(source, nodes, ":") if quoted else [], _gaps(source, nodes, ",") if quoted else []
    return Shape(
        newline=end[0] if end else "\n",
        indent=indent,
        dash=_commonest(_dashes(source, nodes), indent),
        quoted=quoted,
        colon=":" if colons and "" in colons else ": ",
        comma="," if commas and "" in commas else ", ",
        open_maps=quoted and bool(end) and not any(_is_on_a_line(source, node, dict) for _, node in nodes),
        open_lists=quoted and bool(end) and not any(_is_on_a_line(source, node, list) for _, node in nodes),
        pad="\t" if quoted and re.search(r"[\r\n]\t", text) else " ",
    )


def column(source: Source, offset: int) -> int:
    """The column of an offset, from 0."""
    return source.position(offset)[1] - 1


def begin(source: Source, node: Node) -> int:
    """Where a value begins, behind its anchor."""
    anchor = _ANCHOR.match(source.text, node.start)
    return anchor.end() if anchor else node.start


def is_alias(source: Source, node: Node) -> bool:
    """Whether a value is not written here, but repeats another."""
    return source.format == "yaml" and source.text[node.start : node.start + 1] == "*"


def is_flow(source: Source, node: Node) -> bool:
    """Whether a mapping or list stands in brackets."""
    return source.text[begin(source, node)] in "{["


def inner(node: Node) -> list[Node]:
    """What a mapping or list holds, in the order written."""
    return list(node.children.values() if isinstance(node.children, dict) else node.children or ())


def is_broken(source: Source, node: Node) -> bool:
    """Whether what stands in brackets is spread over lines, an entry on each."""
    held = inner(node)
    if not held:
        return False
    starts = [_first_letter(each) for each in held]
    before = begin(source, node) if len(held) == 1 else starts[-2]
    lines = [source.position(offset)[0] for offset in (begin(source, node), starts[0], before, starts[-1])]
    return lines[0] < lines[1] or lines[2] < lines[3]


def _first_letter(node: Node) -> int:
    return node.key_start if node.key_start >= 0 else node.start


def _nodes(tree: Node) -> Iterator[tuple[Node | None, Node]]:
    """Every value that is written, with the one it stands in."""
    waiting: list[tuple[Node | None, Node]] = [(None, tree)]
    seen: set[int] = set()
    while waiting:
        above, node = waiting.pop()
        if id(node.children) in seen:
            continue
        seen.update([id(node.children)] if node.children is not None else [])
        yield above, node
        waiting += [(node, each) for each in inner(node)]


def _first_key(source: Source, node: Node) -> str:
    held = inner(node)
    return source.text[held[0].key_start : held[0].key_end] if held and held[0].key_start >= 0 else ""


def _indents(source: Source, nodes: list[tuple[Node | None, Node]]) -> Iterator[int]:
    for above, node in nodes:
        if above is not None and node.key_start >= 0 and isinstance(node.children, dict) and node.children:
            first = inner(node)[0].key_start
            line, at = source.position(first)
            if line > source.position(node.key_start)[0] and not source.line(line)[: at - 1].strip():
                yield at - source.position(node.key_start)[1]


def _dashes(source: Source, nodes: list[tuple[Node | None, Node]]) -> Iterator[int]:
    for _, node in nodes:
        is_list = node.key_start >= 0 and isinstance(node.children, list) and bool(node.children)
        if is_list and not is_flow(source, node) and not is_alias(source, node):
            yield column(source, begin(source, node)) - column(source, node.key_start)


def _gaps(source: Source, nodes: list[tuple[Node | None, Node]], sign: str) -> list[str]:
    """The blanks that follow each colon, or each comma, on its line."""
    found = []
    for _, node in nodes:
        if sign == ":" and node.key_start >= 0:
            found.append(source.text[node.key_end : node.start].partition(":")[2])
        if sign == ",":
            pairs = zip(inner(node), inner(node)[1:], strict=False)
            found += [source.text[one.end : _first_letter(other)].partition(",")[2] for one, other in pairs]
    return [each for each in found if "\n" not in each and "\r" not in each]


def _is_on_a_line(source: Source, node: Node, kind: type[Any]) -> bool:
    held = isinstance(node.children, kind) and bool(node.children)
    return held and source.position(node.start)[0] == source.position(node.end)[0]


def _commonest(found: Iterator[int], usual: int) -> int:
    counts = Counter(each for each in found if each >= 0)
    return max(counts, key=lambda each: (counts[each], each)) if counts else usual
