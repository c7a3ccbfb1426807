"""The whole analysis of a graph: structure, contraction, and a walk through what is left."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from blueprint.flow.contract import Net
from blueprint.flow.graph import FINISH, Graph
from blueprint.flow.structure import reachable, unreachable
from blueprint.flow.trouble import Trouble

if TYPE_CHECKING:
    from blueprint.flow.stuck import Stuck

BUDGET: Final = 1_000_000
"""Tokens looked at in the walk: about a second."""
MOST_KNOTS: Final = 25
"""The faults that are looked for, one after the other, in what contraction leaves."""
WAITING: Final = frozenset({"deadlock", "waits-for-itself", "vicious-circle"})


class Verdict(NamedTuple):
    """All troubles of a graph; ``unknown`` holds the nodes of what was too complex to decide."""

    troubles: tuple[Trouble, ...]
    unknown: tuple[int, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.troubles and not self.unknown


def judge(graph: Graph, budget: int = BUDGET) -> Verdict:
    """Whether a graph is sound, and if not, why not."""
    net = Net(graph)
    net.contract()
    unknown = _walked(net, budget) if net.rest() else ()
    troubles = _all(graph, net)
    if troubles and not unknown and _is_excused(graph, troubles):
        return Verdict(())
    return Verdict((*_unhalted(net), *troubles), unknown)


def _walked(net: Net, budget: int) -> tuple[int, ...]:
    """Note the faults of what contraction leaves; the nodes of what is too complex to decide."""
    from blueprint.flow.budget import Budget, TooComplexError
    from blueprint.flow.explore import Walk

    purse = Budget(budget)
    for _ in range(MOST_KNOTS):
        if not net.rest():
            break
        try:
            stuck = Walk(net, purse).find()
        except TooComplexError:
            return tuple(net.rest())
        if stuck is None:
            break
        _mend(net, stuck)
    return ()


def _is_excused(graph: Graph, troubles: Sequence[Trouble]) -> bool:
    """Whether all that is wrong is that a join may wait for an inclusive choice, and the case is stopped for certain meanwhile.

    Contraction does not see that; the whole graph is walked, with a node amid each edge so that no two edges are alike.
    """
    if "stop" not in graph.kinds or any(each.kind != "deadlock" or graph.kinds[each.nodes[0]] != "several" for each in troubles):
        return False
    from blueprint.flow.budget import Budget, TooComplexError
    from blueprint.flow.explore import Walk

    kinds, edges = list(graph.kinds), []
    for tail, head in graph.edges:
        edges += [(tail, len(kinds)), (len(kinds), head)]
        kinds.append("exclusive")
    blank = len(kinds)
    whole = Graph(tuple(kinds), ("",) * blank, (False,) * blank, tuple(edges))
    try:
        return Walk(Net(whole), Budget(BUDGET // 10)).find() is None
    except TooComplexError:
        return False


def _unhalted(net: Net) -> Iterator[Trouble]:
    """The loops that go round for ever after all, as the branch that would stop them may wait."""
    waiting = {node for each in net.troubles if each.kind in WAITING for node in each.nodes}
    return (trouble for trouble, branches in net.halted if not waiting.isdisjoint(branches))


def _all(graph: Graph, net: Net) -> tuple[Trouble, ...]:
    return (*unreachable(graph, reachable(graph)), *net.troubles)


def _mend(net: Net, stuck: "Stuck") -> None:
    """Note a fault and take away what it hangs on, so that others come to light."""
    net.troubles.append(stuck.trouble)
    seen = len(net.troubles)
    tail, head = stuck.mend
    way = net.cut(tail, head)
    if not net.outs[tail]:
        net.link(tail, FINISH, way)
    lost = [head]
    while lost:
        node = lost.pop()
        if not net.ins[node] and node not in (FINISH, net.stop):
            for after in list(net.outs[node]):
                net.cut(node, after)
                lost.append(after)
    net.contract()
    known = {frozenset(each.nodes) for each in net.troubles[:seen]}
    net.troubles[seen:] = [each for each in net.troubles[seen:] if frozenset(each.nodes) not in known]
