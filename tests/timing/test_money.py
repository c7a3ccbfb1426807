"""Money is exact, and is mixed with nothing else; neither are lengths of time."""

import operator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.durations import Elapsed
from blueprint.timing.money import Money

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=6, allow_nan=False)


def euro(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@given(amounts, amounts, st.integers(-1000, 1000))
def test_sums_and_multiples_are_exact(one: Decimal, other: Decimal, number: int) -> None:
    first, second = Money(one, "EUR"), Money(other, "EUR")
    assert (first + second) - second == first
    assert number * (first + second) == number * first + second * number
    assert first - first == -first + first
    assert Fraction((first * Decimal("0.000001")).amount) == Fraction(one) / 10**6
    assert (first < second, first <= second) == (one < other, one <= other)


def test_the_longest_numbers_of_a_blueprint_stay_exact() -> None:
    large, small = euro("9" * 40), euro("0." + "0" * 37 + "1")
    assert large + small - large == small


def test_a_third_is_as_near_as_can_be() -> None:
    assert euro("1") * Fraction(1, 4) == euro("0.25")
    assert (euro("1") * Fraction(1, 3)).written == "0.33"


@pytest.mark.parametrize("what", [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("other", [Elapsed(60), 1, Decimal(1), 0.5, "EUR 1"])
def test_money_goes_with_nothing_else(what: Any, other: Any) -> None:
    with pytest.raises(TypeError):
        what(euro("1"), other)
    with pytest.raises(TypeError):
        what(other, euro("1"))


@pytest.mark.parametrize("what", [operator.add, operator.sub, operator.lt, operator.ge])
def test_currencies_do_not_mix(what: Any) -> None:
    with pytest.raises(ValueError, match="EUR and USD do not go together; a blueprint counts in one currency"):
        what(euro("1"), Money(Decimal(1), "USD"))
    assert euro("1") != Money(Decimal(1), "USD")


@pytest.mark.parametrize("number", [0.5, True, "2", Elapsed(60), euro("2")])
def test_money_is_multiplied_by_exact_numbers(number: Any) -> None:
    with pytest.raises(TypeError, match="multiplied by"):
        euro("1") * number


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("0.5", "USD", "USD 0.50"),
        ("-0.02", "USD", "USD -0.02"),
        ("-0.001", "EUR", "EUR 0.00"),
        ("0.005", "EUR", "EUR 0.01"),
        ("1234.5", "JPY", "JPY 1235"),
        ("1.5", "KWD", "KWD 1.500"),
    ],
)
def test_it_is_written_in_the_places_of_its_currency(amount: str, currency: str, written: str) -> None:
    assert str(Money(Decimal(amount), currency)) == written


@pytest.mark.parametrize("other", [1, 1.5, (1, 2), "1min", euro("1")])
def test_lengths_of_time_are_added_to_nothing_else(other: Any) -> None:
    with pytest.raises(TypeError):
        Elapsed(60) + other
    with pytest.raises(TypeError):
        sum([other], Elapsed(60))


def test_lengths_of_time_are_neither_repeated_nor_ordered_as_tuples() -> None:
    hour: Any = Elapsed(3600)
    wrong: Any
    for wrong in (lambda: hour * 2, lambda: 2 * hour, lambda: max(hour, Elapsed(0, 1)), lambda: hour <= Elapsed()):
        with pytest.raises(TypeError, match="length"):
            wrong()
    assert Elapsed(60).times(2) == Elapsed(120)
