"""The lanes of a blueprint in canonical order: promises, emotion, evidence, outside, customer, frontstage, backstage, support,
management.

Outside parties (a mediator, a courier of the customer) stand on the customer's side of the line of interaction: they are
not the provider's people, and what they do is seen. Management plans, leads and controls; the line of implementation parts
it from those who do the service (Kingman-Brundage).
"""

from collections.abc import Iterable
from typing import Final

from blueprint.layout.values import LaneRole
from blueprint.model import Blueprint

EVIDENCE: Final = "@evidence"
"""The lane of physical evidence; no id of a lane can be this."""

ORDER: Final[tuple[LaneRole, ...]] = (
    "promises", "emotion", "evidence", "outside", "customer", "frontstage", "backstage", "support", "management", "unknown",
)  # fmt: skip
TITLES: Final[dict[LaneRole, str]] = {
    "promises": "Promises",
    "emotion": "Emotion",
    "evidence": "Physical evidence",
    "outside": "Outside parties",
    "customer": "Customer",
    "frontstage": "Frontstage",
    "backstage": "Backstage",
    "support": "Support",
    "management": "Management",
}
INTERACTION: Final = "line of interaction"
VISIBILITY: Final = "line of visibility"
INTERNAL: Final = "line of internal interaction"
IMPLEMENTATION: Final = "line of implementation"
_BEFORE: Final[dict[str, frozenset[LaneRole]]] = {
    INTERACTION: frozenset({"evidence", "outside", "customer"}),
    VISIBILITY: frozenset({"evidence", "outside", "customer", "frontstage"}),
    INTERNAL: frozenset({"evidence", "outside", "customer", "frontstage", "backstage"}),
    IMPLEMENTATION: frozenset({"evidence", "outside", "customer", "frontstage", "backstage", "support"}),
}

LaneRank = tuple[int, int, str]


def role_of(blueprint: Blueprint, lane: str) -> LaneRole:
    """The role of a lane; ``unknown`` for one that is not defined."""
    return "evidence" if lane == EVIDENCE else blueprint.role(lane) or "unknown"


def rank_of(blueprint: Blueprint, lane: str) -> LaneRank:
    """The place of a lane from top to bottom: by role, the role's own lane first, then by id."""
    role = role_of(blueprint, lane)
    return ORDER.index(role), int(lane != role), lane


def title_of(blueprint: Blueprint, lane: str) -> str:
    """The name of a lane for readers."""
    if lane in blueprint.lanes:
        return blueprint.lanes[lane].title
    return TITLES.get(role_of(blueprint, lane), lane)


def lines_between(upper: LaneRole, lower: LaneRole) -> tuple[str, ...]:
    """The names of the lines that separate two neighbouring lanes; often none, and more than one where a lane is missing.

    >>> lines_between("customer", "frontstage"), lines_between("customer", "backstage")
    (('line of interaction',), ('line of interaction', 'line of visibility'))
    """
    return tuple(name for name, before in _BEFORE.items() if upper in before and lower not in before and lower != "unknown")


def ordered(blueprint: Blueprint, lanes: Iterable[str]) -> tuple[str, ...]:
    """Lanes from top to bottom, each once."""
    return tuple(sorted(set(lanes), key=lambda lane: rank_of(blueprint, lane)))
