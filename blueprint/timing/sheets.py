"""Reports as data: sections of paragraphs, lists and tables, set as text for a terminal or as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from blueprint.terminal import Style, clean, columns

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
INDENT: Final = "  "
GAP: Final = 2
LEAST: Final = 12
"""The first column of a table becomes no narrower."""


class Grid(NamedTuple):
    """A table: its heads, and rows of as many cells. The first column is words, the others are set to the right;
    ``wide`` is the column that gives way where the rows are too long."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: frozenset[int] = frozenset({0})


class Items(NamedTuple):
    """A list of texts."""

    texts: tuple[str, ...]


Piece = str | Grid | Items


class Section(NamedTuple):
    """A heading, and what stands below it; ``level`` 1 for the whole, 2 for a process, 3 within it."""

    title: str
    pieces: tuple[Piece, ...] = ()
    level: int = 3


def as_text(sections: Iterable[Section], *, style: Style, width: int) -> str:
    """Sections for a terminal of some width."""
    lines: list[str] = []
    for section in sections:
        indent = "" if section.level < 3 else INDENT
        lines += [""] if lines else []
        lines += [style.paint("bold", line) for line in _wrapped(section.title, width, indent, indent)]
        lines += ["-" * min(width, columns(clean(section.title)))] if section.level == 2 else []
        for number, piece in enumerate(section.pieces):
            lines += [""] if number and not (isinstance(piece, str) and isinstance(section.pieces[number - 1], str)) else []
            lines += _set(piece, width, indent + INDENT if section.level == 3 else indent)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _set(piece: Piece, width: int, indent: str) -> Iterator[str]:
    if isinstance(piece, Grid):
        yield from _grid(piece, width, indent)
    elif isinstance(piece, Items):
        for text in piece.texts:
            yield from _wrapped(text, width, f"{indent}* ", f"{indent}  ")
    else:
        yield from _wrapped(piece, width, indent, indent)


def _grid(grid: Grid, width: int, indent: str) -> Iterator[str]:
    rows = [[clean(cell) for cell in row] for row in ((grid.heads, *grid.rows) if any(grid.heads) else grid.rows)]
    rooms = [max(columns(row[at]) for row in rows) for at in range(len(grid.heads))]
    rooms[0] = min(rooms[0], max(LEAST, width - len(indent) - sum(rooms[1:]) - GAP * (len(rooms) - 1)))
    for row in rows:
        first, *others = broken(row[0], rooms[0])
        cells = []
        for at, (cell, room) in enumerate(zip((first, *row[1:]), rooms, strict=True)):
            blank = " " * (room - columns(cell))
            cells.append(cell + blank if at in grid.words else blank + cell)
        yield indent + (" " * GAP).join(cells)
        yield from (indent + other for other in others)


def _wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    """Lines, of which the first has a lead of its own, as wide as that of the others."""
    head, *rest = broken(clean(text), width - len(first), hang=0)
    return [first + head, *(others + line for line in rest)]


def broken(text: str, room: int, *, hang: int = len(INDENT)) -> list[str]:
    """A text in lines of at most so many columns, broken between words where it can be; lines but the first ``hang``.

    >>> broken("how long does it take", 10)
    ['how long', '  does it', '  take']
    """
    lines = [""]
    for word in text.split():
        rest = word
        while rest:
            lead = "" if len(lines) == 1 else " " * hang
            joined = f"{lines[-1]} {rest}" if lines[-1].strip() else lead + rest
            if columns(joined) <= room:
                lines[-1], rest = joined, ""
            elif lines[-1].strip():
                lines.append("")
            else:
                fits = _fitting(rest, room - len(lead))
                lines[-1], rest = lead + rest[:fits], rest[fits:]
    return lines


def _fitting(word: str, room: int) -> int:
    """How many letters of a word fit so many columns; one at least."""
    fits = 1
    while fits < len(word) and columns(word[: fits + 1]) <= room:
        fits += 1
    return fits


def as_markdown(sections: Iterable[Section]) -> str:
    """Sections as a page."""
    lines: list[str] = []
    for section in sections:
        lines += [f"{'#' * section.level} {shown(section.title)}", ""]
        for piece in section.pieces:
            lines += [*_marked(piece), ""]
    return "\n".join(lines)


def _marked(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Grid):
        yield _row(piece.heads)
        yield _row(["---" if at in piece.words else "---:" for at in range(len(piece.heads))])
        yield from (_row([shown(cell) for cell in row]) for row in piece.rows)
    elif isinstance(piece, Items):
        yield from (f"- {shown(text)}" for text in piece.texts)
    else:
        yield shown(piece)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def shown(text: str) -> str:
    """A text as Markdown shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", " ".join(clean(text).split()))
