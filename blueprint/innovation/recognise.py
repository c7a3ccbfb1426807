"""Which mode the declared forces speak for: the modes ranked, with the signs for and against each."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from blueprint.innovation.facts import Facts
from blueprint.innovation.modes import UNCLEAR, Condition, Mode, Sign, all_modes
from blueprint.model_innovation import Innovation, ModeName

Speaks = Literal["for", "against", "silent"]
_PLACES: Final[dict[Speaks, int]] = {"for": 0, "silent": 1, "against": 2}

LEAST: Final = Fraction(40, 100)
"""What share of its signs must speak for a mode before it is recognised."""
AHEAD: Final = Fraction(10, 100)
"""By how much it must lead the next."""


@frozen
class Verdict:
    """What one sign says of one enterprise."""

    sign: Sign
    speaks: Speaks

    @property
    def text(self) -> str:
        """What is so, in words."""
        return self.sign.contrary if self.speaks == "against" else self.sign.says

    @property
    def value(self) -> int:
        """What it is worth to the mode."""
        return {"for": self.sign.weight, "against": -self.sign.weight, "silent": 0}[self.speaks]


@frozen
class Judged:
    """One mode with what each of its signs says."""

    mode: Mode
    verdicts: tuple[Verdict, ...]

    @property
    def score(self) -> Fraction:
        """From -1, where all its signs speak against it, to 1, where all speak for it."""
        return Fraction(sum(each.value for each in self.verdicts), sum(each.sign.weight for each in self.verdicts))

    @property
    def points(self) -> int:
        """The score out of 100, rounded towards 0."""
        return int(self.score * 100)

    @property
    def decided(self) -> Speaks:
        """What its decisive sign says."""
        return next(each.speaks for each in self.verdicts if each.sign.decisive)

    @property
    def barred(self) -> bool:
        """Whether its decisive sign speaks against it: then it is not this mode, whatever the others say."""
        return self.decided == "against"

    def speaking(self, speaks: Speaks) -> tuple[Verdict, ...]:
        """The signs that speak so, the weightiest first."""
        return tuple(sorted((each for each in self.verdicts if each.speaks == speaks), key=lambda each: -each.sign.weight))


@frozen
class Recognition:
    """The modes, the likeliest first."""

    ranked: tuple[Judged, ...]

    @property
    def leader(self) -> Judged | None:
        """The mode that the forces speak for, above all by the sign that decides; None when nothing leads."""
        first, second = self.ranked[:2]
        ahead = second.decided != "for" or first.score - second.score >= AHEAD
        return first if first.decided == "for" and first.score >= LEAST and ahead else None

    @property
    def mode(self) -> ModeName | Literal["unclear"]:
        """The mode recognised, or ``unclear``."""
        return self.leader.mode.id if self.leader else UNCLEAR

    def judged(self, name: str) -> Judged:
        """What was found of one mode."""
        return next(each for each in self.ranked if each.mode.id == name)

    def rank(self, name: str) -> int:
        """The place of a mode, from 1."""
        return 1 + [each.mode.id for each in self.ranked].index(self.judged(name).mode.id)


def recognise(innovation: Innovation, modes: Iterable[Mode] | None = None) -> Recognition:
    """Hold the signs of every mode against what is declared."""
    facts = Facts(innovation)
    return ranked([judge(facts, each) for each in (all_modes() if modes is None else modes)])


def ranked(judged: Sequence[Judged]) -> Recognition:
    """The modes in order: by what the sign that decides says, then by score, ties as in the paper."""
    return Recognition(tuple(sorted(judged, key=lambda each: (_PLACES[each.decided], -each.score))))


def judge(facts: Facts, mode: Mode) -> Judged:
    """What the signs of one mode say. A sign whose contrary holds as well is silent."""
    return Judged(mode, tuple(Verdict(each, _speaks(facts, each)) for each in mode.signs))


def _speaks(facts: Facts, sign: Sign) -> Speaks:
    found = _any(facts, sign.speaks_for), _any(facts, sign.speaks_against)
    if found == (True, False):
        return "for"
    return "against" if found == (False, True) else "silent"


def _any(facts: Facts, conditions: Iterable[Condition]) -> bool:
    return any(all(facts.holds(test, argument) for test, argument in each) for each in conditions)
