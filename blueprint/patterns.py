"""Patterns of paths as ``.gitignore`` writes them."""

import re
from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from blueprint.errors import UsageError
from blueprint.wording import shown


class Patterns:
    """Patterns that speak of what lies below a folder; a later one wins over those before it."""

    __slots__ = ("base", "spec")

    def __init__(self, base: FilePath, spec: Any = None) -> None:
        self.base = base
        self.spec = spec

    @classmethod
    def of(cls, base: FilePath, lines: Iterable[str]) -> "Patterns":
        """Patterns from lines, UsageError for one that is none; the package that reads them is imported where there are any."""
        lines = tuple(lines)
        wrong = [line for line in lines if not _is_pattern(line)]
        if wrong:
            raise UsageError(f"{shown(wrong[0])} is no pattern as .gitignore writes them")
        return cls(base, _spec(lines) if lines else None)

    @classmethod
    def of_git(cls, base: FilePath, lines: Iterable[str]) -> "Patterns":
        """Patterns from the lines of a ``.gitignore``; as git does, they pass over what is no pattern."""
        lines = tuple(filter(_is_pattern, lines))
        return cls(base, _spec(lines) if lines else None)

    def match(self, path: FilePath, *, is_folder: bool = False) -> bool:
        """Whether they mean a file or folder, named by its absolute path."""
        if self.spec is None or not path.is_relative_to(self.base):
            return False
        return bool(self.spec.match_file(path.relative_to(self.base).as_posix() + ("/" if is_folder else "")))


def _spec(lines: Iterable[str]) -> Any:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _is_pattern(line: str) -> bool:
    try:
        _spec([line])
    except (ValueError, re.error):
        return False
    return True
