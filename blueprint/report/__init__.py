"""Reports as text for people and programs; one module a format, each a function from a report to its text."""

from collections.abc import Callable
from typing import Final

from blueprint.findings import Report
from blueprint.report.concise import concise
from blueprint.report.github import github
from blueprint.report.json_report import json_report
from blueprint.report.text import text

__all__ = ["FORMATS", "concise", "github", "json_report", "text"]

FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": text,
    "concise": concise,
    "json": json_report,
    "github": github,
}
