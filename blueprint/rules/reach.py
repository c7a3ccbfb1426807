"""The doors into a process: whether customers can get there."""

from blueprint.hand_overs import HandOver
from blueprint.view import View


def is_within_reach(view: View, target: str) -> bool:
    """Whether another process leads there: for certain, by a broken promise, or opened where the customer sees it."""
    links = (each for each in view.leading if each.target == target and each.process_id != target)
    return any(each.verb != "opens" or _is_offered(view, each) for each in links)


def _is_offered(view: View, link: HandOver) -> bool:
    """Whether the customer sees the step that opens it, or any step where the whole process does."""
    steps = view.blueprint.processes[link.process_id].steps
    return any(view.is_seen(step) for name, step in steps.items() if link.step_id in (None, name))
