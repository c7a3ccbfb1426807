"""Kinds of values that hold others: lists, mappings, values of the model, and free data."""

from collections.abc import Mapping, Sized
from typing import Any, Final

from attrs import frozen

from blueprint.kinds.numbers import is_number
from blueprint.kinds.words import Maker, Schema, refuse_halves
from blueprint.values import Table, frozen_json
from blueprint.wording import listed

ANYTHING: Final[Schema] = {
    "type": ["string", "number", "boolean", "array", "object"],
    "items": {"$ref": "#/$defs/anything"},
    "additionalProperties": {"$ref": "#/$defs/anything"},
    "description": "Any value but null.",
}


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
            refuse_halves(key)
            _refuse_what_no_file_holds(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_what_no_file_holds(item)
    elif isinstance(value, str):
        refuse_halves(value)
    elif not isinstance(value, bool) and not is_number(value):
        raise ValueError(f"text, numbers, true, false, lists and mappings are wanted, not {value!r}")


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
