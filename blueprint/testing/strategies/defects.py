"""Strategies for documents with one defect in them."""

from functools import partial
from typing import Any, Final

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from blueprint import kinds
from blueprint.documents import loads
from blueprint.model import Blueprint
from blueprint.paths import Path, pointer
from blueprint.records import properties
from blueprint.rules import Rule, own_rules
from blueprint.rules.mechanism import complete
from blueprint.testing import marked_lines
from blueprint.testing.strategies.elements import ANYWHERE
from blueprint.testing.strategies.sound import blueprints, leading_to
from blueprint.values import Table
from blueprint.walking import Reference, references, walk


@frozen
class Defect:
    """A document with one defect in it, and where that is: the pointer of what is wrong, or the lines that say it."""

    code: str
    document: Blueprint | str
    pointer: str | None = None
    lines: tuple[int, ...] = ()


def defective(named: str | Rule) -> SearchStrategy[Defect]:
    """Documents with the defect that a rule finds: one of the library's own by its code, or any rule.

    For a rule with ``plant``, and for references to nothing, a sound blueprint in which the defect was planted; for others
    the rule's bad example, completed to a document. ValueError for a code without any.
    """
    rule = named if isinstance(named, Rule) else next((each for each in own_rules() if each.code == named), None)
    if rule is None or not (rule.bad or rule.plant):
        raise ValueError(f"no rule {named!r} has an example of its defect")
    if rule.plant is not None:
        return _planted(rule)
    if rule.code in _MISDIRECTED:
        return _misdirected(rule)
    return st.just(Defect(rule.code, complete(rule.bad), lines=tuple(marked_lines(rule.bad))))


@st.composite
def _planted(draw: DrawFn, rule: Rule) -> Defect:
    """The rule's good example amid a sound blueprint, and the defect planted into it."""
    before = _amid(loads(complete(rule.good)), draw(blueprints(max_processes=2)))
    after = rule.plant(before) if rule.plant else before
    return Defect(rule.code, _tidied(after), pointer(_changed(before.plain(), after.plain())))


def _amid(example: Blueprint, others: Blueprint) -> Blueprint:
    """Both blueprints in one: what has ids is put together, of anything else the example's is kept."""
    keyed = [each.attribute for each in properties(Blueprint) if isinstance(each.kind, kinds.Keyed)]
    both: dict[str, Any] = {name: Table({**getattr(others, name), **getattr(example, name)}) for name in keyed}
    return evolve(example, **both)


def _tidied(blueprint: Blueprint) -> Blueprint:
    """Without the links to processes, and to their steps, that are not there."""
    known = {*blueprint.processes, *leading_to(blueprint.processes, ANYWHERE).known["place"]}
    found = [each for path, element in walk(blueprint) for each in references(element, path)]
    plain = blueprint.plain()
    for each in reversed(found):
        if each.target in ("process", "place", "hand-over") and each.id not in known:
            _take_out(plain, each.path)
    return Blueprint.read(plain)


def _take_out(plain: Any, path: Path) -> None:
    """Take out what stands at a path, and what is empty then."""
    *above, last = path
    holder = plain
    for part in above:
        holder = holder[part]
    del holder[last]
    if not holder:
        _take_out(plain, tuple(above))


def _changed(before: Any, after: Any, path: Path = ()) -> Path:
    """The innermost place that all differences of plain data lie at or below."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return path
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return _changed(before.get(keys[0]), after.get(keys[0]), (*path, keys[0])) if len(keys) == 1 else path


_MISDIRECTED: Final = {
    "REF001": ("step",), "REF002": ("process",), "REF003": ("place", "hand-over"), "REF005": ("post",), "REF006": ("join",),
    "REF004": ("lane", "actor", "channel", "system", "data", "persona", "team", "source", "promise"),
    "REF008": ("standard",), "REF009": ("stage",),
}  # fmt: skip
_NOWHERE: Final = "nowhere"
_COMPOUND: Final = {"place": f"{_NOWHERE}.{_NOWHERE}", "stage": f"{_NOWHERE}/{_NOWHERE}"}


@st.composite
def _misdirected(draw: DrawFn, rule: Rule) -> Defect:
    """The rule's good example amid a sound blueprint, and one reference turned to an id that nothing has."""

    def candidates(blueprint: Blueprint) -> list[Reference]:
        found = (each for path, element in walk(blueprint) for each in references(element, path))
        return [each for each in found if each.target in _MISDIRECTED[rule.code]]

    example = loads(complete(rule.good))
    before = draw(blueprints(max_processes=2).map(partial(_amid, example)).filter(candidates))
    turned = draw(st.sampled_from(candidates(before)))
    plain, path = redirected(before.plain(), turned, _COMPOUND.get(turned.target, _NOWHERE))
    return Defect(rule.code, Blueprint.read(plain), pointer(path))


def redirected(plain: Any, reference: Reference, id: str) -> tuple[Any, Path]:
    """Plain data in which a reference names another id, and the path at which it now does."""
    *above, last = reference.path
    holder = plain
    for part in above:
        holder = holder[part]
    if not reference.is_key:
        holder[last] = id
        return plain, reference.path
    holder[id] = holder.pop(last)
    return plain, (*above, id)
