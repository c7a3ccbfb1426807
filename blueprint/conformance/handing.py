"""How the processes of a blueprint hand cases to each other, whatever standard is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Final

from attrs import define, field, frozen

from blueprint.conformance.marks import has_marks
from blueprint.conformance.moments import Course, Moment, course_of
from blueprint.flow.build import lay
from blueprint.model import End, Process, Step
from blueprint.view import View

OPEN: Final = frozenset({"opens", "starts", "when-broken"})
"""The links by which a new case begins, of which nothing is known."""
HANDED: Final = frozenset({"runs", "continues"})
Place = tuple[str, str]
"""A process, and one of its steps, or "" for where it starts."""
Handed = Callable[[Step], Iterator[Place]]
"""Where a step hands cases to."""


@frozen
class Source:
    """Where a case comes from: a process, and the moment in which it is handed over."""

    process_id: str
    moment: Moment


@define(slots=False, eq=False)
class Cases:
    """The cases of a process, which begin at its start, and wherever else it is entered."""

    process: Process
    entered: Sequence[str] = ()

    @property
    def starts(self) -> tuple[str, ...]:
        return *self.process.start, *self.entered

    @cached_property
    def course(self) -> Course:
        """The course that they take."""
        return course_of(lay(self.process, self.entered))


@define(slots=False, eq=False)
class Handing:
    """What hands cases over in a blueprint, and what takes them; and the steps that matter to any standard."""

    view: View
    _cases: dict[str, Cases] = field(factory=dict)
    _marked: dict[str, Sequence[tuple[str, Step]]] = field(factory=dict)
    _passing: dict[str, Sequence[tuple[str, Step]]] = field(factory=dict)
    _leading_to: dict[str, Set[str]] = field(factory=dict)

    def cases(self, process_id: str) -> Cases:
        """The cases of a process, entered at its start and wherever others continue."""
        if process_id not in self._cases:
            entered = [step for name, step in self.sources if name == process_id and step]
            self._cases[process_id] = Cases(self.view.blueprint.processes[process_id], entered)
        return self._cases[process_id]

    def marked(self, process_id: str) -> Sequence[tuple[str, Step]]:
        """The steps of a process that do anything for any standard."""
        if process_id not in self._marked:
            steps = self.view.blueprint.processes[process_id].steps
            self._marked[process_id] = [each for each in steps.items() if has_marks(each[1])]
        return self._marked[process_id]

    @cached_property
    def realising(self) -> Mapping[str, Set[str]]:
        """The processes in which a step realises a stage, for each stage of whatever standard."""
        found: dict[str, set[str]] = {}
        for process_id in self.view.blueprint.processes:
            for _, step in self.marked(process_id):
                for stages in (step.realises, *(part.realises for part in step.with_.values())):
                    for stage in stages:
                        found.setdefault(stage, set()).add(process_id)
        return found

    def passing(self, process_id: str) -> Sequence[tuple[str, Step]]:
        """The steps of a process that hand cases over."""
        if process_id not in self._passing:
            steps = self.view.blueprint.processes[process_id].steps
            self._passing[process_id] = [(name, step) for name, step in steps.items() if any(handed_by(step))]
        return self._passing[process_id]

    def leading_to(self, process_id: str) -> Set[str]:
        """A process, and all that lead to it in the end."""
        if process_id not in self._leading_to:
            found, waiting = {process_id}, [process_id]
            while waiting:
                new = self._before[waiting.pop()] - found
                found |= new
                waiting += new
            self._leading_to[process_id] = found
        return self._leading_to[process_id]

    @cached_property
    def _before(self) -> dict[str, set[str]]:
        before: dict[str, set[str]] = {name: set() for name in self.view.blueprint.processes}
        for each in self.view.leading:
            before[each.target].add(each.process_id)
        return before

    @cached_property
    def sources(self) -> dict[Place, list[Source]]:
        """Where cases come from that are handed over, for each place they are handed over to."""
        found: dict[Place, list[Source]] = {}
        for place in self.view.places:
            for target in run_by(place.step):
                found.setdefault(target, []).append(Source(place.process_id, ("begins", place.step_id)))
            for target in continued_by(place.step):
                found.setdefault(target, []).append(Source(place.process_id, ("ends", place.step_id)))
        opened = {each.target for each in self.view.leading if each.verb in OPEN}
        found = {place: each for place, each in found.items() if place[1] or place[0] not in opened}
        if not found:
            return found
        begun = self.view.reached([name for name in self.view.blueprint.processes if (name, "") not in found], HANDED)
        known = {place: [each for each in several if each.process_id in begun] for place, several in found.items()}
        return {place: several for place, several in known.items() if several and place[0] in begun}

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


def run_by(step: Step) -> Iterator[Place]:
    """The process that a step runs."""
    if step.runs:
        yield step.runs, ""


def continued_by(step: Step) -> Iterator[Place]:
    """Where a case goes on that ends in a step."""
    for target in step.way.continues if isinstance(step.way, End) else ():
        process_id, _, entry = target.partition(".")
        yield process_id, entry


def handed_by(step: Step) -> Iterator[Place]:
    """Wherever a step hands cases to."""
    yield from run_by(step)
    yield from continued_by(step)
