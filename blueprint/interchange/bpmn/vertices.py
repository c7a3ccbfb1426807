"""Steps to be, and the arrows between them, while gateways become part of them."""

from collections.abc import Iterable

from attrs import define, field

from blueprint.interchange.bpmn.diagram import Flow, Node


@define(eq=False)
class Edge:
    """An arrow between vertices. ``exit``: the boundary event that it leaves by. ``flows``: the arrows it was made of."""

    source: "Vertex"
    target: "Vertex"
    flows: list[Flow] = field(factory=list)
    exit: Node | None = None

    @property
    def label(self) -> Flow | None:
        """The arrow that says when this way is taken."""
        return next((each for each in self.flows if each.speaks), None)


@define(eq=False)
class Vertex:
    """A step to be, or a gateway that is not yet part of one. ``kind``: work, xor, and, or, event.

    ``way``: how it goes on (next, xor, and, or, event), and ``join``: how it waits (and, or; empty: ways merge).
    ``waits``: a gateway at which several arrows are awaited, as the file has it. ``decides``: the gateway that its way was
    taken from, ``waits_at`` the one of its join. ``awaits``: the step whose branches it waits for, or ``all``.
    ``hands_over``: the arrow into another process that it ends with. ``ended``: the end event that it comes to. ``gone``: nodes
    that became part of it. ``lay``: the timer at which the case lies before it. ``doubled``: it led to a step twice at once.
    ``words``: what it is called where no node of the file stands for it.
    """

    node: Node
    kind: str
    ins: list[Edge] = field(factory=list)
    outs: list[Edge] = field(factory=list)
    exits: list[Edge] = field(factory=list)
    way: str = "next"
    join: str = ""
    decides: Node | None = None
    waits_at: Node | None = None
    awaits: "Vertex | str" = ""
    hands_over: Flow | None = None
    ended: Node | None = None
    lay: Node | None = None
    is_gateway: bool = False
    waits: bool = False
    doubled: bool = False
    gone: list[Node] = field(factory=list)
    words: str = ""
    id: str = ""

    def leads(self) -> Iterable[Edge]:
        return (*self.outs, *self.exits)


def join_up(edge: Edge) -> None:
    edge.source.outs.append(edge)
    edge.target.ins.append(edge)


def materialise(vertex: Vertex) -> None:
    """Make a gateway a step of its own."""
    if vertex.waits:
        vertex.join, vertex.waits_at = vertex.kind, vertex.node
    if len(vertex.outs) > 1:
        vertex.way, vertex.decides = vertex.kind, vertex.node
    vertex.kind = "work"


def in_order(vertices: list[Vertex], starts: Iterable[Vertex]) -> list[Vertex]:
    """The steps as a case meets them from the start, then what no way leads to."""
    met = {id(vertex): vertex for vertex in starts}
    waiting = list(met.values())
    for vertex in waiting:
        for edge in vertex.leads():
            if id(edge.target) not in met:
                met[id(edge.target)] = edge.target
                waiting.append(edge.target)
    return [*waiting, *(vertex for vertex in vertices if id(vertex) not in met)]
