"""Validation of plain data against the schema: one mistake, one message.

jsonschema-rs decides (it is fast, and starts fast); jsonschema finds the single errors, and is imported only when there
is one. The one door to both.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from blueprint.schema.compute import schema_of
from blueprint.schema.mistakes import Mistake
from blueprint.values import remembered


def validate(data: Any, root: type[Any]) -> tuple[Mistake, ...]:
    """What is wrong with a document that should hold one value of a class; nothing when it is valid."""
    if _guard(root).is_valid(data):
        return ()
    from blueprint.schema.explain import explain

    found = tuple(dict.fromkeys(each for error in _errors(data, root) for each in explain(error)))
    mistyped = {each.path for each in found if each.kind == "wrong-type"}
    said = tuple(each for each in found if each.kind != "malformed-value" or each.path not in mistyped)
    return said or (Mistake("malformed-value", "the document does not fit the schema", ()),)


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
