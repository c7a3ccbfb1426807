"""What a run must come to so that it shows a fault.

A run is one case of the graph, played from its beginning; its length is the number of steps begun. Where two tokens come to one
place they go on as one. A run shows

* that a step **waits** in vain, when its join holds a token, and some edge into it would stay empty even if every token took
  every way it could and none were ever used up, or no token that could still come to the join can go on;
* that a step is begun **twice** at once, when it puts a token where there is one already;
* that a loop goes **round**, when a token comes to a step of it that was begun before;
* that a way **arrives** where it is amiss, when a token is on it.

A case that will be stopped makes nobody wait: a run to a step that waits has no token from which only a stop can come, if
there is such a run. Where a fault names the split at which ways part, the run begins it, if again there is such a run.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Literal

from attrs import evolve, frozen

from blueprint.flow.graph import BEGIN, Graph
from blueprint.flow.trouble import Trouble

SignKind = Literal["waits", "twice", "round", "arrives"]


@frozen
class Sign:
    """What shows a fault: ``goals`` are the nodes it is about (edges where a way arrives), ``split`` a node that must fire.

    ``unspoilt``: no token is there from which only a stop can come.
    """

    kind: SignKind
    goals: frozenset[int]
    split: int | None = None
    unspoilt: bool = False

    def in_turn(self, doomed: AbstractSet[int]) -> "Iterator[Sign]":
        """What to look for first, and what if that cannot be; ``doomed``: the nodes from which only a stop can come."""
        for split in (self.split, None) if self.split is not None else (None,):
            if self.kind == "waits" and not self.goals & doomed and BEGIN not in doomed:
                yield evolve(self, split=split, unspoilt=True)
            yield evolve(self, split=split)

    def nodes(self, graph: Graph) -> set[int]:
        """The nodes between which nothing may be put together."""
        nodes = set(self.goals) | ({self.split} if self.split is not None else set())
        if self.kind == "arrives":
            nodes = {node for edge in self.goals for node in graph.edges[edge]}
        if self.kind == "twice":
            nodes.update(after for node in self.goals for after in graph.after[node])
        return nodes


def sign_of(graph: Graph, trouble: Trouble, nodes_of: dict[str, list[int]]) -> Sign | None:
    """What a run of a fault must come to; None where nothing could. ``nodes_of``: the nodes of each step."""
    match trouble.kind:
        case "deadlock" | "inclusive-into-all" | "waits-for-itself" | "vicious-circle":
            join = trouble.nodes[0 if trouble.kind == "waits-for-itself" else -1]
            split = _begun(graph, trouble.nodes[0], join, nodes_of) if trouble.kind == "deadlock" else None
            return Sign("waits", frozenset({join}), split)
        case "lack-of-synchronisation":
            join = trouble.nodes[-1]
            goals = frozenset(nodes_of.get(graph.steps[join], ())) or frozenset({join})
            return Sign("twice", goals, _begun(graph, trouble.nodes[0], join, nodes_of))
        case "endless-loop":
            return Sign("round", frozenset(node for node in trouble.nodes if graph.begins[node]) or frozenset(trouble.nodes))
        case "dead-end":
            return Sign("arrives", frozenset(graph.ins[trouble.nodes[0]]))
        case "arrow-of-two-branches" | "arrow-of-no-branch":
            return Sign("arrives", frozenset(edge for _, edge in trouble.leads))
    return None


def _begun(graph: Graph, split: int, join: int, nodes_of: dict[str, list[int]]) -> int | None:
    """The node at which the step of a split is begun, if it is another than that of the join."""
    step = graph.steps[split]
    if not step or step == graph.steps[join]:
        return None
    return next((node for node in nodes_of.get(step, ()) if graph.begins[node]), None)
