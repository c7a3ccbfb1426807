"""A course made ready to be played many times: for each node what it takes and where it leads, looked up by number."""

from collections.abc import Callable, Mapping
from itertools import accumulate
from math import exp, inf
from statistics import NormalDist
from typing import Final, NamedTuple

from blueprint.timing.course import Course, Takes
from blueprint.timing.lognormal import beyond, shape
from blueprint.timing.values import Key

_STANDARD: Final = NormalDist()
_LEAST: Final = 1e-300
"""Stands for a share of none, of which there is no time."""


class Varied(NamedTuple):
    """A lognormal time: ``exp(centre + width * z)`` for a standard normal ``z``, cut off where its share reaches ``below``."""

    centre: float
    width: float
    below: float

    @classmethod
    def of(cls, takes: Takes) -> "Varied | None":
        """How a time varies; None where it does not."""
        if not takes.varies or not takes.mean:
            return None
        return cls(*shape(takes), 1.0 if takes.run else max(1 - beyond(takes), _LEAST))

    def at(self, share: float) -> float:
        """The time within which this share of the cases is done, of those that are not cut off."""
        return exp(self.centre + self.width * _STANDARD.inv_cdf(share * self.below or _LEAST))


class Choice(NamedTuple):
    """The arrows that leave a node, exits first, with their shares; ``bounds`` are the places of their counters, -1 without one.

    ``exits`` is how many exits there are; ``reach`` are the sums of the shares, as long as nothing is used up; ``bounded``: some
    arrow has a counter.
    """

    arrows: tuple[int, ...]
    shares: tuple[float, ...]
    bounds: tuple[int, ...]
    exits: int
    reach: tuple[float, ...]
    bounded: bool


class Stay(NamedTuple):
    """What a token does at an exclusive node. ``way`` is the only arrow out of it, where there is but one without a bound, else
    -1. ``most``: what it takes at most. ``rare``: it runs a process, or somebody watches when it begins or ends."""

    takes: float
    varied: Varied | None
    way: int
    choice: Choice
    run: str
    most: float
    rare: bool


class Watched(NamedTuple):
    """A step that is watched, and whether a node begins it, or ends it."""

    key: Key
    begins: bool
    ends: bool


class Board:
    """``stays``: what a token does at each node, None where it is not exclusive; ``visits``: how often each was come to."""

    def __init__(self, course: Course, watched: frozenset[Key] = frozenset()) -> None:
        self.course = course
        self.kinds = [node.kind for node in course.nodes]
        self.heads = [arrow.head for arrow in course.arrows]
        self.bounds = [arrow.counter for arrow in course.arrows]
        self.visits = [0] * len(course.nodes)
        self.watched = self._watched(watched)
        self.choices = [self._choice(number) for number in range(len(course.nodes))]
        self.stays = [self._stay(number) for number in range(len(course.nodes))]
        self._before: dict[int, int] = {}

    def _watched(self, keys: frozenset[Key]) -> Mapping[int, Watched]:
        found = {}
        for number, node in enumerate(self.course.nodes):
            if node.key in keys and node.key is not None:
                after = [self.course.nodes[self.course.arrows[each].head] for each in self.course.outs[number]]
                ends = not any(each.key == node.key and not each.begins for each in after)
                found[number] = Watched(node.key, node.begins, ends)
        return found

    def _choice(self, node: int) -> Choice:
        arrows = self.course.arrows
        order = sorted(self.course.outs[node], key=lambda each: not arrows[each].is_exit)
        exits = sum(arrows[each].is_exit for each in order)
        shares = [arrows[each].share for each in order]
        bounds = tuple(arrows[each].counter for each in order)
        stays, ways = 1 - sum(shares[:exits]), sum(shares[exits:])
        reach = tuple(accumulate([*shares[:exits], *(stays * each / (ways or 1) for each in shares[exits:])]))
        return Choice(tuple(order), tuple(shares), bounds, exits, reach[:-1], bounded=max(bounds, default=-1) >= 0)

    def _stay(self, number: int) -> Stay | None:
        node, choice = self.course.nodes[number], self.choices[number]
        if node.kind != "exclusive":
            return None
        takes = node.takes
        time = takes.mean if takes.run else min(takes.mean, takes.most)
        only = choice.arrows[0] if len(choice.arrows) == 1 and choice.bounds == (-1,) else -1
        rare = bool(takes.run) or number in self.watched
        return Stay(time, Varied.of(takes), only, choice, takes.run, takes.most if takes.run else inf, rare)

    def before(self, arrow: int) -> int:
        """The nodes from which a token can come to an arrow without passing the node it leads to: a bit for each."""
        if arrow not in self._before:
            course = self.course
            join = course.arrows[arrow].head
            found = {course.arrows[arrow].tail} - {join}
            waiting = list(found)
            while waiting:
                tails = {course.arrows[each].tail for each in course.ins[waiting.pop()]} - found - {join}
                found |= tails
                waiting += tails
            self._before[arrow] = sum(1 << each for each in found)
        return self._before[arrow]


class Boards:
    """The boards of the processes that a case goes through, each made when it is first needed."""

    def __init__(self, courses: Callable[[str], Course], watched: frozenset[Key] = frozenset()) -> None:
        self.courses = courses
        self.watched = watched
        self.known: dict[str, Board] = {}

    def of(self, process_id: str) -> Board:
        if process_id not in self.known:
            self.known[process_id] = Board(self.courses(process_id), self.watched)
        return self.known[process_id]

    def visits(self) -> dict[Key, int]:
        """How often each step was begun."""
        boards = self.known.values()
        return {key: board.visits[node] for board in boards for key, node in board.course.beginnings.items()}

    def kept(self) -> Callable[[], None]:
        """Remember the visits; what is given back takes away those that come after."""
        before = {name: board.visits[:] for name, board in self.known.items()}

        def undo() -> None:
            for name, board in self.known.items():
                board.visits[:] = before.get(name, [0] * len(board.visits))

        return undo
