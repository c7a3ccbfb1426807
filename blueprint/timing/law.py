"""How a length of time is spread, to reckon with: the mean and the mean square, and atoms (times and their shares).

The moments are exact as long as nothing goes on side by side. Atoms are exact as long as there are few; of many, those that lie
close together become one, with their mean.
"""

from collections.abc import Iterable, Sequence
from math import inf
from typing import Final, NamedTuple

Atoms = Sequence[tuple[float, float]]
TINY: Final = 1e-12
"""Shares below it are of no account."""
MOST: Final = 200
COARSE: Final = 1e-5
FEW: Final = 48
SELDOM: Final = 0.01
"""Where no more atoms than these are kept, shares below ``COARSE`` are of no account in loops, rounds that are gone in less than
``SELDOM`` of the cases count at their mean, and of several rounds together half as many atoms are enough."""


class Law(NamedTuple):
    """``mean`` and ``square`` (of which the variance is a part), ``atoms`` in order of time with shares that add to one.

    ``sure``: the moments are exact; ``whole``: so are the atoms.
    """

    mean: float
    square: float
    atoms: Atoms
    sure: bool = True
    whole: bool = True

    @property
    def variance(self) -> float:
        return max(0.0, self.square - self.mean * self.mean)


NONE: Final = Law(0.0, 0.0, ((0.0, 1.0),))


def fixed(time: float) -> Law:
    """A time that never varies."""
    return Law(time, time * time, ((time, 1.0),))


def of_atoms(atoms: Atoms, *, sure: bool, whole: bool) -> Law:
    """A law by its atoms alone."""
    mean = sum(time * share for time, share in atoms)
    return Law(mean, sum(time * time * share for time, share in atoms), atoms, sure, whole)


def thinned(atoms: Atoms, most: int) -> Atoms:
    """At most about so many atoms: those that lie close together, or are rare, become one at their mean.

    Half of them are spent on parts of equal share, half on parts of equal length between the first and the last thousandth.
    """
    whole = sum([share for _, share in atoms])
    low, high = _edge(atoms, whole / 1000), _edge(reversed(atoms), whole / 1000)
    width, heavy = 2.05 * (high - low) / most, 2.05 * whole / most
    found: list[tuple[float, float]] = []
    weight = moment = 0.0
    until = -inf
    for time, share in atoms:
        if time <= until and weight + share <= heavy:
            weight += share
            moment += time * share
            continue
        if weight:
            found.append((moment / weight, weight))
        weight, moment = share, time * share
        until = time + width if low <= time <= high else inf
    if weight:
        found.append((moment / weight, weight))
    return found


def _edge(atoms: Iterable[tuple[float, float]], share: float) -> float:
    """The time at which the atoms have come to this share."""
    reached, last = 0.0, 0.0
    for time, part in atoms:
        reached, last = reached + part, time
        if reached >= share:
            break
    return last


def _kept(found: dict[float, float], most: int) -> tuple[Atoms, bool]:
    """At most about so many atoms; and whether they are all."""
    atoms = sorted(found.items())
    return (thinned(atoms, most), False) if len(atoms) > most else (atoms, True)


def _add(found: dict[float, float], one: Atoms, other: Atoms, times: float = 1.0) -> None:
    """Add the sums of two times, with the products of their shares."""
    get = found.get
    for first, part in one:
        part *= times
        for time, share in other:
            both = first + time
            found[both] = get(both, 0.0) + part * share


def _twice(atoms: Atoms) -> dict[float, float]:
    """The sums of two times of one law, with their shares."""
    found: dict[float, float] = {}
    get = found.get
    for at, (first, part) in enumerate(atoms, start=1):
        both = first + first
        found[both] = get(both, 0.0) + part * part
        part += part
        for time, share in atoms[at:]:
            both = first + time
            found[both] = get(both, 0.0) + part * share
    return found


class Laws:
    """Puts laws together; at most so many atoms are kept of each."""

    __slots__ = ("most",)

    def __init__(self, most: int = MOST) -> None:
        self.most = most

    def kept(self, law: Law) -> Law:
        """A law with no more atoms than are kept."""
        return law if len(law.atoms) <= self.most else law._replace(atoms=thinned(law.atoms, self.most), whole=False)

    def after(self, one: Law, other: Law) -> Law:
        """One after the other."""
        if len(one.atoms) > len(other.atoms):
            one, other = other, one
        mean = one.mean + other.mean
        square = one.square + 2 * one.mean * other.mean + other.square
        if len(one.atoms) == 1:
            first, part = one.atoms[0]
            if not first and part == 1:
                return other
            atoms: Atoms = [(first + time, part * share) for time, share in other.atoms]
            return Law(mean, square, atoms, one.sure and other.sure, one.whole and other.whole)
        found: dict[float, float] = {}
        _add(found, one.atoms, other.atoms)
        atoms, whole = _kept(found, self.most)
        return Law(mean, square, atoms, one.sure and other.sure, whole and one.whole and other.whole)

    def in_line(self, several: Sequence[Law]) -> Law:
        """One after the other: fixed times at once, the others by two and two."""
        time = 0.0
        waiting = []
        for law in several:
            if len(law.atoms) == 1 and law.whole and law.sure:
                time += law.mean
            else:
                waiting.append(law)
        while len(waiting) > 1:
            pairs = zip(waiting[::2], waiting[1::2], strict=False)
            waiting = [self.after(one, other) for one, other in pairs] + waiting[len(waiting) & ~1 :]
        return self.after(fixed(time), waiting[0]) if waiting else fixed(time)

    def mixed(self, parts: Iterable[tuple[float, Law]]) -> tuple[float, Law]:
        """Either the one or the other, by shares of the cases; their sum, and what it is together."""
        several = [(share, law) for share, law in parts if share > 0]
        if len(several) == 1:
            return several[0]
        whole = sum(share for share, _ in several)
        if not several:
            return 0.0, NONE
        found: dict[float, float] = {}
        mean = square = 0.0
        for share, law in several:
            part = share / whole
            mean += part * law.mean
            square += part * law.square
            for time, atom in law.atoms:
                found[time] = found.get(time, 0.0) + part * atom
        atoms, kept = _kept(found, self.most)
        sure, exact = all(law.sure for _, law in several), kept and all(law.whole for _, law in several)
        return whole, Law(mean, square, atoms, sure, exact)

    def rounds(self, again: float, body: Law) -> Law:
        """Gone round so often as the lot falls, with this share each time: not at all, once, twice...

        Rounds are doubled: so many at most and as many again.
        """
        left = 1 - again
        mean = again * body.mean / left
        variance = again / left * body.variance + again / left**2 * body.mean**2
        atoms: Atoms = [(0.0, left)]
        turn, share, whole = body.atoms, again, body.whole
        least, rare, most = (COARSE, SELDOM, self.most // 2) if self.most <= FEW else (TINY, TINY, self.most)
        while True:
            found = dict(atoms)
            _add(found, atoms, turn, share)
            atoms, kept = _kept(found, self.most)
            whole, share = whole and kept, share * share
            if share <= least:
                break
            if share < rare and len(turn) > 1:
                turn, whole = [(2 * sum(time * part for time, part in turn), 1.0)], False
            else:
                turn, kept = _kept(_twice(turn), most)
                whole = whole and kept
        total = sum(share for _, share in atoms)
        return Law(mean, variance + mean * mean, [(time, share / total) for time, share in atoms], body.sure, whole)
