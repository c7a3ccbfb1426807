"""The runs that show faults are shortest: each is compared with a token game that plays everything."""

import os
from collections import Counter
from random import Random
from typing import Any

from blueprint.flow import Fault, analyse
from blueprint.flow.graph import Graph
from blueprint.flow.runs import Runs
from blueprint.flow.signs import Sign
from blueprint.flow.soundness import judge
from tests.flow.process_game import game_of as game_of_process
from tests.flow.random_graphs import random_graph
from tests.flow.random_processes import random_process
from tests.flow.shortest_game import TooLarge, fewest
from tests.flow.token_game import Game, game_of

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
TIMES = 10 if NIGHTLY else 1
STRUCTURAL = {"unreachable", "arrow-of-two-branches", "arrow-of-no-branch"}
FIRST = Random().randrange(10**9) if NIGHTLY else 0


def compared(graph: Graph, seed: int, found: Counter[tuple[str, str]]) -> None:
    """Compare the runs of a graph with those of the game: they say truly whether they are shortest, and are never too short."""
    troubles = judge(graph).troubles
    if any(trouble.kind == "unreachable" for trouble in troubles):
        return
    game, runs = game_of(graph), Runs(graph, troubles)
    for trouble, sign in runs.signs.items():
        try:
            least = fewest(game, sign)
        except TooLarge:
            found[sign.kind, "not played"] += 1
            continue
        run = runs.of(trouble)
        length = len(run.steps) or None if least != 0 else len(run.steps)
        assert not run.is_shortest or length == least, f"seed {seed}: {trouble} by {run}, in the game {least}"
        assert least is None or length is None or length >= least, f"seed {seed}: {trouble} by {run}, in the game {least}"
        found[sign.kind, "longer" if not run.is_shortest else "shortest" if run.steps else "none"] += 1


def test_runs_are_shortest() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for seed in range(FIRST, FIRST + 6_000 * TIMES):
        compared(random_graph(Random(seed)), seed, found)
    for seed in range(FIRST, FIRST + 1_500 * TIMES):
        compared(random_graph(Random(seed), size=14), seed, found)
    assert found["waits", "shortest"] > 700 * TIMES, found
    assert found["twice", "shortest"] > 700 * TIMES, found
    assert found["round", "shortest"] > 200 * TIMES, found
    assert sum(number for (_, how), number in found.items() if how == "longer") < found.total() / 200, found


def test_runs_of_processes_are_shortest() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for seed in range(FIRST, FIRST + 2_500 * TIMES):
        process = random_process(Random(seed))
        report = analyse(process)
        if report.faults and STRUCTURAL.isdisjoint(fault.kind for fault in report.faults):
            game = game_of_process(process)
            for fault in report.faults:
                # Where a join gathers the tokens of a branch, the graph has no place of its own for those of a single way.
                if fault.kind == "lack-of-synchronisation" and process.steps[fault.steps[-1]].join not in (None, "all"):
                    continue
                played(fault, game, seed, found)
    assert found["deadlock", "shortest"] > 50 * TIMES, found
    assert found["lack-of-synchronisation", "shortest"] > 100 * TIMES, found
    assert found["endless-loop", "shortest"] > 100 * TIMES, found
    assert sum(number for (_, how), number in found.items() if how == "longer") < found.total() / 100, found


def played(fault: Fault, game: Game, seed: int, found: Counter[tuple[str, str]]) -> None:
    try:
        least = fewest(game, in_words(fault, game))
    except TooLarge:
        return
    if fault.run_is_shortest:
        assert len(fault.run) == (least or 0), f"seed {seed}: {fault} by {fault.run}, in the game {least}"
    found[fault.kind, "longer" if not fault.run_is_shortest else "shortest" if fault.run else "none"] += 1


def in_words(fault: Fault, game: Game) -> Sign:
    """What shows a fault of a process, by the names of the moves of its game."""
    first, last = fault.steps[0], fault.steps[-1]
    split: Any = first if first != last and fault.kind in ("deadlock", "inclusive-into-all", "lack-of-synchronisation") else None
    if fault.kind == "endless-loop":
        return Sign("round", frozenset(fault.steps))
    if fault.kind == "lack-of-synchronisation":
        names = {each.name for each in game.moves if last in (each.name, *each.name[1:2])}
        return Sign("twice", frozenset(names | {last}), split)
    return Sign("waits", frozenset({first if fault.kind == "waits-for-itself" else last}), split)
