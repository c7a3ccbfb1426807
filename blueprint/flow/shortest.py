"""A shortest run that shows a fault: the states of the shrunk graph, those with the least steps first (A*, Hart et al. 1968)."""

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Final

from attrs import define, field, frozen

from blueprint.flow.budget import Budget, TooComplexError
from blueprint.flow.graph import BEGIN
from blueprint.flow.moves import Move, Moves, Tokens
from blueprint.flow.shrunk import Shrunk, Way
from blueprint.flow.signs import Sign

FAR: Final = 1 << 40
State = tuple[Tokens, frozenset[int | None]]
"""The ways that hold a token, and the nodes that have fired, of those for which it matters."""

_NONE: Final[Tokens] = frozenset()


@frozen(eq=False)
class Found:
    """The nodes that fire in a run, None where no run shows it.

    ``blurred``: the nodes of ways on which two tokens were taken for one, though they might be apart. If there are none,
    no run is shorter, or no run shows it at all.
    """

    nodes: tuple[int, ...] | None
    blurred: frozenset[int] = frozenset()


@define(eq=False)
class Search:
    """The search for one sign."""

    shrunk: Shrunk
    sign: Sign
    budget: Budget
    far: list[int] = field(init=False)
    """For each way, how many steps at least a token on it is from where the sign shows; FAR where it never comes there."""
    far_split: list[int] = field(init=False)
    blurred: dict[Way, int] = field(init=False, factory=dict)
    """The ways on which two tokens were taken for one, and the fewest steps of a run in which that happens."""
    moves: Moves = field(init=False)
    minded: frozenset[int] = field(init=False)
    """The ways on which a token can make a difference."""
    marks: frozenset[int | None] = field(init=False)
    """The nodes of which it matters whether they have fired."""
    queue: list[tuple[int, int, int, State, Move | None]] = field(init=False, factory=list)
    best: dict[State, int] = field(init=False, factory=dict)
    came: dict[State, tuple[State, Move]] = field(init=False, factory=dict)
    pushed: int = field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        shrunk, sign = self.shrunk, self.sign
        goals = {shrunk.graph.edges[edge][0] for edge in sign.goals} if sign.kind == "arrives" else set(sign.goals)
        self.marks = frozenset({sign.split} if sign.split is not None else ()) | (sign.goals if sign.kind == "round" else set())
        self.far = self._distances(goals)
        self.far_split = self._distances({sign.split}) if sign.split is not None else [FAR] * len(shrunk.ways)
        near = [self.far, self.far_split]
        leading = frozenset(way.number for way in shrunk.ways if min(far[way.number] for far in near) < FAR)
        shown = frozenset(way.number for way in shrunk.ways if self._is_goal(way) or (sign.kind == "twice" and way.tail in goals))
        self.minded = leading | shown
        self.moves = Moves(shrunk, self.budget, leading, self.minded)

    def _distances(self, goals: set[int]) -> list[int]:
        """For each way, how many steps a token on it must begin at least before it comes to one of the nodes."""
        shrunk = self.shrunk
        far = [FAR] * len(shrunk.ways)
        near = dict.fromkeys(goals, 0)
        waiting = [(0, goal) for goal in sorted(goals)]
        while waiting:
            length, node = heappop(waiting)
            for way in shrunk.ins.get(node, ()) if length == near[node] else ():
                far[way.number] = length + way.length
                before = far[way.number] + shrunk.cost(way.tail)
                if before < near.get(way.tail, FAR):
                    near[way.tail] = before
                    heappush(waiting, (before, way.tail))
            if not self.budget.spend(1):
                raise TooComplexError
        return far

    def find(self) -> Found:
        """A run of the fewest steps. TooComplexError when the budget is used up before there is one."""
        start: State = (frozenset(), frozenset())
        self.best[start] = 0
        for way in self.shrunk.outs.get(BEGIN, ()):
            self._go(start, Move(BEGIN, (), (way,)))
        while self.queue:
            total, less, _, state, last = heappop(self.queue)
            if last is not None:
                return Found(self._nodes(state, last), self._blurred(total))
            if -less > self.best[state]:
                continue
            ending = self._ending(state)
            if ending is not None:
                self._end(state, ending)
            if ending is None or self._cost(ending):
                self._go_on(state)
        return Found(None, self._blurred(FAR))

    def _blurred(self, steps: int) -> frozenset[int]:
        """The nodes of the ways where a run of fewer steps may have been missed."""
        ways = [way for way, least in self.blurred.items() if least < steps]
        return frozenset(node for way in ways for node in (way.tail, *way.nodes(), way.head))

    def _go_on(self, state: State) -> None:
        for move in self.moves.of(state[0], strict=self.sign.unspoilt):
            if not self.budget.spend(len(state[0]) + 4):
                raise TooComplexError
            if self._is_twice(state, move):
                self._end(state, move)
            else:
                self._go(state, move)

    def _cost(self, move: Move) -> int:
        return sum(way.length for way in move.takes) + (self.shrunk.cost(move.node) if move.node is not None else 0)

    def _end(self, state: State, move: Move) -> None:
        steps = self.best[state] + self._cost(move)
        heappush(self.queue, (steps, -steps, self._count(), state, move))

    def _go(self, state: State, move: Move) -> None:
        tokens, fired = state
        gives = frozenset(way.number for way in move.gives if way.number in self.minded)
        rest = frozenset() if move.clears else tokens.difference(way.number for way in move.takes)
        new = rest | gives, fired | ({move.node} & self.marks)
        steps = self.best[state] + self._cost(move)
        total = steps + self._least(new)
        for each in gives:
            together = (rest | gives) & self.shrunk.beside.get(each, _NONE)
            for other in together | ({each} & rest) if together or each in rest else ():
                way = self.shrunk.ways[other]
                if way.edge < 0:
                    self.blurred[way] = min(self.blurred.get(way, FAR), total)
        if total < FAR and steps < self.best.get(new, FAR):
            self.best[new] = steps
            self.came[new] = state, move
            heappush(self.queue, (total, -steps, self._count(), new, None))

    def _count(self) -> int:
        self.pushed += 1
        return self.pushed

    def _is_goal(self, way: Way) -> bool:
        """Whether a way is one that shows the sign as soon as a token is on it."""
        return self.sign.kind == "arrives" and way.edge in self.sign.goals

    def _least(self, state: State) -> int:
        """How many steps at least there are yet to be begun."""
        tokens, fired = state
        if any(self._is_goal(self.shrunk.ways[each]) for each in tokens):
            return 0
        least = min((self.far[each] for each in tokens), default=FAR)
        if self.sign.split is None or self.sign.split in fired:
            return least
        return max(least, min(self.far_split[each] for each in tokens) + self.shrunk.cost(self.sign.split)) if tokens else FAR

    def _is_twice(self, state: State, move: Move) -> bool:
        """Whether a move shows that a step is begun twice at once."""
        if self.sign.kind != "twice" or move.node not in self.sign.goals or move.clears or not self._is_past_split(state):
            return False
        stay = state[0].difference(way.number for way in move.takes)
        return any(way.number in stay for way in move.gives)

    def _is_past_split(self, state: State) -> bool:
        return self.sign.split is None or self.sign.split in state[1]

    def _ending(self, state: State) -> Move | None:
        """The last move of a run, if a state shows the sign but for tokens on their way."""
        tokens, fired = state
        ways = [self.shrunk.ways[each] for each in sorted(tokens)]
        match self.sign.kind:
            case "arrives":
                found = [way for way in ways if self._is_goal(way)]
            case "round":
                found = [way for way in ways if way.head in fired]
            case "waits":
                return self._waiting(state, ways)
            case _:
                return None
        return Move(None, (min(found, key=lambda way: way.length),)) if found else None

    def _waiting(self, state: State, ways: Sequence[Way]) -> Move | None:
        """The last move, if a join waits in vain."""
        tokens, (join,) = state[0], self.sign.goals
        held = [way for way in ways if way.head == join]
        if not held or not self._is_past_split(state):
            return None
        kinds = self.shrunk.graph.kinds
        if kinds[join] == "parallel" and not self.moves.could_all_come(tokens, join):
            return Move(None, (min(held, key=lambda way: way.length),))
        coming = [way for way in ways if self.far[way.number] < FAR]
        if self.shrunk.has_arrivals and not any(self.moves.of(frozenset(way.number for way in coming), strict=False)):
            return Move(None, tuple(coming))
        return None

    def _nodes(self, state: State, last: Move) -> tuple[int, ...]:
        moves = [last]
        while state in self.came:
            state, move = self.came[state]
            moves.append(move)
        found: list[int] = []
        for move in reversed(moves):
            for way in move.takes:
                found += way.nodes()
            found += [move.node] if move.node is not None else []
        return tuple(found)
