"""How soon the language server knows what a letter has changed in a service of 2,000 steps."""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from blueprint.checking import start
from blueprint.config import Settings
from blueprint.lsp.rechecking import Rechecking
from blueprint.lsp.rereading import Reader
from blueprint.source import read_source
from tests.benchmarks.measure import Ratio, ratio
from tests.benchmarks.services import yaml_service
from tests.lsp.client import editor

NAME = "large.blueprint.yaml"
TEXT = yaml_service(2000)
PLACE = "Does thing 5 of part 50"
AT_MOST = 0.1
"""Seconds between a letter and what is found."""


def versions() -> Iterator[str]:
    """The service with one letter more, and again without."""
    return cycle((TEXT.replace(PLACE, f"{PLACE}x"), TEXT))


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


EDITOR: tuple[Callable[[Path], Ratio], ...] = (changed_letter, changed_letter_in_the_editor)
