"""The report on a log: as text for a terminal, as Markdown, as JSON."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import fmean
from typing import Any

from blueprint.documents.writing import json_text
from blueprint.logs.gates import Verdict
from blueprint.logs.telling import sections
from blueprint.logs.values import Conformity, ProcessSeen, TimesSeen
from blueprint.logs.ways import ways_of
from blueprint.terminal import Style
from blueprint.timing import sheets


def as_text(found: Conformity, verdicts: Sequence[Verdict] = (), *, style: Style | None = None, width: int = 80) -> str:
    """The report for a terminal of some width."""
    return sheets.as_text(sections(found, verdicts), style=style or Style(), width=width)


def as_markdown(found: Conformity, verdicts: Sequence[Verdict] = ()) -> str:
    """The report as a page."""
    return sheets.as_markdown(sections(found, verdicts))


def as_json(found: Conformity, verdicts: Sequence[Verdict] = ()) -> str:
    """The report for programs, as one document: shares and fitness from 0 to 1, times in seconds."""
    told: dict[str, Any] = {
        "version": 1,
        "id": found.blueprint.id,
        "title": found.blueprint.title,
        "log": {
            "name": found.log,
            "cases": len(found.cases),
            "events": found.events,
            "last": found.last,
            "notes": list(found.notes),
        },
        "fitness": _number(found.fitness),
        "fitting": found.fitting,
        "unknown": [
            {"activity": activity, "events": number, "hint": found.matching.hint(activity).removeprefix("; ")}
            for activity, number in found.matching.unknown.items()
        ],
        "left-out": [{"activity": activity, "events": number} for activity, number in found.matching.set_aside.items()],
        "processes": [_process(found, each) for each in found.processes],
        "promises": [{**each._asdict(), "share": None if each.share is None else _number(each.share)} for each in found.promises],
        "cases": [{"id": case, "fitness": _number(fitness)} for case, fitness in found.cases.items()],
        "assertions": [
            {"assertion": each.gate.text, "holds": each.holds, "seen": None if each.seen is None else _number(each.seen)}
            for each in verdicts
        ],
    }
    return json_text(told) + "\n"


def _process(found: Conformity, process: ProcessSeen) -> dict[str, Any]:
    name = process.process_id
    return {
        "id": name,
        "cases": process.cases,
        "fitting": process.fitting,
        "fitness": _number(process.fitness),
        "unseen": list(process.unseen),
        "steps": [
            {
                "id": step,
                **{key.replace("_", "-"): value for key, value in seen._asdict().items()},
                "time": _times(found.times.get((name, step))),
            }
            for step, seen in process.steps.items()
        ],
        "ways": [
            {
                "step": way.step,
                "says": way.says,
                "to": way.to,
                "planned": way.planned,
                "seen": _number(way.share),
                "times": way.taken,
            }
            for way in ways_of(found.blueprint, process)
        ],
        "variants": [
            {
                "steps": list(each.activities),
                "cases": list(each.cases),
                "fitness": _number(each.fitness),
                "exact": each.alignment.is_best,
                "deviations": [{"kind": one.kind, "step": one.step, "where": one.where} for one in each.deviations],
            }
            for each in process.variants
        ],
    }


def _times(times: TimesSeen | None) -> dict[str, Any] | None:
    if times is None:
        return None
    return {name: _mean(found) for name, found in (("wait", times.waits), ("work", times.works), ("total", times.totals))}


def _mean(found: Iterable[float]) -> Decimal | None:
    several = tuple(found)
    return _number(fmean(several)) if several else None


def _number(value: float) -> Decimal:
    """A number of no more digits than it is worth."""
    return Decimal(f"{value:.6g}")
