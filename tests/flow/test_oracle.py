"""The analysis agrees with a token game that plays everything out: on each of many small graphs and processes."""

import os
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from blueprint.flow import FlowReport, analyse
from blueprint.flow.soundness import judge
from tests.flow import process_game
from tests.flow.random_graphs import random_graph
from tests.flow.random_processes import random_process, with_clocks
from tests.flow.token_game import Game, game_of

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
TIMES = 10 if NIGHTLY else 1
FIRST = Random().randrange(10**9) if NIGHTLY else 0
"""Every seed is new at night, and the same on every push."""
STRUCTURAL = {"unreachable", "arrow-of-two-branches", "arrow-of-no-branch"}
WAITING = {"deadlock", "inclusive-into-all", "waits-for-itself", "vicious-circle"}


def test_graphs_are_judged_as_played() -> None:
    found: Counter[bool] = Counter()
    for seed in range(FIRST, FIRST + 15_000 * TIMES):
        graph = random_graph(Random(seed))
        played = game_of(graph).is_sound()
        if played is not None:
            assert judge(graph).is_sound == played, f"seed {seed}: the game says {played}"
            found[played] += 1
    assert min(found.values()) > 4_000 * TIMES, found
    assert found.total() > 14_900 * TIMES, found


def test_processes_are_judged_as_played() -> None:
    found: Counter[bool] = Counter()
    for seed in range(FIRST, FIRST + 6_000 * TIMES):
        process = random_process(Random(seed))
        played = process_game.is_sound(process)
        if played is not None:
            assert analyse(process).is_sound == played, f"seed {seed}: the game says {played}"
            found[played] += 1
    assert min(found.values()) > 1_500 * TIMES, found
    assert found.total() > 5_900 * TIMES, found


def test_loops_that_are_stopped_are_judged_as_played() -> None:
    """Where all that can be reached can come to an end, yet it is called unsound, it is because of a loop without a way out."""
    found: Counter[tuple[bool | None, bool | None]] = Counter()
    for seed in range(FIRST, FIRST + 2_000 * TIMES):
        dice = Random(seed)
        process = with_clocks(dice, random_process(dice, size=5, most_defects=1))
        report = analyse(process)
        assert report.is_sound == process_game.is_sound(process), f"seed {seed}"
        plainly = process_game.is_sound(process, plainly=True)
        assert report.is_sound == plainly or {fault.kind for fault in report.faults} == {"endless-loop"}, f"seed {seed}"
        found[report.is_sound, plainly] += 1
    assert found[True, True] > 400 * TIMES, found
    assert found[False, True] < 0.05 * found.total(), found


@given(st.randoms(use_true_random=False), st.integers(1, 13))
def test_larger_graphs_are_judged_as_played(dice: Random, size: int) -> None:
    graph = random_graph(dice, size=size)
    played = game_of(graph).is_sound()
    assert played is None or judge(graph).is_sound == played


@given(st.randoms(use_true_random=False), st.integers(1, 10))
def test_larger_processes_are_judged_as_played(dice: Random, size: int) -> None:
    process = random_process(dice, size=size)
    played = process_game.is_sound(process)
    assert played is None or analyse(process).is_sound == played


def test_a_reported_run_ends_where_it_says() -> None:
    """Runs take what the arrows alone show as mended, so only reports without such faults are played."""
    shown: Counter[str] = Counter()
    hidden = 0
    for seed in range(FIRST, FIRST + 4_000 * TIMES):
        process = random_process(Random(seed))
        report = analyse(process)
        if report.faults and STRUCTURAL.isdisjoint(fault.kind for fault in report.faults):
            game = process_game.game_of(process)
            for fault in report.faults:
                if fault.run:
                    assert is_shown(game, report, fault.kind, fault.steps, fault.run), f"seed {seed}: {fault}"
                    shown[fault.kind] += 1
                elif fault.kind != "waits-for-itself":
                    hidden += 1
    assert shown["deadlock"] > 50 * TIMES
    assert shown["lack-of-synchronisation"] > 150 * TIMES
    assert shown["endless-loop"] > 200 * TIMES
    assert hidden < shown.total() * 0.1, (hidden, shown)


def is_shown(game: Game, report: FlowReport, kind: str, steps: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Whether a run can be played and comes to what the fault is; beside other faults it is enough that it can be played."""
    ends = game.replay(run)
    if len(report.faults) > 1 or not ends:
        return bool(ends)
    if kind == "lack-of-synchronisation":
        return any(doubled for _, doubled in ends)
    if kind in WAITING:
        return any(not game.can_begin(steps[-1], marking) for marking, _ in ends)
    return kind == "endless-loop" and run[-1] in steps
