"""Cases played on courses, token by token, by chance."""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf
from typing import Final, NamedTuple

from blueprint.timing.board import Stay
from blueprint.timing.lots import Lots, Scope
from blueprint.timing.values import Key

MOST_MOVES: Final = 100_000
"""A case of more moves is given up."""
TRIES: Final = 200
"""So often a process that must be through within a limit is played anew."""
Moment = tuple[float, Key, bool | None]
"""When a watched step begins (True), is done (False), or is left by an exit without being done (None)."""


class Case(NamedTuple):
    """A case that came to its end: how long it took, with which outcomes, and the moments of watched steps in their order."""

    elapsed: float
    outcomes: frozenset[str]
    moments: list[Moment]
    moves: int


def case_of(lots: Lots, process_id: str) -> Case | None:
    """Play one case of a process; None where it does not come to an end."""
    return _Play(lots, Scope(lots.boards.of(process_id))).case()


class _Play:
    """One case. ``queue``: tokens in time, each on an arrow, or (below 0) at a node that it will leave; ``waiting``: the
    inclusive joins at which tokens wait."""

    __slots__ = ("lots", "moments", "numbers", "queue", "scope", "waiting")

    def __init__(self, lots: Lots, scope: Scope) -> None:
        self.lots = lots
        self.scope = scope
        self.queue: list[tuple[float, int, Scope, int]] = []
        self.numbers = count()
        self.waiting: dict[tuple[Scope, int], None] = {}
        self.moments: list[Moment] = []

    def case(self) -> Case | None:  # noqa: C901 - half a million moves a second want one loop
        lots, queue, waiting = self.lots, self.queue, self.waiting
        draw, chosen, numbers = lots.draw, lots.chosen, self.numbers
        now, scope = 0.0, self.scope
        arrow = self.left(scope, 0, now)
        for moves in range(MOST_MOVES):
            if arrow < 0:
                found = self.next(now)
                if found is None:
                    return None
                now, scope, arrow = found
                continue
            board = scope.board
            node = board.heads[arrow]
            stay = board.stays[node]
            if stay is None:
                met = self.meet(scope, arrow, node, now)
                if met is None:
                    return Case(now, frozenset(scope.outcomes), self.moments, moves)
                scope, arrow = met
                continue
            board.visits[node] += 1
            takes, varied, arrow, choice, _, _, rare = stay
            if varied is not None:
                takes = varied.at(draw())
            if rare:
                scope, node, takes = self.begun(scope, node, stay, now, takes)
            if takes and (queue or waiting):
                heappush(queue, (now + takes, next(numbers), scope, ~node))
                arrow = -1
                continue
            now += takes
            if rare:
                arrow = self.left(scope, node, now)
            elif arrow < 0:
                arrow = chosen(scope, choice)
        return None

    def next(self, now: float) -> tuple[float, Scope, int] | None:
        """The next token in time, and the arrow that it is on; an inclusive join goes first, if it waits for nothing more."""
        queue = self.queue
        if self.waiting and not (queue and queue[0][0] <= now):
            for scope, join in self.waiting:
                if not self.awaited(scope, join):
                    return now, scope, self.arrive(scope, join)
        if not queue:
            return None
        now, _, scope, where = heappop(queue)
        return now, scope, where if where >= 0 else self.left(scope, ~where, now)

    def begun(self, scope: Scope, node: int, stay: Stay, now: float, takes: float) -> tuple[Scope, int, float]:
        """A watched step, or one that runs a process, is begun: where the token is then, and for how long."""
        watched = scope.board.watched.get(node)
        if watched and watched.begins:
            self.moments.append((now, watched.key, True))
        if not stay.run or scope.runs(stay.run):
            return scope, node, takes
        if stay.most == inf:
            return Scope(self.lots.boards.of(stay.run), (scope, node)), 0, takes
        return scope, node, self.ahead(scope, node, stay, now, takes)

    def ahead(self, scope: Scope, node: int, stay: Stay, now: float, takes: float) -> float:
        """What a step takes that runs a process within a limit: it is played ahead, and anew where it takes longer."""
        for _ in range(TRIES):
            undo = self.lots.boards.kept()
            case = _Play(self.lots, Scope(self.lots.boards.of(stay.run), (scope, node))).case()
            if case is not None and takes + case.elapsed <= stay.most:
                self.moments += [(now + takes + when, key, begins) for when, key, begins in case.moments]
                return takes + case.elapsed
            undo()
            takes = stay.varied.at(self.lots.draw()) if stay.varied else takes
        return stay.most

    def left(self, scope: Scope, node: int, now: float) -> int:
        """A token leaves a node: the arrow that it takes."""
        watched = scope.board.watched.get(node)
        arrow = self.lots.chosen(scope, scope.board.choices[node])
        if watched and watched.ends:
            self.moments.append((now, watched.key, None if scope.board.course.arrows[arrow].is_exit else False))
        return arrow

    def meet(self, scope: Scope, arrow: int, node: int, now: float) -> tuple[Scope, int] | None:
        """A token comes to a node that is not exclusive: where one goes on, if any does; None when the case is over."""
        kind = scope.board.kinds[node]
        if kind == "end":
            scope.outcomes.add(scope.board.course.nodes[node].ends)
            scope.tokens -= 1
            return (scope, -1) if scope.tokens else self.over(scope, now)
        if kind == "stop":
            scope.outcomes = {scope.board.course.nodes[node].ends}
            self.clear(scope)
            return self.over(scope, now)
        if kind == "several":
            return scope, self.put(scope, self.lots.some(scope, scope.board.choices[node]), 1, now)
        ins, marks = scope.board.course.ins[node], scope.marks
        if kind == "arrivals" or len(ins) > 1:
            marks[arrow] = marks.get(arrow, 0) + 1
            if kind == "arrivals":
                self.waiting[scope, node] = None
                return scope, -1
            for each in ins:
                if not marks.get(each):
                    return scope, -1
            for each in ins:
                marks[each] -= 1
        return scope, self.put(scope, scope.board.course.outs[node], len(ins), now)

    def put(self, scope: Scope, arrows: list[int], instead_of: int, now: float) -> int:
        """Tokens are put on arrows; the arrow of the one that moves next."""
        scope.tokens += len(arrows) - instead_of
        for each in arrows[1:]:
            heappush(self.queue, (now, next(self.numbers), scope, each))
        return arrows[0]

    def over(self, scope: Scope, now: float) -> tuple[Scope, int] | None:
        """A process is gone through: the step that ran it is left; None where it is the whole case."""
        if scope is self.scope or scope.host is None:
            return None
        host, node = scope.host
        return host, self.left(host, node, now)

    def clear(self, scope: Scope) -> None:
        """Take away the other tokens of a process, and of those that its steps run."""
        self.queue[:] = [each for each in self.queue if each[2].node_in(scope, 0) is None]
        heapify(self.queue)
        for each in [each for each in self.waiting if each[0].node_in(scope, 0) is not None]:
            del self.waiting[each]

    def awaited(self, scope: Scope, join: int) -> bool:
        """Whether a token can still come to an arrow into a join that has none."""
        board = scope.board
        can = safe = 0
        for arrow in board.course.ins[join]:
            if scope.marks.get(arrow):
                safe |= board.before(arrow)
            else:
                can |= board.before(arrow)
        return any(can & ~safe & 1 << node for node in self.places(scope, join))

    def places(self, scope: Scope, join: int) -> Iterable[int]:
        """The nodes at which the other tokens of a process are."""
        for _, _, other, where in self.queue:
            node = other.node_in(scope, ~where if where < 0 else other.board.heads[where])
            if node is not None:
                yield node
        for arrow, waiting in scope.marks.items():
            if waiting and scope.board.heads[arrow] != join:
                yield scope.board.heads[arrow]
        for other, node in self.waiting:
            host = other.node_in(scope, node) if other is not scope else None
            if host is not None:
                yield host

    def arrive(self, scope: Scope, join: int) -> int:
        """An inclusive join takes what tokens wait at it; the arrow of the one that goes on."""
        del self.waiting[scope, join]
        taken = [scope.marks.pop(arrow, 0) for arrow in scope.board.course.ins[join]]
        return self.put(scope, scope.board.course.outs[join], sum(taken), 0.0)
