"""What processes do for each other: who runs another process, or hands a case over to it, has done what is certain there; and
who only takes cases over begins with what was certain before.

Where processes hand a case round in a circle, what they hand on to each other counts for none of them.
"""

from collections.abc import Collection, Mapping
from functools import reduce
from operator import itemgetter
from typing import Any

from attrs import define, evolve, field

from blueprint.conformance.certain import Certain
from blueprint.conformance.handing import HANDED, Cases, Handed, Handing, Place, Source, handed_by, run_by
from blueprint.conformance.marks import Marks, marks_of, together
from blueprint.conformance.moments import Moment
from blueprint.conformance.questions import NOTED, REALISED, SEEN, SETTLED, Facts
from blueprint.model import End, Outcome, Process
from blueprint.view import View


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
            marks = ((name, marks_of(self.view, step, self.standard)) for name, step in self.handing.marked(process_id))
            self._own[process_id] = {name: found for name, found in marks if found}
        return self._own[process_id]

    def steps(self, process_id: str) -> Mapping[str, Marks]:
        """What each step of a process does, with what is certain where it hands the case to."""
        if process_id not in self._steps:
            self._steps[process_id] = self._with(handed_by, process_id)
        return self._steps[process_id]

    def facts(self, process_id: str) -> Facts:
        """What a process does for the standard, with what others hand to it."""
        process = self._process(process_id)
        return Facts(self.steps(process_id), _ends(process), _at_starts(process, process_id, self._before(process_id)))

    def _process(self, process_id: str) -> Process:
        return self.view.blueprint.processes[process_id]

    def _with(self, handed: Handed, process_id: str) -> dict[str, Marks]:
        """What each step does, with what is certain where it hands the case to."""
        marks = dict(self.own(process_id))
        for name, step in self.handing.passing(process_id):
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
            facts = Facts(self.steps(process_id), _ends(process) if for_good else {})
            cases = Cases(evolve(process, start=(entry,)) if entry else process)
            self._inside[key] = self._certain(process_id, facts, cases, None)
        return self._inside[key]

    def _certain(self, process_id: str, facts: Facts, cases: Cases, moment: Moment | None) -> Marks:
        """What is done in every case by a moment, or by its end. A flow that is at fault gets the benefit of the doubt."""
        every = together((*facts.steps.values(), *facts.enters.values()))
        if not every or not self.view.flows[process_id].is_sound:
            return every
        stages = self.view.standards[self.standard].stages
        asked = {
            (what, name): stages[name].outcomes if name in stages else ()
            for name in sorted(every.settled)
            for what in (REALISED, SEEN, SETTLED)
        }
        asked |= {(NOTED, record): () for record in sorted(every.records)}
        certain = Certain(cases, facts)
        open_ = {
            (what, about): owing for (what, about), owing in asked.items() if not certain.is_done(what, about, moment, owing)
        }
        sure = asked.keys() - self._lacking(facts, cases, moment, open_)
        done, seen, settled, noted = (
            frozenset(about for of, about in sure if of == what) for what in (REALISED, SEEN, SETTLED, NOTED)
        )
        return Marks(done, seen, settled - done, noted)

    def _lacking(
        self, facts: Facts, cases: Cases, moment: Moment | None, asked: Mapping[tuple[int, str], Collection[Outcome]]
    ) -> set[tuple[int, str]]:
        """What is not done in every case, of what the arrows leave open."""
        if not asked:
            return set()
        from blueprint.conformance.reading import Reading

        reading = Reading(cases.course, [facts.lacking(what, about, moment, owing) for (what, about), owing in asked.items()])
        return {each for number, each in enumerate(asked) if reading.run(number)}

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
            facts = Facts(self._with(run_by, name), {}, enters)
            self._by_then[key] = self._certain(name, facts, self.handing.cases(name), source.moment)
        return self._by_then[key]


def _ends(process: Process) -> dict[str, Outcome]:
    return {name: step.way.outcome for name, step in process.steps.items() if isinstance(step.way, End)}


def _at_starts(process: Process, process_id: str, before: Mapping[Place, Marks]) -> dict[str, Marks]:
    """What a process begins with at each step where a case can enter it."""
    found = {step: marks for (name, step), marks in before.items() if name == process_id and step}
    for step in process.start:
        at_start = before.get((process_id, ""), Marks())
        found[step] = found[step] & at_start if step in found else at_start
    return {step: marks for step, marks in found.items() if marks}
