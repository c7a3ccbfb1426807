"""The flow of a process: whether it is sound, and if not, why not.

A process is sound when every step can be reached, its completion can always be reached, nothing waits for ever, and no
step runs twice at once.

    report = analyse(process)
    for fault in report.faults:
        print(fault.message, fault.run, fault.repairs)
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import evolve

from blueprint.flow.build import Laid, lay
from blueprint.flow.joins import Arrow, Gathering, targets
from blueprint.flow.plain import is_plainly_sound
from blueprint.flow.report import FlowReport
from blueprint.flow.soundness import BUDGET, judge
from blueprint.flow.trouble import Kind, Trouble
from blueprint.model import Choose, Fork, Process

if TYPE_CHECKING:
    from blueprint.flow.fault import Fault
    from blueprint.flow.runs import Runs
    from blueprint.flow.telling import Teller

__all__ = ["Fault", "FlowReport", "analyse"]


def __getattr__(name: str) -> Any:
    """The class of faults, which the analysis of sound processes does not load."""
    if name == "Fault":
        from blueprint.flow.fault import Fault

        return Fault
    raise AttributeError(f"module 'blueprint.flow' has no attribute {name!r}")


def analyse(process: Process, *, also_start: Collection[str] = (), budget: int = BUDGET) -> FlowReport:
    """Whether a process is sound.

    ``also_start``: steps at which other processes hand cases over to it. ``budget`` bounds the work on parts that are
    knotted, in tokens looked at; what it does not suffice for is reported as unknown. References to nothing are no fault
    of the flow, nor is what follows only from them.
    """
    if not any(name in process.steps for name in (*process.start, *also_start)):
        return FlowReport()
    if is_plainly_sound(process, (*process.start, *also_start)):
        return FlowReport()
    laid = lay(process, also_start)
    verdict = judge(laid.graph, budget)
    reporter = _Reporter(process, laid, verdict.troubles)
    unknown = tuple(dict.fromkeys(name for node in verdict.unknown if (name := laid.graph.steps[node])))
    return FlowReport(
        faults=tuple(dict.fromkeys((*reporter.of_joins(), *reporter.of_graph()))),
        unknown=(reporter.fault("too-complex", unknown),) if verdict.unknown else (),
        remarks=tuple(reporter.single_branches()),
    )


class _Reporter:
    """Tells the troubles of a graph as faults of its process."""

    def __init__(self, process: Process, laid: Laid, troubles: Sequence[Trouble]) -> None:
        self.process = process
        self.laid = laid
        self.graph = laid.graph
        self.mixed = {name for join, each in laid.gatherings.items() if each.of_several for name in (join, each.fork)}
        self.troubles = {trouble: steps for trouble in troubles if (steps := self._told(trouble))}
        self.amiss = {(join, kind): trouble for join, kind, trouble in self._amiss()}

    @cached_property
    def teller(self) -> "Teller":
        from blueprint.flow.telling import Teller

        return Teller(self.process)

    def fault(self, kind: Kind, steps: tuple[str, ...], waits: tuple[str, ...] = ()) -> "Fault":
        from blueprint.flow.fault import Fault

        message, repairs = self.teller.tell(kind, steps, waits)
        return Fault(kind=kind, steps=steps, message=message, repairs=repairs)

    def _told(self, trouble: Trouble) -> tuple[str, ...]:
        """The steps that a trouble is told of; none where it is not told."""
        if trouble.kind == "unreachable" and self.laid.dangles:
            return ()
        steps = tuple(dict.fromkeys(name for node in trouble.nodes if (name := self.graph.steps[node])))
        return steps if self.mixed.isdisjoint(steps) else ()

    def of_graph(self) -> "Iterator[Fault]":
        """What the graph shows."""
        for trouble, steps in self.troubles.items():
            around = self._around(trouble)
            waits = tuple(sorted(self._awaited(trouble, around)))
            fault = self.fault(self._kind(trouble, steps), steps, waits)
            yield self._shown(evolve(fault, inside=around - set(steps)), trouble)

    @cached_property
    def runs(self) -> "Runs":
        from blueprint.flow.runs import Runs

        return Runs(self.graph, (*self.troubles, *self.amiss.values()))

    def _shown(self, fault: "Fault", trouble: Trouble) -> "Fault":
        run = self.runs.of(trouble)
        return evolve(fault, run=run.steps, run_is_shortest=run.is_shortest)

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

    def of_joins(self) -> "Iterator[Fault]":
        """Arrows into a named join that are of several branches, or of none."""
        for (join, kind), trouble in self.amiss.items():
            gathering = self.laid.gatherings[join]
            sources = _sources(gathering, kind)
            fault = self.fault(kind, (gathering.fork, join), sources)
            steps = tuple(dict.fromkeys((gathering.fork, join, *sources)))
            yield self._shown(evolve(fault, steps=steps), trouble)

    def _amiss(self) -> Iterator[tuple[str, Kind, Trouble]]:
        edges: dict[tuple[str, str], list[int]] = {}
        for edge, (tail, head) in enumerate(self.graph.edges) if self.laid.gatherings else ():
            edges.setdefault((self.graph.steps[tail], self.graph.steps[head]), []).append(edge)
        for join, gathering in self.laid.gatherings.items():
            for kind in ("arrow-of-two-branches", "arrow-of-no-branch"):
                if _arrows(gathering, kind):
                    found = [edge for source in _sources(gathering, kind) for edge in edges.get((source, join), ())]
                    yield join, kind, Trouble(kind, (), tuple((None, edge) for edge in found))

    def single_branches(self) -> "Iterator[Fault]":
        """Forks and choices of one way, joins at which one branch arrives."""
        for name, step in self.process.steps.items():
            ways = sum(number >= 0 for _, number in targets(step))
            gathering = self.laid.gatherings.get(name)
            lonely = gathering is not None and len(gathering.groups) == 1 and not gathering.of_several
            if lonely or (ways == 1 and isinstance(step.way, Choose | Fork)):
                yield self.fault("single-branch", (name,))


def _arrows(gathering: Gathering, kind: Kind) -> tuple[Arrow, ...]:
    return gathering.of_several if kind == "arrow-of-two-branches" else gathering.of_none


def _sources(gathering: Gathering, kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for source, _ in _arrows(gathering, kind) if source))
