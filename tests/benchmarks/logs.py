"""How long it takes to hold many real cases against a blueprint."""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

from blueprint.logs import Case, Log, conform, read_log
from tests.benchmarks.measure import Ratio, ratio
from tests.benchmarks.simulation import written
from tests.logs.played import played
from tests.timing.small import blueprint

CASES, STEPS, SECONDS = 10_000, 20, 10.0
SERVICE = blueprint(written(STEPS), start="s0")


def deviating(log: Log, dice: Random, most: int) -> Log:
    """The cases with some steps left out, done twice or swapped by chance: hardly two of them are alike."""
    return log._replace(cases=tuple(_changed(case, dice, dice.randint(0, most)) for case in log.cases))


def _changed(case: Case, dice: Random, times: int) -> Case:
    events = list(case.events)
    for _ in range(times):
        at = dice.randrange(1, len(events))
        match dice.randrange(3):
            case 0:
                del events[at]
            case 1:
                events.insert(at, dice.choice(events))
            case _:
                events[at - 1], events[at] = events[at], events[at - 1]
    return case._replace(events=tuple(events))


def in_seconds(name: str, ours: Callable[[], object]) -> Ratio:
    """Our processor time against so many seconds."""
    measured = ratio(name, "ten seconds", 1, ours, lambda: None, runs=3)
    return Ratio(measured.name, measured.ours, SECONDS, measured.peer, measured.bound)


def as_planned(_: Path) -> Ratio:
    log = played(SERVICE, cases=CASES)
    assert conform(SERVICE, log).fitness == 1
    return in_seconds(f"{CASES:,} cases of {STEPS} steps as planned, held against the blueprint", lambda: conform(SERVICE, log))


def all_unlike(_: Path) -> Ratio:
    log = deviating(played(SERVICE, cases=CASES), Random(1), 4)
    variants = conform(SERVICE, log).processes[0].variants
    assert sum(len(each.cases) for each in variants if not each.alignment.is_best) == 0
    name = f"{CASES:,} cases of {STEPS} steps with up to 4 deviations, in {len(variants):,} variants"
    return in_seconds(name, lambda: conform(SERVICE, log))


def read_and_replayed(folder: Path) -> Ratio:
    log = played(SERVICE, cases=CASES)
    file = folder / "log.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["case", "activity", "start", "end"])
        writer.writerows((case.id, each.activity, each.start, each.end) for case in log.cases for each in case.events)
    return in_seconds(f"a .csv file of {log.events:,} events read and replayed", lambda: conform(SERVICE, read_log(file)))


LOGS: tuple[Callable[[Path], Ratio], ...] = (as_planned, all_unlike, read_and_replayed)
