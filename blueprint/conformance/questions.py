"""The questions that a standard asks about the cases of a process."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Final

from attrs import field, frozen

from blueprint.conformance.asks import BEGUN, DONE, SKIPPED, WRONG, Ask, in_order, union
from blueprint.conformance.marks import Marks
from blueprint.conformance.moments import Kind, Moment
from blueprint.model import Outcome

OWING, REALISED, SEEN, LEFT_OUT, NOTED = (1 << bit for bit in range(5))


@frozen(eq=False)
class Facts:
    """What the steps of a process do for a standard, and what it starts with at each step where cases enter it. ``ends``: the
    outcomes of its ends."""

    steps: Mapping[str, Marks]
    ends: Mapping[str, Outcome]
    enters: Mapping[str, Marks] = field(factory=dict)

    def missing(self, stage: str, outcomes: Collection[Outcome]) -> Ask:
        """Is there a case that owes a stage, and neither realises nor skips it?"""
        return self._tally(partial(_of, stage), partial(_is, OWING, without=REALISED | LEFT_OUT), outcomes)

    def hidden(self, stage: str, outcomes: Collection[Outcome]) -> Ask:
        """Is there a case that owes a stage and realises it, but never where the customer sees it?"""
        return self._tally(partial(_of, stage), partial(_is, OWING | REALISED, without=SEEN), outcomes)

    def unrecorded(self, stage: str, record: str, outcomes: Collection[Outcome]) -> Ask:
        """Is there a case that owes a stage and realises it, in which something is never put on record?"""
        letter = partial(_of, stage, record=record)
        return self._tally(letter, partial(_is, OWING | REALISED, without=NOTED), outcomes)

    def left_out(self, stage: str, step: str, outcomes: Collection[Outcome]) -> Ask:
        """Is there a case that owes a stage and never realises it, because a step leaves it out?"""
        ask = self._tally(partial(_of, stage), partial(_is, OWING | LEFT_OUT, without=REALISED), outcomes)
        letters = {moment: letter & ~LEFT_OUT for moment, letter in ask.letters.items()}
        letters["goes-on", step] = letters.get(("goes-on", step), 0) | LEFT_OUT
        return Ask(letters, ask.then, ask.found)

    def disordered(self, stage: str, later: str) -> Ask:
        """Is there a case in which a step that realises the later stage begins, while the stage is done only afterwards?"""
        letters: dict[Moment, int] = {}
        sources: tuple[tuple[Kind, Mapping[str, Marks]], ...] = (("goes-on", self.steps), ("enters", self.enters))
        for kind, several in sources:
            for step, marks in several.items():
                if stage in marks.settled:
                    letters[kind, step] = DONE if stage in marks.done else SKIPPED
        for step, marks in self.steps.items():
            if later in marks.done and stage not in marks.settled:
                letters["begins", step] = BEGUN
        return Ask(letters, in_order, WRONG.__eq__, complete=False)

    def lacking(self, what: int, about: str, moment: Moment | None, outcomes: Collection[Outcome] = ()) -> Ask:
        """Is there a case that comes to a moment (without one, to its end) before a stage is done, seen or left out, or
        something is on record?

        ``what``: of these, what would do; ``about``: the stage, or the record. ``outcomes``: only cases with these count,
        where the ends are known.
        """
        letter = partial(_of, "", record=about) if what == NOTED else partial(_of, about)
        if moment is None and outcomes and self.ends:
            return self._tally(letter, partial(_is, OWING, without=what), outcomes)
        letters = self._letters(letter)
        if moment is None:
            return Ask(letters, union, partial(_is, 0, without=what))
        first = {moment: OWING | letters.get(moment, 0)}
        return Ask({**letters, **first}, union, partial(_is, OWING, without=what), complete=False)

    def _tally(self, letter: Callable[[Marks], int], found: Callable[[int], bool], outcomes: Collection[Outcome]) -> Ask:
        letters = self._letters(letter)
        letters |= {("ends", step): OWING for step, outcome in self.ends.items() if outcome in outcomes}
        return Ask(letters, union, found)

    def _letters(self, letter: Callable[[Marks], int]) -> dict[Moment, int]:
        letters: dict[Moment, int] = {("goes-on", step): bits for step, marks in self.steps.items() if (bits := letter(marks))}
        return letters | {("enters", step): bits for step, marks in self.enters.items() if (bits := letter(marks))}


SETTLED: Final = REALISED | LEFT_OUT


def _of(stage: str, marks: Marks, record: str = "") -> int:
    done = REALISED if stage in marks.done else 0
    seen = SEEN if stage in marks.seen else 0
    skipped = LEFT_OUT if stage in marks.skipped else 0
    return done | seen | skipped | (NOTED if record in marks.records else 0)


def _is(wanted: int, sofar: int, *, without: int) -> bool:
    return sofar & wanted == wanted and not sofar & without
