"""Drawings: a blueprint as SVG, PNG or DOT. Same blueprint, same bytes."""

from collections.abc import Collection
from typing import Final, Literal, get_args

from blueprint.drawing.engine import Engine
from blueprint.errors import UsageError
from blueprint.layout import Sheet, Trail, layout
from blueprint.model import PHASES, Blueprint, PhaseName

Format = Literal["svg", "png", "dot"]
FORMATS: Final[tuple[str, ...]] = get_args(Format)


def render(
    blueprint: Blueprint,
    format: Format = "svg",
    *,
    process: str | Collection[str] | None = None,
    phase: PhaseName | None = None,
    engine: Engine = "embedded",
    trail: Trail | None = None,
) -> bytes:
    """Draw a blueprint: all its processes on one sheet, or only those named, or those of a phase; a trail marks a run.

    UsageError for a process, phase, format or engine that does not exist; EngineError where the engine is missing or fails.
    """
    _known("format", format, FORMATS)
    _known("engine", engine, get_args(Engine))
    sheet = layout(blueprint, processes=_chosen(blueprint, process, phase), trail=trail)
    return ink(sheet, format, engine=engine)


def ink(sheet: Sheet, format: Format = "svg", *, engine: Engine = "embedded") -> bytes:
    """Draw a sheet that is laid out."""
    from blueprint.drawing.dot import dot_source

    source = dot_source(sheet)
    if format == "dot":
        return source.encode()
    from blueprint.drawing.engine import run
    from blueprint.drawing.svg import finished

    picture = run(source, format, engine=engine)
    return finished(picture, sheet) if format == "svg" else picture


def _chosen(blueprint: Blueprint, process: str | Collection[str] | None, phase: PhaseName | None) -> set[str]:
    named = {process} if isinstance(process, str) else set(blueprint.processes if process is None else process)
    for each in sorted(named):
        _known("process", each, blueprint.process_ids())
    if phase is None:
        return named
    _known("phase", phase, PHASES)
    return {each for each in named if blueprint.processes[each].phase == phase}


def _known(what: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        raise UsageError(f"there is no {what} {name!r}; there is {', '.join(names) or 'none'}")
