"""The margin by time: from the standard time in whole steps until the case loses money."""

from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.durations import DAY
from blueprint.timing.table import ROWS, margins
from tests.timing.made import costs, times


def table(work: float, **money: Any) -> Any:
    return margins(times(standard_costs=costs(work, **money), cost_at=partial(costs, **money)))


def test_shostacks_table() -> None:
    found = table(120)
    assert [(row.work / 60, row.costs.cost, row.costs.margin) for row in found.rows] == [
        (pytest.approx(2), Decimal("0.32"), Decimal("0.18")),
        (pytest.approx(3), Decimal("0.42"), Decimal("0.08")),
        (pytest.approx(4), Decimal("0.52"), Decimal("-0.02")),
    ]
    assert found.break_even == pytest.approx(228)


@pytest.mark.parametrize(
    ("work", "rows"),
    [
        (30, [30, 40, 60, 80]),
        (120, [120, 180, 240, 300]),
        (150, [150, 180, 240, 300]),
        (600, [600, 900, 1200, 1500]),
        (5400, [5400, 7200, 10_800, 14_400]),
        (3 * DAY, [3 * DAY, 4 * DAY, 6 * DAY, 8 * DAY]),
    ],
)
def test_steps_are_whole_and_about_half_of_the_standard_time(work: int, rows: list[int]) -> None:
    assert [round(row.work) for row in table(work, price="1000000").rows][:4] == rows


def test_there_are_no_more_than_eight_rows() -> None:
    found = table(120, price="500")
    assert len(found.rows) == ROWS == 8
    assert found.break_even == pytest.approx((500 - 0.12) * 600)


def test_a_case_that_loses_money_at_once_has_one_row() -> None:
    found = table(600, price="0.50")
    assert [row.costs.margin for row in found.rows] == [Decimal("-0.62")]
    assert found.break_even == pytest.approx(228)


def test_without_a_price_there_is_no_break_even() -> None:
    found = table(120, price=None)
    assert (len(found.rows), found.break_even) == (3, None)


def test_a_case_that_loses_money_without_any_work_never_breaks_even() -> None:
    assert table(120, price="0.10").break_even is None


def test_where_work_costs_nothing_there_is_no_table() -> None:
    assert table(120, rate="0") is None
    assert margins(times(standard_costs=None, cost_at=None, costs=None)) is None


@given(st.floats(1, 1e7), st.integers(1, 10**6))
def test_margins_fall_and_the_last_may_be_lost(work: float, price: int) -> None:
    found = table(work, price=str(price))
    left = [row.costs.margin for row in found.rows]
    assert left == sorted(left, reverse=True)
    assert all(each >= 0 for each in left[:-1])
    assert [row.work for row in found.rows] == sorted({row.work for row in found.rows})
