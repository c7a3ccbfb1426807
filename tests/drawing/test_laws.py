"""The laws of a drawing, on the drawing itself: all examples, all templates, and services by lot, in any manner."""

import os
from itertools import product
from pathlib import Path

import pytest

from blueprint.documents import load
from blueprint.drawing import LAYERS, Drawing, render
from blueprint.drawing.theme import THEMES
from blueprint.layout import Layer, Remark, Trail, layout
from blueprint.model import Blueprint
from tests.drawing.defects import defects
from tests.drawing.measure import count
from tests.drawing.picture import read_picture
from tests.drawing.services import manner, service

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "examples").glob("*.yaml"), *(ROOT / "blueprint" / "templates").glob("*.yaml")])
NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
LOTS = range(0, 500 if NIGHTLY else 60, 10)
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])


def wrong(drawing: Drawing, blueprint: Blueprint) -> dict[str, list[str]]:
    """What is wrong with a drawing; steps that are not there once count too."""
    picture = read_picture(drawing.svg)
    found = defects(picture)
    steps = sorted(each.id for each in picture.boxes if each.classes[0] == "step")
    wanted = sorted(f"{id}.{name}" for id, process in blueprint.processes.items() for name in process.steps)
    return found if steps == wanted else {**found, "steps": [f"{steps} are drawn, not {wanted}"]}


@each_file
@pytest.mark.parametrize("wrap", [0, 3, 12])
def test_examples_and_templates_in_usual_layers(file: Path, wrap: int) -> None:
    blueprint = load(file)
    assert wrong(render(blueprint, wrap=wrap), blueprint) == {}


@each_file
@pytest.mark.parametrize("show", [(), LAYERS], ids=["none", "all"])
def test_examples_and_templates_with_all_layers_and_none(file: Path, show: tuple[Layer, ...]) -> None:
    blueprint = load(file)
    assert wrong(render(blueprint, show=show, hide=() if show else LAYERS), blueprint) == {}


@pytest.mark.parametrize(("theme", "number"), list(product(THEMES, range(3))))
def test_themes(theme: str, number: int) -> None:
    assert wrong(render(service(number), theme=theme, show=LAYERS), service(number)) == {}


def test_a_run_and_findings_lie_on_nothing() -> None:
    blueprint = load(ROOT / "examples" / "city-bikes.blueprint.yaml")
    steps = [f"purchase.{name}" for name in blueprint.processes["purchase"].steps]
    said = tuple(Remark(element=step, text=f"CMP001 '{step}' lacks something that designers should add") for step in steps * 2)
    run = Trail(tuple(steps * 2), at_fault=(steps[0],))
    drawing = render(blueprint)
    sheet = layout(blueprint, trail=run, remarks=said)
    assert wrong(Drawing(sheet, drawing.theme), blueprint) == {}


@pytest.mark.parametrize("first", LOTS)
def test_services_by_lot(first: int) -> None:
    """Ten at a time, 60 at each push and 500 every night; what fails is told by its number."""
    found = {}
    for number in range(first, first + 10):
        blueprint, how = service(number), manner(number)
        drawing = render(blueprint, show=how.layers, hide=how.hidden, theme=how.theme, wrap=how.wrap)
        found[number] = wrong(drawing, blueprint)
    assert not {number: told for number, told in found.items() if told}


def test_the_lots_hold_what_is_hard() -> None:
    """Long and short services, all kinds of ways, own lanes, several processes, and letters of many scripts are among them."""
    lots = [service(number) for number in range(60)]
    sizes = [sum(len(each.steps) for each in lot.processes.values()) for lot in lots]
    assert min(sizes) <= 9
    assert max(sizes) >= 120
    assert max(len(lot.processes) for lot in lots) >= 5
    steps = [step for lot in lots for process in lot.processes.values() for step in process.steps.values()]
    assert {type(step.way).__name__ for step in steps} == {"Next", "Choose", "Fork", "End"}
    assert {"workshop", "bank", "outside", "customer"} <= {step.lane for step in steps}
    assert any(step.late for step in steps)
    assert any(fail.recover for step in steps for fail in step.fails)
    assert any(step.join for step in steps)
    words = "".join(step.does for step in steps)
    assert all(letter in words for letter in "他يตस🚲ß")


def test_crossings_stay_as_few_as_they_are() -> None:
    """Of the examples, as they are drawn by default: what a change makes worse shows here."""
    found = sum(
        (count(read_picture(render(load(file)).svg).edges) for file in FILES if file.parent.name == "examples"), count([])
    )
    assert found.crossings <= MOST_CROSSINGS
    assert found.bends <= MOST_BENDS


MOST_CROSSINGS, MOST_BENDS = 60, 590
