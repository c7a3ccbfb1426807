"""Sound processes by lot, whose steps take times and whose ways have shares; the same dice give the same process."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from attrs import define, evolve

from blueprint.model import Blueprint, Choose, Option, Process, Step, Time
from blueprint.testing.flows import Flow
from blueprint.values import Duration

T = TypeVar("T")


@define
class Lot:
    """Dice for flows."""

    random: Random

    def pick(self, several: Sequence[T]) -> T:
        return self.random.choice(several)

    def number(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def text(self) -> str:
        return "so"


def timed_process(seed: int, *, size: int = 12, varies: bool = True, bounds: bool = True) -> Process:
    """A sound process of at most so many steps."""
    dice = Random(seed)
    flow = Flow(Lot(dice), dice.randint(1, size))
    steps = {}
    for name, fields in flow.steps.items():
        step = Step(lane=dice.choice(("customer", "frontstage", "backstage")), does=f"Does {name}", **fields)
        fails = tuple(
            evolve(each, likelihood=percent(dice, 0, 60), at_most=dice.choice((None, 1, 2)) if bounds else None)
            for each in step.fails
        )
        steps[name] = evolve(
            step, fails=fails, time=time_of(dice, step, varies=varies), way=shared(dice, step.way, bounds=bounds)
        )
    return Process(title="P", phase="in-sale", kind="other", start=flow.start, steps=steps)


def percent(dice: Random, least: int, most: int) -> Decimal:
    return Decimal(dice.randint(least, most)) / 100


def time_of(dice: Random, step: Step, *, varies: bool) -> Time:
    """A time in whole seconds; now and then none, or one that varies. A limit for what may be late."""
    work, wait = dice.choice((0, 1, 2, 5, 9, 30)), dice.choice((0, 0, 1, 4))
    said: dict[str, Any] = {"work": Duration(Decimal(work), "s"), "wait": Duration(Decimal(wait), "s")}
    if varies and dice.random() < (0.8 if step.late else 0.3):
        said["varies"] = Decimal(dice.choice((20, 50, 90))) / 100
    if step.late:
        least = (work + wait) * 3 // 4 + 1 if "varies" in said else work + wait
        said["limit"] = Duration(Decimal(least + dice.choice((0, 4, 18))), "s")
    return Time(**said)


def shared(dice: Random, way: Any, *, bounds: bool) -> Any:
    """A choice with shares; exclusive ones add to one."""
    if not isinstance(way, Choose):
        return way
    if way.many:
        return evolve(way, options=tuple(evolve(option, share=percent(dice, 10, 90)) for option in way.options))
    weights = [dice.randint(1, 9) for _ in way.options]
    shares = [Decimal(weight * 100 // sum(weights)) / 100 for weight in weights]
    shares[-1] += 1 - sum(shares)
    most = [dice.choice((None, None, 1, 2)) if bounds and at < len(weights) - 1 else None for at in range(len(weights))]
    return evolve(way, options=tuple(map(_shared, way.options, shares, most)))


def _shared(option: Option, share: Decimal, most: int | None) -> Option:
    return evolve(option, share=share, at_most=most)


def in_blueprint(process: Process) -> Blueprint:
    return Blueprint(id="b", title="B", processes={"p": process})


def bounded(process: Process, most: int = 2) -> Process:
    """The process in which every way back may be taken a few times only, so that it has so many runs and no more."""
    steps = {}
    for name, step in process.steps.items():
        way = step.way
        if isinstance(way, Choose) and not way.many:
            last = len(way.options) - 1
            bounds = [None if at == last else option.at_most or most for at, option in enumerate(way.options)]
            way = evolve(way, options=tuple(evolve(each, at_most=bound) for each, bound in zip(way.options, bounds, strict=True)))
        steps[name] = evolve(step, way=way, fails=tuple(evolve(each, at_most=each.at_most or most) for each in step.fails))
    return evolve(process, steps=steps)
