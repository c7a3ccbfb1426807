"""What the rules of STD share: the faults that the judging of standards finds, told as problems."""

from collections.abc import Iterator
from textwrap import dedent, indent
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from blueprint.findings import Passed, Problem
from blueprint.model import End
from blueprint.paths import Path
from blueprint.view import View

if TYPE_CHECKING:
    from blueprint.conformance import Fault, StageVerdict, Verdict

ROW_A2 = "Seeds, row A2: customer service flow, return flow, complaint handling"
ISO = "ISO 10002:2018"
SCOR = "SCOR, Source Return and Deliver Return"
EU = "Directive 2011/83/EU"


def example(*steps: str, facts: str = "follows: [service-recovery]", mark: str = "") -> str:
    """An example of one process with these steps, the first of them its start."""
    body = "\n".join(dedent(step).strip("\n") for step in steps)
    start = body.partition(":")[0].strip()
    head = f"processes:\n  mend:{mark}\n    title: Mending\n    phase: after-sale\n    {facts}\n    start: {start}\n"
    head += "" if "kind:" in facts else "    kind: other\n"
    return f"{head}    steps:\n" + indent(body, "      ") + "\n"


class Shown(NamedTuple):
    """A fault of a stage, as rules tell it."""

    view: View
    verdict: "Verdict"
    stage: "StageVerdict"
    fault: "Fault"

    @property
    def process(self) -> str:
        return f"'{self.view.blueprint.processes[self.verdict.process_id].title}'"

    @property
    def ref(self) -> str:
        return f"{self.verdict.standard}/{self.stage.id}"

    @property
    def title(self) -> str:
        return f"'{self.stage.stage.title}' ({self.ref})"

    @property
    def step(self) -> str:
        """What the step does at which the fault shows."""
        if self.fault.place is None:
            return self.process
        process_id, step = self.fault.place
        return f"'{self.view.blueprint.processes[process_id].steps[step].does}'"

    @property
    def end(self) -> str:
        """The end of the case that shows the fault, which owes the stage."""
        steps = self.view.blueprint.processes[self.verdict.process_id].steps
        ways = [steps[name].way for name in self.fault.run.ends] if self.fault.run else []
        owing = [way.text for way in ways if isinstance(way, End) and way.outcome in self.stage.stage.outcomes]
        return f"'{owing[0]}'" if owing else "its end"

    def title_of(self, stage: str) -> str:
        """Another stage of the standard."""
        stages = self.verdict.model.stages
        return f"'{stages[stage].title}'" if stage in stages else f"'{stage}'"

    def problem(self, message: str, *key: str) -> Problem:
        """The problem, at the step where it shows best or at the process; it says why the stage matters."""
        place, run = self.fault.place, self.fault.run
        path: Path = ("processes", *(place[:1] if place else [self.verdict.process_id]))
        path = (*path, "steps", place[1], *key) if place else path
        steps = self.view.blueprint.processes[self.verdict.process_id].steps
        about = "" if self.fault.kind == "late" else self.fault.other
        return Problem(
            f"{message}. {self.stage.stage.why.rstrip('.')}",
            path,
            detail=" ".join(
                filter(None, (self.verdict.process_id if place and place[0] != self.verdict.process_id else "", self.ref, about))
            ),
            on_key=True,
            run=tuple(Passed(f"{self.verdict.process_id}.{name}", steps[name].does) for name in run.steps) if run else (),
            at_fault=(".".join(place),) if place else (),
        )


def shown(view: View, kind: str) -> Iterator[Shown]:
    """The faults of a kind, in all processes that owe a standard."""
    for verdict in judged(view):
        for stage in verdict.stages:
            yield from (Shown(view, verdict, stage, fault) for fault in stage.faults if fault.kind == kind)


_JUDGED: "WeakKeyDictionary[View, tuple[Verdict, ...]]" = WeakKeyDictionary()


def judged(view: View) -> "tuple[Verdict, ...]":
    """The verdicts on a blueprint. The engine is loaded only where a process says anything of a standard that it owes."""
    if view not in _JUDGED:
        _JUDGED[view] = _verdicts(view)
    return _JUDGED[view]


def _verdicts(view: View) -> "tuple[Verdict, ...]":
    owed = [(name, standard) for name in view.blueprint.process_ids() for standard in view.standards_of(name)]
    if not owed:
        return ()
    if _said(view).isdisjoint(standard for _, standard in owed):
        from blueprint.conformance import Verdict

        unsaid = (Verdict(process_id=name, standard=each, model=view.standards[each], unsaid=True) for name, each in owed)
        return tuple(each for each in unsaid if _is_judged(view, each))
    from blueprint.conformance import judge

    return judge(view)


def _is_judged(view: View, verdict: "Verdict") -> bool:
    """Whether the standard is in force, and the flow of the process sound."""
    in_force = not verdict.model.since or verdict.model.since <= view.today
    process = view.blueprint.processes[verdict.process_id]
    return in_force and bool(process.steps) and view.flows[verdict.process_id].is_sound is True


def _said(view: View) -> set[str]:
    """The standards that a process follows in so many words, or of which a step names a stage."""
    found = {standard for process in view.blueprint.processes.values() for standard in process.follows}
    for place in view.places:
        step = place.step
        for stages in (step.realises, step.skips, *(part.realises for part in step.with_.values())):
            found.update(stage.partition("/")[0] for stage in stages)
    return found
