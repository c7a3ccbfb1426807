"""Sharing the work of a run out to workers: processes of this machine, or of others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import groupby
from typing import Any, Final

from blueprint.config import Nearest, Settings
from blueprint.errors import BlueprintError
from blueprint.findings import Report
from blueprint.inputs import Input
from blueprint.wording import counted

PART: Final = 50
"""Inputs that a worker takes at once: enough that reading the settings anew does not count."""

Check = Callable[[Settings, Sequence[Input]], list[Report]]


def share_out(
    check: Check, nearest: Nearest, inputs: Sequence[Input], executor: Executor, come_to: Callable[[Input], None] | None = None
) -> Iterator[Report]:
    """What a check says of all inputs, a part at a time. A worker that dies is a crash of the report, not of the program.

    ``come_to`` is told of each input when it is done.
    """
    parts = list(_parts(nearest, inputs))
    waiting = [_submitted(executor, check, settings, part) for settings, part in parts]
    try:
        for (_, part), future in zip(parts, waiting, strict=True):
            try:
                yield from future.result()
            except BlueprintError:
                raise
            except Exception as error:
                yield Report(crashes=(f"{_told(part)} not checked, because a worker failed ({type(error).__name__})",))
            if come_to:
                for entry in part:
                    come_to(entry)
    finally:
        for future in waiting:
            future.cancel()


def _parts(nearest: Nearest, inputs: Sequence[Input]) -> Iterator[tuple[Settings, Sequence[Input]]]:
    """Inputs that follow each other and have the same settings, so many at a time."""
    for settings, group in groupby(inputs, key=lambda each: nearest.at(each.path.parent)):
        together = tuple(group)
        yield from ((settings, together[at : at + PART]) for at in range(0, len(together), PART))


def _submitted(executor: Executor, *call: Any) -> Future[list[Report]]:
    """What will come of a call; of one that is not taken, because workers died before, the reason."""
    try:
        return executor.submit(*call)
    except Exception as error:
        refused: Future[list[Report]] = Future()
        refused.set_exception(error)
        return refused


def _told(part: Sequence[Input]) -> str:
    number = counted(len(part), "file")
    return f"{number} ({part[0].name}) was" if len(part) == 1 else f"{number} ({part[0].name} to {part[-1].name}) were"
