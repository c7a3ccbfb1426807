"""What a BPMN file says, as values: pools, processes as scopes of nodes and flows, lanes, messages, data, remarks."""

from collections.abc import Iterator
from typing import Final

from attrs import define, field, frozen

from blueprint.interchange.bpmn.xml import Element

SUB_PROCESSES: Final = frozenset({"subProcess", "adHocSubProcess", "transaction"})
ACTIVITIES: Final = SUB_PROCESSES | {
    "task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask", "callActivity",
}  # fmt: skip
EVENTS: Final = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
GATEWAYS: Final = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"})
NODES: Final = ACTIVITIES | EVENTS | GATEWAYS


@frozen
class Trigger:
    """What an event waits for or gives: ``timer``, ``message``, ``error``...; ``about``: the name of the message, signal,
    error, link; ``says``: the text of the timer or condition."""

    kind: str
    about: str = ""
    says: str = ""


@define(eq=False)
class Flow:
    """An arrow. ``name`` is what is written at it, ``condition`` the expression."""

    id: str
    name: str
    source: "Node"
    target: "Node"
    condition: str
    is_default: bool
    element: Element

    @property
    def speaks(self) -> bool:
        """Whether it says when it is taken."""
        return bool(self.name or self.condition or self.is_default)


@define(eq=False)
class Node:
    """A task, event, gateway or sub-process. ``host``: the id of the activity a boundary event is attached to."""

    id: str
    kind: str
    name: str
    element: Element
    triggers: tuple[Trigger, ...] = ()
    host: str = ""
    interrupts: bool = True
    inner: "Scope | None" = None
    ins: list[Flow] = field(factory=list)
    outs: list[Flow] = field(factory=list)
    edge: list["Node"] = field(factory=list)
    remarks: list[str] = field(factory=list)
    data: list[str] = field(factory=list)
    undoes: bool = False

    @property
    def is_compensation(self) -> bool:
        return self.element.get("isForCompensation") == "true" or any(
            self.kind == "boundaryEvent" and each.kind == "compensate" for each in self.triggers
        )

    @property
    def is_event_sub_process(self) -> bool:
        return self.kind in SUB_PROCESSES and self.element.get("triggeredByEvent") == "true"

    def has(self, kind: str) -> Trigger | None:
        """The trigger of a kind, if it has one."""
        return next((each for each in self.triggers if each.kind == kind), None)


@define(eq=False)
class Scope:
    """A process, or the inside of a sub-process: its nodes in the order of the file."""

    id: str
    name: str
    element: Element
    nodes: dict[str, Node] = field(factory=dict)
    remarks: list[str] = field(factory=list)

    @property
    def is_ad_hoc(self) -> bool:
        return self.element.name == "adHocSubProcess" or any(
            key.rpartition(" ")[2] == "adHoc" and value == "true" for key, value in self.element.attributes.items()
        )

    def all_nodes(self) -> Iterator[Node]:
        """Its nodes and those inside its sub-processes."""
        for node in self.nodes.values():
            yield node
            if node.inner is not None:
                yield from node.inner.all_nodes()


@define(eq=False)
class Lane:
    """A lane that holds nodes itself; ``titles``: the names from the pool down to it, as far as they are named."""

    id: str
    titles: tuple[str, ...]
    element: Element
    nodes: tuple[str, ...]

    @property
    def name(self) -> str:
        return " ".join(self.element.get("name").split()) or self.id


@define(eq=False)
class Pool:
    """A participant, or a process that none stands for. A black box has no ``scope``."""

    id: str
    name: str
    element: Element
    scope: Scope | None = None
    lanes: tuple[Lane, ...] = ()


@define(eq=False)
class Message:
    """A message flow between two ids: of nodes or of pools."""

    id: str
    name: str
    source: str
    target: str
    element: Element


@frozen
class Thing:
    """A data object or a store."""

    title: str
    is_store: bool
    element: Element


@define(eq=False)
class Diagram:
    """A whole file. ``nodes`` holds every node of every scope by its id; ``things`` data objects and stores by theirs."""

    name: str
    root: Element
    prefixes: dict[str, str]
    pools: list[Pool] = field(factory=list)
    messages: list[Message] = field(factory=list)
    nodes: dict[str, Node] = field(factory=dict)
    things: dict[str, Thing] = field(factory=dict)
    remarks: list[str] = field(factory=list)
