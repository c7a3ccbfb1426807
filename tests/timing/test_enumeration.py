"""What is reckoned exactly, against every run of small processes."""

from collections import Counter
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

import pytest

from blueprint.flow import analyse
from blueprint.model import Process
from blueprint.timing import times_of
from blueprint.timing.values import ProcessTimes
from tests.timing.oracle import Enumeration
from tests.timing.timed import bounded, in_blueprint, timed_process

MOST = 3_000


class Summed(NamedTuple):
    atoms: Counter[Fraction]
    outcomes: Counter[str]
    visits: Counter[str]


def summed(process: Process) -> Summed | None:
    """All runs; None where they are too many."""
    runs = list(islice(Enumeration(process).runs(), MOST + 1))
    if len(runs) > MOST:
        return None
    atoms: Counter[Fraction] = Counter()
    outcomes: Counter[str] = Counter()
    visits: Counter[str] = Counter()
    for run in runs:
        atoms[run.elapsed] += run.share
        outcomes[run.outcome] += run.share
        for name, times in run.done.items():
            visits[name] += run.share * times
    assert sum(atoms.values()) == 1
    return Summed(atoms, outcomes, visits)


def process_of(seed: int) -> Process:
    process = bounded(timed_process(seed, size=9, varies=False))
    assert not analyse(process).faults
    return process


def agrees(times: ProcessTimes, runs: Summed, process: Process) -> None:
    mean = sum(time * share for time, share in runs.atoms.items())
    variance = sum(time * time * share for time, share in runs.atoms.items()) - mean**2
    assert times.elapsed.mean == pytest.approx(float(mean), rel=1e-9, abs=1e-9)
    assert times.elapsed.variance == pytest.approx(float(variance), rel=1e-7, abs=1e-6)
    if times.elapsed.atoms_basis == "exact":
        found = {time: share for time, share in times.elapsed.atoms if share > 1e-9}
        assert found == pytest.approx({float(time): float(share) for time, share in runs.atoms.items() if share > 1e-9}, abs=1e-9)
    for outcome in ("success", "partly"):
        assert times.outcomes.get(outcome, 0) == pytest.approx(float(runs.outcomes[outcome]), abs=1e-9)
    if times.visits_basis == "exact":
        for name in process.steps:
            assert times.visits.get(("p", name), 0) == pytest.approx(float(runs.visits[name]), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("start", range(0, 240, 40))
def test_reckoned_times_are_those_of_all_runs(start: int) -> None:
    compared = 0
    for seed in range(start, start + 40):
        process = process_of(seed)
        runs = summed(process)
        if runs is None:
            continue
        times = times_of(in_blueprint(process), "p")
        if times.elapsed.basis == "exact":
            compared += 1
            agrees(times, runs, process)
            if set(times.outcomes) <= {"success", "partly"}:
                assert float(min(runs.atoms)) == pytest.approx(float(times.shortest.seconds))
            if times.longest is not None:
                assert float(max(runs.atoms)) <= float(times.longest.seconds) + 1e-9
    assert compared > 20


def test_times_that_are_exact_are_many() -> None:
    """The law above compares what is said to be exact; here it is seen that this is most of all."""
    bases = Counter(times_of(in_blueprint(process_of(seed)), "p").elapsed.basis for seed in range(60))
    assert bases["exact"] > 40
    assert not bases["simulated"]
