"""The service in the words of schema.org: ``Service``, ``ServiceChannel``, ``Offer``, ``MerchantReturnPolicy``."""

from collections.abc import Iterator
from typing import Any, Final

from blueprint.interchange.linked.returns import RETURNS, return_policy
from blueprint.interchange.linked.terms import Graph, Node, named, used_channels
from blueprint.model import Blueprint, Process

_AUDIENCE: Final = {"business": "BusinessAudience", "consumer": "PeopleAudience", "citizen": "PeopleAudience"}


def nodes(blueprint: Blueprint, graph: Graph) -> None:
    """Add the service, its channels, what it costs, and how what was sold goes back."""
    facts = blueprint.service
    node: Node = {
        "@id": named("service", blueprint.id),
        "@type": ["Service"],
        "identifier": blueprint.id,
        "name": blueprint.title,
        "description": blueprint.description or (facts.concept if facts else None),
        "serviceType": facts.branch if facts else None,
        "areaServed": list(facts.places) if facts else None,
        "audience": [_audience(each.kind, each.title) for each in blueprint.personas.values()],
        "availableChannel": [named("channel", each) for each in used_channels(blueprint)],
        "offers": list(_offers(blueprint, graph)),
    }
    graph.add(node)
    for id in used_channels(blueprint):
        told = {"@id": named("channel", id), "@type": ["ServiceChannel"], "name": blueprint.channels[id].title}
        graph.add(told | {"availableLanguage": blueprint.language})
    for id in _return_processes(blueprint):
        graph.add(return_policy(blueprint, id, graph))


def _audience(kind: str | None, title: str) -> Node:
    return {"@type": _AUDIENCE.get(kind or "", "Audience"), "audienceType": title}


def _return_processes(blueprint: Blueprint) -> list[str]:
    return [id for id in blueprint.process_ids() if blueprint.processes[id].kind in RETURNS]


def _offers(blueprint: Blueprint, graph: Graph) -> Iterator[dict[str, Any]]:
    """What customers pay for a case of a process, where the currency is known; what goes back is no offer."""
    priced = [(id, blueprint.processes[id]) for id in blueprint.process_ids() if blueprint.processes[id].price is not None]
    for id, process in priced:
        if process.kind in RETURNS:
            continue
        if blueprint.money is None:
            graph.silent.append(f"the price of '{process.title}' stays out: nothing says in which currency (money: currency)")
            continue
        yield _offer(blueprint, id, process)


def _offer(blueprint: Blueprint, id: str, process: Process) -> dict[str, Any]:
    currency = blueprint.money.currency if blueprint.money else ""
    offer = {
        "@id": named("offer", id),
        "@type": "Offer",
        "name": process.title,
        "price": f"{process.price:f}",
        "priceCurrency": currency,
    }
    policies = [named("return", each) for each in _return_processes(blueprint)]
    return offer | {"hasMerchantReturnPolicy": policies} if policies and process.phase == "in-sale" else offer
