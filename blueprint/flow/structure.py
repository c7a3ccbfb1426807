"""What the arrows alone show: nodes that cannot be reached, or from which no end can be."""

from collections.abc import Iterator

from blueprint.flow.graph import BEGIN, FINISH, Graph, components, reached
from blueprint.flow.trouble import Lead, Strand, Trouble


def reachable(graph: Graph) -> set[int]:
    """The nodes that arrows from the beginning lead to."""
    return reached([BEGIN], graph.after)


def ending(graph: Graph) -> set[int]:
    """The nodes from which the end can be reached."""
    return reached([FINISH], graph.before)


def doomed(graph: Graph, ending: set[int]) -> set[int]:
    """The nodes from which nothing but a stop can be reached, the stops included; ``ending``: those from which the end can."""
    stops = [node for node, kind in enumerate(graph.kinds) if kind == "stop"]
    return reached(stops, graph.before, beside=ending)


def cyclic(graph: Graph) -> set[int]:
    """The nodes that lie on a cycle of two nodes or more."""
    parts = components(range(len(graph.kinds)), graph.after)
    return {node for part in parts if len(part) > 1 for node in part}


def unreachable(graph: Graph, live: set[int]) -> Iterator[Trouble]:
    """One fault for each place at which what cannot be reached begins."""
    rest = [node for node, step in enumerate(graph.steps) if step and node not in live]
    for part in components(rest, graph.after) if rest else ():
        if all(before in part for node in part for before in graph.before[node]):
            behind = reached(part, graph.after, beside=live) - {FINISH}
            strands = tuple(Strand(edge, edge) for node in behind for edge in graph.outs[node])
            yield Trouble("unreachable", tuple(sorted(part)), between=strands)


def endless(graph: Graph, caught: set[int]) -> Iterator[tuple[Trouble, int]]:
    """Loops without a way out, and nodes that nothing follows, each with a node that might be given a way out.

    ``caught``: the nodes that can be reached, and from which no end can be.
    """
    for part in components(sorted(caught), graph.after):
        inside = set(part)
        if any(after not in inside for node in part for after in graph.after[node]):
            continue
        onward = [edge for node in part for edge in graph.outs[node]]
        if onward:
            mendable = [node for node in part if graph.kinds[node] == "exclusive"] or part
            strands = tuple(Strand(edge, edge) for edge in onward)
            yield Trouble("endless-loop", tuple(sorted(part)), tuple(_round(graph, inside)), between=strands), mendable[0]
        else:
            yield Trouble("dead-end", (part[0],), tuple(_round(graph, inside))), part[0]


def stopped(graph: Graph, live: set[int], caught: set[int], given_up: set[int]) -> dict[int, set[int]]:
    """The nodes of loops without a way out that a stop ends which is sure to come, each with the nodes that lead to that stop.

    These are parts of what is ``caught`` in which tokens go on one by one, and into which they come only from forks that also
    start a branch from which nothing but a stop can come; ``given_up``: the nodes from which a stop can be reached, and no end.
    Whether the branch gets there whatever happens is for the rest of the analysis to say. Other stops may be as sure, such as one
    that an earlier fork has started, or one beside a loop with a fork in it: there, the loop is called endless all the same.
    """
    sure = given_up - reached(caught, graph.before)
    joined = {node: [each for each in (*graph.after[node], *graph.before[node]) if each in caught] for node in caught}
    found, rest = dict[int, set[int]](), set(caught) if sure else set()
    while rest:
        part = reached([next(iter(rest))], joined)
        rest -= part
        forks = {before for node in part for before in graph.before[node]} & live - part
        if forks and _is_stopped(graph, part, forks, sure):
            branches = reached((head for fork in forks for head in graph.after[fork] if head in sure), graph.after)
            found |= dict.fromkeys(part, branches)
    return found


def _is_stopped(graph: Graph, part: set[int], forks: set[int], sure: set[int]) -> bool:
    """Whether a part passes tokens on one by one, and gets them only beside what leads to a stop."""
    plain = all(graph.kinds[node] == "exclusive" or len(graph.ins[node]) == 1 == len(graph.outs[node]) for node in part)
    beside = all(graph.kinds[node] == "parallel" and not sure.isdisjoint(graph.after[node]) for node in forks)
    return plain and beside and all(graph.outs[node] for node in part)


def _round(graph: Graph, loop: set[int]) -> Iterator[Lead]:
    """How a run comes into a loop, and once round."""
    live = reachable(graph)
    for node in sorted(loop):
        into = [edge for edge in graph.ins[node] if graph.edges[edge][0] in live - loop]
        if into:
            yield None, into[0]
            yield from [(into[0], edge) for edge in graph.ins[node] if graph.edges[edge][0] in loop][:1]
            return
