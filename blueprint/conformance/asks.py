"""Questions about the cases of a process. What a case did so far, as far as a question is concerned, is one small number."""

from collections.abc import Callable, Mapping
from typing import Final

from attrs import field, frozen

from blueprint.conformance.moments import Moment

NOTHING: Final = 0
"""Nothing happened yet that is asked for."""
BEGUN, SKIPPED, DONE, WRONG = range(1, 5)
"""Of two stages in order: the later one was begun before the earlier was done; the earlier was left out, or done, first; the
later one was begun before the earlier, and the earlier is done now."""
_IN_ORDER: Final = (
    (NOTHING, BEGUN, SKIPPED, DONE, WRONG),
    (BEGUN, BEGUN, BEGUN, WRONG, WRONG),
    (SKIPPED, SKIPPED, SKIPPED, DONE, DONE),
    (DONE,) * 5,
    (WRONG,) * 5,
)


@frozen(eq=False)
class Ask:
    """A question. ``letters``: what a moment of a step means for it; ``then``: what two things in a row are together;
    ``found``: whether it is what is looked for."""

    letters: Mapping[Moment, int]
    then: Callable[[int, int], int]
    found: Callable[[int], bool]
    complete: bool = True
    """Whether only complete cases count; else what a case has done on the way counts too."""
    about: object = field(default=None)


def union(one: int, other: int) -> int:
    """Of sets of bits: what happened in the one or the other."""
    return one | other


def in_order(one: int, other: int) -> int:
    """Of two stages in order: the one, then the other.

    >>> in_order(BEGUN, DONE) == WRONG, in_order(DONE, BEGUN) == DONE
    (True, True)
    """
    return _IN_ORDER[one][other]
