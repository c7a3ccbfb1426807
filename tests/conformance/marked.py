"""Small processes by lot, whose steps realise, skip and record by lot; and standards by lot."""

from random import Random

from attrs import evolve

from blueprint.model import Part, Process, Step
from blueprint.standards.model import Stage, StageModel
from blueprint.testing.flows import OUTCOMES
from tests.flow.random_processes import random_process

NAMES = ("one", "two", "three")
RECORDS = ("number", "reason")


def random_model(dice: Random) -> StageModel:
    stages = {}
    for at, name in enumerate(NAMES):
        stages[name] = Stage(
            title=name.capitalize(),
            why="It matters.",
            outcomes=dice.choice((("success",), ("success", "partly"), ("refused", "passed-on"), OUTCOMES)),
            before=tuple(dice.sample(NAMES[at + 1 :], dice.randint(0, 2 - at))),
            seen=dice.random() < 0.7,
            records=tuple(dice.sample(RECORDS, dice.choice((0, 0, 1, 2)))),
        )
    return StageModel(id="rule", title="House rule", source="House", stages=stages)


def marked(dice: Random, process: Process) -> Process:
    """The process, with marks on some of its steps."""
    often = dice.choice((0.1, 0.3, 0.6))
    return evolve(process, steps={name: marked_step(dice, step, often) for name, step in process.steps.items()})


def some(dice: Random, often: float) -> tuple[str, ...]:
    return tuple(f"rule/{name}" for name in NAMES if dice.random() < often)


def marked_step(dice: Random, step: Step, often: float) -> Step:
    parts = {}
    if dice.random() < 0.2:
        lane = dice.choice(("frontstage", "support"))
        parts[lane] = Part(does="Helps", realises=some(dice, often))
    return evolve(
        step,
        lane=dice.choice(("customer", "backstage", "backstage")),
        realises=some(dice, often),
        skips=dict.fromkeys(some(dice, often / 4), "No need"),
        records=tuple(each for each in RECORDS if dice.random() < often),
        with_=parts,
    )


def random_marked(seed: int, size: int = 7) -> tuple[Process, StageModel]:
    dice = Random(seed)
    return marked(dice, random_process(dice, size=size, most_defects=2)), random_model(dice)
