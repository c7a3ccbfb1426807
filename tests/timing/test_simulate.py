"""Cases played by chance come to what can be worked out by hand, and always to the same for the same seed."""

import subprocess
import sys
from math import erf, log, sqrt
from pathlib import Path

import pytest

from blueprint.timing.simulate import AT_95, Simulated, Watch, quantile_bounds, simulate
from tests.timing.small import blueprint, played, with_process

ROOT = Path(__file__).resolve().parents[2]
CASES = 4000


def near(share: float, cases: int = CASES) -> object:
    """A share as it comes out by chance, within four standard errors."""
    return pytest.approx(share, abs=4 * sqrt(max(share * (1 - share), 1e-4) / cases))


def visits(simulated: Simulated) -> dict[str, float]:
    return {step: often for (_, step), often in simulated.visits.items()}


def mean(simulated: Simulated) -> float:
    assert simulated.elapsed is not None
    return simulated.elapsed.mean


def times(simulated: Simulated) -> dict[float, float]:
    assert simulated.elapsed is not None
    return dict(simulated.elapsed.atoms)


def test_a_sequence_takes_the_sum_of_wait_and_work() -> None:
    found = played(blueprint("a: {time: {wait: 1min, work: 30s}, next: b}\nb: {time: 45s, ends: Done}"), 10)
    assert times(found) == {135.0: 1.0}
    assert found.elapsed is not None
    assert (found.elapsed.variance, found.elapsed.error, found.elapsed.basis) == (0.0, 0.0, "simulated")


def test_ways_are_taken_by_their_shares() -> None:
    steps = "a: {choose: [{when: so, to: b, share: 30%}, {otherwise: true, to: c, share: 70%}]}"
    found = played(blueprint(f"{steps}\nb: {{time: 1min, ends: B, outcome: refused}}\nc: {{time: 2min, ends: C}}"))
    assert times(found) == {60.0: near(0.3), 120.0: near(0.7)}
    assert found.outcomes == {"refused": near(0.3), "success": near(0.7)}


def test_branches_go_on_side_by_side_and_the_join_waits_for_the_last() -> None:
    steps = "a: {fork: [b, c]}\nb: {time: 2min, next: d}\nc: {time: 5min, next: d}\nd: {time: 1min, join: a, ends: D}"
    assert times(played(blueprint(steps), 10)) == {360.0: 1.0}


def test_several_ends_after_a_fork_are_over_with_the_last() -> None:
    steps = "a: {fork: [b, c]}\nb: {time: 2min, ends: B}\nc: {time: 5min, ends: C, outcome: partly}"
    found = played(blueprint(steps), 10)
    assert times(found) == {300.0: 1.0}
    assert found.outcomes == {"partly": 1.0}


def test_a_stop_takes_the_other_branches_with_it() -> None:
    steps = (
        "a: {fork: [b, c]}\nb: {time: 5min, next: d}\nd: {time: 1min, ends: D}\n"
        "c: {time: 2min, choose: [{when: so, to: e, share: 25%}, {otherwise: true, to: f, share: 75%}]}\n"
        "e: {time: 1min, ends: E, outcome: failed}\nf: {ends: F}"
    )
    found = played(blueprint(steps))
    assert times(found) == {180.0: near(0.25), 360.0: near(0.75)}
    assert visits(found)["d"] == near(0.75)
    assert visits(found)["b"] == 1.0


def test_an_inclusive_choice_takes_one_way_at_least() -> None:
    steps = (
        "a: {choose: [{when: x, to: b, share: 50%}, {when: y, to: c, share: 20%}], many: true}\n"
        "b: {time: 2min, next: d}\nc: {time: 5min, next: d}\nd: {join: a, ends: D}"
    )
    found = played(blueprint(steps))
    assert visits(found) == {"a": 1.0, "b": near(0.5 / 0.6), "c": near(0.2 / 0.6), "d": 1.0}
    assert times(found) == {120.0: near(0.4 / 0.6), 300.0: near(0.2 / 0.6)}


def test_an_inclusive_join_goes_on_as_soon_as_nothing_more_can_come() -> None:
    steps = (
        "a: {choose: [{when: x, to: b, share: 100%}, {when: y, to: c, share: 100%}], many: true}\n"
        "b: {time: 1min, next: d}\nd: {time: 1min, join: a, next: g}\ng: {time: 20min, ends: G}\n"
        "c: {time: 2min, choose: [{when: so, to: d, share: 50%}, {otherwise: true, to: e, share: 50%}]}\n"
        "e: {time: 10min, next: f}\nf: {ends: F}"
    )
    assert times(played(blueprint(steps))) == {1380.0: 1.0}


