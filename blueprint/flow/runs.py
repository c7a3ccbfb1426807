"""The runs that show the faults of a graph: shortest ones where it is not too large to search, else short ones."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from attrs import define, field, frozen

from blueprint.flow.budget import Budget, TooComplexError
from blueprint.flow.graph import Graph
from blueprint.flow.led import Leader
from blueprint.flow.shortest import Found, Search
from blueprint.flow.shrunk import Shrunk
from blueprint.flow.signs import Sign, sign_of
from blueprint.flow.trouble import Trouble

LED_BUDGET: Final = 400_000
"""Edges looked at for all runs that are led: about half a second."""
SEARCH_BUDGET: Final = 50_000
"""Tokens looked at for all runs that are searched for: about a fifth of a second."""
SEARCH_EACH: Final = 15_000
"""Of these, the most for one run; no run gets more than a third of what is left, so that something is left for the next."""


@frozen
class Run:
    """The steps in the order in which they are begun; ``is_shortest``: no fewer show it, or where empty, none at all."""

    steps: tuple[str, ...] = ()
    is_shortest: bool = True


@define(slots=False, eq=False)
class Runs:
    """The runs of a graph that show these troubles."""

    graph: Graph
    troubles: Iterable[Trouble]
    leader: Leader = field(init=False)
    purse: Budget = field(init=False)
    known: dict[Sign, Found | None] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.leader = Leader(self.graph, Budget(LED_BUDGET))
        self.purse = Budget(SEARCH_BUDGET)

    @cached_property
    def signs(self) -> dict[Trouble, Sign]:
        """What shows each trouble that a run can come to."""
        nodes_of: dict[str, list[int]] = {}
        for node, step in enumerate(self.graph.steps):
            if step:
                nodes_of.setdefault(step, []).append(node)
        found = ((trouble, sign_of(self.graph, trouble, nodes_of)) for trouble in self.troubles)
        return {trouble: sign for trouble, sign in found if sign is not None}

    def of(self, trouble: Trouble) -> Run:
        """The run that shows a trouble."""
        sign = self.signs.get(trouble)
        if sign is None:
            return Run()
        if sign not in self.known:
            self.known[sign] = self._searched(sign)
        found = self.known[sign]
        if found is None:
            return Run(self.leader.run(trouble), is_shortest=False)
        return Run(tuple(self.shrunk.steps(found.nodes or ())), not found.blurred)

    def _searched(self, sign: Sign) -> Found | None:
        """What the search finds; None where it is too large."""
        purse = Budget(min(SEARCH_EACH, self.purse.left // 3))
        self.purse.left -= purse.left
        found: Found | None = None
        try:
            shrunk = self._shrunk_for(sign, purse)
            found = self._shown(sign, shrunk, purse)
            kept = sign.nodes(self.graph)
            while found.blurred - kept:
                kept |= found.blurred
                found = self._shown(sign, self._shrunk(kept, purse), purse)
        except TooComplexError:
            return found if found is not None and found.nodes is not None else None
        finally:
            self.purse.left += max(purse.left, 0)
        return found

    def _shown(self, sign: Sign, shrunk: Shrunk, purse: Budget) -> Found:
        found = Found(None)
        for each in sign.in_turn(shrunk.doomed):
            found = Search(shrunk, each, purse).find()
            if found.nodes is not None or found.blurred:
                break
        return found

    def _shrunk_for(self, sign: Sign, purse: Budget) -> Shrunk:
        """The graph without what makes no difference to one run."""
        if len(self.signs) == 1:
            return self.shrunk
        if not purse.spend(len(self.shrunk.ways)):
            raise TooComplexError
        return Shrunk(self.graph, sign.nodes(self.graph), self.shrunk)

    def _shrunk(self, kept: set[int], purse: Budget) -> Shrunk:
        """The graph with so many nodes kept that no token is taken for another."""
        if not purse.spend(2 * len(self.graph.edges)):
            raise TooComplexError
        return Shrunk(self.graph, kept)

    @cached_property
    def shrunk(self) -> Shrunk:
        """The graph without what makes no difference to any run."""
        return Shrunk(self.graph, frozenset[int]().union(*(sign.nodes(self.graph) for sign in self.signs.values())))
