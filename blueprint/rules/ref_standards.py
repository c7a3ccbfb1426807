"""REF, of standards: what is followed, realised or left out must be known, and stand where the standard is looked for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.walking import Reference
from blueprint.wording import counted, listed, suggestion

if TYPE_CHECKING:
    from blueprint.standards import Stage

STANDARDS = "Format 1: standards and their stages are known by their ids"


def _example(process: str, step: str, *, top: str = "", mark: str = "") -> str:
    return f"""\
{top}processes:
  complaints:
    title: Complaints
    phase: after-sale
    {process}
    start: complain
    steps:
      complain:
        lane: customer
        does: Complains
        {step}{mark}
        ends: Settled
"""


@rule(
    "REF008",
    Severity.error,
    source=STANDARDS,
    bad=_example("kind: other\n    follows: [iso-1002]  # !", "records: [case-number]"),
    good=_example("kind: other\n    follows: [iso-10002]", "records: [case-number]"),
    spares="Standards of your own, whose file the settings or the blueprint name.",
)
def unknown_standard(view: View) -> Iterator[Problem]:
    """A standard is named that nobody knows.

    The process is held against nothing at all, although it says that it follows something.
    """
    if all(_is_known(view, each) for each in (*view.named("standard"), *view.blueprint.standards)):
        return
    named = (each for each in view.references if each.target == "standard")
    keys = (Reference(("standards", name), "standard", name, is_key=True) for name in view.blueprint.standards)
    for each in (*named, *keys):
        if not _is_known(view, each.id):
            known = {*view.standards, *view.blueprint.standards} - {each.id}
            hint = suggestion(each.id, known) or f"; known are {listed(sorted(known))}"
            message = f"there is no standard '{each.id}'{hint} (one of your own is named by its file, under 'standards')"
            yield Problem(message, each.path, detail=each.id, on_key=each.is_key)


def _is_known(view: View, name: str) -> bool:
    """Whether there is such a standard: known to all, or in a file of the blueprint's, be it readable or not."""
    own = view.blueprint.standards.get(name)
    return name in view.standards or bool(own and own.file)


@rule(
    "REF009",
    Severity.error,
    source=STANDARDS,
    bad=_example("kind: complaint-handling", "realises: [iso-10002/recipt]", mark="  # !"),
    good=_example("kind: complaint-handling", "realises: [iso-10002/receipt]"),
    spares="Stages of a standard of your own whose file cannot be read; that is told by itself.",
)
def unknown_stage(view: View) -> Iterator[Problem]:
    """A step realises, or leaves out, a stage that no standard has.

    What it does for the customer is not counted, and the stage that was meant seems to be missing.
    """
    if None not in view.shared(_stages).values():
        return
    for each in view.references:
        if each.target != "stage":
            continue
        name, _, stage = each.id.partition("/")
        if name in view.standards and stage not in view.standards[name].stages:
            message = f"'{name}' has no stage '{stage}'{_stage_hint(view, name, stage)}"
        elif not _is_known(view, name):
            every = [f"{other}/{known}" for other, model in view.standards.items() for known in model.stages]
            hint = suggestion(each.id, every) or f"; known are {listed(sorted(view.standards))}"
            message = f"there is no standard '{name}'{hint}"
        else:
            continue
        yield Problem(message, each.path, detail=each.id, on_key=each.is_key)


def _stages(view: View) -> "dict[str, Stage | None]":
    """What the ids of stages stand for; None where they stand for nothing that is known."""
    named = {each: each.partition("/") for each in view.named("stage")}
    known = {name: view.standards[name].stages for name, _, _ in named.values() if name in view.standards}
    return {each: known[name].get(stage) if name in known else None for each, (name, _, stage) in named.items()}


def _stage_hint(view: View, name: str, stage: str) -> str:
    stages = view.standards[name].stages
    others = [f"{other}/{stage}" for other, model in view.standards.items() if stage in model.stages]
    if others:
        return f", but another standard has: write {listed(others, 'or')}"
    near = suggestion(stage, stages)
    return near.replace(" '", f" '{name}/") if near else f"; it has {listed(sorted(stages))}"


@rule(
    "REF010",
    Severity.warning,
    source=STANDARDS,
    preset="recommended",
    bad=_example("kind: other", "realises: [iso-10002/receipt]", mark="  # !"),
    good=_example("kind: other\n    follows: [iso-10002]", "realises: [iso-10002/receipt]"),
    spares="Processes that follow the standard, or whose kind implies it; processes that such a one runs, starts or continues "
    "in, or that lead to such a one in this way; what stands outside of the runs, such as telling how to complain.",
)
def stage_out_of_place(view: View) -> Iterator[Problem]:
    """A step realises a stage of a standard that its process does not follow.

    A standard is looked for in the processes that follow it; what another process does for it counts nowhere.
    """
    astray = _astray(view)
    found: dict[tuple[str, str], list[Reference]] = {}
    for each in view.references if astray else ():
        if each.target == "stage" and _is_in_run(view, each.id):
            found.setdefault((str(each.path[1]), each.id.partition("/")[0]), []).append(each)
    for (process, name), (first, *more) in found.items():
        if (process, name) in astray:
            title = view.blueprint.processes[process].title
            others = f", like {counted(len(more), 'other stage')} of it here" if more else ""
            message = (
                f"'{first.id}' counts nowhere{others}: '{title}' does not follow {name}, and no process that does leads here or "
                f"is led to from here; add 'follows: [{name}]' to '{title}', or take the stage out"
            )
            yield Problem(message, first.path, detail=name, on_key=first.is_key)


def _astray(view: View) -> set[tuple[str, str]]:
    """The processes that realise stages of a standard, each with that standard, where it is not looked for."""
    processes = view.blueprint.processes
    in_run = {each: each.partition("/")[0] for each in view.shared(_stages) if _is_in_run(view, each)}
    named = ((process, stage) for process in processes for stage in view.named("stage", within=process))
    realised = {(process, in_run[stage]) for process, stage in named if stage in in_run}
    return {(process, name) for process, name in realised if not _is_looked_for(view, name, process)}


def _is_in_run(view: View, stage: str) -> bool:
    known = view.shared(_stages)[stage]
    return known is not None and known.holds == "in-run"


def _is_looked_for(view: View, name: str, process_id: str) -> bool:
    """Whether a process follows a standard, or one does that leads to it, or to which it leads, for certain."""
    if _follows(view, name, process_id):
        return True
    followers = {each for each in view.blueprint.processes if _follows(view, name, each)}
    there = process_id in view.reached(followers, CERTAIN_VERBS)
    return there or not followers.isdisjoint(view.reached({process_id}, CERTAIN_VERBS))


def _follows(view: View, name: str, process_id: str) -> bool:
    process = view.blueprint.processes[process_id]
    return name in process.follows or name in view.standards.implied_by(process.kind)
