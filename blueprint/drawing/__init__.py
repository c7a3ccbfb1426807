"""Drawings: a blueprint as SVG, PNG, PDF or DOT. Same blueprint, same bytes."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, get_args

from blueprint.drawing.drawing import FORMATS, Drawing, Format
from blueprint.drawing.engine import Engine
from blueprint.drawing.theme import THEMES, find_theme
from blueprint.errors import UsageError
from blueprint.findings import Finding
from blueprint.layout import LAYERS, USUAL, WRAP, Layer, Remark, Trail, layout
from blueprint.model import PHASES, Blueprint, PhaseName
from blueprint.wording import listed, suggestion

if TYPE_CHECKING:
    from blueprint.layout.timed import Timed

__all__ = ["FORMATS", "LAYERS", "THEMES", "Drawing", "Engine", "Format", "Layer", "render"]


def render(
    blueprint: Blueprint,
    *,
    process: str | Collection[str] | None = None,
    phase: PhaseName | None = None,
    show: Collection[Layer] = (),
    hide: Collection[Layer] = (),
    wrap: int = WRAP,
    theme: str = "light",
    trail: Trail | None = None,
    findings: Iterable[Finding] = (),
    engine: Engine = "embedded",
) -> Drawing:
    """Draw a blueprint: all its processes on one sheet, or only those named, or those of a phase; a trail marks a run.

    ``findings`` (a report is a series of them) are shown as numbers on the steps they are about, and listed below.

    ``show`` and ``hide`` name layers: evidence, time and icons of channels are shown unless hidden, all others where
    asked for. Where ``time`` is asked for, there is more than what steps say of theirs: the critical path, what the other steps
    have to spare, how often a case takes each way, how promises fare, and what a case takes and costs.
    A row becomes no wider than ``wrap`` columns; a longer process goes on in the next (0: it never does).
    ``theme`` is light, dark, print, contrast, or a TOML file of your own. UsageError for anything that does not exist.
    """
    _known("engine", engine, get_args(Engine))
    for each in (*show, *hide):
        _known("layer", each, LAYERS)
    timed = "time" in show and "time" not in hide
    layers = USUAL.union(show, ("promises",) if timed else ()).difference(hide)
    if wrap < 0:
        raise UsageError(f"a row holds 1 column at least, or any number (0), not {wrap}")
    said = [Remark(element=each.element, text=f"{each.code} {each.message}") for each in findings]
    chosen = _chosen(blueprint, process, phase)
    times, without = _times(blueprint, chosen) if timed else (None, ())
    sheet = layout(blueprint, processes=chosen, trail=trail, layers=layers, wrap=wrap, remarks=said, timed=times)
    return Drawing(sheet, find_theme(theme), engine, without)


def _times(blueprint: Blueprint, processes: Collection[str]) -> "tuple[Timed, tuple[str, ...]]":
    from blueprint.drawing.timed import timed_of

    return timed_of(blueprint, processes)


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
        hint = suggestion(name, names) or f"; there is {listed(tuple(names)) or 'none'}"
        raise UsageError(f"there is no {what} {name!r}{hint}")
