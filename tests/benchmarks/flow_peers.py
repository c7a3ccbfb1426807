"""The flow analysis beside other tools that decide soundness, where installed: ``python -m tests.benchmarks.flow_peers``.

pm4py (woflan, on the Petri net of our graph) and rust_bpmn_analyzer (on the graph as BPMN); neither is ever a dependency. Each
gets 90 seconds.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from blueprint.flow import analyse
from blueprint.flow.build import lay
from blueprint.flow.graph import BEGIN, FINISH, Graph
from blueprint.model import Process
from tests.benchmarks.measure import ROOT, spent
from tests.flow.large import block, chain

LIMIT = 90
HERE = (sys.executable, "-m", "tests.benchmarks.flow_peers")
MODELS: dict[str, Callable[[], Process]] = {
    "chain of 50": lambda: chain(50),
    "chain of 500": lambda: chain(500),
    "parallel block of 8": lambda: block(8),
    "parallel block of 16": lambda: block(16),
}
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
PROPERTIES = "safeness,option-to-complete,proper-completion,no-dead-activities"


def check_by_pm4py(name: str) -> None:
    """Decide soundness by woflan, in this process."""
    import pm4py
    from pm4py.objects.petri_net.obj import Marking, PetriNet
    from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

    graph = lay(MODELS[name]()).graph
    net, places = PetriNet(name), [PetriNet.Place(f"p{edge}") for edge in range(len(graph.edges))]
    source, sink = PetriNet.Place("source"), PetriNet.Place("sink")
    net.places.update([*places, source, sink])
    for number, (ins, outs) in enumerate(_transitions(graph)):
        transition = PetriNet.Transition(f"t{number}", f"t{number}")
        net.transitions.add(transition)
        for edge in ins:
            add_arc_from_to(source if edge < 0 else places[edge], transition, net)
        for edge in outs:
            add_arc_from_to(transition, sink if edge < 0 else places[edge], net)
    start = time.process_time()
    verdict = pm4py.check_soundness(net, Marking({source: 1}), Marking({sink: 1}))
    print(verdict[0] if isinstance(verdict, tuple) else verdict, f"{time.process_time() - start:.3f}")


def _transitions(graph: Graph) -> Iterator[tuple[list[int], list[int]]]:
    """What each node may take and give at once, as edges; -1 is the world outside."""
    for node, kind in enumerate(graph.kinds):
        ins = graph.ins[node] or ([-1] if node == BEGIN else [])
        outs = graph.outs[node] or ([-1] if node == FINISH else [])
        if kind == "parallel":
            yield ins, outs
        else:
            yield from (([one], [other]) for one in ins for other in outs)


def as_bpmn(process: Process) -> str:
    """The graph of a process as BPMN 2.0: gateways, and a task for each plain step."""
    graph = lay(process).graph
    lines = [f'<definitions xmlns="{BPMN}" targetNamespace="http://example.org"><process id="p" isExecutable="true">']
    for node, kind in enumerate(graph.kinds):
        plain = kind == "exclusive" and len(graph.ins[node]) == len(graph.outs[node]) == 1
        tag = {BEGIN: "startEvent", FINISH: "endEvent"}.get(node) or ("task" if plain else f"{kind}Gateway")
        lines.append(f'<{tag} id="n{node}"/>')
    for number, (tail, head) in enumerate(graph.edges):
        lines.append(f'<sequenceFlow id="f{number}" sourceRef="n{tail}" targetRef="n{head}"/>')
    return "\n".join([*lines, "</process></definitions>"])


def _timed(command: list[str]) -> str:
    before = spent()
    try:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"no answer in {LIMIT} s"
    told = result.stdout.strip().splitlines()[-1:] or result.stderr.strip().splitlines()[-1:]
    return f"{' '.join(told)[:60]} ({spent() - before:.2f} s, whole process)"


def _beside(name: str, folder: Path) -> Iterator[str]:
    process = MODELS[name]()
    start = time.process_time()
    report = analyse(process)
    yield f"blueprint: {report.is_sound} ({time.process_time() - start:.4f} s)"
    installed = find_spec("pm4py") is not None
    yield f"pm4py: {_timed([*HERE, name]) if installed else 'not installed'}"
    analyzer = shutil.which("rust_bpmn_analyzer")
    file = folder / "model.bpmn"
    file.write_text(as_bpmn(process), encoding="utf-8")
    yield f"rust_bpmn_analyzer: {_timed([analyzer, '-f', str(file), '-p', PROPERTIES]) if analyzer else 'not installed'}"


def main() -> None:
    if len(sys.argv) > 1:
        check_by_pm4py(sys.argv[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in MODELS:
            print(name)
            for line in _beside(name, Path(folder)):
                print("   ", line, flush=True)


if __name__ == "__main__":
    main()
