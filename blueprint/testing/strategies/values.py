"""Strategies for single values, and for plain data."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from blueprint.testing.nasty import NASTY_NUMBERS, NASTY_TEXTS
from blueprint.values import UNITS, Duration, is_counted


def letters() -> SearchStrategy[str]:
    """Any one letter that a text can hold: all of Unicode but half characters (surrogates)."""
    return st.characters(exclude_categories=["Cs"])


def texts(*, max_size: int = 12) -> SearchStrategy[str]:
    """Texts that hold more than blanks, those among them that are hard to write in YAML."""
    drawn = st.text(letters(), min_size=1, max_size=max_size).filter(lambda text: bool(text.strip(" \t\r\n")))
    return st.sampled_from(["Asks", "Pays at the till"]) | drawn | st.sampled_from(NASTY_TEXTS)


def ids(*, max_size: int = 8) -> SearchStrategy[str]:
    """Ids: a small letter, then small letters, digits and hyphens."""
    rest = st.text("abcxyz019-", max_size=max_size - 1)
    return st.builds(str.__add__, st.sampled_from("abcxyz"), rest)


def durations(*, units: tuple[str, ...] = UNITS) -> SearchStrategy[Duration]:
    """Lengths of time in any unit, 0 and fractions included."""
    amounts = st.integers(0, 100).map(Decimal) | st.decimals(0, 1000, allow_nan=False, places=2)
    return st.builds(Duration, amounts, st.sampled_from(units))


def numbers(*, min_value: int | None = None) -> SearchStrategy[int | Decimal]:
    """Exact numbers as a text can hold them."""
    drawn = st.integers(min_value, 10**12) | st.decimals(min_value, 10**12, allow_nan=False, allow_infinity=False)
    nasty = st.sampled_from(NASTY_NUMBERS).filter(lambda number: min_value is None or number >= min_value)
    return (drawn | nasty).filter(is_counted)


def json_values(*, nulls: bool = False, max_leaves: int = 8) -> SearchStrategy[Any]:
    """Plain data as a text can hold it: texts, numbers, true and false, lists and mappings; with ``nulls`` also None."""
    simple = texts() | st.just("") | numbers() | st.booleans()
    leaves = simple | st.none() if nulls else simple
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(letters(), max_size=4), inner, max_size=3),
        max_leaves=max_leaves,
    )


def shares() -> SearchStrategy[Decimal]:
    """Shares between 0 and 1."""
    exact = st.sampled_from([Decimal(0), Decimal("0.08"), Decimal("1.0"), Decimal(1), Decimal("0E-10"), Decimal(f"0.{'1' * 38}")])
    return st.decimals(0, 1, allow_nan=False, places=3) | exact
