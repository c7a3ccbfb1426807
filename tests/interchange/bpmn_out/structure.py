"""The structure that the standard's schema and text ask for, as far as what is written uses it: what is wrong with a file."""

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SHOWN = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DRAWN = "{http://www.omg.org/spec/DD/20100524/DI}"
PLACED = "{http://www.omg.org/spec/DD/20100524/DC}"

TASKS = ("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "callActivity")
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
EVENTS = ("startEvent", "endEvent", "intermediateCatchEvent", "boundaryEvent")
NODES = (*TASKS, *GATEWAYS, *EVENTS)
_HEAD = ("documentation", "extensionElements")
_DEFINITIONS = (
    "errorEventDefinition",
    "messageEventDefinition",
    "signalEventDefinition",
    "terminateEventDefinition",
    "timerEventDefinition",
)
_FLOW_ELEMENTS = (*NODES, "sequenceFlow", "dataObject", "dataObjectReference", "dataStoreReference")
_ROOTS = ("error", "resource", "dataStore", "collaboration", "process")
ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "definitions": (_ROOTS, ("BPMNDiagram",)),
    "collaboration": (*((each,) for each in _HEAD), ("participant",), ("messageFlow",)),
    "process": (*((each,) for each in _HEAD), ("laneSet",), _FLOW_ELEMENTS, ("association", "textAnnotation")),
    "laneSet": (*((each,) for each in _HEAD), ("lane",)),
    "lane": (*((each,) for each in _HEAD), ("flowNodeRef",)),
    "timerEventDefinition": (("timeDuration",),),
    "textAnnotation": (("text",),),
    "performer": (("resourceRef",),),
    "dataOutputAssociation": (("targetRef",),),
    "BPMNDiagram": (("BPMNPlane",),),
    "BPMNPlane": (("BPMNShape", "BPMNEdge"),),
    "BPMNShape": (("Bounds",), ("BPMNLabel",)),
    "BPMNEdge": (("waypoint",), ("BPMNLabel",)),
    "BPMNLabel": (("Bounds",),),
}
ORDER |= {
    each: (*((name,) for name in _HEAD), ("incoming",), ("outgoing",), ("dataOutputAssociation",), ("performer",))
    for each in TASKS
}
ORDER |= {each: (*((name,) for name in _HEAD), ("incoming",), ("outgoing",)) for each in GATEWAYS}
ORDER |= {each: (*((name,) for name in _HEAD), ("incoming",), ("outgoing",), _DEFINITIONS) for each in EVENTS}
ONLY = {
    "calledElement": ("callActivity",),
    "attachedToRef": ("boundaryEvent",),
    "errorRef": ("errorEventDefinition",),
    "default": ("exclusiveGateway", "inclusiveGateway"),
    "sourceRef": ("sequenceFlow", "messageFlow", "association"),
    "isHorizontal": ("BPMNShape",),
}


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def faults(content: bytes) -> list[str]:
    """What is wrong with a file; nothing when it is as it must be."""
    root = ElementTree.fromstring(content)
    return [*_ids(root), *_order(root), *_references(root), *_pools(root), *_shapes(root)]


def _all(root: Element, *names: str) -> Iterator[Element]:
    return (each for each in root.iter() if each.tag in {f"{MODEL}{name}" for name in names})


def _ids(root: Element) -> Iterator[str]:
    outside = (each for each in root.iter() if "service-blueprint" not in each.tag)
    for id, number in Counter(each.get("id") for each in outside if each.get("id")).items():
        if number > 1:
            yield f"the id {id} stands {number} times"


def _order(element: Element) -> Iterator[str]:
    groups = ORDER.get(local(element), ())
    last = 0
    for child in element:
        if local(element) == "extensionElements":
            return
        place = next((at for at, names in enumerate(groups) if local(child) in names), None)
        if place is None:
            yield f"a {local(child)} does not belong in a {local(element)}"
        elif place < last:
            yield f"a {local(child)} comes too late in a {local(element)}"
        else:
            last = place
        yield from _order(child)


def _references(root: Element) -> Iterator[str]:
    ids = {each.get("id"): each for each in root.iter() if each.get("id")}
    for key, kinds in ONLY.items():
        yield from (f"a {local(each)} has no {key}" for each in root.iter() if each.get(key) and local(each) not in kinds)
    for each in root.iter():
        for key in (
            "sourceRef",
            "targetRef",
            "attachedToRef",
            "errorRef",
            "processRef",
            "dataObjectRef",
            "dataStoreRef",
            "default",
            "bpmnElement",
        ):
            if each.get(key) is not None and each.get(key) not in ids:
                yield f"{local(each)} {each.get('id')}: {key} {each.get(key)} is not there"
        if local(each) in ("incoming", "outgoing", "flowNodeRef", "targetRef", "resourceRef") and each.text not in ids:
            yield f"{local(each)} {each.text} is not there"
    for flow in _all(root, "sequenceFlow"):
        for key, told in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
            node = ids[flow.get(key)]
            if flow.get("id") not in [each.text for each in node.findall(f"{MODEL}{told}")]:
                yield f"{node.get('id')} does not tell of {flow.get('id')}"


def _pools(root: Element) -> Iterator[str]:
    """Arrows stay in their pools, messages do not; every node stands in one lane."""
    home: dict[str | None, str | None] = {}
    for process in _all(root, "process"):
        nodes = [each for each in process if local(each) in NODES]
        home |= {each.get("id"): process.get("id") for each in nodes}
        laid = Counter(each.text for each in process.iter(f"{MODEL}flowNodeRef"))
        yield from (
            f"{each.get('id')} stands in {laid[each.get('id')]} lanes" for each in nodes if laid[each.get("id") or ""] != 1
        )
    for flow in _all(root, "sequenceFlow"):
        if home[flow.get("sourceRef")] != home[flow.get("targetRef")]:
            yield f"the arrow {flow.get('id')} leads out of its pool"
    for flow in _all(root, "messageFlow"):
        if home[flow.get("sourceRef")] == home[flow.get("targetRef")]:
            yield f"the message {flow.get('id')} stays in its pool"
    for event in _all(root, "boundaryEvent"):
        if event.findall(f"{MODEL}incoming") or not event.findall(f"{MODEL}outgoing"):
            yield f"{event.get('id')} is entered, or leads nowhere"
    for event in _all(root, "endEvent"):
        if event.findall(f"{MODEL}outgoing"):
            yield f"{event.get('id')} leads on"


def _shapes(root: Element) -> Iterator[str]:
    shapes = Counter(each.get("bpmnElement") for each in root.iter(f"{SHOWN}BPMNShape"))
    edges = Counter(each.get("bpmnElement") for each in root.iter(f"{SHOWN}BPMNEdge"))
    drawn = (*NODES, "participant", "lane", "textAnnotation", "dataObjectReference", "dataStoreReference")
    for names, known in ((drawn, shapes), (("sequenceFlow", "messageFlow", "association", "dataOutputAssociation"), edges)):
        yield from (
            f"{each.get('id')} is drawn {known[each.get('id')]} times"
            for each in _all(root, *names)
            if known[each.get("id")] != 1
        )
    for edge in root.iter(f"{SHOWN}BPMNEdge"):
        if len(edge.findall(f"{DRAWN}waypoint")) < 2:
            yield f"{edge.get('bpmnElement')} has no way"
    for bounds in root.iter(f"{PLACED}Bounds"):
        if float(bounds.get("width", 0)) <= 0 or float(bounds.get("height", 0)) <= 0:
            yield f"a shape without size: {bounds.attrib}"
