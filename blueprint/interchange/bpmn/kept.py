"""Ids that our own extensions keep: steps, processes and lanes of a file that was written from a blueprint are known again."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from blueprint.interchange.bpmn.vertices import Vertex
from blueprint.interchange.bpmn.xml import Element
from blueprint.kinds import ID
from blueprint.model import ROLES, Role

OWN: Final = "https://service-blueprint.dev/bpmn/1"


def kept(element: Element, name: str) -> Element | None:
    """What is kept of a blueprint at an element: a ``service``, ``process``, ``lane`` or ``step``."""
    inside = (each for holder in element.all("extensionElements") for each in holder.children)
    return next((each for each in inside if each.namespace == OWN and each.name == f"{name}Keys"), None)


def keeps_a_blueprint(root: Element) -> bool:
    """Whether a file was written from a blueprint, and keeps it."""
    return any(kept(each, "service") is not None for each in root.all("collaboration"))


def kept_id(element: Element, name: str) -> str:
    """The id that is kept at an element; empty when there is none, or none that could be one."""
    found = kept(element, name)
    id = found.get("id") if found is not None else ""
    return id if re.fullmatch(ID, id) else ""


def kept_role(element: Element) -> Role | None:
    """The role that is kept of a lane."""
    found = kept(element, "lane")
    return next((role for role in ROLES if found is not None and found.get("role") == role), None)


def name_as_kept(vertices: Iterable[Vertex]) -> set[str]:
    """Give the steps the ids that are kept of them; of copies the first. The ids that are given."""
    given: set[str] = set()
    for vertex in vertices:
        id = "" if vertex.words else kept_id(vertex.node.element, "step")
        if id and id != "all" and id not in given:
            vertex.id = id
            given.add(id)
    return given


def kept_texts(root: Element) -> Iterator[tuple[Element, Element]]:
    """Every process, with what is kept of it, that has both."""
    for process in root.all("process"):
        own = kept(process, "process")
        if own is not None:
            yield process, own
