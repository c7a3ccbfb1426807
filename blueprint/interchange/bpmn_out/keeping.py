"""What the blueprint says itself, kept in the file's extensions: what BPMN has no place for comes back from there.

Each step, process and lane holds its own keys, as JSON (``stepKeys``, ``processKeys``, ``laneKeys``); the rest of the
blueprint stands at the collaboration (``serviceKeys``). Some readers take every element for a process whose name ends so,
wherever it stands.
"""

import re
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from blueprint.documents.writing import json_text
from blueprint.interchange.bpmn_out.drafts import Node, Pool
from blueprint.model import Blueprint

OWN: Final = "https://service-blueprint.dev/bpmn/1"
PREFIX: Final = "blueprint"
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Keeping:
    """Writes extensions, or none: ``Keeping(None)``. ``view`` is the name of the view that the file shows."""

    def __init__(self, blueprint: Blueprint | None, view: str = "") -> None:
        self.blueprint = blueprint
        self.view = view

    @property
    def namespace(self) -> dict[str, str]:
        return {f"xmlns:{PREFIX}": OWN} if self.blueprint is not None else {}

    def whole(self, holder: Element) -> None:
        if self.blueprint is None:
            return
        drawn = {id for id, process in self.blueprint.processes.items() if process.steps}
        plain = self.blueprint.plain()
        plain["processes"] = {id: each for id, each in plain["processes"].items() if id not in drawn}
        self._keep(holder, "service", {"view": self.view}, plain)

    def process(self, holder: Element, pool: Pool) -> None:
        if pool.own is not None:
            self._keep(
                holder, "process", {"id": pool.process}, {key: each for key, each in pool.own.plain().items() if key != "steps"}
            )

    def lane(self, holder: Element, id: str) -> None:
        role = self.blueprint.role(id) if self.blueprint is not None else None
        self._keep(holder, "lane", {"id": id} | ({"role": role} if role else {}), None)

    def node(self, holder: Element, node: Node) -> None:
        if node.own is not None:
            self._keep(holder, "step", {"id": node.step}, node.own.plain())

    def _keep(self, holder: Element, name: str, attributes: dict[str, str], plain: dict[str, Any] | None) -> None:
        if self.blueprint is not None:
            inside = SubElement(holder, "bpmn:extensionElements")
            made = SubElement(inside, f"{PREFIX}:{name}Keys", attributes)
            made.text = json_as_text(plain) if plain is not None else None


def json_as_text(plain: dict[str, Any]) -> str:
    """JSON in which every letter is one that XML can hold.

    >>> json_as_text({"a": "\\uffff"})
    '{\\n  "a": "\\\\uffff"\\n}'
    """
    return _FORBIDDEN.sub(_escape, json_text(plain))


def _escape(found: "re.Match[str]") -> str:
    return f"\\u{ord(found[0]):04x}"
