"""What has happened for certain by each moment of any case: told from the arrows alone, before any case is followed.

What is certain has happened. What is not may have happened all the same: so much the arrows leave open where branches part.
"""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from typing import Final, TypeAlias

from blueprint.conformance.handing import Cases
from blueprint.conformance.marks import Marks
from blueprint.conformance.moments import Course, Moment
from blueprint.conformance.questions import NOTED, REALISED, SEEN, SETTLED, Facts
from blueprint.flow.graph import BEGIN, FINISH, Graph
from blueprint.flow.joins import targets
from blueprint.flow.plain import has_branches
from blueprint.model import End, Outcome
from blueprint.ways import reached

Known: TypeAlias = frozenset[tuple[int, str]]
"""What has happened to stages, and what is on record: REALISED, SEEN, SETTLED or NOTED, each with what it is said of."""
_NOTHING: Final[Known] = frozenset()


class Certain:
    """What is certain in the cases of a process, by the facts of one standard.

    ``begun`` and ``ended``: what is certain when a step begins, or its end takes effect, for those that cases come to;
    ``over``: when a case is over.
    """

    def __init__(self, cases: Cases, facts: Facts) -> None:
        self.begun: dict[str, Known] = {}
        self.ended: dict[str, Known] = {}
        self.over: Known | None = None
        self._steps = cases.process.steps
        self._facts = facts
        self._own = {step: _known(marks) for step, marks in facts.steps.items()}
        self._enters = {step: _known(marks) for step, marks in facts.enters.items()}
        self._at_ends: dict[Collection[Outcome], Known | None] = {}
        self._is_plain = not has_branches(cases.process)
        if self._is_plain:
            self._follow_steps(cases.starts)
        else:
            self._follow_graph(cases.course)

    def is_done(self, what: int, about: str, moment: Moment | None, outcomes: Collection[Outcome] = ()) -> bool:
        """Whether something is certain when a step begins or ends; without a moment, when a case is over that owes it.

        ``outcomes``: only cases with these owe it, where the ends are known.
        """
        if moment:
            kind, step = moment
            known = (self.begun if kind == "begins" else self.ended).get(step)
        else:
            known = self.at_ends(outcomes) if outcomes and self._facts.ends else self.over
        return known is None or (what, about) in known

    def at_ends(self, outcomes: Collection[Outcome]) -> Known | None:
        """What is certain when a case comes to any end of these outcomes; None where it comes to none."""
        if outcomes not in self._at_ends:
            ends = (step for step, outcome in self._facts.ends.items() if outcome in outcomes)
            several = [self.ended[step] for step in ends if step in self.ended]
            self._at_ends[outcomes] = reduce(frozenset.__and__, several) if several else None
        return self._at_ends[outcomes]

    def comes_before(self, stage: str, later: Iterable[str]) -> bool:
        """Whether no case begins one of these later steps, and does a stage only then."""
        wanted = SETTLED, stage
        early = [step for step in later if wanted not in self._own[step] and wanted not in self.begun.get(step, (wanted,))]
        return not early or (self._is_plain and self._never_follows(stage, early))

    def _never_follows(self, stage: str, early: Iterable[str]) -> bool:
        """Whether no step that does a stage comes after these, where one thing happens after another."""
        leads = {name: [to for to, _ in targets(step) if to in self._steps] for name, step in self._steps.items()}
        after = reached((to for name in early for to in leads[name]), leads.__getitem__)
        return all(stage not in marks.done for step, marks in self._facts.steps.items() if step in after)

    def _follow_steps(self, starts: Iterable[str]) -> None:
        steps, begun = self._steps, self.begun
        begun |= {name: self._enters.get(name, _NOTHING) for name in starts if name in steps}
        waiting = deque(begun)
        while waiting:
            name = waiting.popleft()
            there = begun[name]
            done = there | self._own[name] if name in self._own else there
            for to, number in targets(steps[name]):
                coming = done if number >= 0 else there
                if to not in steps:
                    self._be_over(coming)
                elif to not in begun or not begun[to] <= coming:
                    begun[to] = begun[to] & coming if to in begun else coming
                    waiting.append(to)
        for name, there in begun.items():
            if isinstance(steps[name].way, End):
                self.ended[name] = there | self._own.get(name, _NOTHING)
                self._be_over(self.ended[name])

    def _follow_graph(self, course: Course) -> None:
        graph = course.graph
        gained = {("goes-on", step): known for step, known in self._own.items()}
        gained |= {("enters", step): known for step, known in self._enters.items()}
        several = ([gained[each] for each in word.moments if each in gained] for word in course.words)
        there = _there(graph, [_NOTHING.union(*each) if each else _NOTHING for each in several])
        for (tail, head), word in zip(graph.edges, course.words, strict=True):
            sofar = there.get(tail)
            if sofar is None:
                continue
            for moment in word.moments:
                kind, step = moment
                if moment in gained:
                    sofar |= gained[moment]
                elif kind == "begins":
                    self.begun[step] = self.begun[step] & sofar if step in self.begun else sofar
                elif kind == "ends":
                    self.ended[step] = self.ended[step] & sofar if step in self.ended else sofar
            if head == FINISH or graph.kinds[head] == "stop":
                self._be_over(sofar)

    def _be_over(self, known: Known) -> None:
        self.over = known if self.over is None else self.over & known


def _known(marks: Marks) -> Known:
    several = (REALISED, marks.done), (SEEN, marks.seen), (SETTLED, marks.settled), (NOTED, marks.records)
    return frozenset([(what, each) for what, names in several for each in names])


def _there(graph: Graph, gained: Sequence[Known]) -> dict[int, Known]:
    """What is certain at each node when it fires. Where all arrows are awaited, what is certain on any of them."""
    kinds, edges, ins, outs = graph.kinds, graph.edges, graph.ins, graph.outs
    there = {BEGIN: _NOTHING}
    waiting = deque([BEGIN])
    while waiting:
        node = waiting.popleft()
        for edge in outs[node]:
            head = edges[edge][1]
            coming = there[node] | gained[edge] if gained[edge] else there[node]
            if kinds[head] == "parallel":
                if any(edges[each][0] not in there for each in ins[head]):
                    continue
                coming = coming.union(*(there[edges[each][0]] | gained[each] for each in ins[head]))
            if head not in there or not there[head] <= coming:
                there[head] = there[head] & coming if head in there else coming
                waiting.append(head)
    return there
