"""How promises fare."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from blueprint.durations import Elapsed
from blueprint.flow.longest import Longest
from blueprint.model import Promise
from blueprint.timing.blocks import KnottedError, blocks_of
from blueprint.timing.maze import maze_of
from blueprint.timing.passing import spread_of
from blueprint.timing.reduce import reduced
from blueprint.timing.span import REACHED, span_of
from blueprint.timing.stitching import course_for
from blueprint.timing.together import STOPS
from blueprint.timing.values import Kept, Key, Spread
from blueprint.timing.web import EndlessError
from blueprint.values import Duration

if TYPE_CHECKING:
    from blueprint.timing.reckoning import Reckoning

Found = tuple[float, Spread]


def promises_of(reckoning: "Reckoning", process_id: str) -> tuple[Kept, ...]:
    """How the promises fare of which the clock starts in a process; without those of which no case comes to the end."""
    return tuple(_of(reckoning, process_id))


def _of(reckoning: "Reckoning", process_id: str) -> Iterator[Kept]:
    blueprint = reckoning.blueprint
    for name, promise in sorted(blueprint.promises.items()):
        start = _key(promise.from_) if promise.from_ else None
        ends, paused = [_key(place) for place in promise.to], [_key(place) for place in promise.paused_in]
        places = [*ends, *([start] if start else [])]
        if not ends or (start or ends[0])[0] != process_id or not all(_exists(reckoning, key) for key in places):
            continue
        found = _fares(reckoning, name, start, ends, paused)
        if found is not None:
            yield _kept(reckoning, name, promise, found)


def _key(place: str) -> Key:
    process_id, _, step_id = place.partition(".")
    return process_id, step_id


def _exists(reckoning: "Reckoning", key: Key) -> bool:
    process = reckoning.blueprint.processes.get(key[0])
    return process is not None and key[1] in process.steps


def _fares(reckoning: "Reckoning", name: str, start: Key | None, ends: list[Key], paused: list[Key]) -> Found | None:
    """In which share of the cases that start the clock it is stopped as promised, and after how long."""
    process_id = (start or ends[0])[0]
    try:
        course, whole = course_for(reckoning, start or ends[0], [*ends, *paused])
        if not any(key in course.beginnings for key in ends) or (start and start not in course.beginnings):
            return None
        span = span_of(course, start, ends, paused)
        course = span.course.ending
        maze = maze_of(course, blocks_of(course))

        found = reduced(maze, reckoning.law).ends.get((STOPS, REACHED))
    except EndlessError:
        return None
    except KnottedError:
        return _played(reckoning, process_id, name)
    return None if found is None else (found[0], spread_of(found[1], exact=maze.whole and span.whole and whole))


def _played(reckoning: "Reckoning", process_id: str, name: str) -> Found | None:
    """By chance, in cases of the process in which the clock starts."""
    cases = reckoning.played(process_id)
    found, begun = cases.promises.get(name), cases.promises.get(f"{name} begun")
    if found is None or begun is None or found.spread is None:
        return None
    return min(1.0, found.share / begun.share), found.spread


def _kept(reckoning: "Reckoning", name: str, promise: Promise, found: Found) -> Kept:
    reached, spread = found
    longest = _longest(reckoning, promise)
    broken, slack = 0.0, None
    if promise.within:
        within = Elapsed.of(promise.within, promised=True)
        broken = spread.exceeds(reckoning.taking.seconds(within))
        slack = None if longest is None else _left(reckoning, within, longest, promise.within)
    return Kept(name, reached, spread, broken, longest.elapsed if longest else None, slack)


def _longest(reckoning: "Reckoning", promise: Promise) -> Longest | None:
    """The longest time over limits; None where a loop has no bound."""
    paused, unit = [_key(place) for place in promise.paused_in], promise.within.unit if promise.within else "d"
    ends = [_key(place) for place in promise.to]
    if not promise.from_:
        return None
    found = reckoning.limits.longest(_key(promise.from_), ends, paused=paused, unit=unit)
    return None if found is None or found.loops else found


def _left(reckoning: "Reckoning", within: Elapsed, longest: Longest, promised: Duration) -> float:
    """What is left of the promise in the longest case, in seconds; below 0 where it is broken then."""
    most = reckoning.limits.week.measured(longest.elapsed, promised.unit)
    return reckoning.taking.seconds(Elapsed(within.seconds - most.seconds, within.working_days - most.working_days))
