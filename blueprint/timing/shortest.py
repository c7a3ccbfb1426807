"""The cheapest way to the end of a case, from every node (Dijkstra's search from the ends back; where branches begin, the dearest
of them counts: Knuth, "A Generalization of Dijkstra's Algorithm", 1977)."""

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf

from blueprint.durations import Elapsed
from blueprint.timing.course import BEGIN, Course


def cheapest(course: Course, costs: Sequence[float]) -> dict[int, list[int]]:
    """For each node from which an end can be reached, the arrow to follow; of branches all of them, the dearest last.

    ``costs``: what it costs to leave a node along each arrow; infinite where that is out of the question.
    """
    found: dict[int, list[int]] = {}
    done: set[int] = set()
    awaited = {
        at: sum(costs[arrow] < inf for arrow in course.outs[at])
        for at, node in enumerate(course.nodes)
        if node.kind == "parallel"
    }
    waiting: list[tuple[float, int, int]] = [(0.0, at, -1) for at, node in enumerate(course.nodes) if node.ends]
    arrows, ins = course.arrows, course.ins
    while waiting:
        spent, node, arrow = heappop(waiting)
        if node in done:
            continue
        if arrow >= 0:
            followed = found.setdefault(node, [])
            followed.append(arrow)
            if node in awaited and len(followed) < awaited[node]:
                continue
        done.add(node)
        for each in ins[node]:
            tail = arrows[each].tail
            if costs[each] < inf and tail not in done:
                heappush(waiting, (spent + costs[each], tail, each))
    return {node: followed for node, followed in found.items() if node in done}


def shortest_of(course: Course, lasts: Sequence[tuple[float, Elapsed]]) -> Elapsed:
    """The shortest time that a case can take, by what each node takes; too long where a branch beside others stops the case."""
    after = cheapest(course, [lasts[arrow.tail][0] if arrow.share > 0 else inf for arrow in course.arrows])
    found, node = lasts[BEGIN][1], BEGIN
    while node in after:
        node = course.arrows[after[node][-1]].head
        found += lasts[node][1]
    return found
