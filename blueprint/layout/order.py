"""In which order processes stand on a sheet, and which of them share a row of it."""

import heapq
from collections.abc import Collection, Sequence

from blueprint.model import Blueprint, End, Process


def in_order(blueprint: Blueprint, ids: Collection[str]) -> list[str]:
    """Processes by phase, then each after those that lead to it where possible, then by id."""
    return [id for phase in _phases(blueprint, ids) for id in _after_leaders(blueprint, phase)]


def leads_to(process: Process) -> set[str]:
    """The processes that a process opens, starts, runs or hands over to."""
    found = set(process.opens)
    for step in process.steps.values():
        found |= {*step.opens, *step.starts, *((step.runs,) if step.runs else ())}
        if isinstance(step.way, End):
            found |= {each.partition(".")[0] for each in step.way.continues}
    return found


def _phases(blueprint: Blueprint, ids: Collection[str]) -> list[list[str]]:
    phases: dict[str, list[str]] = {}
    for id in blueprint.process_ids():
        if id in ids:
            phases.setdefault(blueprint.processes[id].phase, []).append(id)
    return list(phases.values())


def _after_leaders(blueprint: Blueprint, ids: Sequence[str]) -> list[str]:
    """Kahn's order, the smallest id first; on a loop of hand-overs the smallest id begins."""
    inside = set(ids)
    leads = {id: sorted((leads_to(blueprint.processes[id]) & inside) - {id}) for id in ids}
    open_ways = dict.fromkeys(ids, 0)
    for targets in leads.values():
        for each in targets:
            open_ways[each] += 1
    ready = [id for id in ids if not open_ways[id]]
    heapq.heapify(ready)
    rest, done = iter(ids), dict[str, None]()
    while len(done) < len(ids):
        id = heapq.heappop(ready) if ready else next(each for each in rest if each not in done)
        if id in done:
            continue
        done[id] = None
        for each in leads[id]:
            open_ways[each] -= 1
            if not open_ways[each] and each not in done:
                heapq.heappush(ready, each)
    return list(done)


def in_rows(widths: Sequence[float], phases: Sequence[str], most: float, *, in_order: bool = False) -> list[list[int]]:
    """Cut processes in order into rows at most ``most`` wide: evenly, or, where that saves a row, filling gaps within a phase.

    ``in_order``: no gap is filled.

    >>> in_rows([5, 5, 5, 1], ["in-sale"] * 4, 12)
    [[0, 1], [2, 3]]
    """
    even, packed = _even(widths, most), _packed(widths, phases, most)
    return packed if len(packed) < len(even) and not in_order else even


def _even(widths: Sequence[float], most: float) -> list[list[int]]:
    """The fewest rows that keep the order, the widest of them as narrow as can be."""
    least, best = max(widths, default=0.0), max(most, *widths, 0.0)
    count = len(_filled(widths, best))
    for _ in range(24):
        middle = (least + best) / 2
        least, best = (least, middle) if len(_filled(widths, middle)) <= count else (middle, best)
    return _filled(widths, best)


def _filled(widths: Sequence[float], most: float) -> list[list[int]]:
    rows: list[list[int]] = []
    used = most
    for index, wide in enumerate(widths):
        if used + wide > most + 1e-6 or not rows:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += wide
    return rows


def _packed(widths: Sequence[float], phases: Sequence[str], most: float) -> list[list[int]]:
    """Each process in the first row with room, but in none above a process of an earlier phase."""
    rows: list[list[int]] = []
    room: list[float] = []
    first = 0
    for index, wide in enumerate(widths):
        if index and phases[index] != phases[index - 1]:
            first = len(rows) - 1
        place = next((row for row in range(first, len(rows)) if room[row] >= wide), len(rows))
        if place == len(rows):
            rows.append([])
            room.append(most)
        rows[place].append(index)
        room[place] -= wide
    return rows
