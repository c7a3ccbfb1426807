"""Time and money of a process as plain data, for programs.

Every time is ``{"seconds", "working-days", "text"}``: seconds by the clock, and beside them the working days that are kept apart
from it. Amounts are exact numbers in the currency of the blueprint; shares lie between 0 and 1; steps are written with their
process. What there is not is null.
"""

from decimal import Decimal
from typing import Any

from blueprint.durations import Elapsed
from blueprint.model import Blueprint
from blueprint.timing import words
from blueprint.timing.figures import figure
from blueprint.timing.money import Money
from blueprint.timing.simulate import Simulated
from blueprint.timing.table import margins
from blueprint.timing.values import Costs, Felt, Kept, Key, ProcessTimes, Spread

LENGTHS = ("standard", "mean", "p50", "p95", "deviation", "shortest", "longest", "limit", "work", "wait")
AMOUNTS = ("price", "labour", "materials", "overhead", "cost", "margin")


def document(blueprint: Blueprint, times: ProcessTimes, simulated: Simulated | None = None) -> dict[str, Any]:
    """Everything that is known of a process."""
    spread = times.elapsed
    return {
        "id": times.process_id,
        "title": blueprint.processes[times.process_id].title,
        "reason": None,
        "time": {name: time(figure(times, name).value) for name in LENGTHS},
        "basis": {
            "mean": spread.basis,
            "quantiles": spread.atoms_basis,
            "error": number(spread.error),
            "visits": times.visits_basis,
        },
        "customer": _felt(times.customer),
        "staff": _felt(times.staff),
        "way": [
            {"step": _key(each.key), "begins": time(each.begins), "lasts": time(each.lasts), "slack": time(each.slack)}
            for each in times.critical
        ],
        "visits": {_key(key): number(visits) for key, visits in times.visits.items()},
        "exits": [{"from": _key(at), "to": _key(to), "times": number(often)} for (at, to), often in times.exits.items()],
        "outcomes": {name: number(share) for name, share in times.outcomes.items()},
        "hand-offs": number(times.hand_offs),
        "crossings": number(times.crossings),
        "loads": [
            {"actor": each.actor, "work": time(each.work), "heads": each.heads, "cases-per-hour": number(each.cases_per_hour)}
            for each in times.loads
        ],
        "money": _money(times),
        "promises": [_promise(blueprint, each) for each in times.promises],
        "assumed": [{"what": each.what, "steps": [_key(key) for key in each.keys]} for each in times.assumed],
        "simulated": _simulated(simulated) if simulated else None,
    }


def without_times(blueprint: Blueprint, process_id: str, reason: str) -> dict[str, Any]:
    """A process of which nothing can be known, and why."""
    return {"id": process_id, "title": blueprint.processes[process_id].title, "reason": reason}


def number(value: float | None) -> int | Decimal | None:
    """A number as it is written: rounded where binary fractions are noise."""
    if value is None:
        return None
    rounded = round(float(value), 9)
    return int(rounded) if rounded.is_integer() else Decimal(repr(rounded))


def time(value: Any) -> dict[str, Any] | None:
    """A time, or None where there is none."""
    if value is None:
        return None
    elapsed = value if isinstance(value, Elapsed) else None
    seconds = float(elapsed.seconds) if elapsed else value
    days = float(elapsed.working_days) if elapsed else 0
    return {"seconds": number(seconds), "working-days": number(days), "text": words.time(value)}


def _key(key: Key) -> str:
    return ".".join(key)


def _felt(felt: Felt) -> dict[str, Any]:
    return {"doing": time(felt.doing), "waiting": time(felt.waiting)}


def _costs(costs: Costs) -> dict[str, Any]:
    amounts = {name: getattr(costs, name) for name in AMOUNTS}
    return {name: None if amount is None else Money(amount, costs.currency).rounded for name, amount in amounts.items()}


def _money(times: ProcessTimes) -> dict[str, Any] | None:
    standard, mean = times.standard_costs, times.costs
    if standard is None or mean is None:
        return None
    table = margins(times)
    return {
        "currency": mean.currency,
        "standard": _costs(standard),
        "mean": _costs(mean),
        "by-work": [{"work": time(row.work), **_costs(row.costs)} for row in table.rows] if table else [],
        "break-even": time(table.break_even) if table else None,
    }


def _promise(blueprint: Blueprint, kept: Kept) -> dict[str, Any]:
    promise = blueprint.promises[kept.promise]
    return {
        "id": kept.promise,
        "says": promise.says,
        "within": str(promise.within) if promise.within else None,
        "reached": number(kept.reached),
        "kept": number(1 - kept.broken),
        "longest": time(kept.longest),
        "slack": time(kept.slack),
        **_spread(kept.spread),
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "mean": time(spread.mean),
        "p50": time(spread.quantile(0.5)),
        "p95": time(spread.quantile(0.95)),
        "deviation": time(spread.deviation),
        "basis": {"mean": spread.basis, "quantiles": spread.atoms_basis, "error": number(spread.error)},
    }


def _simulated(simulated: Simulated) -> dict[str, Any]:
    return {
        "cases": simulated.cases,
        "seed": simulated.seed,
        "unfinished": simulated.unfinished,
        "time": _spread(simulated.elapsed) if simulated.elapsed else None,
        "visits": {_key(key): number(visits) for key, visits in simulated.visits.items()},
        "outcomes": {name: number(share) for name, share in simulated.outcomes.items()},
        "promises": {
            name: {"reached": number(each.share), "time": _spread(each.spread) if each.spread else None}
            for name, each in simulated.promises.items()
        },
    }