def test_a_way_back_is_taken_no_more_often_than_it_may() -> None:
    steps = (
        "a: {time: 1min, choose: [{when: again, to: a, share: 50%, at-most: 2}, {otherwise: true, to: b, share: 50%}]}\n"
        "b: {ends: B}"
    )
    found = played(blueprint(steps))
    assert times(found) == {60.0: near(0.5), 120.0: near(0.25), 180.0: near(0.25)}
    assert visits(found)["a"] == pytest.approx(1.75, abs=0.06)


def test_a_failure_is_recovered_so_often_as_it_may_and_then_goes_on() -> None:
    steps = (
        "a: {time: 1min, fails: [{mode: Wrong, likelihood: 20%, recover: r, at-most: 1}], next: b}\n"
        "r: {time: 3min, next: a}\nb: {ends: B}"
    )
    found = played(blueprint(steps))
    assert times(found) == {60.0: near(0.8), 300.0: near(0.2)}
    assert visits(found)["r"] == near(0.2)


def test_of_ways_that_are_all_used_up_one_is_taken_all_the_same() -> None:
    steps = (
        "a: {time: 1min, choose: [{when: again, to: a, share: 100%, at-most: 3}, {otherwise: true, to: b, share: 0%}]}\n"
        "b: {ends: B}"
    )
    assert times(played(blueprint(steps), 5)) == {240.0: 1.0}


def test_times_vary_as_a_lognormal() -> None:
    found = played(blueprint("a: {time: {work: 10min, varies: 50%}, ends: Done}"), 20_000).elapsed
    assert found is not None
    assert found.mean == pytest.approx(600, rel=4 * 0.5 / sqrt(20_000))
    assert found.deviation == pytest.approx(300, rel=0.05)
    width = sqrt(log(1.25))
    assert found.exceeds(900) == near(1 - (1 + erf((log(1.5) + width**2 / 2) / width / sqrt(2))) / 2, 20_000)


def test_a_late_step_leaves_after_its_limit() -> None:
    steps = (
        "a: {time: {work: 10min, varies: 50%, limit: 15min}, late: l, next: b}\n"
        "l: {time: 1h, ends: L, outcome: failed}\nb: {ends: B}"
    )
    found = played(blueprint(steps), 20_000)
    width = sqrt(log(1.25))
    late = 1 - (1 + erf((log(1.5) + width**2 / 2) / width / sqrt(2))) / 2
    assert found.outcomes["failed"] == near(late, 20_000)
    assert times(found)[4500.0] == near(late, 20_000)
    assert max(time for time in times(found) if time != 4500.0) <= 900


INNER = (
    "x: {time: 1min, choose: [{when: so, to: y, share: 50%}, {otherwise: true, to: z, share: 50%}]}\n"
    "y: {time: 3min, next: z}\nz: {ends: Z}"
)


def test_what_a_step_runs_is_played_within_it() -> None:
    found = played(with_process("a: {time: 1min, runs: q, next: b}\nb: {runs: q, ends: B}", name="q", inner=INNER))
    assert times(found) == {180.0: near(0.25), 360.0: near(0.5), 540.0: near(0.25)}
    assert found.visits[("q", "x")] == 2.0
    assert found.visits[("q", "y")] == pytest.approx(1.0, abs=0.06)


def test_a_stop_beside_it_ends_what_a_step_runs() -> None:
    outer = "a: {fork: [b, c]}\nb: {runs: q, ends: B}\nc: {time: 2min, ends: C, outcome: failed}"
    inner = "x: {fork: [y, z]}\ny: {time: 1min, ends: Y}\nz: {time: 4min, next: u}\nu: {ends: U}"
    found = played(with_process(outer, name="q", inner=inner), 10)
    assert times(found) == {120.0: 1.0}
    assert (found.visits[("q", "z")], found.visits[("q", "u")]) == (1.0, 0.0)


def test_a_stop_of_what_is_run_ends_only_that() -> None:
    inner = "x: {fork: [y, z]}\ny: {time: 1min, ends: Y, outcome: refused}\nz: {time: 4min, ends: Z}"
    found = played(with_process("a: {runs: q, next: b}\nb: {time: 10min, ends: B}", name="q", inner=inner), 10)
    assert times(found) == {660.0: 1.0}
    assert found.outcomes == {"success": 1.0}


