"""Linked data: the service in the words of schema.org, which search engines read, and for public services of CPSV-AP.

Only what the blueprint says is told: where it is silent on a fee or a term, so is the document.
"""

import json
from typing import Any

from blueprint.interchange.linked.public import is_public, public_nodes
from blueprint.interchange.linked.service import nodes
from blueprint.interchange.linked.terms import CONTEXT, Graph
from blueprint.interchange.notes import Exported, Note
from blueprint.model import Blueprint

__all__ = ["document", "write_jsonld"]


def write_jsonld(blueprint: Blueprint, name: str = "") -> Exported:
    """A JSON-LD document, safe to stand in the ``<script>`` of a page; notes say what it leaves out."""
    graph = _graph(blueprint)
    text = json.dumps(_whole(graph), ensure_ascii=False, indent=2).replace("</", "<\\/") + "\n"
    told = "linked data tells the service, its channels, prices and returns; steps, lanes, promises and all else stay out"
    notes = [Note(weight="lost", message=told, file=name)]
    notes += [Note(weight="lost", message=each, file=name) for each in graph.silent]
    return Exported(text.encode(), tuple(notes))


def document(blueprint: Blueprint) -> dict[str, Any]:
    """The document as plain data: ``@context``, and a ``@graph`` of the service, its channels, offers and terms of return."""
    return _whole(_graph(blueprint))


def _whole(graph: Graph) -> dict[str, Any]:
    return {"@context": CONTEXT, "@graph": graph.nodes}


def _graph(blueprint: Blueprint) -> Graph:
    graph = Graph()
    nodes(blueprint, graph)
    if is_public(blueprint):
        public_nodes(blueprint, graph)
    return graph
