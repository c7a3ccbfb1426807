"""What a case comes to on average: work, waiting, hand-offs, loads and money, from how often each step is done."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from blueprint.model import Blueprint, Rates, Step
from blueprint.timing.course import Course
from blueprint.timing.values import Costs, Felt, Load
from blueprint.timing.working import Crew


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
    for share in shares:
        step, times = share.step, share.times
        work += times * share.work
        wait += times * share.wait
        if crew.is_seen(step):
            seen += times * share.work
        if crew.is_led_outside(step):
            outside += times * share.mean
        for doing in crew.doing(step, share.mean):
            if doing.paid:
                done = times * (doing.share * share.work + doing.own)
                paid += done
                if doing.actor and done:
                    by[doing.actor] = by.get(doing.actor, 0.0) + done
        costs = sum((part.cost for part in step.with_.values() if part.cost), step.cost or Decimal(0))
        failures = (each.likelihood * each.cost for each in step.fails if each.likelihood and each.cost)
        costs += sum(failures, Decimal(0)) if failing else 0
        if costs:
            materials += decimal(times) * costs
    return Ledger(work, wait, seen, outside, paid, materials, by)


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


def crossings_of(course: Course, flows: Mapping[int, float], steps: Mapping[str, Step], crew: Crew) -> tuple[float, float]:
    """How often a case is handed from one to another on the provider's side, and how often it crosses the line of visibility;
    ``flows``: how often each arrow is taken."""
    hand_offs = crossings = 0.0
    for number, times in flows.items():
        arrow = course.arrows[number]
        before = course.origin(arrow) if arrow.to else None
        if before is None or arrow.to is None:
            continue
        one, other = steps[before[1]], steps[arrow.to[1]]
        if crew.is_seen(one) != crew.is_seen(other):
            crossings += times
        if crew.who(one) != crew.who(other) and not crew.is_led_outside(one) and not crew.is_led_outside(other):
            hand_offs += times
    return hand_offs, crossings
