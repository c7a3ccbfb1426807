"""Laws of BPMN out: what is written is whole, comes back as it was, and means the same to who reads it without our extensions."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from blueprint import load
from blueprint.flow import analyse
from blueprint.flow.joins import targets
from blueprint.interchange import from_bpmn
from blueprint.interchange.bpmn.kept import OWN as OWN_AGAIN
from blueprint.interchange.bpmn_out import drafted, write_bpmn, write_bpmn_pools
from blueprint.interchange.bpmn_out.keeping import OWN, Keeping
from blueprint.interchange.bpmn_out.tree import Writing
from blueprint.interchange.names import holdable, one_line
from blueprint.interchange.notes import Exported
from blueprint.layout.lanes import title_of
from blueprint.model import Blueprint, Choose, Fork, Process
from blueprint.testing.strategies import blueprints
from blueprint.values import Table
from tests.interchange.bpmn_out.structure import faults

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.blueprint.yaml"))
WRITERS = (write_bpmn, write_bpmn_pools)
Writer = Callable[[Blueprint, str], Exported]
Arrow = tuple[str, str, str]


def stripped(blueprint: Blueprint) -> bytes:
    """The file without our extensions."""
    root = Writing(blueprint, drafted(blueprint, "lanes"), Keeping(None)).root()
    content = bytes(ElementTree.tostring(root, encoding="utf-8"))
    assert OWN.encode() not in content
    return content


def test_both_sides_speak_of_one_namespace() -> None:
    assert OWN == OWN_AGAIN


@given(blueprints(), st.sampled_from(WRITERS))
def test_a_blueprint_comes_back_as_it_was(blueprint: Blueprint, write: Writer) -> None:
    again = from_bpmn(write(blueprint, "").content)
    assert again.blueprint == blueprint
    assert again.notes == ()


@given(blueprints(sound=False), st.sampled_from(WRITERS))
def test_so_does_one_with_an_unsound_flow(blueprint: Blueprint, write: Writer) -> None:
    assert from_bpmn(write(blueprint, "").content).blueprint == blueprint


@given(blueprints() | blueprints(sound=False), st.sampled_from(WRITERS))
def test_what_is_written_has_the_structure_of_bpmn(blueprint: Blueprint, write: Writer) -> None:
    content = write(blueprint, "").content
    assert not faults(content)
    assert content == write(blueprint, "").content


@given(blueprints(max_processes=2))
def test_without_extensions_the_flow_is_the_same(blueprint: Blueprint) -> None:
    if not any(each.steps for each in blueprint.processes.values()):
        return
    read = from_bpmn(stripped(blueprint)).blueprint
    processes = [each for each in blueprint.processes.values() if each.steps]
    for was, now in zip(processes, read.processes.values(), strict=True):
        said = as_read(now)
        assert arrows(was, {name: name for name in was.steps}) == arrows(now, said)
        assert {title(blueprint, was, name) for name in was.steps} == {
            title(read, now, name, said) for name in now.steps if said[name] in was.steps
        }
        assert analyse(now).is_sound


def as_read(process: Process) -> dict[str, str]:
    """Our ids by those of the steps as they were read."""
    return {name: step.extra["x-bpmn"]["id"].partition(".")[2] for name, step in process.steps.items()}


def title(blueprint: Blueprint, process: Process, name: str, said: dict[str, str] | None = None) -> tuple[str, str]:
    """A step and the name of its lane, in small letters."""
    lane = process.steps[name].lane
    return (said[name] if said else name), one_line(holdable(title_of(blueprint, lane))).casefold()


def arrows(process: Process, ids: dict[str, str]) -> Counter[Arrow]:
    """Where steps lead to, and how; what is read besides, of starts and ends that send messages, is passed by."""
    found: Counter[Arrow] = Counter()
    for name, step in process.steps.items():
        for to, number in targets(step):
            if is_own(ids[name]) and is_own(ids[to]):
                found[ids[name], ids[to], how(process, name, number)] += 1
    return found


def is_own(id: str) -> bool:
    return bool(id) and "_" not in id


def how(process: Process, name: str, number: int) -> str:
    step = process.steps[name]
    if number < 0:
        return "late" if number < -len([each for each in step.fails if each.recover]) else "fails"
    several = isinstance(step.way, Fork) and len(set(step.way.to)) > 1
    if isinstance(step.way, Choose) and len(step.way.options) > 1:
        return "several" if step.way.many else "choose"
    return "fork" if several else "next"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_comes_back(path: Path) -> None:
    blueprint = load(path)
    for write in WRITERS:
        exported = write(blueprint, path.name)
        assert from_bpmn(exported.content).blueprint == blueprint
        assert exported.losses == ()
        assert faults(exported.content) == []


def test_letters_that_xml_cannot_hold_come_back() -> None:
    blueprint = load(EXAMPLES[1])
    strange = evolve(blueprint, title="A \uffff B", description="tab\there <&> ]]> \U0001f600")
    assert from_bpmn(write_bpmn(strange).content).blueprint == strange


def test_the_order_of_messages_and_lanes_does_not_hang_on_sets() -> None:
    blueprint = load(EXAMPLES[1])
    turned = evolve(blueprint, processes=Table(dict(reversed(blueprint.processes.items()))))
    ids = re.findall(rb'Flow id="([^"]+)"', write_bpmn(blueprint).content)
    assert sorted(ids) == sorted(re.findall(rb'Flow id="([^"]+)"', write_bpmn(turned).content))
