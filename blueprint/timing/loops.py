"""The loops of a course in which ways are bounded."""

from collections.abc import Sequence
from math import prod
from typing import Final, NamedTuple

from blueprint.flow.graph import components
from blueprint.timing.blocks import Blocks
from blueprint.timing.course import Course

BUDGET: Final = 30_000
"""So many places a loop may become because of its bounds; beyond that the bounds that matter least are left out."""
Bounds = dict[int, tuple[int, int]]
"""For each arrow with a bound, what taking it adds to the count of what is used, and how often it may be taken."""


class Loops(NamedTuple):
    """``of``: for each node in a loop with bounds, the number of that loop; ``bounds``: those of each loop. ``whole``: all
    bounds are there, and none of them is in a branch that can be started again."""

    of: dict[int, int]
    bounds: list[Bounds]
    whole: bool


def loops_of(course: Course, blocks: Blocks) -> Loops:
    """The loops with bounds. A branch side by side with others is a part of its own: no loop leads through its join."""
    bounded = [number for number, arrow in enumerate(course.arrows) if arrow.counter >= 0 and arrow.share > 0]
    found = Loops({}, [], whole=True)
    if not bounded:
        return found
    after = _onward(course, blocks)
    part_of = _parts(after)
    within: dict[int, list[int]] = {}
    for number in bounded:
        tail, head = course.arrows[number].tail, course.arrows[number].head
        if head not in blocks.joins and part_of[tail] == part_of[head]:
            within.setdefault(part_of[tail], []).append(number)
    numbers = {part: number for number, part in enumerate(within)}
    found.of.update({node: numbers[part] for node, part in enumerate(part_of) if part in numbers})
    found.bounds.extend(_bounds(course, part_of.count(part), arrows) for part, arrows in within.items())
    complete = all(len(kept) == len(arrows) for kept, arrows in zip(found.bounds, within.values(), strict=True))
    return found._replace(whole=complete and not (found.of and blocks.joins and _is_nested(course, found, after)))


def _onward(course: Course, blocks: Blocks) -> list[list[int]]:
    """Where each node leads: to no join but from the fork that its branches begin with."""
    after = [
        [arrow.head for number in outs if (arrow := course.arrows[number]).share > 0 and arrow.head not in blocks.joins]
        for outs in course.outs
    ]
    for block in blocks.blocks:
        if block.join >= 0:
            after[block.fork].append(block.join)
    return after


def _parts(after: Sequence[Sequence[int]]) -> list[int]:
    """For each node, the number of its strongly connected part."""
    found = [0] * len(after)
    for number, part in enumerate(components(range(len(after)), after)):
        for node in part:
            found[node] = number
    return found


def _bounds(course: Course, size: int, arrows: Sequence[int]) -> Bounds:
    """The bounds of a loop of so many nodes; where they are too many, those that are reached most often."""
    most = {number: course.counters[course.arrows[number].counter] for number in arrows}
    kept = sorted(arrows, key=lambda number: (-(course.arrows[number].share ** most[number]), number))
    while size * prod(most[number] + 1 for number in kept) > BUDGET:
        kept.pop()
    strides = [prod(most[number] + 1 for number in kept[:at]) for at in range(len(kept))]
    return {number: (stride, most[number]) for number, stride in zip(kept, strides, strict=True)}


def _is_nested(course: Course, loops: Loops, after: Sequence[Sequence[int]]) -> bool:
    """Whether a loop with bounds lies in a branch that can be started again: it is come to from a larger loop."""
    whole = _parts([[course.arrows[each].head for each in outs if course.arrows[each].share > 0] for outs in course.outs])
    return any(
        whole[node] == whole[head] and head in loops.of and loops.of.get(node, -1) != loops.of[head]
        for node, heads in enumerate(after)
        for head in heads
    )