def test_what_is_run_within_a_limit_is_left_when_it_passes() -> None:
    outer = "a: {runs: q, time: {limit: 3min}, late: l, next: b}\nl: {time: 10min, ends: L, outcome: failed}\nb: {ends: B}"
    found = simulate(with_process(outer, name="q", inner=INNER), "p", cases=CASES)
    assert times(found) == {60.0: near(0.5), 780.0: near(0.5)}
    assert found.outcomes == {"success": near(0.5), "failed": near(0.5)}
    assert found.visits[("q", "y")] == 0.0


def test_a_process_that_runs_itself_is_gone_through_once() -> None:
    assert times(played(blueprint("a: {time: 1min, runs: p, ends: A}"), 3)) == {60.0: 1.0}


def test_a_case_that_never_ends_is_given_up() -> None:
    steps = "a: {choose: [{when: again, to: a, share: 100%}, {otherwise: true, to: b, share: 0%}]}\nb: {ends: B}"
    found = played(blueprint(steps), 3)
    assert (found.cases, found.unfinished, found.elapsed) == (0, 3, None)
    assert played(blueprint(steps), 1000, patience=250_000).unfinished == 3


def test_patience_bounds_all_cases_together() -> None:
    found = played(blueprint("a: {time: 1min, next: b}\nb: {time: 1min, ends: B}"), 1000, patience=100)
    assert 0 < found.cases < 100
    assert visits(found) == {"a": 1.0, "b": 1.0}


def test_a_promise_runs_from_a_beginning_to_an_end_without_pauses() -> None:
    steps = (
        "a: {time: 1min, next: b}\nb: {time: 2min, next: c}\nc: {time: 4min, choose: [{when: so, to: d, share: 50%},"
        " {otherwise: true, to: e, share: 50%}]}\nd: {time: 8min, ends: D}\ne: {ends: E}"
    )
    key = {name: ("p", name) for name in "abcde"}
    watches = (
        Watch("whole", None, frozenset({key["d"], key["e"]})),
        Watch("some", key["b"], frozenset({key["d"]})),
        Watch("paused", key["b"], frozenset({key["d"]}), frozenset({key["c"]})),
        Watch("ends-paused", key["a"], frozenset({key["c"]}), frozenset({key["c"]})),
    )
    found = played(blueprint(steps), watches=watches).promises
    spreads = {name: dict(each.spread.atoms) for name, each in found.items() if each.spread}
    assert spreads["whole"] == {420.0: near(0.5), 900.0: near(0.5)}
    assert spreads["some"] == {840.0: 1.0}
    assert spreads["paused"] == {600.0: 1.0}
    assert spreads["ends-paused"] == {180.0: 1.0}
    assert {name: each.share for name, each in found.items()} == {
        "whole": 1,
        "some": near(0.5),
        "paused": near(0.5),
        "ends-paused": 1,
    }


def test_the_interval_of_the_mean_holds_it_in_95_of_100() -> None:
    steps = blueprint("a: {time: {work: 10min, varies: 80%}, ends: Done}")
    held = 0
    for seed in range(100):
        found = played(steps, 400, seed=seed).elapsed
        assert found is not None
        held += abs(found.mean - 600) <= found.error * found.mean
    assert 86 <= held <= 100
    assert pytest.approx(1.96, abs=1e-3) == AT_95


def test_the_interval_of_a_quantile_holds_it() -> None:
    steps = blueprint("a: {time: {work: 10min, varies: 80%}, ends: Done}")
    median = 600 / sqrt(1.64)
    held = 0
    for seed in range(100):
        found = played(steps, 400, seed=seed).elapsed
        assert found is not None
        low, high = quantile_bounds(found, 0.5, 400)
        held += low <= median <= high
    assert 86 <= held <= 100


def test_the_same_seed_plays_the_same_cases_whatever_the_seed_of_hashes() -> None:
    program = (
        "from tests.timing.small import *\n"
        "print(played(blueprint('a: {time: {work: 1min, varies: 30%}, choose: [{when: x, to: b, share: 50%},"
        " {when: y, to: c, share: 50%}], many: true}\\nb: {time: {work: 1min, varies: 90%}, next: d}\\n"
        "c: {time: 2min, fails: [{mode: W, likelihood: 10%, recover: b}], next: d}\\nd: {join: a, ends: D}'), 200))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1
    assert b"unfinished=0" in said.pop()
    assert played(blueprint("a: {time: {work: 1min, varies: 30%}, ends: A}"), 5, seed=2) != played(
        blueprint("a: {time: {work: 1min, varies: 30%}, ends: A}"), 5, seed=3
    )
