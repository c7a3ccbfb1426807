"""Planned against actual, on the drawing: how often each way was taken, what was skipped, extra, out of order or late."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from attrs import evolve

from blueprint.documents import write_file
from blueprint.drawing import FORMATS, Drawing, Engine
from blueprint.drawing.theme import find_theme
from blueprint.errors import UsageError
from blueprint.flow.joins import targets
from blueprint.layout import USUAL, Remark, layout
from blueprint.layout.timed import Fares, StepTimes, Timed, Traffic
from blueprint.logs.telling import fitness_of, share
from blueprint.logs.values import Conformity, ProcessSeen, PromiseSeen, StepSeen
from blueprint.logs.ways import WaySeen, ways_of
from blueprint.model import Blueprint, Choose, Process, Step
from blueprint.values import percent


def drawn(found: Conformity, *, theme: str = "light", engine: Engine = "embedded") -> Drawing:
    """The processes that the log is of, with what was seen of them."""
    timed = Timed(
        steps={f"{each.process_id}.{name}": _step(each, seen) for each in found.processes for name, seen in each.steps.items()},
        ways=dict(ways for each in found.processes for ways in _ways(found.blueprint, each)),
        promises={each.promise: _fares(each) for each in found.promises},
        heads={each.process_id: _head(each) for each in found.processes},
    )
    remarks = [
        *(Remark(element="", text=_strange(activity, number)) for activity, number in found.matching.unknown.items()),
        *(remark for each in found.processes for remark in _remarks(found.blueprint, each)),
    ]
    sheet = layout(
        _with_shares(found),
        processes=[each.process_id for each in found.processes],
        layers=USUAL | {"promises"},
        timed=timed,
        remarks=remarks,
    )
    return Drawing(sheet, find_theme(theme), engine)


def draw(found: Conformity, output: str, *, theme: str = "light", engine: Engine = "embedded") -> None:
    """Draw what was seen into a file; its suffix tells the format. UsageError where it tells none."""
    format = PurePath(output).suffix.removeprefix(".").lower()
    for each in FORMATS:
        if each == format:
            write_file(output, drawn(found, theme=theme, engine=engine).content(each))
            return
    raise UsageError(f"{output}: drawings are written as {', '.join('.' + each for each in FORMATS)}")


def _head(process: ProcessSeen) -> str:
    facts = (
        f"{process.cases:,} cases",
        f"{share(process.fitting / process.cases)} as planned",
        f"fitness {fitness_of(process.fitness)}",
    )
    return _row(facts)


def _strange(activity: str, number: int) -> str:
    return f"'{activity}' is no step of the blueprint, and was done {'once' if number == 1 else f'{number:,} times'}"


def _deviates(process: ProcessSeen, seen: StepSeen) -> list[str]:
    counts = (("skipped", seen.skipped), ("extra", seen.extra), ("out of order", seen.out_of_order))
    told = [f"{what} {number:,}× ({share(number / process.cases)})" for what, number in counts if number]
    return told + ([f"late in {seen.late:,} of {seen.held:,} ({share(seen.late / seen.held)})"] if seen.late else [])


def _remarks(blueprint: Blueprint, process: ProcessSeen) -> Iterator[Remark]:
    """What deviates at each step, and where it came instead."""
    for name, seen in process.steps.items():
        told = _deviates(process, seen)
        if told:
            places = Counter[str]()
            for variant in process.variants:
                places.update({each.where: len(variant.cases) for each in variant.deviations if each.step == name and each.where})
            where = f"; most often {places.most_common(1)[0][0]}" if places else ""
            does = blueprint.processes[process.process_id].steps[name].does
            yield Remark(element=f"{process.process_id}.{name}", text=f"'{does}' {', '.join(told)}{where}")


def _step(process: ProcessSeen, seen: StepSeen) -> StepTimes:
    chips = _deviates(process, seen)
    return StepTimes(tuple(map(_whole, chips)), "; ".join([f"done {seen.done:,} times", *chips]))


def _ways(blueprint: Blueprint, process: ProcessSeen) -> Iterator[tuple[tuple[str, str], list[Traffic]]]:
    """How often each way was taken; of several from one step to the same, in the order in which they are written."""
    id = process.process_id
    for name, step in blueprint.processes[id].steps.items():
        found: dict[str, list[Traffic]] = {}
        for to, number in targets(step):
            times = process.ways.get((name, number), 0)
            found.setdefault(to, []).append(Traffic(times / process.cases, f"taken {times:,} times"))
        for to, several in found.items():
            yield (f"{id}.{name}", f"{id}.{to}"), several


def _fares(seen: PromiseSeen) -> Fares:
    decided = seen.kept + seen.broken + seen.overdue
    told = (
        "not decided in any case" if seen.share is None else f"kept in {seen.kept:,} of {decided:,} cases ({share(seen.share)})"
    )
    return Fares(_whole(told), told, broken=bool(seen.broken or seen.overdue))


def _with_shares(found: Conformity) -> Blueprint:
    """The blueprint with shares that say what was planned and what was seen."""
    processes = dict(found.blueprint.processes)
    for each in found.processes:
        seen = {(way.step, way.number): way for way in ways_of(found.blueprint, each)}
        processes[each.process_id] = _told(processes[each.process_id], seen)
    return evolve(found.blueprint, processes=processes)


def _told(process: Process, seen: dict[tuple[str, int], WaySeen]) -> Process:
    return evolve(process, steps={name: _step_told(name, step, seen) for name, step in process.steps.items()})


def _step_told(name: str, step: Step, seen: dict[tuple[str, int], WaySeen]) -> Step:
    if isinstance(step.way, Choose):
        options = tuple(
            evolve(option, when=_against(way), otherwise=False, share=None) if (way := seen.get((name, number))) else option
            for number, option in enumerate(step.way.options)
        )
        step = evolve(step, way=evolve(step.way, options=options))
    numbers = iter(range(-1, -1 - len(step.fails), -1))
    fails = []
    for failure in step.fails:
        way = seen.get((name, next(numbers))) if failure.recover else None
        fails.append(evolve(failure, mode=_against(way), likelihood=None) if way else failure)
    return evolve(step, fails=tuple(fails))


def _against(way: WaySeen) -> str:
    planned = f"{percent(way.planned)} planned" if way.planned is not None else ""
    return _row(filter(None, (way.says, planned, f"{share(way.share)} seen")))


def _row(facts: "filter[str] | tuple[str, ...]") -> str:
    """Facts side by side; no line ends within a short one."""
    return " · ".join(map(_whole, facts)).replace(" ·", "\xa0·")


def _whole(text: str) -> str:
    return text.replace(" ", "\xa0") if len(text) <= 18 else text
