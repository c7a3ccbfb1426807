"""An alignment in words: which steps were skipped, extra, or out of order."""

from collections.abc import Sequence

from blueprint.logs.align import Alignment, Read, Symbol
from blueprint.logs.values import Deviation


def deviations_of(alignment: Alignment, trace: Sequence[Symbol]) -> tuple[Deviation, ...]:
    """What deviates, in the order of the case. A step that is missing here and extra there is one that is out of order."""
    reads = [each for each in alignment.reads if each.kind != "unseen"]
    moved: dict[int, int] = {}
    for at, read in enumerate(reads):
        if read.kind == "extra":
            other = next(
                (
                    number
                    for number, each in enumerate(reads)
                    if each.kind == "skipped" and each.step in trace[read.at] and number not in moved.values()
                ),
                None,
            )
            if other is not None:
                moved[at] = other
    found = []
    for at, read in enumerate(reads):
        if at in moved:
            found.append(Deviation("out of order", reads[moved[at]].step, _moved(reads, at, moved[at])))
        elif read.kind == "extra":
            found.append(Deviation("extra", read.step, _behind(reads, at)))
        elif read.kind == "skipped" and at not in moved.values():
            found.append(Deviation("skipped", read.step))
    return tuple(found)


def _moved(reads: Sequence[Read], here: int, planned: int) -> str:
    """Which step it came before, or after, unlike as planned."""
    if here < planned:
        between = [each.step for each in reads[here:planned] if each.kind == "done"]
        return f"before '{between[0]}'" if between else ""
    between = [each.step for each in reads[planned:here] if each.kind == "done"]
    return f"after '{between[-1]}'" if between else ""


def _behind(reads: Sequence[Read], at: int) -> str:
    before = [each.step for each in reads[:at] if each.kind == "done"]
    return f"after '{before[-1]}'" if before else "at the beginning"
