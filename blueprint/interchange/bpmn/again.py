"""Files that were written from a blueprint, read again: nothing is lost, and what was changed in between is taken over.

What the file keeps of the blueprint is the blueprint as it was. Written once more and read plainly, it says what an
untouched file would say; where this file says something else, somebody has changed it, and the file is right.
"""

import json
from collections.abc import Callable
from typing import Any

from blueprint.documents import DocumentError, loads
from blueprint.documents.writing import json_text
from blueprint.interchange.bpmn.kept import kept, kept_texts
from blueprint.interchange.bpmn.xml import Element, Tree, read_xml
from blueprint.interchange.notes import Imported, Note
from blueprint.model import Blueprint

Reading = Callable[[Tree], Imported]
_GONE: Any = object()


def read_again(tree: Tree, name: str, plainly: Reading) -> Imported:
    """The blueprint of a file that keeps one; ``plainly`` reads a tree as if it kept none."""
    from blueprint.interchange.bpmn_out import without_diagram

    try:
        was, view = _kept_whole(tree.root, name)
    except (ValueError, RecursionError, DocumentError) as error:
        return _plain_instead(plainly(tree), tree.root, name, f"what it keeps of a blueprint is damaged ({_reason(error)})")
    has_steps = any(each.steps for each in was.processes.values())
    untouched = plainly(read_xml(without_diagram(was, view), name)) if has_steps else None
    try:
        now = plainly(tree)
    except DocumentError:
        if has_steps:
            raise
        return Imported(was)
    if untouched is not None and untouched.blueprint == now.blueprint:
        return Imported(was)
    old = untouched.blueprint.plain() if untouched is not None else {}
    known = {note.message for note in untouched.notes} if untouched is not None else set()
    notes = tuple(note for note in now.notes if note.message not in known)
    try:
        merged = loads(json_text(merge(was.plain(), old, now.blueprint.plain())), format="json", name=name)
    except DocumentError as error:
        return _plain_instead(now, tree.root, name, f"what was changed in it does not fit what it keeps ({_reason(error)})")
    told = Note(
        weight="kept",
        message="what was changed in the diagram is taken over",
        file=name,
        line=tree.root.line,
        column=tree.root.column,
    )
    return Imported(merged, (told, *notes))


def _reason(error: Exception) -> str:
    return error.mistakes[0] if isinstance(error, DocumentError) else str(error)


def _plain_instead(now: Imported, root: Element, name: str, why: str) -> Imported:
    note = Note(weight="lost", message=f"{why}; it is read as any other file", file=name, line=root.line, column=root.column)
    return Imported(now.blueprint, (note, *now.notes))


def _kept_whole(root: Element, name: str) -> tuple[Blueprint, str]:
    """The blueprint that a file keeps, put together from its pieces, and the view that it shows."""
    service = next(own for each in root.all("collaboration") if (own := kept(each, "service")) is not None)
    plain = _mapping(service)
    processes = plain["processes"] = dict(plain.get("processes") or {})
    for element, own in kept_texts(root):
        if own.get("id") not in processes:
            processes[own.get("id")] = {**_mapping(own), "steps": _steps(element)}
    return loads(json_text(plain), format="json", name=name), service.get("view")


def _steps(process: Element) -> dict[str, Any]:
    steps: dict[str, Any] = {}
    for element in process.children:
        own = kept(element, "step")
        if own is not None and own.get("id") not in steps:
            steps[own.get("id")] = _mapping(own)
    return steps


def _mapping(element: Element) -> dict[str, Any]:
    from decimal import Decimal

    found = json.loads(element.text, parse_float=Decimal)
    if not isinstance(found, dict):
        raise ValueError(f"line {element.line} holds no mapping")
    return found


def merge(was: Any, old: Any, new: Any) -> Any:
    """What was, with what is new since old: mappings key by key, lists item by item.

    >>> merge({"a": 1, "b": 2}, {"a": "x", "c": 3}, {"a": "x", "d": 4})
    {'a': 1, 'b': 2, 'd': 4}
    >>> merge([{"to": "x", "share": 1}], [{"to": "x"}], [{"to": "x"}, {"to": "y"}])
    [{'to': 'x', 'share': 1}, {'to': 'y'}]
    """
    if old == new:
        return was
    if isinstance(new, dict) and isinstance(old, dict | type(_GONE)) and isinstance(was, dict | type(_GONE)):
        return _merged(was if isinstance(was, dict) else {}, old if isinstance(old, dict) else {}, new)
    if isinstance(was, list) and isinstance(old, list) and isinstance(new, list) and len(was) == len(old):
        return [_item(each, was, old) for each in new]
    return new


def _merged(was: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    found = {key: merge(was.get(key, _GONE), old.get(key, _GONE), new.get(key, _GONE)) for key in {**was, **new}}
    return {key: value for key, value in found.items() if value is not _GONE}


def _item(item: Any, was: list[Any], old: list[Any]) -> Any:
    """An item of a list that was changed: as it was, if it is still there."""
    if item in old:
        return was[old.index(item)]
    if isinstance(item, dict) and "to" in item:
        same = [at for at, each in enumerate(old) if isinstance(each, dict) and each.get("to") == item["to"]]
        return merge(was[same[0]], old[same[0]], item) if len(same) == 1 else item
    return item
