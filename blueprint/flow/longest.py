"""The longest time that can pass between two steps, over what the steps may take.

A step takes its ``limit`` at the most, whether it goes on, fails or is late; without a limit its wait and work, and the
longest time through the process that it runs. Where neither is said, its time is unknown and counts as none. Branches of a
fork go on side by side, so that the longest of them counts; one that was begun before the clock can hold up a join as well.
Of a choice the longest way counts. A way back counts so often as ``at-most`` allows in one case, a recovery once where nothing
is said; a loop with neither has no longest time. Between processes, ``continues`` and ``starts`` lead on; from an end of a
process that was run, the case goes on after the step that ran it. What the customer may open takes no time that anybody knows.

    times = Times(blueprint)
    longest = times.longest(("purchase", "order"), [("purchase", "hand-over")])

The answer is exact for sound processes of which each step takes anything up to its bound. It may be too long where a branch
beside stops the whole case; where several ends lie in branches side by side, as the clock is taken to stop at the last of
them; where every case has taken some bounded way back before the clock starts, but not always the same; and from the end of a
step (``after``) whose own ways are bounded. A limit of a step that runs a process does not count for ends within that process.
Where a knot of many bounded loops is too large to be walked through, the longest run found counts (``exact`` is then False).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from blueprint.durations import DAY, WEEKDAYS, Elapsed, Workweek, total
from blueprint.flow.beside import Key
from blueprint.flow.graph import components
from blueprint.flow.stretch import Node, Stretch, Ways, leads, passage, stretch_between
from blueprint.flow.walks import Terrain, Walk
from blueprint.model import Blueprint, Step
from blueprint.values import EMPTY

__all__ = ["Key", "Longest", "Times"]


class Longest(NamedTuple):
    """The longest time between two steps, and how it comes about.

    ``steps`` is the run that takes longest, the steps in the order in which they are begun; ``spent`` what each of them takes
    in it altogether. ``unknown`` are the steps between the two of which no time is known. ``loops`` are the loops without a
    bound between them: where there is one, there is no longest time, and ``elapsed`` is that of a run that does not go round.
    """

    elapsed: Elapsed
    steps: tuple[Key, ...] = ()
    spent: Mapping[Key, Elapsed] = EMPTY
    unknown: tuple[Key, ...] = ()
    loops: tuple[tuple[Key, ...], ...] = ()
    exact: bool = True


class Times:
    """The longest times of a blueprint; what is asked twice is reckoned once."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self._known: dict[Any, Longest | None] = {}
        self._bounded: dict[frozenset[Key], _Bounds] = {}

    @cached_property
    def week(self) -> Workweek:
        """When people work."""
        calendar = self.blueprint.calendar
        return Workweek(calendar.days or WEEKDAYS[:5], calendar.holidays) if calendar else Workweek()

    def longest(
        self, start: Key, ends: Collection[Key], *, after: bool = False, paused: Collection[Key] = (), unit: str = "d"
    ) -> Longest | None:
        """The longest time from the beginning of a step (``after``: from its end) to the end of any of some others.

        None where none of them can be come to. The clock stands still in the ``paused`` steps. ``unknown`` and ``loops``
        tell of what lies between. ``unit`` is that of the promise: time by the clock and working days are compared in it.
        """
        asked = (start, frozenset(ends), after, frozenset(paused), unit)
        if asked not in self._known:
            stretch = stretch_between(self._ways, start, frozenset(ends), after=after)
            self._known[asked] = self._reckoned(stretch, paused, unit) if stretch else None
        return self._known[asked]

    def leads(self, start: Key, ends: Collection[Key]) -> bool:
        """Whether a case that is at a step, or what goes on beside it, comes to any of some others."""
        return leads(self._ways, start, frozenset(ends))

    def through(self, process_id: str, *, paused: Collection[Key] = (), unit: str = "d") -> Longest | None:
        """The longest time through a process, from its start to its ends; None where it has none."""
        stretch = passage(self.blueprint.processes[process_id], process_id)
        return self._reckoned(stretch, paused, unit) if stretch else None

    def bound(self, key: Key) -> Elapsed | None:
        """How long a step takes at the most; None where nobody knows."""
        bounds = self._bounds()
        bounds.learn([key])
        run = bounds.ran(key)
        return None if bounds.step(key) is None or bounds.unknown(key) or (run and run.loops) else bounds.of(Node(*key))

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self.blueprint)

    def _reckoned(self, stretch: Stretch, paused: Collection[Key], unit: str) -> Longest:
        bounds = self._bounds(frozenset(paused))
        bounds.learn(node.key for node in stretch.nodes)
        return bounds.reckon(stretch, unit)

    def _bounds(self, paused: frozenset[Key] = frozenset()) -> "_Bounds":
        if paused not in self._bounded:
            self._bounded[paused] = _Bounds(self.blueprint, self.week, paused)
        return self._bounded[paused]


