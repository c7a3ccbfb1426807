"""Events of which one row says that they begin, and another that they are over, as one."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from blueprint.logs.events import Event

BEGINS: Final = frozenset({"start", "started", "begin"})
ENDS: Final = frozenset({"complete", "completed", "end", "", "unknown"})
Row = tuple[str, str, str, datetime, str, int, str]
"""The case, activity, phase of life, time, resource, line and instance of an event."""


def paired(rows: Iterable[Row]) -> tuple[list[tuple[str, Event]], dict[str, int]]:
    """The events of the rows, and how many rows of other phases of life (schedule, suspend...) were left out, by their names."""
    found: list[tuple[str, Event] | None] = []
    begun: dict[tuple[str, str, str], deque[int]] = {}
    others: dict[str, int] = {}
    for case, activity, life, time, resource, line, instance in rows:
        phase, key = life.strip().lower(), (case, activity, instance)
        if phase in BEGINS:
            begun.setdefault(key, deque()).append(len(found))
            found.append((case, Event(activity, time, None, resource, line)))
        elif phase in ENDS:
            open_since = begun.get(key)
            if open_since:
                at = open_since.popleft()
                event = found[at]
                assert event is not None
                found[at] = case, event[1]._replace(end=time, resource=event[1].resource or resource)
            else:
                found.append((case, Event(activity, None, time, resource, line)))
        else:
            others[life] = others.get(life, 0) + 1
    return [each for each in found if each is not None], others
