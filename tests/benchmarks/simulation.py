"""How long it takes to play cases, against drawing nothing but their times."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from blueprint.timing.simulate import simulate
from tests.benchmarks.measure import Ratio, ratio
from tests.timing.small import blueprint

CASES, STEPS = 10_000, 50


def written(steps: int) -> str:
    """Steps one after another; every tenth starts three branches and joins them, and some may go back once."""
    lines, at = [], 0
    time = "time: {work: 5min, varies: 30%}"
    while at < steps - 1:
        if at % 10 == 0 and at + 4 < steps - 1:
            lines.append(f"s{at}: {{{time}, fork: [s{at + 1}, s{at + 2}, s{at + 3}]}}")
            lines += [f"s{at + branch}: {{{time}, next: s{at + 4}}}" for branch in (1, 2, 3)]
            lines.append(f"s{at + 4}: {{{time}, join: s{at}, next: s{at + 5}}}")
            at += 5
            continue
        back = f"choose: [{{when: wrong, to: s{at - 1}, share: 5%, at-most: 1}}, {{otherwise: true, to: s{at + 1}, share: 95%}}]"
        lines.append(f"s{at}: {{{time}, {back if at % 10 == 7 else f'next: s{at + 1}'}}}")
        at += 1
    return "\n".join([*lines, f"s{at}: {{{time}, ends: Done}}"])


def simulated(_: Path) -> Ratio:
    service = blueprint(written(STEPS), start="s0")
    random = Random(1)

    def drawn() -> None:
        for _ in range(CASES * STEPS):
            random.lognormvariate(5.7, 0.3)

    played = simulate(service, "p", cases=100)
    assert played.cases == 100
    assert len(played.visits) == STEPS
    name = f"{CASES:,} cases of {STEPS} steps, of which some go on side by side or back"
    return ratio(name, "drawing their times alone", 6, lambda: simulate(service, "p", cases=CASES), drawn, runs=3)


SIMULATION: tuple[Callable[[Path], Ratio], ...] = (simulated,)
