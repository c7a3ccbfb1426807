"""Judging: each process that follows a standard, stage by stage."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from attrs import define

from blueprint.conformance.asks import Ask
from blueprint.conformance.carried import Carrying
from blueprint.conformance.certain import Certain
from blueprint.conformance.elsewhere import open_to_customer, ready_before
from blueprint.conformance.exits import without_exit
from blueprint.conformance.handing import Cases, Handing
from blueprint.conformance.marks import Marks
from blueprint.conformance.questions import NOTED, REALISED, SEEN, SETTLED, Facts
from blueprint.conformance.times import too_late
from blueprint.conformance.verdicts import Fault, Kind, Place, Run, StageVerdict, State, Verdict
from blueprint.model import Process
from blueprint.standards.model import Stage, StageModel
from blueprint.view import View
from blueprint.wording import listed

Question = tuple[Kind, str, str]
"""What could be wrong, the stage, and what else it is about."""
_ENOUGH: Final[Mapping[Kind, int]] = {"missing": SETTLED, "barred": REALISED, "hidden": SEEN, "unrecorded": NOTED}
"""What must have happened by every end that owes a stage, so that nothing of the kind can be wrong."""


def verdicts(view: View) -> Iterator[Verdict]:
    """The verdicts on all processes, in the order in which the blueprint tells them."""
    carrying: dict[str, Carrying] = {}
    handing = Handing(view)
    for process_id in view.blueprint.process_ids():
        for standard in view.standards_of(process_id):
            model = view.standards[standard]
            if model.since and model.since > view.today:
                continue
            if standard not in carrying:
                carrying[standard] = Carrying(handing, standard)
            yield _Case(view, carrying[standard], process_id, model).verdict()


@define(slots=False, eq=False)
class _Case:
    """A process before a standard."""

    view: View
    carrying: Carrying
    process_id: str
    model: StageModel

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

    @property
    def _cases(self) -> Cases:
        return self.carrying.handing.cases(self.process_id)

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
        in_run = {name for name, each in self.model.stages.items() if each.holds != "standing"}
        return all(in_run.isdisjoint(marks.settled) for marks in self._steps.values())

    def _stage(self, name: str, stage: Stage, faults: Sequence[Fault], *, silent: State | None) -> StageVerdict:
        places, skips = self._places(name, stage), self._skips(name)
        state: State = silent or (faults[0].kind if faults else "kept" if places else "skipped" if skips else "not-owed")
        if state == "not-owed" and stage.required != "always":
            state = "optional"
        return StageVerdict(id=name, stage=stage, state=state, places=tuple(places), skips=skips, faults=tuple(faults))

    def _skips(self, name: str) -> Mapping[str, str]:
        return self._skipping.get(name, {})

    @cached_property
    def _skipping(self) -> dict[str, dict[str, str]]:
        """The steps that leave out each stage, with their reasons."""
        found: dict[str, dict[str, str]] = {}
        for step, each in self.process.steps.items():
            for reference, reason in each.skips.items():
                standard, _, name = reference.partition("/")
                if standard == self.carrying.standard:
                    found.setdefault(name, {})[step] = reason
        return found

    @cached_property
    def _doing(self) -> dict[str, list[str]]:
        """The steps that realise each stage."""
        found: dict[str, list[str]] = {}
        for step, marks in self._steps.items():
            for name in marks.done:
                found.setdefault(name, []).append(step)
        return found

    def _places(self, name: str, stage: Stage) -> list[Place]:
        if stage.holds == "standing":
            seen, unseen = ready_before(self.carrying, self.process_id, name)
            return seen or unseen
        here = [(self.process_id, step) for step in self._doing.get(name, ())]
        return here or (open_to_customer(self.carrying, self.process_id, name) if stage.holds == "span" else [])

    def _faults(self) -> dict[str, list[Fault]]:
        found: dict[str, list[Fault]] = {name: [] for name in self.stages}
        for name, fault in (*self._in_runs(), *self._standing(), *self._late(), *self._without_exit(), *self._not_advised()):
            found[name].append(fault)
        return found

    def _in_runs(self) -> Iterator[tuple[str, Fault]]:
        """What is wrong in some run: all questions are asked at once, of which the arrows alone leave any open."""
        asked = [each for name, stage in self.stages.items() if self._is_in_run(name, stage) for each in self._asked(name)]
        certain = Certain(self._cases, self.facts) if asked else None
        open_ = [each for each in asked if certain and not self._is_answered(certain, each)]
        runs = self._runs(asked, open_) if open_ else {}
        yield from self._disordered({key[1:]: run for key, run in runs.items() if key[0] == "out-of-order"})
        for (kind, name, other), run in runs.items():
            if kind == "missing":
                yield name, Fault(kind=kind, run=run)
            elif kind == "barred":
                yield name, Fault(kind=kind, place=(self.process_id, other), run=run)
            elif kind != "out-of-order":
                yield name, Fault(kind=kind, place=self._last(run, name), run=run, other=other)

    def _runs(self, asked: Sequence[Question], open_: Collection[Question]) -> dict[Question, Run]:
        """The runs that show what is wrong."""
        from blueprint.conformance.reading import Reading

        reading = Reading(self._cases.course, [self._ask(*each) for each in asked])
        return {each: run for at, each in enumerate(asked) if each in open_ and (run := reading.run(at))}

    def _is_in_run(self, name: str, stage: Stage) -> bool:
        if stage.holds == "standing" or stage.required == "never":
            return False
        return stage.holds == "in-run" or not open_to_customer(self.carrying, self.process_id, name)

    def _asked(self, name: str) -> Iterator[Question]:
        """What a standard asks about a stage."""
        stage, doing = self.stages[name], self._doing.get(name, ())
        if stage.required == "always":
            yield "missing", name, ""
            yield from (("barred", name, step) for step in self._skips(name) if not stage.may_skip)
        if stage.seen and any(name not in self._steps[step].seen for step in doing):
            yield "hidden", name, ""
        for record in stage.records if doing else ():
            yield "unrecorded", name, record
        for later in stage.before if doing else ():
            if later in self.stages and self.stages[later].required != "never":
                yield "out-of-order", name, later

    def _ask(self, kind: Kind, name: str, other: str) -> Ask:
        facts, outcomes = self.facts, self.stages[name].outcomes
        match kind:
            case "missing":
                return facts.missing(name, outcomes)
            case "barred":
                return facts.left_out(name, other, outcomes)
            case "hidden":
                return facts.hidden(name, outcomes)
            case "unrecorded":
                return facts.unrecorded(name, other, outcomes)
        return facts.disordered(name, other)

    def _is_answered(self, certain: Certain, question: Question) -> bool:
        """Whether it is certain that nothing of the kind can be wrong."""
        kind, name, other = question
        if kind == "out-of-order":
            return certain.comes_before(name, self._doing.get(other, ()))
        known = certain.at_ends(self.stages[name].outcomes)
        return known is None or (_ENOUGH[kind], other if kind == "unrecorded" else name) in known

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
        doing = [step for step in run.steps if step in self._doing.get(name, ())]
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
            found = too_late(self.view, self.process_id, self.carrying.own(self.process_id), name, stage.within)
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
