"""BPMN to be, as values: pools of nodes and arrows, what stands beside them, and the messages between them.

Ids of BPMN are told from ours: a process keeps its id, a step is ``process.step``, and what BPMN draws for it besides has
the same id with an underscore and a word after it, which no id of ours can have.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from attrs import define, field, frozen

from blueprint.model import Process, Step
from blueprint.values import EMPTY

Role = Literal["start", "task", "gate", "join", "group", "wait", "end", "fail", "late", "customer"]
"""What a node is for the step that it was made of."""
EVENTS: Final = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent"})


@frozen(kw_only=True)
class Event:
    """What an event waits for or gives: ``timer``, ``message``...; ``says``: its duration; ``about``: the id of its error."""

    kind: str
    says: str = ""
    about: str = ""


@define(kw_only=True, eq=False)
class Node:
    """A task, event or gateway. ``role`` says what it is for ``step``; ``number`` counts those of one role."""

    id: str
    kind: str
    lane: str
    role: Role
    step: str = ""
    number: int = 0
    name: str = ""
    events: tuple[Event, ...] = ()
    host: str = ""
    default: str = ""
    calls: str = ""
    actor: str = ""
    own: Step | None = None
    ins: list[str] = field(factory=list)
    outs: list[str] = field(factory=list)


@define(kw_only=True, eq=False)
class Flow:
    """An arrow within a pool."""

    id: str
    source: str
    target: str
    name: str = ""


@frozen(kw_only=True)
class Thing:
    """A piece of evidence, data or a system beside the step that handles it. ``of``: the id of the object or store it is."""

    id: str
    kind: Literal["evidence", "data", "system"]
    name: str
    of: str
    step: str


@frozen(kw_only=True)
class Remark:
    """A text beside a step; ``lane`` is that of the part that it tells of, if it tells of one."""

    id: str
    text: str
    step: str
    lane: str = ""


@define(kw_only=True, eq=False)
class Pool:
    """A pool with its process. ``lanes`` are ids and titles, from top to bottom; ``own`` the process it was made of.

    ``customer`` is the pool of the customer beside it, in the view that has one.
    """

    id: str
    name: str
    process: str
    lanes: tuple[tuple[str, str], ...]
    own: Process | None = None
    customer: "Pool | None" = None
    nodes: dict[str, Node] = field(factory=dict)
    flows: list[Flow] = field(factory=list)
    things: list[Thing] = field(factory=list)
    remarks: list[Remark] = field(factory=list)

    def add(self, node: Node) -> Node:
        self.nodes[node.id] = node
        return node

    def join_up(self, flow: Flow) -> Flow:
        self.flows.append(flow)
        self.nodes[flow.source].outs.append(flow.id)
        self.nodes[flow.target].ins.append(flow.id)
        return flow


@frozen(kw_only=True)
class Message:
    """A message from one pool to another."""

    id: str
    source: str
    target: str
    name: str = ""


@define(kw_only=True, eq=False)
class Draft:
    """A whole file: ``pools`` of the provider, one for each process, beside which the customer may have theirs.

    ``errors`` are names by id.
    """

    pools: list[Pool] = field(factory=list)
    messages: list[Message] = field(factory=list)
    errors: Mapping[str, str] = EMPTY

    def all_pools(self) -> Iterator[Pool]:
        """The pools from top to bottom."""
        for pool in self.pools:
            if pool.customer is not None:
                yield pool.customer
            yield pool
