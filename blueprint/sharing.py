"""Sharing the work of a run out to workers: processes of this machine, or of others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import Final

from blueprint.config import Settings
from blueprint.errors import BlueprintError
from blueprint.findings import Report
from blueprint.inputs import Input
from blueprint.wording import counted

PART: Final = 50
"""Inputs that a worker takes at once: enough that reading the settings anew does not count."""

Check = Callable[[Settings, Sequence[Input]], list[Report]]


def share_out(check: Check, settings: Settings, inputs: Sequence[Input], executor: Executor) -> Iterator[Report]:
    """What a check says of all inputs, a part at a time. A worker that dies is a crash of the report, not of the program."""
    parts = [inputs[at : at + PART] for at in range(0, len(inputs), PART)]
    waiting = [executor.submit(check, settings, part) for part in parts]
    try:
        for part, future in zip(parts, waiting, strict=True):
            try:
                yield from future.result()
            except BlueprintError:
                raise
            except Exception as error:
                yield Report(crashes=(f"{_told(part)} not checked, because a worker failed ({type(error).__name__})",))
    finally:
        for future in waiting:
            future.cancel()


def _told(part: Sequence[Input]) -> str:
    number = counted(len(part), "file")
    return f"{number} ({part[0].name}) was" if len(part) == 1 else f"{number} ({part[0].name} to {part[-1].name}) were"
