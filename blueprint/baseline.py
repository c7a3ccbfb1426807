"""Baselines: the findings that were there when a team began to check, so that only new ones count. A baseline only shrinks.

The file is JSON, keyed on fingerprints; the code, file, element and message of each finding are there for the reader.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

from attrs import asdict, evolve, frozen

from blueprint.documents import write_file
from blueprint.errors import UsageError
from blueprint.findings import Finding, Report, as_copy

_TEXTS: Final = ("code", "file", "element", "message")


@frozen
class Entry:
    """A finding as it was; ``file`` is relative to the folder of the baseline."""

    code: str
    file: str
    element: str
    message: str


@frozen(eq=False)
class Baseline:
    """The entries of one file by their fingerprints."""

    path: FilePath
    entries: Mapping[str, Entry]

    def without_known(self, report: Report, runs: Callable[[str, str], bool]) -> Report:
        """The report less what the baseline holds; ``gone`` names the fingerprints of entries that are found no more.

        ``runs`` tells whether a rule was run for a file: what was not looked for is not gone.
        """
        new = tuple(each for each in report.findings if self.entries.keys().isdisjoint(_names(each)))
        covered = len(report.findings) - len(new)
        gone = () if report.crashes else tuple(self._gone(report, runs))
        return evolve(report, findings=new, suppressed=report.suppressed + covered, gone=gone)

    def _gone(self, report: Report, runs: Callable[[str, str], bool]) -> Iterator[str]:
        found = {name for each in report.findings for name in _names(each)}
        looked_at = {seen_from(self.path, each): each for each in report.files if each not in report.skipped}
        for fingerprint, entry in self.entries.items():
            if fingerprint in found:
                continue
            if entry.file in looked_at:
                if runs(entry.code, looked_at[entry.file]):
                    yield fingerprint
            elif not (self.path.parent / entry.file).exists():
                yield fingerprint

    def prune(self, gone: Iterable[str]) -> int:
        """Write the file without entries that are gone; how many are left."""
        out = {*gone}
        left = {fingerprint: entry for fingerprint, entry in self.entries.items() if fingerprint not in out}
        write_file(self.path, baseline_text(left))
        return len(left)


def _names(finding: Finding) -> tuple[str, str]:
    """What a finding may be called: in a run of fewer files, it may have been the first of its id, or not."""
    return finding.fingerprint, as_copy(finding)


def seen_from(path: FilePath, file: str) -> str:
    """The name of a file as a baseline at this path writes it."""
    try:
        return FilePath(os.path.relpath(file, path.parent)).as_posix()
    except ValueError:  # on another drive of Windows
        return FilePath(file).absolute().as_posix()


def write_baseline(path: FilePath, report: Report) -> None:
    """Take all findings of a report into a new file; UsageError where there is one already, because it must not grow."""
    if path.exists():
        raise UsageError(
            f"{path} is already there, and a baseline only shrinks; take out what is mended with --prune-baseline, "
            "or delete the file to begin anew"
        )
    entries = {
        each.fingerprint: Entry(each.code, seen_from(path, each.file), each.element, each.message) for each in report.findings
    }
    write_file(path, baseline_text(entries), is_new=True)


def baseline_text(entries: Mapping[str, Entry]) -> str:
    """The file: an entry a line, in the order of files, codes and elements."""
    ordered = sorted(entries.items(), key=lambda item: (item[1].file, item[1].code, item[1].element, item[0]))
    lines = [f"    {json.dumps(name)}: {json.dumps(asdict(entry), ensure_ascii=False)}" for name, entry in ordered]
    findings = "{\n" + ",\n".join(lines) + "\n  }" if lines else "{}"
    return f'{{\n  "version": 1,\n  "findings": {findings}\n}}\n'


def read_baseline(path: FilePath) -> Baseline:
    """The baseline in a file; UsageError says why there is none."""
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such baseline; make it with --write-baseline {path}") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({(error.strerror or str(error)).lower()})") from None
    except (ValueError, RecursionError) as error:
        raise _broken(path, f"it is not JSON: {error}") from None
    if not isinstance(document, dict) or not isinstance(document.get("findings"), dict):
        raise _broken(path, "it holds no findings")
    if document.get("version") != 1 or isinstance(document["version"], bool):
        raise _broken(path, f"its version is {document.get('version')!r}, and this program knows version 1")
    return Baseline(path, {name: _entry(path, name, plain) for name, plain in document["findings"].items()})


def _entry(path: FilePath, name: str, plain: Any) -> Entry:
    if not isinstance(plain, dict) or set(plain) != {*_TEXTS} or not all(isinstance(each, str) for each in plain.values()):
        raise _broken(path, f"the entry {name!r} does not hold the texts {', '.join(_TEXTS)}")
    return Entry(**plain)


def _broken(path: FilePath, why: str) -> UsageError:
    return UsageError(f"{path}: is no baseline ({why}); mend it, or delete it and write it anew with --write-baseline")
