"""Service blueprints as typed values: read them, check them, draw them.

    from blueprint import check, load, render

    service = load("city-bikes.blueprint.yaml")
    for finding in check(service):
        print(finding.code, finding.message)
    render(service).save("service.svg")

Names are imported on first use, so that a program pays only for what it calls.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blueprint.checking import check, check_paths
    from blueprint.config import Settings
    from blueprint.documents import DocumentError, dump, dumps, load, loads
    from blueprint.drawing import Drawing, render
    from blueprint.errors import BlueprintError
    from blueprint.findings import Finding, Report, Severity
    from blueprint.model import Blueprint, Choose, End, Fork, Next, Option, Part, Process, Promise, Step
    from blueprint.values import Duration

__version__ = "0.1.0"

_HOMES = {
    "checking": ("check", "check_paths"),
    "config": ("Settings",),
    "documents": ("DocumentError", "dump", "dumps", "load", "loads"),
    "drawing": ("Drawing", "render"),
    "errors": ("BlueprintError",),
    "findings": ("Finding", "Report", "Severity"),
    "model": ("Blueprint", "Choose", "End", "Fork", "Next", "Option", "Part", "Process", "Promise", "Step"),
    "values": ("Duration",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Blueprint", "BlueprintError", "Choose", "DocumentError", "Drawing", "Duration", "End", "Finding", "Fork", "Next", "Option",
    "Part", "Process", "Promise", "Report", "Settings", "Severity", "Step", "check", "check_paths", "dump", "dumps",
    "load", "loads", "render",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'blueprint' has no attribute {name!r}")
    value = getattr(import_module(f"blueprint.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
