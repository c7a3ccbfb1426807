"""The base of the model's classes: checks on making one, reading from plain data, writing to it.

A field says its text and, where it differs from the attribute, its key in the file:

    within: Duration | None = field(default=None, metadata=about("How long it may take."))
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple, Self

import attrs
from attrs import NOTHING, field, frozen

from blueprint.kinds import Anything, Keyed, Many, Object, OneOf, Ref, kind_of
from blueprint.paths import ROOT, Path
from blueprint.values import EMPTY, remembered
from blueprint.wording import listed


def about(text: str, *, key: str = "", always: bool = False) -> dict[str, str | bool]:
    """The metadata of a field: what it says to the reader, and its key in the file (default: the attribute's name).

    ``always``: the file must hold it although the constructor has a default.
    """
    return {"about": text, "key": key, "always": always}


@frozen(eq=False, repr=False)
class Property:
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


@frozen(kw_only=True, repr=False, eq=False)
class Value:
    """A frozen value that checks its fields when it is made. ValueError names the field and the reason.

    ``exactly_one`` and ``not_both`` name keys of which one must, or no more than one may, be written;
    ``short`` names the key that a bare value stands for.
    """

    exactly_one: ClassVar[tuple[str, ...]] = ()
    not_both: ClassVar[tuple[str, ...]] = ()
    short: ClassVar[str] = ""

    def __attrs_post_init__(self) -> None:
        for each in properties(type(self)):
            value = getattr(self, each.attribute)
            if value is each.default or (value is None and each.default is None):
                continue
            try:
                settled = each.kind.fit(value)
            except ValueError as error:
                raise ValueError(f"{type(self).__name__}.{each.attribute}: {error}") from None
            if settled is not value:
                object.__setattr__(self, each.attribute, settled)
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
        arguments, used = _arguments(cls, plain)
        unknown = [key for key in plain if key not in used]
        if unknown:
            raise ValueError(f"{cls.__name__}: unknown key {unknown[0]!r}")
        if sum(key in plain for key in cls.exactly_one or cls.not_both) > 1:
            raise ValueError(f"{cls.__name__}: {listed(cls.exactly_one or cls.not_both)} exclude each other")
        return cls(**arguments)

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


@frozen(kw_only=True, repr=False, eq=False)
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


def _arguments(cls: type[Any], plain: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    arguments: dict[str, Any] = {}
    used: set[str] = set()
    for each in properties(cls):
        if each.flat:
            kind = _told_by_tag(each.kind.types, plain)
            keys = {inner.key for inner in properties(kind)} & plain.keys()
            arguments[each.attribute] = kind.read({key: plain[key] for key in keys})
            used |= keys
        elif each.key in plain:
            arguments[each.attribute] = each.kind.read(plain[each.key])
            used.add(each.key)
        elif each.required:
            raise ValueError(f"{cls.__name__}: {each.key!r} is missing")
    if issubclass(cls, Element):
        own = {key: value for key, value in plain.items() if key.startswith("x-")}
        if own:
            arguments["extra"] = own
            used |= own.keys()
    return arguments, used


def _told_by_tag(kinds: tuple[type[Any], ...], plain: Mapping[str, Any]) -> type[Any]:
    told = [kind for kind in kinds if tag(kind) in plain]
    if len(told) != 1:
        raise ValueError(f"exactly one of {listed(map(tag, kinds), 'or')} is wanted")
    return told[0]


def walk(value: Any, path: Path = ROOT) -> Iterator[tuple[Path, Any]]:
    """Every element at and below a value of the model, with its path in the file; an element comes before its parts."""
    yield path, value
    for each in _with_elements(type(value)):
        inner = getattr(value, each.attribute)
        if each.flat:
            yield from walk(inner, path)
        elif isinstance(each.kind, Keyed):
            for key, item in inner.items():
                yield from walk(item, (*path, each.key, key))
        elif isinstance(each.kind, Many):
            for position, item in enumerate(inner):
                yield from walk(item, (*path, each.key, position))
        elif inner is not None:
            yield from walk(inner, (*path, each.key))


@remembered
def _with_elements(kind: type[Any]) -> tuple[Property, ...]:
    return tuple(each for each in properties(kind) if each.flat or isinstance(getattr(each.kind, "item", each.kind), Object))


class Reference(NamedTuple):
    """One id that an element refers to, and where it stands. ``is_key``: it is the key of a mapping."""

    path: Path
    target: str
    id: str
    is_key: bool = False


def references(value: Any, path: Path = ROOT) -> Iterator[Reference]:
    """What the element itself refers to; elements below it speak for themselves (see :func:`walk`)."""
    for each in _with_references(type(value)):
        inner = getattr(value, each.attribute)
        here = (*path, each.key)
        if isinstance(each.kind, Keyed):
            target = each.kind.key.target
            yield from (Reference((*here, key), target, key, is_key=True) for key in inner)
        elif isinstance(each.kind, Many):
            one = each.kind.single and len(inner) == 1
            target = each.kind.item.target
            yield from (Reference(here if one else (*here, position), target, item) for position, item in enumerate(inner))
        elif inner is not None:
            yield Reference(here, each.kind.target, inner)


@remembered
def _with_references(kind: type[Any]) -> tuple[Property, ...]:
    def refers(each: Property) -> bool:
        simple = each.kind.key if isinstance(each.kind, Keyed) else getattr(each.kind, "item", each.kind)
        return isinstance(simple, Ref) and bool(simple.target)

    return tuple(each for each in properties(kind) if refers(each))
