"""How long it takes to read models of other tools, against half a second and against merely parsing their XML."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from xml.etree import ElementTree

from blueprint.interchange import from_bpmn
from tests.benchmarks.measure import Ratio, in_turn, ratio
from tests.interchange.bpmn.writing import document, flow

_KINDS = ("task", "userTask", "serviceTask", "sendTask")


def model(nodes: int, dice: Random) -> bytes:
    """A process of about so many nodes: tasks in a row with choices, forks, loops and inclusive ways between them."""
    written, flows = ['<startEvent id="n0" name="Begins"/>'], []
    number, last = 1, "n0"

    def node(kind: str, **more: str) -> str:
        nonlocal number
        id, number = f"n{number}", number + 1
        written.append(f'<{kind} id="{id}" {" ".join(f"{key}={value!r}" for key, value in more.items())}/>')
        return id

    while number < nodes:
        gateway = dice.choice(("exclusiveGateway", "parallelGateway", "inclusiveGateway"))
        before, split, join = node(dice.choice(_KINDS), name=f"Takes the order {number}"), node(gateway), node(gateway)
        flows += [flow(last, before), flow(before, split)]
        for branch in range(dice.choice((2, 2, 3))):
            step = node(dice.choice(_KINDS), name=f"Works on part {branch} of {number}")
            flows += [flow(split, step, name=f"part {branch}" if gateway != "parallelGateway" else ""), flow(step, join)]
        last = join
    flows.append(flow(last, node("endEvent", name="Done")))
    return document("\n".join(written + flows))


def thousand_nodes(_: Path) -> Ratio:
    content = model(1_000, Random(1))
    ours, _ = in_turn(lambda: from_bpmn(content), lambda: ElementTree.fromstring(content), 9)
    return Ratio("import of a BPMN file of 1,000 nodes", ours, 0.5, "half a second", 1)


def against_parsing(_: Path) -> Ratio:
    content = model(1_000, Random(1))
    name, what = "import of a BPMN file of 1,000 nodes", "ElementTree parsing it"
    return ratio(name, what, 60, lambda: from_bpmn(content), lambda: ElementTree.fromstring(content))


def growth(_: Path) -> Ratio:
    """Eight times the nodes take about eight times as long."""
    large, small = model(8_000, Random(2)), model(1_000, Random(2))
    what = "one of 1,000"
    return ratio("import of a BPMN file of 8,000 nodes", what, 16, lambda: from_bpmn(large), lambda: from_bpmn(small), runs=5)


INTERCHANGE: tuple[Callable[[Path], Ratio], ...] = (thousand_nodes, against_parsing, growth)
