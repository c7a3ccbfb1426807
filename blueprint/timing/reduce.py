"""A maze put together, place by place, until only the beginning and the ends are left (GERT, Pritsker 1966).

A place that is put together leaves direct ways between those before it and those after it, with the product of their shares
and the sum of their times. Neighbours are put together in turns, so that what is summed up is of like size. Branches that are
started together wait until each of them has come to an end or to its join. What was put together is remembered, so that
expected visits follow in the opposite order: it is a sparse elimination (Gauss) of the balance of what comes and goes.
"""

from collections.abc import Callable
from functools import cache
from math import prod
from typing import Final, NamedTuple

from blueprint.timing.blocks import KnottedError
from blueprint.timing.course import Takes
from blueprint.timing.law import MOST, NONE, Law, Laws
from blueprint.timing.maze import Maze, Use
from blueprint.timing.together import ARRIVES, ENDS, STOPS, Branch, together
from blueprint.timing.together import Way as Out

Leading = dict[int, tuple[float, Law]]
"""For each place that is led to, in which share of the cases and after how long."""
ENDLESS = 1e-9
"""A loop that is left less often than this is never left."""

EFFORT: Final = 1_500_000
LARGE: Final = 600_000_000
"""In each turn so many pairs of atoms are put together at most, and fewer in mazes of more than 400 places: the fewer places are
left, the more atoms are kept of each."""
LEAST: Final = 12


class EndlessError(Exception):
    """A loop is never left."""


class Reduced(NamedTuple):
    """``ends``: how the cases go out, in which share and after how long. ``visits``: how often each place is come to in a case.

    ``disturbed``: in up to this share of the cases branches are cut off by a stop beside them, so that the visits of their steps
    are too many.
    """

    ends: dict[Out, tuple[float, Law]]
    visits: list[float]
    disturbed: float


def reduced(maze: Maze, law_of: Callable[[Takes], Law]) -> Reduced:
    """The maze put together. KnottedError where branches do not meet in order, EndlessError where a loop is never left."""
    return _Reducing(maze, law_of).run()


