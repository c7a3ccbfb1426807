"""How soon the language server knows what a letter has changed in a service of 2,000 steps."""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from blueprint.config import Settings
from blueprint.lsp.rechecking import Rechecking
from blueprint.lsp.rereading import Reader
from blueprint.rules import Preset
from blueprint.runs import start
from blueprint.source import read_source
from tests.benchmarks.measure import Ratio, in_turn, ratio
from tests.benchmarks.services import yaml_service
from tests.lsp.client import editor

NAME = "large.blueprint.yaml"
TEXT = yaml_service(2000)
PLACE = "Does thing 5 of part 50"
ONE_PROCESS = yaml_service(2000, per_process=2000)
PLACE_IN_IT = "Does thing 500 of part 0"
AT_MOST = 0.1
"""Seconds between a letter and what is found."""


def versions(text: str = TEXT, place: str = PLACE) -> Iterator[str]:
    """The service with one letter more, and again without."""
    return cycle((text.replace(place, f"{place}x"), text))


def changed_letter(_: Path) -> Ratio:
    fresh = start(Settings())
    run, reader, texts = Rechecking(fresh), Reader(NAME, "yaml"), versions()
    return ratio(
        "letter changed in 2,000 steps, found out",
        "checking all anew",
        0.25,
        lambda: run.check(reader.read(next(texts))),
        lambda: fresh.check(read_source(TEXT, NAME, "yaml")),
    )


def changed_letter_in_one_process(_: Path) -> Ratio:
    return _in_one_process("recommended")


def changed_letter_in_one_process_strict(_: Path) -> Ratio:
    return _in_one_process("strict")


def _in_one_process(preset: Preset) -> Ratio:
    run, reader, texts = Rechecking(start(Settings(preset=preset))), Reader(NAME, "yaml"), versions(ONE_PROCESS, PLACE_IN_IT)
    ours, _nothing = in_turn(lambda: run.check(reader.read(next(texts))), lambda: None, runs=15)
    return Ratio(f"letter changed in one process of 2,000 steps, found out ({preset})", ours, AT_MOST, "0.1 s", 1)


def changed_letter_in_the_editor(folder: Path) -> Ratio:
    """By the clock, from the change that an editor sends to the findings that it gets."""
    file = folder / NAME
    line = TEXT[: TEXT.index(PLACE)].count("\n")
    ends = [{"line": line, "character": TEXT.split("\n")[line].index(PLACE) + len(PLACE) + more} for more in (0, 1)]
    put, taken = (
        {"range": {"start": ends[0], "end": ends[0]}, "text": "x"},
        {"range": {"start": ends[0], "end": ends[1]}, "text": ""},
    )
    times = []
    with editor(folder) as server:
        server.start(folder)
        server.open(file, TEXT)
        for version in range(2, 42):
            before = time.perf_counter()
            server.change(file, version, taken if version % 2 else put)
            times.append(time.perf_counter() - before)
        server.leave()
    return Ratio("letter changed in an editor with 2,000 steps", statistics.median(times), AT_MOST, "0.1 s", 1)


EDITOR: tuple[Callable[[Path], Ratio], ...] = (
    changed_letter,
    changed_letter_in_one_process,
    changed_letter_in_one_process_strict,
    changed_letter_in_the_editor,
)
