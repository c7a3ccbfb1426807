"""The diagram: what belongs together lies together, nothing lies on anything else, and arrows end where they lead."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint import load
from blueprint.interchange.bpmn_out import View, as_shown, drafted
from blueprint.interchange.bpmn_out.lines import strokes
from blueprint.interchange.bpmn_out.placing import placed
from blueprint.layout import Point, Rect
from blueprint.model import Blueprint
from blueprint.testing.strategies import blueprints

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.blueprint.yaml"))
VIEWS: tuple[View, ...] = ("lanes", "pools")


def troubles(blueprint: Blueprint, view: View) -> list[str]:
    """What is wrong with the places of a file."""
    draft, found = drafted(blueprint, view), []
    places = placed(as_shown(blueprint, view), draft)
    drawn = strokes(draft, places)
    for pool in draft.all_pools():
        for node in pool.nodes.values():
            lane = places.shapes[f"{pool.id}_{node.lane}"].rect
            if node.role != "group" and not holds(lane, places.shapes[node.id].rect):
                found.append(f"{node.id} hangs out of its lane")
        for one, other in combinations(pool.nodes.values(), 2):
            apart = (
                one.host not in (other.id, other.host or None) and other.host != one.id and "group" not in (one.role, other.role)
            )
            if apart and overlap(places.shapes[one.id].rect, places.shapes[other.id].rect):
                found.append(f"{one.id} lies on {other.id}")
        for flow in pool.flows:
            ends = zip((flow.source, flow.target), (drawn[flow.id].points[0], drawn[flow.id].points[-1]), strict=True)
            if not all(at_border(places.shapes[id].rect, point) for id, point in ends):
                found.append(f"{flow.id} ends elsewhere")
    areas = [places.shapes[pool.id].rect for pool in draft.all_pools()]
    found += ["two pools lie on each other" for one, other in combinations(areas, 2) if overlap(one, other)]
    return found


def holds(outer: Rect, inner: Rect) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def overlap(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def at_border(rect: Rect, point: Point) -> bool:
    """Whether a point lies in a shape or on its border; diamonds and circles are taken by their frames."""
    x, y = point
    return rect.x - 1 <= x <= rect.right + 1 and rect.y - 1 <= y <= rect.bottom + 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_lie_well(path: Path) -> None:
    for view in VIEWS:
        assert troubles(load(path), view) == []


@given(blueprints(max_processes=2), st.sampled_from(VIEWS))
def test_everything_lies_well(blueprint: Blueprint, view: View) -> None:
    assert troubles(blueprint, view) == []
