"""Only what a change brings: findings that a revision of git did not have, and those of elements that say something else now.

Old files are read from git; nothing is checked out. What is no readable blueprint, then or now, counts as changed.
"""

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from pathlib import Path as FilePath
from typing import Any

from attrs import define, evolve

from blueprint.errors import UsageError
from blueprint.findings import Finding, Report, as_copy
from blueprint.inputs import documents_in
from blueprint.merging import together
from blueprint.model import Blueprint
from blueprint.paths import ROOT, Path, element
from blueprint.runs import Runs
from blueprint.schema import validate
from blueprint.source import Source


def only_since(report: Report, runs: Runs, revision: str) -> Report:
    """A report less the findings that are older than a revision; UsageError where git does not know it."""
    history = History.at(revision)
    kept: list[Finding] = []
    for file, findings in groupby(report.findings, key=lambda each: each.file):
        kept += _new(runs, history, file, list(findings))
    return evolve(report, findings=tuple(kept))


def _new(runs: Runs, history: "History", file: str, findings: list[Finding]) -> list[Finding]:
    before = history.content(file)
    now = FilePath(file).read_bytes() if FilePath(file).is_file() else None
    if before is None or now is None:
        return findings
    if before == now:
        return []
    old, new = documents_in(before, file), documents_in(now, file)
    told = {name for each in together(map(runs.at(FilePath(file)).check, old)) for name in (each.fingerprint, as_copy(each))}
    changed = _changed(old, new)
    return [each for each in findings if each.fingerprint not in told or _touches(each, changed, new)]


def _touches(finding: Finding, changed: set[str], sources: Iterable[Source]) -> bool:
    ids = {source.data.get("id") for source in sources if isinstance(source.data, dict)}
    return finding.element in changed or ("" in changed and finding.element in {"", *ids})


def _changed(old: Iterable[Source], new: Iterable[Source]) -> set[str]:
    """The elements that say something else; order, comments and the way of writing say nothing."""
    before = {name: said for source in old for name, said in _said(source).items()}
    after = {name: said for source in new for name, said in _said(source).items()}
    return {name[1] for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _said(source: Source) -> dict[tuple[str, str], dict[Path, Any]]:
    """What each element of a blueprint says, by the blueprint's id and the element's name."""
    if not source.is_readable or validate(source.data, Blueprint):
        return {}
    blueprint = Blueprint.read(source.data)
    said: dict[tuple[str, str], dict[Path, Any]] = defaultdict(dict)
    for path, value in _leaves(blueprint.plain(), ROOT):
        said[blueprint.id, element(path)][path] = value
    return said


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    else:
        yield path, value


@define
class History:
    """A revision of the repository that the working folder lies in: the one door to git."""

    commit: str
    top: FilePath

    @classmethod
    def at(cls, revision: str) -> "History":
        """The revision of that name; UsageError where there is none."""
        top = _git("rev-parse", "--show-toplevel")
        if top is None:
            raise UsageError("--since asks git, and this folder is in no repository of git")
        commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not commit:
            raise UsageError(f"git knows no revision '{revision}' here; fetch it first, or name another for --since")
        return cls(os.fsdecode(commit.strip()), FilePath(os.fsdecode(top.rstrip(b"\n"))))

    def content(self, file: str) -> bytes | None:
        """A file as it was, under its old name where it has a new one; None where it was not there."""
        path = FilePath(os.path.realpath(file))
        if not path.is_relative_to(self.top):
            return None
        name = path.relative_to(self.top).as_posix()
        found = _git("cat-file", "blob", f"{self.commit}:{name}")
        if found is None and name in self._renamed:
            return _git("cat-file", "blob", f"{self.commit}:{self._renamed[name]}")
        return found

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """The old names of files by their new ones."""
        told = _git("diff", "--name-status", "-z", "--find-renames", "--diff-filter=R", self.commit) or b""
        parts = os.fsdecode(told).split("\0")[:-1]
        return {parts[at + 2]: parts[at + 1] for at in range(0, len(parts), 3)}


def _git(*arguments: str) -> bytes | None:
    try:
        result = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError:
        raise UsageError("--since asks git, and there is no git here") from None
    except ValueError:
        return None
    return result.stdout if result.returncode == 0 else None
