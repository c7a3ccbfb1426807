"""What the cases of a course do: how long they take, how they end, how often each node is come to."""

from collections.abc import Callable, Mapping
from math import prod
from typing import TYPE_CHECKING, Final, NamedTuple

from blueprint.timing.blocks import KnottedError, blocks_of
from blueprint.timing.course import Course
from blueprint.timing.law import NONE, Law, Laws
from blueprint.timing.maze import Maze, maze_of
from blueprint.timing.reduce import LawOf, Reduced, reduced
from blueprint.timing.values import Basis, Spread
from blueprint.timing.web import EndlessError

if TYPE_CHECKING:
    from blueprint.timing.simulate import Simulated

ERROR: Final = 0.03
"""Quantiles of merged atoms are off by less than this part, as measured against 20,000 cases."""
ROUGH: Final = 0.12
"""So are all times where bounds had to be left out, or were forgotten in branches that are started again."""
SELDOM: Final = 0.01
"""Where stops cut off branches beside them in more of the cases, visits are counted in cases played by chance."""
UNCOUNTED: Final = "until a stop beside it ends the case, a loop goes round too often to be counted: say how long its steps take"
LARGE: Final = 1_000
"""Of a course of more nodes too few cases can be played in a moment to count visits in them."""


class Cases(NamedTuple):
    """Cases played by chance: ``played`` where branches do not meet in an orderly way, ``counted`` a few to count visits in,
    where stops cut off branches."""

    played: "Callable[[], Simulated]"
    counted: "Callable[[], Simulated]"


class Counts(NamedTuple):
    """``visits``: how often each node is come to in a case; ``flows``: how often each arrow is taken."""

    visits: list[float]
    flows: dict[int, float]
    basis: Basis


class Passed(NamedTuple):
    """How long cases take, how they end, and how often they come to what."""

    elapsed: Spread
    outcomes: Mapping[str, float]
    counts: Counts


def passed(course: Course, cases: Cases, law_of: LawOf) -> Passed:
    """What the cases do."""
    try:
        maze = maze_of(course.ending, blocks_of(course.ending))
        found = reduced(maze, law_of)
    except KnottedError:
        return _simulated(course, cases.played())
    _, law = Laws().mixed(found.ends.values())
    outcomes = {outcome: share for (_, outcome), (share, _) in sorted(found.ends.items())}
    return Passed(spread_of(law, exact=maze.whole), outcomes, _counted(course, maze, found, cases))


def counts_of(course: Course, cases: Cases) -> Counts:
    """How often cases come to what, whatever it takes."""
    try:
        maze = maze_of(course.ending, blocks_of(course.ending))
        return _counted(course, maze, reduced(maze, lambda _: NONE), cases)
    except KnottedError:
        return _simulated(course, cases.played()).counts


def _counted(course: Course, maze: Maze, found: Reduced, cases: Cases) -> Counts:
    if course.ending is not course:
        return _simulated(course, cases.counted()).counts
    if found.disturbed > SELDOM and len(maze.course.nodes) <= LARGE:
        return _simulated(maze.course, cases.counted()).counts
    outs, visits = maze.course.outs, [0.0] * len(maze.course.nodes)
    flows: dict[int, float] = {}
    for place, times in enumerate(found.visits):
        node = maze.nodes[place]
        if node >= 0:
            visits[node] += times
            for each in maze.lines.get(node, ()):
                flows[outs[node][0]] = flows.get(outs[node][0], 0.0) + times
                visits[each] += times
                node = each
        for _, share, arrow in maze.ways[place]:
            flows[arrow] = flows.get(arrow, 0.0) + times * share
    return Counts(visits, flows, "exact" if maze.whole and not found.disturbed else "approximate")


def spread_of(law: Law, *, exact: bool) -> Spread:
    """A law for readers; ``exact``: nothing was left out before."""
    whole = exact and law.whole
    return Spread(
        law.mean,
        law.variance,
        tuple(law.atoms),
        "exact" if exact and law.sure else "approximate",
        "exact" if whole else "approximate",
        0.0 if whole else ERROR if exact else ROUGH,
    )


def law_from(spread: Spread) -> Law:
    """A spread to reckon on with."""
    square = spread.variance + spread.mean**2
    return Law(spread.mean, square, spread.atoms, spread.basis == "exact", spread.atoms_basis == "exact")


def _simulated(course: Course, cases: "Simulated") -> Passed:
    """By chance. How often a node is come to follows from how often its step is begun."""
    if cases.unfinished and course.ending is not course:
        raise EndlessError(UNCOUNTED)
    if cases.elapsed is None:
        raise EndlessError
    visits, flows = [0.0] * len(course.nodes), dict[int, float]()
    for key, node in course.beginnings.items():
        visits[node] = cases.visits.get(key, 0.0)
    for node in sorted(course.beginnings.values()):
        _spread_out(course, node, visits, flows)
    return Passed(cases.elapsed, cases.outcomes, Counts(visits, flows, "simulated"))


def _spread_out(course: Course, node: int, visits: list[float], flows: dict[int, float]) -> None:
    """What leaves the first node of a step, and what comes to its other nodes and to that from which its branches begin."""
    left = visits[node]
    shares = [course.arrows[each].share for each in course.outs[node] if not course.arrows[each].is_exit]
    kind = course.nodes[node].kind
    whole = 1 - prod(1 - share for share in shares) if kind in ("parallel", "several") else sum(shares)
    for each in sorted(course.outs[node], key=lambda number: not course.arrows[number].is_exit):
        arrow = course.arrows[each]
        flows[each] = visits[node] * arrow.share if arrow.is_exit else left * arrow.share / (whole or 1)
        if arrow.is_exit:
            left -= flows[each]
        head = course.nodes[arrow.head]
        if arrow.to is None and not head.begins and not head.ends:
            visits[arrow.head] = flows[each]
            _spread_out(course, arrow.head, visits, flows)
