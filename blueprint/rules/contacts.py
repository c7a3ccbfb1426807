"""Who meets the customer in a step, and over which channels: what the rules on channels and on the lines ask of a view."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from blueprint.model import Part, Step
from blueprint.view import ANSWERING, Place, View
from blueprint.ways import continued, ways
from blueprint.wording import listed

Key = tuple[str, str]
"""A step: the id of its process, and its own."""

BEHIND = frozenset({"backstage", "support", "management"})


def acting_in(step: Step) -> tuple[Step | Part, ...]:
    """The step and its parts: everything that is done in the moment."""
    return step, *step.with_.values()


def acting_by_lane(step: Step) -> list[tuple[str, Step | Part]]:
    """The same, each with its lane."""
    return [(step.lane, step), *step.with_.items()]


def realised(view: View) -> Mapping[str, Sequence[Place]]:
    """The steps that realise each stage of a standard, themselves or in a part."""
    return view.shared(_realised)


def _realised(view: View) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in view.places:
        for stage in dict.fromkeys(each for acting in acting_in(place.step) for each in acting.realises):
            found.setdefault(stage, []).append(place)
    return found


def named_channels(view: View, ids: tuple[str, ...]) -> str:
    """Channels as a message lists them; empty where none of them is defined."""
    titles = [view.blueprint.channels[each].title for each in ids if each in view.blueprint.channels]
    return listed(titles, "or") if titles else ""


def contact_channels(view: View, step: Step) -> tuple[str, ...]:
    """The channels over which the customer speaks in a step, as the one who leads it or in a part."""
    if not step.channels and not step.with_:
        return ()
    speaking = [acting for lane, acting in acting_by_lane(step) if acting.channels and view.blueprint.role(lane) == "customer"]
    return tuple(dict.fromkeys(each for acting in speaking for each in acting.channels)) if speaking else ()


def said_from_behind(view: View, step: Step) -> tuple[str | None, tuple[str, ...]] | None:
    """The lane of the part (None: the step itself) that uses channels behind the line of visibility, and those channels.

    None where nobody does, or where somebody the customer sees takes part.
    """
    if not (step.channels or step.with_) or view.is_answer(step):
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
    actor = view.blueprint.actors.get(acting.actor) if acting.actor else None
    return (actor is not None and actor.kind == "system") or (isinstance(acting, Step) and acting.automation == "automated")


def meets_person(view: View, step: Step) -> bool:
    """Whether somebody of flesh and blood is there for the customer in this step."""
    if view.blueprint.role(step.lane) in ANSWERING and not is_machine(view, step):
        return True
    parts = (part for lane, part in step.with_.items() if view.blueprint.role(lane) in ANSWERING)
    return any(not is_machine(view, part) and (part.actor or step.automation != "automated") for part in parts)


class Course:
    """The ordinary course of all cases: what follows each step, and in which of them customer and provider are in touch.

    Several rules ask for it: ``view.shared(Course)``. Its steps stand in the order of ``view.places``.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.places: Mapping[Key, Place] = {(place.process_id, place.step_id): place for place in view.places}
        self._onward: dict[Key, list[Key]] = {}
        self._hears: dict[Key, bool] = {}

    def onward(self, key: Key) -> Sequence[Key]:
        """The steps that follow one, as far as they exist, in another process too where the case goes on there."""
        if key not in self._onward:
            step = self.places[key].step
            following = [(key[0], to) for to in ways(step)]
            for target in continued(step):
                following += self.firsts(target)
            self._onward[key] = [each for each in following if each in self.places]
        return self._onward[key]

    def firsts(self, target: str) -> list[Key]:
        """The steps at which a case comes into a process, or the one step that is named."""
        process, _, step = target.partition(".")
        starts = (step,) if step else getattr(self.view.blueprint.processes.get(process), "start", ())
        return [(process, start) for start in starts]

    def hears(self, key: Key) -> bool:
        """Whether the customer hears from the other side in a step."""
        if key not in self._hears:
            self._hears[key] = hears(self.view, self.places[key].step)
        return self._hears[key]

    @cached_property
    def contacts(self) -> Mapping[Key, tuple[str, ...]]:
        """The steps in which the customer speaks over a channel, with those channels."""
        found = ((key, contact_channels(self.view, place.step)) for key, place in self.places.items())
        return {key: channels for key, channels in found if channels}
