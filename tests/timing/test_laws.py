"""What must hold of the times of any process."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from attrs import evolve

from blueprint.flow import analyse
from blueprint.model import Choose, Fork, Next, Process, Step, Time
from blueprint.timing import times_of
from blueprint.timing.reckoning import Reckoning
from blueprint.timing.simulate import play
from blueprint.timing.values import ProcessTimes
from blueprint.values import Duration
from tests.flow import drawn
from tests.timing.timed import in_blueprint, timed_process

SEEDS = range(0, 60, 15)


def reckoned(process: Process) -> ProcessTimes:
    return times_of(in_blueprint(process), "p")


def processes(start: int, **how: Any) -> list[Process]:
    return [timed_process(seed, size=10, **how) for seed in range(start, start + 15)]


def renamed_way(way: Any, name: Callable[[str], str]) -> Any:
    match way:
        case Next(to=to):
            return Next(to=name(to))
        case Choose(options=options):
            return evolve(way, options=tuple(evolve(option, to=name(option.to)) for option in options))
        case Fork(to=several):
            return Fork(to=tuple(map(name, several)))
    return way


def renamed_step(step: Step, name: Callable[[str], str]) -> Step:
    fails = tuple(evolve(each, recover=name(each.recover) if each.recover else None) for each in step.fails)
    join = name(step.join) if step.join not in (None, "all") else step.join
    return evolve(step, way=renamed_way(step.way, name), fails=fails, late=name(step.late) if step.late else None, join=join)


def mixed_up(process: Process, dice: Random) -> tuple[Process, dict[str, str]]:
    """The process with other names for its steps, in another order."""
    names = list(process.steps)
    dice.shuffle(names)
    new = {name: f"n{at}" for at, name in enumerate(names)}
    steps = {new[name]: renamed_step(process.steps[name], new.__getitem__) for name in names}
    return evolve(process, start=tuple(map(new.__getitem__, process.start)), steps=steps), new


def alike(one: ProcessTimes, other: ProcessTimes) -> None:
    assert one.elapsed.mean == pytest.approx(other.elapsed.mean, rel=1e-9)
    assert one.elapsed.variance == pytest.approx(other.elapsed.variance, rel=1e-6, abs=1e-6)
    for share in (0.5, 0.9, 0.95):
        assert one.elapsed.quantile(share) == pytest.approx(other.elapsed.quantile(share), rel=1e-9)
    assert (one.standard, one.shortest, one.longest, one.limit) == (other.standard, other.shortest, other.longest, other.limit)
    assert (one.elapsed.basis, one.visits_basis) == (other.elapsed.basis, other.visits_basis)
    assert dict(one.outcomes) == pytest.approx(dict(other.outcomes), abs=1e-9)


@pytest.mark.parametrize("start", SEEDS)
def test_names_and_order_change_nothing(start: int) -> None:
    dice = Random(start)
    for process in processes(start):
        mixed, new = mixed_up(process, dice)
        one, other = reckoned(process), reckoned(mixed)
        alike(one, other)
        for (_, name), visits in one.visits.items():
            assert other.visits["p", new[name]] == pytest.approx(visits, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("start", SEEDS)
def test_two_steps_of_half_the_time_are_as_one(start: int) -> None:
    for process in processes(start, varies=False):
        name = sorted(process.steps)[0]
        step = process.steps[name]
        assert step.time
        assert step.time.wait
        assert step.time.work
        if step.late:
            continue
        whole = step.time.wait.amount + step.time.work.amount
        half = Time(work=Duration(whole / 2, "s"))
        second = evolve(step, join=None, time=half)
        first = Step(lane=step.lane, does="Begins", join=step.join, time=half, way=Next(to="second"))
        steps = {**process.steps, name: first, "second": second}
        if any(each.join == name for each in steps.values()):
            steps = {each: evolve(one, join="second") if one.join == name else one for each, one in steps.items()}
        halved = evolve(process, steps=steps)
        assert not analyse(halved).faults
        one, other = reckoned(process), reckoned(halved)
        alike(one, other)
        assert other.visits["p", "second"] == pytest.approx(one.visits["p", name], abs=1e-9)


@pytest.mark.parametrize("start", SEEDS)
def test_slower_never_becomes_faster(start: int) -> None:
    dice = Random(start)
    for process in processes(start):
        if any(step.late for step in process.steps.values()):
            continue
        name = dice.choice(sorted(process.steps))
        step = process.steps[name]
        assert step.time
        assert step.time.work
        slow = evolve(step.time, work=Duration(step.time.work.amount + 7, "s"))
        fast, slower = reckoned(process), reckoned(evolve(process, steps={**process.steps, name: evolve(step, time=slow)}))
        assert slower.elapsed.mean >= fast.elapsed.mean * (1 - 1e-9)
        assert slower.standard.seconds >= fast.standard.seconds
        assert slower.shortest.seconds >= fast.shortest.seconds
        assert fast.longest is None or (slower.longest is not None and slower.longest.seconds >= fast.longest.seconds)
        if fast.elapsed.atoms_basis == slower.elapsed.atoms_basis == "exact":
            for share in (0.1, 0.5, 0.9):
                assert slower.elapsed.quantile(share) >= fast.elapsed.quantile(share) - 1e-9


@pytest.mark.parametrize("start", SEEDS)
def test_shares_and_times_are_in_order(start: int) -> None:
    for process in processes(start):
        times = reckoned(process)
        assert sum(share for _, share in times.elapsed.atoms) == pytest.approx(1)
        assert sum(times.outcomes.values()) == pytest.approx(1)
        assert list(times.elapsed.atoms) == sorted(times.elapsed.atoms)
        assert times.elapsed.variance >= 0
        assert times.elapsed.mean == pytest.approx(sum(time * share for time, share in times.elapsed.atoms), rel=1e-6)
        assert (
            times.shortest.seconds <= times.standard.seconds
            or times.elapsed.basis != "exact"
            or times.outcomes.keys() - {"success", "partly"}
        )
        assert {key[1] for key in times.visits} == set(process.steps)
        assert {row.key for row in times.critical} == set(times.way)
        assert any(row.slack == 0 for row in times.critical)


@pytest.mark.parametrize("start", range(1000, 1060, 15))
def test_reckoned_times_are_those_of_cases_played(start: int) -> None:
    """Means within five standard errors; quantiles between those of a point less and more, give or take the stated error."""
    for seed in range(start, start + 15):
        process = timed_process(seed, size=14)
        reckoning = Reckoning(in_blueprint(process))
        times = reckoning.times("p")
        cases = play(reckoning.course, "p", cases=20_000, patience=4_000_000)
        if cases.elapsed is None or cases.cases < 10_000 or times.elapsed.basis == "simulated":
            continue
        spread = max(cases.elapsed.deviation, times.elapsed.deviation)
        assert abs(cases.elapsed.mean - times.elapsed.mean) <= 5 * spread / cases.cases**0.5 + 1e-6, seed
        for share in (0.5, 0.8, 0.95):
            low, high = cases.elapsed.quantile(share - 0.01), cases.elapsed.quantile(min(1, share + 0.01))
            assert (
                low * (1 - times.elapsed.error) - 1e-6 <= times.elapsed.quantile(share) <= high * (1 + times.elapsed.error) + 1e-6
            )
        for outcome in {*cases.outcomes, *times.outcomes}:
            known, seen = times.outcomes.get(outcome, 0), cases.outcomes.get(outcome, 0)
            assert abs(known - seen) <= 5 * (0.25 / cases.cases) ** 0.5, (seed, outcome)
        for key, visits in times.visits.items():
            assert abs(cases.visits.get(key, 0) - visits) <= 6 * ((visits + visits**2) / cases.cases) ** 0.5 + 0.02, (seed, key)


@pytest.mark.parametrize("steps", [{"e": "~"}, {"c": "d|e", "e": "~"}])
def test_branches_of_a_choice_of_several_that_end_by_themselves_are_played(steps: dict[str, str]) -> None:
    """The join waits for those that come, and the case ends as the worst of its branches does, whichever are taken."""
    flow = drawn.process(**{"a": "b+c+e", "b": "d", "c": "d", "d": "! join=a"} | steps)
    work = {name: Duration.parse("100s" if name == "e" else "10s") for name in flow.steps}
    timed = evolve(flow, steps={name: evolve(step, time=Time(work=work[name])) for name, step in flow.steps.items()})
    reckoning = Reckoning(in_blueprint(timed))
    times, cases = reckoning.times("p"), play(reckoning.course, "p", cases=20_000)
    assert times.elapsed.basis == "simulated"
    assert cases.elapsed is not None
    assert times.elapsed.mean == pytest.approx(cases.elapsed.mean, rel=0.02)
    assert times.outcomes["partly"] == pytest.approx(cases.outcomes["partly"], abs=0.02)
