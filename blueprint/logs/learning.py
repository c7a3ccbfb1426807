"""What a log teaches about a blueprint: the shares of its ways, and how long its steps take, as changes of its file."""

from collections.abc import Mapping
from itertools import groupby
from math import prod
from statistics import fmean, stdev
from typing import Any, Final, NamedTuple

from blueprint.fix.additions import Addition, NewKeys, at
from blueprint.fix.surroundings import free_id
from blueprint.logs.values import Conformity, Key, TimesSeen
from blueprint.logs.ways import WaySeen, ways_seen
from blueprint.model import Choose, Step, Time
from blueprint.paths import Path
from blueprint.timing.taking import Taking, average

LEAST: Final = 20
"""What was seen less often teaches nothing."""
EXACT: Final = 1000
"""Of so many cases, shares are told to a tenth of a hundredth."""
_UNITS: Final = (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1))
_CLOSE: Final = 0.01
_VARIES: Final = 300
"""Times that vary by more than so many hundredths are told to vary by as many."""


class Lesson(NamedTuple):
    """Values to replace what stands at some paths, keys to be added, and what was learned, in words; ``left``: what was not."""

    values: Mapping[Path, Any]
    additions: tuple[Addition, ...]
    says: tuple[str, ...]
    left: tuple[str, ...] = ()


def lesson(found: Conformity, data: Mapping[str, Any]) -> Lesson:
    """What can be learned from a log for the document with this plain data."""
    return _Learning(found, data).lesson()


def written_duration(seconds: float) -> str:
    """A length of time in the largest unit that tells it in a whole number within one hundredth, else with three digits.

    >>> written_duration(7200), written_duration(5040), written_duration(88_200), written_duration(3.25)
    ('2h', '84min', '24.5h', '3.25s')
    """
    for unit, size in _UNITS:
        amount = round(seconds / size)
        if 1 <= amount < EXACT and abs(amount * size - seconds) <= _CLOSE * seconds:
            return f"{amount}{unit}"
    unit, size = next((each for each in _UNITS if seconds >= 2 * each[1]), _UNITS[-1])
    return f"{_decimal(seconds / size)}{unit}"


def _decimal(number: float) -> str:
    """A number with three digits, and never an exponent."""
    return f"{number:.0f}" if number >= 100 else f"{float(f'{number:.3g}'):.3f}".rstrip("0").rstrip(".")


def written_shares(counts: list[int], whole: int) -> list[str]:
    """Shares that add to 100 % where the counts add to the whole (by the largest remainders).

    >>> written_shares([1, 1, 1], 3), written_shares([9, 1], 10)
    (['34%', '33%', '33%'], ['90%', '10%'])
    """
    parts = 1000 if whole >= EXACT else 100
    exact = [count * parts / whole for count in counts]
    floors = [int(each) for each in exact]
    missing = round(sum(exact)) - sum(floors)
    for number in sorted(range(len(exact)), key=lambda each: floors[each] - exact[each])[:missing]:
        floors[number] += 1
    return [f"{each * 100 / parts:.10g}%" for each in floors]


def independent(seen: list[float]) -> list[float]:
    """The shares of ways that are each taken for itself, but at least one of them, from how often each of them is seen.

    What is seen is the share, of the cases in which any is taken. Where never two are taken at once, it stays as it is.

    >>> [round(each, 3) for each in independent([0.7 / 0.79, 0.3 / 0.79])], independent([0.5, 0.5])
    ([0.7, 0.3], [0.5, 0.5])
    """
    if sum(seen) <= 1 + _CLOSE:
        return seen
    low, high = _CLOSE, 1.0
    for _ in range(50):
        any_taken = (low + high) / 2
        if 1 - prod(1 - each * any_taken for each in seen) > any_taken:
            low = any_taken
        else:
            high = any_taken
    return [each * high for each in seen]


