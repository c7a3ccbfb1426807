"""Kinds of value: each says once what it accepts, and from that come the schema, the reader, the writer and the check.

A field of the model is annotated with a type; ``kind_of`` turns the annotation into its kind. ``Annotated`` carries
the constraints that a plain type cannot say. Every kind has

* ``schema()``: its JSON Schema 2020-12,
* ``read(plain)``: plain data to the model's value; ValueError when the data has another shape
  (what is left to say about the value, ``fit`` says when the element that holds it is made),
* ``maker()``: what makes the model's value of plain data that fit the schema, which are not held against it again;
  None where the data are the value,
* ``fit(value)``: the value a constructor was given, settled (lists to tuples, mappings to tables); ValueError with the reason,
* ``write(value)``: the model's value to plain data.
"""

import re
from collections.abc import Callable, Mapping, Sized
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Final, Literal, Union, get_args, get_origin

import attrs
from attrs import frozen

from blueprint.values import DURATION, MAX_DIGITS, Duration, Table, frozen_json, is_counted, percent, shifted
from blueprint.wording import listed

Schema = dict[str, Any]
Maker = Callable[[Any], Any]

ID: Final = "[a-z][a-z0-9-]*"
SHARE: Final = r"(?:100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?)%"
VARIATION: Final = r"(?:300(?:\.0+)?|[0-2]?[0-9]{1,2}(?:\.[0-9]+)?)%"
_MONTH_DAY = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
_LEAP = "(?:(?:19|[2-9][0-9])(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[3579][26])00)-02-29"
DATE: Final = f"(?:(?:19|[2-9][0-9])[0-9]{{2}}-{_MONTH_DAY}|{_LEAP})"


@lru_cache(maxsize=64)
def _whole(pattern: str) -> Callable[[str], Any]:
    return re.compile(pattern).fullmatch


def _texts(pattern: str) -> Schema:
    """A schema for a text that the pattern matches whole, in every dialect: in Python's, ``$`` alone lets a line end pass."""
    return {"type": "string", "pattern": f"^{pattern}$", "not": {"pattern": "[\\n\\r]"}}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and is_counted(value)


@frozen(eq=False, repr=False)
class Text:
    """A text; with a pattern, one that the pattern matches whole. Without, it must hold more than blanks."""

    pattern: str = ""
    example: str = ""

    def schema(self) -> Schema:
        return _texts(self.pattern) if self.pattern else {"type": "string", "pattern": "[^ \\t\\r\\n]"}

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str):
            raise ValueError(f"a text is wanted, not {plain!r}")
        return plain

    def fit(self, value: Any) -> str:
        text = self.read(value)
        if self.pattern and not _whole(self.pattern)(text):
            raise ValueError(f"{text!r} is not {self.example or 'of the form ' + self.pattern}")
        if not text.strip(" \t\r\n"):
            raise ValueError("a text is wanted, not blanks")
        _refuse_halves(text)
        return text

    def maker(self) -> None:
        return None

    def write(self, value: str) -> str:
        return value


@frozen(eq=False, repr=False)
class Ref(Text):
    """The id of something defined elsewhere in the document; whether it exists is a rule, not a constraint."""

    pattern: str = ID
    example: str = "an id such as first-visit: small letters, digits and hyphens"
    target: str = attrs.field(default="", kw_only=True)


@frozen(eq=False, repr=False)
class Choice:
    """One word of a fixed list."""

    words: tuple[str, ...]

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.words)}

    def read(self, plain: Any) -> str:
        return self.fit(plain)

    def fit(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise ValueError(f"{value!r} is not one of {listed(self.words, 'or')}")
        return value

    def maker(self) -> None:
        return None

    def write(self, value: str) -> str:
        return value


class Flag:
    """true or false."""

    def schema(self) -> Schema:
        return {"type": "boolean"}

    def read(self, plain: Any) -> bool:
        return self.fit(plain)

    def fit(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"true or false is wanted, not {value!r}")
        return value

    def maker(self) -> None:
        return None

    def write(self, value: Any) -> Any:
        return value


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
        if not _is_number(value) or value != int(value):
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
        if not _is_number(value) or value < 0:
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
            "then": _texts(self.pattern),
            "else": {"minimum": 0, "maximum": self.most},
        }

    def read(self, plain: Any) -> Decimal:
        if isinstance(plain, str):
            if not _whole(self.pattern)(plain):
                raise ValueError(f"{plain!r} is not {self.example}")
            return _share(plain)
        return self.fit(plain)

    def fit(self, value: Any) -> Decimal:
        if not _is_number(value) or not 0 <= value <= self.most:
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
        return _texts(DATE) | {"format": "date"}

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
        return _texts(DURATION)

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


class Anything:
    """Any value but null: what keys beginning with ``x-`` hold, kept and not read."""

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/anything"}

    def read(self, plain: Any) -> Any:
        return self.fit(plain)

    def fit(self, value: Any) -> Any:
        _refuse_what_no_file_holds(value)
        return frozen_json(value)

    def maker(self) -> Maker:
        return frozen_json

    def write(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self.write(item) for key, item in value.items()}
        return [self.write(item) for item in value] if isinstance(value, tuple) else value


