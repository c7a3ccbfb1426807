"""The schema accepts a document exactly when the model can be built from it: as a property, and as a table of near misses."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from blueprint.kinds import Keyed, Many, Object
from blueprint.model import Blueprint
from blueprint.records import Element, Value, properties, tag
from blueprint.schema import schema_file, schema_of, validate
from blueprint.standards import StageModel
from blueprint.testing.nasty import NEAR_MISSES
from blueprint.testing.strategies import elements, json_values, near_documents
from blueprint.walking import walk

ROOTS = (Blueprint, StageModel)
SCHEMAS = Path(__file__).parents[1] / "schemas"


@frozen
class Judges:
    """The three that must agree about plain data of one class: the model, jsonschema-rs, and jsonschema as anybody has it.

    Of what they accept, the model must make the same whether it looks at the data or not.
    """

    kind: Any
    fast: Any
    plain: Any

    @classmethod
    def of(cls, kind: Any, root: Any) -> "Judges":
        whole = schema_of(root)
        schema = {"$schema": whole["$schema"], "$ref": f"#/$defs/{kind.__name__}", "$defs": whole["$defs"]}
        return cls(kind, jsonschema_rs.Draft202012Validator(schema), jsonschema.Draft202012Validator(schema))

    def verdicts(self, document: Any) -> dict[str, bool]:
        return {
            "model": is_read(self.kind, document),
            "jsonschema-rs": self.fast.is_valid(document),
            "jsonschema": self.plain.is_valid(with_floats(document)),
        }

    def disagreement(self, document: Any) -> str:
        verdicts = self.verdicts(document)
        if len(set(verdicts.values())) > 1:
            return f"{document!r}: {verdicts}"
        if not verdicts["model"] or exactly(self.kind.made(document)) == exactly(self.kind.read(document)):
            return ""
        return f"{document!r}: made as {self.kind.made(document)!r}, read as {self.kind.read(document)!r}"


def is_read(kind: Any, document: Any) -> bool:
    try:
        kind.read(document)
    except ValueError:
        return False
    return True


def exactly(value: Any) -> Any:
    """A value with the type of each of its parts, of which an equal one may have others."""
    if isinstance(value, Value):
        return type(value), [exactly(getattr(value, each.attribute)) for each in properties(type(value))], exactly(value.extras)
    if isinstance(value, Mapping):
        return type(value), [(key, exactly(item)) for key, item in value.items()]
    return type(value), [exactly(item) for item in value] if isinstance(value, tuple | list) else str(value)


def with_floats(plain: Any) -> Any:
    """Plain data as ``json.load`` gives it, which knows no Decimal."""
    if isinstance(plain, dict):
        return {key: with_floats(item) for key, item in plain.items()}
    if isinstance(plain, list):
        return [with_floats(item) for item in plain]
    return float(plain) if isinstance(plain, Decimal) else plain


WHOLE = {root: Judges.of(root, root) for root in ROOTS}
of_each_root = pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.__name__)


@of_each_root
@given(data=st.data())
def test_what_the_model_writes_is_accepted(root: Any, data: st.DataObject) -> None:
    plain = data.draw(elements(root)).plain()
    assert all(WHOLE[root].verdicts(plain).values())
    assert validate(plain, root) == ()


@of_each_root
@given(data=st.data())
def test_near_documents_are_judged_alike(root: Any, data: st.DataObject) -> None:
    document = data.draw(near_documents(root))
    assert not WHOLE[root].disagreement(document)
    assert (validate(document, root) == ()) is is_read(root, document)


@of_each_root
@given(document=json_values(nulls=True, max_leaves=12))
def test_any_value_is_judged_alike(root: Any, document: Any) -> None:
    assert not WHOLE[root].disagreement(document)


# The table: every place of the format, held against every value that is right elsewhere.


Specimens = Callable[[Any], list[dict[str, Any]]]


def bare(kind: Any) -> list[dict[str, Any]]:
    """Plain data of a class that uses no key it could do without."""
    full = specimens(kind, bare)[0]
    needed = {each.key for each in properties(kind) if each.required} | {"next", *kind.exactly_one[:1]}
    return [{key: value for key, value in full.items() if key in needed}]


def specimens(kind: Any, below: Specimens | None = None) -> list[dict[str, Any]]:
    """Plain data of a class that together uses every key: one for each way in which keys exclude each other.

    ``below`` makes what stands in it of other classes; by default they use every key too.
    """
    flat = [inner for each in properties(kind) if each.flat for inner in each.kind.types]
    group = kind.exactly_one or kind.not_both
    full = {each.key: specimen(each.kind, each.default, below or specimens) for each in properties(kind) if not each.flat}
    common = {key: value for key, value in full.items() if key not in group}
    if issubclass(kind, Element):
        common["x-own"] = {"any": ["thing", Decimal("1.5"), True]}
    if flat:
        return [common | way for inner in flat for way in specimens(inner, below)]
    return [common | {key: full[key]} for key in group] if group else [common]


def specimen(kind: Any, default: Any, below: Specimens) -> Any:
    match kind:
        case Object():
            return below(kind.type)[0]
        case Many(item=Object(type=inner)):
            return below(inner)
        case Keyed(item=Object(type=inner)):
            return dict(zip(dict.fromkeys(fitting(kind.key)), below(inner), strict=False))
        case Many():
            return [fitting(kind.item)[0]]
        case Keyed():
            return {fitting(kind.key)[0]: fitting(kind.item)[0]}
    return next((value for value in fitting(kind) if kind.read(value) != default), default)


def fitting(kind: Any) -> list[Any]:
    """The values of the table of near misses that are right for a kind."""
    found = []
    for value in (*NEAR_MISSES, *("abcd" if hasattr(kind, "target") else ()), *getattr(kind, "words", ())):
        try:
            kind.fit(kind.read(value))
        except (ValueError, TypeError):
            continue
        found.append(value)
    return found


def classes(root: type[Any]) -> dict[str, type[Any]]:
    found: dict[str, type[Any]] = {}
    waiting: list[type[Any]] = [root]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        every = [each for one in properties(kind) for each in (map_types(one.kind) if one.flat else [one])]
        waiting += [each for one in every for each in inner_type(one.kind) if each.__name__ not in found]
    return found


def map_types(one_of: Any) -> list[Any]:
    return [each for inner in one_of.types for each in properties(inner)]


def inner_type(kind: Any) -> list[type[Any]]:
    item = getattr(kind, "item", kind)
    return [item.type] if isinstance(item, Object) else []


CLASSES = {root: classes(root) for root in ROOTS}
EVERY = [(kind, root) for root in ROOTS for kind in CLASSES[root].values()]


@of_each_root
def test_the_maximal_document_uses_every_key(root: Any) -> None:
    maximal = specimens(root)[0]
    written = {
        (type(element).__name__, each.key)
        for _, element in walk(root.read(maximal))
        for each in properties(type(element))
        if each.required or getattr(element, each.attribute) != each.default
    }
    known = CLASSES[root].values()
    ways = [inner for kind in known for each in properties(kind) if each.flat for inner in each.kind.types]
    assert written == {(kind.__name__, each.key) for kind in (*known, *ways) for each in properties(kind)}
    assert all(WHOLE[root].verdicts(maximal).values())


@pytest.mark.parametrize(("kind", "root"), EVERY, ids=[kind.__name__ for kind, _ in EVERY])
def test_every_place_takes_every_near_miss_alike(kind: type[Any], root: type[Any]) -> None:
    judges = Judges.of(kind, root)
    cases: list[Any] = []
    tried: set[str] = set()
    for document in specimens(kind, bare):
        cases += misses(kind, document, document.keys() - tried)
        tried |= document.keys()
    assert [told for case in cases if (told := judges.disagreement(case))] == []
    assert {judges.verdicts(case)["model"] for case in cases[:: max(1, len(cases) // 200)]} == {True, False}


def misses(kind: type[Any], document: dict[str, Any], keys: Set[str]) -> Iterator[Any]:
    """Documents that differ from a good one in one place: at one of the keys, or by a key more or less."""
    yield document
    yield from NEAR_MISSES
    for key in document:
        yield {name: item for name, item in document.items() if name != key}
    for other in specimens(kind, bare):
        yield from (document | {key: value} for key, value in other.items() if key not in document)
    for key in ("unknown", "X-own", "x-", "x", "", *(key.upper() for key in document), *(f"{key} " for key in document)):
        yield document | {key: "value"}
    for path in places(document):
        for value in NEAR_MISSES if path[0] in keys else ():
            yield replaced(document, path, value)
    for key in keys:
        yield from varied(document, key)


def places(document: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Every key, and every item below it that is no mapping with a class of its own."""
    for key, value in document.items():
        yield (key,)
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for part, item in inner:
            if not isinstance(item, dict):
                yield key, part


