"""The cases of a log as each process sees them, grouped by what happened in which order."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from blueprint.logs.align import Symbol
from blueprint.logs.events import Case, Event, Log
from blueprint.logs.matching import Matching

Sequence = tuple[Symbol, ...]


class Trace(NamedTuple):
    """The events of a case that belong to one process."""

    case: str
    events: tuple[Event, ...]


class Sorted(NamedTuple):
    """``groups``: for each process the cases with the same steps in the same order; ``unknown``: how many events of each case are
    no step of the blueprint."""

    groups: Mapping[str, Mapping[Sequence, list[Trace]]]
    unknown: Mapping[str, int]


def sorted_out(log: Log, matching: Matching, only: Collection[tuple[str, str]]) -> Sorted:
    """Sort the events of a log by case and process. ``only``: the steps that count; empty for all."""
    places = {
        activity: (process_id, steps)
        for activity, (process_id, steps) in matching.steps.items()
        if not only or any((process_id, step) in only for step in steps)
    }
    groups: dict[str, dict[Sequence, list[Trace]]] = {}
    unknown: dict[str, int] = {}
    for case in log.cases:
        found, strange = _by_process(case, places, matching)
        if strange:
            unknown[case.id] = strange
        for process_id, (symbols, events) in found.items():
            groups.setdefault(process_id, {}).setdefault(tuple(symbols), []).append(Trace(case.id, tuple(events)))
    return Sorted(groups, unknown)


def _by_process(
    case: Case, places: Mapping[str, tuple[str, Symbol]], matching: Matching
) -> tuple[dict[str, tuple[list[Symbol], list[Event]]], int]:
    found: dict[str, tuple[list[Symbol], list[Event]]] = {}
    strange = 0
    for event in case.events:
        place = places.get(event.activity)
        if place is None:
            strange += event.activity in matching.unknown
            continue
        process_id, symbol = place
        if process_id not in found:
            found[process_id] = [], []
        symbols, events = found[process_id]
        symbols.append(symbol)
        events.append(event)
    return found, strange
