"""BPMN files for the tests: small ones by hand, and workflow graphs."""

from random import Random
from xml.sax.saxutils import quoteattr

from blueprint.flow.graph import BEGIN, FINISH, Graph

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
GATEWAYS = {
    "exclusive": "exclusiveGateway", "parallel": "parallelGateway", "several": "inclusiveGateway", "arrivals": "inclusiveGateway",
}  # fmt: skip


def document(inside: str, outside: str = "") -> bytes:
    """A file of one process, and what stands beside it."""
    head = f'<definitions xmlns="{BPMN}" id="d" targetNamespace="urn:test" name="Test">'
    process = f'<process id="p" name="Work">{inside}</process>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{outside}{process}</definitions>'.encode()


def flow(source: str, target: str, *, id: str = "", name: str = "", inside: str = "") -> str:
    """An arrow."""
    named = f" name={quoteattr(name)}" if name else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{id or f"{source}-{target}"}" {ends}{named}>{inside}</sequenceFlow>'


def path(*nodes: str) -> str:
    """Arrows from each node to the one after it."""
    return "".join(flow(nodes[at], nodes[at + 1]) for at in range(len(nodes) - 1))


def tasks(*ids: str) -> str:
    """Tasks that are called by their ids."""
    return "".join(f'<task id="{id}" name="Does {id}"/>' for id in ids)


def as_bpmn(graph: Graph, dice: Random) -> bytes:
    """A graph without dead ends as BPMN: what is exclusive and has one way out is a task, the rest are gateways and ends.

    Ends are one event, or one for each arrow, by lot.
    """
    shared = dice.random() < 0.5
    several = len(graph.outs[BEGIN]) > 1
    written = ['<startEvent id="start"/>', *(['<exclusiveGateway id="begin"/>'] if several else [])]
    flows = [flow("start", "begin")] if several else []
    written += [_node(graph, node) for node in range(2, len(graph.kinds))]
    for number, (tail, head) in enumerate(graph.edges):
        target = f"n{head}" if head != FINISH else "end" if shared else f"end{number}"
        end = f'<endEvent id="{target}"/>'
        written += [end] if head == FINISH and end not in written else []
        source = f"n{tail}" if tail != BEGIN else "begin" if several else "start"
        flows.append(flow(source, target, id=f"f{number}"))
    dice.shuffle(written)
    return document("".join(written + flows))


def _node(graph: Graph, node: int) -> str:
    kind, id = graph.kinds[node], f'id="n{node}"'
    if kind == "stop":
        return f"<endEvent {id}><terminateEventDefinition/></endEvent>"
    if kind == "exclusive" and len(graph.outs[node]) < 2:
        return f'<task {id} name="Does {node}"/>'
    return f"<{GATEWAYS[kind]} {id}/>"
