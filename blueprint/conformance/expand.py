"""From what can have happened in a term back to a run in which it does: the edges that tokens come to, in order."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

from attrs import frozen

from blueprint.conformance.algebra import Value, repeated
from blueprint.conformance.asks import NOTHING, Ask
from blueprint.conformance.moments import Word
from blueprint.conformance.terms import BOTH, BRIDGE, EDGE, EITHER, ENDLESS, HALT, REPEAT, SOME, THEN, Terms

Extent = Literal["through", "partly", "stopped"]
Move = tuple[int, int, bool]
"""A token comes to an edge, and so many of its moments have happened; unless all, it is still on its way there. True: only if
it can, since another token may have done so before, or will do so later."""
Piece = tuple[int, Extent, int]
"""A term, how far a case goes in it, and what has happened then."""


@frozen(eq=False)
class Expander:
    """Finds runs in terms, for one question, whose values are known."""

    ask: Ask
    terms: Terms
    words: Sequence[Word]
    values: Sequence[Value]

    def moves(self, pieces: Sequence[Piece]) -> Iterator[Move]:
        """The moves of a run that is made of these pieces in a row."""
        waiting = [(piece, False) for piece in pieces[::-1]]
        while waiting:
            (term, extent, what), optional = waiting.pop()
            how, one, _ = self.terms.parts[term]
            if extent == "partly" and what == NOTHING:
                continue
            if how == EDGE:
                yield one, self._told(self.words[one], extent, what), optional
            elif how == BRIDGE:
                waiting.append(((one, extent, what), True))
            else:
                waiting += [(piece, optional) for piece in self._parts(term, extent, what)[::-1]]

    def _told(self, word: Word, extent: Extent, what: int) -> int:
        """How many moments of a word there are to tell."""
        sofar = NOTHING
        for count, moment in enumerate(word.slow if extent == "partly" else (), start=1):
            sofar = self.ask.then(sofar, self.ask.letters.get(moment, NOTHING))
            if sofar == what:
                return count
        return len(word.moments)

    def _parts(self, term: int, extent: Extent, what: int) -> list[Piece]:
        how, one, other = self.terms.parts[term]
        if how == THEN:
            return self._row(term, extent, what)
        if how == HALT:
            return [(one, "through" if extent == "stopped" and what in self.values[one].through else extent, what)]
        if how in (REPEAT, ENDLESS):
            return self._rounds(one, extent, what)
        if how in (EITHER, SOME):
            able = [each for each in (one, other) if what in getattr(self.values[each], extent)]
            if able:
                return [(min(able, key=lambda each: self.terms.length[each]), extent, what)]
        assert how in (BOTH, SOME)
        return self._beside(one, other, extent, what)

    def _row(self, term: int, extent: Extent, what: int) -> list[Piece]:
        _, one, other = self.terms.parts[term]
        if extent != "through" and what in getattr(self.values[one], extent):
            return [(one, extent, what)]
        return self._split((one, "through"), (other, extent), what)

    def _split(self, first: tuple[int, Extent], second: tuple[int, Extent], what: int) -> list[Piece]:
        for mine, its in product(sorted(getattr(self.values[first[0]], first[1])), sorted(self._able(*second))):
            if self.ask.then(mine, its) == what:
                return [(*first, mine), (*second, its)]
        return []

    def _able(self, term: int, extent: Extent) -> frozenset[int]:
        able: frozenset[int] = getattr(self.values[term], extent)
        return able

    def _beside(self, one: int, other: int, extent: Extent, what: int) -> list[Piece]:
        before: Extent = "partly" if extent == "stopped" else extent
        return self._split((one, before), (other, extent), what) or self._split((other, before), (one, extent), what)

    def _rounds(self, term: int, extent: Extent, what: int) -> list[Piece]:
        """So many rounds as are needed."""
        value = self.values[term]
        if extent == "through":
            return self._again(term, what)
        able = value.partly | {NOTHING} if extent == "partly" else value.stopped
        for rounds, last in product(sorted(repeated(self.ask, value.through)), sorted(able)):
            if self.ask.then(rounds, last) == what:
                return [*self._again(term, rounds), (term, extent, last)]
        return []

    def _again(self, term: int, what: int) -> list[Piece]:
        ways: dict[int, list[Piece]] = {NOTHING: []}
        while what not in ways:
            for sofar, way in list(ways.items()):
                for more in sorted(self.values[term].through):
                    ways.setdefault(self.ask.then(sofar, more), [*way, (term, "through", more)])
        return ways[what]
