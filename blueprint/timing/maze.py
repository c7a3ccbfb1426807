"""The places that a case can be in: the nodes of a course, and where a loop has bounds, how often they have been used.

A line of nodes is one place. Bounds matter only within a loop. There each is as many places as there are ways to have used the
bounds; a loop that is entered anew begins anew. Branches side by side are laid out once, however often they are started.
"""

from collections.abc import Iterator
from typing import NamedTuple

from blueprint.timing.blocks import Block, Blocks
from blueprint.timing.course import BEGIN, Course
from blueprint.timing.lines import lines_of
from blueprint.timing.loops import loops_of


class Use(NamedTuple):
    """A place at which a block is started, and the place at which the case goes on from its join (-1: none)."""

    place: int
    block: int
    onward: int


class Way(NamedTuple):
    """Where a place leads, in which share of the cases that come to it, along which arrow."""

    to: int
    share: float
    arrow: int


class Maze:
    """Places by number, the first is the beginning. ``nodes``: the node of each (-1: none), the first of those on a line;
    ``lines``: for such a node those after it; ``ways``: where each place leads;
    ``uses``: where blocks are started; ``entries``: for each block, the places at which its branches begin, with the share in
    which each is started; ``arrivals``: for each join, the place that stands for coming to it. ``whole``: bounds are exact.
    """

    def __init__(self, course: Course, blocks: Blocks) -> None:
        self.course = course
        self.blocks = blocks
        self.lines = lines_of(course, blocks.of)
        self.nodes: list[int] = []
        self.ways: list[list[Way]] = []
        self.uses: list[Use] = []
        self.entries: list[list[tuple[int, float]]] = []
        self.arrivals: dict[int, int] = {}
        self.whole = True


def maze_of(course: Course, blocks: Blocks) -> Maze:
    """The maze of a course."""
    return _Digging(Maze(course, blocks)).dug()


class _Digging:
    """Digs a maze, place by place, from the beginning and from where branches begin."""

    def __init__(self, maze: Maze) -> None:
        self.maze = maze
        self.course = maze.course
        self.blocks = maze.blocks
        loops = loops_of(maze.course, maze.blocks)
        self.loop_of = loops.of
        self.bounds = loops.bounds
        maze.whole = loops.whole
        self.places: dict[int, int] = {}
        self.waiting: list[tuple[int, int, int]] = []

    def dug(self) -> Maze:
        self._place(BEGIN, 0)
        for block in self.blocks.blocks:
            self.maze.entries.append([(self._entry(member), share) for member, share in self._members(block)])
        while self.waiting:
            self._dig(*self.waiting.pop())
        return self.maze

    def _blank(self, node: int = -1) -> int:
        self.maze.nodes.append(node)
        self.maze.ways.append([])
        return len(self.maze.nodes) - 1

    def _place(self, node: int, used: int) -> int:
        """The place of a node, with the bounds of its loop used so often."""
        key = used * len(self.course.nodes) + node
        found = self.places.get(key)
        if found is None:
            self.places[key] = found = self._blank(node)
            self.waiting.append((found, node, used))
        return found

    def _come(self, node: int, used: int = 0) -> int:
        """The place to which a way to a node leads; at a join, the one that stands for coming to it."""
        if node not in self.blocks.joins:
            return self._place(node, used)
        if node not in self.maze.arrivals:
            self.maze.arrivals[node] = self._blank()
        return self.maze.arrivals[node]

    def _members(self, block: Block) -> Iterator[tuple[int, float]]:
        """The branches of a block, each with the share in which it is started."""
        arrows = [self.course.arrows[each] for each in block.members if each >= 0]
        if self.course.nodes[block.fork].kind != "several":
            return zip(block.members, [1.0] * len(block.members), strict=True)
        if any(arrow.counter >= 0 for arrow in arrows):
            self.maze.whole = False
        shares = [arrow.share for arrow in arrows]
        return zip(block.members, shares if any(shares) else [1 / len(shares)] * len(shares), strict=True)

    def _entry(self, member: int) -> int:
        """The place at which a branch begins."""
        entry = self._blank()
        if member >= 0:
            self.maze.ways[entry] = [Way(self._come(self.course.arrows[member].head), 1.0, member)]
        else:
            self._use(entry, -1 - member, 0, -1)
        return entry

    def _dig(self, place: int, node: int, used: int) -> None:
        if node in self.maze.lines:
            node = self.maze.lines[node][-1]
        outs, arrows = self.course.outs[node], self.course.arrows
        if node in self.blocks.of:
            self._use(place, self.blocks.of[node], used, self.loop_of.get(node, -1))
        elif node in self.loop_of:
            self.maze.ways[place] = list(self._bounded_ways(node, used, self.loop_of[node]))
        elif len(outs) == 1 and not arrows[outs[0]].is_exit:
            self.maze.ways[place] = [Way(self._come(arrows[outs[0]].head), 1.0, outs[0])]
        else:
            self.maze.ways[place] = [Way(self._come(arrows[number].head), share, number) for number, share in self._shared(outs)]

    def _use(self, place: int, block: int, used: int, loop: int) -> None:
        join = self.blocks.blocks[block].join
        stays = loop >= 0 and self.loop_of.get(join, -1) == loop
        self.maze.uses.append(Use(place, block, self._place(join, used if stays else 0) if join >= 0 else -1))

    def _bounded_ways(self, node: int, used: int, loop: int) -> Iterator[Way]:
        """Where a node in a loop with bounds leads: along exits, or else along ways, as far as they are not used up."""
        bounds, arrows = self.bounds[loop], self.course.arrows
        left = [number for number in self.course.outs[node] if number not in bounds or _is_open(used, *bounds[number])]
        if all(arrows[number].is_exit for number in left):
            left += [number for number in self.course.outs[node] if not arrows[number].is_exit]
        for number, share in self._shared(left):
            head = arrows[number].head
            stays = self.loop_of.get(head, -1) == loop
            spent = bounds[number][0] if number in bounds and _is_open(used, *bounds[number]) else 0
            yield Way(self._come(head, used + spent if stays else 0), share, number)

    def _shared(self, numbers: list[int]) -> Iterator[tuple[int, float]]:
        """The arrows that are taken at all, with their shares: exits as they say, ways of what is left."""
        arrows = self.course.arrows
        if len(numbers) == 1 and not arrows[numbers[0]].is_exit:
            yield numbers[0], 1.0
            return
        stays = 1 - sum(arrows[number].share for number in numbers if arrows[number].is_exit)
        whole = sum(arrows[number].share for number in numbers if not arrows[number].is_exit)
        for number in numbers:
            share = arrows[number].share
            if not arrows[number].is_exit:
                share = stays * share / whole if stays > 1e-12 and whole else 0.0
            if share > 0:
                yield number, share


def _is_open(used: int, stride: int, most: int) -> bool:
    """Whether a bounded arrow may be taken once more."""
    return used // stride % (most + 1) < most
