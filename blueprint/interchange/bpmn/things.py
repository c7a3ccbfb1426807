"""Data objects and stores, and which nodes they stand beside."""

import re
from collections.abc import Iterator, Mapping

from blueprint.interchange.bpmn.diagram import Thing
from blueprint.interchange.bpmn.xml import Element
from blueprint.interchange.names import one_line
from blueprint.interchange.notes import Notes


def read_things(root: Element, notes: Notes) -> dict[str, Thing]:
    """Data objects and stores of a file by id, references to them included."""
    kinds = ("dataObject", "dataObjectReference", "dataStore", "dataStoreReference")
    found = [each for each in root.below() if each.name in kinds and each.namespace == root.namespace and each.id]
    names = {each.id: one_line(each.get("name")) for each in found}
    things = {}
    for each in found:
        meant = each.get("dataObjectRef") or each.get("dataStoreRef")
        title, state = _parted(names[each.id] or names.get(meant, ""))
        said = each.first("dataState")
        state = one_line(said.get("name")) if said is not None and said.get("name") else state
        if state:
            notes.lost(each, f"that '{title}' is '{state}' here is left out: data has no state")
        things[each.id] = Thing(title or ("Store" if "Store" in each.name else "Data"), "Store" in each.name, each)
    return things


def thing_ids(element: Element, things: Mapping[str, Thing]) -> Iterator[str]:
    """The data objects and stores that a node reads and writes, in order."""
    for association in element.all("dataInputAssociation", "dataOutputAssociation"):
        for each in association.all("sourceRef", "targetRef"):
            if each.text in things:
                yield each.text


def _parted(name: str) -> tuple[str, str]:
    """A name and the state after it in brackets, as tools write them together."""
    found = re.fullmatch(r"(.+?)((?:\s*\[[^\]]*\])+)", name) if name.endswith("]") and len(name) < 200 else None
    return (found[1], found[2].strip()[1:-1]) if found else (name, "")
