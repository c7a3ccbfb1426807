"""Many reports as one: in the order of the files, and with a fingerprint of its own for each finding."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count

from attrs import evolve

from blueprint.findings import Finding, Report, as_copy


def told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Number the findings that share a fingerprint."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        yield finding if number == 1 else evolve(finding, fingerprint=_numbered(finding.fingerprint, number))


def together(reports: Iterable[Report]) -> Report:
    """One report of many, in the order of the files."""
    parts = sorted(reports, key=lambda report: report.files)
    return Report(
        findings=tuple(_unique(parts)),
        files=tuple(dict.fromkeys(file for part in parts for file in part.files)),
        ids=tuple(each for part in parts for each in part.ids),
        suppressed=sum(part.suppressed for part in parts),
        skipped=tuple(dict.fromkeys(file for part in parts for file in part.skipped)),
        unread=tuple(reason for part in parts for reason in part.unread),
        crashes=tuple(crash for part in parts for crash in part.crashes),
    )


def _unique(parts: Iterable[Report]) -> Iterator[Finding]:
    """The findings of all; where two files hold blueprints of one id, those of the later file hang on its name too."""
    homes: dict[str, str] = {}
    used: set[str] = set()
    for part in parts:
        copied = any(each and homes.setdefault(each, file) != file for each, file in zip(part.ids, part.files, strict=False))
        for finding in part.findings:
            known_by = as_copy(finding) if copied else finding.fingerprint
            number = next(each for each in count(1) if _numbered(known_by, each) not in used)
            used.add(_numbered(known_by, number))
            named = _numbered(known_by, number)
            yield finding if named == finding.fingerprint else evolve(finding, fingerprint=named)


def _numbered(fingerprint: str, number: int) -> str:
    return fingerprint if number == 1 else f"{fingerprint}:{number}"
