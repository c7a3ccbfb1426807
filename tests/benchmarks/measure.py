"""Processor time of calls and of whole commands, children included, and ratios of their medians."""

import gc
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@frozen
class Ratio:
    """What was measured: ours and theirs in seconds of processor time (medians), and the most the ratio may be."""

    name: str
    ours: float
    theirs: float
    peer: str
    bound: float

    @property
    def value(self) -> float:
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        return self.value <= self.bound

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "MISSED"
        return (
            f"{verdict:<6} {self.name}: {self.value:.2f} x {self.peer} (at most {self.bound:.3g}); "
            f"{self.ours * 1000:.1f} ms against {self.theirs * 1000:.1f} ms"
        )


@frozen
class Missing:
    """What was not measured, because a peer is not installed, and how to get it."""

    name: str
    remedy: str
    holds: bool = True

    def __str__(self) -> str:
        return f"-      {self.name}: not measured ({self.remedy})"


def spent() -> float:
    """Processor seconds of this process and of its finished children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def in_turn(
    ours: Callable[[], object], theirs: Callable[[], object], runs: int, clock: Callable[[], float] = spent
) -> tuple[float, float]:
    """The median processor time of two calls made A B A B ..., after one warm-up of each; or that of another clock.

    Garbage is collected between calls, not in them, as ``timeit`` does: when it falls due hangs on what else is in memory.
    """
    ours(), theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for call, kept in zip((ours, theirs), times, strict=True):
            gc.collect()
            gc.disable()
            before = clock()
            call()
            kept.append(clock() - before)
            gc.enable()
    return statistics.median(times[0]), statistics.median(times[1])


def command(*words: str | Path) -> Callable[[], object]:
    """A call that runs a command from the project's root, compiled once as installed packages are; it must succeed."""
    unset = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")

    def run() -> None:
        environment = {name: value for name, value in os.environ.items() if name not in unset}
        subprocess.run(list(map(str, words)), cwd=ROOT, env=environment, check=True, capture_output=True)

    return run


def ratio(
    name: str,
    peer: str,
    bound: float,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    runs: int = 15,
    clock: Callable[[], float] = spent,
) -> Ratio:
    """Measure two calls in turn."""
    mine, other = in_turn(ours, theirs, runs, clock)
    return Ratio(name, mine, other, peer, bound)
