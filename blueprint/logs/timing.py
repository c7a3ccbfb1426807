"""Times of real cases: what steps took, whether they kept their limits, and whether promises were kept."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from blueprint.logs.clock import Clock, Span
from blueprint.logs.events import Event
from blueprint.logs.threads import Threads
from blueprint.logs.traces import Trace
from blueprint.logs.values import Key, PromiseSeen, TimesSeen
from blueprint.model import Blueprint, Promise
from blueprint.values import Duration


class Lists(NamedTuple):
    """Times of a step, as they are gathered."""

    waits: list[float]
    works: list[float]
    totals: list[float]


class Doings:
    """What was done when, in all cases. ``spans``: for each case, the steps in order, each from when it waited to its end."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.clock = Clock(blueprint)
        self.times: dict[Key, Lists] = defaultdict(lambda: Lists([], [], []))
        self.held: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
        self.wanted = {
            _key(place) for each in blueprint.promises.values() for place in (each.from_, *each.to, *each.paused_in) if place
        }
        self.spans: dict[str, list[tuple[Key, Event, datetime]]] = {}

    def take(self, process_id: str, threads: Threads, traces: Iterable[Trace], extra: Mapping[int, str]) -> None:
        """Take in the cases of a variant; ``extra``: the steps of events that are no part of the run."""
        steps = self.blueprint.processes[process_id].steps
        limits = {at: step.time.limit for at, name in threads.steps.items() if (step := steps[name]).time and step.time.limit}
        watched = {
            at: (process_id, name) for at, name in (*threads.steps.items(), *extra.items()) if (process_id, name) in self.wanted
        }
        for trace in traces:
            events = trace.events
            for at, name in threads.steps.items():
                before, is_seen = threads.before[at]
                ready = max(events[each].is_over for each in before) if before else None
                self._took((process_id, name), events[at], ready if is_seen else None)
                if at in limits:
                    self._hold(
                        (process_id, name), events[at], ready if is_seen else None, limits[at], is_first=is_seen and not before
                    )
                if at in watched:
                    self._watch(trace.case, watched[at], events[at], ready)
            for at in extra:
                if at in watched:
                    self._watch(trace.case, watched[at], events[at], None)

    def _took(self, key: Key, event: Event, ready: datetime | None) -> None:
        times = self.times[key]
        if event.start and event.end:
            times.works.append((event.end - event.start).total_seconds())
        if ready is not None:
            if event.start:
                times.waits.append(max(0.0, (event.start - ready).total_seconds()))
            if event.end:
                times.totals.append(max(0.0, (event.end - ready).total_seconds()))

    def _hold(self, key: Key, event: Event, ready: datetime | None, limit: Duration, *, is_first: bool) -> None:
        """Hold a step against its limit. Where it is not known since when the case waited, it can only be late for certain."""
        since = ready or event.start
        if event.end is None or since is None:
            return
        late = self.clock.excess((since, event.end), limit) > 0
        if late or ready is not None or is_first:
            self.held[key][0] += 1
            self.held[key][1] += late

    def _watch(self, case: str, key: Key, event: Event, ready: datetime | None) -> None:
        self.spans.setdefault(case, []).append((key, event, event.start or ready or event.is_over))

    def seen(self) -> dict[Key, TimesSeen]:
        """What the steps took."""
        return {key: TimesSeen(*(tuple(each) for each in lists)) for key, lists in self.times.items()}

    def promises(self, begun: Mapping[str, datetime], last: datetime, running: Collection[str]) -> tuple[PromiseSeen, ...]:
        """What became of the promises whose steps are in the log. ``begun``: when each case began; ``running``: it may go on."""
        met = {key for spans in self.spans.values() for key, _, _ in spans}
        found = []
        for name, promise in self.blueprint.promises.items():
            ends = frozenset(map(_key, promise.to))
            if promise.within is None or not ends & met or (promise.from_ and _key(promise.from_) not in met):
                continue
            became = Counter(
                self._kept(promise, ends, spans, begun[case], last if case in running else None)
                for case, spans in self._cases(begun)
            )
            found.append(PromiseSeen(name, *(became[each] for each in PromiseSeen._fields[1:])))
        return tuple(found)

    def _cases(self, begun: Mapping[str, datetime]) -> Iterable[tuple[str, list[tuple[Key, Event, datetime]]]]:
        for case in begun:
            yield case, sorted(self.spans.get(case, ()), key=lambda each: each[1].is_over)

    def _kept(
        self,
        promise: Promise,
        ends: frozenset[Key],
        spans: Sequence[tuple[Key, Event, datetime]],
        begun: datetime,
        last: datetime | None,
    ) -> str:
        """What became of a promise in a case that still runs when the log ends (``last``), or has ended (None)."""
        assert promise.within is not None
        start = _key(promise.from_) if promise.from_ else None
        first = begun if start is None else next((event.begins for key, event, _ in spans if key == start), None)
        if first is None:
            return ""
        paused = frozenset(map(_key, promise.paused_in))
        still: list[Span] = [(since, event.is_over) for key, event, since in spans if key in paused]
        end = next((event.is_over for key, event, _ in spans if key in ends and event.is_over >= first), None)
        until = last if end is None else end
        if until is None:
            return "elsewhere"
        late = self.clock.excess((first, until), promise.within, promised=True, without=still) > 0
        if end is None:
            return "overdue" if late else "open"
        return "broken" if late else "kept"


def _key(place: str) -> Key:
    process_id, _, step_id = place.partition(".")
    return process_id, step_id