class _Learning:
    def __init__(self, found: Conformity, data: Mapping[str, Any]) -> None:
        self.found = found
        self.data = data
        self.taking = Taking(found.blueprint)
        self.values: dict[Path, Any] = {}
        self.additions: list[Addition] = []
        self.says: list[str] = []
        self.left: list[str] = []
        self.touched: dict[Key, None] = {}

    def lesson(self) -> Lesson:
        for (process_id, name), ways in groupby(ways_seen(self.found), key=lambda each: (each.process_id, each.step)):
            several = list(ways)
            self.shares((process_id, name), [each for each in several if each.number >= 0])
            for each in several:
                if each.number < 0:
                    self.likelihood((process_id, name), each)
        for key, times in self.found.times.items():
            self.time(key, times)
        if self.touched:
            self.sourced()
        return Lesson(self.values, tuple(self.additions), tuple(self.says), tuple(self.left))

    def step(self, key: Key) -> Step:
        return self.found.blueprint.processes[key[0]].steps[key[1]]

    def shares(self, key: Key, ways: list[WaySeen]) -> None:
        """The shares of a choice. Of ways that lead to the same step a log does not tell which was taken."""
        if not ways or not self.is_enough(key, ways[0].times, ways):
            return
        way = self.step(key).way
        assert isinstance(way, Choose)
        whole = ways[0].times if way.many else sum(each.taken for each in ways)
        counts = [each.taken for each in ways]
        if way.many and any(option.otherwise for option in way.options):
            self.left.append(f"'{_told(key)}': of a choice of several ways with one for all else, shares are not learned")
            return
        counts = [round(each * whole) for each in independent([each / whole for each in counts])] if way.many else counts
        for each, text in zip(ways, written_shares(counts, whole), strict=True):
            self.put((*_path(key), "choose", each.number), "share", text, key, f"'{each.says}'")

    def likelihood(self, key: Key, way: WaySeen) -> None:
        if not self.is_enough(key, way.times, [way]):
            return
        numbers = [number for number, each in enumerate(self.step(key).fails) if each.recover]
        text = written_shares([way.taken], way.times)[0]
        self.put((*_path(key), "fails", numbers[-1 - way.number]), "likelihood", text, key, f"'{way.says}'")

    def is_enough(self, key: Key, times: int, ways: list[WaySeen]) -> bool:
        """Whether the ways of a step were seen often enough, and can be told apart."""
        if times < LEAST:
            self.left.append(f"'{_told(key)}': its ways were seen only {times} times")
            return False
        mixed = [each for each in ways if not each.clear]
        if mixed:
            self.left.append(
                f"'{_told(key)}': several of its ways lead to '{mixed[0].to}', and the log does not tell which was taken"
            )
        return not mixed

    def time(self, key: Key, times: TimesSeen) -> None:
        """The time of a step: work and wait where both are known, else the time between, of which what is no work is wait."""
        seen = self.seen_times(self.step(key).time or Time(), times)
        number = max(len(times.works), len(times.totals))
        if not seen or number < LEAST:
            self.left += [f"'{_told(key)}': its time was seen only {number} times"] if 0 < number < LEAST else []
            return
        path = (*_path(key), "time")
        written = self.data_at(_path(key)).get("time")
        if isinstance(written, Mapping):
            for name, text in seen.items():
                self.put(path, name, text, key, "time")
            return
        new = ", ".join(f"{name} {text}" for name, text in seen.items())
        if written is None:
            self.additions.append(NewKeys(_path(key), {"time": seen}, _BEFORE_TIME))
        elif seen != {"work": written}:
            self.values[path] = {"work": written, **seen} if len(seen) > 1 or "work" not in seen else seen["work"]
        self.tell(key, "time", str(written or ""), new)

    def data_at(self, path: Path) -> Any:
        return at(self.data, path)

    def seen_times(self, planned: Time, times: TimesSeen) -> dict[str, str]:
        seen: dict[str, str] = {}
        if len(times.works) >= LEAST:
            if len(times.waits) >= LEAST and (fmean(times.waits) >= 1 or planned.wait):
                seen["wait"] = written_duration(fmean(times.waits))
            if fmean(times.works) >= 1 or planned.work:
                seen["work"] = written_duration(fmean(times.works))
        elif len(times.totals) >= LEAST:
            work = self.taking.seconds(average(planned.work)) if planned.work else 0.0
            rest = fmean(times.totals) - work
            if rest >= 1 or planned.wait:
                seen["wait"] = written_duration(max(0.0, rest))
            if rest < 0:
                seen["work"] = written_duration(fmean(times.totals))
        spread = times.totals if len(times.totals) >= LEAST else times.works
        if seen and len(spread) >= LEAST and fmean(spread) > 0:
            hundredths = min(_VARIES, round(100 * stdev(spread) / fmean(spread)))
            if hundredths or planned.varies:
                seen["varies"] = f"{hundredths}%"
        return seen

    def put(self, path: Path, name: str, text: str, key: Key, about: str) -> None:
        """Write a value at a key of a mapping, if that is new."""
        held = self.data_at(path)
        old = held.get(name)
        if old is None:
            self.additions.append(NewKeys(path, {name: text}))
        elif not _same(str(old), text):
            self.values[(*path, name)] = text
        else:
            self.touched[key] = None
            return
        self.tell(key, f"{about} {name}", "" if old is None else str(old), text)

    def tell(self, key: Key, about: str, old: str, new: str) -> None:
        self.touched[key] = None
        self.says.append(f"{_told(key)}: {about} {f'{old} -> ' if old else ''}{new}")

    def sourced(self) -> None:
        """Say of every step that was seen that it was, and where."""
        name = self.source()
        for key in self.touched:
            step, path = self.step(key), _path(key)
            if step.basis is not None and step.basis != "observed":
                self.values[(*path, "basis")] = "observed"
            known = self.found.blueprint.sources.get(step.source or "")
            kind = known.kind if known else None
            if step.source and step.source != name and kind not in ("law", "document"):
                self.values[(*path, "source")] = name
            new = {"basis": "observed"} if step.basis is None else {}
            new |= {"source": name} if step.source is None else {}
            if new:
                self.additions.append(NewKeys(path, new, _BEFORE_BASIS))

    def source(self) -> str:
        """The id of the log among the sources; it is added where it is new."""
        sources = self.found.blueprint.sources
        for name, source in sources.items():
            if source.kind == "log" and source.where == self.found.log:
                if source.date is None:
                    self.additions.append(NewKeys(("sources", name), {"date": self.found.last}))
                elif source.date.isoformat() != self.found.last:
                    self.values["sources", name, "date"] = self.found.last
                return name
        name = free_id("event-log", sources)
        count = f"{len(self.found.cases):,} cases"
        entry = {"title": f"Event log of {count}", "kind": "log", "date": self.found.last, "where": self.found.log}
        path: Path = ("sources",) if "sources" in self.data else ()
        entries: dict[str, Any] = {name: entry} if path else {"sources": {name: entry}}
        self.additions.append(NewKeys(path, entries, () if path else _BEFORE_SOURCES))
        return name


_BEFORE_TIME: Final = (
    "does",
    "stage",
    "for",
    "actor",
    "owner",
    "channels",
    "evidence",
    "systems",
    "automation",
    "data",
    "erases",
    "records",
)
_BEFORE_BASIS: Final = (*_BEFORE_TIME, "time", "cost", "emotion", "moment-of-truth", "authority")
_BEFORE_SOURCES: Final = ("calendar", "promises", "metrics")


def _path(key: Key) -> Path:
    return "processes", key[0], "steps", key[1]


def _told(key: Key) -> str:
    return ".".join(key)


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same share or time."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    try:
        number = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return text
    return f"{number:.10g}"
