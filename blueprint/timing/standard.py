"""The standard way: at every choice the most likely way, nothing fails, nobody is late; and its critical path (CPM)."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log
from typing import Final, NamedTuple

from blueprint.durations import Elapsed
from blueprint.timing.course import BEGIN, Course
from blueprint.timing.shortest import cheapest
from blueprint.timing.values import Key, Slack

NEVER: Final = 1e6
"""What it costs to go a way that is never taken."""
USUAL: Final = 0.5 - 1e-12
"""Of ways of which several may be taken, those are on the standard way that at least so many cases take."""


class Standard(NamedTuple):
    """``nodes``: those on the standard way, each before those it leads to; ``arrows`` out of each of them. ``critical``: its
    steps in the order in which they are begun, with what each takes and how much later it may end. ``visited``: its steps."""

    nodes: tuple[int, ...]
    arrows: Mapping[int, Sequence[int]]
    elapsed: Elapsed
    critical: tuple[Slack, ...]

    @property
    def way(self) -> tuple[Key, ...]:
        return tuple(each.key for each in self.critical)


def standard_of(course: Course, lasts: Sequence[tuple[float, Elapsed]]) -> Standard:
    """The standard way of a course; ``lasts``: what each node takes, in seconds by the clock and as it is written."""
    chosen = _Choosing(course).chosen()
    order = _onward(course, chosen)
    return _timed(course, chosen, order, lasts)


class _Choosing:
    """Follows the most likely ways. Where they lead round for ever, the way that is least missed gives way to the next."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.left: dict[int, list[int]] = {}

    def chosen(self) -> dict[int, list[int]]:
        """The arrows that are chosen at each node on the way."""
        arrows = self.course.arrows
        trail: list[tuple[int, list[int]]] = [(BEGIN, self._out(BEGIN))]
        at = {BEGIN: 0}
        done: set[int] = set()
        while trail:
            node, rest = trail[-1]
            if not rest:
                trail.pop()
                del at[node]
                done.add(node)
                continue
            head = arrows[rest.pop()].head
            if head in at:
                self._give_way(trail, at, at[head])
            elif head not in done:
                at[head] = len(trail)
                trail.append((head, self._out(head)))
        return self._kept()

    def _out(self, node: int) -> list[int]:
        """The arrows that are chosen at a node, which are still to be followed."""
        if node not in self.left:
            outs = self.course.outs[node]
            self.left[node] = sorted(outs, key=self._rank) if len(outs) > 1 else outs
        if self.course.nodes[node].kind == "several":
            usual = [each for each in self.left[node] if self.course.arrows[each].share >= USUAL]
            return usual or self.left[node][:1]
        return list(self.left[node]) if self.course.nodes[node].kind == "parallel" else self.left[node][:1]

    def _rank(self, number: int) -> tuple[bool, float, bool, int]:
        arrow = self.course.arrows[number]
        return arrow.is_exit, -round(arrow.share, 9), not arrow.rest, number

    def _give_way(self, trail: list[tuple[int, list[int]]], at: dict[int, int], first: int) -> None:
        """Choose anew on a circle that begins at this place of the trail: where the next way is the most likely."""
        circle = [node for node, _ in trail[first:] if self.course.nodes[node].kind == "exclusive"]
        several = [node for node in circle if len(self.left[node]) > 1]
        if several:
            back = min(several, key=lambda node: (*self._rank(self.left[node][1])[:3], -at[node]))
            self.left[back] = self.left[back][1:]
        else:
            back = next(node for node in circle if self.left[node] != self.surest[node])
            self.left.update({node: self.surest[node] for node in circle})
        for node, _ in trail[at[back] + 1 :]:
            del at[node]
        del trail[at[back] :]
        trail.append((back, self._out(back)))

    @cached_property
    def surest(self) -> dict[int, list[int]]:
        """For each node the arrow that leads to an end with the highest likelihood, in circles never."""
        return cheapest(self.course, [-log(arrow.share) if arrow.share else NEVER for arrow in self.course.arrows])

    def _kept(self) -> dict[int, list[int]]:
        """What is chosen at the nodes that are still come to."""
        found: dict[int, list[int]] = {}
        waiting = [BEGIN]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found[node] = self._out(node)
                waiting += [self.course.arrows[each].head for each in found[node]]
        return found


def _onward(course: Course, chosen: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """The chosen nodes, each after all from which chosen arrows lead to it."""
    comes = dict.fromkeys(chosen, 0)
    for outs in chosen.values():
        for each in outs:
            comes[course.arrows[each].head] += 1
    ready = [BEGIN]
    order: list[int] = []
    while ready:
        node = ready.pop()
        order.append(node)
        for each in chosen[node]:
            head = course.arrows[each].head
            comes[head] -= 1
            if not comes[head]:
                ready.append(head)
    return tuple(order)


def _timed(
    course: Course, chosen: Mapping[int, Sequence[int]], order: tuple[int, ...], lasts: Sequence[tuple[float, Elapsed]]
) -> Standard:
    """When each node begins at the earliest, and how much later it may end without harm to the whole."""
    begins = {BEGIN: (0.0, Elapsed())}
    ends: dict[int, tuple[float, Elapsed]] = {}
    for node in order:
        since, begun = begins.get(node, (0.0, Elapsed()))
        seconds, elapsed = lasts[node]
        ends[node] = since + seconds, begun + elapsed if seconds else begun
        for each in chosen[node]:
            head = course.arrows[each].head
            if head not in begins or ends[node][0] > begins[head][0]:
                begins[head] = ends[node]
    stops = [ends[node] for node in order if course.nodes[node].kind == "stop"]
    finish = min(stops, key=_first) if stops else max((ends[node] for node in order), key=_first)
    latest: dict[int, float] = {}
    for node in reversed(order):
        heads = [course.arrows[each].head for each in chosen[node]]
        latest[node] = min((latest[head] - lasts[head][0] for head in heads), default=finish[0])
    steps = sorted((begins[node][0], at, node) for at, node in enumerate(order) if course.nodes[node].key)
    rows: dict[Key, Slack] = {}
    for _, _, node in steps:
        key = course.nodes[node].key
        if key is not None:
            slack = max(0.0, latest[node] - ends[node][0])
            before = rows.get(key)
            rows[key] = Slack(key, before.begins if before else begins[node][1], lasts[node][1], slack)
    return Standard(order, chosen, finish[1], tuple(rows.values()))


def _first(end: tuple[float, Elapsed]) -> float:
    return end[0]
