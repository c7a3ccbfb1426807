"""How likely the ways and exits of a step are."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Final

from blueprint.model import Choose, Option, Step

EQUAL: Final = "says no shares for all ways: those without one take equal parts of the rest"
SCALED: Final = "says shares that do not add to 100 %: scaled to it"
HALF: Final = "says no shares for ways of which several may be taken: half of the cases each"
NEVER: Final = "can fail, but not how often: counted as never"
TOO_OFTEN: Final = "says failures of more than 100 % together: scaled to it"
POINT: Final = 0.01 + 1e-9
"""Shares add to 100 % within a point."""
Note = Callable[[str], None]


def exclusive(options: Sequence[Option], note: Note) -> list[float]:
    """The shares of ways of which one is taken; they add to one.

    >>> from decimal import Decimal
    >>> one, other = Option(when="so", to="a", share=Decimal("0.3")), Option(otherwise=True, to="b")
    >>> exclusive([one, other], print)
    [0.3, 0.7]
    """
    said = [None if option.share is None else float(option.share) for option in options]
    blank, given = said.count(None), sum(share for share in said if share is not None)
    if not blank and abs(given - 1) <= 1e-12:
        return [share or 0.0 for share in said]
    if blank > 1:
        note(EQUAL)
    if (given > 1 + POINT) if blank else (abs(given - 1) > POINT):
        note(SCALED)
    rest = max(0.0, 1 - given) / blank if blank else 0.0
    shares = [rest if share is None else share for share in said]
    whole = sum(shares)
    return [share / whole for share in shares] if whole else [1 / len(shares)] * len(shares)


def inclusive(options: Sequence[Option], note: Note) -> tuple[list[float], list[float]]:
    """The shares of ways of which several may be taken: each for itself; and those of the ways that are taken alone.

    A way for all else (``otherwise``) without a share is taken when no other is.
    """
    some = [option for option in options if not option.otherwise]
    alone = [option for option in options if option.otherwise]
    if any(option.share is None for option in some) and len(some) > 1:
        note(HALF)
    own = [0.5 if option.share is None else float(option.share) for option in some]
    if not alone:
        return own, []
    if not some:
        return own, exclusive(alone, note)
    said = [float(option.share) for option in alone if option.share is not None]
    left = max(0.0, 1 - sum(said)) * prod(1 - share for share in own)
    blank = len(alone) - len(said)
    shares = [left / blank if option.share is None else float(option.share) for option in alone]
    return own, [share / max(1.0, sum(shares)) for share in shares]


def failures(step: Step, note: Note) -> list[float]:
    """How likely each failure with a recovery is; together at most one."""
    found = []
    for failure in step.fails:
        if failure.recover:
            found.append(float(failure.likelihood or 0))
            if failure.likelihood is None:
                note(NEVER)
    whole = sum(found)
    if whole <= 1:
        return found
    note(TOO_OFTEN)
    return [each / whole for each in found]


def ways(step: Step, note: Note) -> list[float]:
    """The shares of the options of an exclusive choice; of any other step, one for its single way."""
    return exclusive(step.way.options, note) if isinstance(step.way, Choose) else [1.0]
