"""The base of the model's classes: checks on making one, reading from plain data, writing to it.

A field says its text and, where it differs from the attribute, its key in the file:

    within: Duration | None = field(default=None, metadata=about("How long it may take."))
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple, Self

import attrs
from attrs import NOTHING, field, frozen

from blueprint.kinds import Anything, Maker, OneOf, kind_of
from blueprint.values import EMPTY, frozen_json, remembered
from blueprint.wording import listed


def about(text: str, *, key: str = "", always: bool = False) -> dict[str, str | bool]:
    """The metadata of a field: what it says to the reader, and its key in the file (default: the attribute's name).

    ``always``: the file must hold it although the constructor has a default.
    """
    return {"about": text, "key": key, "always": always}


class Property(NamedTuple):
    """One field of a class as the file knows it."""

    key: str
    attribute: str
    kind: Any
    default: Any
    required: bool
    about: str

    @property
    def flat(self) -> bool:
        """Whether the field's own keys stand beside the others instead of under a key of its own."""
        return isinstance(self.kind, OneOf)


@remembered
def properties(kind: type[Any]) -> tuple[Property, ...]:
    """The fields of a model class, in the order they are written in a file; ``x-`` keys are not among them."""
    return tuple(
        Property(
            key=each.metadata["key"] or each.name.rstrip("_").replace("_", "-"),
            attribute=each.name,
            kind=kind_of(each.type),
            default=each.default,
            required=each.default is NOTHING or each.metadata["always"],
            about=each.metadata["about"],
        )
        for each in attrs.fields(kind)
        if each.name != "extra"
    )


def tag(kind: type[Any]) -> str:
    """The key that tells one class of a ``OneOf`` from the others: its first."""
    return properties(kind)[0].key


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Value:
    """A frozen value that checks its fields when it is made. ValueError names the field and the reason.

    ``exactly_one`` and ``not_both`` name keys of which one must, or no more than one may, be written;
    ``short`` names the key that a bare value stands for.
    """

    exactly_one: ClassVar[tuple[str, ...]] = ()
    not_both: ClassVar[tuple[str, ...]] = ()
    short: ClassVar[str] = ""

    def __attrs_post_init__(self) -> None:
        for attribute, default, fit in _fits(type(self)):
            value = getattr(self, attribute)
            if value is default:
                continue
            try:
                settled = fit(value)
            except ValueError as error:
                raise ValueError(f"{type(self).__name__}.{attribute}: {error}") from None
            if settled is not value:
                object.__setattr__(self, attribute, settled)
        self._check_together()

    def _check_together(self) -> None:
        group = self.exactly_one or self.not_both
        if not group:
            return
        given = [each.key for each in properties(type(self)) if each.key in group and self._is_given(each)]
        if len(given) > 1:
            raise ValueError(f"{type(self).__name__}: {listed(given)} exclude each other")
        if self.exactly_one and not given:
            raise ValueError(f"{type(self).__name__}: {listed(group, 'or')} is missing")

    def _is_given(self, each: Property) -> bool:
        return bool(getattr(self, each.attribute) != each.default)

    @classmethod
    def read(cls, plain: Any) -> Self:
        """Make one from plain data as a file holds it; ValueError when the data does not fit."""
        if cls.short and not isinstance(plain, Mapping):
            plain = {cls.short: plain}
        if not isinstance(plain, Mapping):
            raise ValueError(f"a mapping is wanted, not {plain!r}")
        arguments = _arguments(cls, plain)
        if sum(key in plain for key in cls.exactly_one or cls.not_both) > 1:
            raise ValueError(f"{cls.__name__}: {listed(cls.exactly_one or cls.not_both)} exclude each other")
        return cls(**arguments)

    @classmethod
    def made(cls, plain: Any) -> Self:
        """Make the one that :meth:`read` makes, of plain data that fit the schema of the class; they are not looked at again."""
        makers = _makers(cls)
        if cls.short and not isinstance(plain, dict):
            plain = {cls.short: plain}
        values = dict(makers.defaults)
        own: dict[str, Any] = {}
        for key, value in plain.items():
            if key in makers.keyed:
                attribute, make = makers.keyed[key]
                values[attribute] = make(value) if make else value
            elif key in makers.flat:
                attribute, kind = makers.flat[key]
                values[attribute] = kind.made(plain)
            elif key.startswith("x-") and "extra" in values:
                own[key] = value
        if own:
            values["extra"] = frozen_json(own)
        made = object.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        return made

    def plain(self) -> Any:
        """Plain data that :meth:`read` makes an equal value from; what has its default is left out."""
        given = [each for each in properties(type(self)) if each.required or self._is_given(each)]
        if self.short and [each.key for each in given] == [self.short] and not self.extras:
            return given[0].kind.write(getattr(self, given[0].attribute))
        data: dict[str, Any] = {}
        for each in given:
            value = getattr(self, each.attribute)
            data |= value.plain() if each.flat else {each.key: each.kind.write(value)}
        return data | {key: Anything().write(value) for key, value in self.extras.items()}

    @property
    def extras(self) -> Mapping[str, Any]:
        return EMPTY

    def _values(self) -> tuple[Any, ...]:
        return (*(getattr(self, each.attribute) for each in properties(type(self))), self.extras)

    # Said once here instead of generated for each class: thirty generated pairs cost a tenth of a cold start.
    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        given = (each for each in properties(type(self)) if each.required or self._is_given(each))
        return f"{type(self).__name__}({', '.join(f'{each.attribute}={getattr(self, each.attribute)!r}' for each in given)})"


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Element(Value):
    """A value with keys of the user's own: those that begin with ``x-`` are kept in ``extra`` and not read."""

    extra: Mapping[str, Any] = field(default=EMPTY, metadata=about("Keys of your own."))

    def __attrs_post_init__(self) -> None:
        if self.extra is not EMPTY:
            wrong = [key for key in self.extra if not str(key).startswith("x-")]
            if wrong:
                raise ValueError(f"{type(self).__name__}.extra: {wrong[0]!r} does not begin with x-")
            object.__setattr__(self, "extra", Anything().fit(self.extra))
        super().__attrs_post_init__()

    @property
    def extras(self) -> Mapping[str, Any]:
        return self.extra


@remembered
def _fits(kind: type[Any]) -> tuple[tuple[str, Any, Callable[[Any], Any]], ...]:
    """Of each field: its attribute, its default, and what its value must fit."""
    return tuple((each.attribute, each.default, each.kind.fit) for each in properties(kind))


class _Reading(NamedTuple):
    """How a class is read: by the key, the attribute and what reads it; of flat fields, the attribute and the classes."""

    plain: Mapping[str, tuple[str, Callable[[Any], Any]]]
    flat: tuple[tuple[str, tuple[type[Any], ...]], ...]
    required: tuple[str, ...]
    takes_own: bool


@remembered
def _reading(kind: type[Any]) -> _Reading:
    keyed = [each for each in properties(kind) if not each.flat]
    return _Reading(
        {each.key: (each.attribute, each.kind.read) for each in keyed},
        tuple((each.attribute, each.kind.types) for each in properties(kind) if each.flat),
        tuple(each.key for each in keyed if each.required),
        issubclass(kind, Element),
    )


class _Makers(NamedTuple):
    """How a class is made: of each key, its attribute and what makes its value; of the first keys of flat fields, the class."""

    keyed: Mapping[str, tuple[str, Maker | None]]
    flat: Mapping[str, tuple[str, type[Any]]]
    defaults: Mapping[str, Any]


@remembered
def _makers(kind: type[Any]) -> _Makers:
    fields = properties(kind)
    return _Makers(
        {each.key: (each.attribute, each.kind.maker()) for each in fields if not each.flat},
        {tag(inner): (each.attribute, inner) for each in fields if each.flat for inner in each.kind.types},
        {each.attribute: each.default for each in fields} | ({"extra": EMPTY} if issubclass(kind, Element) else {}),
    )


def _arguments(cls: type[Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    reading = _reading(cls)
    arguments: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in plain.items():
        known = reading.plain.get(key)
        if known:
            arguments[known[0]] = known[1](value)
        else:
            others[key] = value
    for key in reading.required:
        if key not in plain:
            raise ValueError(f"{cls.__name__}: {key!r} is missing")
    for attribute, kinds in reading.flat:
        kind = _told_by_tag(kinds, plain)
        arguments[attribute] = kind.read({key: others.pop(key) for key in _reading(kind).plain if key in others})
    own = {key: value for key, value in others.items() if key.startswith("x-")} if others and reading.takes_own else {}
    if own:
        arguments["extra"] = own
    unknown = [key for key in others if key not in own]
    if unknown:
        raise ValueError(f"{cls.__name__}: unknown key {unknown[0]!r}")
    return arguments


def _told_by_tag(kinds: tuple[type[Any], ...], plain: Mapping[str, Any]) -> type[Any]:
    told = [kind for kind in kinds if tag(kind) in plain]
    if len(told) != 1:
        raise ValueError(f"exactly one of {listed(map(tag, kinds), 'or')} is wanted")
    return told[0]
