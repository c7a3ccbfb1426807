"""Which step of the blueprint an activity of a log is."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from blueprint.errors import UsageError
from blueprint.logs.events import Log
from blueprint.model import Blueprint
from blueprint.wording import listed, suggestion

SHOWN: Final = 5


class Matching(NamedTuple):
    """``steps``: for each activity its process, and the steps of it that it may be; ``unknown``: how often what is no step
    happens; ``set_aside``: how often what does not count happens."""

    steps: Mapping[str, tuple[str, frozenset[str]]]
    unknown: Mapping[str, int]
    set_aside: Mapping[str, int]
    known: tuple[str, ...]
    """What an activity could have been called."""

    def hint(self, activity: str) -> str:
        """What an unknown activity may have meant."""
        return suggestion(activity, self.known)


def said_steps(texts: Collection[str], blueprint: Blueprint) -> dict[str, str]:
    """What ``--map "Ship goods=deliver"`` says: the step of each activity, empty where it shall not count; UsageError for what
    names no step."""
    said, names = {}, _named(blueprint) if texts else {}
    for text in texts:
        activity, sign, step = (part.strip() for part in text.rpartition("="))
        if not sign or not activity:
            raise UsageError(f"--map: write ACTIVITY=STEP, such as 'Ship goods=deliver', not '{text}'")
        if step and step.casefold() not in names:
            raise UsageError(f"--map: there is no step '{step}'{suggestion(step, names)}")
        said[activity] = step
    return said


def matched(log: Log, blueprint: Blueprint, *, processes: Collection[str], said: Mapping[str, str]) -> Matching:
    """Match the activities of a log with the steps of these processes: as ``said``, else by ``process.step``, by id, or by what
    the step does. UsageError where that leaves a doubt between processes."""
    counts = Counter(event.activity for case in log.cases for event in case.events)
    folded = {activity.casefold(): step for activity, step in said.items()}
    names = _named(blueprint)
    steps: dict[str, tuple[str, frozenset[str]]] = {}
    unknown, aside = dict[str, int](), dict[str, int]()
    doubts: dict[str, list[str]] = {}
    for activity, number in counts.items():
        name = folded.get(activity.casefold(), activity)
        found = _found(names, name) if name else {}
        within = {process: each for process, each in found.items() if process in processes}
        if not name or (found and not within):
            aside[activity] = number
        elif not found:
            unknown[activity] = number
        elif len(within) > 1:
            doubts[activity] = sorted(within)
        else:
            ((process, chosen),) = within.items()
            steps[activity] = process, chosen
    if doubts:
        _refuse(doubts)
    _refuse_unmet(log, said, counts)
    return Matching(steps, unknown, aside, tuple(sorted(names)))


def _refuse(doubts: Mapping[str, list[str]]) -> None:
    told = [f"'{activity}' ({listed(each, 'or')})" for activity, each in list(doubts.items())[:SHOWN]]
    more = f" and {len(doubts) - SHOWN} more" if len(doubts) > SHOWN else ""
    raise UsageError(
        f"activities that may be a step of several processes: {', '.join(told)}{more}; name the process that the log is of "
        "(--process ID), or call them process.step in the log"
    )


def _refuse_unmet(log: Log, said: Mapping[str, str], counts: Mapping[str, int]) -> None:
    there = {activity.casefold() for activity in counts}
    for activity in said:
        if activity.casefold() not in there:
            raise UsageError(f"--map: there is no activity '{activity}' in {log.name}{suggestion(activity, counts)}")


def _named(blueprint: Blueprint) -> dict[str, dict[str, set[str]]]:
    """What steps are called: for each name, in small letters, the processes with the steps of it."""
    names: dict[str, dict[str, set[str]]] = {}
    for process_id, process in blueprint.processes.items():
        for step_id, step in process.steps.items():
            for name in (step_id, f"{process_id}.{step_id}", step.does):
                names.setdefault(name.casefold(), {}).setdefault(process_id, set()).add(step_id)
    return names


def _found(names: Mapping[str, Mapping[str, set[str]]], name: str) -> dict[str, frozenset[str]]:
    return {process: frozenset(steps) for process, steps in names.get(name.strip().casefold(), {}).items()}
