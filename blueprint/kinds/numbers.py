"""Kinds of numbers: counts, money, shares, days, lengths of time."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from attrs import frozen

from blueprint.kinds.words import Maker, Schema, matching, texts
from blueprint.values import DURATION, MAX_DIGITS, Duration, is_counted, percent, shifted

SHARE: Final = r"(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?)%"
VARIATION: Final = r"(?:300(?:\.0+)?|[0-2]?[0-9]{1,2}(?:\.[0-9]+)?)%"
_MONTH_DAY = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
_LEAP = "(?:(?:19|[2-9][0-9])(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[3579][26])00)-02-29"
DATE: Final = f"(?:(?:19|[2-9][0-9])[0-9]{{2}}-{_MONTH_DAY}|{_LEAP})"


def is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and is_counted(value)


@frozen(eq=False, repr=False)
class Whole:
    """A whole number, within bounds where they are given."""

    least: int
    most: int | None = None

    def schema(self) -> Schema:
        most = {} if self.most is None else {"maximum": self.most}
        return {"type": "integer", "minimum": self.least} | most

    def read(self, plain: Any) -> int:
        return self.fit(plain)

    def fit(self, value: Any) -> int:
        if not is_number(value) or value != int(value):
            raise ValueError(f"a whole number is wanted, not {value!r}")
        if value < self.least or (self.most is not None and value > self.most):
            top = "more" if self.most is None else self.most
            raise ValueError(f"a whole number from {self.least} to {top} is wanted, not {value}")
        return int(value)

    def maker(self) -> Maker:
        return int

    def write(self, value: int) -> int:
        return value


def _exact(number: int | Decimal) -> Decimal:
    return Decimal(number).copy_abs()


def _share(plain: str | int | Decimal) -> Decimal:
    return shifted(Decimal(plain[:-1]), -2) if isinstance(plain, str) else _exact(plain)


class Amount:
    """An exact number of 0 or more: money, in the currency of the blueprint, or a target."""

    def schema(self) -> Schema:
        return {"type": "number", "minimum": 0}

    def read(self, plain: Any) -> Decimal:
        return self.fit(plain)

    def fit(self, value: Any) -> Decimal:
        if not is_number(value) or value < 0:
            raise ValueError(f"an exact number (Decimal) of 0 or more, in up to {MAX_DIGITS} digits, is wanted, not {value!r}")
        return _exact(value)

    def maker(self) -> Maker:
        return _exact

    def write(self, value: Decimal) -> Decimal:
        return value


class Share:
    """A share between 0 and 1, written as ``8%`` or ``0.08``."""

    pattern: ClassVar[str] = SHARE
    most: ClassVar[int] = 1
    example: ClassVar[str] = "a share such as 8% or 0.08"

    def schema(self) -> Schema:
        return {
            "type": ["string", "number"],
            "if": {"type": "string"},
            "then": texts(self.pattern),
            "else": {"minimum": 0, "maximum": self.most},
        }

    def read(self, plain: Any) -> Decimal:
        if isinstance(plain, str):
            if not matching(self.pattern)(plain):
                raise ValueError(f"{plain!r} is not {self.example}")
            return _share(plain)
        return self.fit(plain)

    def fit(self, value: Any) -> Decimal:
        if not is_number(value) or not 0 <= value <= self.most:
            raise ValueError(f"{self.example.partition(' such')[0]} between 0 and {self.most} is wanted, not {value!r}")
        return _exact(value)

    def maker(self) -> Maker:
        return _share

    def write(self, value: Decimal) -> str:
        return percent(value)


class Variation(Share):
    """How much something varies around its mean, as a part of it: between 0 and 3, written as ``30%`` or ``0.3``."""

    pattern: ClassVar[str] = VARIATION
    most: ClassVar[int] = 3
    example: ClassVar[str] = "a part of the mean such as 30% or 0.3"


class Day:
    """A date, written as ``2026-09-15``; years from 1900."""

    def schema(self) -> Schema:
        return texts(DATE) | {"format": "date"}

    def read(self, plain: Any) -> date:
        digits = plain.split("-") if isinstance(plain, str) else ()
        if tuple(map(len, digits)) != (4, 2, 2) or not all(each.isdecimal() and each.isascii() for each in digits):
            raise ValueError(f"{plain!r} is not a date such as 2026-09-15")
        return date.fromisoformat(plain)

    def fit(self, value: Any) -> date:
        if type(value) is not date or value.year < 1900:
            raise ValueError(f"a datetime.date from 1900 on is wanted, not {value!r}")
        return value

    def maker(self) -> Maker:
        return date.fromisoformat

    def write(self, value: date) -> str:
        return value.isoformat()


class Length:
    """A length of time, written as ``30s``, ``4h`` or ``10wd``."""

    def schema(self) -> Schema:
        return texts(DURATION)

    def read(self, plain: Any) -> Duration:
        if not isinstance(plain, str):
            raise ValueError(f"{plain!r} is not a duration such as 30s, 4h or 10wd")
        return Duration.parse(plain)

    def fit(self, value: Any) -> Duration:
        if not isinstance(value, Duration):
            raise ValueError(f"a Duration is wanted, not {value!r}")
        return value

    def maker(self) -> Maker:
        return Duration.parse

    def write(self, value: Duration) -> str:
        return str(value)
