"""How long the analysis of the flow takes, against a plain walk over the same steps, and against itself at other sizes."""

from collections import deque
from collections.abc import Callable
from pathlib import Path

from blueprint.flow import analyse
from blueprint.flow.joins import targets
from blueprint.model import Process
from tests.benchmarks.measure import Ratio, ratio
from tests.flow.large import block, chain, flipped, structured

FLOOR = "a plain breadth-first walk over the steps"


def walk(process: Process) -> int:
    """Go once along every arrow: what any analysis must do at least."""
    met = set(process.start)
    waiting = deque(met)
    while waiting:
        for to, _ in targets(process.steps[waiting.popleft()]):
            if to not in met:
                met.add(to)
                waiting.append(to)
    return len(met)


def _against_walk(name: str, process: Process, bound: float) -> Ratio:
    return ratio(name, FLOOR, bound, lambda: analyse(process), lambda: walk(process), runs=5)


def ten_thousand(_: Path) -> Ratio:
    return _against_walk("flow of 10,000 structured steps", structured(10_000), 60)


def fifty_thousand(_: Path) -> Ratio:
    return _against_walk("flow of 50,000 structured steps", structured(50_000), 60)


def long_chain(_: Path) -> Ratio:
    return _against_walk("flow of 100,000 steps in a chain", chain(100_000), 60)


def wide_block(_: Path) -> Ratio:
    return _against_walk("flow of 1,000 parallel branches", block(1_000), 60)


def hundred_flips(_: Path) -> Ratio:
    return _against_walk("flow of 10,000 steps with 100 flips, all told", flipped(structured(10_000), 100)[0], 120)


def growth(_: Path) -> Ratio:
    large, small = structured(50_000), [structured(1_000, seed) for seed in range(50)]
    return ratio(
        "flow of 50,000 steps in one process",
        "50 processes of 1,000",
        1.5,
        lambda: analyse(large),
        lambda: [analyse(each) for each in small],
        runs=5,
    )


FLOW: tuple[Callable[[Path], Ratio], ...] = (ten_thousand, fifty_thousand, long_chain, wide_block, hundred_flips, growth)
