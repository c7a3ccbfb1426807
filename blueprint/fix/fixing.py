"""Mending the findings of a document, one after another; each mend is checked before it counts."""

from collections.abc import Collection, Iterable
from pathlib import Path as FilePath

from attrs import evolve, frozen

from blueprint.config import Settings
from blueprint.findings import Finding, Report
from blueprint.fix.additions import applied, settled
from blueprint.fix.edits import Edits, edited, followed
from blueprint.fix.inserting import CannotInsertError, insertions
from blueprint.fix.mends import MENDS, Findings, Proposal
from blueprint.model import Blueprint
from blueprint.runs import Run, start
from blueprint.source import Source, read_source
from blueprint.wording import listed


@frozen
class Done:
    """Findings that were mended, and what was added for them."""

    findings: Findings
    says: str


@frozen
class Left:
    """A finding of a kind that can be mended, and why this one was not."""

    finding: Finding
    reason: str


@frozen(kw_only=True, eq=False)
class FixResult:
    """A document with its findings mended as far as that can be done.

    ``source`` is the document as it is now, ``edits`` are the insertions that made it so. ``report`` is what the rules asked for
    say of it now; where it was skipped, the text cannot be read, and nothing was done.
    """

    source: Source
    report: Report
    edits: Edits = ()
    done: tuple[Done, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def text(self) -> str:
        """The new text."""
        return self.source.text

    @property
    def content(self) -> bytes:
        """The new text as it is written to the file, with its byte order mark where it has one."""
        marked = any(fault.kind == "byte-order-mark" for fault in self.source.faults)
        return (("\ufeff" if marked else "") + self.text).encode()


def fixed(
    source: Source, settings: Settings | None = None, *, select: tuple[str, ...] = (), folder: FilePath | None = None
) -> FixResult:
    """Mend what the settings find, or just what these rules or families find. Nothing written is changed, only added to.

    A mend counts when its findings are gone and no other has come: none at all, not even advice, where that can be had, else
    none that the settings ask for. ``folder`` is where the standards lie that the blueprint names.
    """
    settings = settings or Settings()
    work = _Work(
        finding=start(evolve(settings, select=select or settings.select)),
        judging=(start(evolve(settings, preset="strict", select=())), start(settings)),
        folder=folder,
    )
    result = FixResult(source=source, report=work.finding.check(source, folder=folder))
    refused: set[tuple[str, str]] = set()
    while (findings := _next(result.report, refused)) is not None:
        try:
            mended = work.mended(result, findings)
            refused |= set() if mended is not result else {(findings[0].code, findings[0].element)}
            result = mended
        except CannotInsertError as error:
            refused.add((findings[0].code, findings[0].element))
            left = tuple(Left(each, str(error)) for each in findings)
            result = evolve(result, left=(*result.left, *left))
    return result


def _next(report: Report, refused: Collection[tuple[str, str]]) -> Findings | None:
    """The next findings to mend: all those of one rule at one element."""
    for code in () if report.skipped else MENDS:
        found = [each for each in report if each.code == code and (code, each.element) not in refused]
        if found:
            return tuple(each for each in found if each.element == found[0].element)
    return None


@frozen(eq=False)
class _Work:
    """The rules that find what to mend, and those that judge what came of it, the strictest first."""

    finding: Run
    judging: tuple[Run, ...]
    folder: FilePath | None

    def mended(self, result: FixResult, findings: Findings) -> FixResult:
        """The result with these findings mended by the best proposal that helps; CannotInsertError says why none does.

        Findings that are not of a kind that can be mended leave it as it is.
        """
        view, _ = self.finding.view(Blueprint.read(result.source.data), result.source, folder=self.folder)
        proposals = list(MENDS[findings[0].code](view, findings))
        if not proposals:
            return result
        trouble = ""
        for run in self.judging:
            before = run.check(result.source, folder=self.folder)
            for proposal in proposals:
                try:
                    new, edits = added_to(result.source, proposal)
                except CannotInsertError as error:
                    trouble = trouble or str(error)
                    continue
                report = self.finding.check(new, folder=self.folder)
                gone = _gone(findings, report)
                found = _brought(before, run.check(new, folder=self.folder), gone)
                if not found:
                    done = (*result.done, Done(gone, proposal.says))
                    return evolve(result, source=new, report=report, edits=followed(result.edits, edits), done=done)
                trouble = trouble or found
        raise CannotInsertError(trouble)


def added_to(source: Source, proposal: Proposal) -> tuple[Source, Edits]:
    """The document with a proposal written into it; CannotInsertError where it would then say something else besides."""
    additions = settled(source.data, proposal.additions)
    edits = insertions(source, additions)
    new = read_source(edited(source.text, edits), source.name, source.format)
    if not new.is_readable:
        raise CannotInsertError("the file is laid out in a way that nothing can be added to")
    if new.data != applied(source.data, additions):
        raise CannotInsertError("what is added would change what else the file says, such as a part that repeats it by an alias")
    marks = tuple(each for each in source.faults if each.kind == "byte-order-mark")
    return evolve(new, faults=(*marks, *new.faults)), edits


def _known(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(each.code, each.fingerprint) for each in findings}


def _gone(findings: Findings, after: Report) -> Findings:
    """The findings that are told no more."""
    return () if after.skipped else tuple(each for each in findings if (each.code, each.fingerprint) not in _known(after))


def _brought(before: Report, after: Report, mended: Findings) -> str:
    """Why a mend does not count: it mends nothing, or brings something else; empty when it counts."""
    if not mended:
        return "what can be added does not mend it"
    gone = [each for each in before if (each.code, each.fingerprint) not in _known(after) | _known(mended)]
    new = [each for each in after if (each.code, each.fingerprint) not in _known(before)]
    worse = sorted({each.code for each in new if not _gives_way(each, gone)})
    return f"what can be added would bring {listed(worse)}" if worse else ""


def _gives_way(new: Finding, gone: list[Finding]) -> bool:
    """Whether something graver was said of the same place: a phase with one process lacks less than one with none."""
    return any(each.pointer == new.pointer and each.severity.rank < new.severity.rank for each in gone)
