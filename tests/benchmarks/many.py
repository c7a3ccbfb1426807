"""Many files at once, with all rules on: beside those who only validate, or run three rules; and two processes beside one."""

import os
import shutil
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from re import sub
from time import perf_counter

from tests.benchmarks.measure import BIN, ROOT, Missing, Ratio, command, ratio

LARGE = ("bank-account", "hotel-stay", "insurance-claim", "passport-renewal")
RULES = """\
rules:
  service-has-a-title:
    given: $
    severity: error
    then: {field: title, function: truthy}
  step-says-what-it-does:
    given: $.processes[*].steps[*]
    severity: error
    then: {field: does, function: truthy}
  lane-is-an-id:
    given: $.processes[*].steps[*].lane
    severity: error
    then: {function: pattern, functionOptions: {match: "^[a-z][a-z0-9-]*$"}}
"""


def texts() -> list[str]:
    """Services as people write them, of 11 kB in the middle: the templates, and the examples but for the largest."""
    written = [file for file in sorted((ROOT / "examples").glob("*.blueprint.yaml")) if file.name.partition(".")[0] not in LARGE]
    found = [*written, *sorted((ROOT / "blueprint" / "templates").glob("*.yaml"))]
    return [file.read_text(encoding="utf-8") for file in found]


def laid_out(folder: Path, services: list[str], count: int) -> Path:
    """A folder with so many files of these services, each with an id of its own."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(islice(cycle(services), count)):
        file = folder / f"service-{number:04}.blueprint.yaml"
        file.write_text(sub(r"(?m)^id: .*$", f"id: service-{number}", text), encoding="utf-8")
    return folder


def checked(folder: Path, *more: str) -> Callable[[], object]:
    """Our command with all rules on."""
    return command(BIN / "blueprint", "check", "--preset", "strict", "--fail-on", "never", "--format", "concise", *more, folder)


def beside_check_jsonschema(folder: Path) -> Ratio:
    many = laid_out(folder / "many", texts(), 200)
    schema = ROOT / "schemas" / "blueprint-1.schema.json"
    theirs = command(BIN / "check-jsonschema", "--schemafile", schema, *sorted(many.iterdir()))
    return ratio("check of 200 files, all rules", "check-jsonschema", 1 / 8, checked(many), theirs, runs=3)


def beside_spectral(folder: Path) -> Ratio | Missing:
    """Spectral with three rules; where it is no command, ``SPECTRAL`` may name it."""
    spectral = os.environ.get("SPECTRAL") or shutil.which("spectral")
    if not spectral:
        return Missing("check of 200 files beside Spectral", "npm install --global @stoplight/spectral-cli, or SPECTRAL=path")
    many = laid_out(folder / "many", texts(), 200)
    (folder / "three.yaml").write_text(RULES, encoding="utf-8")
    theirs = command(spectral, "lint", "--quiet", "--ruleset", folder / "three.yaml", *sorted(many.iterdir()))
    return ratio("check of 200 files, all rules", "Spectral with three rules", 1 / 4, checked(many), theirs, runs=3)


def two_processes(folder: Path) -> Ratio:
    """By the clock on the wall, and on small files, where sharing out costs most beside the work."""
    smallest = min(texts()[-6:], key=len)
    many = laid_out(folder / "thousands", [smallest], 2000)
    mine, other = checked(many, "-j", "2"), checked(many)
    return ratio("check of 2,000 files by two processes", "one process", 1 / 1.5, mine, other, runs=3, clock=perf_counter)


MANY: tuple[Callable[[Path], Ratio | Missing], ...] = (beside_check_jsonschema, beside_spectral, two_processes)
