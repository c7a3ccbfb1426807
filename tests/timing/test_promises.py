"""How long it takes from one step to another, against cases played by chance; and the promises of a few small services."""

from random import Random

import pytest
from attrs import evolve

from blueprint.documents import loads
from blueprint.model import Blueprint, Process, Promise
from blueprint.timing import reckoning as reckoning_module
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
def test_promises_fare_as_in_cases_played(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reckoning_module, "CASES", 500)
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


CHAIN = """
blueprint: 1
id: c
title: C
promises:
  handed-on: {says: Q, from: a.one, to: b.four, within: 1d}
  in-the-run: {says: R, from: a.one, to: c.six, within: 10h}
  out-of-the-run: {says: S, from: c.five, to: a.two, within: 10h}
  started: {says: U, from: a.one, to: d.seven, within: 20h}
  paused: {says: V, from: a.one, to: a.two, within: 10h, paused-in: [c.six]}
  whole-case: {says: W, to: a.two, within: 19h}
  never: {says: X, from: d.seven, to: a.one, within: 10h}
processes:
  a:
    title: A
    phase: in-sale
    kind: other
    start: one
    steps:
      one: {lane: customer, does: X, time: 1h, next: run}
      run: {lane: customer, does: X, time: 2h, runs: c, starts: [d], next: two}
      two: {lane: customer, does: X, time: 3h, ends: E, continues: [b]}
  b:
    title: B
    phase: in-sale
    kind: other
    start: three
    steps:
      three: {lane: customer, does: X, time: 4h, next: four}
      four: {lane: customer, does: X, time: 5h, ends: E}
  c:
    title: C
    phase: in-sale
    kind: other
    start: five
    steps:
      five: {lane: customer, does: X, time: 6h, choose: [{when: x, share: 50%, to: six}, {otherwise: true, to: no}]}
      six: {lane: customer, does: X, time: 7h, ends: E}
      no: {lane: customer, does: X, time: 1h, ends: E, outcome: refused}
  d:
    title: D
    phase: in-sale
    kind: other
    start: seven
    steps:
      seven: {lane: customer, does: X, time: 8h, ends: E}
"""


def hours(kept: Kept) -> list[tuple[float, float]]:
    return [(time / 3600, share) for time, share in kept.spread.atoms]


def test_promises_across_processes() -> None:
    blueprint = loads(CHAIN)
    kept = {each.promise: each for name in blueprint.processes for each in times_of(blueprint, name).promises}
    assert hours(kept["handed-on"]) == [(22, 0.5), (28, 0.5)]
    assert kept["handed-on"].broken == 0.5
    assert hours(kept["in-the-run"]) == [(16, 1)]
    assert kept["in-the-run"].reached == 0.5
    assert hours(kept["started"]) == [(18, 0.5), (24, 0.5)]
    assert hours(kept["paused"]) == [(12, 0.5), (13, 0.5)]
    assert hours(kept["whole-case"]) == [(13, 0.5), (19, 0.5)]
    assert hours(kept["out-of-the-run"]) == [(10, 0.5), (16, 0.5)]
    assert kept["out-of-the-run"].slack == -6 * 3600
    assert "never" not in kept


def test_what_is_run_is_in_the_times_of_what_runs_it() -> None:
    blueprint = loads(CHAIN)
    times = times_of(blueprint, "a")
    assert (times.elapsed.mean, times.visits["c", "six"]) == (16 * 3600, 0.5)
    assert [str(each) for each in (times.standard, times.shortest, times.longest, times.limit)] == ["13h", "13h", "19h", "19h"]
