"""How a length of time is spread, to reckon with: the mean and the mean square, and atoms (times and their shares).

The moments are exact as long as nothing goes on side by side. Atoms are exact as long as there are few; of many, those that lie
close together become one, with their mean.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

Atoms = Sequence[tuple[float, float]]
TINY: Final = 1e-12
"""Shares below it are of no account."""
MOST: Final = 200
COARSE: Final = 1e-5
FEW: Final = 48
"""Where no more atoms than these are kept, shares below ``COARSE`` are of no account in loops."""


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
    begins, weight, moment = atoms[0][0], 0.0, 0.0
    for time, share in atoms:
        if share <= 0:
            continue
        if weight and (weight + share > heavy or (time - begins > width and low <= begins <= high)):
            found.append((moment / weight, weight))
            begins, weight, moment = time, 0.0, 0.0
        weight += share
        moment += time * share
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


class Laws:
    """Puts laws together; at most so many atoms are kept of each."""

    __slots__ = ("most",)

    def __init__(self, most: int = MOST) -> None:
        self.most = most

    def _kept(self, found: dict[float, float]) -> tuple[Atoms, bool]:
        atoms = sorted(found.items())
        return (thinned(atoms, self.most), False) if len(atoms) > self.most else (atoms, True)

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
        for first, part in one.atoms:
            for time, share in other.atoms:
                both = first + time
                found[both] = found.get(both, 0.0) + part * share
        atoms, whole = self._kept(found)
        return Law(mean, square, atoms, one.sure and other.sure, whole and one.whole and other.whole)

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
        atoms, kept = self._kept(found)
        sure, exact = all(law.sure for _, law in several), kept and all(law.whole for _, law in several)
        return whole, Law(mean, square, atoms, sure, exact)

    def rounds(self, again: float, body: Law) -> Law:
        """Gone round so often as the lot falls, with this share each time: not at all, once, twice...

        Rounds are doubled: so many at most and as many again.
        """
        left = 1 - again
        mean = again * body.mean / left
        variance = again / left * body.variance + again / left**2 * body.mean**2
        law, turn, share = Law(0.0, 0.0, ((0.0, left),)), body, again
        least = TINY if self.most > FEW else COARSE
        while share > least:
            longer = self.after(law, turn)
            joined = dict(law.atoms)
            for time, part in longer.atoms:
                joined[time] = joined.get(time, 0.0) + part * share
            atoms, whole = self._kept(joined)
            law = law._replace(atoms=atoms, whole=law.whole and whole and longer.whole)
            share *= share
            turn = self.after(turn, turn) if share > least else turn
        total = sum(share for _, share in law.atoms)
        atoms = [(time, share / total) for time, share in law.atoms]
        return Law(mean, variance + mean * mean, atoms, body.sure, law.whole and body.whole)
