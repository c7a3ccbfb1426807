"""Logs of cases that are played from the blueprint itself, by chance: they fit it perfectly."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from blueprint.logs import Case, Event, Log
from blueprint.logs.events import gathered
from blueprint.model import Blueprint
from blueprint.timing.board import Boards
from blueprint.timing.course import Course
from blueprint.timing.game import case_of
from blueprint.timing.laying import course_of
from blueprint.timing.lots import Lots
from blueprint.timing.taking import Taking, average
from blueprint.timing.values import Key

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def played(blueprint: Blueprint, process_id: str = "p", *, cases: int, seed: int = 1, starts: bool = True) -> Log:
    """A log of so many cases; ``starts``: with the times at which steps begin."""
    courses: dict[str, Course] = {}

    def course(name: str) -> Course:
        if name not in courses:
            courses[name] = course_of(blueprint, name)
        return courses[name]

    keys = frozenset((name, step) for name, process in blueprint.processes.items() for step in process.steps)
    lots = Lots(Boards(course, keys), Random(seed))
    found: list[tuple[str, Event]] = []
    waits = waits_in(blueprint)
    for number in range(cases):
        case = case_of(lots, process_id)
        if case is not None:
            found += [
                (f"c{number}", each) for each in _events(case.moments, BEGIN + timedelta(hours=number), waits, starts=starts)
            ]
    return gathered("played.csv", found, ())


def waits_in(blueprint: Blueprint) -> dict[Key, timedelta]:
    """How long cases wait before the work of a step begins."""
    taking = Taking(blueprint)
    return {
        (name, id): timedelta(seconds=taking.seconds(average(step.time.wait)))
        for name, process in blueprint.processes.items()
        for id, step in process.steps.items()
        if step.time and step.time.wait
    }


def _events(
    moments: Iterable[tuple[float, Key, bool]], begin: datetime, waits: Mapping[Key, timedelta], *, starts: bool
) -> list[Event]:
    """The steps of a case; of one that a stop takes away, only the beginning is known."""
    events: list[Event] = []
    open_at: dict[Key, list[int]] = {}
    for when, key, begins in moments:
        time = begin + timedelta(seconds=round(when, 3))
        if begins:
            open_at.setdefault(key, []).append(len(events))
            events.append(Event(".".join(key), time, None))
        else:
            at = open_at[key].pop(0)
            start = events[at].start
            assert start is not None
            events[at] = events[at]._replace(start=min(start + waits.get(key, timedelta()), time), end=time)
    if starts:
        return events
    return sorted((each._replace(start=None) for each in events if each.end), key=lambda each: each.end or begin)


def log_of(*cases: str) -> Log:
    """A log of cases in words: ``"a b c"`` are three steps, an hour after each other."""
    return Log("small.csv", tuple(Case(f"c{number}", tuple(_hourly(words.split()))) for number, words in enumerate(cases)))


def _hourly(words: Iterable[str]) -> Iterable[Event]:
    for number, word in enumerate(words):
        yield Event(word, None, BEGIN + timedelta(hours=number))
