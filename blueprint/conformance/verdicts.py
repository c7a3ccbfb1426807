"""What came of holding a blueprint to the standards that its processes follow."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from blueprint.standards.model import Stage, StageModel
from blueprint.values import EMPTY

Kind = Literal["missing", "out-of-order", "hidden", "late", "no-way-out", "unrecorded", "barred", "advised"]
State = Literal["kept", "skipped", "optional", "not-owed", "unsaid", "unjudged"] | Kind
Place = tuple[str, str]
"""A process and a step."""


class Run(NamedTuple):
    """A run of a process: the steps in the order in which they are begun, and of these the ones with whose ends it ends."""

    steps: tuple[str, ...]
    ends: tuple[str, ...]


class Fault(NamedTuple):
    """What is wrong with a stage. ``place`` is where it shows best; ``run`` a case that shows it, where there is one; ``other``
    what else it is about: the stage that comes too early, the record, the exit, or the longest time."""

    kind: Kind
    place: Place | None = None
    run: Run | None = None
    other: str = ""


class StageVerdict(NamedTuple):
    """How a process stands to a stage: the places that realise it, the steps that skip it with their reasons, and its faults."""

    id: str
    stage: Stage
    state: State
    places: tuple[Place, ...] = ()
    skips: Mapping[str, str] = EMPTY
    faults: tuple[Fault, ...] = ()


class Verdict(NamedTuple):
    """How a process stands to a standard. ``judged`` is False where its flow must be mended first; ``unsaid``: its kind implies
    the standard, and no step says which stages it keeps."""

    process_id: str
    standard: str
    model: StageModel
    stages: tuple[StageVerdict, ...] = ()
    judged: bool = True
    unsaid: bool = False
