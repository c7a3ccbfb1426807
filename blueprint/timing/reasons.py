"""Why a process has no times: its flow cannot finish, or leads to what does not exist."""

from collections.abc import Iterator

from blueprint.flow.joins import starts_branches, targets
from blueprint.model import Process
from blueprint.view import View


def reason(view: View, process_id: str) -> str:
    """Why a process, or one that its steps run, has no times; empty where nothing stands against them."""
    inner = sorted(view.reached([process_id], ["runs"]) - {process_id})
    for each in (process_id, *inner):
        name = "Its" if each == process_id else f"It runs '{each}': its"
        if found := next(_reasons(view, each), ""):
            return f"{name} {found} (see blueprint check)."
    return ""


def _reasons(view: View, process_id: str) -> Iterator[str]:
    process = view.blueprint.processes[process_id]
    for step, name in _dangling(process):
        yield f"step '{step}' names '{name}', which is no step here" if step else f"start '{name}' is no step of it"
    for step, each in process.steps.items():
        if each.join not in (None, "all") and not starts_branches(process.steps.get(each.join or "")):
            yield f"step '{step}' waits for branches of '{each.join}', which starts none"
        if each.runs and each.runs not in view.blueprint.processes:
            yield f"step '{step}' runs '{each.runs}', which is no process"
    flow = view.flows[process_id]
    for fault in (*flow.faults, *flow.unknown):
        yield f"flow cannot finish, so it has no times: {fault.message}"


def _dangling(process: Process) -> Iterator[tuple[str, str]]:
    """What is named and is no step, with the step that names it."""
    yield from (("", name) for name in process.start if name not in process.steps)
    for step, each in process.steps.items():
        yield from ((step, to) for to, _ in targets(each) if to not in process.steps)
