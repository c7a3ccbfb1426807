"""The cheapest way to the end of a case, from every node (Dijkstra's search from the ends back; where branches begin, the dearest
of them counts: Knuth, "A Generalization of Dijkstra's Algorithm", 1977)."""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from math import inf

from blueprint.durations import Elapsed
from blueprint.timing.course import BEGIN, Arrow, Course


def cheapest(course: Course, cost: Callable[[Arrow], float]) -> dict[int, list[int]]:
    """For each node from which an end can be reached, the arrow to follow; of branches all of them, the dearest last.

    ``cost``: what it costs to leave a node along an arrow; infinite where that is out of the question.
    """
    found: dict[int, list[int]] = {}
    done: set[int] = set()
    awaited = {
        at: sum(cost(course.arrows[arrow]) < inf for arrow in outs)
        for at, outs in enumerate(course.outs)
        if course.nodes[at].kind == "parallel"
    }
    waiting: list[tuple[float, int, int]] = [(0.0, at, -1) for at, node in enumerate(course.nodes) if node.ends]
    while waiting:
        spent, node, arrow = heappop(waiting)
        if node in done:
            continue
        if arrow >= 0:
            found.setdefault(node, []).append(arrow)
            if len(found[node]) < awaited.get(node, 1):
                continue
        done.add(node)
        for each in course.ins[node]:
            tail = course.arrows[each].tail
            price = cost(course.arrows[each])
            if price < inf and tail not in done:
                heappush(waiting, (spent + price, tail, each))
    return {node: arrows for node, arrows in found.items() if node in done}


def shortest_of(course: Course, lasts: Sequence[tuple[float, Elapsed]]) -> Elapsed:
    """The shortest time that a case can take, by what each node takes; too long where a branch beside others stops the case."""
    after = cheapest(course, lambda arrow: lasts[arrow.tail][0] if arrow.share > 0 else inf)
    found, node = lasts[BEGIN][1], BEGIN
    while node in after:
        node = course.arrows[after[node][-1]].head
        found += lasts[node][1]
    return found
