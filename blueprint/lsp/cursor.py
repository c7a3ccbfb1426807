"""What stands under a cursor: in a text that has been read, and in one that is just being written."""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from blueprint.paths import Path
from blueprint.source import Source, Span
from blueprint.source.text import Node

_WORD: Final = re.compile(r"[A-Za-z0-9_./-]+")
_CLOSING: Final = {"{": "}", "[": "]"}
_MARK: Final = "x-here-is-the-cursor"
_OPENING: Final = re.compile(r"""(?P<before> *)(?P<dash>(?:- +|-$)*)(?:(?P<key>["']?[a-z][^"':#{}\[\],]*["']?):(?: .*)?$)?""")


class Spot(NamedTuple):
    """A key or a simple value, or what holds both where the cursor stands between them; and where it is written."""

    path: Path
    span: Span
    on_key: bool = False


def spot_at(source: Source, offset: int) -> Spot | None:
    """The spot at an offset of a text that could be read."""
    if source.tree is None:
        return None
    path: list[str | int] = []
    node, moved = source.tree, 0
    while True:
        inner = _inner(node, offset - moved - node.moved)
        if inner is None:
            break
        part, child, on_key = inner
        moved += node.moved
        path.append(part)
        node = child
        if on_key:
            return Spot(tuple(path), Span(node.key_start + moved, node.key_end + moved), on_key=True)
    return Spot(tuple(path), Span(node.start + moved, node.end + moved))


def placed(source: Source, path: Path) -> tuple[Span, Span] | None:
    """Where the key at a path stands, and all of its entry; None where it is not written as a key."""
    node, moved = source.tree, 0
    for part in path if node else ():
        node, moved = node.child(part) if node else None, moved + (node.moved if node else 0)
    if node is None or node.key_start < 0:
        return None
    start, end = node.key_start + moved, node.end + moved
    # A mapping in block style ends where the next thing begins.
    return Span(start, node.key_end + moved), Span(start, start + len(source.text[start:end].rstrip()))


def _inner(node: Node, offset: int) -> tuple[str | int, Node, bool] | None:
    children = list(node.children.items()) if isinstance(node.children, dict) else list(enumerate(node.children or ()))
    for part, child in children:
        if child.key_start <= offset <= child.key_end:
            return part, child, True
    for part, child in children:
        if child.start <= offset <= child.end and not (child.children is not None and offset == child.end):
            return part, child, False
    return None


class Writing(NamedTuple):
    """What is being written: the path of the value, or of the mapping that gets a key, and the word so far.

    ``beside`` are the keys that stand in the same mapping.
    """

    path: Path
    is_key: bool
    beside: frozenset[str]
    word: Span


def writing_at(source: Source, offset: int, read: Callable[[str], Source]) -> Writing | None:
    """What is being written in a text, whether or not it can be read at this moment; None where nobody knows.

    A mark is put in the place of the word, as a value, then as a key, and looked for in what is read. Where the rest of the
    text cannot be read, the lines that hold the cursor are read without it.
    """
    word = _word_at(source, offset)
    before, after = source.text[: word.start], source.text[word.end :]
    lines = _above(before), after.partition("\n")[0]
    for start, end in ((before, after), (lines[0], lines[1] + _closing(lines[0].rpartition("\n")[2] + lines[1]))):
        for put in (_MARK, f"{_MARK}: 0"):
            found = _marked(read(start + put + end).data, ())
            if found is not None:
                return Writing(*found, word)
    return None


def _closing(line: str) -> str:
    """The brackets that a line leaves open, closed."""
    open: list[str] = []
    for sign in re.findall(r"""'[^']*'|"(?:[^"\\]|\\.)*"|[{}\[\]]""", line):
        if sign in _CLOSING:
            open.append(_CLOSING[sign])
        elif open and sign == open[-1]:
            open.pop()
    return "".join(reversed(open))


def _word_at(source: Source, offset: int) -> Span:
    line, column = source.position(offset)
    found = _WORD.finditer(source.line(line))
    begin = offset - column + 1
    return next(
        (Span(begin + each.start(), begin + each.end()) for each in found if each.start() < column <= each.end() + 1),
        Span(offset, offset),
    )


def _above(before: str) -> str:
    """The keys that hold what stands at the end of a text in block style, each on a line, and the last line."""
    *above, last = before.split("\n")
    lines, indent = [last], len(last) - len(last.lstrip(" "))
    for line in reversed(above):
        match = _OPENING.match(line)
        if not match or indent == 0:
            continue
        dash, key = match["dash"], match["key"]
        column = len(match["before"]) + len(dash)
        if column < indent and key is not None:
            lines.append(f"{match['before']}{dash}{key}:")
            indent = len(match["before"])
        elif len(match["before"]) < indent <= column and dash:
            lines.append(f"{match['before']}{dash.rstrip()}")
            indent = len(match["before"])
    return "\n".join(reversed(lines))


def _marked(data: Any, path: Path) -> tuple[Path, bool, frozenset[str]] | None:
    """Where the mark stands, whether as a key, and the keys beside it."""
    if isinstance(data, dict) and _MARK in data:
        return path, True, frozenset(data) - {_MARK}
    if isinstance(data, str) and data == _MARK:
        return path, False, frozenset()
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return next((found for part, item in items if (found := _marked(item, (*path, part))) is not None), None)