def varied(document: dict[str, Any], key: str) -> Iterator[Any]:
    """A list with an item twice or one more, a mapping with another key."""
    value = document[key]
    if isinstance(value, list):
        for more in (value[0], *NEAR_MISSES):
            yield document | {key: [*value, more]}
    elif isinstance(value, dict):
        for name in (name for name in NEAR_MISSES if isinstance(name, str)):
            yield document | {key: value | {name: next(iter(value.values()), "30s")}}


def replaced(document: dict[str, Any], path: tuple[Any, ...], value: Any) -> Any:
    *above, last = path
    changed: Any = dict(document)
    holder = changed
    for part in above:
        holder[part] = copy.copy(holder[part])
        holder = holder[part]
    holder[last] = value
    return changed


# The schema itself.


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(inner)


@of_each_root
def test_the_schema_is_one_of_draft_2020_12(root: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(root))
    assert schema_of(root)["$id"].endswith(f"/{schema_file(root)}")


@of_each_root
def test_alternatives_are_told_by_a_tag_and_never_by_trying_all(root: Any) -> None:
    assert not [part for part in parts(schema_of(root)) if "oneOf" in part]


@pytest.mark.parametrize(("root", "least"), [(Blueprint, 150), (StageModel, 20)])
def test_every_property_and_class_is_described(root: Any, least: int) -> None:
    described = [(name, each) for part in parts(schema_of(root)) for name, each in part.get("properties", {}).items()]
    assert len(described) > least
    assert [name for name, each in described if len(each.get("description", "")) < 5] == []
    assert [name for name, each in schema_of(root)["$defs"].items() if not each["description"]] == []


@pytest.mark.parametrize(("kind", "root"), EVERY, ids=[kind.__name__ for kind, _ in EVERY])
def test_every_key_of_a_class_stands_in_the_schema(kind: type[Any], root: type[Any]) -> None:
    keys = {each.key for each in properties(kind) if not each.flat}
    keys |= {each.key for one in properties(kind) if one.flat for each in map_types(one.kind)}
    schema = schema_of(root)["$defs"][kind.__name__]
    assert schema.get("then", schema)["properties"].keys() == keys


def test_ways_on_are_told_apart_by_their_first_keys() -> None:
    ways = next(each.kind.types for each in properties(CLASSES[Blueprint]["Step"]) if each.flat)
    assert [tag(way) for way in ways] == ["next", "choose", "fork", "ends"]


@of_each_root
def test_the_committed_schema_is_the_computed_one(root: Any) -> None:
    committed = SCHEMAS / schema_file(root)
    assert committed.is_file(), "write it with: blueprint schema -o schemas/"
    assert json.loads(committed.read_text()) == schema_of(root), "it is stale; write it anew with: blueprint schema -o schemas/"
