"""The course between two moments: from the beginning of a step to the end of any of some others."""

from collections.abc import Collection
from typing import Final, NamedTuple

from blueprint.flow.graph import reached
from blueprint.timing.blocks import KnottedError, blocks_of
from blueprint.timing.course import BEGIN, Arrow, Course, Node
from blueprint.timing.values import Key

REACHED: Final = "reached"
MISSED: Final = "missed"


class Span(NamedTuple):
    """A course that begins with a step, and stops as ``reached`` once any of the others is done. ``whole``: no bound that counts
    in it may have been used before it begins."""

    course: Course
    whole: bool


def span_of(course: Course, start: Key | None, ends: Collection[Key], paused: Collection[Key]) -> Span:
    """The span of a course. The clock stands still in the ``paused`` steps; without a ``start`` it begins with the case.

    KnottedError where what goes on beside the start can hold up or stop what comes after it.
    """
    after = [[course.arrows[each].head for each in outs] for outs in course.outs]
    begin = BEGIN if start is None else course.beginnings[start]
    nodes = [_end(node) if node.ends else node for node in course.without(paused).nodes]
    goal = len(nodes)
    nodes.append(Node("stop", ends=REACHED))
    last = _last(course, ends)
    arrows = [
        arrow._replace(head=goal, counter=-1) if arrow.tail in last and not arrow.is_exit else arrow for arrow in course.arrows
    ]
    kept = reached([begin], [[arrows[each].head for each in outs] for outs in course.outs] + [[]])
    if begin != BEGIN:
        _refuse_what_is_beside(course, begin, kept, after)
    for at in kept - {goal}:
        into = course.ins[at]
        if nodes[at].kind == "parallel" and any(arrows[each].head != at or arrows[each].tail not in kept for each in into):
            nodes[at] = Node("end", ends="success")
    return _cut(course, nodes, arrows, begin, kept, spent=_spent(course, begin, after, kept))


def _end(node: Node) -> Node:
    """An end at which the goal was missed."""
    return Node("end", ends="success") if node.kind == "end" else Node("stop", ends=MISSED)


def _last(course: Course, ends: Collection[Key]) -> set[int]:
    """The nodes with whose ways these steps are done."""
    return {
        at
        for at, node in enumerate(course.nodes)
        if node.key in ends and node.kind == "exclusive" and any(_leaves(course, course.arrows[each]) for each in course.outs[at])
    }


def _leaves(course: Course, arrow: Arrow) -> bool:
    """Whether an arrow leads out of its step, not only to another node of it."""
    return not arrow.is_exit and (arrow.to is not None or course.nodes[arrow.head].kind != "exclusive")


def _refuse_what_is_beside(course: Course, begin: int, kept: set[int], after: list[list[int]]) -> None:
    """KnottedError where it begins in a branch, and those beside it are awaited later, or may stop the case."""
    for block in blocks_of(course).blocks:
        inside = reached(after[block.fork], after, beside=(block.join,))
        if begin in inside:
            beside = inside - reached([begin], after, beside=(block.join,))
            stops = any(course.nodes[head].kind == "stop" for each in beside for head in after[each])
            if block.join in kept or stops:
                raise KnottedError


def _spent(course: Course, begin: int, after: list[list[int]], kept: set[int]) -> bool:
    """Whether bounds that count in the span may have been used before it begins."""
    if not course.counters or begin == BEGIN:
        return False
    before = reached([BEGIN], after, beside=[begin])
    return any(
        arrow.counter >= 0 and arrow.share > 0 and arrow.tail in kept and arrow.tail in before and arrow.tail != begin
        for arrow in course.arrows
    )


def _cut(course: Course, nodes: list[Node], arrows: list[Arrow], begin: int, kept: set[int], *, spent: bool) -> Span:
    """The kept part as a course of its own."""
    order = sorted(kept)
    numbers = {node: at for at, node in enumerate(order, start=1)}
    laid = [Arrow(0, numbers[begin])]
    for arrow in arrows:
        if arrow.tail in kept and not nodes[arrow.tail].ends:
            laid.append(arrow._replace(tail=numbers[arrow.tail], head=numbers[arrow.head]))
    matches = {numbers[join]: numbers[fork] for join, fork in course.matches.items() if join in kept and fork in kept}
    found = Course(course.process_id, [Node("exclusive"), *(nodes[at] for at in order)], laid, course.counters, matches)
    return Span(found, whole=not spent)
