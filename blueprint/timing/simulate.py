"""Many cases of a process played by chance, and what they come to: always the same for the same seed.

What is played is a game of tokens on the course of the process (see ``course``): times that vary are drawn from their lognormal
distributions, ways and failures by their shares, bounds count in each case for itself, branches go on side by side, joins wait
for them, stops end the case, and what a step runs is played as a case of its own within it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import fsum, sqrt
from random import Random
from typing import Final, NamedTuple, TypeVar

from blueprint.model import Blueprint
from blueprint.timing.board import Boards
from blueprint.timing.course import Course
from blueprint.timing.game import MOST_MOVES, Case, case_of
from blueprint.timing.lots import Lots
from blueprint.timing.values import Key, Spread

T = TypeVar("T")
PATIENCE: Final = 50_000_000
"""So many moves are made in all; what has not been played then is left."""
AT_95: Final = 1.959964
"""So many standard errors of the mean to each side hold it in 95 of 100 simulations."""
OFTEN: Final = 256
"""Progress is told every so many cases."""


class Watch(NamedTuple):
    """What a promise is about: from the beginning of a step (None: of the case) to the end of any of some others; what is
    spent in ``paused`` steps does not count."""

    promise: str
    start: Key | None
    ends: frozenset[Key]
    paused: frozenset[Key] = frozenset()

    @property
    def keys(self) -> frozenset[Key]:
        return self.ends | ({self.start} if self.start else set())


class Reached(NamedTuple):
    """The share of the cases that come to the end of a promise, and how long they take; None where no case does."""

    share: float
    spread: Spread | None


class Simulated(NamedTuple):
    """What came of ``cases`` cases; ``unfinished`` more were given up, as they came to no end in sight.

    ``visits``: how often each step is done per case; ``outcomes``: the share of cases that end so; ``promises`` by their ids.
    """

    cases: int
    seed: int
    unfinished: int
    elapsed: Spread | None
    visits: Mapping[Key, float]
    outcomes: Mapping[str, float]
    promises: Mapping[str, Reached]


def simulate(
    blueprint: Blueprint, process_id: str, *, cases: int, seed: int = 1, progress: Callable[[int], None] | None = None
) -> Simulated:
    """Play cases of a sound process of a blueprint, and of what its steps run; see :func:`play`."""
    from blueprint.timing.reckoning import Reckoning

    course = Reckoning(blueprint).course
    return play(course, process_id, cases=cases, seed=seed, watches=watches_of(blueprint, process_id), progress=progress)


def watches_of(blueprint: Blueprint, process_id: str) -> tuple[Watch, ...]:
    """The promises that begin and end within a process and what its steps run."""
    within, waiting = {process_id}, [process_id]
    while waiting:
        steps = blueprint.processes[waiting.pop()].steps.values()
        new = {step.runs for step in steps if step.runs and step.runs in blueprint.processes} - within
        within |= new
        waiting += sorted(new)
    found = []
    for name, promise in blueprint.promises.items():
        start = _key(promise.from_) if promise.from_ else None
        ends = frozenset(map(_key, promise.to))
        if ends and {key[0] for key in (*ends, *([start] if start else []))} <= within:
            found.append(Watch(name, start, ends, frozenset(map(_key, promise.paused_in))))
    return tuple(found)


def _key(place: str) -> Key:
    process_id, _, step_id = place.partition(".")
    return process_id, step_id


def play(
    courses: Callable[[str], Course],
    process_id: str,
    *,
    cases: int,
    seed: int = 1,
    watches: Sequence[Watch] = (),
    progress: Callable[[int], None] | None = None,
    patience: int = PATIENCE,
) -> Simulated:
    """Play cases of a process. ``courses`` knows the course of every process that is run; ``progress`` is told how many cases
    are done; ``patience`` bounds the moves of all cases together.

    A promise of which the clock stands still in some steps is played for itself, as if these took no time.
    """
    told = [each for each in watches if not each.paused]
    found = _played(courses, process_id, cases, seed, told, progress, patience)
    for paused in dict.fromkeys(each.paused for each in watches if each.paused):
        of_it = [each for each in watches if each.paused == paused]
        apart = _played(_without(courses, paused), process_id, found.cases, seed, of_it, None, patience)
        found = found._replace(promises={**found.promises, **apart.promises})
    return found


def _without(courses: Callable[[str], Course], paused: frozenset[Key]) -> Callable[[str], Course]:
    """The same courses, on which some steps take no time."""
    return cache(lambda process_id: courses(process_id).without(paused))


def _played(
    courses: Callable[[str], Course],
    process_id: str,
    cases: int,
    seed: int,
    watches: Sequence[Watch],
    progress: Callable[[int], None] | None,
    patience: int,
) -> Simulated:
    boards = Boards(courses, frozenset(key for each in watches for key in each.keys))
    lots = Lots(boards, Random(seed))
    times: list[float] = []
    outcomes: Counter[str] = Counter()
    kept: dict[str, list[float]] = {each.promise: [] for each in watches}
    unfinished = moves = 0
    for number in range(cases):
        if progress is not None and number % OFTEN == 0:
            progress(number)
        undo = boards.kept()
        case = case_of(lots, process_id)
        moves += case.moves if case else MOST_MOVES
        if case is None or moves > patience:
            undo()
            unfinished += case is None
            if moves > patience:
                break
            continue
        times.append(case.elapsed)
        outcomes[outcome_of(case)] += 1
        for each in watches:
            kept[each.promise] += taken(each, case)
    return Simulated(
        cases=len(times),
        seed=seed,
        unfinished=unfinished,
        elapsed=spread_of(times),
        visits=_per_case(boards.visits(), len(times)),
        outcomes=_per_case(outcomes, len(times)),
        promises={name: Reached(len(each) / max(len(times), 1), spread_of(each)) for name, each in kept.items()},
    )


def _per_case(counts: Mapping[T, int], cases: int) -> dict[T, float]:
    return {each: number / max(cases, 1) for each, number in counts.items()}


def outcome_of(case: Case) -> str:
    """How a case ended as a whole: partly, where one of its branches did."""
    return "partly" if "partly" in case.outcomes else min(case.outcomes, default="success")


def taken(watch: Watch, case: Case) -> list[float]:
    """How long a case takes to keep a promise: one time, or none where it does not come to its end."""
    begun = 0.0 if watch.start is None else None
    for when, key, begins in case.moments:
        if begun is None and begins and key == watch.start:
            begun = when
        if begun is not None and begins is False and key in watch.ends:
            return [when - begun]
    return []


def spread_of(times: Sequence[float]) -> Spread | None:
    """How times are spread, with the half-width of the confidence interval at 95 % as a part of the mean."""
    if not times:
        return None
    number, mean = len(times), fsum(times) / len(times)
    variance = fsum((each - mean) ** 2 for each in times) / max(number - 1, 1)
    atoms = tuple((time, many / number) for time, many in sorted(Counter(times).items()))
    error = AT_95 * sqrt(variance / number) / mean if mean else 0.0
    return Spread(mean, variance, atoms, "simulated", "simulated", error)


def quantile_bounds(spread: Spread, share: float, cases: int) -> tuple[float, float]:
    """Where a quantile lies in 95 of 100 simulations, by the ranks of the times about it (no distribution is assumed)."""
    aside = AT_95 * sqrt(share * (1 - share) / cases)
    return spread.quantile(max(share - aside, 0.0)), spread.quantile(min(share + aside, 1.0))
