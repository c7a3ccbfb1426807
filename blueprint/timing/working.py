"""Who works in a step, and for how long."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from blueprint.model import SEEN_ROLES, Blueprint, Part, Step
from blueprint.timing.taking import Taking, average

STAFF: Final = frozenset({"frontstage", "backstage", "support"})
OTHERS: Final = frozenset({"customer", "system", "supplier", "partner", "public-body"})


class Doing(NamedTuple):
    """The work of one of those who take part in a step, in seconds: ``share`` is that of the step's own work, ``own`` beside it.

    ``paid``: it is done by staff.
    """

    actor: str
    share: float
    own: float
    paid: bool


class Lead(NamedTuple):
    """``who`` leads a step: the actor, else the lane. ``seen``: the customer sees it; ``outside``: staff wait for others;
    ``paid``: it is done by staff."""

    who: str
    seen: bool
    outside: bool
    paid: bool


class Crew:
    """Who takes part in the steps of a blueprint."""

    def __init__(self, blueprint: Blueprint, taking: Taking) -> None:
        self.blueprint = blueprint
        self.taking = taking
        self._roles: dict[str, str | None] = {}
        self._leads: dict[tuple[str, str | None], Lead] = {}

    @cached_property
    def _others(self) -> frozenset[str]:
        """The actors that are not staff."""
        return frozenset(name for name, actor in self.blueprint.actors.items() if actor.kind in OTHERS)

    def role(self, lane: str) -> str | None:
        if lane not in self._roles:
            self._roles[lane] = self.blueprint.role(lane)
        return self._roles[lane]

    def is_paid(self, lane: str, actor: str | None) -> bool:
        """Whether staff work here: in a lane of the provider, and not somebody or something else."""
        return self.role(lane) in STAFF and actor not in self._others

    def lead(self, step: Step) -> Lead:
        """Who leads a step."""
        lane, actor = step.lane, step.actor
        found = self._leads.get((lane, actor))
        if found is None:
            role = self.role(lane)
            found = Lead(actor or f"lane {lane}", role in SEEN_ROLES, role not in STAFF, self.is_paid(lane, actor))
            self._leads[lane, actor] = found
        return found

    def beside(self, step: Step, lasts: float) -> Iterator[Doing]:
        """The work of those who take part in a step beside who leads it, where it lasts so many seconds."""
        for lane, part in step.with_.items():
            if part.actor is None or part.actor != step.actor or part.time:
                yield self._part(lane, part, lasts)

    def _part(self, lane: str, part: Part, lasts: float) -> Doing:
        """A part without a time of its own is worked at as long as the step; one that comes again, so often as it does."""
        paid = self.is_paid(lane, part.actor)
        work = self.taking.seconds(average(part.time.work)) if part.time and part.time.work else None
        if part.every and not part.every.is_zero:
            return Doing(part.actor or "", 0.0, (work or 0.0) * (lasts // self.taking.seconds(average(part.every))), paid)
        if part.after:
            return Doing(part.actor or "", 0.0, (work or 0.0) * (lasts > self.taking.seconds(average(part.after))), paid)
        return Doing(part.actor or "", float(work is None), work or 0.0, paid)
