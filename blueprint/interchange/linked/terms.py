"""What the documents have in common: the context, which needs no network to be read, and the nodes while they are gathered."""

from typing import Any, Final

from attrs import define, field

from blueprint.model import Blueprint

SCHEMA: Final = "https://schema.org/"
_REFERENCES: Final = (
    "availableChannel", "itemOffered", "hasMerchantReturnPolicy",
    "returnPolicyCategory", "returnFees", "returnMethod", "refundType",
)  # fmt: skip
_PUBLIC: Final = {
    "cpsv": "http://purl.org/vocab/cpsv#", "cv": "http://data.europa.eu/m8g/", "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
_PUBLIC_REFERENCES: Final = ("cv:hasChannel", "cv:hasCompetentAuthority", "cv:hasCost", "cv:currency")
CONTEXT: Final[dict[str, Any]] = {
    "@vocab": SCHEMA,
    **_PUBLIC,
    **{name: {"@id": f"{SCHEMA}{name}", "@type": "@id"} for name in _REFERENCES},
    **{name: {"@type": "@id"} for name in _PUBLIC_REFERENCES},
    "cv:processingTime": {"@type": "xsd:duration"},
    "cv:hasValue": {"@type": "xsd:double"},
}
_UNITS: Final = {"s": "PT{}S", "min": "PT{}M", "h": "PT{}H", "d": "P{}D", "w": "P{}W", "mo": "P{}M", "y": "P{}Y"}

Node = dict[str, Any]


@define
class Graph:
    """The nodes of a document in their order, and what the blueprint does not say although readers look for it."""

    nodes: list[Node] = field(factory=list)
    silent: list[str] = field(factory=list)

    def add(self, node: Node) -> Node:
        """Add a node, without the keys that hold nothing."""
        filled = {key: value for key, value in node.items() if value not in (None, "", [], {})}
        self.nodes.append(filled)
        return filled


def named(kind: str, id: str) -> str:
    """The id of a node, relative to the page that the document stands in."""
    return f"#{kind}-{id}"


def duration(amount: Any, unit: str) -> str | None:
    """A duration as ISO 8601 writes it; None for working days, which it cannot say, and for fractions of calendar units.

    >>> from decimal import Decimal
    >>> duration(Decimal(6), "w"), duration(Decimal("1.5"), "h"), duration(Decimal(10), "wd")
    ('P6W', None, None)
    """
    whole = amount == amount.to_integral_value()
    return _UNITS[unit].format(int(amount)) if unit in _UNITS and whole else None


def used_channels(blueprint: Blueprint) -> list[str]:
    """The channels that steps go over, in the order of their definition."""
    steps = [step for process in blueprint.processes.values() for step in process.steps.values()]
    used = {channel for step in steps for channel in step.channels}
    used |= {channel for step in steps for part in step.with_.values() for channel in part.channels}
    return [each for each in blueprint.channels if each in used]
