"""How long a process takes, how sure that is, and what it costs and earns.

from blueprint.timing import times_of

times = times_of(blueprint, "purchase")
print(times.standard, times.elapsed.mean, times.elapsed.quantile(0.95), times.costs)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blueprint.model import Blueprint
    from blueprint.timing.values import ProcessTimes

__all__ = ["NoTimesError", "times_of"]


class NoTimesError(ValueError):
    """A process has no times, and why: by its shares, say, a loop in it is never left."""


def times_of(blueprint: "Blueprint", process_id: str) -> "ProcessTimes":
    """Time and money of one process of a blueprint; it and what its steps run must be sound (``blueprint.flow.analyse``).

    NoTimesError where a case would never end.
    """
    from blueprint.timing.reckoning import Reckoning

    return Reckoning(blueprint).times(process_id)
