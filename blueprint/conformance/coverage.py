"""The coverage: every standard by its stages, with the steps that realise each in each process, and what is missing."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from blueprint.conformance.verdicts import Fault, StageVerdict, Verdict
from blueprint.model import End
from blueprint.terminal import Style, clean
from blueprint.view import View
from blueprint.wording import counted, listed

NOTHING: Final = "No process follows a standard, and no kind of process implies one.\n"
UNJUDGED: Final = "its flow cannot finish; mend that first (blueprint check)"
UNSAID: Final = "no step says which stages it keeps (realises)"
_SIGNS: Final = {"kept": "+", "skipped": "-", "optional": " ", "not-owed": " ", "advised": "?", "unsaid": "?", "unjudged": "?"}
_WORDS: Final = {
    "missing": "missing", "out-of-order": "out of order", "hidden": "not seen by the customer", "late": "too late",
    "no-way-out": "no way out", "unrecorded": "not on record", "barred": "cannot be left out", "advised": "advised",
    "kept": "kept", "skipped": "left out", "optional": "optional", "not-owed": "not owed", "unsaid": "nothing said",
    "unjudged": "not judged",
}  # fmt: skip


def as_text(view: View, verdicts: Sequence[Verdict], *, style: Style, width: int) -> str:
    """A block for each process and standard, a line or two for each stage. Signs: + kept, - left out with a reason, ! at fault,
    ? nothing said or only advised."""
    blocks = ["".join(_block(view, verdict, style, width)) for verdict in verdicts]
    return "\n".join([*blocks, _sum(verdicts) + "\n"]) if blocks else NOTHING


def _block(view: View, verdict: Verdict, style: Style, width: int) -> Iterator[str]:
    title = view.blueprint.processes[verdict.process_id].title
    head = f"{verdict.model.title} ({verdict.standard}) in '{clean(title)}' ({verdict.process_id})"
    yield style.paint("bold", textwrap.fill(head, width, subsequent_indent="  ")) + "\n"
    if not verdict.judged or verdict.unsaid:
        yield textwrap.fill(UNSAID if verdict.unsaid else UNJUDGED, width, initial_indent="  ", subsequent_indent="  ") + "\n"
        return
    room = max(len(stage.id) for stage in verdict.stages)
    for stage in verdict.stages:
        sign = _SIGNS.get(stage.state, "!")
        text = f"  {sign} {stage.id:<{room}}  {clean(_told(view, verdict, stage))}"
        line = textwrap.fill(text, width, subsequent_indent=" " * (room + 6), break_on_hyphens=False)
        yield (style.paint("red", line) if sign == "!" else line) + "\n"


def _told(view: View, verdict: Verdict, stage: StageVerdict) -> str:
    """What there is to say of a stage in a process: where it is, where it is left out, what is wrong."""
    parts = []
    if stage.places:
        parts.append(listed(_shortly(verdict.process_id, place) for place in stage.places))
    parts += [f"left out at {step}: {reason}" for step, reason in stage.skips.items()]
    parts += [_fault(view, verdict, fault) for fault in stage.faults]
    return "; ".join(parts) or _WORDS[stage.state]


def _shortly(process_id: str, place: tuple[str, str]) -> str:
    return place[1] if place[0] == process_id else ".".join(place)


def _fault(view: View, verdict: Verdict, fault: Fault) -> str:
    word = _WORDS[fault.kind].upper() if fault.kind != "advised" else _WORDS[fault.kind]
    other = f": {fault.other}" if fault.other else ""
    other = f": {fault.other} can begin before" if fault.kind == "out-of-order" else other
    steps = view.blueprint.processes[verdict.process_id].steps
    ways = [steps[name].way for name in fault.run.ends] if fault.run else []
    ends = [f"'{way.text}'" for way in ways if isinstance(way, End)]
    return f"{word}{other}" + (f" in a case that ends with {listed(ends)}" if ends and not other else "")


def _sum(verdicts: Iterable[Verdict]) -> str:
    stages = [stage for verdict in verdicts for stage in verdict.stages if stage.state not in ("optional", "not-owed", "advised")]
    kept = sum(stage.state == "kept" for stage in stages)
    skipped = sum(stage.state == "skipped" for stage in stages)
    rest = len(stages) - kept - skipped
    return f"{counted(len(stages), 'stage')} owed or done: {kept} kept, {skipped} left out with a reason, {rest} not kept."


def as_markdown(view: View, verdicts: Sequence[Verdict]) -> str:
    """A table for each standard: a row for each stage, a column for each process."""
    tables = []
    for standard in dict.fromkeys(verdict.standard for verdict in verdicts):
        columns = [verdict for verdict in verdicts if verdict.standard == standard]
        titles = [view.blueprint.processes[verdict.process_id].title for verdict in columns]
        rows = [["stage", *titles], ["---"] * (len(columns) + 1)]
        for at, stage in enumerate(columns[0].stages):
            cells = [_in_a_cell(view, each, each.stages[at]) for each in columns]
            rows.append([f"{stage.stage.title} (`{stage.id}`)", *cells])
        table = "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in rows)
        tables.append(f"## {_cell(columns[0].model.title)} ({standard})\n\n{table}\n")
    return "\n".join(tables) or NOTHING


def _in_a_cell(view: View, verdict: Verdict, stage: StageVerdict) -> str:
    word, told = _WORDS[stage.state], _told(view, verdict, stage)
    return word if word == told else f"{word}: {told}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def as_json(view: View, verdicts: Sequence[Verdict]) -> str:
    """Everything, as one document."""
    return (
        json.dumps({"version": 1, "id": view.blueprint.id, "coverage": [_document(each) for each in verdicts]}, indent=2) + "\n"
    )


def _document(verdict: Verdict) -> dict[str, Any]:
    return {
        "process": verdict.process_id,
        "standard": verdict.standard,
        "judged": verdict.judged,
        "unsaid": verdict.unsaid,
        "stages": [
            {
                "id": stage.id,
                "title": stage.stage.title,
                "state": stage.state,
                "steps": [".".join(place) for place in stage.places],
                "skips": dict(stage.skips),
                "faults": [_fault_document(verdict, fault) for fault in stage.faults],
            }
            for stage in verdict.stages
        ],
    }


def _fault_document(verdict: Verdict, fault: Fault) -> dict[str, Any]:
    run = [f"{verdict.process_id}.{step}" for step in fault.run.steps] if fault.run else []
    return {
        "kind": fault.kind,
        "at": ".".join(fault.place) if fault.place else verdict.process_id,
        "about": fault.other,
        "run": run,
    }
