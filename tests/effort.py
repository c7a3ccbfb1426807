"""How often a law is tried."""

from typing import Final

from hypothesis import settings

USUAL: Final = 40
"""Examples of a law in a usual run, where it says no more."""


def tries(usual: int) -> int:
    """So many examples in a usual run; as many times more as the profile asks of every law (nightly: ten)."""
    return usual * settings().max_examples // USUAL
