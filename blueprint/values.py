"""Values that know only themselves: durations, frozen tables, and how numbers are written."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, NoReturn, TypeVar, cast

from attrs import field, frozen

K = TypeVar("K")
V = TypeVar("V")
F = TypeVar("F", bound=Callable[..., Any])

DURATION: Final = r"[0-9]+(?:\.[0-9]+)?(?:s|min|h|d|wd|w|mo|y)"
MAX_DIGITS: Final = 40
UNITS: Final = ("s", "min", "h", "d", "wd", "w", "mo", "y")


class Table(dict[K, V]):
    """A mapping that cannot be changed. Two are equal whatever their order.

    >>> Table(a=1, b=2) == Table(b=2, a=1)
    True
    """

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a Table cannot be changed; make a new one")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type["Table[K, V]"], tuple[dict[K, V]]]:
        return type(self), (dict(self),)

    def __or__(self, other: Mapping[Any, Any]) -> "Table[Any, Any]":
        return Table({**self, **other})


EMPTY: Final[Table[Any, Any]] = Table()


def frozen_json(value: Any) -> Any:
    """Copy plain data so that nothing in it can be changed: lists become tuples, mappings become tables."""
    if isinstance(value, Mapping):
        return Table({key: frozen_json(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(frozen_json(item) for item in value)
    return value


@frozen(order=False)
class Duration:
    """A length of time in the unit it was written in: ``s min h d wd w mo y`` (``wd`` is a working day).

    Units are kept, not converted: ten working days are no fixed number of hours.

    >>> str(Duration.parse("1.50h")), Duration.parse("0s").is_zero
    ('1.50h', True)
    """

    amount: Decimal = field()
    unit: str = field()

    @amount.validator
    def _check_amount(self, _: Any, value: Decimal) -> None:
        if type(value) is not Decimal or not value.is_finite() or value.is_signed():
            raise ValueError(f"the amount of a duration is a Decimal of 0 or more, not {value!r}")

    @unit.validator
    def _check_unit(self, _: Any, value: str) -> None:
        if value not in UNITS:
            raise ValueError(f"the unit of a duration is one of {' '.join(UNITS)}, not {value!r}")

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Read a text such as ``30s``, ``1.5h`` or ``10wd``; ValueError when it is none."""
        if not re.fullmatch(DURATION, text):
            raise ValueError(f"{text!r} is not a duration such as 30s, 4h or 10wd")
        digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
        return cls(Decimal(digits), text[len(digits) :])

    @property
    def is_zero(self) -> bool:
        return self.amount == 0

    def __str__(self) -> str:
        return f"{self.amount:f}{self.unit}"


def is_counted(number: int | Decimal) -> bool:
    """Whether a number is one that texts may hold: no more than 40 letters long, and an exponent of two digits.

    >>> is_counted(Decimal("1250.00")), is_counted(Decimal(0.1)), is_counted(Decimal("1e100")), is_counted(Decimal("NaN"))
    (True, False, False, False)
    """
    text = str(number)
    return Decimal(number).is_finite() and len(text) <= MAX_DIGITS and len(text.partition("E")[2]) <= len("+99")


def percent(share: Decimal) -> str:
    """Write a share between 0 and 1 in per cent.

    >>> percent(Decimal("0.08")), percent(Decimal("0.1250")), percent(Decimal(1))
    ('8%', '12.50%', '100%')
    """
    return f"{shifted(share, 2):f}%"


def shifted(number: Decimal, places: int) -> Decimal:
    """A number with its point moved to the right; exact, where ``scaleb`` rounds to 28 digits.

    >>> shifted(Decimal("8.5"), -2)
    Decimal('0.085')
    """
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


def remembered(function: F) -> F:
    """``functools.cache`` that keeps the function's signature for type checkers."""
    return cast(F, cache(function))
