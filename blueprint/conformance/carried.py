"""What processes do for each other: who runs another process, or hands a case over to it, has done what is certain there; and
who only takes cases over begins with what was certain before.

Where processes hand a case round in a circle, what they hand on to each other counts for none of them.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, reduce
from operator import itemgetter
from typing import Any, Final

from attrs import define, evolve, field, frozen

from blueprint.conformance.marks import Marks, marks_of, together
from blueprint.conformance.moments import Course, Moment, course_of
from blueprint.conformance.questions import NOTED, REALISED, SEEN, SETTLED, Facts
from blueprint.flow.build import lay
from blueprint.model import End, Outcome, Process, Step
from blueprint.view import View

OPEN: Final = frozenset({"opens", "starts", "when-broken"})
"""The links by which a new case begins, of which nothing is known."""
HANDED: Final = frozenset({"runs", "continues"})
Place = tuple[str, str]
"""A process, and one of its steps, or "" for where it starts."""


@frozen
class Source:
    """Where a case comes from: a process, and the moment in which it is handed over."""

    process_id: str
    moment: Moment


@define(slots=False, eq=False)
class Handing:
    """How the processes of a blueprint hand cases to each other, whatever standard is asked for."""

    view: View
    _courses: dict[str, Course] = field(factory=dict)

    def course(self, process_id: str) -> Course:
        """The course of a process, entered at its start and wherever others continue."""
        if process_id not in self._courses:
            entered = [step for name, step in self.sources if name == process_id and step]
            self._courses[process_id] = course_of(lay(self.view.blueprint.processes[process_id], entered))
        return self._courses[process_id]

    @cached_property
    def sources(self) -> dict[Place, list[Source]]:
        """Where cases come from that are handed over, for each place they are handed over to."""
        found: dict[Place, list[Source]] = {}
        for place in self.view.places:
            for kind, targets in (("begins", _run(place.step)), ("ends", _continued(place.step))):
                for target in targets:
                    moment: Moment = ("begins" if kind == "begins" else "ends", place.step_id)
                    found.setdefault(target, []).append(Source(place.process_id, moment))
        opened = {each.target for each in self.view.leading if each.verb in OPEN}
        found = {place: each for place, each in found.items() if place[1] or place[0] not in opened}
        begun = self.view.reached([name for name in self.view.blueprint.processes if (name, "") not in found], HANDED)
        return {
            place: [each for each in several if each.process_id in begun] for place, several in found.items() if place[0] in begun
        }

    def places_before(self, process_id: str) -> list[Place]:
        """The places where a process is entered, and those where the processes are that hand cases over to it, and so on."""
        entered: dict[str, list[Place]] = {}
        for place in self.sources:
            if place[0] in self.view.blueprint.processes:
                entered.setdefault(place[0], []).append(place)
        names = [process_id]
        for name in names:
            before = (each.process_id for place in entered.get(name, ()) for each in self.sources[place])
            names += [each for each in dict.fromkeys(before) if each not in names]
        return [place for name in names for place in entered.get(name, ())]


@define(slots=False, eq=False)
class Carrying:
    """What the steps of all processes do for one standard, with what they hand to each other."""

    handing: Handing
    standard: str
    _own: dict[str, dict[str, Marks]] = field(factory=dict)
    _inside: dict[tuple[str, str, bool], Marks] = field(factory=dict)
    _known: dict[Place, Marks] = field(factory=dict)
    _steps: dict[str, dict[str, Marks]] = field(factory=dict)
    _by_then: dict[Any, Marks] = field(factory=dict)

    @property
    def view(self) -> View:
        return self.handing.view

    def own(self, process_id: str) -> Mapping[str, Marks]:
        """What each step of a process does by itself."""
        if process_id not in self._own:
            steps = self._process(process_id).steps
            marks = ((name, marks_of(self.view, step, self.standard)) for name, step in steps.items())
            self._own[process_id] = {name: found for name, found in marks if found}
        return self._own[process_id]

    def steps(self, process_id: str) -> Mapping[str, Marks]:
        """What each step of a process does, with what is certain where it hands the case to."""
        if process_id not in self._steps:
            self._steps[process_id] = self._with(_handed, process_id)
        return self._steps[process_id]

    def facts(self, process_id: str) -> Facts:
        """What a process does for the standard, with what others hand to it."""
        process = self._process(process_id)
        return Facts(self.steps(process_id), _ends(process), _at_starts(process, process_id, self._before(process_id)))

    def course(self, process_id: str) -> Course:
        """The course of a process, entered at its start and wherever others continue."""
        return self.handing.course(process_id)

    def _process(self, process_id: str) -> Process:
        return self.view.blueprint.processes[process_id]

    def _with(self, handed: "Callable[[Step], Iterator[Place]]", process_id: str) -> dict[str, Marks]:
        """What each step does, with what is certain where it hands the case to."""
        marks = dict(self.own(process_id))
        for name, step in self._process(process_id).steps.items():
            for target, entry in handed(step):
                if target in self.view.blueprint.processes and process_id not in self.view.reached([target], HANDED):
                    more = self._certain_in(target, entry, for_good=step.runs != target)
                    marks |= {name: marks.get(name, Marks()) | more} if more else {}
        return marks

    def _certain_in(self, process_id: str, entry: str, *, for_good: bool) -> Marks:
        """What is done in every complete case of a process that begins at a step.

        A case that is handed over ``for_good`` ends there: a stage is then done when all cases that owe it have done it.
        """
        key = process_id, entry, for_good
        if key not in self._inside:
            process = self._process(process_id)
            begun = evolve(process, start=(entry,)) if entry else process
            facts = Facts(self.steps(process_id), _ends(process) if for_good else {})
            self._inside[key] = self._certain(process_id, facts, lambda: course_of(lay(begun)), None)
        return self._inside[key]

    def _certain(self, process_id: str, facts: Facts, course: Callable[[], Course], moment: Moment | None) -> Marks:
        """What is done in every case by a moment, or by its end. A flow that is at fault gets the benefit of the doubt."""
        every = together((*facts.steps.values(), *facts.enters.values()))
        if not every or not self.view.flows[process_id].is_sound:
            return every
        stages, records = sorted(every.settled), sorted(every.records)
        owing = {name: stage.outcomes for name, stage in self.view.standards[self.standard].stages.items()}
        questions = [(stage, what) for stage in stages for what in (REALISED, SEEN, SETTLED)]
        asks = [facts.lacking(what, moment, stage=stage, outcomes=owing.get(stage, ())) for stage, what in questions]
        asks += [facts.lacking(NOTED, moment, record=record) for record in records]
        from blueprint.conformance.reading import Reading

        reading = Reading(course(), asks)
        sure = [reading.run(number) is None for number in range(len(asks))]
        done, seen, settled = ({stage for at, stage in enumerate(stages) if sure[3 * at + of]} for of in range(3))
        noted = [record for at, record in enumerate(records) if sure[3 * len(stages) + at]]
        return Marks(frozenset(done), frozenset(seen), frozenset(settled - done), frozenset(noted))

    def _before(self, process_id: str) -> Mapping[Place, Marks]:
        """What is certain before a case is handed over to a process, and to those that hand cases to it: of all that could be,
        what holds up along every way."""
        sources = self.handing.sources
        places = [place for place in self.handing.places_before(process_id) if place not in self._known]
        stages = self.view.standards[self.standard].stages
        records = frozenset(each for stage in stages.values() for each in stage.records)
        self._known |= dict.fromkeys(places, Marks(frozenset(stages), frozenset(stages), frozenset(), records))
        changed = True
        while changed:
            changed = False
            for place in places:
                new = reduce(Marks.__and__, [self._by(source) for source in sources[place]])
                changed |= new != self._known[place]
                self._known[place] = new
        return self._known

    def _by(self, source: Source) -> Marks:
        """What is certain by the moment in which a case is handed over, after what is now known to be certain before it."""
        name = source.process_id
        enters = _at_starts(self._process(name), name, self._known)
        key = source, tuple(sorted(enters.items(), key=itemgetter(0)))
        if key not in self._by_then:
            facts = Facts(self._with(_run, name), {}, enters)
            self._by_then[key] = self._certain(name, facts, lambda: self.course(name), source.moment)
        return self._by_then[key]


def _run(step: Step) -> Iterator[Place]:
    if step.runs:
        yield step.runs, ""


def _continued(step: Step) -> Iterator[Place]:
    for target in step.way.continues if isinstance(step.way, End) else ():
        process_id, _, entry = target.partition(".")
        yield process_id, entry


def _handed(step: Step) -> Iterator[Place]:
    yield from _run(step)
    yield from _continued(step)


def _ends(process: Process) -> dict[str, Outcome]:
    return {name: step.way.outcome for name, step in process.steps.items() if isinstance(step.way, End)}


def _at_starts(process: Process, process_id: str, before: Mapping[Place, Marks]) -> dict[str, Marks]:
    """What a process begins with at each step where a case can enter it."""
    found = {step: marks for (name, step), marks in before.items() if name == process_id and step}
    for step in process.start:
        at_start = before.get((process_id, ""), Marks())
        found[step] = found[step] & at_start if step in found else at_start
    return {step: marks for step, marks in found.items() if marks}
