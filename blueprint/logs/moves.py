"""What can happen next in a case: steps that show in the log, and what happens unseen between them."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from blueprint.flow.budget import Budget, TooComplexError
from blueprint.flow.graph import FINISH, reached
from blueprint.logs.net import OVER, Arrival, Firing, Marking, Net

MOST_CHOSEN: Final = 8
"""Ways of an inclusive choice of which every selection is tried."""
MOST_TOKENS: Final = 300
ENOUGH: Final = 12
"""So many ways to bring the tokens together for a join are tried."""


class Move(NamedTuple):
    """A step that is seen (empty: nothing is), the marking that it leads to, what fires, and how many steps begin ``unseen``."""

    step: str
    to: Marking
    firings: tuple[Firing, ...]
    unseen: int = 0


class Moves:
    """The moves of each marking of a net, looked at once. TooComplexError where a marking leaves too many."""

    def __init__(self, net: Net, budget: Budget) -> None:
        self.net = net
        self.budget = budget
        self._known: dict[Marking, tuple[tuple[Move, ...], tuple[Move, ...]]] = {}
        self._endings: dict[Marking, tuple[Firing, ...] | None] = {}
        self._inward: dict[int, list[list[int]]] = {}

    def seen(self, marking: Marking) -> tuple[Move, ...]:
        """The moves in which a step is seen."""
        return self._of(marking)[0]

    def unseen(self, marking: Marking) -> tuple[Move, ...]:
        """The moves in which nothing is seen: joins, inclusive choices, and beginning anew."""
        return self._of(marking)[1]

    def _of(self, marking: Marking) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
        known = self._known.get(marking)
        if known is None:
            if not self.budget.spend(4 + len(marking)) or len(marking) > MOST_TOKENS:
                raise TooComplexError
            moves = [each._replace(unseen=self.net.unseen_in(each.firings)) for each in dict.fromkeys(self._all(marking))]
            moves.sort(key=lambda each: each.unseen)
            seen = tuple(each for each in moves if each.step)
            known = self._known[marking] = seen, tuple(each for each in moves if not each.step and each.to != marking)
        return known

    def _all(self, marking: Marking) -> Iterator[Move]:
        net, joins, reached = self.net, dict[int, None](), set[int]()
        for token in dict.fromkeys(marking):
            for arrival in net.arrivals(token):
                reached.add(arrival.place)
                reached.update(arrival.beside)
                node = net.head(arrival.place)
                kind = net.graph.kinds[node]
                if kind in ("parallel", "arrivals"):
                    joins[node] = None
                elif kind == "several":
                    yield from self._selections(marking, token, arrival, node)
                elif net.seen[node]:
                    yield self._single(marking, token, arrival, node)
        for node in joins:
            waits_for_all = net.graph.kinds[node] == "parallel"
            if node != FINISH and not (waits_for_all and not self._can_all_come(node, reached)):
                yield from self._joined(marking, node)
        if net.recurs and marking != net.start:
            ending = self.ending(marking)
            if ending is not None:
                yield Move("", net.start, ending)

    def _can_all_come(self, join: int, reached: set[int]) -> bool:
        """Whether each edge into a join may get a token: from where it is, or through what it leaves beside itself."""
        waiting = list(reached)
        while waiting:
            for arrival in self.net.arrivals(waiting.pop()):
                new = {arrival.place, *arrival.beside} - reached
                reached |= new
                waiting += new
        return reached.issuperset(self.net.graph.ins[join])

    def _single(self, marking: Marking, token: int, arrival: Arrival, node: int) -> Move:
        """A step that takes one token. A stop takes all others with it."""
        net = self.net
        if net.graph.kinds[node] == "stop":
            return Move(net.seen[node], OVER, (*arrival.firings, Firing(node, (arrival.place,), ())))
        left = net.edges + node
        fired = Firing(node, (arrival.place,), (left,))
        return Move(net.seen[node], self._after(marking, (token,), (*arrival.beside, left)), (*arrival.firings, fired))

    def _selections(self, marking: Marking, token: int, arrival: Arrival, node: int) -> Iterator[Move]:
        outs = self.net.graph.outs[node]
        sizes = range(1, len(outs) + 1) if len(outs) <= MOST_CHOSEN else (1, 2, len(outs))
        for size in sizes:
            for some in combinations(outs, size):
                fired = Firing(node, (arrival.place,), some)
                yield Move("", self._after(marking, (token,), (*arrival.beside, *some)), (*arrival.firings, fired))

    def _joined(self, marking: Marking, node: int) -> Iterator[Move]:
        net = self.net
        ins = net.graph.ins[node]
        waits_for_all = net.graph.kinds[node] == "parallel"
        brought = self._brought(marking, tuple(ins), ()) if waits_for_all else self._arrived(marking, node)
        for number, (rest, taken, firings) in enumerate(brought):
            if number >= ENOUGH:
                break
            outs = tuple(net.graph.outs[node])
            yield Move(net.seen[node], self._after(rest, (), outs), (*firings, Firing(node, taken, outs)))

    def _brought(
        self, marking: Marking, wanted: tuple[int, ...], taken: tuple[int, ...], firings: tuple[Firing, ...] = ()
    ) -> Iterator[tuple[Marking, tuple[int, ...], tuple[Firing, ...]]]:
        """Ways to bring a token to each of these places: the marking without them, the places, and what fires."""
        if not wanted:
            yield marking, taken, firings
            return
        if not self.budget.spend(1):
            raise TooComplexError
        for token in dict.fromkeys(marking):
            for arrival in self.net.arrivals(token):
                if arrival.place == wanted[0]:
                    rest = self._after(marking, (token,), arrival.beside)
                    yield from self._brought(rest, wanted[1:], (*taken, wanted[0]), (*firings, *arrival.firings))

    def _arrived(self, marking: Marking, join: int) -> Iterator[tuple[Marking, tuple[int, ...], tuple[Firing, ...]]]:
        """An inclusive join takes what has arrived, when no token can yet come to an edge that has none."""
        net = self.net
        ins = set(net.graph.ins[join])
        rest, firings, there = marking, list[Firing](), list[int]()
        changed = True
        while changed:
            changed = False
            for token in dict.fromkeys(rest):
                arrival = next((each for each in net.arrivals(token) if each.place in ins and each.place not in there), None)
                if arrival is not None:
                    rest = self._after(rest, (token,), arrival.beside)
                    firings += arrival.firings
                    there.append(arrival.place)
                    changed = True
                    break
        if there and not self._awaited(rest, join, there):
            yield rest, tuple(there), tuple(firings)

    def _awaited(self, marking: Marking, join: int, there: Sequence[int]) -> bool:
        """Whether a token may still come to an empty edge into a join, and to none that holds one."""
        net = self.net
        inward = self._inward.get(join)
        if inward is None:
            inward = self._inward[join] = [list(net.graph.ins[tail]) if tail != join else [] for tail, _ in net.graph.edges]
        tokens = {out for place in marking for out in (net.graph.outs[place - net.edges] if place >= net.edges else (place,))}
        empty = [each for each in net.graph.ins[join] if each not in there]
        return bool(reached(empty, inward) & tokens - reached(there, inward))

    def ending(self, marking: Marking) -> tuple[Firing, ...] | None:
        """What fires unseen until the case is over; None where it cannot be over without more being seen, or joined."""
        if marking not in self._endings:
            self._endings[marking] = self._ending(marking)
        return self._endings[marking]

    def _ending(self, marking: Marking) -> tuple[Firing, ...] | None:
        net, firings = self.net, list[Firing]()
        for token in marking:
            for arrival in net.arrivals(token):
                node = net.head(arrival.place)
                if net.graph.kinds[node] == "stop" and not net.seen[node]:
                    return (*arrival.firings, Firing(node, (arrival.place,), ()))
        waiting, looked = list(marking), 0
        while waiting:
            token = waiting.pop()
            looked += 1
            ends = [each for each in net.arrivals(token) if net.head(each.place) == FINISH]
            if not ends or looked > MOST_TOKENS:
                return None
            firings += ends[0].firings
            waiting += ends[0].beside
        return tuple(firings)

    def _after(self, marking: Marking, without: tuple[int, ...], with_: tuple[int, ...]) -> Marking:
        """The marking without some tokens and with others; those at the end of the case count no longer."""
        tokens = list(marking)
        for each in without:
            tokens.remove(each)
        edges, at_end = self.net.graph.edges, self.net.edges
        tokens += [each for each in with_ if each >= at_end or edges[each][1] != FINISH]
        return tuple(sorted(tokens))
