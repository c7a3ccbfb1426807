"""That the time to check a text grows as the text does, whatever stands in it: eight times the text, eight times the time."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from blueprint.checking import check_source
from blueprint.config import Settings
from blueprint.source import read_source
from tests.benchmarks.measure import Ratio, ratio
from tests.test_laws_garbage import CROWDS


def _check(text: str) -> object:
    return check_source(read_source(text, "crowd.blueprint.yaml", "yaml"), Settings(preset="strict"))


def _growth(name: str, _: Path) -> Ratio:
    large, small = CROWDS[name](range(8000)), CROWDS[name](range(1000))
    return ratio(f"check of 8,000 {name}", "1,000 of them", 16, lambda: _check(large), lambda: _check(small), runs=3)


HOSTILE: tuple[Callable[[Path], Ratio], ...] = tuple(partial(_growth, name) for name in CROWDS)
