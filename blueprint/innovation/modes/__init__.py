"""The five modes of service innovation as data: their signs, and a textbook case of each."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from attrs import evolve, frozen

from blueprint.model_innovation import MODES, Innovation, ModeName
from blueprint.values import Table, remembered

UNCLEAR: Final = "unclear"
Condition = tuple[tuple[str, Any], ...]
"""Tests with their arguments, all of which hold."""


@frozen(kw_only=True)
class Sign:
    """Something that speaks for a mode where it is so, and against it where the contrary is so.

    ``says`` and ``contrary`` are the two in words; ``rests_on`` is what the paper says, in our words. ``speaks_for`` and
    ``speaks_against`` hold when any of their conditions does.
    """

    id: str
    weight: int
    says: str
    contrary: str
    rests_on: str
    speaks_for: tuple[Condition, ...]
    speaks_against: tuple[Condition, ...]
    decisive: bool = False


@frozen(kw_only=True, slots=False)
class Mode:
    """One way in which service enterprises innovate (Tan and Xu, section 4, Figures 2 to 6)."""

    id: ModeName
    title: str
    figure: int
    section: str
    about: str
    signs: tuple[Sign, ...]
    textbook: Innovation
    plain_flip: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called amid a sentence."""
        return self.title[0].lower() + self.title[1:]

    @property
    def weight(self) -> int:
        """What all its signs weigh together."""
        return sum(each.weight for each in self.signs)

    @property
    def decisive(self) -> Sign:
        """The sign without which it is another mode."""
        return next(each for each in self.signs if each.decisive)

    @cached_property
    def flipped(self) -> Innovation:
        """The textbook case with the decisive sign turned against the mode."""
        changes = Innovation.read({key: value for key, value in self.plain_flip.items() if key not in ("then", "drops")})
        forces = Table({**self.textbook.forces, **changes.forces})
        network = None if "network" in self.plain_flip.get("drops", ()) else self.textbook.network
        return evolve(self.textbook, forces=forces, links=changes.links or self.textbook.links, network=network)

    @property
    def then(self) -> str:
        """What is recognised in the flipped case: another mode, or that it is unclear."""
        return str(self.plain_flip["then"])


@remembered
def all_modes() -> tuple[Mode, ...]:
    """The five modes, in the order of the figures."""
    return tuple(map(_read, MODES))


def mode(name: str) -> Mode:
    """A mode by its id."""
    return next(each for each in all_modes() if each.id == name)


def _read(name: str) -> Mode:
    import tomllib
    from importlib.resources import files

    plain = tomllib.loads(files("blueprint.innovation.modes").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    signs = tuple(map(_sign, plain.pop("signs")))
    textbook = Innovation.read(plain.pop("textbook"))
    return Mode(signs=signs, textbook=textbook, plain_flip=plain.pop("flipped"), **plain)


def _sign(plain: Mapping[str, Any]) -> Sign:
    conditions = {key: tuple(tuple(each.items()) for each in plain[key]) for key in ("for", "against")}
    return Sign(
        id=plain["id"],
        weight=plain["weight"],
        says=plain["says"],
        contrary=plain["contrary"],
        rests_on=plain["rests-on"],
        decisive=plain.get("decisive", False),
        speaks_for=conditions["for"],
        speaks_against=conditions["against"],
    )
