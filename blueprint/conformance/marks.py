"""What a step does for a standard: the stages it realises, where the customer sees it or not, leaves out, and puts on record."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Final

from attrs import frozen

from blueprint.model import SEEN_ROLES, Step
from blueprint.view import View

Stages = frozenset[str]
_NO: Final[Stages] = frozenset()


@frozen
class Marks:
    """Stages by id: ``done``, of these the ones ``seen`` by the customer, those left out; and what is put on record."""

    done: Stages = _NO
    seen: Stages = _NO
    skipped: Stages = _NO
    records: Stages = _NO

    def __or__(self, other: "Marks") -> "Marks":
        return Marks(self.done | other.done, self.seen | other.seen, self.skipped | other.skipped, self.records | other.records)

    def __and__(self, other: "Marks") -> "Marks":
        """What both have. A stage that the one has done and the other left out, both have settled."""
        settled = (self.done | self.skipped) & (other.done | other.skipped)
        done = self.done & other.done
        return Marks(done, self.seen & other.seen, settled - done, self.records & other.records)

    @property
    def settled(self) -> Stages:
        """The stages that nothing is wanted for any more."""
        return self.done | self.skipped

    def __bool__(self) -> bool:
        return bool(self.done or self.skipped or self.records)


def together(several: Iterable[Marks]) -> Marks:
    """What several have done, all in all."""
    return reduce(Marks.__or__, several, Marks())


def marks_of(view: View, step: Step, standard: str) -> Marks:
    """What a step itself, with its parts, does for a standard."""
    done = frozenset(_stages(step.realises, standard))
    seen = done if view.is_seen(step) else _NO
    for lane, part in step.with_.items():
        found = frozenset(_stages(part.realises, standard))
        done |= found
        seen |= found if view.blueprint.role(lane) in SEEN_ROLES else _NO
    return Marks(done, seen, frozenset(_stages(step.skips, standard)), frozenset(step.records))


def has_marks(step: Step) -> bool:
    """Whether a step does anything for any standard."""
    return bool(step.realises or step.skips or step.records) or any(part.realises for part in step.with_.values())


def _stages(references: Iterable[str], standard: str) -> Iterator[str]:
    for each in references:
        name, _, stage = each.partition("/")
        if name == standard:
            yield stage
