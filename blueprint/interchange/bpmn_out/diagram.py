"""The diagram interchange of a draft: a shape for each pool, lane, node, thing and remark, an edge for each arrow."""

from xml.etree.ElementTree import Element

from blueprint.interchange.bpmn_out.drafts import Draft
from blueprint.interchange.bpmn_out.lines import Stroke, strokes
from blueprint.interchange.bpmn_out.places import Places
from blueprint.interchange.bpmn_out.placing import placed
from blueprint.interchange.bpmn_out.tree import COLLABORATION, tag
from blueprint.layout import Rect
from blueprint.model import Blueprint


def draw(root: Element, blueprint: Blueprint, draft: Draft) -> None:
    """Add the diagram to a file."""
    diagram = tag(root, "bpmndi:BPMNDiagram", {"id": "diagram_"})
    plane = tag(diagram, "bpmndi:BPMNPlane", {"id": "plane_", "bpmnElement": COLLABORATION})
    places = placed(blueprint, draft)
    upright = {pool.id for pool in draft.all_pools()} | {
        f"{pool.id}_{lane}" for pool in draft.all_pools() for lane, _ in pool.lanes
    }
    for id in places.shapes:
        _shape(plane, id, places, is_horizontal=id in upright)
    for id, stroke in strokes(draft, places).items():
        _edge(plane, id, stroke)


def _shape(plane: Element, id: str, places: Places, *, is_horizontal: bool) -> None:
    shape = places.shapes[id]
    made = tag(plane, "bpmndi:BPMNShape", {"id": f"{id}_di", "bpmnElement": id, "isHorizontal": "true" if is_horizontal else ""})
    _bounds(made, shape.rect)
    if shape.label is not None:
        _bounds(tag(made, "bpmndi:BPMNLabel"), shape.label)


def _edge(plane: Element, id: str, stroke: Stroke) -> None:
    made = tag(plane, "bpmndi:BPMNEdge", {"id": f"{id}_di", "bpmnElement": id})
    for x, y in stroke.points:
        tag(made, "di:waypoint", {"x": _number(x), "y": _number(y)})
    if stroke.label is not None:
        _bounds(tag(made, "bpmndi:BPMNLabel"), stroke.label)


def _bounds(holder: Element, rect: Rect) -> None:
    tag(holder, "dc:Bounds", {"x": _number(rect.x), "y": _number(rect.y), "width": _number(rect.w), "height": _number(rect.h)})


def _number(value: float) -> str:
    return f"{round(value, 1):g}" if abs(value) < 100_000 else f"{value:.0f}"
