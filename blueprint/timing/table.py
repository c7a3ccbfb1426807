"""Whether a case pays as its work takes longer: Shostack's table of cost and profit by time (Harvard Business Review, 1984)."""

from collections.abc import Iterator
from math import log
from typing import Final, NamedTuple

from blueprint.durations import DAY
from blueprint.timing.values import Costs, ProcessTimes

ROWS: Final = 8
PRICELESS: Final = 3
"""So many rows are enough where there is no price to be lost."""
STEPS: Final = (
    *(number * unit for unit in (1, 60, 3600) for number in (1, 2, 5, 10, 20)),
    *(number * DAY * 10**power for power in range(6) for number in (1, 2, 5)),
)
"""Seconds between rows: one, two or five of something."""


class Row(NamedTuple):
    """What a standard case costs whose work takes so many seconds."""

    work: float
    costs: Costs


class Margins(NamedTuple):
    """``rows`` from the standard time on until the case loses money; ``break_even`` is the work at which nothing is left of the
    price, in seconds, None where there is no price or the case loses money even without work."""

    rows: tuple[Row, ...]
    break_even: float | None


def margins(times: ProcessTimes) -> Margins | None:
    """The margin by time of a process; None where a minute of work costs nothing, or there is none on the standard way."""
    at, standard = times.cost_at, times.standard_costs
    if at is None or standard is None:
        return None
    idle, hour = at(0), at(3600)
    rate = hour.labour - idle.labour
    work = float(standard.labour - idle.labour) / float(rate) * 3600 if rate > 0 else 0.0
    if not work:
        return None
    rows = tuple(_rows(times, work))
    left = idle.margin
    return Margins(rows, float(left / rate) * 3600 if left is not None and left >= 0 else None)


def _rows(times: ProcessTimes, work: float) -> Iterator[Row]:
    """Rows at the standard time and then at whole steps of about half of it."""
    assert times.cost_at is not None
    step = min(STEPS, key=lambda each: abs(log(each / (work / 2))))
    for number in range(ROWS if times.cost_at(work).price is not None else PRICELESS):
        time = work if not number else (work + 1e-6 * step) // step * step + number * step
        costs = times.cost_at(time)
        yield Row(time, costs)
        if costs.margin is not None and costs.margin < 0:
            return
