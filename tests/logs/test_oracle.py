"""Cases are read with the fewest deviations: as by a search that plays everything out, on many small processes."""

from collections import Counter
from random import Random

from blueprint.logs.align import Aligner
from blueprint.logs.net import Net
from tests.flow import process_game
from tests.flow.random_processes import random_process
from tests.logs.oracle import least


def case_of(dice: Random, names: list[str]) -> list[str]:
    """Some steps in the order of their names, some of them by lot."""
    return [dice.choice(names) if dice.random() < 0.3 else name for name in names if dice.random() < 0.7]


def test_no_reading_of_a_case_has_fewer_deviations() -> None:
    found: Counter[int] = Counter()
    for seed in range(1200):
        dice = Random(seed)
        process = random_process(dice, size=6)
        if not process_game.is_sound(process):
            continue
        names = sorted(process.steps)
        seen = [name for name in names if dice.random() < (1 if seed % 2 else 0.6)]
        aligner = Aligner(Net(process, seen))
        for _ in range(3):
            case = case_of(dice, seen)
            wanted = least(process, case, seen)
            if wanted is None:
                continue
            alignment = aligner.align([frozenset({each}) for each in case])
            assert alignment.is_best
            assert alignment.cost == wanted, f"seed {seed}: {case} of {seen}"
            found[wanted] += 1
    assert found.total() > 1_000, found
    assert min(found[number] for number in range(4)) > 50, found
