"""draw.io: the structure that its editor opens, and our own places in it."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings

from blueprint import load
from blueprint.interchange.drawio import write_drawio
from blueprint.layout import Rect, layout
from blueprint.model import Blueprint
from blueprint.testing.strategies import blueprints
from tests.effort import tries

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.blueprint.yaml"))
STYLE = re.compile(r"(?:[A-Za-z][\w.]*(?:=[^;=]*)?;)*")


def pages(content: bytes) -> dict[str, dict[str, Element]]:
    """The cells of each page by their ids, after a look at the structure that the editor needs."""
    file = ElementTree.fromstring(content)
    assert file.tag == "mxfile"
    assert {each.tag for each in file} == {"diagram"}
    found = {}
    for diagram in file:
        assert diagram.get("name")
        [model] = diagram
        assert model.tag == "mxGraphModel"
        [root] = model
        cells = {str(each.get("id")): each for each in root}
        assert len(cells) == len(root), "an id stands twice"
        assert list(cells)[:2] == ["0", "1"]
        for id, cell in list(cells.items())[2:]:
            _is_sound(id, cell, cells)
        found[str(diagram.get("id"))] = cells
    return found


def _is_sound(id: str, cell: Element, cells: dict[str, Element]) -> None:
    assert cell.tag == "mxCell"
    assert (cell.get("vertex") == "1") != (cell.get("edge") == "1"), id
    assert cell.get("parent") in cells, id
    assert STYLE.fullmatch(str(cell.get("style"))), cell.get("style")
    [geometry] = cell
    assert (geometry.tag, geometry.get("as")) == ("mxGeometry", "geometry")
    if cell.get("vertex"):
        assert all(float(str(geometry.get(each))) >= 0 for each in ("width", "height"))
        assert all(geometry.get(each) is not None for each in ("x", "y"))
        return
    ends = [cell.get(each) for each in ("source", "target")]
    points = [each.get("as") for each in geometry if each.tag == "mxPoint"]
    assert all(end in cells for end in ends) or points == ["sourcePoint", "targetPoint"], id
    assert all(each.get("as") == "points" for each in geometry if each.tag == "Array")


def place(cells: dict[str, Element], id: str) -> Rect:
    """Where a cell stands on the page, through all that it stands in."""
    x = y = 0.0
    cell = cells[id]
    geometry = cell[0]
    wide, high = (float(str(geometry.get(each))) for each in ("width", "height"))
    while len(cell):
        x += float(str(cell[0].get("x")))
        y += float(str(cell[0].get("y")))
        cell = cells[str(cell.get("parent"))]
    return Rect(x, y, wide, high)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda each: each.name.partition(".")[0])
def test_every_example_keeps_our_places(file: Path) -> None:
    blueprint = load(file)
    found = pages(write_drawio(blueprint, "a").content)
    assert list(found) == list(blueprint.process_ids())
    for id, cells in found.items():
        sheet = layout(blueprint, processes={id}, wrap=0)
        for box in sheet.boxes:
            assert _close(place(cells, box.id), box.rect)
            assert str(cells[str(cells[box.id].get("parent"))].get("style")).startswith("swimlane;")
        for edge in (each for each in sheet.edges if each.kind != "start"):
            assert _bends(cells, edge.id) == pytest.approx([at for point in edge.points for at in point], abs=0.1)


def _close(one: Rect, other: Rect) -> bool:
    return all(abs(getattr(one, each) - getattr(other, each)) < 0.02 for each in "xywh")


def _bends(cells: dict[str, Element], id: str) -> list[float]:
    """The points of an arrow: where it leaves its box, its bends, where it enters the other."""
    cell = cells[id]
    style = dict(each.partition("=")[::2] for each in str(cell.get("style")).split(";"))

    def end(side: str, box: str) -> list[float]:
        rect = place(cells, box)
        return [rect.x + float(style[f"{side}X"]) * rect.w, rect.y + float(style[f"{side}Y"]) * rect.h]

    bends = [float(str(each.get(axis))) for array in cell[0] if array.tag == "Array" for each in array for axis in "xy"]
    return [*end("exit", str(cell.get("source"))), *bends, *end("entry", str(cell.get("target")))]


def test_lanes_texts_and_marks_can_be_edited() -> None:
    cells = pages(write_drawio(load(EXAMPLES[1]), "a").content)["purchase"]
    lanes = [cell.get("value") for id, cell in cells.items() if id.startswith("lane-")]
    assert lanes == ["Physical evidence", "Customer", "Frontstage", "Backstage", "Support"]
    lines = [cell.get("value") for id, cell in cells.items() if id.startswith("line-name-")]
    assert lines == ["line of interaction", "line of visibility", "line of internal interaction"]
    assert cells["purchase.order"].get("value") == "Orders and pays"
    within = {
        str(cell.get("value")).replace("\N{NO-BREAK SPACE}", " ")
        for cell in cells.values()
        if cell.get("parent") == "purchase.order"
    }
    assert {"Web shop", "4min · limit 30min", "Card declined · 4% · at most 3×", "F"} <= within


@given(blueprints(max_processes=2, max_steps=5))
@settings(max_examples=tries(15), deadline=None)
def test_any_blueprint_gives_pages_that_open(blueprint: Blueprint) -> None:
    written: Any = write_drawio(blueprint, "a")
    found = pages(written.content)
    assert len(found) == max(1, len(blueprint.processes))
    assert write_drawio(blueprint, "a").content == written.content
