"""Branches that go on side by side, put together: the longest of those that arrive, and the first that stops the case."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from math import prod
from typing import NamedTuple

from blueprint.timing.law import Law, Laws, of_atoms, thinned

Masses = list[tuple[float, float]]
"""Times and shares in order of time; the shares need not add to one."""
ARRIVES, ENDS, STOPS = "arrives", "ends", "stops"
Way = tuple[str, str]
"""How a branch goes out, and with which outcome."""


class Branch(NamedTuple):
    """``taken``: in how many of the cases; ``ways``: how it goes out, with what share of these and after how long."""

    taken: float
    ways: Mapping[Way, tuple[float, Law]]

    def masses(self, fits: Callable[[Way], bool]) -> Masses:
        """When the branch has gone out in a way that fits; at once where it is not taken."""
        fitting = [each for way, each in self.ways.items() if fits(way)]
        if len(fitting) == 1 and self.taken == 1:
            share, law = fitting[0]
            return [(time, share * part) for time, part in law.atoms]
        found: dict[float, float] = {0.0: 1 - self.taken} if self.taken < 1 else {}
        for share, law in fitting:
            for time, part in law.atoms:
                found[time] = found.get(time, 0.0) + self.taken * share * part
        return sorted(found.items())


def together(branches: Sequence[Branch], laws: Laws, *, awaits_all: bool) -> dict[Way, tuple[float, Law]]:
    """How branches go out together. Where some may not be taken, at least one is.

    ``awaits_all``: the join waits for an arrival on every branch; otherwise for those that come.
    """
    none = prod(1 - branch.taken for branch in branches)
    kinds = {kind for branch in branches for kind, _ in branch.ways}
    exact = all(law.whole for branch in branches for _, law in branch.ways.values())
    found: dict[Way, Masses] = {}
    idle: Masses = [(0.0, none)] if none else []
    if ARRIVES in kinds:
        everything = latest(
            branch.masses(lambda way: way[0] == ARRIVES or (way[0] == ENDS and not awaits_all)) for branch in branches
        )
        without = latest(branch.masses(lambda way: way[0] == ENDS) for branch in branches) if ENDS in kinds else idle
        found[ARRIVES, ""] = less(everything, without)
    if ENDS in kinds:
        every = latest(branch.masses(lambda way: way[0] == ENDS) for branch in branches)
        good = latest(branch.masses(lambda way: way == (ENDS, "success")) for branch in branches)
        found[ENDS, "success"] = less(good, idle)
        found[ENDS, "partly"] = less(every, good)
    if STOPS in kinds:
        found |= _first_stops(branches)
    laid: dict[Way, tuple[float, Law]] = {}
    for way, masses in found.items():
        share = sum(part for _, part in masses)
        if share > 1e-15:
            laid[way] = share / (1 - none), _law(masses, share, laws, exact=exact)
    return laid


def _law(masses: Masses, share: float, laws: Laws, *, exact: bool) -> Law:
    atoms = [(time, part / share) for time, part in masses]
    if len(atoms) > laws.most:
        return of_atoms(thinned(atoms, laws.most), sure=False, whole=False)
    return of_atoms(atoms, sure=exact, whole=exact)


def latest(several: Iterable[Masses]) -> Masses:
    """When the last of several is done, each independent of the others."""
    waiting = list(several)
    while len(waiting) > 1:
        odd = waiting[-1:] if len(waiting) % 2 else []
        waiting = [_later(waiting[at], waiting[at + 1]) for at in range(0, len(waiting) - 1, 2)] + odd
    return waiting[0]


def _later(one: Masses, other: Masses) -> Masses:
    found: Masses = []
    at = to = 0
    here = there = before = 0.0
    while at < len(one) or to < len(other):
        first = at < len(one) and (to == len(other) or one[at][0] <= other[to][0])
        time = one[at][0] if first else other[to][0]
        while at < len(one) and one[at][0] == time:
            here += one[at][1]
            at += 1
        while to < len(other) and other[to][0] == time:
            there += other[to][1]
            to += 1
        if here * there > before:
            found.append((time, here * there - before))
            before = here * there
    return found


def less(masses: Masses, others: Masses) -> Masses:
    """Some of the cases, without others that are among them."""
    taken = dict(others)
    found = [(time, part - taken.get(time, 0.0)) for time, part in masses]
    return [(time, part) for time, part in found if part > 1e-15]


def _first_stops(branches: Sequence[Branch]) -> dict[Way, Masses]:
    """When a branch stops the case before any other does."""
    stops = [[(time, way, branch.taken * share * part) for way, (share, law) in branch.ways.items() if way[0] == STOPS
              for time, part in law.atoms] for branch in branches]  # fmt: skip
    times = []
    for each in stops:
        each.sort()
        times.append(([time for time, _, _ in each], [0.0, *accumulate(part for _, _, part in each)]))
    found: dict[Way, dict[float, float]] = {}
    for at, each in enumerate(stops):
        for time, way, part in each:
            alone = part
            for other, (moments, reached) in enumerate(times):
                if other != at and moments:
                    alone *= 1 - reached[(bisect_right if other < at else bisect_left)(moments, time)]
            ways = found.setdefault(way, {})
            ways[time] = ways.get(time, 0.0) + alone
    return {way: sorted(masses.items()) for way, masses in found.items()}
