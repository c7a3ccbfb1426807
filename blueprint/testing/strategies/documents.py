"""Strategies for plain data that nearly is a blueprint, or a standard."""

from copy import deepcopy
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from blueprint.model import Blueprint, Process, Promise, Step
from blueprint.records import properties
from blueprint.testing.nasty import NEAR_MISSES
from blueprint.testing.strategies.elements import elements
from blueprint.testing.strategies.values import json_values, texts


@st.composite
def near_documents(draw: DrawFn, root: type[Any] = Blueprint, *, changes: int = 2) -> Any:
    """Plain data of a valid document with up to so many places changed, so that it is just valid, or just not."""
    plain = draw(elements(root)).plain()
    for _ in range(draw(st.integers(0, changes))):
        draw(st.sampled_from(_containers(plain)).flatmap(_change))
    return plain


def _containers(plain: Any) -> list[Any]:
    """Every mapping and list in plain data that holds something."""
    if not isinstance(plain, dict | list) or not plain:
        return []
    inner = plain.values() if isinstance(plain, dict) else plain
    return [plain, *(each for item in inner for each in _containers(item))]


@st.composite
def _change(draw: DrawFn, holder: Any) -> None:
    """Put another value in a place, take something out, or put something in."""
    value = deepcopy(draw(json_values(nulls=True, max_leaves=3) | st.sampled_from(NEAR_MISSES)))
    places = sorted(holder) if isinstance(holder, dict) else range(len(holder))
    place = draw(st.sampled_from(places))
    match draw(st.sampled_from(["change", "remove", "add"])):
        case "change":
            holder[place] = value
        case "remove":
            del holder[place]
        case "add" if isinstance(holder, dict):
            holder[draw(st.sampled_from(_KEYS) | texts())] = value
        case _:
            holder.append(deepcopy(draw(st.sampled_from([*holder, value]))))


def _keys(kind: type[Any]) -> set[str]:
    flat = [inner for each in properties(kind) if each.flat for inner in each.kind.types]
    return {each.key for each in properties(kind) if not each.flat}.union(*map(_keys, flat))


_KEYS: Final = ("x-a", *sorted(_keys(Blueprint) | _keys(Process) | _keys(Step) | _keys(Promise)))
