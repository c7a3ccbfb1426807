"""What contraction leaves is walked, state by state; but in each state only what must be.

In every state one place or join that can go on is enough (a persistent set): no stuck state is lost by letting parallel
parts run one after the other. Where a part runs in a circle for ever, the others are let go on as well; so they are where
an inclusive join on a cycle may go on or wait a little longer, for then it matters which comes first.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field

from blueprint.flow.budget import Budget, TooComplexError
from blueprint.flow.contract import Net
from blueprint.flow.graph import BEGIN, FINISH, components, reached
from blueprint.flow.places import Firing, Places, State
from blueprint.flow.stuck import Stuck, never_fired, twice, waits


@define(eq=False)
class Walk:
    """A walk through the states of a net."""

    net: Net
    budget: Budget
    places: Places = field(init=False)
    came: dict[State, tuple[State, Firing] | None] = field(init=False, factory=dict)
    before: dict[State, list[State]] = field(init=False, factory=dict)
    fired: set[int] = field(init=False, factory=set)
    rash: set[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.places = Places(self.net)
        self.rash = self._rash()

    def _rash(self) -> set[int]:
        """The strands from which a token can come to several strands of a join that lies on a cycle, not through the join.

        As long as it can come to one that is full, the join need not wait for it, though it may yet come to an empty one.
        """
        found: set[int] = set()
        for part in components(self.places.rank, self.net.outs):
            for join in part if len(part) > 1 else ():
                if self.net.kinds[join] == "arrivals":
                    once: set[int] = set()
                    for number in self.places.ins[join]:
                        before = reached([number], self.places.inward(join))
                        if not self.budget.spend(len(before)):
                            raise TooComplexError
                        found |= once & before
                        once |= before
        return found

    def find(self) -> Stuck | None:
        """The first fault. TooComplexError when the budget is used up before there is an answer."""
        start: State = frozenset()
        self.came[start] = None
        waiting: deque[State] = deque()
        done: list[State] = []
        for number in self.places.outs.get(BEGIN, ()):
            self._reach(start, Firing(BEGIN, start, frozenset({number})), waiting)
        whole: set[State] = {start}
        while waiting:
            fault = self._walk_on(waiting, done, whole)
            if fault is not None:
                return fault
            waiting.extend(self._circling(done, whole))
        return never_fired(self.places, self.fired)

    def _walk_on(self, waiting: deque[State], done: list[State], whole: set[State]) -> Stuck | None:
        while waiting:
            state = waiting.popleft()
            if not self.budget.spend(len(state) + 8):
                raise TooComplexError
            sets = self._everything(state) if state in whole else self._enough(state)
            if not sets:
                done.append(state)
                if not self._is_done(state):
                    return waits(self.places, state, self._run(state))
            for firings in sets:
                for firing in firings:
                    if firing.gives & (state - firing.takes):
                        return twice(self.places, state, [*self._run(state), firing])
                    self._reach(state, firing, waiting)
        return None

    def _reach(self, state: State, firing: Firing, waiting: deque[State]) -> None:
        self.fired.add(firing.node)
        new = (state - firing.takes) | firing.gives
        self.before.setdefault(new, []).append(state)
        if new not in self.came:
            self.came[new] = state, firing
            waiting.append(new)

    def _circling(self, done: Sequence[State], whole: set[State]) -> list[State]:
        """The states from which the walk came to no last state: there, everything is let go on."""
        ending = reached_states(done, self.before)
        found = [state for state in self.came if state not in ending and state not in whole]
        whole.update(found)
        return found

    def _enough(self, state: State) -> list[list[Firing]]:
        """A persistent set of a state, or everything where no part of it is one."""
        sets = list(self._sets(state))
        for firings in sets:
            if self.rash.isdisjoint(firings[0].takes):
                return [firings]
        return self._arrivals(state)[:1] if self.rash.isdisjoint(state) else self._everything(state)

    def _everything(self, state: State) -> list[list[Firing]]:
        return [*self._sets(state), *self._arrivals(state)]

    def _sets(self, state: State) -> Iterator[list[Firing]]:
        """The persistent sets of a state, the one that comes first in the graph first."""
        seen = set()
        for number in sorted(state, key=lambda each: (self.places.rank[self.places.strands[each][1]], each)):
            head = self.places.strands[number][1]
            kind = self.net.kinds[head]
            if kind == "exclusive":
                yield [Firing(head, frozenset({number}), frozenset({out})) for out in self.places.outs[head]]
            elif kind == "several":
                yield [Firing(head, frozenset({number}), some) for some in self._subsets(self.places.outs[head])]
            elif kind == "parallel" and head not in seen:
                seen.add(head)
                if state.issuperset(self.places.ins[head]):
                    yield [Firing(head, frozenset(self.places.ins[head]), frozenset(self.places.outs[head]))]

    def _subsets(self, several: Sequence[int]) -> Iterator[State]:
        if not self.budget.spend((len(several) + 8) * 2 ** min(len(several), 40)):
            raise TooComplexError
        for mask in range(1, 2 ** len(several)):
            yield frozenset(each for at, each in enumerate(several) if mask >> at & 1)

    def _arrivals(self, state: State) -> list[list[Firing]]:
        """The inclusive joins that wait no longer, the one that comes first in the graph first."""
        found = []
        for head in sorted({self.places.strands[each][1] for each in state} - {FINISH}, key=self.places.rank.__getitem__):
            if self.net.kinds[head] == "arrivals" and not self.awaited(head, state):
                takes = state.intersection(self.places.ins[head])
                found.append([Firing(head, takes, frozenset(self.places.outs[head]))])
        return found

    def awaited(self, join: int, state: State) -> set[int]:
        """The tokens that may still come to an empty strand of a join, not through it."""
        there = [each for each in self.places.ins[join] if each in state]
        empty = [each for each in self.places.ins[join] if each not in state]
        to_empty = reached(empty, self.places.inward(join)) & state
        if not to_empty:
            return to_empty
        to_there = reached(there, self.places.inward(join))
        self.budget.spend(len(to_there))
        return to_empty - to_there

    def _is_done(self, state: State) -> bool:
        heads = {self.places.strands[each][1] for each in state}
        return self.net.stop in heads or heads == {FINISH}

    def _run(self, state: State) -> list[Firing]:
        firings = []
        while (came := self.came[state]) is not None:
            state, firing = came
            firings.append(firing)
        return firings[::-1]


def reached_states(states: Iterable[State], before: dict[State, list[State]]) -> set[State]:
    """The states from which one of these can be reached."""
    found = set(states)
    waiting = list(found)
    while waiting:
        for each in before.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found
