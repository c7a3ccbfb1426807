"""What forces, modes, kinds and dimensions are called in sentences and on drawings."""

from collections.abc import Mapping
from typing import Final

from blueprint.model import Blueprint
from blueprint.model_innovation import ACTORS, INTERNAL, TRACKS, Dimension, ForceName, InnovationKind, Weight

GROUPS: Final[Mapping[str, tuple[ForceName, ...]]] = {"internal": INTERNAL, "tracks": TRACKS, "actors": ACTORS}
"""The forces from within, and from outside the tracks and the actors."""
GROUP_TITLES: Final[Mapping[str, str]] = {
    "internal": "Internal forces",
    "tracks": "External forces: tracks",
    "actors": "External forces: actors",
}
FORCE_TITLES: Final[Mapping[str, str]] = {
    "strategy-and-management": "Strategy and management",
    "employees": "Employees",
    "innovation-department": "Innovation department",
    "research-and-development": "Research and development",
    "service-professional": "Service-professional track",
    "managerial": "Managerial track",
    "technological": "Technological track",
    "institutional": "Institutional track",
    "social": "Social track",
    "customers": "Customers",
    "competitors": "Competitors",
    "knowledge-suppliers": "Suppliers of knowledge",
    "technology-suppliers": "Suppliers of technology",
    "public-sector": "Public sector",
}
LEVELS: Final[Mapping[Weight, int]] = {"absent": 0, "weak": 1, "strong": 2, "dominant": 3}
"""How much each weight is worth."""
DIMENSION_TITLES: Final[Mapping[Dimension, str]] = {
    "concept": "New service concept",
    "client-interface": "New client interface",
    "delivery-system": "New delivery system",
    "technology": "New technology",
}
KIND_TITLES: Final[Mapping[InnovationKind, str]] = {"formal": "formalisation", "delivery": "delivery (transfer)"}


def force_title(name: str) -> str:
    """What a force is called."""
    return FORCE_TITLES[name]


def end_title(blueprint: Blueprint | None, name: str) -> str:
    """What the end of a link is called: a force, a team or an actor; an id that is none of them stands for itself.

    >>> end_title(None, "customers"), end_title(None, "member")
    ('Customers', 'Member')
    """
    if name in FORCE_TITLES:
        return FORCE_TITLES[name]
    if blueprint and name in blueprint.teams:
        return blueprint.teams[name].title
    if blueprint and name in blueprint.actors:
        return blueprint.actors[name].title
    return name.capitalize()
