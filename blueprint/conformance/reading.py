"""What the cases of one process can do, as far as some questions are concerned; and runs that show it."""

from collections.abc import Sequence
from typing import Final

from attrs import define, field, frozen

from blueprint.conformance.algebra import Algebra, Value
from blueprint.conformance.asks import NOTHING, Ask
from blueprint.conformance.expand import Expander, Extent, Piece
from blueprint.conformance.moments import Course
from blueprint.conformance.replay import Game, play
from blueprint.conformance.shrink import Net
from blueprint.conformance.terms import EDGE
from blueprint.conformance.verdicts import Run
from blueprint.conformance.walk import BUDGET, Walk
from blueprint.flow.budget import Budget, TooComplexError
from blueprint.flow.graph import BEGIN

EXTENTS: Final[tuple[Extent, ...]] = ("through", "stopped", "partly")


@define(eq=False)
class Reading:
    """The answers to several questions about a process whose flow is sound.

    What can happen is reckoned on the graph put together; it can be too much where inclusive joins wait, or where a case is
    given up while branches are under way. So the run that shows it is played, and where it cannot be, looked for on the graph
    as it is. ``purse`` bounds what is walked for all of them together.
    """

    course: Course
    asks: Sequence[Ask]
    purse: Budget = field(factory=lambda: Budget(BUDGET))
    _net: Net = field(init=False)
    _algebra: Algebra = field(init=False)
    _keys: list[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._net = Net(self.course.graph, self._silent(self.asks))
        self._algebra = Algebra(self.asks)
        self._keys = self._algebra.keys(self._net.terms, self.course.words)

    def run(self, number: int) -> Run | None:
        """A run in which happens what a question looks for; None where there is none, or none was found within the budget."""
        ask = self.asks[number]
        derivation = _Derivation(self.course, self._net, ask, self._algebra.of(number, self._keys), self.purse)
        pieces = derivation.pieces()
        return (derivation.run(pieces) or self._searched(ask)) if pieces else None

    def _silent(self, asks: Sequence[Ask]) -> list[bool]:
        letters = {moment for ask in asks for moment in ask.letters}
        return [letters.isdisjoint(word.moments) for word in self.course.words]

    def _searched(self, ask: Ask) -> Run | None:
        """The same without putting anything together."""
        net = Net(self.course.graph, self._silent([ask]), whole=True)
        algebra = Algebra([ask])
        values = algebra.of(0, algebra.keys(net.terms, self.course.words))
        derivation = _Derivation(self.course, net, ask, values, self.purse)
        return derivation.run(derivation.pieces())


@frozen(eq=False)
class _Derivation:
    """How what a question looks for can come about in a net; ``values`` are those of its terms."""

    course: Course
    net: Net
    ask: Ask
    values: Sequence[Value]
    purse: Budget

    def run(self, pieces: Sequence[Piece]) -> Run | None:
        """The run that pieces make, if it can be played and shows what is looked for."""
        expander = Expander(self.ask, self.net.terms, self.course.words, self.values)
        game = play(self.course, list(expander.moves(pieces)))
        return _told(game, self.ask) if game else None

    def pieces(self) -> list[Piece]:
        """The pieces of a run; none where nothing of the kind can happen."""
        if self.net.rest():
            return self._walked()
        for strand in self.net.outs[BEGIN]:
            term = self.net.term[strand]
            for extent in EXTENTS[:2] if self.ask.complete else EXTENTS:
                for what in sorted(filter(self.ask.found, getattr(self.values[term], extent))):
                    return [(term, extent, what)]
        return []

    def _walked(self) -> list[Piece]:
        walk = Walk(self.net, self.ask, [self.values[term] for term in self.net.term], self._giving_up(), self.purse)
        try:
            walk.go()
        except TooComplexError:
            return []
        found = walk.over if self.ask.complete else walk.over | walk.partly
        return next((found[what] for what in sorted(found) if self.ask.found(what)), [])

    def _giving_up(self) -> frozenset[int]:
        """The strands that give a case up; where things are put together, they are not known by themselves."""
        if not self.net.whole:
            return frozenset()
        parts = self.net.terms.parts
        edges = (parts[term] if parts[term][0] == EDGE else parts[parts[term][1]] for term in self.net.term)
        return frozenset(strand for strand, (_, edge, _) in enumerate(edges) if edge in self.course.gives_up)


def _told(game: Game, ask: Ask) -> Run | None:
    """The run of a case that was played; None where it does not show what is asked for."""
    sofar = NOTHING
    steps: list[str] = []
    ends: list[str] = []
    for kind, step in game.moments:
        sofar = ask.then(sofar, ask.letters.get((kind, step), NOTHING))
        if kind == "begins":
            steps.append(step)
        if kind == "ends":
            ends.append(step)
        if not ask.complete and ask.found(sofar):
            return Run(tuple(steps), tuple(ends))
    return Run(tuple(steps), tuple(ends)) if game.is_over and ask.complete and ask.found(sofar) else None
