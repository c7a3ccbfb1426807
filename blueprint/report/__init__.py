"""Reports as text for people and programs; one module a format, each a function from a report to its text."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final

from blueprint.findings import Report
from blueprint.rules import Rule

_HOMES: Final = {
    "text": "text.text",
    "concise": "concise.concise",
    "json": "json_report.json_report",
    "json-lines": "json_report.json_lines",
    "sarif": "sarif.sarif",
    "github": "github.github",
    "gitlab": "gitlab.gitlab",
    "junit": "junit.junit",
    "checkstyle": "checkstyle.checkstyle",
    "markdown": "markdown.markdown",
}
FORMATS: Final = tuple(_HOMES)


def written(report: Report, format: str, rules: Iterable[Rule] = ()) -> str:
    """The report in one of ``FORMATS``; the module of the format is imported when it is asked for.

    ``rules`` are those of the run, for formats that tell what a rule is about; without them, those of the library.
    """
    module, _, name = _HOMES[format].partition(".")
    write: Callable[..., str] = getattr(import_module(f"blueprint.report.{module}"), name)
    return write(report, rules) if format == "sarif" else write(report)
