"""Validation of plain data against the schema: one mistake, one message, in the reader's words.

jsonschema-rs decides (it is fast, and starts fast); jsonschema explains, and is imported only when there is
something to explain. The one door to both.
"""

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Literal

from attrs import frozen

from blueprint.kinds import DATE, ID, SHARE, Schema
from blueprint.paths import Path
from blueprint.schema.compute import blueprint_schema
from blueprint.values import DURATION, listed, remembered

MistakeKind = Literal["unknown-key", "missing-key", "wrong-type", "unknown-word", "malformed-value", "keys-exclude-each-other", "no-way-on"]


@frozen
class Mistake:
    """One way in which a document differs from the schema."""

    kind: MistakeKind
    message: str
    path: Path
    on_key: bool = False


def validate(data: Any) -> tuple[Mistake, ...]:
    """What is wrong with a document; nothing when it is valid."""
    if _guard().is_valid(data):
        return ()
    found = tuple(dict.fromkeys(each for error in _errors(data) for each in _explain(error)))
    mistyped = {each.path for each in found if each.kind == "wrong-type"}
    said = tuple(each for each in found if each.kind != "malformed-value" or each.path not in mistyped)
    return said or (Mistake("malformed-value", "the document does not fit the schema", ()),)


@remembered
def _guard() -> Any:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(blueprint_schema())


