"""Judging: each process that follows a standard, stage by stage."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define

from blueprint.conformance.asks import Ask
from blueprint.conformance.carried import Carrying, Handing
from blueprint.conformance.elsewhere import open_to_customer, ready_before
from blueprint.conformance.exits import without_exit
from blueprint.conformance.marks import Marks, together
from blueprint.conformance.questions import Facts
from blueprint.conformance.times import too_late
from blueprint.conformance.verdicts import Fault, Kind, Place, Run, StageVerdict, State, Verdict
from blueprint.flow.longest import Times
from blueprint.model import Process
from blueprint.standards.model import Stage, StageModel
from blueprint.view import View
from blueprint.wording import listed

Question = tuple[Kind, str, str]
"""What could be wrong, the stage, and what else it is about."""


def verdicts(view: View) -> Iterator[Verdict]:
    """The verdicts on all processes, in the order in which the blueprint tells them."""
    carrying: dict[str, Carrying] = {}
    handing = Handing(view)
    times = Times(view.blueprint)
    for process_id in view.blueprint.process_ids():
        for standard in view.standards_of(process_id):
            model = view.standards[standard]
            if model.since and model.since > view.today:
                continue
            if standard not in carrying:
                carrying[standard] = Carrying(handing, standard)
            yield _Case(view, carrying[standard], process_id, model, times).verdict()


@define(slots=False, eq=False)
class _Case:
    """A process before a standard."""

    view: View
    carrying: Carrying
    process_id: str
    model: StageModel
    times: Times

    def verdict(self) -> Verdict:
        sound = self.view.flows[self.process_id].is_sound is True and bool(self.process.steps)
        unsaid = sound and self._is_unsaid()
        faults = self._faults() if sound and not unsaid else {}
        silent: State | None = "unsaid" if unsaid else None if sound else "unjudged"
        stages = [self._stage(name, stage, faults.get(name, []), silent=silent) for name, stage in self.stages.items()]
        return Verdict(
            process_id=self.process_id,
            standard=self.carrying.standard,
            model=self.model,
            stages=tuple(stages),
            judged=sound,
            unsaid=unsaid,
        )

    @cached_property
    def process(self) -> Process:
        return self.view.blueprint.processes[self.process_id]

    @cached_property
    def facts(self) -> Facts:
        return self.carrying.facts(self.process_id)

    @cached_property
    def _steps(self) -> Mapping[str, Marks]:
        return self.carrying.steps(self.process_id)

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """The stages that are in force."""
        return {name: each for name, each in self.model.stages.items() if not each.since or each.since <= self.view.today}

    def _is_unsaid(self) -> bool:
        """Whether only the kind of the process implies the standard, and no step says anything of its stages in the run."""
        if self.carrying.standard in self.process.follows:
            return False
        said = together(self._steps.values()).settled
        in_run = {name for name, each in self.model.stages.items() if each.holds != "standing"}
        return not said & in_run

    def _stage(self, name: str, stage: Stage, faults: Sequence[Fault], *, silent: State | None) -> StageVerdict:
        places, skips = self._places(name, stage), self._skips(name)
        state: State = silent or (faults[0].kind if faults else "kept" if places else "skipped" if skips else "not-owed")
        if state == "not-owed" and stage.required != "always":
            state = "optional"
        return StageVerdict(id=name, stage=stage, state=state, places=tuple(places), skips=skips, faults=tuple(faults))

    def _skips(self, name: str) -> dict[str, str]:
        reference = f"{self.carrying.standard}/{name}"
        return {step: each.skips[reference] for step, each in self.process.steps.items() if reference in each.skips}

    def _places(self, name: str, stage: Stage) -> list[Place]:
        if stage.holds == "standing":
            seen, unseen = ready_before(self.carrying, self.process_id, name)
            return seen or unseen
        here = [(self.process_id, step) for step, marks in self._steps.items() if name in marks.done]
        return here or (open_to_customer(self.carrying, self.process_id, name) if stage.holds == "span" else [])

    def _faults(self) -> dict[str, list[Fault]]:
        found: dict[str, list[Fault]] = {name: [] for name in self.stages}
        for name, fault in (*self._in_runs(), *self._standing(), *self._late(), *self._without_exit(), *self._not_advised()):
            found[name].append(fault)
        return found

    def _in_runs(self) -> Iterator[tuple[str, Fault]]:
        """What is wrong in some run: all questions are asked at once."""
        asks = {key: ask for name, stage in self.stages.items() if self._is_in_run(name, stage) for key, ask in self._asks(name)}
        from blueprint.conformance.reading import Reading

        reading = Reading(self.carrying.course(self.process_id), list(asks.values())) if asks else None
        runs = {key: run for at, key in enumerate(asks) if reading and (run := reading.run(at))}
        yield from self._disordered({key[1:]: run for key, run in runs.items() if key[0] == "out-of-order"})
        for (kind, name, other), run in runs.items():
            if kind == "missing":
                yield name, Fault(kind=kind, run=run)
            elif kind == "barred":
                yield name, Fault(kind=kind, place=(self.process_id, other), run=run)
            elif kind != "out-of-order":
                yield name, Fault(kind=kind, place=self._last(run, name), run=run, other=other)

    def _is_in_run(self, name: str, stage: Stage) -> bool:
        if stage.holds == "standing" or stage.required == "never":
            return False
        return stage.holds == "in-run" or not open_to_customer(self.carrying, self.process_id, name)

    def _asks(self, name: str) -> Iterator[tuple[Question, Ask]]:
        """What a standard asks about a stage, as far as the answer is not plain."""
        stage, facts = self.stages[name], self.facts
        doing = [marks for marks in facts.steps.values() if name in marks.done]
        if stage.required == "always":
            yield ("missing", name, ""), facts.missing(name, stage.outcomes)
            for step in self._skips(name) if not stage.may_skip else ():
                yield ("barred", name, step), facts.left_out(name, step, stage.outcomes)
        if stage.seen and any(name not in marks.seen for marks in doing):
            yield ("hidden", name, ""), facts.hidden(name, stage.outcomes)
        for record in stage.records if doing else ():
            yield ("unrecorded", name, record), facts.unrecorded(name, record, stage.outcomes)
        for later in stage.before if doing else ():
            if later in self.stages and self.stages[later].required != "never":
                yield ("out-of-order", name, later), facts.disordered(name, later)

    def _disordered(self, runs: Mapping[tuple[str, str], Run]) -> Iterator[tuple[str, Fault]]:
        """One fault for each stage that stands in the wrong place, however many others it is wrong to."""
        left = dict(runs)
        while left:
            often = Counter(stage for pair in left for stage in pair)
            worst = max(often, key=lambda each: (often[each], -list(self.stages).index(each)))
            pair = next(pair for pair in left if worst in pair)
            place = self._too_early(left[pair], *pair)
            yield pair[0], Fault(kind="out-of-order", place=place, run=left[pair], other=pair[1])
            left = {each: run for each, run in left.items() if worst not in each}

    def _too_early(self, run: Run, name: str, later: str) -> Place | None:
        for step in run.steps:
            marks = self.facts.steps.get(step, Marks())
            if later in marks.done and name not in marks.settled:
                return self.process_id, step
        return None

    def _last(self, run: Run, name: str) -> Place | None:
        doing = [step for step in run.steps if name in self.facts.steps.get(step, Marks()).done]
        return (self.process_id, doing[-1]) if doing else None

    def _standing(self) -> Iterator[tuple[str, Fault]]:
        for name, stage in self.stages.items():
            if stage.holds == "standing" and stage.required == "always" and not self._skips(name):
                seen, unseen = ready_before(self.carrying, self.process_id, name)
                if not seen:
                    yield name, Fault(kind="hidden", place=unseen[0]) if unseen else Fault(kind="missing")

    def _late(self) -> Iterator[tuple[str, Fault]]:
        for name, stage in self.stages.items():
            if not stage.within or stage.required == "never":
                continue
            found = too_late(self.view, self.times, self.process_id, self.carrying.own(self.process_id), name, stage.within)
            if found:
                step, elapsed, steps = found
                yield name, Fault(kind="late", place=(self.process_id, step), run=Run(steps, ()), other=str(elapsed))

    def _without_exit(self) -> Iterator[tuple[str, Fault]]:
        found = without_exit(self.process, self.carrying.own(self.process_id), self.stages)
        for step, (name, wrong) in found.items():
            how = listed([f"'{each}'" for each in wrong], "or")
            yield name, Fault(kind="no-way-out", place=(self.process_id, step), other=how)

    def _not_advised(self) -> Iterator[tuple[str, Fault]]:
        for name, stage in self.stages.items():
            if stage.required == "advised" and not self._places(name, stage) and not self._skips(name):
                yield name, Fault(kind="advised")
