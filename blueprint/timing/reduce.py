"""A maze put together, place by place, until only the beginning and the ends are left (GERT, Pritsker 1966).

In each turn plain places are taken out first, and then others that are no neighbours, so that what is summed up is of like size
(see ``web``). Branches that are started together wait until each of them has come to an end or to its join.
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
from blueprint.timing.web import Leading, Web

LawOf = Callable[[Takes], Law]

EFFORT: Final = 1_500_000
LARGE: Final = 200_000_000
"""In each turn so many pairs of atoms are put together at most, and fewer in mazes of more than 130 places: the fewer places are
left, the more atoms are kept of each."""
LEAST: Final = 12


class Reduced(NamedTuple):
    """``ends``: how the cases go out, in which share and after how long. ``visits``: how often each place is come to in a case.

    ``disturbed``: in up to this share of the cases branches are cut off by a stop beside them, so that the visits of their steps
    are too many.
    """

    ends: dict[Out, tuple[float, Law]]
    visits: list[float]
    disturbed: float


def reduced(maze: Maze, law_of: LawOf) -> Reduced:
    """The maze put together. KnottedError where branches do not meet in order, EndlessError where a loop is never left."""
    return _Reducing(maze, law_of).run()


class _Reducing:
    """``sinks``: the places at which cases go out, and how; ``open``: the blocks that are not yet put together; ``using``: where
    each of them is started; ``entered``: the places at which branches begin, with their block and the share in which they do."""

    def __init__(self, maze: Maze, law_of: LawOf) -> None:
        self.maze = maze
        self.size = len(maze.nodes)
        self.laws = Laws(self._atoms(self.size))
        self.sinks = dict.fromkeys(maze.arrivals.values(), ("", ""))
        self.web = Web(self._laid(law_of), self.laws)
        self.places = {out: place for place, out in self.sinks.items()}
        self.using: dict[int, list[Use]] = {}
        for use in maze.uses:
            self.using.setdefault(use.block, []).append(use)
        self.open = set(self.using)
        self.entered = {entry: (block, share) for block, entries in enumerate(maze.entries) for entry, share in entries}
        self.disturbed = 0.0

    def _laid(self, law_of: LawOf) -> list[Leading]:
        """Where each place leads."""
        nodes, lines, found = self.maze.course.nodes, self.maze.lines, []
        known = cache(lambda takes: self.laws.kept(law_of(takes)))
        for place, (number, ways) in enumerate(zip(self.maze.nodes, self.maze.ways, strict=True)):
            law = NONE
            if number >= 0:
                node = nodes[number]
                law = known(node.takes)
                if number in lines:
                    law = self.laws.in_line([law, *(known(nodes[each].takes) for each in lines[number])])
                if node.ends:
                    self.sinks[place] = (ENDS if node.kind == "end" else STOPS, node.ends)
            outs: Leading = {}
            for to, share, _ in ways:
                outs[to] = (outs[to][0] + share if to in outs else share, law)
            found.append(outs)
        return found

    def _atoms(self, left: int) -> int:
        """How many atoms are kept of each law while so many places are left."""
        effort = min(EFFORT, LARGE // self.size)
        return max(LEAST, min(MOST, int((effort / (left + 1)) ** 0.5)))

    def run(self) -> Reduced:
        kept = {0, *self.sinks, *self.entered, *(use.place for use in self.maze.uses), *(use.onward for use in self.maze.uses)}
        left = [place for place in range(self.size) if place not in kept]
        most = 4
        while True:
            self.laws.most = self._atoms(len(left))
            before = len(left)
            left = self._turn(self.web.take_out_plain(left), most)
            solved = self._solve()
            if len(left) == before and not solved:
                if most > self.size**2:
                    raise KnottedError
                most *= 4
            left += solved
            if not left and not self.open:
                break
        ends = self._ways_out(0)
        return Reduced(ends, self._visits(), self.disturbed)

    def _turn(self, left: list[int], most: int) -> list[int]:
        """Take out places of which no two are neighbours, and none makes more ways than so many; those that are left."""
        all_ins, all_outs = self.web.ins, self.web.outs
        touched: set[int] = set()
        rest: list[int] = []
        for place in left:
            ins, outs = all_ins[place], all_outs[place]
            size = len(ins) * len(outs)
            if place in touched or (size > most and size > len(ins) + len(outs)):
                rest.append(place)
                continue
            touched.update(ins)
            touched.update(outs)
            self.web.take_out(place)
        return rest

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
        outs = self.web.outs[entry]
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
                self.web.link(use.place, to, *each)
            if use.place not in self.entered:
                places.add(use.place)
        return sorted(places)

    def _ways_out(self, place: int) -> dict[Out, tuple[float, Law]]:
        """How the cases go out from a place, once it has gone round as often as it does."""
        found: dict[Out, tuple[float, Law]] = {}
        self.web.settle(place)
        for to, each in self.web.outs[place].items():
            out = self.sinks.get(to)
            if out is not None:
                way = out if out[0] else (ARRIVES, "")
                found[way] = self.laws.mixed((found[way], each)) if way in found else each
        return found

    def _visits(self) -> list[float]:
        """How often each place is come to: known for what was put together last, and so for what led to what was before."""
        found: list[float | None] = [None] * self.size
        taken = [1.0 - prod(1 - share for _, share in entries) for entries in self.maze.entries]

        def started(place: int) -> float:
            """How often a place is come to from nowhere: the beginning once, a branch so often as it is started."""
            if place not in self.entered:
                return float(place == 0)
            block, share = self.entered[place]
            return sum(passed(use.place) for use in self.using.get(block, ())) * share / taken[block]

        def passed(place: int) -> float:
            times = found[place]
            if times is None:
                found[place] = times = started(place)
            return times

        for place, before, rounds in reversed(self.web.gone):
            times = started(place)
            for tail, share in before:
                times += passed(tail) * share
            found[place] = times * rounds
        for place in (0, *self.entered):
            passed(place)
        return [times or 0.0 for times in found]
