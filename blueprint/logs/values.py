"""What came of holding a log against a blueprint."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from blueprint.logs.align import Alignment
from blueprint.logs.matching import Matching
from blueprint.model import Blueprint

Key = tuple[str, str]
"""A process, and a step of it."""
Deviates = Literal["skipped", "extra", "out of order"]


class Deviation(NamedTuple):
    """A step that was skipped, done in addition, or done at another place than planned; ``where`` says at which."""

    kind: Deviates
    step: str
    where: str = ""


class Variant(NamedTuple):
    """Cases of a process in which the same activities happened in the same order.

    ``fitness``: 1 where nothing deviates, 0 where nothing fits; ``is_best``: no other reading has fewer deviations.
    """

    process_id: str
    activities: tuple[str, ...]
    cases: tuple[str, ...]
    alignment: Alignment
    deviations: tuple[Deviation, ...]
    fitness: float


class StepSeen(NamedTuple):
    """What happened at a step: in how many cases it was skipped, and so on; ``done`` counts every time.

    ``held``: how often its time was held against its limit, ``late``: how often it was longer.
    """

    done: int = 0
    skipped: int = 0
    extra: int = 0
    out_of_order: int = 0
    held: int = 0
    late: int = 0


class ProcessSeen(NamedTuple):
    """A process in the log. ``ways``: how often each way of a step was taken, by its number; exits have numbers below 0.

    ``unseen``: the steps that the log never shows; ``cases``: how many go through it, ``fitting`` of them without a deviation.
    """

    process_id: str
    cases: int
    fitting: int
    fitness: float
    variants: tuple[Variant, ...]
    steps: Mapping[str, StepSeen]
    ways: Mapping[tuple[str, int], int]
    unseen: tuple[str, ...]


class PromiseSeen(NamedTuple):
    """What became of a promise: in how many cases it was kept or broken.

    ``elsewhere``: the case ended without coming to its end. Of cases that still run, it is ``open``, or ``overdue`` by the end of
    the log.
    """

    promise: str
    kept: int
    broken: int
    elsewhere: int
    open: int
    overdue: int

    @property
    def share(self) -> float | None:
        """In which part of the cases it is kept, of those that are decided; None where none is."""
        decided = self.kept + self.broken + self.overdue
        return self.kept / decided if decided else None


class Conformity(NamedTuple):
    """How cases ran against their blueprint. ``cases``: the fitness of each case by its id."""

    blueprint: Blueprint
    log: str
    events: int
    cases: Mapping[str, float]
    processes: tuple[ProcessSeen, ...]
    promises: tuple[PromiseSeen, ...]
    matching: Matching
    notes: tuple[str, ...]
    times: Mapping[Key, "TimesSeen"]
    last: str
    """The day of the last event."""

    @property
    def fitness(self) -> float:
        """The fitness of the cases on average."""
        return sum(self.cases.values()) / len(self.cases) if self.cases else 1.0

    @property
    def fitting(self) -> int:
        """How many cases have no deviation at all."""
        return sum(fitness == 1 for fitness in self.cases.values())


class TimesSeen(NamedTuple):
    """How long a step took, in seconds, case by case: the ``waits`` before it, the ``works`` in it, and both together
    (``totals``), as far as the log says them."""

    waits: tuple[float, ...]
    works: tuple[float, ...]
    totals: tuple[float, ...]
