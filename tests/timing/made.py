"""Times of a process made by hand, for what reads them."""

from decimal import Decimal
from typing import Any

from blueprint.durations import Elapsed
from blueprint.timing.values import Costs, Felt, Kept, Load, ProcessTimes, Spread


def costs(work: float, *, rate: str = "0.10", other: str = "0.12", price: str | None = "0.50") -> Costs:
    """What a case costs whose work takes so many seconds, at so much a minute."""
    labour = Decimal(rate) * Decimal(repr(work)) / 60
    return Costs("USD", labour, Decimal(other), Decimal(0), None if price is None else Decimal(price))


def times(**others: Any) -> ProcessTimes:
    """Half of the cases take one hour, half three; anything can be said otherwise."""
    spread = Spread(7200.0, 3600.0**2, ((3600.0, 0.5), (10_800.0, 0.5)))
    made: dict[str, Any] = {
        "process_id": "p",
        "way": (),
        "standard": Elapsed(3600),
        "standard_costs": costs(120),
        "elapsed": spread,
        "shortest": Elapsed(3600),
        "longest": Elapsed(10_800),
        "limit": None,
        "work": 3000.0,
        "wait": 4200.0,
        "customer": Felt(600.0, 6600.0),
        "staff": Felt(3000.0, 0.0),
        "visits": {("p", "a"): 1.0, ("q", "x"): 0.25},
        "outcomes": {"success": 0.9, "refused": 0.1},
        "hand_offs": 2.5,
        "crossings": 0.0,
        "loads": (Load("clerk", 3000.0, 2, 2.4), Load("cook", 60.0, None, None)),
        "costs": costs(150),
        "cost_at": costs,
        "critical": (),
        "promises": (Kept("quick", 0.8, spread, 0.04, Elapsed(10_800), -600.0),),
        "assumed": (),
    }
    return ProcessTimes(**{**made, **others})
