"""Times, shares and numbers as people write them: rounded to what matters."""

from typing import Final

from blueprint.durations import DAY, Elapsed

_STEPS: Final = ((DAY, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s"))
"""From so many seconds on, a time is written in this unit and the rest in that one."""
MANY_DAYS: Final = 100
AGES: Final = 10_000_000
"""From so many days on, their number is written with an exponent."""


def clock(seconds: float) -> str:
    """A time by the clock, in two units.

    >>> clock(0.25), clock(95.4), clock(7199.9), clock(93_600), clock(-75)
    ('0.2s', '1min 35s', '2h', '1d 2h', '-1min 15s')
    """
    if seconds < 0:
        return "-" + clock(-seconds)
    for large, unit, small, rest in _STEPS:
        if round(seconds / small) * small >= large:
            if seconds >= MANY_DAYS * DAY:
                return f"{seconds / DAY:.0f}d" if seconds < AGES * DAY else f"{seconds / DAY:.3g}d"
            many, few = divmod(round(seconds / small), large // small)
            return f"{many}{unit} {few}{rest}" if few else f"{many}{unit}"
    return f"{seconds:.1f}".removesuffix(".0") + "s"


def time(value: "float | Elapsed") -> str:
    """A time by the clock, or with its working days."""
    if isinstance(value, Elapsed):
        return str(value) if value.working_days else clock(float(value.seconds))
    return clock(value)


def share(part: float) -> str:
    """A share of the cases.

    >>> share(0.95), share(0.1234), share(0.00001), share(0.99999), share(1)
    ('95%', '12.3%', '<0.1%', '>99.9%', '100%')
    """
    if 1e-12 < part < 0.0005:
        return "<0.1%"
    if 0.9995 < part < 1 - 1e-12:
        return ">99.9%"
    return f"{100 * part:.1f}".removesuffix(".0").replace("-0", "0") + "%"


def number(value: float) -> str:
    """A number of times, in three figures.

    >>> number(1), number(0.0512), number(2.5), number(1234.4)
    ('1', '0.0512', '2.5', '1234')
    """
    if value >= 1000:
        return f"{value:.0f}"
    shown = f"{value:.3g}"
    return f"{value:.6f}".rstrip("0").rstrip(".") if "e" in shown else shown
