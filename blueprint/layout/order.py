"""In which order processes stand on a sheet, and which of them share a row of it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

from blueprint.model import Blueprint, End, Process

Links = Mapping[tuple[str, str], int]
"""What leads from one process to another, and how much it weighs."""
_WINDOW: Final = 8
_MAY: Final = 1
_SURE: Final = 3


def in_order(blueprint: Blueprint, ids: Collection[str]) -> list[str]:
    """Processes by phase; within it so that the fewest hand-overs go back, then so that they are short, then by id.

    A case that is handed over weighs as much as three ways that the customer may take. Of long phases, each few
    processes that stand side by side are in the best order.
    """
    phases = _phases(blueprint, {*ids})
    order = [id for phase in phases for id in phase]
    told = {id: _leads_to(blueprint.processes[id]) for id in order}
    links = {(id, to): weight for id in order for to, weight in told[id].items() if to in told and to != id}
    order = [id for phase in phases for id in _after_leaders(phase, links)]
    ends = accumulate(map(len, phases), initial=0)
    for start, end in pairwise(ends):
        for first in range(start, max(start + 1, end - _WINDOW // 2), _WINDOW // 2):
            last = min(first + _WINDOW, end)
            order[first:last] = _best(order[first:last], order[:first], links)
    return order


def _leads_to(process: Process) -> Counter[str]:
    """The processes that a process opens, starts, runs or hands over to, and how much that weighs."""
    found = Counter(dict.fromkeys(process.opens, _MAY))
    for step in process.steps.values():
        sure = {*step.starts, *((step.runs,) if step.runs else ())}
        if isinstance(step.way, End):
            sure |= {each.partition(".")[0] for each in step.way.continues}
        found |= Counter(dict.fromkeys(step.opens, _MAY))
        found |= Counter(dict.fromkeys(sure, _SURE))
    return found


def _phases(blueprint: Blueprint, ids: Collection[str]) -> list[list[str]]:
    phases: dict[str, list[str]] = {}
    for id in blueprint.process_ids():
        if id in ids:
            phases.setdefault(blueprint.processes[id].phase, []).append(id)
    return list(phases.values())


def _after_leaders(ids: Sequence[str], links: Links) -> list[str]:
    """Kahn's order, the smallest id first; on a loop of hand-overs what the least leads to begins."""
    opened, done = dict.fromkeys(sorted(ids), 0), list[str]()
    to: dict[str, list[tuple[str, int]]] = {id: [] for id in ids}
    for (one, other), weight in links.items():
        if one in opened and other in opened:
            opened[other] += weight
            to[one].append((other, weight))
    while opened:
        done.append(min(opened, key=opened.__getitem__))
        del opened[done[-1]]
        for other, weight in to[done[-1]]:
            if other in opened:
                opened[other] -= weight
    return done


def _best(window: Sequence[str], before: Collection[str], links: Links) -> list[str]:
    """The best order of a few processes, by trying which comes first of every set of them (Held and Karp's way).

    To place a process makes its links with those that stand longer by its place, and those with the ones to come shorter by it.
    """
    ids, count = sorted(window), len(window)
    to = [[links.get((one, other), 0) for other in ids] for one in ids]
    near = {id for pair in links for id in pair} - {*ids}
    pull = [
        sum((links.get((id, each), 0) + links.get((each, id), 0)) * (1 if each in before else -1) for each in near) for id in ids
    ]
    costs: list[tuple[int, int]] = [(0, 0)] * (1 << count)
    firsts = [0] * (1 << count)
    for placed in range((1 << count) - 2, -1, -1):
        tried = []
        for at in (at for at in range(count) if not placed >> at & 1):
            back = sum(to[at][other] for other in range(count) if placed >> other & 1)
            drawn = sum((to[at][other] + to[other][at]) * (1 if placed >> other & 1 else -1) for other in range(count))
            rest = costs[placed | 1 << at]
            tried.append((rest[0] + back, rest[1] + (drawn + pull[at]) * placed.bit_count(), at))
        *cost, firsts[placed] = min(tried)
        costs[placed] = cost[0], cost[1]
    order, placed = list[str](), 0
    while len(order) < count:
        order.append(ids[firsts[placed]])
        placed |= 1 << firsts[placed]
    return order


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
