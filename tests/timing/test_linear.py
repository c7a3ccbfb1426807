"""Expected visits and times of processes with loops, against the solution of the linear system of what comes and goes."""

from fractions import Fraction

import pytest

from blueprint.flow import analyse
from blueprint.model import Choose, End, Fork, Process
from blueprint.timing import times_of
from blueprint.timing.course import Takes
from blueprint.timing.lognormal import beyond, moments
from tests.timing.timed import in_blueprint, timed_process


def solved(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """Gauss and Jordan, in fractions."""
    rows = [[*row, each] for row, each in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = next(number for number in range(at, len(rows)) if rows[number][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [each / rows[at][at] for each in rows[at]]
        for other in range(len(rows)):
            if other != at and rows[other][at]:
                rows[other] = [one - rows[other][at] * two for one, two in zip(rows[other], rows[at], strict=True)]
    return [row[-1] for row in rows]


def plain(seed: int) -> Process | None:
    """A process without branches side by side and without bounds."""
    process = timed_process(seed, size=14, bounds=False)
    ways = [step.way for step in process.steps.values()]
    if any(isinstance(way, Fork) or (isinstance(way, Choose) and way.many) for way in ways) or analyse(process).faults:
        return None
    return process


def takes_of(process: Process, name: str) -> tuple[Fraction, Fraction]:
    """How likely a step is to be late, and how long it takes on average: by its own words."""
    step = process.steps[name]
    assert step.time
    assert step.time.wait
    assert step.time.work
    mean = step.time.wait.amount + step.time.work.amount
    if not step.late or not step.time.varies or not mean or not step.time.limit:
        return Fraction(0), Fraction(mean)
    limit = float(step.time.limit.amount)
    takes = Takes(mean=float(mean), varies=float(step.time.varies), most=limit)
    late = beyond(takes)
    return Fraction(late), Fraction((1 - late) * moments(takes)[0] + late * limit)


def leads(process: Process, name: str) -> list[tuple[str, Fraction]]:
    step = process.steps[name]
    late, _ = takes_of(process, name)
    found = [(step.late, late)] if step.late else []
    failed = Fraction(0)
    for failure in step.fails:
        if failure.recover:
            found.append((failure.recover, (1 - late) * Fraction(failure.likelihood or 0)))
            failed += Fraction(failure.likelihood or 0)
    rest = (1 - late) * (1 - failed)
    if isinstance(step.way, Choose):
        return [*found, *((option.to, rest * Fraction(option.share or 0)) for option in step.way.options)]
    return found if isinstance(step.way, End | Fork) else [*found, (step.way.to, rest)]


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_visits_are_the_solution_of_the_linear_system(start: int) -> None:
    compared = 0
    for seed in range(start, start + 50):
        process = plain(seed)
        if process is None:
            continue
        compared += 1
        names = list(process.steps)
        place = {name: at for at, name in enumerate(names)}
        matrix = [[Fraction(one == other) for other in names] for one in names]
        for name in names:
            for to, share in leads(process, name):
                matrix[place[to]][place[name]] -= share
        begun = [Fraction(int(name in process.start), len(process.start)) for name in names]
        visits = solved(matrix, begun)
        times = times_of(in_blueprint(process), "p")
        assert times.elapsed.basis == times.visits_basis == "exact"
        for name, often in zip(names, visits, strict=True):
            assert times.visits[("p", name)] == pytest.approx(float(often), rel=1e-9, abs=1e-9)
        mean = sum(often * takes_of(process, name)[1] for name, often in zip(names, visits, strict=True))
        assert times.elapsed.mean == pytest.approx(float(mean), rel=1e-9, abs=1e-9)
    assert compared > 10


def test_the_variance_of_a_retry_is_that_of_a_geometric_sum() -> None:
    """N rounds of 2 s, each followed by another in 30 % of the cases: N - 1 is geometric."""
    for seed in range(1000):
        process = plain(seed)
        if process is not None and len(process.steps) == 1 and next(iter(process.steps.values())).fails:
            break
    assert process is not None
    step = next(iter(process.steps.values()))
    assert step.time
    assert step.time.wait
    assert step.time.work
    again = float(step.fails[0].likelihood or 0)
    mean = float(step.time.wait.amount + step.time.work.amount)
    own = (mean * float(step.time.varies or 0)) ** 2
    found = times_of(in_blueprint(process), "p").elapsed
    assert found.mean == pytest.approx(mean / (1 - again))
    assert found.variance == pytest.approx(own / (1 - again) + again / (1 - again) ** 2 * mean**2)
