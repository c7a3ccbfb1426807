"""What can be asked of a blueprint's driving forces: each question is a test by name, as the modes' data uses them.

What is not declared is not known: then neither a test nor its contrary holds.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from attrs import frozen

from blueprint.innovation.names import GROUPS, LEVELS
from blueprint.model_innovation import FORCES, INTERNAL, Innovation, Link

RESEARCH: Final = "research-and-development"
CUSTOMERS: Final = "customers"
HEAVY: Final = LEVELS["strong"]
_OUTSIDE: Final = frozenset({"customers", "knowledge-suppliers", "technology-suppliers"})


@frozen(eq=False)
class Facts:
    """The declared forces, links and initiatives of one enterprise."""

    innovation: Innovation

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """What each declared force weighs, from 0 (absent) to 3 (dominant)."""
        return {str(name): LEVELS[force.weight] for name, force in self.innovation.forces.items()}

    @cached_property
    def acting(self) -> frozenset[str]:
        """The forces that weigh anything."""
        return frozenset(name for name, level in self.levels.items() if level)

    def holds(self, test: str, argument: Any) -> bool:
        """Whether a test holds; KeyError for one that does not exist."""
        return TESTS[test](self, argument)

    def links_of(self, name: str) -> list[Link]:
        """The links of a force or department."""
        return [each for each in self.innovation.links if name in (each.from_, each.to)]

    def hears(self, name: str) -> bool:
        """Whether anything comes in by a link."""
        return any(each.way == "interacting" or each.to == name for each in self.links_of(name))

    def speaks(self, name: str) -> bool:
        """Whether anything goes out by a link."""
        return any(each.way == "interacting" or each.from_ == name for each in self.links_of(name))

    def met_by(self, name: str) -> frozenset[str]:
        """The forces and departments at the other ends of its links."""
        return frozenset(end for each in self.links_of(name) for end in (each.from_, each.to)) - {name}


Test = Callable[[Facts, Any], bool]


def _names(argument: Any) -> Iterable[str]:
    return [argument] if isinstance(argument, str) else argument


def _every(holds: Callable[[int], bool]) -> Test:
    """Whether all forces named are declared, and weigh so."""
    return lambda facts, names: all(name in facts.levels and holds(facts.levels[name]) for name in _names(names))


def _rivals(facts: Facts, name: str) -> list[int]:
    group = next(group for group in GROUPS.values() if name in group)
    return [facts.levels[each] for each in group if each != name and each in facts.levels]


def _leads(facts: Facts, name: str) -> bool:
    level = facts.levels.get(name, 0)
    return level >= HEAVY and all(level > each for each in _rivals(facts, name))


def _outweighed(facts: Facts, name: str) -> bool:
    return name in facts.levels and any(facts.levels[name] < each for each in _rivals(facts, name))


def _heavier(facts: Facts, names: Any) -> bool:
    one, other = names
    return one in facts.levels and other in facts.levels and facts.levels[one] > facts.levels[other]


def _back(facts: Facts, name: str) -> list[Link]:
    """The links by which a department hears from those it works for: interaction, or what comes in from within."""
    within = {*INTERNAL, CUSTOMERS}
    return [
        each
        for each in facts.links_of(name)
        if each.way == "interacting" or (each.to == name and (each.from_ in within or each.from_ not in FORCES))
    ]


def _line(facts: Facts, name: str) -> bool:
    return facts.speaks(name) and not _back(facts, name)


def _receives(facts: Facts, name: str) -> bool:
    return facts.hears(name) and not facts.speaks(name)


def _interaction(facts: Facts, wanted: Any) -> bool:
    ways = [each.way for each in facts.innovation.links]
    return bool(ways and (2 * ways.count("interacting") > len(ways)) is wanted)


def _one_way_only(facts: Facts, wanted: Any) -> bool:
    links = facts.innovation.links
    return bool(links and all(each.way == "one-way" for each in links) is wanted)


def _ad_hoc(facts: Facts, wanted: Any) -> bool:
    kinds = [each.kinds for each in facts.innovation.initiatives.values()]
    special = sum("specialised" in each for each in kinds)
    return bool(kinds and (2 * special >= len(kinds) if wanted else special == 0))


def _members_only(facts: Facts, wanted: Any) -> bool:
    network = facts.innovation.network
    met = facts.met_by(RESEARCH)
    return bool(network and met & {*network.members} and not met & _OUTSIDE) is bool(wanted)


TESTS: Final[Mapping[str, Test]] = {
    "heavy": _every(lambda level: level >= HEAVY),
    "slight": _every(lambda level: level < HEAVY),
    "acts": _every(lambda level: level > 0),
    "absent": _every(lambda level: level == 0),
    "leads": _leads,
    "outweighed": _outweighed,
    "heavier": _heavier,
    "acting": lambda facts, least: len(facts.acting) >= least,
    "lacking": lambda facts, least: list(facts.levels.values()).count(0) >= least,
    "line": _line,
    "feedback": lambda facts, name: bool(_back(facts, name)),
    "receives": lambda facts, wanted: _receives(facts, CUSTOMERS) is wanted,
    "takes-part": lambda facts, wanted: facts.speaks(CUSTOMERS) is wanted,
    "interaction": _interaction,
    "one-way-only": _one_way_only,
    "ad-hoc": _ad_hoc,
    "network": lambda facts, wanted: bool(facts.innovation.network and facts.innovation.network.members) is wanted,
    "members-only": _members_only,
    "talks-outside": lambda facts, wanted: bool(facts.met_by(RESEARCH) & _OUTSIDE) is wanted,
}
"""What each test asks: of the forces named, of a number of them, or whether something is so."""
