"""Input for a simulator that knows shared staff and working hours: Prosimos, which takes a BPMN file and one of parameters.

It reads one process at a time, of plain tasks, gateways, timers, one start and one end. So a blueprint gives a pair of files
for each of its processes, in one archive.
"""

import io
import json
import zipfile
from typing import Final
from xml.etree import ElementTree

from blueprint.interchange.bpmn_out.drafts import Draft
from blueprint.interchange.bpmn_out.keeping import Keeping
from blueprint.interchange.bpmn_out.tree import Writing
from blueprint.interchange.notes import Exported, Note
from blueprint.interchange.simulator.graph import as_simulated, simulated
from blueprint.interchange.simulator.parameters import parameters
from blueprint.model import Blueprint
from blueprint.wording import counted

__all__ = ["pair", "write_prosimos"]

_DAY_ZERO: Final = (1980, 1, 1, 0, 0, 0)


def pair(blueprint: Blueprint, process: str) -> tuple[bytes, bytes]:
    """The BPMN and the parameters (JSON) of a process."""
    pool = simulated(blueprint, process)
    root = Writing(blueprint, Draft(pools=[pool]), Keeping(None)).root()
    ElementTree.indent(root)
    said = json.dumps(parameters(blueprint, pool), indent=2, ensure_ascii=False)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n", f"{said}\n".encode()


def write_prosimos(blueprint: Blueprint, name: str = "") -> Exported:
    """An archive (ZIP) with ``PROCESS.bpmn`` and ``PROCESS.json`` for each process; the same blueprint gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for id, process in blueprint.processes.items():
            if process.steps:
                for suffix, data in zip(("bpmn", "json"), pair(blueprint, id), strict=True):
                    info = zipfile.ZipInfo(f"{id}.{suffix}", _DAY_ZERO)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(info, data)
    return Exported(content.getvalue(), _notes(blueprint, name))


def _notes(blueprint: Blueprint, name: str) -> tuple[Note, ...]:
    steps = [step for process in blueprint.processes.values() for step in as_simulated(process).steps.values()]
    late = sum(step.late is not None for process in blueprint.processes.values() for step in process.steps.values())
    idle = sum(step.time is None or step.time.work is None for step in steps)
    silent = sum(each.likelihood is None and each.recover is not None for step in steps for each in step.fails)
    lost = ["what processes do to each other, and outcomes that stop a case, are not simulated: each process runs by itself"]
    lost += [f"no clock interrupts a task in Prosimos: {counted(late, 'way')} out for what is late left out"] if late else []
    guessed = ["a case begins every hour: change arrival_time_distribution"]
    guessed += [f"{counted(idle, 'step')} without a time of work take none"] if idle else []
    guessed += [f"{counted(silent, 'failure')} without a likelihood never happen"] if silent else []
    guessed += ["where no post says how many people do it, there are always enough of them"]
    return (
        *(Note(weight="lost", message=each, file=name) for each in lost),
        *(Note(weight="guessed", message=each, file=name) for each in guessed),
    )
