"""Places and the ways between them, from which places are taken out, one by one or a whole line at once.

What led to a place then leads to what came after it, with the product of the shares and the sum of the times. What was taken out
is remembered, so that expected visits follow in the opposite order: it is a sparse elimination (Gauss) of the balance of what
comes and goes.
"""

from collections.abc import Collection, Sequence
from typing import Final

from blueprint.timing.law import Law, Laws

Leading = dict[int, tuple[float, Law]]
"""For each place that is led to, in which share of the cases and after how long."""
ENDLESS: Final = 1e-9
"""A loop that is left less often than this is never left."""


class EndlessError(Exception):
    """A loop is never left."""


class Web:
    """``outs``: where each place leads; ``ins``: from where it is come to. ``gone``: what was taken out, in order: a place, what
    led to it, and how often it is gone through each time."""

    __slots__ = ("gone", "ins", "laws", "outs")

    def __init__(self, outs: list[Leading], laws: Laws) -> None:
        self.outs = outs
        self.laws = laws
        self.ins: list[set[int]] = [set() for _ in outs]
        for place, leading in enumerate(outs):
            for to in leading:
                self.ins[to].add(place)
        self.gone: list[tuple[int, list[tuple[int, float]], float]] = []

    def link(self, tail: int, to: int, share: float, law: Law) -> None:
        """A way from one place to another, beside what ways there are."""
        outs = self.outs[tail]
        outs[to] = self.laws.mixed((outs[to], (share, law))) if to in outs else (share, law)
        self.ins[to].add(tail)

    def take_out(self, place: int) -> None:
        """Take out a place."""
        outs = self.outs[place]
        rounds = self.round(place) if place in outs else 1.0
        before = []
        for tail in self.ins[place]:
            share, law = self.outs[tail].pop(place)
            before.append((tail, share))
            for to, (onward, then) in outs.items():
                self.link(tail, to, share * onward, self.laws.after(law, then))
        for to in outs:
            self.ins[to].discard(place)
        self.gone.append((place, before, rounds))

    def round(self, place: int) -> float:
        """Take away the way from a place to itself; how often the place is gone through each time that it is come to.

        EndlessError where it is never left.
        """
        outs = self.outs[place]
        again, law = outs.pop(place)
        self.ins[place].discard(place)
        if again > 1 - ENDLESS:
            raise EndlessError
        rounds = self.laws.rounds(again, law)
        for to, (onward, then) in outs.items():
            outs[to] = onward / (1 - again), self.laws.after(rounds, then)
        return 1 / (1 - again)

    def settle(self, place: int) -> None:
        """Let a place lead nowhere but to others, once it has gone round as often as it does."""
        if place in self.outs[place]:
            self.gone.append((place, [], self.round(place)))

    def take_out_plain(self, places: Sequence[int]) -> list[int]:
        """Take out those of these places that lead to one other alone; those that are left.

        Lines, on which places have one way in as well, go at once. A step cut in two is one again when all this is done.
        """
        single = {place for place in places if len(self.outs[place]) == 1 == len(self.ins[place])}
        several = [place for place in places if place not in single]
        for place in places:
            if place in single:
                line = self._line(place, single)
                single.difference_update(line)
                self._take_out_line(line)
        left = []
        for place in several:
            if len(self.outs[place]) == 1 and place not in self.outs[place]:
                self.take_out(place)
            else:
                left.append(place)
        return left

    def _line(self, place: int, single: Collection[int]) -> list[int]:
        """The line of single places on which a place lies."""
        first = place
        while (before := next(iter(self.ins[first]))) in single and before != place:
            first = before
        line = [first]
        while (to := next(iter(self.outs[line[-1]]))) in single and to != first:
            line.append(to)
        return line

    def _take_out_line(self, line: list[int]) -> None:
        (tail,) = self.ins[line[0]]
        through, law = self.outs[tail].pop(line[0])
        laws, gone = [law], [(line[0], [(tail, through)], 1.0)]
        share = through
        for at, place in enumerate(line, start=1):
            ((to, (onward, then)),) = self.outs[place].items()
            share *= onward
            laws.append(then)
            if at < len(line):
                gone.append((to, [(place, onward)], 1.0))
        self.gone += reversed(gone)
        self.ins[to].discard(line[-1])
        self.link(tail, to, share, self.laws.in_line(laws))
