"""What goes on side by side: for each node that starts branches, which of them meet again, and where."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blueprint.flow.graph import reached
from blueprint.timing.course import BEGIN, Course


class KnottedError(Exception):
    """Branches do not meet in an orderly way, so that their times cannot be put together piece by piece."""


class Block(NamedTuple):
    """Branches that are started together. ``members``: the arrows that start them, or (below 0) a block by its number, -1 the
    first. ``join``: the node at which they meet, -1 where they do not."""

    fork: int
    members: tuple[int, ...]
    join: int = -1


class Blocks(NamedTuple):
    """All blocks of a course; ``of`` tells which of them each fork starts."""

    blocks: tuple[Block, ...]
    of: dict[int, int]
    joins: frozenset[int]


def blocks_of(course: Course) -> Blocks:
    """The blocks of a course. KnottedError where a join waits for branches of which it is not clear where they begin."""
    forks = [at for at, node in enumerate(course.nodes) if node.kind in ("parallel", "several") and len(course.ins[at]) <= 1]
    joins: dict[int, list[int]] = {fork: [] for fork in forks}
    for at in _joins(course):
        fork = course.matches.get(at)
        fork = course.above.get(at, BEGIN) if fork is None else fork
        if fork not in joins:
            raise KnottedError
        joins[fork].append(at)
    found: list[Block] = []
    of: dict[int, int] = {}
    after = [[course.arrows[each].head for each in outs] for outs in course.outs]
    for fork in forks:
        found.extend(_grouped(course, fork, joins[fork], after, len(found)))
        of[fork] = len(found) - 1
    return Blocks(tuple(found), of, frozenset(join for several in joins.values() for join in several))


def _joins(course: Course) -> Iterable[int]:
    return (
        at
        for at, node in enumerate(course.nodes)
        if node.kind == "arrivals" or (node.kind == "parallel" and len(course.ins[at]) > 1)
    )


def _grouped(course: Course, fork: int, joins: list[int], after: Sequence[Sequence[int]], count: int) -> list[Block]:
    """The blocks of a fork, inner ones first: branches that meet before they meet others are a block of their own."""
    outs = tuple(course.outs[fork])
    awaits_some = len(joins) == 1 and course.nodes[joins[0]].kind == "arrivals"
    if awaits_some and course.nodes[fork].kind == "several" and _may_end(course, after[fork], joins[0], after):
        raise KnottedError
    if not joins or awaits_some or (len(joins) == 1 and len(course.ins[joins[0]]) == len(outs)):
        return [Block(fork, outs, joins[0] if joins else -1)]
    if course.nodes[fork].kind == "several":
        raise KnottedError
    members = {out: course.arrows[out].head for out in outs}
    found: list[Block] = []
    waiting = set(joins)
    while waiting:
        join, inside = _first_meeting(course, members, waiting, after)
        found.append(Block(fork, tuple(inside), join))
        waiting.remove(join)
        members = {member: head for member, head in members.items() if member not in inside}
        members[-(count + len(found))] = join
    if len(members) > 1:
        found.append(Block(fork, tuple(members)))
    return found


def _may_end(course: Course, heads: Iterable[int], join: int, after: Sequence[Sequence[int]]) -> bool:
    """Whether a branch may come to an end of its own, so that the join waits for fewer than were started, or for none."""
    inside = reached([head for head in heads if head != join], after, beside=(join,))
    return any(course.nodes[each].kind == "end" for each in inside)


def _first_meeting(
    course: Course, members: dict[int, int], joins: set[int], after: Sequence[Sequence[int]]
) -> tuple[int, list[int]]:
    """A join at which only branches meet that have not met before; ``members``: where each begins."""
    reach = {each: {head} if head in joins else reached([head], after, beside=joins) for each, head in members.items()}
    for join in sorted(joins):
        tails = {course.arrows[each].tail for each in course.ins[join]}
        inside = [each for each, nodes in reach.items() if join in nodes or not tails.isdisjoint(nodes)]
        if len(inside) == len(course.ins[join]):
            return join, inside
    raise KnottedError
