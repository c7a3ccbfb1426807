"""Who meets the customer in a step, and over which channels: what the rules on channels and on the lines ask of a view."""

from blueprint.model import SEEN_ROLES, Part, Step
from blueprint.view import View
from blueprint.wording import listed

ANSWERING = SEEN_ROLES - {"customer"}
BEHIND = frozenset({"backstage", "support", "management"})


def acting_in(step: Step) -> tuple[Step | Part, ...]:
    """The step and its parts: everything that is done in the moment."""
    return step, *step.with_.values()


def named_channels(view: View, ids: tuple[str, ...]) -> str:
    """Channels as a message lists them; empty where none of them is defined."""
    titles = [view.blueprint.channels[each].title for each in ids if each in view.blueprint.channels]
    return listed(titles, "or") if titles else ""


def contact_channels(view: View, step: Step) -> tuple[str, ...]:
    """The channels over which the customer speaks in a step, as the one who leads it or in a part."""
    own = step.channels if view.is_led_by_customer(step) else ()
    parts = (part.channels for lane, part in step.with_.items() if view.blueprint.role(lane) == "customer")
    return tuple(dict.fromkeys((*own, *(each for channels in parts for each in channels))))


def said_from_behind(view: View, step: Step) -> tuple[str | None, tuple[str, ...]] | None:
    """The lane of the part (None: the step itself) that uses channels behind the line of visibility, and those channels.

    None where nobody does, or where somebody the customer sees takes part.
    """
    if view.is_answer(step):
        return None
    if step.channels and view.blueprint.role(step.lane) in BEHIND:
        return None, step.channels
    hidden = ((lane, part.channels) for lane, part in step.with_.items() if view.blueprint.role(lane) in BEHIND)
    return next(((lane, channels) for lane, channels in hidden if channels), None)


def hears(view: View, step: Step) -> bool:
    """Whether the customer hears from the other side in this step, be it from behind the line of visibility."""
    return view.is_answer(step) or said_from_behind(view, step) is not None


def is_machine(view: View, acting: Step | Part) -> bool:
    """Whether no person acts: the step is automated, or who acts is a system."""
    actor = view.blueprint.actors.get(acting.actor or "")
    return (isinstance(acting, Step) and acting.automation == "automated") or (actor is not None and actor.kind == "system")


def meets_person(view: View, step: Step) -> bool:
    """Whether somebody of flesh and blood is there for the customer in this step."""
    if view.blueprint.role(step.lane) in ANSWERING and not is_machine(view, step):
        return True
    parts = (part for lane, part in step.with_.items() if view.blueprint.role(lane) in ANSWERING)
    return any(not is_machine(view, part) and (part.actor or step.automation != "automated") for part in parts)
