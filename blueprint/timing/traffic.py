"""The ways between the steps of a process: how often a case takes each, and along which the critical path runs."""

from collections import defaultdict
from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, Final

from blueprint.timing.course import BEGIN, Course
from blueprint.timing.values import ProcessTimes, Slack

if TYPE_CHECKING:
    from blueprint.timing.passing import Counts
    from blueprint.timing.reckoning import Reckoning

Way = tuple[str, str]
"""From which step to which. A case comes from ``""`` to the step with which it begins."""
NEAR: Final = 1e-6
"""Times nearer than this, in seconds, are the same."""


def taken(reckoning: "Reckoning", process_id: str) -> dict[Way, tuple[float, ...]]:
    """How often a case takes each way. Where several lead from one step to the same: as they are written, exits last."""
    inner = reckoning.inner(process_id)
    arrows, flows = inner.course.arrows, _flows(inner.course, inner.counts)
    found: dict[Way, list[int]] = defaultdict(list)
    for number in range(len(arrows)):
        if way := _way(inner.course, number):
            found[way].append(number)
    return {
        way: tuple(flows.get(each, 0.0) for each in sorted(numbers, key=lambda number: arrows[number].is_exit))
        for way, numbers in found.items()
    }


def _way(course: Course, number: int) -> Way | None:
    arrow = course.arrows[number]
    if arrow.to is None:
        return None
    origin = course.origin(arrow)
    return (origin[1] if origin else "", arrow.to[1])


def _flows(course: Course, counts: "Counts") -> Mapping[int, float]:
    """How often each arrow is taken. Where cases were played, they tell how often steps are begun; branches follow from it."""
    if counts.basis != "simulated":
        return counts.flows
    flows = dict(counts.flows)
    for node, each in enumerate(course.nodes):
        if node == BEGIN or each.kind in ("parallel", "several"):
            shares = [course.arrows[number].share for number in course.outs[node]]
            some = 1 - prod(1 - share for share in shares) if each.kind == "several" else 1.0
            times = 1.0 if node == BEGIN else counts.visits[node]
            flows |= {number: times * share / (some or 1.0) for number, share in zip(course.outs[node], shares, strict=True)}
    return flows


def pressing(times: ProcessTimes) -> dict[str, Slack]:
    """The steps of the critical path: what makes them longer makes the whole case longer."""
    return {each.key[1]: each for each in times.critical if each.slack < NEAR}


def pressing_ways(reckoning: "Reckoning", times: ProcessTimes) -> set[Way]:
    """The ways of the critical path: a step of it begins just when another ends."""
    inner, steps, seconds = reckoning.inner(times.process_id), pressing(times), reckoning.taking.seconds

    def is_pressing(way: Way) -> bool:
        before, after = steps.get(way[0]), steps.get(way[1])
        if before is None or after is None:
            return after is not None and not way[0]
        return abs(seconds(before.begins) + seconds(before.lasts) - seconds(after.begins)) < NEAR

    chosen = (_way(inner.course, number) for numbers in inner.standard.arrows.values() for number in numbers)
    return {way for way in chosen if way and is_pressing(way)}
