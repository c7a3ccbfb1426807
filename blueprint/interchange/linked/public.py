"""Public services in the words of CPSV-AP 3.2, the vocabulary that the member states of the European Union publish them in."""

from typing import Any, Final

from blueprint.interchange.linked.terms import Graph, Node, duration, named, used_channels
from blueprint.model import Blueprint

_CURRENCY: Final = "http://publications.europa.eu/resource/authority/currency/"


def is_public(blueprint: Blueprint) -> bool:
    """Whether the service is one for citizens."""
    return any(each.kind == "citizen" for each in blueprint.personas.values())


def public_nodes(blueprint: Blueprint, graph: Graph) -> None:
    """Say of the service's nodes what they are as a public service, and add the authority and its fees."""
    by_id = {each["@id"]: each for each in graph.nodes}
    facts = blueprint.service
    service = by_id[named("service", blueprint.id)]
    service["@type"] = ["GovernmentService", "cpsv:PublicService"]
    service |= {
        "dct:identifier": blueprint.id,
        "dct:title": _text(blueprint, blueprint.title),
        "dct:description": _text(blueprint, blueprint.description or (facts.concept if facts else None) or blueprint.title),
    }
    for id in used_channels(blueprint):
        channel = by_id[named("channel", id)]
        channel["@type"] = ["ServiceChannel", "cv:Channel"]
        channel |= {"dct:identifier": id, "dct:description": _text(blueprint, blueprint.channels[id].title)}
        service.setdefault("cv:hasChannel", []).append(named("channel", id))
    _authority(blueprint, service, graph)
    _costs(blueprint, service, graph)
    time = _processing_time(blueprint)
    service |= {"cv:processingTime": time} if time else {}


def _text(blueprint: Blueprint, text: str) -> Any:
    return {"@value": text, "@language": blueprint.language} if blueprint.language else text


def _authority(blueprint: Blueprint, service: Node, graph: Graph) -> None:
    if blueprint.owner is None:
        graph.silent.append("CPSV-AP asks for the authority that answers for a public service, and the blueprint names no owner")
        return
    id = named("authority", blueprint.id)
    service["cv:hasCompetentAuthority"] = id
    graph.add({"@id": id, "@type": ["cv:PublicOrganisation"], "skos:prefLabel": _text(blueprint, blueprint.owner)})


def _costs(blueprint: Blueprint, service: Node, graph: Graph) -> None:
    for offer in service.get("offers", []):
        id = offer["@id"].removeprefix("#offer-")
        node = {
            "@id": named("cost", id),
            "@type": ["cv:Cost"],
            "dct:identifier": id,
            "dct:description": _text(blueprint, offer["name"]),
        }
        service.setdefault("cv:hasCost", []).append(node["@id"])
        graph.add(node | {"cv:hasValue": offer["price"], "cv:currency": f"{_CURRENCY}{offer['priceCurrency']}"})


def _processing_time(blueprint: Blueprint) -> str | None:
    """What is promised within a process of application, where there is one such promise."""
    applications = {id for id, process in blueprint.processes.items() if process.kind == "application"}
    found = [
        each.within
        for each in blueprint.promises.values()
        if each.within and each.from_ and {place.partition(".")[0] for place in (each.from_, *each.to)} <= applications
    ]
    return duration(found[0].amount, found[0].unit) if len(found) == 1 else None
