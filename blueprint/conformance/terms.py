"""What a stretch of a flow consists of, as a term: an edge, one after another, one of two, both side by side, round and round."""

from typing import Final

from attrs import define, field

EDGE, THEN, EITHER, BOTH, SOME, REPEAT, HALT, ENDLESS, BRIDGE = range(9)
"""An edge; two in a row; one of two; both in parallel; one of two or both; any number of times; a stop of the case at its end;
any number of times until the case is stopped in it;
what lies between two nodes that were made one, which is gone through once by whichever way comes first or last."""
NONE: Final = -1


@define(eq=False)
class Terms:
    """Terms by number, each after those it is made of. ``length``: how many steps the shortest case begins in it; ``silent``:
    whether nothing happens in it that anybody asks for."""

    parts: list[tuple[int, int, int]] = field(factory=list)
    length: list[int] = field(factory=list)
    silent: list[bool] = field(factory=list)

    def edge(self, number: int, length: int, *, silent: bool) -> int:
        return self._add((EDGE, number, NONE), length, silent=silent)

    def then(self, one: int, other: int) -> int:
        silent = self.silent[one] and self.silent[other]
        return self._add((THEN, one, other), self.length[one] + self.length[other], silent=silent)

    def either(self, one: int, other: int) -> int:
        shorter = one if self.length[one] <= self.length[other] else other
        if self.silent[one] and self.silent[other]:
            return shorter
        return self._add((EITHER, one, other), self.length[shorter])

    def both(self, one: int, other: int) -> int:
        silent = self.silent[one] and self.silent[other]
        return self._add((BOTH, one, other), self.length[one] + self.length[other], silent=silent)

    def some(self, one: int, other: int) -> int:
        if self.silent[one] and self.silent[other]:
            return self.either(one, other)
        return self._add((SOME, one, other), min(self.length[one], self.length[other]))

    def repeat(self, one: int) -> int:
        return self._add((REPEAT, one, NONE), 0)

    def halt(self, one: int) -> int:
        return self._add((HALT, one, NONE), self.length[one])

    def endless(self, one: int) -> int:
        return self._add((ENDLESS, one, NONE), self.length[one])

    def bridge(self, one: int) -> int:
        return self._add((BRIDGE, one, NONE), 0, silent=True)

    def _add(self, parts: tuple[int, int, int], length: int, *, silent: bool = False) -> int:
        self.parts.append(parts)
        self.length.append(length)
        self.silent.append(silent)
        return len(self.parts) - 1
