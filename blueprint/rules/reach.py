"""The doors into a process: whether customers can get there."""

from blueprint.view import View


def is_within_reach(view: View, target: str) -> bool:
    """Whether another process leads there: for certain, by a broken promise, or opened where the customer sees it."""
    return any(_leads_to(view, target, source) for source in view.blueprint.processes if source != target)


def _leads_to(view: View, target: str, source: str) -> bool:
    for each in view.leading:
        if each.process_id == source and each.target == target:
            steps = view.blueprint.processes[source].steps
            if each.verb != "opens" or any(view.is_seen(step) for name, step in steps.items() if each.step_id in (None, name)):
                return True
    return False