class _Reducing:
    """``gone``: what was put together, in order: a place, what led to it, and how often it is gone through each time."""

    def __init__(self, maze: Maze, law_of: Callable[[Takes], Law]) -> None:
        self.maze = maze
        self.laws = Laws()
        self.law_of = law_of
        size = len(maze.nodes)
        self.outs: list[Leading] = [{} for _ in range(size)]
        self.ins: list[set[int]] = [set() for _ in range(size)]
        self.gone: list[tuple[int, list[tuple[int, float]], float]] = []
        self.using: dict[int, list[Use]] = {}
        for use in maze.uses:
            self.using.setdefault(use.block, []).append(use)
        self.open = set(self.using)
        self.sinks = dict.fromkeys(maze.arrivals.values(), ("", ""))
        self.entered = {entry: (block, share) for block, entries in enumerate(maze.entries) for entry, share in entries}
        self.kept = {0, *self.entered, *(use.place for use in maze.uses), *(use.onward for use in maze.uses)}
        self.disturbed = 0.0
        self._lay()
        self.places = {out: place for place, out in self.sinks.items()}

    def _lay(self) -> None:
        nodes = self.maze.course.nodes
        self.laws.most = self._atoms(len(nodes))
        law_of = cache(lambda takes: self.laws.kept(self.law_of(takes)))
        for place, ways in enumerate(self.maze.ways):
            number = self.maze.nodes[place]
            node = nodes[number] if number >= 0 else None
            if node is not None and node.ends:
                self.sinks[place] = (ENDS if node.kind == "end" else STOPS, node.ends)
            law = law_of(node.takes) if node is not None else NONE
            outs = self.outs[place]
            for to, share, _ in ways:
                outs[to] = (outs[to][0] + share if to in outs else share, law)
                self.ins[to].add(place)

    def _atoms(self, left: int) -> int:
        """How many atoms are kept of each law while so many places are left."""
        effort = min(EFFORT, LARGE // len(self.outs))
        return max(LEAST, min(MOST, int((effort / (left + 1)) ** 0.5)))

    def run(self) -> Reduced:
        left = [place for place in range(len(self.outs)) if place not in self.kept and place not in self.sinks]
        most = 4
        while True:
            self.laws.most = self._atoms(len(left))
            left, done = self._turn(left, most)
            solved = self._solve()
            left += solved
            if not left and not self.open:
                break
            if not done and not solved:
                if most > len(self.outs) ** 2:
                    raise KnottedError
                most *= 4
        ends = self._ways_out(0)
        return Reduced(ends, self._visits(), self.disturbed)

    def _turn(self, left: list[int], most: int) -> tuple[list[int], int]:
        """Put places together of which no two are neighbours, and none makes more ways than so many."""
        touched: set[int] = set()
        rest: list[int] = []
        done = 0
        for place in left:
            ins, outs = self.ins[place], self.outs[place]
            size = len(ins) * len(outs)
            if place in touched or (size > most and size > len(ins) + len(outs)):
                rest.append(place)
                continue
            touched.update(ins)
            touched.update(outs)
            self._put_together(place)
            done += 1
        return rest, done

    def _put_together(self, place: int) -> None:
        ins, outs = self.ins[place], self.outs[place]
        rounds = self._round(place)
        before = []
        for tail in ins:
            share, law = self.outs[tail].pop(place)
            before.append((tail, share))
            for to, (onward, then) in outs.items():
                self._link(tail, to, share * onward, self.laws.after(law, then))
        for to in outs:
            self.ins[to].discard(place)
        self.gone.append((place, before, rounds))
        self.outs[place], self.ins[place] = {}, set()

    def _round(self, place: int) -> float:
        """Take away the way from a place to itself; how often the place is gone through each time that it is come to."""
        again = self.outs[place].pop(place, None)
        if again is None:
            return 1.0
        self.ins[place].discard(place)
        share, law = again
        if share > 1 - ENDLESS:
            raise EndlessError
        rounds = self.laws.rounds(share, law)
        outs = self.outs[place]
        for to, (onward, then) in outs.items():
            outs[to] = onward / (1 - share), self.laws.after(rounds, then)
        return 1 / (1 - share)

    def _link(self, tail: int, to: int, share: float, law: Law) -> None:
        outs = self.outs[tail]
        outs[to] = self.laws.mixed((outs[to], (share, law))) if to in outs else (share, law)
        self.ins[to].add(tail)

    def _settled(self, place: int) -> Leading:
        """Where a place leads, once it has gone round as often as it does."""
        rounds = self._round(place)
        if rounds > 1:
            self.gone.append((place, [], rounds))
        return self.outs[place]

    def _solve(self) -> list[int]:
        """Put together the blocks of which each branch has come to its end; the places at which they are started."""
        found: list[int] = []
        for block in sorted(self.open):
            entries = self.maze.entries[block]
            join = self.maze.arrivals.get(self.maze.blocks.blocks[block].join, -1)
            if all(self._is_out(entry, join) for entry, _ in entries):
                self.open.discard(block)
                found += self._start(block, join)
        return found

    def _is_out(self, entry: int, join: int) -> bool:
        """Whether a branch leads only to ends, and to its own join."""
        outs = self.outs[entry]
        return bool(outs) and all(to == join or self.sinks.get(to, ("", ""))[0] for to in outs)

    def _start(self, block: int, join: int) -> list[int]:
        branches = [Branch(share, self._ways_out(entry)) for entry, share in self.maze.entries[block]]
        at = self.maze.blocks.blocks[block].join
        awaits_all = at >= 0 and self.maze.course.nodes[at].kind == "parallel"
        if awaits_all and any(kind == ENDS for branch in branches for kind, _ in branch.ways):
            raise KnottedError
        found = together(branches, self.laws, awaits_all=awaits_all)
        if len(branches) > 1:
            self.disturbed += sum(share for (kind, _), (share, _) in found.items() if kind == STOPS)
        places = {use.onward for use in self.using[block] if use.onward >= 0}
        for use in self.using[block]:
            for out, each in found.items():
                to = use.onward if out[0] == ARRIVES else self.places[out]
                self.outs[use.place][to] = each
                self.ins[to].add(use.place)
            if use.place not in self.entered:
                places.add(use.place)
        return sorted(places)

    def _ways_out(self, place: int) -> dict[Out, tuple[float, Law]]:
        """How the cases go out from a place, once it has gone round as often as it does."""
        found: dict[Out, tuple[float, Law]] = {}
        for to, each in self._settled(place).items():
            out = self.sinks.get(to)
            if out is not None:
                way = out if out[0] else (ARRIVES, "")
                found[way] = self.laws.mixed((found[way], each)) if way in found else each
        return found

    def _visits(self) -> list[float]:
        """How often each place is come to: known for what was put together last, and so for what led to what was before."""
        found: dict[int, float] = {}
        taken = [1.0 - prod(1 - share for _, share in entries) for entries in self.maze.entries]

        def started(place: int) -> float:
            """How often a place is come to from nowhere: the beginning once, a branch so often as it is started."""
            if place not in self.entered:
                return float(place == 0)
            block, share = self.entered[place]
            return sum(passed(use.place) for use in self.using.get(block, ())) * share / taken[block]

        def passed(place: int) -> float:
            if place not in found:
                found[place] = started(place)
            return found[place]

        for place, before, rounds in reversed(self.gone):
            found[place] = (started(place) + sum(passed(tail) * share for tail, share in before)) * rounds
        return [found.get(place, 0.0) for place in range(len(self.outs))]
