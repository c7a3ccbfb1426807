"""How long it takes from one step to another, against cases played by chance; and the promises of a few small services."""

from random import Random

import pytest
from attrs import evolve

from blueprint.documents import loads
from blueprint.model import Blueprint, Process, Promise
from blueprint.timing import times_of
from blueprint.timing.reckoning import Reckoning
from blueprint.timing.simulate import Watch, play
from blueprint.timing.values import Kept
from blueprint.values import Duration
from tests.timing.timed import in_blueprint, timed_process


def promising(process: Process, dice: Random) -> Blueprint:
    """A blueprint with a promise from some step to others, in which the clock may stand still."""
    names = sorted(process.steps)
    start, *others = dice.choices(names, k=4)
    promise = Promise(
        says="Soon", from_=f"p.{start}", to=tuple({f"p.{name}" for name in others[:2]}), within=Duration.parse("20s"),
        paused_in=(f"p.{others[2]}",) if dice.random() < 0.3 and others[2] not in (start, *others[:2]) else (),
    )  # fmt: skip
    return evolve(in_blueprint(process), promises={"soon": promise})


@pytest.mark.parametrize("start", range(0, 120, 30))
def test_promises_fare_as_in_cases_played(start: int) -> None:
    compared = 0
    for seed in range(start, start + 30):
        blueprint = promising(timed_process(seed, size=12), Random(seed))
        promise = blueprint.promises["soon"]
        reckoning = Reckoning(blueprint)
        found = reckoning.times("p").promises
        begins = ("p", str(promise.from_).partition(".")[2])
        ends, paused = (
            frozenset(("p", place.partition(".")[2]) for place in places) for places in (promise.to, promise.paused_in)
        )
        watches = (
            Watch("soon", begins, ends, paused),
            Watch("begun", begins, frozenset(("p", name) for name in blueprint.processes["p"].steps)),
        )
        cases = play(reckoning.course, "p", cases=2_000, watches=watches, patience=400_000)
        kept, begun = cases.promises["soon"], cases.promises["begun"].share
        if not found:
            assert kept.share < 0.01, seed
        elif found[0].spread.basis != "simulated" and kept.spread and begun > 0.05 and cases.cases > 1_000:
            compared += 1
            number = begun * cases.cases
            assert abs(kept.share / begun - found[0].reached) < 5 * (0.25 / number) ** 0.5, seed
            spread = max(kept.spread.deviation, found[0].spread.deviation)
            many = kept.share * cases.cases
            slip = 0.0 if found[0].spread.basis == "exact" else 0.1 * kept.spread.mean
            assert abs(kept.spread.mean - found[0].spread.mean) < 6 * spread / many**0.5 + slip + 1e-6, seed
            if found[0].spread.atoms_basis == "exact":
                assert abs(kept.spread.exceeds(20) - found[0].broken) < 5 * (0.25 / many) ** 0.5 + 1e-6, seed
    assert compared > 8
