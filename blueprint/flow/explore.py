"""What contraction leaves is walked, state by state; but in each state only what must be.

In every state one place or join that can go on is enough (a persistent set): no stuck state is lost by letting parallel
parts run one after the other. Where a part runs in a circle for ever, the others are let go on as well; so they are where
an inclusive join on a cycle may go on or wait a little longer, for then it matters which comes first.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from blueprint.flow.contract import Net
from blueprint.flow.graph import BEGIN, FINISH, components, reached
from blueprint.flow.trouble import Kind, Lead, Strand, Trouble

State = frozenset[int]
"""The strands that hold a token."""


@frozen(eq=False)
class Firing:
    """A node takes tokens from strands and puts tokens on strands."""

    node: int
    takes: State
    gives: State


@define
class Budget:
    """How much may be looked at yet: tokens of states."""

    left: int

    def spend(self, work: int) -> bool:
        """Whether there was enough left."""
        self.left -= work
        return self.left >= 0


class TooComplex(Exception):  # noqa: N818
    """The budget is used up."""


@frozen(eq=False)
class Stuck:
    """What the walk found: a trouble, and the strand (tail, head) without which the rest may be looked at."""

    trouble: Trouble
    mend: tuple[int, int]


@define(eq=False)
class Walk:
    """A walk through the states of a net. Strands are known by number, in order of their nodes."""

    net: Net
    budget: Budget
    strands: list[tuple[int, int, Strand]] = field(init=False)
    rank: dict[int, int] = field(init=False)
    ins: dict[int, list[int]] = field(init=False, factory=dict)
    outs: dict[int, list[int]] = field(init=False, factory=dict)
    came: dict[State, tuple[State, Firing] | None] = field(init=False, factory=dict)
    before: dict[State, list[State]] = field(init=False, factory=dict)
    inward: dict[int, list[Sequence[int]]] = field(init=False, factory=dict)
    fired: set[int] = field(init=False, factory=set)
    rash: set[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.rank = _ranks(self.net)
        self.strands = [
            (tail, head, strand)
            for tail in sorted(self.rank, key=self.rank.__getitem__)
            for head, strand in self.net.outs[tail].items()
        ]
        for number, (tail, head, _) in enumerate(self.strands):
            self.outs.setdefault(tail, []).append(number)
            self.ins.setdefault(head, []).append(number)
        self.rash = self._rash()

    def _rash(self) -> set[int]:
        """The strands from which a token can come to several strands of a join that lies on a cycle, not through the join.

        As long as it can come to one that is full, the join need not wait for it, though it may yet come to an empty one.
        """
        found: set[int] = set()
        for part in components(self.rank, self.net.outs):
            for join in part if len(part) > 1 else ():
                if self.net.kinds[join] == "arrivals":
                    once: set[int] = set()
                    for number in self.ins[join]:
                        before = reached([number], self._inward(join))
                        if not self.budget.spend(len(before)):
                            raise TooComplex
                        found |= once & before
                        once |= before
        return found

    def find(self) -> Stuck | None:
        """The first fault. TooComplex when the budget is used up before there is an answer."""
        start: State = frozenset()
        self.came[start] = None
        waiting: deque[State] = deque()
        done: list[State] = []
        for number in self.outs.get(BEGIN, ()):
            self._reach(start, Firing(BEGIN, start, frozenset({number})), waiting)
        whole: set[State] = {start}
        while waiting:
            fault = self._walk_on(waiting, done, whole)
            if fault is not None:
                return fault
            waiting.extend(self._circling(done, whole))
        return self._never_fired()

    def _walk_on(self, waiting: deque[State], done: list[State], whole: set[State]) -> Stuck | None:
        while waiting:
            state = waiting.popleft()
            if not self.budget.spend(len(state) + 8):
                raise TooComplex
            sets = self._everything(state) if state in whole else self._enough(state)
            if not sets:
                done.append(state)
                if not self._is_done(state):
                    return self._stuck(state)
            for firings in sets:
                for firing in firings:
                    if firing.gives & (state - firing.takes):
                        return self._twice(state, firing)
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
        for number in sorted(state, key=lambda each: (self.rank[self.strands[each][1]], each)):
            head = self.strands[number][1]
            kind = self.net.kinds[head]
            if kind == "exclusive":
                yield [Firing(head, frozenset({number}), frozenset({out})) for out in self.outs[head]]
            elif kind == "several":
                yield [Firing(head, frozenset({number}), some) for some in self._subsets(self.outs[head])]
            elif kind == "parallel" and head not in seen:
                seen.add(head)
                if state.issuperset(self.ins[head]):
                    yield [Firing(head, frozenset(self.ins[head]), frozenset(self.outs[head]))]

    def _subsets(self, several: Sequence[int]) -> Iterator[State]:
        if not self.budget.spend(2 ** min(len(several), 40)):
            raise TooComplex
        for mask in range(1, 2 ** len(several)):
            yield frozenset(each for at, each in enumerate(several) if mask >> at & 1)

    def _arrivals(self, state: State) -> list[list[Firing]]:
        """The inclusive joins that wait no longer, the one that comes first in the graph first."""
        found = []
        for head in sorted({self.strands[each][1] for each in state} - {FINISH}, key=self.rank.__getitem__):
            if self.net.kinds[head] == "arrivals" and not self.awaited(head, state):
                takes = state.intersection(self.ins[head])
                found.append([Firing(head, takes, frozenset(self.outs[head]))])
        return found

    def awaited(self, join: int, state: State) -> set[int]:
        """The tokens that may still come to an empty strand of a join, not through it."""
        there = [each for each in self.ins[join] if each in state]
        empty = [each for each in self.ins[join] if each not in state]
        to_empty = reached(empty, self._inward(join)) & state
        if not to_empty:
            return to_empty
        to_there = reached(there, self._inward(join))
        self.budget.spend(len(to_there))
        return to_empty - to_there

    def _inward(self, join: int) -> list[Sequence[int]]:
        """For every strand, those before it, but not through a join."""
        if join not in self.inward:
            self.inward[join] = [self.ins.get(tail, ()) if tail != join else () for tail, _, _ in self.strands]
        return self.inward[join]

    def _is_done(self, state: State) -> bool:
        heads = {self.strands[each][1] for each in state}
        return self.net.stop in heads or heads == {FINISH}

    def _run(self, state: State) -> list[Firing]:
        firings = []
        while (came := self.came[state]) is not None:
            state, firing = came
            firings.append(firing)
        return firings[::-1]

    def _leads(self, firings: Iterable[Firing]) -> tuple[Lead, ...]:
        """How a run of the whole graph comes where the walk came."""
        found: list[Lead] = []
        for firing in firings:
            source = self.strands[min(firing.takes)][2].last if len(firing.takes) == 1 else None
            strands = [self.strands[each][2] for each in sorted(firing.gives)]
            found += [(source if at == 0 else None, strand.first) for at, strand in enumerate(strands)]
            found += [(strand.first, strand.last) for strand in strands]
        return tuple(found)

    def _stuck(self, state: State) -> Stuck:
        waiting = sorted({self.strands[each][1] for each in state} - {FINISH}, key=self.rank.__getitem__)
        join = next((node for node in waiting if self.net.kinds[node] == "parallel"), waiting[0])
        empty = [each for each in self.ins[join] if each not in state]
        run = self._run(state)
        missing = self.strands[empty[0]]
        held = [self.strands[each][2] for each in self.ins[join] if each in state]
        strands = (*held, *(self.strands[each][2] for each in empty))
        last = self.net.graph.edges[missing[2].last][1]
        if self.net.kinds[join] == "arrivals":
            others = [
                self.net.graph.edges[self.strands[each][2].last][1] for each in state if self.strands[each][1] in waiting[1:]
            ]
            circle = tuple(dict.fromkeys((last, *others)))
            return Stuck(Trouble("vicious-circle", circle, self._leads(run), between=strands), missing[:2])
        split, mend = self._turned_away(run, join, empty[0])
        before = reached(empty, self._inward(join))
        kind: Kind = "deadlock" if any(self.strands[each][0] == BEGIN for each in before) else "waits-for-itself"
        nodes = (*split, last) if kind == "deadlock" else (last,)
        return Stuck(Trouble(kind, nodes, self._leads(run), between=strands), mend)

    def _turned_away(self, run: Sequence[Firing], join: int, empty: int) -> tuple[tuple[int, ...], tuple[int, int]]:
        """The last choice of a run after which nothing could come to an empty strand any more, although before it could.

        With it, the strand that was chosen; or no choice, and the empty strand.
        """
        can = reached([empty], self._inward(join))
        for firing in reversed(run):
            chosen = self.net.kinds[firing.node] in ("exclusive", "several")
            others = [each for each in self.outs[firing.node] if each in can and each not in firing.gives]
            if chosen and others and not firing.gives & can:
                edges = self.net.graph.edges
                given = [self.strands[each][2].first for each in (*firing.gives, *others)]
                return (min(edges[each][0] for each in given),), self.strands[min(firing.gives)][:2]
        return (), self.strands[empty][:2]

    def _twice(self, state: State, firing: Firing) -> Stuck:
        edges = self.net.graph.edges
        run = [*self._run(state), firing]
        double = self.strands[min(firing.gives & (state - firing.takes))]
        before = reached(self.ins.get(double[0], ()), self._inward(double[0]))
        split: tuple[int, ...] = ()
        for each in reversed(run):
            both = [self.strands[out][2] for out in each.gives if out in before or self.strands[out] is double]
            if len(both) > 1:
                split = (min(edges[strand.first][0] for strand in both),)
                break
        taken = [self.strands[each] for each in sorted(firing.takes)]
        join = edges[double[2].first][0]
        mend = taken[0] if taken and len(self.ins[double[0]]) > 1 else double
        strands = tuple(each[2] for each in (*taken, double))
        source = taken[0][2].last if len(taken) == 1 else None
        leads, twice = self._leads(run[:-1]), ((source, double[2].first), (double[2].first, double[2].last))
        return Stuck(Trouble("lack-of-synchronisation", (*split, join), leads, twice, strands), mend[:2])

    def _never_fired(self) -> Stuck | None:
        """What nothing came to, although every run came to an end: a stop hides that it waits."""
        for node in self.rank:
            if node not in self.fired and self.net.kinds[node] in ("parallel", "arrivals") and node != FINISH:
                tail, head, strand = self.strands[self.ins[node][0]]
                strands = tuple(self.strands[each][2] for each in self.ins[node])
                return Stuck(Trouble("deadlock", (self.net.graph.edges[strand.last][1],), between=strands), (tail, head))
        return None


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


def _ranks(net: Net) -> dict[int, int]:
    """Reverse post-order from the beginning."""
    order: list[int] = []
    seen = {BEGIN}
    trail = [(BEGIN, iter(net.outs[BEGIN]))]
    while trail:
        node, rest = trail[-1]
        new = next((each for each in rest if each not in seen), None)
        if new is None:
            order.append(node)
            trail.pop()
        else:
            seen.add(new)
            trail.append((new, iter(net.outs[new])))
    return {node: number for number, node in enumerate(reversed(order))}
