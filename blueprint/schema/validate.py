"""Validation of plain data against the schema: one mistake, one message.

jsonschema-rs decides (it is fast, and starts fast); jsonschema finds the single errors, and is imported only when there
is one. The one door to both.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from blueprint.kinds import Keyed, Object
from blueprint.records import properties
from blueprint.schema.compute import schema_of
from blueprint.schema.mistakes import Mistake
from blueprint.values import remembered

FEW: Final = 10
"""So many entries are explained as they are; of more, those that are valid are left out first, as explaining is slow."""


def validate(data: Any, root: type[Any]) -> tuple[Mistake, ...]:
    """What is wrong with a document that should hold one value of a class; nothing when it is valid."""
    if _guard(root).is_valid(data):
        return ()
    from blueprint.schema.explain import explain

    found = tuple(dict.fromkeys(each for error in _errors(_narrowed(data, root), root) for each in explain(error)))
    mistyped = {each.path for each in found if each.kind == "wrong-type"}
    said = tuple(each for each in found if each.kind != "malformed-value" or each.path not in mistyped)
    return said or (Mistake("malformed-value", "the document does not fit the schema", ()),)


def _narrowed(data: Any, kind: type[Any]) -> Any:
    """A document with the same mistakes: without entries that are valid, where there are many."""
    if not isinstance(data, dict):
        return data
    narrowed = dict(data)
    for each in properties(kind):
        entries = data.get(each.key)
        if isinstance(each.kind, Keyed) and isinstance(each.kind.item, Object) and isinstance(entries, dict):
            inner: type[Any] = each.kind.item.type
            wrong = [key for key, item in entries.items() if len(entries) <= FEW or not _fits(each.kind, key, item)]
            narrowed[each.key] = {key: _narrowed(entries[key], inner) for key in wrong}
    return narrowed


def _fits(kind: Keyed, key: str, item: Any) -> bool:
    try:
        kind.key.fit(key)
    except ValueError:
        return False
    return bool(_guard(kind.item.type).is_valid(item))


@remembered
def _guard(root: type[Any]) -> Any:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema_of(root))


@remembered
def _explainer(root: type[Any]) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: _is_whole(value))
    own: Any = {"uniqueItems": _unique_items}
    validator: Any = extend(Draft202012Validator, own, type_checker=checker)  # type: ignore[no-untyped-call]
    return validator(schema_of(root))


def _unique_items(_: Any, wanted: Any, items: Any, __: Any) -> Iterator[Any]:
    """Like that of jsonschema, which compares every pair when a list holds both texts and numbers."""
    from jsonschema import ValidationError

    from blueprint.schema.explain import first_repeated

    if wanted and isinstance(items, list) and first_repeated(items) is not None:
        yield ValidationError("an item stands twice")


def _is_whole(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return value == value // 1


def _errors(data: Any, root: type[Any]) -> Iterator[Any]:
    errors = sorted(_explainer(root).iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path])
    for error in errors:
        # A broken `then` is reported whole, with the mistakes inside it.
        yield from error.context if error.validator in ("if", "$ref") and error.context else [error]
