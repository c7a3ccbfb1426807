"""The report on time and money: as text for a terminal, as Markdown, as JSON."""

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import Any, NamedTuple

from blueprint.documents.writing import json_text
from blueprint.model import Blueprint
from blueprint.terminal import Style
from blueprint.timing import sheets, words
from blueprint.timing.differences import Difference, Known, differences
from blueprint.timing.document import document, number, time, without_times
from blueprint.timing.figures import Figure
from blueprint.timing.gates import Verdict
from blueprint.timing.sheets import Grid, Items, Section
from blueprint.timing.simulate import AT_95, Simulated, quantile_bounds
from blueprint.timing.telling import sections, title_of
from blueprint.timing.values import ProcessTimes, Spread
from blueprint.timing.what_if import Change
from blueprint.wording import counted

Row = tuple[str, str, str, str]


class Report(NamedTuple):
    """What was asked of a blueprint: ``times`` by process; with ``changes``, ``before`` is what they were without these."""

    blueprint: Blueprint
    times: Mapping[str, Known]
    simulated: Mapping[str, Simulated] = {}
    changes: tuple[Change, ...] = ()
    before: Mapping[str, Known] = {}
    verdicts: tuple[Verdict, ...] = ()


def _told(report: Report) -> Iterator[Section]:
    """Everything that is to be told, in order."""
    yield Section(report.blueprint.title, level=1)
    if report.changes:
        yield from _compared(report)
    else:
        for process_id, times in report.times.items():
            yield from _of_process(report, process_id, times)
    if report.verdicts:
        yield Section("What was asserted", (Items(tuple(map(_verdict, report.verdicts))),), level=2)


def _of_process(report: Report, process_id: str, times: Known) -> Iterator[Section]:
    if isinstance(times, str):
        yield Section(title_of(report.blueprint, process_id), level=2)
        yield Section("No times", (times,))
        return
    yield from sections(report.blueprint, times)
    if process_id in report.simulated:
        yield _simulated(times, report.simulated[process_id])


def _compared(report: Report) -> Iterator[Section]:
    yield Section("What if", (Items(tuple(f"{each.place} = {each.written}" for each in report.changes)),), level=2)
    found = differences(report.before, report.times)
    for process_id, times in report.times.items():
        if isinstance(times, str):
            yield Section(title_of(report.blueprint, process_id), (times,))
            continue
        rows = tuple(
            (each.name, *(side.written if side else "-" for side in (each.before, each.after)), each.change)
            for each in found
            if each.process_id == process_id
        )
        if rows:
            yield Section(title_of(report.blueprint, process_id), (Grid(("", "before", "after", "change"), rows),))
    if not found:
        yield Section("Nothing changes", ("No figure of any of these processes becomes another.",))


def _simulated(times: ProcessTimes, simulated: Simulated) -> Section:
    """Beside what is reckoned, what was simulated, with where it lies in 95 of 100 simulations."""
    rows = [*_lengths("", times.elapsed, simulated.elapsed, simulated.cases)]
    for name, share in simulated.outcomes.items():
        rows.append((f"end: {name}", words.share(times.outcomes.get(name, 0.0)), *_by_chance(share, simulated.cases)))
    for kept in times.promises:
        reached = simulated.promises.get(kept.promise)
        if reached is not None:
            came = round(reached.share * simulated.cases)
            shares = _by_chance(reached.share, simulated.cases)
            rows.append((f"{kept.promise}: come to its end", words.share(kept.reached), *shares))
            rows += _lengths(f"{kept.promise}: ", kept.spread, reached.spread, came)
    told = f"{counted(simulated.cases, 'case')}, seed {simulated.seed}."
    left = f" {counted(simulated.unfinished, 'case')} more came to no end and do not count." if simulated.unfinished else ""
    return Section("Simulated", (told + left, Grid(("", "reckoned", "simulated", "sure to 95%"), tuple(rows))))


def _lengths(lead: str, reckoned: Spread, played: Spread | None, cases: int) -> Iterator[Row]:
    """The mean and quantiles of a time, as reckoned and as it came out in so many cases."""
    if played is None:
        return
    half = words.clock(played.mean * played.error)
    yield f"{lead}on average", words.clock(reckoned.mean), words.clock(played.mean), f"± {half}"
    for share, says in ((0.5, "half of the cases within"), (0.95, "95 of 100 cases within")):
        low, high = map(words.clock, quantile_bounds(played, share, cases))
        sides = [words.clock(each.quantile(share)) for each in (reckoned, played)]
        yield f"{lead}{says}", sides[0], sides[1], f"{low} to {high}"


def _by_chance(share: float, cases: int) -> tuple[str, str]:
    """A share as it came out, and how near it is."""
    return words.share(share), f"± {words.share(AT_95 * sqrt(share * (1 - share) / max(cases, 1)))}"


def _verdict(verdict: Verdict) -> str:
    where = f"{verdict.process_id}: " if verdict.process_id and not verdict.assertion.process_id else ""
    return f"{'holds' if verdict.holds else 'DOES NOT HOLD'}: {where}{verdict.assertion.text} (seen: {verdict.seen})"


def as_text(report: Report, *, style: Style | None = None, width: int = 80) -> str:
    """The report for a terminal of some width."""
    return sheets.as_text(_told(report), style=style or Style(), width=width)


def as_markdown(report: Report) -> str:
    """The report as a page."""
    return sheets.as_markdown(_told(report))


def as_json(report: Report) -> str:
    """The report for programs, as one document (see ``document`` for the shape of its parts)."""
    blueprint = report.blueprint
    processes = [
        without_times(blueprint, process_id, times)
        if isinstance(times, str)
        else document(blueprint, times, report.simulated.get(process_id))
        for process_id, times in report.times.items()
    ]
    told: dict[str, Any] = {"version": 1, "id": blueprint.id, "title": blueprint.title, "processes": processes}
    if report.changes:
        told["changes"] = [{"place": each.place, "value": each.written} for each in report.changes]
        told["differences"] = [_difference(each) for each in differences(report.before, report.times)]
    told["assertions"] = [
        {"assertion": each.assertion.text, "process": each.process_id, "holds": each.holds, "seen": each.seen}
        for each in report.verdicts
    ]
    return json_text(told) + "\n"


def _difference(difference: Difference) -> dict[str, Any]:
    sides = {"before": difference.before, "after": difference.after}
    return {
        "process": difference.process_id,
        "figure": difference.name,
        **{name: _plain(figure) for name, figure in sides.items()},
    }


def _plain(figure: Figure | None) -> Any:
    if figure is None or figure.value is None:
        return None
    if figure.unit == "time":
        return time(figure.value)
    assert not isinstance(figure.value, tuple)
    return number(float(figure.value))
