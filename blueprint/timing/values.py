"""What the time and money of a process come to: the values that reckoning gives and reports read.

Times are in seconds by the clock unless they are an ``Elapsed``, which keeps working days apart; counts are per case.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import sqrt
from typing import Literal, NamedTuple

from blueprint.durations import Elapsed

Key = tuple[str, str]
"""A step: the ids of its process and of itself."""
Basis = Literal["exact", "approximate", "simulated"]


class Spread(NamedTuple):
    """How a length of time is spread over the cases, in seconds by the clock.

    ``atoms``: times and their shares of the cases, the shortest first, shares adding to one. ``mean`` and ``variance`` have a
    ``basis`` of their own, as they are often exact where the rest is not; ``error`` is the known relative error of quantiles
    (0 where exact; the half-width of the confidence interval at 95 % of the mean where simulated).
    """

    mean: float
    variance: float
    atoms: tuple[tuple[float, float], ...]
    basis: Basis = "exact"
    atoms_basis: Basis = "exact"
    error: float = 0.0

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return sqrt(max(self.variance, 0.0))

    def quantile(self, share: float) -> float:
        """The time within which this share of the cases is done.

        >>> Spread(2, 1, ((1, 0.5), (3, 0.5))).quantile(0.95)
        3
        """
        reached = 0.0
        for time, part in self.atoms:
            reached += part
            if reached >= share - 1e-12:
                return time
        return self.atoms[-1][0]

    def exceeds(self, time: float) -> float:
        """The share of the cases that take longer."""
        return min(1.0, sum(part for each, part in self.atoms if each > time + 1e-9))


class Felt(NamedTuple):
    """The time of a case as one side feels it, on average: ``doing`` something, or ``waiting`` for the other."""

    doing: float
    waiting: float


class Load(NamedTuple):
    """What a case asks of one actor on average: seconds of work; and the most cases an hour of work that the posts can take."""

    actor: str
    work: float
    heads: int | None
    cases_per_hour: float | None


class Slack(NamedTuple):
    """A step on the standard way: when it begins and how long it lasts, and how much later it could end without harm."""

    key: Key
    begins: Elapsed
    lasts: Elapsed
    slack: float


class Costs(NamedTuple):
    """The money of one case, in the currency of the blueprint: ``labour`` for the work, ``materials`` what steps cost besides."""

    currency: str
    labour: Decimal
    materials: Decimal
    overhead: Decimal
    price: Decimal | None

    @property
    def cost(self) -> Decimal:
        return self.labour + self.materials + self.overhead

    @property
    def margin(self) -> Decimal | None:
        """What is left of the price."""
        return None if self.price is None else self.price - self.cost


class Kept(NamedTuple):
    """How a promise fares: how long it takes from its beginning to its end, where some case comes to the end."""

    promise: str
    reached: float
    spread: Spread
    broken: float
    longest: Elapsed | None
    slack: float | None


class Assumed(NamedTuple):
    """What had to be assumed because the blueprint does not say it."""

    what: str
    keys: tuple[Key, ...]


class ProcessTimes(NamedTuple):
    """Time and money of one process, per case.

    ``way``: the standard way, its steps in order; ``standard`` how long it takes. ``shortest`` and ``longest`` are over what
    the steps take, ``limit`` over their limits; None where a loop has no bound. ``visits``: how often each step is done per
    case; ``outcomes``: the share of cases that end so. ``loads``, ``costs``, ``work``, ``wait``, ``hand_offs`` and
    ``crossings`` (of the line of visibility) are expected values, ``standard_costs`` those of the standard way.
    ``cost_at`` gives the money of a standard case whose work takes so many seconds. ``visits_basis`` is the basis of all
    expected values but the times of ``elapsed``. ``exits``: how often a case leaves a step of the process because something goes
    wrong or is late, by the step and where that leads.
    """

    process_id: str
    way: tuple[Key, ...]
    standard: Elapsed
    standard_costs: Costs | None
    elapsed: Spread
    shortest: Elapsed
    longest: Elapsed | None
    limit: Elapsed | None
    work: float
    wait: float
    customer: Felt
    staff: Felt
    visits: Mapping[Key, float]
    outcomes: Mapping[str, float]
    hand_offs: float
    crossings: float
    loads: tuple[Load, ...]
    costs: Costs | None
    cost_at: Callable[[float], Costs] | None
    critical: tuple[Slack, ...]
    promises: tuple[Kept, ...]
    assumed: tuple[Assumed, ...]
    visits_basis: Basis = "exact"
    exits: Mapping[tuple[Key, Key], float] = {}
