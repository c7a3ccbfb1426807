"""The JSON Schema 2020-12, computed from the model's classes."""

from collections.abc import Iterator
from typing import Any, Final

from blueprint.kinds import ANYTHING, Object, Schema
from blueprint.model import Blueprint
from blueprint.records import Element, properties, tag
from blueprint.values import remembered

SCHEMA_ID: Final = "https://service-blueprint.dev/schemas/blueprint-1.schema.json"


@remembered
def blueprint_schema() -> Schema:
    """The schema of a blueprint document; computed once."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Service blueprint, format 1",
        "description": "A service blueprint: the processes of a service before, in and after the sale.",
        "$ref": f"#/$defs/{Blueprint.__name__}",
        "$defs": {kind.__name__: _record(kind) for kind in sorted(_classes(Blueprint), key=lambda kind: kind.__name__)}
        | {"anything": ANYTHING},
    }


def _classes(kind: type[Any]) -> set[type[Any]]:
    found: set[type[Any]] = set()
    waiting = [kind]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(_inner_classes(current))
    return found


def _inner_classes(kind: type[Any]) -> Iterator[type[Any]]:
    for each in properties(kind):
        for inner in each.kind.types if each.flat else ():
            yield from _inner_classes(inner)
        item = getattr(each.kind, "item", each.kind)
        if isinstance(item, Object):
            yield item.type


def _record(kind: type[Any]) -> Schema:
    flat = [inner for each in properties(kind) if each.flat for inner in each.kind.types]
    plain = [each for each in properties(kind) if not each.flat]
    schema: Schema = {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {
            each.key: each.kind.schema() | {"description": each.about}
            for each in [*plain, *(each for inner in flat for each in properties(inner))]
        },
        "additionalProperties": False,
    }
    if issubclass(kind, Element):
        schema["patternProperties"] = {"^x-": {"$ref": "#/$defs/anything"}}
    required = [each.key for each in plain if each.required]
    if required:
        schema["required"] = required
    schema |= _together(kind, flat)
    return _with_short(kind, schema) if kind.short else schema


def _together(kind: Any, flat: list[type[Any]]) -> Schema:
    """What keys must, or must not, stand together."""
    exclusive = tuple(map(tag, flat)) or kind.exactly_one or kind.not_both
    if not exclusive:
        return {}
    together: Schema = {"dependentSchemas": _excluding(exclusive)}
    if flat or kind.exactly_one:
        together["anyOf"] = [{"required": [key]} for key in exclusive]
    dependent = {each.key: [tag(inner)] for inner in flat for each in properties(inner)[1:]}
    if dependent:
        together["dependentRequired"] = dependent
    return together


def _excluding(keys: tuple[str, ...]) -> Schema:
    """Each key forbids those after it, so that one clash is one error."""
    return {key: {"allOf": [{"not": {"required": [other]}} for other in keys[at + 1 :]]} for at, key in enumerate(keys[:-1])}


def _with_short(kind: Any, schema: Schema) -> Schema:
    bare = next(each.kind for each in properties(kind) if each.key == kind.short).schema()
    description = schema.pop("description")
    del schema["type"]
    return {
        "type": ["object", bare["type"]],
        "description": description,
        "if": {"type": "object"},
        "then": schema,
        "else": bare,
    }
