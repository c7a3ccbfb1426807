"""How the events of a case hang together in a run: which of them had to be over for each to begin, and which ways were taken."""

from collections import Counter
from typing import NamedTuple

from blueprint.logs.align import Alignment
from blueprint.logs.net import Firing, Net

Thread = tuple[frozenset[int], bool]
"""The events that a token comes from, and whether it was seen all the way."""
_BEGIN: Thread = frozenset(), True


class Threads(NamedTuple):
    """``before``: for each event that is a step of the run (``steps``), the events that had to be over, and whether nothing
    unseen lay between; ``ways``: how often each way of a step was taken (by its number)."""

    before: dict[int, Thread]
    steps: dict[int, str]
    ways: Counter[tuple[str, int]]


def threads_of(net: Net, alignment: Alignment) -> Threads:
    """Play an alignment on the net, with tokens that know where they come from."""
    tokens: dict[int, list[Thread]] = {net.start[0]: [_BEGIN]}
    before: dict[int, Thread] = {}
    steps: dict[int, str] = {}
    ways: Counter[tuple[str, int]] = Counter()
    for read in alignment.reads:
        for number, firing in enumerate(read.firings):
            given = _taken(net, tokens, firing)
            is_it = read.kind != "unseen" and number == len(read.firings) - 1
            if is_it and read.kind == "done":
                before[read.at], steps[read.at] = given, read.step
                given = frozenset({read.at}), True
            elif is_it or (net.graph.begins[firing.node] and not net.seen[firing.node]):
                given = given[0], False
            for place in firing.gives:
                tokens.setdefault(place, []).append(given)
                if place in net.arrows and not (is_it and read.kind == "skipped"):
                    ways[net.arrows[place]] += 1
        if net.recurs and read.kind == "unseen" and not tokens.get(net.start[0]):
            tokens.setdefault(net.start[0], []).append((frozenset(), False))
    return Threads(before, steps, ways)


def _taken(net: Net, tokens: dict[int, list[Thread]], firing: Firing) -> Thread:
    taken = [found.pop(0) for place in firing.takes if (found := tokens.get(place))]
    events = frozenset(event for each in taken for event in each[0])
    return events, all(each[1] for each in taken) and bool(taken)
