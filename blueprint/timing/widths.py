"""The laws of what nodes take: fixed times, and lognormal ones as atoms of equal share."""

from math import exp, inf, log
from typing import Final

from blueprint.timing.course import Takes
from blueprint.timing.law import Atoms, Law, fixed
from blueprint.timing.lognormal import below, moments, shape

SLICES: Final = 48
"""So many atoms stand for a lognormal time; the outer ones are thinner."""


def law_of(takes: Takes, slices: int = SLICES) -> Law:
    """The law of what a node takes, without the process that it runs.

    >>> law_of(Takes(mean=60)).atoms
    ((60, 1.0),)
    """
    if not takes.varies or not takes.mean:
        return fixed(takes.mean)
    mean, square = moments(takes)
    return Law(mean, square, _fitted(_sliced(takes, slices), mean, square), sure=True, whole=False)


def _sliced(takes: Takes, slices: int) -> Atoms:
    """Each slice of the time, at its mean."""
    from statistics import NormalDist

    centre, width = shape(takes)
    top = 1.0 if takes.most == inf else below((log(takes.most) - centre) / width)
    edges = [_edge(at / slices) * top for at in range(slices + 1)]
    normal = NormalDist()
    points = [-inf if not edge else inf if edge >= 1 else normal.inv_cdf(edge) for edge in edges]
    scale = exp(centre + width**2 / 2)
    found = []
    for at in range(slices):
        share = (edges[at + 1] - edges[at]) / top
        part = below(points[at + 1] - width) - below(points[at] - width)
        if share > 0:
            found.append((scale * part / share / top, share))
    return found


def _edge(part: float) -> float:
    """Where a part of the way from the first slice to the last lies in the shares: thin slices at both ends."""
    return part * part * (3 - 2 * part)


def _fitted(atoms: Atoms, mean: float, square: float) -> Atoms:
    """The atoms stretched around the mean, so that they vary as much as the time itself, but never below 0."""
    own = sum(share * time * time for time, share in atoms) - mean * mean
    wanted = square - mean * mean
    stretch = min((wanted / own) ** 0.5 if own > 0 else 1.0, mean / (mean - atoms[0][0]) if atoms[0][0] < mean else inf)
    return [(mean + (time - mean) * stretch, share) for time, share in atoms]


def cut(law: Law, most: float) -> Law:
    """The law of the times that are no longer than this."""
    if law.atoms[-1][0] <= most:
        return law
    kept = [(time, share) for time, share in law.atoms if time <= most]
    whole = sum(share for _, share in kept)
    if not kept:
        return fixed(most)
    atoms = [(time, share / whole) for time, share in kept]
    mean = sum(time * share for time, share in atoms)
    return Law(mean, sum(time * time * share for time, share in atoms), atoms, sure=law.whole, whole=law.whole)
