"""Money: an exact amount in one currency. It is added to nothing but money of the same currency."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import total_ordering
from typing import Final

from attrs import frozen

MILLIONTH: Final = Decimal("0.000001")
_EXACT: Final = Context(prec=200)
"""So many digits hold every sum of the numbers that a blueprint may hold."""
TOO_LONG: Final = 10**15
"""Larger amounts are written with an exponent."""
_PLACES: Final = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


@total_ordering
@frozen(order=False, repr=False)
class Money:
    """An amount in a currency (ISO 4217). TypeError where it is added to or compared with what is no money, ValueError where
    with another currency.

    >>> print(Money(Decimal("0.50"), "USD") - 2 * Money(Decimal("0.10"), "USD"))
    USD 0.30
    """

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(_EXACT.add(self.amount, self._alike(other)), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(_EXACT.subtract(self.amount, self._alike(other)), self.currency)

    def __neg__(self) -> "Money":
        return Money(_EXACT.minus(self.amount), self.currency)

    def __mul__(self, number: "int | Decimal | Fraction") -> "Money":
        if isinstance(number, Fraction):
            return Money(_EXACT.divide(_EXACT.multiply(self.amount, number.numerator), number.denominator), self.currency)
        if isinstance(number, bool) or not isinstance(number, int | Decimal):
            raise TypeError(f"money is multiplied by an exact number, not by {_named(number)}")
        return Money(_EXACT.multiply(self.amount, number), self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._alike(other)

    def _alike(self, other: "Money") -> Decimal:
        if not isinstance(other, Money):
            raise TypeError(f"money goes with money, not with {_named(other)}")
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not go together; a blueprint counts in one currency")
        return other.amount

    def __str__(self) -> str:
        return f"{self.currency} {self.written}"

    @property
    def written(self) -> str:
        """The amount as people write it, in as many places as the currency has.

        >>> Money(Decimal("0.125"), "EUR").written, Money(Decimal(350), "JPY").written
        ('0.13', '350')
        """
        if abs(self.amount) >= TOO_LONG:
            return f"{self.amount:.3e}"
        places = _PLACES.get(self.currency, 2)
        shown = self.amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
        return f"{abs(shown) if shown.is_zero() else shown:f}"

    @property
    def rounded(self) -> Decimal:
        """The amount to a millionth, without zeros behind the point that say nothing.

        >>> Money(Decimal("0.3000000000001"), "EUR").rounded
        Decimal('0.3')
        """
        return _EXACT.add(_EXACT.normalize(self.amount.quantize(MILLIONTH, ROUND_HALF_UP, _EXACT)), Decimal(0))

    def __repr__(self) -> str:
        return f"Money({self.amount!r}, {self.currency!r})"


def _named(value: object) -> str:
    return f"{type(value).__name__} {value}"
