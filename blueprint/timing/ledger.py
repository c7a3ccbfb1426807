"""What a case comes to on average: work, waiting, hand-offs, loads and money, from how often each step is done."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from blueprint.model import Blueprint, Rates, Step
from blueprint.timing.course import Course
from blueprint.timing.values import Costs, Felt, Load
from blueprint.timing.working import Crew, Lead


class Ledger(NamedTuple):
    """``work`` and ``wait`` of all steps, in seconds; ``seen``: the work of those whose leader the customer sees; ``outside``:
    the time of those that others lead than staff; ``paid``: the work of staff; ``by``: the work of each actor of the staff;
    ``materials``: what steps and parts cost."""

    work: float = 0.0
    wait: float = 0.0
    seen: float = 0.0
    outside: float = 0.0
    paid: float = 0.0
    materials: Decimal = Decimal(0)
    by: Mapping[str, float] = {}

    def plus(self, other: "Ledger", times: float) -> "Ledger":
        """This, and another so many times."""
        by = dict(self.by)
        for actor, work in other.by.items():
            by[actor] = by.get(actor, 0.0) + times * work
        return Ledger(
            work=self.work + times * other.work,
            wait=self.wait + times * other.wait,
            seen=self.seen + times * other.seen,
            outside=self.outside + times * other.outside,
            paid=self.paid + times * other.paid,
            materials=self.materials + decimal(times) * other.materials,
            by=by,
        )

    def customer(self, elapsed: float) -> Felt:
        """As the customer feels a case of this length: they wait whenever nothing is done with them or before them."""
        return Felt(self.seen, max(0.0, elapsed - self.seen))

    @property
    def staff(self) -> Felt:
        """As staff do: they wait for what others take."""
        return Felt(self.paid, self.outside)


class Share(NamedTuple):
    """How often a step is done in a case, and what it takes then: ``mean`` seconds, ``work`` of them work, ``wait`` waiting."""

    step: Step
    times: float
    mean: float
    work: float
    wait: float


def ledger_of(crew: Crew, shares: Iterable[Share], *, failing: bool = True) -> Ledger:
    """The sum over all steps; what failures cost is counted by how often they happen, unless nothing fails."""
    work = wait = seen = outside = paid = 0.0
    materials = Decimal(0)
    by: dict[str, float] = {}
    for step, times, lasts, own, waits in shares:
        work += times * own
        wait += times * waits
        lead = crew.lead(step)
        if lead.seen:
            seen += times * own
        if lead.outside:
            outside += times * lasts
        if lead.paid and step.automation != "automated":
            paid += times * own
            if step.actor and own:
                by[step.actor] = by.get(step.actor, 0.0) + times * own
        for actor, part, beside, is_paid in crew.beside(step, lasts) if step.with_ else ():
            done = times * (part * own + beside) if is_paid else 0.0
            paid += done
            if actor and done:
                by[actor] = by.get(actor, 0.0) + done
        if (step.cost or step.with_ or step.fails) and (costs := _costs(step, failing=failing)):
            materials += decimal(times) * costs
    return Ledger(work, wait, seen, outside, paid, materials, by)


def _costs(step: Step, *, failing: bool) -> Decimal:
    """What a step costs each time besides the work."""
    found = step.cost or Decimal(0)
    for part in step.with_.values():
        found += part.cost or 0
    for each in step.fails if failing else ():
        if each.likelihood and each.cost:
            found += each.likelihood * each.cost
    return found


def costs_of(money: Rates, ledger: Ledger, price: Decimal | None, work: float | None = None) -> Costs:
    """The money of a case; ``work``: seconds of work of staff in the stead of those of the ledger."""
    minutes = decimal(ledger.paid if work is None else work) / 60
    labour = minutes * (money.labour_per_minute or Decimal(0))
    return Costs(money.currency, labour, ledger.materials, money.overhead_per_run or Decimal(0), price)


def decimal(number: float) -> Decimal:
    """A number without the noise of binary fractions.

    >>> decimal(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(repr(round(number, 12)))


def loads_of(blueprint: Blueprint, by: Mapping[str, float]) -> tuple[Load, ...]:
    """What a case asks of each actor, and how many cases an hour its post can take beside the others who hold it."""
    posts: dict[tuple[str, str], float] = {}
    for name, work in by.items():
        actor = blueprint.actors.get(name)
        if actor and actor.team and actor.post:
            posts[actor.team, actor.post] = posts.get((actor.team, actor.post), 0.0) + work
    found = []
    for name, work in sorted(by.items(), key=lambda each: (-each[1], each[0])):
        actor = blueprint.actors.get(name)
        team = blueprint.teams.get(actor.team) if actor and actor.team else None
        heads = team.posts.get(actor.post) if team and actor and actor.post else None
        rate = None if heads is None or not actor else heads * 3600 / posts[actor.team or "", actor.post or ""]
        found.append(Load(name, work, heads, rate))
    return tuple(found)


def crossings_of(course: Course, flows: Mapping[int, float], leads: Mapping[str, Lead]) -> tuple[float, float]:
    """How often a case is handed from one to another on the provider's side, and how often it crosses the line of visibility;
    ``flows``: how often each arrow is taken."""
    hand_offs = crossings = 0.0
    for number, times in flows.items():
        arrow = course.arrows[number]
        to = arrow.to
        before = course.origin(arrow) if to else None
        if before is None or to is None or (one := leads[before[1]]) is (other := leads[to[1]]):
            continue
        if one.seen != other.seen:
            crossings += times
        if one.who != other.who and not one.outside and not other.outside:
            hand_offs += times
    return hand_offs, crossings
