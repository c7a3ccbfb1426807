"""What is left of a graph, walked state by state, with what has happened so far as part of the state."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final

from attrs import define, field

from blueprint.conformance.algebra import Value
from blueprint.conformance.asks import NOTHING, Ask
from blueprint.conformance.expand import Piece
from blueprint.conformance.shrink import Net
from blueprint.flow.budget import Budget, TooComplexError
from blueprint.flow.graph import BEGIN, FINISH, reached

BUDGET: Final = 40_000
"""States looked at for all questions about a process together."""
MOST_WAYS: Final = 12
"""The ways of an inclusive choice of which every selection is looked at."""

Tokens = frozenset[tuple[int, bool]]
"""The strands that hold a token, each with whether it has gone through."""
State = tuple[Tokens, int]


@define(eq=False)
class Walk:
    """A walk through all that can happen in a net, for one question. ``over`` and ``partly`` hold what can have happened when
    a case is over, or on its way, each with the pieces of a run."""

    net: Net
    ask: Ask
    values: Sequence[Value]
    """Of every strand, by its number."""
    gives_up: frozenset[int] = frozenset()
    """The strands by whose choice all other tokens come to count no longer."""
    purse: Budget = field(factory=lambda: Budget(BUDGET))
    over: dict[int, list[Piece]] = field(factory=dict)
    partly: dict[int, list[Piece]] = field(factory=dict)
    _came: dict[State, tuple[State, Sequence[Piece]] | None] = field(factory=dict)
    _alert: bool = field(default=False)
    _before: list[list[int]] = field(init=False)
    _leading: dict[int, set[int]] = field(factory=dict)

    def go(self) -> None:
        """Walk. TooComplexError where the budget does not suffice, unless what is looked for was found before."""
        net = self.net
        self._before = [[net.ends[each][0] for each in ins] for ins in net.ins]
        self._alert = bool(self.gives_up) or any(net.kinds[node] == "arrivals" for node in net.rest())
        waiting: deque[State] = deque()
        start: State = frozenset(), NOTHING
        self._came[start] = None
        for strand in net.outs[BEGIN]:
            self._reach((self._new([strand]), NOTHING), (start, self._silent([strand])), waiting)
        while waiting:
            state = waiting.popleft()
            if not self.purse.spend(1):
                raise TooComplexError
            self._note(state)
            for after, pieces in self._moves(state):
                self._reach(after, (state, pieces), waiting)
            if any(map(self.ask.found, self.over)) or (not self.ask.complete and any(map(self.ask.found, self.partly))):
                return

    def _reach(self, state: State, came: tuple[State, Sequence[Piece]], waiting: deque[State]) -> None:
        if state not in self._came:
            self._came[state] = came
            waiting.append(state)

    def _new(self, strands: Sequence[int]) -> Tokens:
        """Tokens come to strands; where nothing happens on one, they have gone through it at once."""
        return frozenset((each, self.net.terms.silent[self.net.term[each]]) for each in strands)

    def _silent(self, strands: Sequence[int]) -> list[Piece]:
        terms = (self.net.term[each] for each in strands)
        return [(term, "through", NOTHING) for term in terms if self.net.terms.silent[term]]

    def _moves(self, state: State) -> Iterator[tuple[State, Sequence[Piece]]]:
        """What can happen next. What is chosen where nothing is asked for may as well be chosen before anything else."""
        tokens, sofar = state
        firings = list(self._firings(tokens))
        free = [] if self._alert else [each for each in firings if self.net.kinds[each[0]] == "exclusive"][:1]
        for _, ways in free or firings:
            for takes, strands in ways:
                yield ((tokens - takes) | self._new(strands), sofar), self._silent(strands)
        for strand, through in () if free else sorted(tokens):
            if not through:
                for what in sorted(self.values[strand].through):
                    after = (tokens - {(strand, False)}) | {(strand, True)}
                    yield (after, self.ask.then(sofar, what)), [(self.net.term[strand], "through", what)]

    def _firings(self, tokens: Tokens) -> Iterator[tuple[int, list[tuple[Tokens, Sequence[int]]]]]:
        """The nodes that can fire, each with the tokens it takes and gives."""
        there: dict[int, list[int]] = {}
        for strand, through in sorted(tokens):
            if through:
                there.setdefault(self.net.ends[strand][1], []).append(strand)
        for node, strands in there.items():
            kind, outs = self.net.kinds[node], list(self.net.outs[node])
            takes = frozenset((each, True) for each in strands)
            if node == FINISH or not outs:
                continue
            if kind == "exclusive":
                yield (
                    node,
                    [(tokens if out in self.gives_up else frozenset({(each, True)}), [out]) for each in strands for out in outs],
                )
            elif kind == "several":
                yield node, [(frozenset({(each, True)}), some) for each in strands for some in _selections(outs)]
            elif kind == "parallel":
                if len(strands) == len(self.net.ins[node]):
                    yield node, [(takes, outs)]
            elif not self._awaited(node, strands, tokens):
                yield node, [(takes, outs)]

    def _awaited(self, join: int, there: Sequence[int], tokens: Tokens) -> bool:
        ends = self.net.ends
        rest = {ends[strand][1] for strand, through in tokens if not (through and strand in there)}
        empty = [each for each in self.net.ins[join] if each not in there]
        coming = (node for node in rest if any(node in self._leading_to(each) for each in empty))
        return join in rest or any(all(node not in self._leading_to(each) for each in there) for node in coming)

    def _leading_to(self, strand: int) -> set[int]:
        """The nodes from which a token can come to a strand into a join, but not through the join."""
        if strand not in self._leading:
            tail, join = self.net.ends[strand]
            self._leading[strand] = reached({tail} - {join}, self._before, beside={join})
        return self._leading[strand]

    def _note(self, state: State) -> None:
        """Keep what has happened in a state: as it is, with what can have begun, and if the case is over or can be stopped."""
        tokens, sofar = state
        going = [strand for strand, through in tokens if not through]
        if not going and all(self.net.ends[strand][1] == FINISH for strand, _ in tokens):
            self._keep(self.over, sofar, state, [])
        for parts, what in self._mixed(sofar, going):
            self._keep(self.partly, what, state, parts)
        for strand in going:
            others = [each for each in going if each != strand]
            for last in self.values[strand].stopped:
                for parts, what in self._mixed(sofar, others):
                    piece: Piece = (self.net.term[strand], "stopped", last)
                    self._keep(self.over, self.ask.then(what, last), state, [*parts, piece])

    def _mixed(self, sofar: int, going: Sequence[int]) -> Iterator[tuple[list[Piece], int]]:
        """What can have happened while tokens are on their way, in either order of any two."""
        for order in (going, going[::-1]) if len(going) > 1 else (going,):
            for several in product(*(sorted(self.values[strand].partly) for strand in order)):
                what = sofar
                for each in several:
                    what = self.ask.then(what, each)
                yield [(self.net.term[strand], "partly", each) for strand, each in zip(order, several, strict=True)], what

    def _keep(self, kept: dict[int, list[Piece]], what: int, state: State, last: list[Piece]) -> None:
        if what in kept:
            return
        pieces = last[::-1]
        while (came := self._came[state]) is not None:
            state, more = came
            pieces += more[::-1]
        kept[what] = pieces[::-1]


def _selections(outs: Sequence[int]) -> Iterator[Sequence[int]]:
    if len(outs) > MOST_WAYS:
        raise TooComplexError
    for count in range(1, len(outs) + 1):
        yield from combinations(outs, count)
