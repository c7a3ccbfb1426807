"""What is certain without following any case is so in every case; where nothing goes on side by side, nothing else is."""

from collections import Counter

from attrs import evolve

from blueprint.conformance import judge
from blueprint.conformance.certain import Certain, Known
from blueprint.conformance.handing import Cases
from blueprint.conformance.marks import marks_of
from blueprint.conformance.questions import NOTED, REALISED, SEEN, SETTLED, Facts
from blueprint.flow import analyse
from blueprint.flow.plain import has_branches
from blueprint.model import Blueprint, End, Process
from blueprint.standards import Standards
from blueprint.standards.model import StageModel
from blueprint.testing.flows import OUTCOMES
from blueprint.view import View
from tests.conformance.every_run import Memory, judged, runs
from tests.conformance.marked import random_marked


def told(memory: Memory) -> Known:
    """What has happened in a run, in the words of what is certain."""
    several = (REALISED, memory.done), (SEEN, memory.seen), (SETTLED, memory.done | memory.skipped), (NOTED, memory.records)
    return frozenset((what, each) for what, names in several for each in names)


def certain(process: Process, model: StageModel) -> Certain:
    view = View(Blueprint(id="b", title="B", processes={"p": process}))
    marks = {name: marks_of(view, step, model.id) for name, step in process.steps.items()}
    ends = {name: step.way.outcome for name, step in process.steps.items() if isinstance(step.way, End)}
    return Certain(Cases(process), Facts({name: each for name, each in marks.items() if each}, ends))


def test_what_is_certain_holds_in_every_run() -> None:
    sure: Counter[str] = Counter()
    for seed in range(10**6, 10**6 + 1_500):
        process, model = random_marked(seed)
        if not analyse(process).is_sound:
            continue
        found = certain(process, model)
        memories = list(runs(process, model))
        for outcomes in (OUTCOMES, *((each,) for each in OUTCOMES)):
            owing = [told(memory) for memory in memories if not memory.outcomes.isdisjoint(outcomes)]
            known = found.at_ends(outcomes)
            assert (known is None) is (not owing), f"seed {seed}"
            always = frozenset.intersection(*owing) if owing else frozenset()
            assert known is None or known <= always, f"seed {seed}"
            if known is not None and not has_branches(process):
                assert known == always, f"seed {seed}"
                sure["plain"] += bool(known)
            elif known is not None:
                sure["alike"] += known == always
                sure["branches"] += 1
        assert found.over == found.at_ends(OUTCOMES)
    assert sure["plain"] > 500, sure
    assert sure["alike"] > 0.8 * sure["branches"], sure


def faults(process: Process, model: StageModel) -> set[tuple[str, ...]]:
    """What is found wrong when the process follows the model, in the words of the oracle; of what is out of order, only that."""
    process = evolve(process, follows=(model.id,))
    (verdict,) = judge(View(Blueprint(id="b", title="B", processes={"p": process}), standards=Standards({model.id: model})))
    found: set[tuple[str, ...]] = set()
    for stage in verdict.stages:
        for fault in stage.faults:
            named = (fault.kind, stage.id, fault.other) if fault.kind == "unrecorded" else (fault.kind, stage.id)
            found.add((fault.kind,) if fault.kind == "out-of-order" else named)
    return found


def test_processes_are_judged_as_every_run_says() -> None:
    names = {"left out": "barred"}
    told: Counter[str] = Counter()
    for seed in range(2 * 10**6, 2 * 10**6 + 1_500):
        process, model = random_marked(seed)
        if analyse(process).is_sound:
            wanted = {
                ("out-of-order",) if kind == "order" else (names.get(kind, kind), stage, *more)
                for kind, stage, *more in judged(process, model)
                if kind != "hidden" or model.stages[stage].seen
            }
            assert faults(process, model) == wanted, f"seed {seed}"
            told.update(kind for kind, *_ in wanted)
    assert min(told[kind] for kind in ("missing", "hidden", "unrecorded", "out-of-order", "barred")) > 50, told
