"""What can happen next on a shrunk graph."""

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from attrs import define, field

from blueprint.flow.budget import Budget, TooComplexError
from blueprint.flow.graph import reached
from blueprint.flow.shrunk import Shrunk, Way

MOST_CHOSEN: Final = 8
"""Ways of an inclusive choice of which every selection is tried."""

Tokens = frozenset[int]
"""The ways that hold a token."""


class Move(NamedTuple):
    """A node takes tokens from ways and gives tokens to ways; ``clears``: no other token counts any longer.

    ``node`` is None for the end of a run: tokens go to the ends of the ways they are on.
    """

    node: int | None
    takes: tuple[Way, ...]
    gives: tuple[Way, ...] = ()
    clears: bool = False


@define(eq=False)
class Moves:
    """The moves that make a difference. ``leading``: the ways that hold a token that may, ``minded``: those that may get one."""

    shrunk: Shrunk
    budget: Budget
    leading: Collection[int]
    minded: Collection[int]
    inward: dict[int, list[list[int]]] = field(init=False, factory=dict)

    def of(self, tokens: Tokens, *, strict: bool) -> Iterator[Move]:
        """What can happen next; ``strict``: without putting a token where only a stop can come of it."""
        kinds, met = self.shrunk.graph.kinds, set[int]()
        for way in [self.shrunk.ways[each] for each in sorted(tokens)]:
            node = way.head
            if way.number not in self.leading or (node in met and kinds[node] != "exclusive"):
                continue
            met.add(node)
            if kinds[node] == "exclusive":
                yield from self._choices(node, way, strict=strict)
            elif kinds[node] == "several":
                yield from (Move(node, (way,), some) for some in self._selections(node, strict=strict))
            elif kinds[node] == "parallel":
                takes, spoils = tuple(self.shrunk.ins[node]), strict and node in self.shrunk.spoils
                if not spoils and all(each.number in tokens for each in takes):
                    yield Move(node, takes, tuple(self.shrunk.outs[node]))
            elif self.shrunk.outs[node] and not self._awaited(node, tokens):
                here = tuple(each for each in self.shrunk.ins[node] if each.number in tokens)
                yield Move(node, here, tuple(self.shrunk.outs[node]))

    def _choices(self, node: int, way: Way, *, strict: bool) -> Iterator[Move]:
        shrunk = self.shrunk
        for out in shrunk.outs[node]:
            if not (strict and shrunk.is_lost(out)):
                yield Move(node, (way,), (out,), shrunk.gives_up(out))
        if node in shrunk.leaves:
            yield Move(node, (way,))

    def _selections(self, node: int, *, strict: bool) -> Iterator[tuple[Way, ...]]:
        """The selections of an inclusive choice; an empty one where it can choose what does not matter."""
        allowed = [way for way in self.shrunk.outs[node] if not (strict and self.shrunk.is_lost(way))]
        several = [way for way in allowed if way.number in self.minded]
        leaves = node in self.shrunk.leaves or len(several) < len(allowed) or (not strict and node in self.shrunk.spoils)
        if len(several) > MOST_CHOSEN:
            raise TooComplexError
        for size in range(0 if leaves else 1, len(several) + 1):
            yield from combinations(several, size)

    def _awaited(self, join: int, tokens: Tokens) -> bool:
        """Whether an inclusive join waits: a token may come to an empty way into it, and to none that holds one."""
        ins = [way.number for way in self.shrunk.ins[join]]
        empty, there = [each for each in ins if each not in tokens], [each for each in ins if each in tokens]
        inward = self._inward(join)
        to_empty = reached(empty, inward) & tokens
        self.budget.spend(len(to_empty))
        return bool(to_empty and to_empty - reached(there, inward))

    def _inward(self, join: int) -> list[list[int]]:
        """For every way, those before it, but not through a join."""
        if join not in self.inward:
            shrunk = self.shrunk
            self.inward[join] = [
                [each.number for each in shrunk.ins.get(way.tail, ()) if way.tail != join] for way in shrunk.ways
            ]
        return self.inward[join]

    def could_all_come(self, tokens: Tokens, join: int) -> bool:
        """Whether every way into a join would get a token, if tokens went every way they can and none were used up."""
        shrunk = self.shrunk
        filled, fired = set(tokens), set[int]()
        waiting = list(tokens)
        while waiting:
            head = shrunk.ways[waiting.pop()].head
            if head in fired or (
                shrunk.graph.kinds[head] == "parallel" and any(way.number not in filled for way in shrunk.ins[head])
            ):
                continue
            fired.add(head)
            new = [way.number for way in shrunk.outs[head] if way.number not in filled]
            filled.update(new)
            waiting += new
        self.budget.spend(len(filled))
        return all(way.number in filled for way in shrunk.ins[join])
