"""What rules say (Problem), what readers get (Finding), and all of a run together (Report)."""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from attrs import frozen

from blueprint.paths import ROOT, Path


class Severity(Enum):
    """How much harm a finding tells of: error is a broken service, warning likely harm, info advice."""

    error = "error"
    warning = "warning"
    info = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@frozen
class Passed:
    """A step that a run passes: the element (``process.step``), and what it does."""

    element: str
    does: str


@frozen
class Problem:
    """One thing a rule has to say: the message, and the path of what it is about.

    ``detail`` tells two problems of one rule at one element apart by their matter (the missing name, say),
    so that a fingerprint does not hang on a position in a list. ``on_key`` marks the key, not its value.
    ``span`` gives the place as offsets where there is no path, because the text could not be read. ``run`` is a case that
    shows the problem: its steps in order, the last one where it shows; ``at_fault`` names the steps to look at.
    """

    message: str
    path: Path = ROOT
    detail: str = ""
    on_key: bool = False
    span: tuple[int, int] | None = None
    run: tuple[Passed, ...] = ()
    at_fault: tuple[str, ...] = ()


@frozen(kw_only=True)
class Finding:
    """A problem with its place in a file. Lines and columns count from 1, columns in code points; the end is exclusive.

    ``run`` is a case that shows it, step by step, where there is one; ``at_fault`` are the elements to look at. ``excerpt``
    is the line of text it stands in.
    """

    code: str
    name: str
    severity: Severity
    message: str
    file: str
    pointer: str
    line: int
    column: int
    end_line: int
    end_column: int
    element: str
    fingerprint: str
    help: str
    run: tuple[Passed, ...] = ()
    at_fault: tuple[str, ...] = ()
    excerpt: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sorts findings as they stand in the files."""
        return self.file, self.line, self.column, self.code, self.message


@frozen(kw_only=True)
class Report:
    """The findings of a run, in the order of the files, and what was looked at.

    ``ids`` are those of the blueprints in the files; ``suppressed`` counts findings that a written ignore covers, or a
    baseline; ``gone`` are fingerprints of the baseline that no finding has any more; ``skipped`` names files whose later
    checks could not run because an earlier stage failed; ``unread`` says why inputs could not be read at all; ``crashes``
    tells of rules that failed themselves.
    """

    findings: tuple[Finding, ...] = ()
    files: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    suppressed: int = 0
    gone: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    crashes: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def at_least(self, severity: Severity) -> bool:
        """Whether any finding is of this severity or graver."""
        return any(finding.severity.rank <= severity.rank for finding in self.findings)

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of every finding, in order."""
        return tuple(finding.code for finding in self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)


def digest(*identity: str) -> str:
    """A fingerprint: sixteen signs that hang on these texts and nothing else."""
    fingerprint: str = _sha256()("\0".join(identity).encode("utf-8", "replace")).hexdigest()
    return fingerprint[:16]


@cache
def _sha256() -> Any:
    """Python's own, as the module random takes it: hashlib would load OpenSSL first."""
    for name in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(name).sha256
        except ImportError:
            continue
    raise ImportError("this Python has no SHA-256")


def as_copy(finding: Finding) -> str:
    """The fingerprint of a finding where another file of the run, before its own, holds a blueprint of the same id.

    It hangs on the file's name too, less what tells YAML from JSON.
    """
    return digest(finding.fingerprint, finding.file.partition(".blueprint.")[0])
