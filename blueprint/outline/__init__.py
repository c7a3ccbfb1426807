"""A blueprint told without a picture: the same lanes, steps and ways as the drawing, as text or as a page of tables."""

from collections.abc import Sequence

from blueprint.errors import UsageError
from blueprint.model import Blueprint
from blueprint.outline.words import Words
from blueprint.terminal import Style
from blueprint.wording import listed, suggestion

__all__ = ["outline", "page"]


def outline(blueprint: Blueprint, *, processes: Sequence[str] | None = None, style: Style | None = None, width: int = 80) -> str:
    """The whole blueprint, or some of its processes, as an outline. UsageError for a process that does not exist."""
    from blueprint.outline.text import Outline

    told = Outline(Words(blueprint), style or Style(), width)
    lines = [*(told.whole() if processes is None else ()), *told.processes(_wanted(blueprint, processes))]
    return "\n".join(lines).lstrip("\n") + "\n"


def page(blueprint: Blueprint, format: str, *, processes: Sequence[str] | None = None) -> str:
    """The same as Markdown or HTML: a table for each process. UsageError for a process that does not exist."""
    from blueprint.outline.pages import html, markdown, tables

    words = Words(blueprint)
    found = tables(words, _wanted(blueprint, processes))
    return (html if format == "html" else markdown)(words, found, whole=processes is None)


def _wanted(blueprint: Blueprint, processes: Sequence[str] | None) -> tuple[str, ...]:
    if processes is None:
        return blueprint.process_ids()
    for each in processes:
        if each not in blueprint.processes:
            hint = suggestion(each, blueprint.processes) or f"; there is {listed(sorted(blueprint.processes))}"
            raise UsageError(f"there is no process '{each}'{hint}")
    return tuple(each for each in blueprint.process_ids() if each in processes)
