"""Times that vary: lognormal, as service times are (Brown, Gans, Mandelbaum et al., "Statistical Analysis of a Telephone Call
Center", Journal of the American Statistical Association, 2005)."""

from math import erf, exp, inf, log, sqrt
from typing import Final

from blueprint.timing.course import Takes

ROOT: Final = sqrt(2)


def shape(takes: Takes) -> tuple[float, float]:
    """The mean and standard deviation of the logarithm of the time, as long as nothing bounds it."""
    variance = log(1 + takes.varies**2)
    return log(takes.mean) - variance / 2, sqrt(variance)


def below(number: float) -> float:
    """The share of a normal distribution that lies below a number of standard deviations."""
    return (1 + erf(number / ROOT)) / 2


def beyond(takes: Takes) -> float:
    """The share of cases that would take longer than ``most``.

    >>> round(beyond(Takes(mean=60, varies=0.5, most=120)), 3)
    0.044
    """
    if takes.most == inf:
        return 0.0
    if takes.most <= 0:
        return 1.0
    centre, width = shape(takes)
    return 1 - below((log(takes.most) - centre) / width)


def moments(takes: Takes) -> tuple[float, float]:
    """The mean and the mean square of a time of at most ``most``."""
    centre, width = shape(takes)
    if takes.most == inf:
        return takes.mean, takes.mean**2 * (1 + takes.varies**2)
    edge = (log(takes.most) - centre) / width
    kept = below(edge)
    mean = exp(centre + width**2 / 2) * below(edge - width) / kept
    return mean, exp(2 * centre + 2 * width**2) * below(edge - 2 * width) / kept