def _refuse_what_no_file_holds(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise ValueError(f"a key is a text, not {key!r}")
            _refuse_halves(key)
            _refuse_what_no_file_holds(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_what_no_file_holds(item)
    elif isinstance(value, str):
        _refuse_halves(value)
    elif not isinstance(value, bool) and not _is_number(value):
        raise ValueError(f"text, numbers, true, false, lists and mappings are wanted, not {value!r}")


def _refuse_halves(text: str) -> None:
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("the text holds half a character (a lone surrogate)")


ANYTHING: Final[Schema] = {
    "type": ["string", "number", "boolean", "array", "object"],
    "items": {"$ref": "#/$defs/anything"},
    "additionalProperties": {"$ref": "#/$defs/anything"},
    "description": "Any value but null.",
}


@frozen(eq=False, repr=False)
class Shape:
    """In ``Annotated``: how many items a list has at least, and whether a single one may be written without the list."""

    least: int = 0
    single: bool = False


@frozen(eq=False, repr=False)
class Many:
    """A list. Simple values stand in it once; ``single`` lets one value be written without the list."""

    item: Any
    least: int = 0
    single: bool = False

    @property
    def unique(self) -> bool:
        return not isinstance(self.item, Object)

    def schema(self) -> Schema:
        array: Schema = {"type": "array", "items": self.item.schema()}
        if self.least:
            array["minItems"] = self.least
        if self.unique:
            array["uniqueItems"] = True
        if not self.single:
            return array
        return {"type": ["string", "array"], "if": {"type": "array"}, "then": array, "else": self.item.schema()}

    def read(self, plain: Any) -> tuple[Any, ...]:
        if self.single and isinstance(plain, str):
            plain = [plain]
        if not isinstance(plain, list):
            raise ValueError(f"a list is wanted, not {plain!r}")
        self._refuse_too_few(plain)
        return tuple(map(self.item.read, plain))

    def fit(self, value: Any) -> tuple[Any, ...]:
        if isinstance(value, str) or not isinstance(value, tuple | list):
            raise ValueError(f"a tuple is wanted, not {value!r}")
        items = tuple(map(self.item.fit, value))
        self._refuse_too_few(items)
        if self.unique and len(set(items)) < len(items):
            raise ValueError(f"each item stands once, not {value!r}")
        return items

    def maker(self) -> Maker:
        make = self.item.maker()
        many: Maker = (lambda plain: tuple(map(make, plain))) if make else tuple
        return (lambda plain: many([plain] if isinstance(plain, str) else plain)) if self.single else many

    def _refuse_too_few(self, items: Sized) -> None:
        if len(items) < self.least:
            raise ValueError(f"at least {self.least} item is wanted")

    def write(self, value: tuple[Any, ...]) -> Any:
        if self.single and len(value) == 1:
            return self.item.write(value[0])
        return list(map(self.item.write, value))


@frozen(eq=False, repr=False)
class Keyed:
    """A mapping by id; its order carries no meaning."""

    key: Any
    item: Any

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.item.schema(),
        }

    def read(self, plain: Any) -> Table[str, Any]:
        if not isinstance(plain, Mapping):
            raise ValueError(f"a mapping is wanted, not {plain!r}")
        read = self.item.read
        return Table({key: read(item) for key, item in plain.items()})

    def fit(self, value: Any) -> Table[str, Any]:
        if not isinstance(value, Mapping):
            raise ValueError(f"a mapping is wanted, not {value!r}")
        key_fit, item_fit = self.key.fit, self.item.fit
        return Table({key_fit(key): item_fit(item) for key, item in value.items()})

    def maker(self) -> Maker:
        make = self.item.maker()
        return (lambda plain: Table(zip(plain, map(make, plain.values()), strict=True))) if make else Table

    def write(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self.item.write(item) for key, item in value.items()}


@frozen(eq=False, repr=False)
class Object:
    """A value of a model class: fixed keys, and keys beginning with ``x-``."""

    type: Any

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.type.__name__}"}

    def read(self, plain: Any) -> Any:
        return self.type.read(plain)

    def fit(self, value: Any) -> Any:
        if not isinstance(value, self.type):
            raise ValueError(f"a {self.type.__name__} is wanted, not {value!r}")
        return value

    def maker(self) -> Maker:
        made: Maker = self.type.made
        return made

    def write(self, value: Any) -> Any:
        return value.plain()


@frozen(eq=False, repr=False)
class OneOf:
    """A value of one of several model classes, each told by its first key."""

    types: tuple[Any, ...]

    def fit(self, value: Any) -> Any:
        if not isinstance(value, self.types):
            raise ValueError(f"one of {listed([kind.__name__ for kind in self.types], 'or')} is wanted, not {value!r}")
        return value


@cache
def kind_of(annotation: Any) -> Any:
    """The kind that a field's annotation stands for; TypeError for an annotation that no kind exists for."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(*arguments)
    if origin in (Union, UnionType):
        return _union(tuple(kind for kind in arguments if kind is not NoneType))
    if origin is Literal:
        return Choice(arguments)
    if origin is tuple:
        return Many(kind_of(arguments[0]))
    if origin is Mapping:
        return Keyed(*map(kind_of, arguments))
    return _simple(annotation)


def _annotated(kind: Any, mark: Any) -> Any:
    return attrs.evolve(kind_of(kind), least=mark.least, single=mark.single) if isinstance(mark, Shape) else mark


def _union(kinds: tuple[Any, ...]) -> Any:
    return kind_of(kinds[0]) if len(kinds) == 1 else OneOf(kinds)


def _simple(annotation: Any) -> Any:
    plain = {bool: Flag(), date: Day(), Duration: Length(), Any: Anything()}
    if annotation in plain:
        return plain[annotation]
    if attrs.has(annotation):
        return Object(annotation)
    raise TypeError(f"no kind of value for {annotation!r}")
