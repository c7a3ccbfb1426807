"""Law: of a large document, what is valid is left out before its mistakes are explained, and the mistakes are the same."""

from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.model import Blueprint
from blueprint.schema import validate
from blueprint.source import read_source
from tests.benchmarks.services import yaml_service

MODULE = import_module("blueprint.schema.validate")
DATA = read_source(yaml_service(60, per_process=15), "large.blueprint.yaml", "yaml").data
NEAR_MISSES: tuple[Any, ...] = (
    None,
    True,
    7,
    "",
    " ",
    "no such word",
    [],
    ["step-1", "step-1"],
    {},
    {"x-own": 1},
    {"Bad Key": 1},
)


def paths(value: Any) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [each for key, item in items for each in ((key,), *((key, *below) for below in paths(item)))]


def changed(value: Any, path: tuple[Any, ...], new: Any, key: str) -> Any:
    """A copy with another value at a path, or, for a key that is not empty, under another key."""
    copied = dict(value) if isinstance(value, dict) else list(value)
    if len(path) > 1:
        copied[path[0]] = changed(value[path[0]], path[1:], new, key)
    elif key and isinstance(copied, dict):
        copied[key] = copied.pop(path[0])
    else:
        copied[path[0]] = new
    return copied


misses = st.tuples(
    st.sampled_from(paths(DATA)), st.sampled_from(NEAR_MISSES), st.sampled_from(("", "", "titel", "Bad Key", "x-own"))
)


@given(st.lists(misses, min_size=1, max_size=3))
def test_mistakes_are_the_same(changes: list[Any]) -> None:
    data = DATA
    for path, new, key in changes:
        try:
            data = changed(data, path, new, key)
        except (KeyError, IndexError, TypeError):
            continue
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MODULE, "FEW", 0)
        narrowed = validate(data, Blueprint)
        patch.setattr(MODULE, "FEW", 10**9)
        assert narrowed == validate(data, Blueprint)