@remembered
def _explainer() -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: _is_whole(value))
    validator: Any = extend(Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    return validator(blueprint_schema())


def _is_whole(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return value == value // 1


def _errors(data: Any) -> Iterator[Any]:
    errors = sorted(_explainer().iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path])
    for error in errors:
        # A broken `then` is reported whole, with the mistakes inside it.
        yield from error.context if error.validator in ("if", "$ref") and error.context else [error]


def _explain(error: Any) -> Iterator[Mistake]:
    path: Path = tuple(error.absolute_path)
    rule, wanted, value = error.validator, error.validator_value, error.instance
    match rule:
        case "additionalProperties":
            yield from _unknown_keys(error, path)
        case "required":
            yield from _missing(error, path)
        case "anyOf":
            keys = [each["required"][0] for each in wanted]
            yield _no_way(keys, path)
        case "dependentRequired":
            yield from _dependent(error, path)
        case "type":
            yield Mistake("wrong-type", _wrong_type(error, wanted, value), path)
        case "enum":
            yield Mistake("unknown-word", _unknown_word(wanted, value), path)
        case "uniqueItems":
            yield Mistake("malformed-value", f"{_twice(value)} stands twice in this list; keep one", path)
        case "minItems":
            yield Mistake("malformed-value", "this list is empty; it needs at least one item", path)
        case "minimum" | "maximum":
            yield Mistake("malformed-value", _out_of_range(error), path)
        case "not" if "required" in wanted:
            yield _excluded(error, path)
        case "pattern" | "not":
            yield _malformed(error, path)
        case _:
            yield Mistake("malformed-value", str(error.message), path)


def _unknown_keys(error: Any, path: Path) -> Iterator[Mistake]:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known and not key.startswith("x-"):
            words = suggestion(key, known) or f"; known here: {listed(sorted(known))}"
            hint = f"'{key}' is no key of {_a(error.schema)}{words}"
            yield Mistake("unknown-key", hint, (*path, key), on_key=True)


def _a(schema: Schema) -> str:
    name = next((name for name, each in blueprint_schema()["$defs"].items() if schema in (each, each.get("then"))), "this")
    return _NAMES.get(name, f"a {name.lower()}" if name != "this" else "this mapping")


_NAMES = {
    "Option": "a way of a choice",
    "Failure": "a fail point",
    "Rates": "money",
    "Element": "this mapping",
    "Actor": "an actor",
    "Authority": "an authority",
    "Ignore": "an ignore",
    "Service": "the service",
    "Data": "data",
    "Blueprint": "a blueprint",
}


def suggestion(word: str, known: Any) -> str:
    """``; did you mean 'next'?`` when a known word is close; empty otherwise.

    >>> suggestion("nxt", ["next", "fork"])
    "; did you mean 'next'?"
    """
    close = get_close_matches(word, [str(each) for each in known], n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def _missing(error: Any, path: Path) -> Iterator[Mistake]:
    for key in error.validator_value:
        if key not in error.instance:
            about = error.schema["properties"].get(key, {}).get("description", "")
            yield Mistake("missing-key", f"'{key}' is missing: {about[:1].lower()}{about[1:]}".rstrip("."), path, on_key=True)


def _no_way(keys: list[str], path: Path) -> Mistake:
    if "next" in keys:
        return Mistake("no-way-on", f"the step does not say how it goes on; add one of {listed(keys)}", path, on_key=True)
    return Mistake("missing-key", f"one of {listed(keys)} is missing", path, on_key=True)


def _dependent(error: Any, path: Path) -> Iterator[Mistake]:
    for key, needed in error.validator_value.items():
        for other in needed:
            if key in error.instance and other not in error.instance:
                yield Mistake("keys-exclude-each-other", f"'{key}' belongs to '{other}', which is not here", (*path, key), on_key=True)


_TYPES = {
    "object": "keys and values",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}


def _wrong_type(error: Any, wanted: str | list[str], value: Any) -> str:
    types = [_TYPES[each] for each in ([wanted] if isinstance(wanted, str) else wanted)]
    message = f"{_shown(value)} stands where {listed(types, 'or')} belongs"
    if "string" in wanted and isinstance(value, int | Decimal | bool):
        text = str(value).lower() if isinstance(value, bool) else value
        return f'{message}; if it is a text, quote it: "{text}"'
    if wanted == "array" and isinstance(value, str):
        return f"{message}; write [{value}]"
    return message


def _shown(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return f"'{value}'" if len(value) <= 60 else f"'{value[:57]}...'"
    return str(value)


def _unknown_word(wanted: list[str], value: Any) -> str:
    words = suggestion(value, wanted) if isinstance(value, str) else ""
    return f"{_shown(value)} is not one of {listed(wanted, 'or')}{words}"


def _twice(items: list[Any]) -> str:
    return _shown(next(item for at, item in enumerate(items) if item in items[:at]))


def _out_of_range(error: Any) -> str:
    if error.schema.get("maximum") == error.schema.get("minimum") == 1:
        return f"{error.instance} is no known version of the format; this is version 1"
    bounds = [f"at least {error.schema['minimum']}"]
    if "maximum" in error.schema:
        bounds.append(f"at most {error.schema['maximum']}")
    elif error.validator == "maximum":
        bounds = ["a share between 0 and 1, or per cent such as 8%"]
    return f"{error.instance} is out of range; it must be {listed(bounds)}"


_FORMS = {
    DURATION: "is not a duration; write a number and one of s min h d wd w mo y, such as 4h or 10wd",
    SHARE: "is not a share; write per cent such as 8%, or a number such as 0.08",
    DATE: "is not a date of the calendar; write year-month-day, such as 2026-09-15",
    ID: "is not an id; use small letters, digits and hyphens, beginning with a letter",
}


def _malformed(error: Any, path: Path) -> Mistake:
    pattern = str(error.schema.get("pattern", ""))
    on_key = "propertyNames" in error.absolute_schema_path
    where = (*path, error.instance) if on_key else path
    if pattern == "[^ \\t\\r\\n]":
        return Mistake("malformed-value", "only blanks stand here; write a text", where, on_key)
    form = _FORMS.get(pattern.strip("^$"), f"is not {_example(pattern)}")
    return Mistake("malformed-value", f"{_shown(error.instance)} {form}", where, on_key)


@remembered
def _example(pattern: str) -> str:
    from blueprint import kinds, model

    aliases = (getattr(each, "__metadata__", (None,))[0] for each in vars(model).values())
    return next(
        (kind.example for kind in aliases if isinstance(kind, kinds.Text) and f"^{kind.pattern}$" == pattern), "of the right form"
    )


def _excluded(error: Any, path: Path) -> Mistake:
    steps = list(error.absolute_schema_path)
    other, key = steps[steps.index("dependentSchemas") + 1], error.validator_value["required"][0]
    reason = "exclude each other" if other != "next" and key != "ends" else "are two ways to go on; a step has exactly one"
    return Mistake("keys-exclude-each-other", f"'{other}' and '{key}' {reason}; keep one", (*path, key), on_key=True)
