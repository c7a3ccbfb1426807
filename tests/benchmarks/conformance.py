"""How long it takes to hold processes to a standard, against the flow analysis of the same process."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from attrs import evolve

from blueprint.conformance.judging import verdicts
from blueprint.flow import analyse
from blueprint.model import Blueprint, Next, Process, Step
from blueprint.standards import Standards
from blueprint.standards.model import Stage, StageModel
from blueprint.view import View
from tests.benchmarks.measure import Ratio, ratio
from tests.flow.large import structured

STAGES = 10


def standard() -> StageModel:
    """A standard of ten stages, each of which must come before all that follow."""
    names = [f"stage-{number}" for number in range(STAGES)]
    stages = {
        name: Stage(
            title=name, why="It matters.", before=tuple(names[at + 1 :]), seen=True, records=("number",) if at == 0 else ()
        )
        for at, name in enumerate(names)
    }
    return StageModel(id="rule", title="House rule", source="House", stages=stages)


def keeping(process: Process) -> Process:
    """The process, with ten steps before it that keep the standard."""
    steps = dict(process.steps)
    for at in range(STAGES):
        after = process.start[0] if at == STAGES - 1 else f"kept{at + 1}"
        realises = (f"rule/stage-{at}",)
        steps[f"kept{at}"] = Step(lane="frontstage", does="Keeps it", realises=realises, records=("number",), way=Next(to=after))
    return evolve(process, steps=steps, start=("kept0",), follows=("rule",))


def lacking(process: Process, share: float) -> Process:
    """The process, with stages strewn over its steps by lot: most runs lack most of them, in any order."""
    dice = Random(1)
    steps = {
        name: evolve(step, realises=(f"rule/stage-{dice.randrange(STAGES)}",) if dice.random() < share else ())
        for name, step in process.steps.items()
    }
    return evolve(process, steps=steps, follows=("rule",))


def _against_flow(name: str, process: Process, bound: float) -> Ratio:
    view = View(Blueprint(id="b", title="B", processes={"p": process}), standards=Standards({"rule": standard()}))
    assert view.flows["p"].is_sound
    peer = "the analysis of its flow"
    return ratio(name, peer, bound, lambda: list(verdicts(view)), lambda: analyse(process), runs=3)


def kept(_: Path) -> Ratio:
    return _against_flow("10 stages kept in 10,000 steps", keeping(structured(10_000)), 4)


def strewn(_: Path) -> Ratio:
    return _against_flow("10 stages strewn over 10,000 steps", lacking(structured(10_000), 0.1), 40)


CONFORMANCE: tuple[Callable[[Path], Ratio], ...] = (kept, strewn)
