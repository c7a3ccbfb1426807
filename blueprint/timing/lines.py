"""Lines of a course: nodes of which each is come to from the one before it alone, which leads nowhere else."""

from collections.abc import Collection

from blueprint.timing.course import Course


def lines_of(course: Course, forks: Collection[int]) -> dict[int, list[int]]:
    """For each node with which a line begins, the nodes after it. Forks, which start branches, begin none."""
    arrows, nodes, ins = course.arrows, course.nodes, course.ins
    onward: dict[int, int] = {}
    for node, outs in enumerate(course.outs):
        if len(outs) == 1 and node not in forks:
            _, head, _, is_exit, counter, _, _ = arrows[outs[0]]
            if counter < 0 and not is_exit and len(ins[head]) == 1 and nodes[head].kind == "exclusive":
                onward[node] = head
    inner = set(onward.values())
    found: dict[int, list[int]] = {}
    for first in onward:
        if first not in inner:
            node, line = first, []
            while node in onward:
                node = onward[node]
                line.append(node)
            found[first] = line
    return found
