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

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from attrs import frozen

from blueprint.kinds.holding import ANYTHING, Anything, Keyed, Many, Object, OneOf
from blueprint.kinds.numbers import DATE, SHARE, VARIATION, Amount, Day, Length, Share, Variation, Whole
from blueprint.kinds.words import ID, Choice, Flag, Maker, Ref, Schema, Text
from blueprint.values import Duration

__all__ = [
    "ANYTHING", "DATE", "ID", "SHARE", "VARIATION", "Amount", "Anything", "Choice", "Day", "Flag", "Keyed", "Length", "Maker",
    "Many", "Object", "OneOf", "Ref", "Schema", "Shape", "Share", "Text", "Variation", "Whole", "kind_of",
]  # fmt: skip


@frozen(eq=False, repr=False)
class Shape:
    """In ``Annotated``: how many items a list has at least, and whether a single one may be written without the list."""

    least: int = 0
    single: bool = False


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
