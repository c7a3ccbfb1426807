"""What a gate demands of a log: ``fitness >= 0.95``, ``skipped(reserve) <= 2%``, ``kept(riding-in-time) >= 95%``."""

import re
from collections.abc import Collection, Mapping
from typing import Final, Literal, NamedTuple

from blueprint.errors import UsageError
from blueprint.logs.values import Conformity, ProcessSeen, StepSeen
from blueprint.model import Blueprint
from blueprint.wording import listed, suggestion

About = Literal["", "step", "promise"]
NAMES: Final[Mapping[str, About]] = {
    "fitness": "", "fitting": "", "unknown": "", "skipped": "step", "extra": "step", "out-of-order": "step", "late": "step",
    "kept": "promise",
}  # fmt: skip
_FORM: Final = re.compile(
    r"\s*(?:(?P<process>[a-z][a-z0-9-]*)\s*:\s*)?(?P<name>[a-z-]+)\s*(?:\(\s*(?P<about>[^()]*?)\s*\))?\s*"
    r"(?P<operator><=|>=|==|<|>|=|≤|≥)\s*(?P<value>[0-9]+(?:\.[0-9]+)?)\s?(?P<percent>%)?\s*"
)
_SAME: Final = 1e-9


class Gate(NamedTuple):
    """A figure, how it is compared, and with what."""

    text: str
    process_id: str
    name: str
    about: str
    operator: str
    value: float


class Verdict(NamedTuple):
    """Whether a gate holds, and what was seen; None where the log says nothing of it, and then it does not hold."""

    gate: Gate
    holds: bool
    seen: float | None


def read_gate(text: str, blueprint: Blueprint) -> Gate:
    """Read what is demanded; UsageError says what is wrong with it."""
    form = _FORM.fullmatch(text)
    if form is None:
        raise UsageError(f"--assert: '{text}' is no demand such as 'fitness >= 0.95' or 'skipped(reserve) <= 2%'")
    name, process_id, about = form["name"], form["process"] or "", form["about"] or ""
    if name not in NAMES:
        raise UsageError(f"--assert: there is no figure '{name}'{suggestion(name, NAMES) or '; there are ' + listed(NAMES)}")
    _known("process", process_id, blueprint.processes if process_id else [""])
    there: Collection[str] = [""]
    if NAMES[name] == "promise":
        there = blueprint.promises
    elif NAMES[name] == "step":
        among = [process_id] if process_id else blueprint.processes
        there = {each for one in among for step in blueprint.processes[one].steps for each in (step, f"{one}.{step}")}
    if NAMES[name] and not about:
        raise UsageError(f"--assert: '{name}' wants a {NAMES[name]} in brackets, such as {name}({next(iter(there), '...')})")
    _known(NAMES[name] or "bracket", about, there)
    value = float(form["value"]) / (100 if form["percent"] else 1)
    if name != "unknown" and value > 1:
        raise UsageError(f"--assert: '{name}' is a share of 1; write one such as 0.95 or 95%")
    return Gate(
        text.strip(), process_id, name, about, {"≤": "<=", "≥": ">=", "==": "="}.get(form["operator"], form["operator"]), value
    )


def _known(what: str, name: str, there: Collection[str]) -> None:
    if name not in there:
        raise UsageError(f"--assert: there is no {what} '{name}'{suggestion(name, there)}")


def judged(gate: Gate, found: Conformity) -> Verdict:
    """Hold what was seen against a gate."""
    seen = _seen(gate, found)
    if seen is None:
        return Verdict(gate, holds=False, seen=None)
    difference = seen - gate.value
    holds = {
        "<=": difference <= _SAME,
        ">=": difference >= -_SAME,
        "<": difference < -_SAME,
        ">": difference > _SAME,
        "=": abs(difference) <= _SAME,
    }
    return Verdict(gate, holds=holds[gate.operator], seen=seen)


def _seen(gate: Gate, found: Conformity) -> float | None:
    process = next((each for each in found.processes if each.process_id == gate.process_id), None)
    match gate.name:
        case "unknown":
            return float(sum(found.matching.unknown.values()))
        case "kept":
            return next((each.share for each in found.promises if each.promise == gate.about), None)
        case "fitness":
            return found.fitness if not gate.process_id else process.fitness if process else None
        case "fitting":
            if gate.process_id:
                return process.fitting / process.cases if process else None
            return found.fitting / len(found.cases)
    return _of_step(gate, found)


def _of_step(gate: Gate, found: Conformity) -> float | None:
    """The share of the cases; of steps that are late, of those whose time is known."""
    figures = [(each, step) for each in found.processes for name, step in each.steps.items() if _is_about(gate, each, name)]
    if not figures:
        return None
    cases = sum(process.cases for process, _ in figures)
    if gate.name == "late":
        held = sum(step.held for _, step in figures)
        return sum(step.late for _, step in figures) / held if held else None
    counts = {"skipped": _skipped, "extra": _extra, "out-of-order": _moved}
    return sum(counts[gate.name](step) for _, step in figures) / cases


def _is_about(gate: Gate, process: ProcessSeen, name: str) -> bool:
    return gate.about in (name, f"{process.process_id}.{name}") and gate.process_id in ("", process.process_id)


def _skipped(step: StepSeen) -> int:
    return step.skipped


def _extra(step: StepSeen) -> int:
    return step.extra


def _moved(step: StepSeen) -> int:
    return step.out_of_order
