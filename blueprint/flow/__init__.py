"""The flow of a process: whether it is sound, and if not, why not.

A process is sound when every step can be reached, its completion can always be reached, nothing waits for ever, and no
step runs twice at once.

    report = analyse(process)
    for fault in report.faults:
        print(fault.message, fault.run, fault.repairs)
"""

from collections.abc import Collection, Iterator
from typing import Final

from attrs import evolve

from blueprint.flow.build import Laid, lay
from blueprint.flow.explore import Budget
from blueprint.flow.joins import Arrow, Gathering, targets
from blueprint.flow.report import Fault, FlowReport
from blueprint.flow.runs import Runner
from blueprint.flow.soundness import BUDGET, judge
from blueprint.flow.telling import Teller
from blueprint.flow.trouble import Kind, Trouble
from blueprint.model import Choose, Fork, Process

__all__ = ["Fault", "FlowReport", "analyse"]

RUN_BUDGET: Final = 400_000
"""Edges looked at for all runs of a process together: about half a second."""


def analyse(process: Process, *, also_start: Collection[str] = (), budget: int = BUDGET) -> FlowReport:
    """Whether a process is sound.

    ``also_start``: steps at which other processes hand cases over to it. ``budget`` bounds the work on parts that are
    knotted, in tokens looked at; what it does not suffice for is reported as unknown. References to nothing are no fault
    of the flow, nor is what follows only from them.
    """
    if not any(name in process.steps for name in (*process.start, *also_start)):
        return FlowReport()
    laid = lay(process, also_start)
    verdict = judge(laid.graph, budget)
    reporter = _Reporter(process, laid)
    unknown = tuple(dict.fromkeys(name for node in verdict.unknown if (name := laid.graph.steps[node])))
    return FlowReport(
        faults=tuple(dict.fromkeys((*reporter.of_joins(), *reporter.of_graph(verdict.troubles)))),
        unknown=(reporter.fault("too-complex", unknown),) if verdict.unknown else (),
        remarks=tuple(reporter.single_branches()),
    )


class _Reporter:
    """Tells the troubles of a graph as faults of its process."""

    def __init__(self, process: Process, laid: Laid) -> None:
        self.process = process
        self.laid = laid
        self.graph = laid.graph
        self.teller = Teller(process)
        self.runner = Runner(laid.graph, Budget(RUN_BUDGET))

    def fault(self, kind: Kind, steps: tuple[str, ...], waits: tuple[str, ...] = ()) -> Fault:
        message, repairs = self.teller.tell(kind, steps, waits)
        return Fault(kind=kind, steps=steps, message=message, repairs=repairs)

    def of_graph(self, troubles: Collection[Trouble]) -> Iterator[Fault]:
        mixed = {name for join, each in self.laid.gatherings.items() if each.of_several for name in (join, each.fork)}
        for trouble in troubles:
            if trouble.kind == "unreachable" and self.laid.dangles:
                continue
            steps = tuple(dict.fromkeys(name for node in trouble.nodes if (name := self.graph.steps[node])))
            if not steps or not mixed.isdisjoint(steps):
                continue
            around = self._around(trouble)
            waits = tuple(sorted(self._awaited(trouble, around)))
            fault = self.fault(self._kind(trouble, steps), steps, waits)
            yield evolve(fault, run=self.runner.run(trouble), inside=around - set(steps))

    def _around(self, trouble: Trouble) -> frozenset[str]:
        ends = {node for edge in trouble.edges() for node in self.graph.edges[edge]}
        return frozenset(name for node in ends if (name := self.graph.steps[node]))

    def _awaited(self, trouble: Trouble, around: frozenset[str]) -> set[str]:
        """The steps from which the arrows come that a join waits for."""
        join = self.graph.steps[trouble.nodes[-1]]
        sources = {self.graph.steps[self.graph.edges[strand.last][0]] for strand in trouble.between}
        return {name for name in sources if name in around and name != join}

    def _kind(self, trouble: Trouble, steps: tuple[str, ...]) -> Kind:
        split = self.graph.kinds[trouble.nodes[0]]
        if trouble.kind == "deadlock" and split == "several" and self.process.steps[steps[-1]].join == "all":
            return "inclusive-into-all"
        return trouble.kind

    def of_joins(self) -> Iterator[Fault]:
        """Arrows into a named join that are of several branches, or of none."""
        for join, gathering in self.laid.gatherings.items():
            if gathering.of_several:
                yield self._arrow("arrow-of-two-branches", join, gathering, gathering.of_several)
            if gathering.of_none:
                yield self._arrow("arrow-of-no-branch", join, gathering, gathering.of_none)

    def _arrow(self, kind: Kind, join: str, gathering: Gathering, arrows: Collection[Arrow]) -> Fault:
        sources = tuple(dict.fromkeys(source for source, _ in arrows if source))
        steps = tuple(dict.fromkeys((gathering.fork, join, *sources)))
        fault = self.fault(kind, (gathering.fork, join), sources)
        return evolve(fault, steps=steps, run=self._run_to(sources[0], join) if sources else ())

    def _run_to(self, source: str, join: str) -> tuple[str, ...]:
        wanted = source, join
        for edge, (tail, head) in enumerate(self.graph.edges):
            if (self.graph.steps[tail], self.graph.steps[head]) == wanted:
                return self.runner.run(Trouble("arrow-of-no-branch", (), ((None, edge),)))
        return ()

    def single_branches(self) -> Iterator[Fault]:
        """Forks and choices of one way, joins at which one branch arrives."""
        for name, step in self.process.steps.items():
            ways = sum(number >= 0 for _, number in targets(step))
            gathering = self.laid.gatherings.get(name)
            lonely = gathering is not None and len(gathering.groups) == 1 and not gathering.of_several
            if lonely or (ways == 1 and isinstance(step.way, Choose | Fork)):
                yield self.fault("single-branch", (name,))
