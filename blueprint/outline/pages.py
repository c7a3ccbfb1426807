"""The outline as a page, in Markdown or HTML: for each process a table with a row for each step."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from attrs import frozen

from blueprint.model import Process, Step
from blueprint.outline.words import Words, rhythm
from blueprint.terminal import clean

HEAD: Final = ("No.", "Lane", "Step", "At the same moment", "More", "Then")
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STYLE: Final = """\
body { font: 16px/1.5 system-ui, sans-serif; color: #1f2933; background: #fff; margin: 2rem auto; padding: 0 1rem; }
body { max-width: 75rem; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 2rem; }
caption { text-align: left; padding: 0.25rem 0; color: #52606d; }
th, td { border: 1px solid #b6c2cf; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; }
thead th { background: #e4eaf1; }
ul { margin: 0; padding-left: 1.1rem; }
a { color: #1d5fa8; }
@media (prefers-color-scheme: dark) {
  body { color: #f1f4f8; background: #12171e; }
  caption { color: #b6c2cf; }
  thead th { background: #2a3644; }
  a { color: #84bdf5; }
}
"""


@frozen
class Row:
    """One step: what each column says, the last three as lists."""

    id: str
    lane: str
    does: str
    beside: tuple[str, ...]
    more: tuple[str, ...]
    then: tuple[str, ...]


@frozen
class Table:
    """One process."""

    id: str
    title: str
    about: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(words: Words, wanted: Sequence[str]) -> list[Table]:
    """The processes as tables, their steps in the order of the file."""
    found = []
    for name in wanted:
        process = words.blueprint.processes[name]
        rows = tuple(_row(words, process, name, step_id, step) for step_id, step in process.steps.items())
        found.append(Table(name, clean(process.title), tuple(map(clean, words.about(process))), rows))
    return found


def _row(words: Words, process: Process, name: str, step_id: str, step: Step) -> Row:
    parts = ((lane, part, words.facts(part)) for lane, part in step.with_.items())
    beside = (f"{words.lane(lane)}: {rhythm(part)}{part.does}{f' ({facts})' if facts else ''}" for lane, part, facts in parts)
    more = (*filter(None, (words.facts(step),)), *words.marks(process, step))
    return Row(
        f"{name}.{step_id}", clean(words.lane(step.lane)), clean(step.does),
        tuple(map(clean, beside)), tuple(map(clean, more)), tuple(map(clean, words.ways(process, step))),
    )  # fmt: skip


def markdown(words: Words, found: Sequence[Table], *, whole: bool) -> str:
    """A page of Markdown."""
    return "\n".join(_markdown(words, found, whole=whole)) + "\n"


def _markdown(words: Words, found: Sequence[Table], *, whole: bool) -> Iterator[str]:
    yield f"# {_plain(words.blueprint.title)}"
    for text in words.head() if whole else ():
        yield from ("", _plain(text))
    for title, items in words.cast() if whole else ():
        yield from ("", f"## {title}", "", *(f"- {_plain(item)}" for item in items))
    for table in found:
        yield from ("", f"## {_plain(table.title)}")
        for text in table.about:
            yield from ("", _plain(text))
        yield from ("", f"| {' | '.join(HEAD)} |", "|---" * len(HEAD) + "|")
        for number, row in enumerate(table.rows, start=1):
            lists = ("<br>".join(map(_plain, each)) for each in (row.beside, row.more, row.then))
            yield f"| {number} | {_plain(row.lane)} | {_plain(row.does)} | {' | '.join(lists)} |"


def _plain(text: str) -> str:
    """A text that Markdown leaves as it is."""
    return _MARKDOWN.sub(r"\\\1", clean(text))


def html(words: Words, found: Sequence[Table], *, whole: bool) -> str:
    """A page of HTML, complete in itself."""
    language = f' lang="{escape(words.blueprint.language)}"' if words.blueprint.language else ""
    title = _shown(words.blueprint.title)
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{title}</title>'
    body = "\n".join(_body(words, found, whole=whole))
    top = f"<!doctype html>\n<html{language}>\n<head>\n{head}\n<style>\n{_STYLE}</style>\n</head>"
    return f"{top}\n<body>\n{body}\n</body>\n</html>\n"


def _body(words: Words, found: Sequence[Table], *, whole: bool) -> Iterator[str]:
    yield f"<h1>{_shown(words.blueprint.title)}</h1>"
    for text in words.head() if whole else ():
        yield f"<p>{_shown(text)}</p>"
    links = "".join(f'<li><a href="#{table.id}">{_shown(table.title)}</a></li>' for table in found)
    yield f'<nav aria-label="Processes"><ul>{links}</ul></nav>'
    for title, items in words.cast() if whole else ():
        yield f"<h2>{title}</h2>\n{_list(items)}"
    for table in found:
        yield f'<h2 id="{table.id}">{_shown(table.title)}</h2>'
        caption, *more = table.about
        yield from (f"<p>{_shown(text)}</p>" for text in more)
        heads = "".join(f'<th scope="col">{each}</th>' for each in HEAD)
        yield f"<table>\n<caption>{_shown(caption)}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        for number, row in enumerate(table.rows, start=1):
            lists = "".join(f"<td>{_list(each)}</td>" for each in (row.beside, row.more, row.then))
            lead = f'<td>{number}</td><td>{_shown(row.lane)}</td><th scope="row">{_shown(row.does)}</th>'
            yield f'<tr id="{row.id}">{lead}{lists}</tr>'
        yield "</tbody>\n</table>"


def _list(items: Sequence[str]) -> str:
    if len(items) < 2:
        return "".join(map(_shown, items))
    return "<ul>" + "".join(f"<li>{_shown(item)}</li>" for item in items) + "</ul>"


def _shown(text: str) -> str:
    return escape(clean(text))
