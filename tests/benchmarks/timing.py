"""How long it takes to reckon time and money of a large process, against half a second and the analysis of its flow, which must
come first."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

from attrs import evolve

from blueprint.flow import analyse
from blueprint.model import Choose, End, Process, Step
from blueprint.timing import times_of
from tests.benchmarks.measure import Ratio, in_turn, ratio
from tests.flow.large import structured
from tests.timing.timed import in_blueprint, percent, shared, time_of

STEPS = 10_000


def timed(steps: int, seed: int = 1, *, varies: bool = False) -> Process:
    """A structured process with times, shares and likelihoods; no case is refused, so that all of it is gone through."""
    process, dice = structured(steps), Random(seed)
    return evolve(process, steps={name: _timed(process, step, dice, varies=varies) for name, step in process.steps.items()})


def _timed(process: Process, step: Step, dice: Random, *, varies: bool) -> Step:
    fails = tuple(evolve(each, likelihood=percent(dice, 0, 20)) for each in step.fails)
    way = _without_refusals(process, shared(dice, step.way, bounds=False))
    return evolve(step, time=time_of(dice, step, varies=varies), way=way, fails=fails)


def _without_refusals(process: Process, way: object) -> object:
    if not isinstance(way, Choose) or way.many:
        return way
    refused = [isinstance(end := process.steps[option.to].way, End) and end.outcome == "refused" for option in way.options]
    lost = sum((option.share or Decimal(0) for option, never in zip(way.options, refused, strict=True) if never), Decimal(0))
    shares = [Decimal(0) if never else option.share or Decimal(0) for option, never in zip(way.options, refused, strict=True)]
    shares[refused.index(False)] += lost
    return evolve(way, options=tuple(evolve(option, share=share) for option, share in zip(way.options, shares, strict=True)))


def _against_flow(name: str, process: Process, bound: float) -> Ratio:
    blueprint = in_blueprint(process)
    assert len(times_of(blueprint, "p").visits) == len(process.steps)
    return ratio(name, "the analysis of its flow", bound, lambda: times_of(blueprint, "p"), lambda: analyse(process), runs=5)


def ten_thousand(_: Path) -> Ratio:
    return _against_flow("times of 10,000 steps", timed(STEPS), 5)


def within_half_a_second(_: Path) -> Ratio:
    blueprint = in_blueprint(timed(STEPS))
    ours, _nothing = in_turn(lambda: times_of(blueprint, "p"), lambda: None, runs=5)
    return Ratio("times of 10,000 steps", ours, 0.5, "half a second", 1)


def varying(_: Path) -> Ratio:
    return _against_flow("times of 10,000 steps, a third of which vary", timed(STEPS, varies=True), 12)


TIMING: tuple[Callable[[Path], Ratio], ...] = (within_half_a_second, ten_thousand, varying)
