"""Findings as an editor shows them."""

from collections.abc import Iterator
from typing import Final

from lsprotocol.types import Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Position, Range

from blueprint.findings import Finding, Severity
from blueprint.lsp.opened import Opened

NAME: Final = "blueprint"
LONGEST_RUN: Final = 20
_SEVERITIES: Final = {
    Severity.error: DiagnosticSeverity.Error,
    Severity.warning: DiagnosticSeverity.Warning,
    Severity.info: DiagnosticSeverity.Information,
}
_TOP: Final = Range(Position(0, 0), Position(0, 0))


def diagnostics(opened: Opened) -> list[Diagnostic]:
    """Everything that is found in a file, and why some of it could not be checked."""
    troubles = [Diagnostic(_TOP, each, DiagnosticSeverity.Error, source=NAME) for each in opened.troubles()]
    return [*troubles, *(_diagnostic(opened, each) for each in opened.report)]


def _diagnostic(opened: Opened, finding: Finding) -> Diagnostic:
    return Diagnostic(
        range=opened.ruler.of_finding(finding),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source=NAME,
        related_information=list(_related(opened, finding)) or None,
    )


def _related(opened: Opened, finding: Finding) -> Iterator[DiagnosticRelatedInformation]:
    """The steps at fault, and those of a case that shows it, in their order."""
    source = opened.source_at(finding.line)
    if source is None:
        return
    told = [(each, "look here") for each in finding.at_fault]
    told += [(each.element, f"{number}. {each.does}") for number, each in enumerate(finding.run[:LONGEST_RUN], 1)]
    for element, message in told:
        process, _, step = element.partition(".")
        start, end = source.locate(("processes", process, "steps", step) if step else ("processes", process), on_key=True)
        yield DiagnosticRelatedInformation(Location(opened.uri, opened.ruler.range(source, start, end)), message)
