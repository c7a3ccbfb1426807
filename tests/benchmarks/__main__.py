"""Measure everything this library claims of its speed; exit status 1 when a bound is missed."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import yaml

from blueprint.config import Settings
from blueprint.documents import load, loads
from blueprint.drawing import render
from blueprint.drawing.engine import run as draw
from blueprint.runs import start
from blueprint.source import read_source
from tests.benchmarks.conformance import CONFORMANCE
from tests.benchmarks.drawings import DRAWN
from tests.benchmarks.editor import EDITOR
from tests.benchmarks.flow import FLOW
from tests.benchmarks.hostile import HOSTILE
from tests.benchmarks.interchange import INTERCHANGE
from tests.benchmarks.logs import LOGS
from tests.benchmarks.many import MANY
from tests.benchmarks.measure import BIN, ROOT, Missing, Ratio, command, ratio
from tests.benchmarks.services import as_processpiper, yaml_service
from tests.benchmarks.simulation import SIMULATION
from tests.benchmarks.timing import TIMING

PEERS = ("attrs", "PyYAML", "jsonschema", "jsonschema-rs", "check-jsonschema", "processpiper", "graphviz", "graphviz-pure")


def cold_check(folder: Path) -> Ratio:
    file = folder / "thirty.blueprint.yaml"
    file.write_text(yaml_service(30, per_process=10), encoding="utf-8")
    schema = ROOT / "schemas" / "blueprint-1.schema.json"
    return ratio(
        "cold check of 30 steps",
        "check-jsonschema",
        0.4,
        command(BIN / "blueprint", "check", "--fail-on", "never", file),
        command(BIN / "check-jsonschema", "--schemafile", schema, file),
    )


def large_check(_: Path) -> Ratio:
    text = yaml_service(2000)
    run = start(Settings())
    return ratio(
        "check of 2,000 steps",
        "CSafeLoader loading it",
        3,
        lambda: run.check(read_source(text, "large.blueprint.yaml", "yaml")),
        lambda: yaml.load(text, Loader=yaml.CSafeLoader),
    )


def warm_render(_: Path) -> Ratio:
    service = loads(yaml_service(100))
    dot = render(service).dot
    return ratio("warm render of 100 steps", "the engine alone", 4, lambda: render(service).svg, lambda: draw(dot, "svg"))


def cold_render(folder: Path) -> Ratio:
    file = ROOT / "examples" / "city-bikes.blueprint.yaml"
    script = folder / "peer.py"
    picture = folder / "peer.png"
    text = as_processpiper(load(file))
    script.write_text(f"from processpiper.text2diagram import render\nrender({text!r}, {str(picture)!r})\n", encoding="utf-8")
    return ratio(
        "cold render of city-bikes",
        "processpiper drawing the same lanes and steps",
        0.5,
        command(BIN / "blueprint", "render", file, "-o", folder / "ours.png"),
        command(sys.executable, script),
        runs=9,
    )


def cold_import(_: Path) -> Ratio:
    return ratio(
        "from blueprint import load",
        "import attrs",
        2,
        command(sys.executable, "-c", "from blueprint import load"),
        command(sys.executable, "-c", "import attrs"),
    )


BENCHMARKS: tuple[Callable[[Path], Ratio | Missing], ...] = (
    cold_import,
    cold_check,
    large_check,
    warm_render,
    cold_render,
    *DRAWN,
    *FLOW,
    *CONFORMANCE,
    *HOSTILE,
    *INTERCHANGE,
    *EDITOR,
    *SIMULATION,
    *TIMING,
    *LOGS,
    *MANY,
)


def measured() -> Iterator[Ratio | Missing]:
    with tempfile.TemporaryDirectory() as folder:
        for benchmark in BENCHMARKS:
            yield benchmark(Path(folder))


def main() -> int:
    print(f"Python {sys.version.split()[0]};", ", ".join(f"{peer} {version(peer)}" for peer in PEERS))
    missed = 0
    for each in measured():
        print(each, flush=True)
        missed += not each.holds
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
