"""Patterns of paths as ``.gitignore`` writes them."""

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any


class Patterns:
    """Patterns that speak of what lies below a folder; a later one wins over those before it."""

    __slots__ = ("base", "spec")

    def __init__(self, base: FilePath, spec: Any = None) -> None:
        self.base = base
        self.spec = spec

    @classmethod
    def of(cls, base: FilePath, lines: Iterable[str]) -> "Patterns":
        """Patterns from lines; the package that reads them is imported where there are any."""
        lines = tuple(lines)
        if not lines:
            return cls(base)
        from pathspec import GitIgnoreSpec

        return cls(base, GitIgnoreSpec.from_lines(lines))

    def match(self, path: FilePath, *, is_folder: bool = False) -> bool:
        """Whether they mean a file or folder, named by its absolute path."""
        if self.spec is None or not path.is_relative_to(self.base):
            return False
        return bool(self.spec.match_file(path.relative_to(self.base).as_posix() + ("/" if is_folder else "")))
