"""The engine finds what following every run finds, and shows it: on each of many small processes with marks by lot."""

import os
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from blueprint.flow import analyse
from tests.conformance.engine import found
from tests.conformance.every_run import TooLarge, judged
from tests.conformance.marked import random_marked

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
TIMES = 10 if NIGHTLY else 1
FIRST = Random().randrange(10**9) if NIGHTLY else 0


def test_processes_are_judged_as_every_run_says() -> None:
    told: Counter[str] = Counter()
    for seed in range(FIRST, FIRST + 4_000 * TIMES):
        process, model = random_marked(seed)
        if analyse(process).is_sound:
            wanted = {each for each in judged(process, model) if each[0] != "left out"}
            assert found(process, model).keys() == wanted, f"seed {seed}"
            told.update(kind for kind, *_ in wanted)
            told["sound"] += 1
    assert told["sound"] > 2_000 * TIMES
    assert min(told[kind] for kind in ("missing", "hidden", "unrecorded", "order")) > 500 * TIMES, told


@given(st.integers(0, 10**9), st.integers(2, 11))
def test_larger_processes_are_judged_as_every_run_says(seed: int, size: int) -> None:
    process, model = random_marked(seed, size)
    if not analyse(process).is_sound:
        return
    try:
        wanted = {each for each in judged(process, model, 5_000) if each[0] != "left out"}
    except TooLarge:
        return
    assert found(process, model).keys() == wanted


@given(st.integers(0, 10**9), st.integers(2, 9))
def test_an_empty_purse_gives_no_false_alarm(seed: int, size: int) -> None:
    process, model = random_marked(seed, size)
    if analyse(process).is_sound:
        assert found(process, model, budget=0).items() <= found(process, model).items()
