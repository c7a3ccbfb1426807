"""The best way to read a case as a run of its process: the fewest steps left out or done in addition (A*, Hart et al. 1968).

Alignments of logs with models are due to Adriansyah (2014); here they are sought on the graph of the blueprint itself.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import Final, Literal, NamedTuple

from blueprint.flow.budget import Budget, TooComplexError
from blueprint.logs.moves import Move, Moves
from blueprint.logs.net import Firing, Marking, Net

LOOKS: Final = 60_000
"""So many states are come to for one case; beyond, the answer is near, not best."""
ALL_LOOKS, FEWEST = 1_000_000, 3_000
"""So many states are come to for all cases of a process; then no more than ``FEWEST`` for each that is left."""
MARKINGS: Final = 3_000_000
"""So much is kept of the moves of markings; beyond, it is looked at anew."""
DEVIATION: Final = 10_000
"""What a step that is skipped or extra weighs, against one that is begun unseen: of readings that deviate alike, the one that
assumes the fewest steps is the best."""
BEAM, NEARBY, AT_ONCE = 3, 60, 2
"""Beyond ``LOOKS``: the readings kept side by side, how far each looks on, and how many ways on it keeps."""
Kind = Literal["done", "skipped", "extra", "unseen"]
Symbol = frozenset[str]
"""The steps that an event may be."""


class Read(NamedTuple):
    """How an event, or a step without one, is read. ``at``: which event of the case; -1 for none."""

    kind: Kind
    step: str
    at: int
    firings: tuple[Firing, ...] = ()


class Alignment(NamedTuple):
    """A case read as a run. ``cost``: how many steps are left out or extra; ``is_best``: no reading has fewer.

    ``is_over``: the run comes to an end of the process.
    """

    reads: tuple[Read, ...]
    cost: int
    is_best: bool = True
    is_over: bool = True


_NOTHING: Final[Symbol] = frozenset()


class _State(NamedTuple):
    """A case read so far: ``at`` events of it, with the run at a marking. ``weight``: of what deviates and what is assumed."""

    before: "_State | None"
    read: Read | None
    at: int
    marking: Marking
    weight: int

    def unseen(self, move: Move) -> "_State":
        return _State(self, Read("unseen", "", -1, move.firings), self.at, move.to, self.weight + move.unseen)

    def done(self, move: Move) -> "_State":
        read = Read("done", move.step, self.at, move.firings)
        return _State(self, read, self.at + 1, move.to, self.weight + move.unseen)

    def skipped(self, move: Move) -> "_State":
        read = Read("skipped", move.step, -1, move.firings)
        return _State(self, read, self.at, move.to, self.weight + move.unseen + DEVIATION)

    def extra(self, symbol: Symbol) -> "_State":
        return _State(self, Read("extra", min(symbol), self.at), self.at + 1, self.marking, self.weight + DEVIATION)

    def reads(self) -> tuple[Read, ...]:
        found, state = [], self
        while state.before is not None:
            assert state.read is not None
            found.append(state.read)
            state = state.before
        return tuple(reversed(found))


class Aligner:
    """Reads cases of one process; what it learns of the process serves all of them. ``unfinished``: cases may still go on."""

    def __init__(self, net: Net, *, unfinished: bool = False, looks: int = LOOKS) -> None:
        self.net = net
        self.moves = Moves(net, Budget(MARKINGS))
        self.unfinished = unfinished
        self.looks = looks
        self.left = ALL_LOOKS

    def align(self, trace: Sequence[Symbol]) -> Alignment:
        """The best reading of a case, or one that is near where that takes too long."""
        try:
            return self._fitting(trace) or self._best(trace)
        except TooComplexError:
            return self._near(trace)
        finally:
            if self.moves.budget.left < MARKINGS // 2:
                self.moves = Moves(self.net, Budget(MARKINGS))

    def _ended(self, state: _State) -> Alignment | None:
        """The alignment that ends in a state, if it can."""
        ending = self.moves.ending(state.marking)
        if ending is None and not self.unfinished:
            return None
        reads = (*state.reads(), *(() if ending is None else (Read("unseen", "", -1, ending),)))
        return Alignment(reads, _deviating(reads), is_over=ending is not None)

    def _end_weight(self, state: _State) -> int | None:
        """What the end of a case weighs in addition; None where it cannot end here."""
        ending = self.moves.ending(state.marking)
        if self.unfinished:
            return 0
        return None if ending is None else self.net.unseen_in(ending)

    def _fitting(self, trace: Sequence[Symbol]) -> Alignment | None:
        """A reading with nothing left out or extra, where there is one; depth first, each state once."""
        moves, last = self.moves, len(trace)
        met: set[tuple[int, Marking]] = set()
        stack = [_State(None, None, 0, self.net.start, 0)]
        while stack:
            state = stack.pop()
            at, marking = state.at, state.marking
            if (at, marking) in met:
                continue
            met.add((at, marking))
            if len(met) > min(self.looks, FEWEST):
                raise TooComplexError
            ended = self._ended(state) if at == last else None
            if ended is not None:
                return ended
            # What comes first is looked at first: ways before exits.
            stack += [state.unseen(each) for each in reversed(moves.unseen(marking))]
            if at < last:
                symbol, seen = trace[at], reversed(moves.seen(marking))
                stack += [state.done(each) for each in seen if each.step in symbol]
        return None

    def _best(self, trace: Sequence[Symbol]) -> Alignment:
        """The best reading: the states first from which the least need be left out, or extra."""
        least = _Least(self.net, trace)
        queue = [(0, 0, 0, _State(None, None, 0, self.net.start, 0))]
        best: dict[tuple[int, Marking], int] = {(0, self.net.start): 0}
        last, looked = len(trace), 0
        most = min(self.looks, max(FEWEST, self.left))
        while queue:
            _, before, _, state = heappop(queue)
            if before < -last or looked > most:
                self.left -= looked
                ended = self._ended(state) if before < -last else None
                if ended is None:
                    raise TooComplexError
                return ended
            if state.weight > best[state.at, state.marking]:
                continue
            more = self._end_weight(state) if state.at == last else None
            if more is not None:
                heappush(queue, (state.weight + more, -last - 1, looked, state))
            for new in self._next(state, trace[state.at] if state.at < last else _NOTHING):
                looked += 1
                key = new.at, new.marking
                if new.weight < best.get(key, new.weight + 1):
                    best[key] = new.weight
                    heappush(queue, (new.weight + DEVIATION * least(new.at, new.marking), -new.at, looked, new))
        raise TooComplexError

    def _next(self, state: _State, symbol: Symbol) -> Iterator[_State]:
        """What may come next, where the next event is a ``symbol`` (empty: there is none)."""
        seen = self.moves.seen(state.marking)
        yield from (state.done(each) for each in seen if each.step in symbol)
        yield from (state.unseen(each) for each in self.moves.unseen(state.marking))
        yield from (state.skipped(each) for each in seen)
        if symbol:
            yield state.extra(symbol)

    def _near(self, trace: Sequence[Symbol]) -> Alignment:
        """A reading that is near the best: event by event, with a few readings kept side by side (a beam search)."""
        beam = [_State(None, None, 0, self.net.start, 0)]
        for symbol in trace:
            found: dict[Marking, _State] = {}
            for state in beam:
                for each in (*self._looking_on(state, symbol), state.extra(symbol)):
                    if each.marking not in found or each.weight < found[each.marking].weight:
                        found[each.marking] = each
            beam = sorted(found.values(), key=lambda each: each.weight)[:BEAM]
        for state in beam:
            for each in self._looking_on(state, _NOTHING):
                ended = self._ended(each)
                if ended is not None:
                    return ended._replace(is_best=False)
        reads = beam[0].reads()
        return Alignment(reads, _deviating(reads) + 1, is_best=False, is_over=False)

    def _looking_on(self, state: _State, symbol: Symbol) -> list[_State]:
        """The nearest states in which an event has its step (empty: in which the case can be over)."""
        queue, number, found = [(state.weight, 0, state)], 0, list[_State]()
        met = set[Marking]()
        wanted, most = (AT_ONCE, NEARBY) if symbol else (1, FEWEST)
        try:
            while queue and len(found) < wanted and number < most:
                here = heappop(queue)[-1]
                if here.marking in met:
                    continue
                met.add(here.marking)
                if not symbol and self._end_weight(here) is not None:
                    found.append(here)
                for new in self._next(here, symbol):
                    if new.at > here.at:
                        found += [new] if new.read is not None and new.read.kind == "done" else []
                        continue
                    number += 1
                    heappush(queue, (new.weight, number, new))
        except TooComplexError:
            pass
        return found


def _deviating(reads: Sequence[Read]) -> int:
    """How many steps are skipped or extra."""
    return sum(each.kind in ("skipped", "extra") for each in reads)


class _Least:
    """How many steps at least are extra in what is left of a case: those that no token can come to any longer."""

    def __init__(self, net: Net, trace: Sequence[Symbol]) -> None:
        self.net = net
        self.bits = [sum(net.bits.get(step, 0) for step in symbol) for symbol in trace]
        self.every = sum(net.bits.values())
        self.known: dict[int, list[int]] = {}

    def __call__(self, at: int, marking: Marking) -> int:
        mask = self.every if self.net.recurs else 0
        for place in marking:
            mask |= self.net.ahead[place]
        known = self.known.get(mask)
        if known is None:
            known = [0]
            for bits in reversed(self.bits):
                known.append(known[-1] + (not bits & mask))
            known.reverse()
            self.known[mask] = known
        return known[at]
