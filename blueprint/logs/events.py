"""An event log as values: cases, and the events of each in order of time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from blueprint.errors import UsageError
from blueprint.wording import counted

MOST_EVENTS: Final = 2_000_000
"""A log of more events is refused."""
SHOWN: Final = 5
"""So many places of trouble are named; the rest is counted."""
_ZERO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Event(NamedTuple):
    """Something that happened in a case: what, from when to when (None: not said), by whom, and in which line of the file.

    Times are as they were written; those without a zone count as UTC, so that they can be reckoned with.
    """

    activity: str
    start: datetime | None
    end: datetime | None
    resource: str = ""
    line: int = 0

    @property
    def begins(self) -> datetime:
        """When it begins, as far as that is known."""
        return self.start or self.end or _ZERO

    @property
    def is_over(self) -> datetime:
        """When it is over, as far as that is known."""
        return self.end or self.start or _ZERO


class Case(NamedTuple):
    """One case: its events in order of time."""

    id: str
    events: tuple[Event, ...]


class Log(NamedTuple):
    """The cases of a log. ``notes`` tell what had to be put right or assumed to read it.

    ``has_starts``, ``has_ends``: some event says when it begins, or when it is over.
    """

    name: str
    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()
    has_starts: bool = False
    has_ends: bool = True

    @property
    def events(self) -> int:
        """How many events there are."""
        return sum(len(case.events) for case in self.cases)

    @property
    def last(self) -> datetime:
        """When the last event is over."""
        return max((event.is_over for case in self.cases for event in case.events), default=_ZERO)


class LogError(UsageError):
    """A log that cannot be read as one; the message names the lines."""


def gathered(name: str, found: Sequence[tuple[str, Event]], notes: Sequence[str]) -> Log:
    """The log of these events, each with the case it belongs to. Cases keep the order in which they first come."""
    if not found:
        raise LogError(f"{name}: there is no event in this log")
    starts = sum(event.start is not None for _, event in found)
    by_start = starts == len(found)
    cases: dict[str, list[Event]] = {}
    for case, event in found:
        cases.setdefault(case, []).append(event)
    moved = 0
    sorted_cases = []
    for case, events in cases.items():
        times = [event.begins if by_start else event.is_over for event in events]
        if any(one > other for one, other in pairwise(times)):
            moved += 1
            order = sorted(range(len(events)), key=times.__getitem__)
            events = [events[at] for at in order]
        sorted_cases.append(Case(case, tuple(events)))
    told = [f"The events of {moved:,} of {len(cases):,} cases were not in order of time; they were sorted."] if moved else []
    has_ends = any(event.end is not None for _, event in found)
    return Log(name, tuple(sorted_cases), (*notes, *told), bool(starts), has_ends)


def zoned(name: str, found: Sequence[tuple[str, Event]]) -> list[tuple[str, Event]]:
    """The events with times that can be held against each other; LogError where only some of them say their zone."""
    aware: int | None = None
    naive: int | None = None
    for _, event in found:
        for time in (event.start, event.end):
            if time is not None:
                if time.tzinfo is None:
                    naive = event.line if naive is None else naive
                else:
                    aware = event.line if aware is None else aware
        if aware is not None and naive is not None:
            raise LogError(
                f"{name}: the time in line {naive} has no time zone, and that in line {aware} has one; "
                "write all of them with a zone, such as 2026-03-01T09:30:00+01:00, or none"
            )
    if naive is None:
        return list(found)
    return [(case, event._replace(start=_utc(event.start), end=_utc(event.end))) for case, event in found]


def _utc(time: datetime | None) -> datetime | None:
    return None if time is None else time.replace(tzinfo=UTC)


def refused(name: str, troubles: Sequence[str]) -> LogError:
    """The error for what is wrong with rows, the first few of them in full."""
    more = f"\n  and {len(troubles) - SHOWN:,} more" if len(troubles) > SHOWN else ""
    lines = "".join(f"\n  {each}" for each in troubles[:SHOWN])
    return LogError(f"{name}: {counted(len(troubles), 'row')} cannot be read (--skip-broken goes on without them):{lines}{more}")
