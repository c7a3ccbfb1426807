"""Blueprints to BPMN 2.0, with the diagram that our own layout gives."""

from typing import Literal
from xml.etree import ElementTree

from blueprint.interchange.bpmn_out.beside import lay_beside
from blueprint.interchange.bpmn_out.diagram import draw
from blueprint.interchange.bpmn_out.drafts import Draft
from blueprint.interchange.bpmn_out.keeping import Keeping
from blueprint.interchange.bpmn_out.laying import laid
from blueprint.interchange.bpmn_out.links import link_up
from blueprint.interchange.bpmn_out.pools import as_received, keep_own, part_customers
from blueprint.interchange.bpmn_out.telling import told
from blueprint.interchange.bpmn_out.tree import Writing
from blueprint.interchange.notes import Exported
from blueprint.model import Blueprint

__all__ = ["drafted", "without_diagram", "write_bpmn", "write_bpmn_pools"]

View = Literal["lanes", "pools"]


def write_bpmn(blueprint: Blueprint, name: str = "") -> Exported:
    """BPMN with a pool for each process, in which the customer has a lane; notes say what stands in extensions only."""
    return _written(blueprint, name, "lanes")


def write_bpmn_pools(blueprint: Blueprint, name: str = "") -> Exported:
    """BPMN in which the customer has a pool of their own, and messages go to and fro."""
    return _written(blueprint, name, "pools")


def without_diagram(blueprint: Blueprint, view: str) -> bytes:
    """The bytes of a file that shows nothing, and keeps the ids alone."""
    root = Writing(blueprint, drafted(blueprint, "pools" if view == "pools" else "lanes"), Keeping(blueprint, view)).root()
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def drafted(blueprint: Blueprint, view: View) -> Draft:
    """What a file shows, before it has a place."""
    shown = as_shown(blueprint, view)
    draft = laid(shown)
    for pool in draft.pools:
        lay_beside(shown, pool)
    link_up(draft)
    if view == "pools":
        part_customers(blueprint, draft)
        keep_own(blueprint, draft)
    return draft


def as_shown(blueprint: Blueprint, view: View) -> Blueprint:
    """The blueprint whose steps stand where the view shows them."""
    return as_received(blueprint) if view == "pools" else blueprint


def _written(blueprint: Blueprint, name: str, view: View) -> Exported:
    draft = drafted(blueprint, view)
    root = Writing(blueprint, draft, Keeping(blueprint, view)).root()
    draw(root, as_shown(blueprint, view), draft)
    ElementTree.indent(root)
    return Exported(bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n", told(blueprint, name))
