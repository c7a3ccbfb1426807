"""Reports as text for people and programs; one module a format, each a function from a report to its text."""

from collections.abc import Callable
from importlib import import_module
from typing import Final

from blueprint.findings import Report

_HOMES: Final = {"text": "text", "concise": "concise", "json": "json_report", "github": "github"}
FORMATS: Final = tuple(_HOMES)


def written(report: Report, format: str) -> str:
    """The report in one of ``FORMATS``; the module of the format is imported when it is asked for."""
    home = _HOMES[format]
    write: Callable[[Report], str] = getattr(import_module(f"blueprint.report.{home}"), home)
    return write(report)
