"""Assertions are read from left to right; what cannot be read is told with its column and what to write instead."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.documents import load
from blueprint.durations import Elapsed
from blueprint.errors import UsageError
from blueprint.timing.assertions import Assertion, CannotReadError, read
from blueprint.timing.figures import NAMES
from tests.timing.small import blueprint

SHOESHINE = load(Path(__file__).parents[2] / "examples" / "shoeshine.blueprint.yaml")
PENNILESS = blueprint("a: {ends: A}")


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("p95 <= 3d", (None, "p95", "", "<=", Elapsed(259_200))),
        ("  shine : p99.5<1h 30min ", ("shine", "p99.5", "", "<", Elapsed(5400))),
        ("standard = 2wd4h", (None, "standard", "", "=", Elapsed(14_400, 2))),
        ("mean ≤ 1mo", (None, "mean", "", "<=", Elapsed(2_629_800))),
        ("longest <= 1mo", (None, "longest", "", "<=", Elapsed(31 * 86_400))),
        ("margin >= -0.10", (None, "margin", "", ">=", Decimal("-0.10"))),
        ("cost < USD 0.40", (None, "cost", "", "<", Decimal("0.40"))),
        ("price == 0.5 USD", (None, "price", "", "=", Decimal("0.5"))),
        ("visits(clean) <= 0.05", (None, "visits", "clean", "<=", Decimal("0.05"))),
        ("restock: visits( shine.clean ) <= 5", ("restock", "visits", "shine.clean", "<=", Decimal(5))),
        ("kept(quick-shine) >= 95%", (None, "kept", "quick-shine", ">=", Decimal("0.95"))),
        ("exceeds(3d) ≥ 0.05", (None, "exceeds", "3d", ">=", Decimal("0.05"))),
        ("outcome(refused) <= 12.5 %", (None, "outcome", "refused", "<=", Decimal("0.125"))),
        ("load(shiner) > 1min", (None, "load", "shiner", ">", Elapsed(60))),
        ("hand-offs\t<=\n2", (None, "hand-offs", "", "<=", Decimal(2))),
    ],
)
def test_what_can_be_demanded(text: str, read_as: tuple[object, ...]) -> None:
    assert read(text, SHOESHINE) == Assertion(text.strip(), *read_as)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 0, "the name of a figure is wanted here"),
        ("<= 3d", 0, "the name of a figure is wanted here"),
        ("p59x <= 3d", 0, "there is no figure 'p59x'; there are standard, mean, p50"),
        ("maen <= 3d", 0, "there is no figure 'maen'; did you mean 'mean'?"),
        ("p0 <= 3d", 0, "there is no figure 'p0'; did you mean 'p50'?"),
        ("shin: mean < 3d", 0, "there is no process 'shin'; did you mean 'shine'?"),
        ("mean", 4, "a comparison is wanted here: <=, >=, <, > or ="),
        ("mean 3d", 5, "a comparison is wanted here"),
        ("mean != 3d", 5, "a comparison is wanted here"),
        ("mean(sit) < 3d", 4, "'mean' takes nothing in brackets"),
        ("mean <= 0.10", 8, "'mean' is a time, and '0.10' is a number; write one such as 3d or 1h 30min"),
        ("mean <= EUR 3", 8, "'mean' is a time, and 'EUR 3' is money"),
        ("shine: margin >= 3d", 17, "'margin' is money, and '3d' is a time; write one such as 0.10"),
        ("margin >= 10%", 10, "'margin' is money, and '10%' is a share"),
        ("margin >= EUR 1", 10, "the blueprint counts in USD, not in EUR"),
        ("mean <=", 7, "'mean' is a time; write one such as"),
        ("mean <= 3d and margin > 0", 8, "'mean' is a time; write one such as"),
        ("mean <= -3d", 8, "'mean' is a time; write one such as"),
        ("kept >= 95%", 5, "'kept' wants a promise in brackets, such as kept(quick-shine)"),
        ("kept() >= 95%", 4, "'kept' wants a promise in brackets"),
        ("kept(quick-shine >= 95%", 4, "'kept' wants a promise in brackets"),
        ("kept(quik-shine) >= 95%", 5, "there is no promise 'quik-shine'; did you mean 'quick-shine'?"),
        ("kept(quick-shine) >= 95", 21, "'kept' is a share, and '95' is a number; write one such as 95%"),
        ("kept(quick-shine) >= 101%", 21, "'kept' is a share; write one such as 95%"),
        ("restock: visits(brush) < 1", 16, "there is no step 'brush' in 'restock'; did you mean 'shine.brush'?"),
        ("load(shinr) < 1min", 5, "there is no actor 'shinr'; did you mean 'shiner'?"),
        ("outcome(done) > 1%", 8, "there is no outcome 'done'"),
        ("exceeds(3) < 1%", 8, "'3' is not a time such as 3d"),
        ("visits(sit) < 1d", 14, "'visits' is a number, and '1d' is a time"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text: str, column: int, reason: str) -> None:
    with pytest.raises(CannotReadError) as error:
        read(text, SHOESHINE)
    message, shown, caret = str(error.value).split("\n")
    assert message.startswith(f"--assert: {reason}")
    assert shown == f"  {text}"
    assert caret == " " * (2 + column) + "^"


def test_money_needs_a_currency() -> None:
    with pytest.raises(UsageError, match="says nothing about money; begin with its currency"):
        read("margin >= 1", PENNILESS)


def test_what_is_unknown_and_like_nothing_is_told_with_all_that_there_is() -> None:
    with pytest.raises(CannotReadError) as error:
        read("zzz < 1d", SHOESHINE)
    assert all(name in str(error.value) for name in NAMES)


parts = st.sampled_from(
    [*NAMES, "shine", "restock", ":", "(", ")", "<=", ">", "=", "3d", "95%", "0.1", "USD", " ", "sit", "\n", "é", "-"]
)


@given(st.one_of(st.text(max_size=30), st.lists(parts, max_size=8).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text, SHOESHINE)
    except CannotReadError as error:
        assert len(str(error).split("\n")) == 3  # noqa: PT017
    else:
        assert read(found.text, SHOESHINE) == found
