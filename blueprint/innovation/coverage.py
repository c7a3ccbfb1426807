"""Which of the four dimensions the initiatives renew, and what each initiative lacks."""

from collections.abc import Iterator, Mapping
from typing import Final

from blueprint.model_innovation import DIMENSIONS, INTERNAL, Dimension, Initiative, Innovation

UNDER_WAY: Final = frozenset({"design", "trial", "live"})
"""From the design on, an initiative must know what it stands on and what supports it; before, it is still finding out."""


def pursued(innovation: Innovation) -> Mapping[str, Initiative]:
    """The initiatives that have not been dropped, by id."""
    return {name: each for name, each in innovation.initiatives.items() if each.stage != "dropped"}


def renewed(innovation: Innovation) -> Mapping[Dimension, tuple[str, ...]]:
    """The initiatives that renew each dimension, by id; those dropped do not count."""
    found = sorted(pursued(innovation).items())
    return {one: tuple(name for name, each in found if one in each.dimensions) for one in DIMENSIONS}


def touched(initiative: Initiative) -> tuple[str, ...]:
    """The ids of everything in the service that an initiative changes."""
    touches = initiative.touches
    return (*touches.processes, *touches.channels, *touches.teams, *touches.systems) if touches else ()


def lacking(initiative: Initiative) -> Iterator[str]:
    """The key of each support that an initiative lacks."""
    support = initiative.support
    for key, given in (
        ("promotion", support and support.promotion),
        ("training", support and support.training),
        ("after-care", support and support.after_care),
    ):
        if not given:
            yield key


def is_copied(initiative: Initiative) -> bool:
    """Whether it imitates others, and nobody has looked at the market or the customers."""
    kinds = {each.kind for each in initiative.evidence}
    return "imitation" in kinds and kinds.isdisjoint({"study", "customers"})


def is_pushed_from_outside(initiative: Initiative) -> bool:
    """Whether it has drivers, and none of them is of the enterprise itself."""
    return bool(initiative.drivers) and {*INTERNAL}.isdisjoint(initiative.drivers)
