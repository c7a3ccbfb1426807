"""JSON Schema 2020-12 of a kind of document, computed from the classes of its model."""

from collections.abc import Iterator
from typing import Any

from blueprint.kinds import ANYTHING, Object, Schema
from blueprint.records import Element, properties, tag
from blueprint.values import remembered


def schema_file(root: type[Any]) -> str:
    """The name under which the schema of a root class is kept."""
    return f"{_called(root)}-1.schema.json"


def _called(root: type[Any]) -> str:
    """What a document calls itself: its first key, where the class does not say otherwise."""
    return str(getattr(root, "called", "")) or tag(root)


@remembered
def schema_of(root: type[Any]) -> Schema:
    """The schema of the documents that hold one value of a class; computed once."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://service-blueprint.dev/schemas/{schema_file(root)}",
        "title": f"Service {_called(root)}, format 1",
        "description": _about(root),
        "$ref": f"#/$defs/{root.__name__}",
        "$defs": {kind.__name__: _record(kind) for kind in sorted(_classes(root), key=lambda kind: kind.__name__)}
        | {"anything": ANYTHING},
    }


def _about(kind: type[Any]) -> str:
    return " ".join((kind.__doc__ or "").split())


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
        "title": kind.__name__,
        "description": _about(kind),
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
