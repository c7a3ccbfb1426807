"""What the walk found, as a trouble of the graph: what waits, which choice turned away what it waits for, what runs twice."""

from collections.abc import Collection, Iterable, Sequence

from attrs import frozen

from blueprint.flow.graph import BEGIN, FINISH, reached
from blueprint.flow.places import Firing, Places, State
from blueprint.flow.trouble import Kind, Lead, Trouble


@frozen(eq=False)
class Stuck:
    """What the walk found: a trouble, and the strand (tail, head) without which the rest may be looked at."""

    trouble: Trouble
    mend: tuple[int, int]


def _leads(places: Places, firings: Iterable[Firing]) -> tuple[Lead, ...]:
    """How a run of the whole graph comes where the walk came."""
    found: list[Lead] = []
    for firing in firings:
        source = places.strands[min(firing.takes)][2].last if len(firing.takes) == 1 else None
        strands = [places.strands[each][2] for each in sorted(firing.gives)]
        found += [(source if at == 0 else None, strand.first) for at, strand in enumerate(strands)]
        found += [(strand.first, strand.last) for strand in strands]
    return tuple(found)


def waits(places: Places, state: State, run: Sequence[Firing]) -> Stuck:
    """A state in which nothing can go on; ``run`` is how the walk came there."""
    waiting = sorted({places.strands[each][1] for each in state} - {FINISH}, key=places.rank.__getitem__)
    join = next((node for node in waiting if places.net.kinds[node] == "parallel"), waiting[0])
    empty = [each for each in places.ins[join] if each not in state]
    missing = places.strands[empty[0]]
    held = [places.strands[each][2] for each in places.ins[join] if each in state]
    strands = (*held, *(places.strands[each][2] for each in empty))
    last = places.net.graph.edges[missing[2].last][1]
    if places.net.kinds[join] == "arrivals":
        others = [
            places.net.graph.edges[places.strands[each][2].last][1] for each in state if places.strands[each][1] in waiting[1:]
        ]
        circle = tuple(dict.fromkeys((last, *others)))
        return Stuck(Trouble("vicious-circle", circle, _leads(places, run), between=strands), missing[:2])
    split, mend = _turned_away(places, run, join, empty[0])
    before = reached(empty, places.inward(join))
    kind: Kind = "deadlock" if any(places.strands[each][0] == BEGIN for each in before) else "waits-for-itself"
    nodes = (*split, last) if kind == "deadlock" else (last,)
    return Stuck(Trouble(kind, nodes, _leads(places, run), between=strands), mend)


def _turned_away(places: Places, run: Sequence[Firing], join: int, empty: int) -> tuple[tuple[int, ...], tuple[int, int]]:
    """The last choice of a run after which nothing could come to an empty strand any more, although before it could.

    With it, the strand that was chosen; or no choice, and the empty strand.
    """
    can = reached([empty], places.inward(join))
    for firing in reversed(run):
        chosen = places.net.kinds[firing.node] in ("exclusive", "several")
        others = [each for each in places.outs[firing.node] if each in can and each not in firing.gives]
        if chosen and others and not firing.gives & can:
            edges = places.net.graph.edges
            given = [places.strands[each][2].first for each in (*firing.gives, *others)]
            return (min(edges[each][0] for each in given),), places.strands[min(firing.gives)][:2]
    return (), places.strands[empty][:2]


def twice(places: Places, state: State, run: Sequence[Firing]) -> Stuck:
    """The last firing of a run puts a token, in this state, where there is one already."""
    edges = places.net.graph.edges
    firing = run[-1]
    double = places.strands[min(firing.gives & (state - firing.takes))]
    before = reached(places.ins.get(double[0], ()), places.inward(double[0]))
    split: tuple[int, ...] = ()
    for each in reversed(run):
        both = [places.strands[out][2] for out in each.gives if out in before or places.strands[out] is double]
        if len(both) > 1:
            split = (min(edges[strand.first][0] for strand in both),)
            break
    taken = [places.strands[each] for each in sorted(firing.takes)]
    join = edges[double[2].first][0]
    mend = taken[0] if taken and len(places.ins[double[0]]) > 1 else double
    strands = tuple(each[2] for each in (*taken, double))
    source = taken[0][2].last if len(taken) == 1 else None
    leads, twice = _leads(places, run[:-1]), ((source, double[2].first), (double[2].first, double[2].last))
    return Stuck(Trouble("lack-of-synchronisation", (*split, join), leads, twice, strands), mend[:2])


def never_fired(places: Places, fired: Collection[int]) -> Stuck | None:
    """What nothing came to, although every run came to an end: a stop hides that it waits."""
    for node in places.rank:
        if node not in fired and places.net.kinds[node] in ("parallel", "arrivals") and node != FINISH:
            tail, head, strand = places.strands[places.ins[node][0]]
            strands = tuple(places.strands[each][2] for each in places.ins[node])
            return Stuck(Trouble("deadlock", (places.net.graph.edges[strand.last][1],), between=strands), (tail, head))
    return None
