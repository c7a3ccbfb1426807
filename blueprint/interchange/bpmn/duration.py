"""ISO 8601 durations and cycles, as timers hold them."""

import re
from decimal import Decimal
from typing import Final

from blueprint.values import MAX_DIGITS, Duration

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_FORM: Final = re.compile(
    rf"P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?", re.ASCII
)
_MONTHS: Final = ("y", "mo")
_CLOCK: Final = ("w", "d", "h", "min", "s")
_SIZE: Final = {"y": 12, "mo": 1, "w": 604_800, "d": 86_400, "h": 3600, "min": 60, "s": 1}


def duration(text: str) -> Duration | None:
    """The duration that a text says; None for what is none, or none in one unit (months with days).

    >>> [str(duration(each)) for each in ("P7D", "PT2H30M", "P1Y6M", "P1M2D", "${days}", "PT0,5S", "P1W")]
    ['7d', '150min', '18mo', 'None', 'None', '0.5s', '1w']
    """
    found = _FORM.fullmatch(text.strip()) if len(text) <= MAX_DIGITS else None
    if found is None or not any(found.groups()):
        return None
    units = ("y", "mo", "w", "d", "h", "min", "s")
    said = {unit: Decimal(each.replace(",", ".")) for unit, each in zip(units, found.groups(), strict=True) if each}
    kinds = [kind for kind in (_MONTHS, _CLOCK) if any(said.get(unit) for unit in kind)]
    if len(kinds) > 1:
        return None
    used = [unit for unit in (kinds[0] if kinds else units) if unit in said]
    smallest = used[-1]
    amount = sum((said[unit] * _SIZE[unit] for unit in used), Decimal(0)) / _SIZE[smallest]
    return Duration(Decimal(f"{amount:f}"), smallest)


def interval(text: str) -> Duration | None:
    """How often a cycle repeats: ``R3/PT10M`` every ten minutes; None for what says it in another way.

    >>> str(interval("R3/PT10M")), interval("0 0 9 * * MON")
    ('10min', None)
    """
    repeated, _, rest = text.strip().partition("/")
    return duration(rest.rpartition("/")[2]) if re.fullmatch(r"R\d*", repeated) else None
