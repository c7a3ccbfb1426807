"""The longest time that a case can take: by what its steps take, and by their limits."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from blueprint.durations import Elapsed, total
from blueprint.flow.stretch import passage
from blueprint.flow.walks import Terrain
from blueprint.model import Blueprint, Step, Time
from blueprint.timing.course import Course
from blueprint.timing.taking import Taking
from blueprint.timing.values import Key


class Farthest(NamedTuple):
    """``takes``: by what steps take; ``limit``: by their limits, months at their longest. None where a loop has no bound."""

    takes: Elapsed | None
    limit: Elapsed | None


def farthest(blueprint: Blueprint, taking: Taking, course: Course, runs: Mapping[Key | None, Farthest]) -> Farthest:
    """The longest times; a recovery counts once where nothing bounds it. ``runs``: those of what steps run."""
    process = blueprint.processes[course.process_id]
    stretch = None if _goes_round(course, process.steps) else passage(process, course.process_id)
    if stretch is None:
        return Farthest(None, None)
    takes: dict[Key, Elapsed] = {}
    for node in course.nodes:
        if node.key is not None and taking.whole(node.takes.elapsed) >= taking.whole(takes.get(node.key, Elapsed())):
            takes[node.key] = node.takes.elapsed
    limits = {key: _limit(process.steps[key[1]].time, own) for key, own in takes.items()}
    endless = {"takes": False, "limit": False}
    for key, run in runs.items():
        if key is not None:
            takes[key] += run.takes or Elapsed()
            said = process.steps[key[1]].time
            bounded = said is not None and said.limit is not None
            limits[key] += Elapsed() if bounded else run.limit or Elapsed()
            endless["takes"] |= run.takes is None
            endless["limit"] |= run.limit is None and not bounded
    idle = {
        at
        for at, node in enumerate(stretch.nodes)
        if takes.get(node.key, Elapsed()).is_zero
        and limits.get(node.key, Elapsed()).is_zero
        and _says_it(process.steps, node.key)
    }
    terrain = Terrain(len(stretch.nodes), stretch.edges, idle)
    if terrain.loops:
        return Farthest(None, None)
    keys = [node.key for node in stretch.nodes]
    longest = None if endless["takes"] else _walked(terrain, taking, [takes.get(key, Elapsed()) for key in keys])
    if limits == takes:
        return Farthest(longest, longest)
    bounded_by = None if endless["limit"] else _walked(terrain, taking, [limits.get(key, Elapsed()) for key in keys])
    return Farthest(longest, bounded_by)


def _goes_round(course: Course, steps: Mapping[str, Step]) -> bool:
    """Whether ways without a bound surely lead round through steps that take time, or of which no time is known."""
    busy = [node.key is None or node.takes.mean > 0 or steps[node.key[1]].time is None for node in course.nodes]
    after: list[list[int]] = [[] for _ in busy]
    awaited = [0] * len(busy)
    for tail, head, _, is_exit, counter, _, _ in (course.arrows[each] for outs in course.outs for each in outs):
        if counter < 0 and not is_exit and busy[tail] and busy[head]:
            after[tail].append(head)
            awaited[head] += 1
    ready = [at for at, count in enumerate(awaited) if not count]
    for at in ready:
        for head in after[at]:
            awaited[head] -= 1
            if not awaited[head]:
                ready.append(head)
    return len(ready) < len(busy)


def _limit(time: Time | None, own: Elapsed) -> Elapsed:
    """How long a step itself may take: up to its limit, else what it says (``own``, but for months and years)."""
    if time is None or not (time.limit or any(each.unit in ("mo", "y") for each in (time.wait, time.work) if each)):
        return own
    return total(Elapsed.of(each) for each in ((time.limit,) if time.limit else (time.wait, time.work)) if each)


def _walked(terrain: Terrain, taking: Taking, taken: Sequence[Elapsed]) -> Elapsed:
    walk = terrain.longest_walk([taking.whole(each) for each in taken])
    return total(taken[at].times(count) for at, count in walk.passed().items() if not taken[at].is_zero)


def _says_it(steps: Mapping[str, Step], key: Key) -> bool:
    """Whether it is known that a step takes no time."""
    step = steps.get(key[1])
    return step is None or step.time is not None
