"""Real cases held against the blueprint: each group of like cases is read once as a run of its process."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Final

from blueprint.errors import UsageError
from blueprint.logs.align import LOOKS, Aligner, Alignment
from blueprint.logs.deviations import deviations_of
from blueprint.logs.events import Log
from blueprint.logs.matching import Matching, matched
from blueprint.logs.net import Net
from blueprint.logs.threads import threads_of
from blueprint.logs.timing import Doings
from blueprint.logs.traces import Sequence, Sorted, Trace, sorted_out
from blueprint.logs.values import Conformity, Key, ProcessSeen, StepSeen, Variant
from blueprint.model import Blueprint, End
from blueprint.view import View
from blueprint.wording import counted, listed, suggestion

ONLY_ENDS: Final = "The log says when steps are over, not when they begin: time counts from when what comes before is over."
UNSOUND: Final = (
    "The flow of '{}' does not always come to an end (blueprint check tells why); cases may seem to fit worse than they do."
)


def conform(
    blueprint: Blueprint,
    log: Log,
    *,
    processes: Collection[str] = (),
    steps: Mapping[str, str] | None = None,
    only: Collection[str] = (),
    running: bool = False,
    looks: int = LOOKS,
    progress: Callable[[int, int], None] | None = None,
) -> Conformity:
    """Hold the cases of a log against a blueprint.

    ``processes``: the log is of these (default: all). ``steps`` says which step an activity is, empty for one that shall
    not count; others are found by ``process.step``, by id, or by what the step does. ``only``: the steps that count as
    seen in the log (default: all that occur in it). ``running``: cases need not have come to an end. ``looks`` bounds the
    states that are looked at for one case; ``progress`` is told how many groups of like cases are done, of how many.
    UsageError for what does not exist, and where nothing in the log is a step of the blueprint.
    """
    for name in processes:
        if name not in blueprint.processes:
            raise UsageError(f"there is no process '{name}'{suggestion(name, blueprint.processes)}")
    among = tuple(processes) or blueprint.process_ids()
    matching = matched(log, blueprint, processes=among, said=steps or {})
    chosen = _only(blueprint, only, among)
    found = sorted_out(log, matching, chosen)
    if not found.groups:
        raise UsageError(_nothing(log, matching))
    return _Work(blueprint, log, matching, found, chosen, running=running, looks=looks, progress=progress).all()


def _only(blueprint: Blueprint, only: Collection[str], among: Collection[str]) -> frozenset[Key]:
    found = set()
    for name in only:
        keys = {
            (process_id, step_id)
            for process_id in among
            for step_id in blueprint.processes[process_id].steps
            if name in (step_id, f"{process_id}.{step_id}")
        }
        if not keys:
            known = [step for process_id in among for step in blueprint.processes[process_id].steps]
            raise UsageError(f"--only: there is no step '{name}'{suggestion(name, known)}")
        found |= keys
    return frozenset(found)


def _nothing(log: Log, matching: Matching) -> str:
    there = [f"'{each}'" + _bracketed(matching.hint(each)) for each in list(matching.unknown)[:5]] or [
        "only what shall not count"
    ]
    return (
        f"{log.name}: no activity is a step of the blueprint; there is {listed(there)}; "
        "say which step it is, as in --map 'Ship goods=deliver'"
    )


def _bracketed(hint: str) -> str:
    return f" ({hint.removeprefix('; ')})" if hint else ""


class _Work:
    def __init__(
        self,
        blueprint: Blueprint,
        log: Log,
        matching: Matching,
        found: Sorted,
        only: frozenset[Key],
        *,
        running: bool,
        looks: int,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.blueprint = blueprint
        self.log = log
        self.matching = matching
        self.found = found
        self.only = only
        self.running = running
        self.looks = looks
        self.progress = progress
        self.view = View(blueprint)
        self.doings = Doings(blueprint)
        self.total = sum(map(len, found.groups.values()))
        self.done = 0
        self.costs: dict[str, list[int]] = {}
        self.going_on: set[str] = set()
        self.notes = list(log.notes)

    def all(self) -> Conformity:
        order = [name for name in self.blueprint.process_ids() if name in self.found.groups]
        processes = tuple(self.process(name) for name in order)
        counting = [case for case in self.log.cases if case.id in self.costs or case.id in self.found.unknown]
        fitness = {case.id: self._fitness(case.id) for case in counting}
        empty = len(self.log.cases) - len(counting)
        self.notes += [f"{counted(empty, 'case')} without any event that counts left out."] if empty else []
        begun = {case.id: min(event.begins for event in case.events) for case in counting}
        if not self.log.has_starts:
            self.notes.append(ONLY_ENDS)
        return Conformity(
            blueprint=self.blueprint,
            log=self.log.name,
            events=self.log.events,
            cases=fitness,
            processes=processes,
            promises=self.doings.promises(begun, self.log.last, self.going_on),
            matching=self.matching,
            notes=tuple(self.notes),
            times=self.doings.seen(),
            last=self.log.last.date().isoformat(),
        )

    def _fitness(self, case: str) -> float:
        """The part of a case, and of the shortest run, that is as planned (Adriansyah 2014)."""
        cost, worst = self.costs.get(case, (0, 0))
        strange = self.found.unknown.get(case, 0)
        return 1 - (cost + strange) / (worst + strange) if worst + strange else 1.0

    def seen(self, process_id: str) -> set[str]:
        """The steps of a process that the log can show."""
        shown = {step for process, steps in self.matching.steps.values() if process == process_id for step in steps}
        return {step for step in shown if not self.only or (process_id, step) in self.only}

    def net(self, process_id: str, seen: Collection[str]) -> Net:
        entered = [
            target.partition(".")[2]
            for place in self.view.places
            for target in (place.step.way.continues if isinstance(place.step.way, End) else ())
            if target.startswith(f"{process_id}.")
        ]
        others = {each.process_id for each in self.view.leading if each.target == process_id and each.process_id != process_id}
        recurs = not others.isdisjoint(self.found.groups)
        return Net(self.blueprint.processes[process_id], seen, also_start=entered, recurs=recurs)

    def process(self, process_id: str) -> ProcessSeen:
        seen = self.seen(process_id)
        steps = self.blueprint.processes[process_id].steps
        if self.view.flows[process_id].is_sound is False:
            self.notes.append(UNSOUND.format(process_id))
        net = self.net(process_id, seen)
        aligner = Aligner(net, unfinished=self.running, looks=self.looks)
        shortest = 0 if self.running else aligner.align(()).cost
        variants, ways, counts = [], Counter[tuple[str, int]](), {name: [0, 0, 0, 0] for name in sorted(seen)}
        for symbols, traces in sorted(self.found.groups[process_id].items(), key=_by_size):
            variant = self.variant(process_id, aligner, symbols, traces, shortest)
            variants.append(variant)
            threads = threads_of(net, variant.alignment)
            extra = {read.at: read.step for read in variant.alignment.reads if read.kind == "extra"}
            self.doings.take(process_id, threads, traces, extra)
            ways.update({way: number * len(traces) for way, number in threads.ways.items()})
            _count(counts, variant, len(traces))
            self.tell()
        held = self.doings.held
        cases = sum(len(each.cases) for each in variants)
        return ProcessSeen(
            process_id=process_id,
            cases=cases,
            fitting=sum(len(each.cases) for each in variants if not each.deviations and each.fitness == 1),
            fitness=sum(each.fitness * len(each.cases) for each in variants) / cases,
            variants=tuple(variants),
            steps={name: StepSeen(*each, *held.get((process_id, name), (0, 0))) for name, each in counts.items()},
            ways=dict(ways),
            unseen=tuple(name for name in steps if name not in seen),
        )

    def variant(self, process_id: str, aligner: Aligner, symbols: Sequence, traces: list[Trace], shortest: int) -> Variant:
        alignment = aligner.align(symbols)
        worst = len(symbols) + shortest
        for trace in traces:
            costs = self.costs.setdefault(trace.case, [0, 0])
            costs[0] += alignment.cost
            costs[1] += worst
            if not alignment.is_over:
                self.going_on.add(trace.case)
        return Variant(
            process_id=process_id,
            activities=_steps(symbols, alignment),
            cases=tuple(trace.case for trace in traces),
            alignment=alignment,
            deviations=deviations_of(alignment, symbols),
            fitness=max(0.0, 1 - alignment.cost / worst) if worst else 1.0,
        )

    def tell(self) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.total)


def _by_size(group: tuple[Sequence, list[Trace]]) -> tuple[int, list[list[str]]]:
    return -len(group[1]), [sorted(symbol) for symbol in group[0]]


def _steps(symbols: Sequence, alignment: Alignment) -> tuple[str, ...]:
    read = {each.at: each.step for each in alignment.reads if each.at >= 0}
    return tuple(read.get(at, min(symbol)) for at, symbol in enumerate(symbols))


def _count(counts: dict[str, list[int]], variant: Variant, cases: int) -> None:
    """Count what happened at each step: done, skipped, extra, out of order."""
    for step in variant.activities:
        counts[step][0] += cases
    for deviation in variant.deviations:
        counts[deviation.step][_PLACE[deviation.kind]] += cases


_PLACE: Final = {"skipped": 1, "extra": 2, "out of order": 3}
