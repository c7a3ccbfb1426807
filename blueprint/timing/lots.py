"""What hangs on chance in a case: which ways tokens take, of those that are not used up."""

from bisect import bisect_right
from math import prod
from random import Random

from blueprint.timing.board import Board, Boards, Choice


class Scope:
    """A process that is gone through in a case. ``tokens``: how many there are but at ends; ``marks``: those that wait on arrows
    into joins; ``used``: how often each bounded arrow was taken; ``host``: where the process is run, by scope and node."""

    __slots__ = ("board", "host", "marks", "outcomes", "tokens", "used")

    def __init__(self, board: Board, host: "tuple[Scope, int] | None" = None) -> None:
        self.board = board
        self.host = host
        self.tokens = 1
        self.marks: dict[int, int] = {}
        self.used = [0] * len(board.course.counters)
        self.outcomes: set[str] = set()

    def runs(self, process_id: str) -> bool:
        """Whether this process is being gone through already."""
        return self.board.course.process_id == process_id or (self.host is not None and self.host[0].runs(process_id))

    def node_in(self, scope: "Scope", node: int) -> int | None:
        """The node of another scope at which a token is that stands at a node of this one; None where it is not within."""
        if self is scope:
            return node
        return self.host[0].node_in(scope, self.host[1]) if self.host else None


class Lots:
    """Which ways tokens take, by lot. ``boards``: the boards of the processes that a case goes through."""

    def __init__(self, boards: Boards, random: Random) -> None:
        self.boards = boards
        self.random = random
        self.draw = random.random

    def chosen(self, scope: Scope, choice: Choice) -> int:
        """The arrow by which a token leaves a node."""
        arrows, _, bounds, _, reach, bounded = choice
        if not bounded:
            return arrows[bisect_right(reach, self.draw())]
        free = self.free(scope, choice)
        at = bisect_right(reach, self.draw()) if len(free) == len(arrows) else self.one_of(choice, free)
        self.take(scope, bounds[at])
        return arrows[at]

    def one_of(self, choice: Choice, free: list[int]) -> int:
        """The place of an arrow, where some are used up."""
        shares, exits = choice.shares, choice.exits
        drawn = self.draw()
        for each in free:
            drawn -= shares[each] if each < exits else 0.0
            if drawn < 0:
                return each
        ways = [each for each in free if each >= exits] or range(exits, len(shares))
        weights = [shares[each] for each in ways]
        return self.random.choices(ways, weights if any(weights) else None)[0]

    def some(self, scope: Scope, choice: Choice) -> list[int]:
        """The arrows that an inclusive choice takes: each by its share, given that it is one at least."""
        free = self.free(scope, choice) or list(range(len(choice.arrows)))
        shares = [choice.shares[each] for each in free]
        if not any(shares):
            shares = [0.5] * len(free)
        taken: list[int] = []
        for number, each in enumerate(free):
            least = 0.0 if taken else prod(1 - share for share in shares[number:])
            if self.draw() * (1 - least) < shares[number]:
                taken.append(each)
                self.take(scope, choice.bounds[each])
        return [choice.arrows[each] for each in taken]

    def free(self, scope: Scope, choice: Choice) -> list[int]:
        """The places of the arrows that are not used up."""
        most, used = scope.board.course.counters, scope.used
        return [at for at, bound in enumerate(choice.bounds) if bound < 0 or used[bound] < most[bound]]

    def take(self, scope: Scope, bound: int) -> None:
        if bound >= 0:
            scope.used[bound] += 1
