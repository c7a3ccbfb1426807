"""What is wrong with a document, in the reader's words."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

from blueprint.kinds import DATE, ID, SHARE, VARIATION, Schema
from blueprint.paths import Path
from blueprint.schema.mistakes import Mistake
from blueprint.values import DURATION, frozen_json, remembered
from blueprint.wording import listed, shown, suggestion


def explain(error: Any) -> Iterator[Mistake]:
    """What one error of jsonschema means to the writer of the document."""
    path: Path = tuple(error.absolute_path)
    told = _EXPLANATIONS.get(error.validator)
    if told is None:
        yield Mistake("malformed-value", str(error.message), path)
    else:
        yield from told(error, path)


def _unknown_keys(error: Any, path: Path) -> Iterator[Mistake]:
    known = error.schema["properties"]
    for key in error.instance:
        if key not in known and not key.startswith("x-"):
            words = suggestion(key, known) or f"; known here: {listed(sorted(known))}"
            hint = f"'{key}' is no key of {_a(error.schema)}{words}"
            yield Mistake("unknown-key", hint, (*path, key), on_key=True)


def _a(schema: Schema) -> str:
    name = str(schema["title"])
    return _NAMES.get(name, f"a {name.lower()}")


_NAMES = {
    "Option": "a way of a choice",
    "Failure": "a fail point",
    "Rates": "money",
    "Actor": "an actor",
    "Authority": "an authority",
    "Ignore": "an ignore",
    "Service": "the service",
    "Data": "data",
    "StageModel": "a standard",
    "TimeLimit": "a time limit",
    "SettingsTable": "the settings",
    "OverrideTable": "an override",
}


def _missing(error: Any, path: Path) -> Iterator[Mistake]:
    known = error.schema["properties"]
    misspelt = [suggestion(key, known) for key in error.instance if key not in known and not key.startswith("x-")]
    for key in error.validator_value:
        # A misspelt key is told by itself; that the right one is missing goes without saying.
        if key not in error.instance and not any(f"'{key}'" in each for each in misspelt):
            about = error.schema["properties"].get(key, {}).get("description", "")
            yield Mistake("missing-key", f"'{key}' is missing: {about[:1].lower()}{about[1:]}".rstrip("."), path, on_key=True)


def _no_way(error: Any, path: Path) -> Iterator[Mistake]:
    keys = [each["required"][0] for each in error.validator_value]
    if "next" in keys:
        yield Mistake("no-way-on", f"the step does not say how it goes on; add {listed(keys, 'or')}", path, on_key=True)
    else:
        yield Mistake("missing-key", f"{listed(keys, 'or')} is missing", path, on_key=True)


def _dependent(error: Any, path: Path) -> Iterator[Mistake]:
    for key, needed in error.validator_value.items():
        for other in needed:
            if key in error.instance and other not in error.instance:
                yield Mistake(
                    "keys-exclude-each-other", f"'{key}' belongs to '{other}', which is not here", (*path, key), on_key=True
                )


_TYPES = {
    "object": "keys and values",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}


def _wrong_type(error: Any, path: Path) -> Iterator[Mistake]:
    form = _form(error.schema)
    told = _type_told(error.validator_value, error.instance)
    yield Mistake("wrong-type", f"{shown(error.instance)} {form}" if form else told, path)


def _type_told(wanted: str | list[str], value: Any) -> str:
    types = [_TYPES[each] for each in ([wanted] if isinstance(wanted, str) else wanted)]
    message = f"{shown(value)} stands where {listed(types, 'or')} belongs"
    if "string" in wanted and isinstance(value, int | Decimal | bool):
        text = str(value).lower() if isinstance(value, bool) else value
        return f'{message}; if it is a text, quote it: "{text}"'
    if wanted == "array" and isinstance(value, str):
        return f"{message}; write [{value}]"
    return message


def _unknown_word(error: Any, path: Path) -> Iterator[Mistake]:
    words = suggestion(error.instance, error.validator_value) if isinstance(error.instance, str) else ""
    yield Mistake("unknown-word", f"{shown(error.instance)} is not one of {listed(error.validator_value, 'or')}{words}", path)


def _twice(error: Any, path: Path) -> Iterator[Mistake]:
    twice = first_repeated(error.instance)
    if twice is not None:
        yield Mistake("malformed-value", f"{shown(error.instance[twice])} stands twice in this list; keep one", (*path, twice))


def first_repeated(items: list[Any]) -> int | None:
    """The position of the first item that stands in the list before.

    >>> first_repeated(["a", 1, True, 1.0, "a"])
    3
    """
    seen: set[Any] = set()
    for at, item in enumerate(items):
        known = isinstance(item, bool), frozen_json(item)
        if known in seen:
            return at
        seen.add(known)
    return None


def _empty_list(error: Any, path: Path) -> Iterator[Mistake]:
    yield Mistake("malformed-value", "this list is empty; it needs at least one item", path)


def _out_of_range(error: Any, path: Path) -> Iterator[Mistake]:
    yield Mistake("malformed-value", _range_told(error), path)


def _range_told(error: Any) -> str:
    if error.schema.get("maximum") == error.schema.get("minimum") == 1:
        return f"{error.instance} is no known version of the format; this is version 1"
    bounds = [f"at least {error.schema['minimum']}"]
    if "maximum" in error.schema:
        bounds.append(f"at most {error.schema['maximum']}")
    return f"{error.instance} is out of range; it must be {listed(bounds)}"


_FORMS = {
    DURATION: "is not a duration; write a number and one of s min h d wd w mo y, such as 4h or 10wd",
    SHARE: "is not a share; write per cent such as 8%, or a number such as 0.08",
    VARIATION: "is not a part of the mean; write per cent from 0% to 300%, such as 30%, or a number such as 0.3",
    DATE: "is not a date of the calendar; write year-month-day, such as 2026-09-15",
    ID: "is not an id; use small letters, digits and hyphens, beginning with a letter",
}


def _form(schema: Schema) -> str:
    pattern = schema.get("pattern") or schema.get("else", {}).get("pattern") or schema.get("then", {}).get("pattern") or ""
    return _FORMS.get(pattern[1:-1], "")


def _malformed(error: Any, path: Path) -> Iterator[Mistake]:
    pattern = str(error.schema.get("pattern", ""))
    on_key = "propertyNames" in error.absolute_schema_path
    where = (*path, error.instance) if on_key else path
    if pattern == "[^ \\t\\r\\n]":
        yield Mistake("malformed-value", "only blanks stand here; write a text", where, on_key)
        return
    form = _form(error.schema) or f"is not {_example(pattern)}"
    yield Mistake("malformed-value", f"{shown(error.instance)} {form}", where, on_key)


@remembered
def _example(pattern: str) -> str:
    from blueprint import kinds, model

    aliases = (getattr(each, "__metadata__", (None,))[0] for each in vars(model).values())
    return next(
        (kind.example for kind in aliases if isinstance(kind, kinds.Text) and f"^{kind.pattern}$" == pattern), "of the right form"
    )


def _excluded(error: Any, path: Path) -> Iterator[Mistake]:
    if "required" not in error.validator_value:
        yield from _malformed(error, path)
        return
    steps = list(error.absolute_schema_path)
    other, key = steps[steps.index("dependentSchemas") + 1], error.validator_value["required"][0]
    reason = "exclude each other" if other != "next" and key != "ends" else "are two ways to go on; a step has exactly one"
    yield Mistake("keys-exclude-each-other", f"'{other}' and '{key}' {reason}; keep one", (*path, key), on_key=True)


_EXPLANATIONS: Final[dict[str, Callable[[Any, Path], Iterator[Mistake]]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing,
    "anyOf": _no_way,
    "dependentRequired": _dependent,
    "type": _wrong_type,
    "enum": _unknown_word,
    "uniqueItems": _twice,
    "minItems": _empty_list,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "pattern": _malformed,
    "not": _excluded,
}