class _Bounds:
    """How long each step takes at the most, while the clock stands still in some of them.

    ``passages``: the longest time through each process that was asked for.
    """

    __slots__ = ("blueprint", "passages", "paused", "week")

    def __init__(self, blueprint: Blueprint, week: Workweek, paused: frozenset[Key]) -> None:
        self.blueprint = blueprint
        self.week = week
        self.paused = paused
        self.passages: dict[str, Longest | None] = {}

    def step(self, key: Key) -> Step | None:
        process = self.blueprint.processes.get(key[0])
        return process.steps.get(key[1]) if process else None

    def run_by(self, key: Key) -> str | None:
        """The process that must be gone through before it is known how long a step takes."""
        step = self.step(key)
        if step is None or step.runs not in self.blueprint.processes or key in self.paused:
            return None
        return None if step.time and step.time.limit else step.runs

    def learn(self, keys: Iterable[Key]) -> None:
        """Reckon the processes that these steps run, and before them those that are run in these."""
        links: dict[str, list[str]] = {}
        waiting = [run for key in keys if (run := self.run_by(key))]
        if not waiting:
            return
        while waiting:
            name = waiting.pop()
            if name not in links and name not in self.passages:
                steps = self.blueprint.processes[name].steps
                links[name] = [run for step in steps if (run := self.run_by((name, step)))]
                waiting += links[name]
        names = list(links)
        numbers = {name: at for at, name in enumerate(names)}
        after = [[numbers[each] for each in links[name] if each in numbers] for name in names]
        for part in components(range(len(names)), after):
            self._pass([names[at] for at in part], circle=len(part) > 1 or part[0] in after[part[0]])

    def _pass(self, part: Collection[str], *, circle: bool) -> None:
        """Reckon processes of which each runs the others in a circle, or a single one. A circle has no longest time."""
        around = ((name, step) for name in sorted(part) for step in self.blueprint.processes[name].steps)
        loops = (tuple(key for key in around if self.run_by(key) in part),) if circle else ()
        found: dict[str, Longest | None] = {}
        for name in part:
            stretch = passage(self.blueprint.processes[name], name)
            longest = self.reckon(stretch, "d") if stretch else None
            found[name] = (longest or Longest(elapsed=Elapsed()))._replace(loops=loops) if circle else longest
        self.passages |= found

    def of(self, node: Node) -> Elapsed:
        """How long it takes at the most to pass a step; nothing where that is unknown."""
        step = self.step(node.key)
        if step is None or node.part == "after" or node.key in self.paused:
            return Elapsed()
        if node.part == "whole" and step.time and step.time.limit:
            return Elapsed.of(step.time.limit)
        own = total(Elapsed.of(each) for each in (step.time.wait, step.time.work) if each) if step.time else Elapsed()
        run = self.ran(node.key) if node.part == "whole" else None
        return own + run.elapsed if run else own

    def ran(self, key: Key) -> Longest | None:
        return self.passages.get(self.run_by(key) or "") if self.passages else None

    def unknown(self, key: Key) -> tuple[Key, ...]:
        """The step itself, or those of the process it runs, where no time is known."""
        step, run = self.step(key), self.ran(key)
        if run or step is None or key in self.paused:
            return run.unknown if run else ()
        time = step.time
        return () if time and (time.limit or time.work or time.wait) else (key,)

    def reckon(self, stretch: Stretch, unit: str) -> Longest:
        """The longest time from the start of a stretch to its goal. What its steps run must be known."""
        keys = [node.key for node in stretch.nodes]
        steps = [self.step(key) for key in keys]
        parts = [node.part for node in stretch.nodes]
        taken = [self.of(node) for node in stretch.nodes]
        unknown = {key: self.unknown(key) for key in keys}
        idle = {at for at, key in enumerate(keys) if taken[at].is_zero and not unknown[key]}
        terrain = Terrain(len(taken), stretch.edges, idle)
        walk, spent = self._longest(terrain, keys, taken, unit)
        begun = sorted({key for key, step, part in zip(keys, steps, parts, strict=True) if step and part == "whole"})
        runs = [run for key in begun if (run := self.ran(key))]
        loops = [tuple(dict.fromkeys(keys[at] for at in loop)) for loop in terrain.loops]
        return Longest(
            elapsed=total(spent.values()),
            steps=tuple(keys[at] for at in walk.nodes if steps[at] and parts[at] != "after"),
            spent=spent,
            unknown=tuple(dict.fromkeys(each for key in begun for each in unknown[key])),
            loops=tuple(dict.fromkeys([*loops, *(loop for run in runs for loop in run.loops)])),
            exact=walk.exact and all(run.exact for run in runs),
        )

    def _longest(
        self, terrain: Terrain, keys: Sequence[Key], taken: Sequence[Elapsed], unit: str
    ) -> tuple[Walk, dict[Key, Elapsed]]:
        """The walk that takes longest, with what each step takes in it. Working days and time by the clock are weighed against
        each other in several ways."""
        mixed = any(each.working_days for each in taken) and any(each.seconds for each in taken)
        found: list[tuple[Walk, dict[Key, Elapsed]]] = []
        for days, scale in self.week.rates if mixed else ((1, 1),):
            walk = terrain.longest_walk([each.seconds * scale + each.working_days * days * DAY for each in taken])
            found.append((walk, _spent(walk, keys, taken)))
        return max(found, key=lambda each: self.week.measured(total(each[1].values()), unit).size) if mixed else found[0]


def _spent(walk: Walk, keys: Sequence[Key], taken: Sequence[Elapsed]) -> dict[Key, Elapsed]:
    """What each step takes in a walk altogether, where it takes anything."""
    spent: dict[Key, Elapsed] = {}
    for at, count in walk.passed().items():
        if not taken[at].is_zero:
            more = taken[at].times(count)
            spent[keys[at]] = spent[keys[at]] + more if keys[at] in spent else more
    return spent
