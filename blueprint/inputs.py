"""What a call means by its paths: files as named, and the blueprints in folders, less what is ignored or excluded."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

from attrs import frozen

from blueprint.config import Settings
from blueprint.documents import SUFFIXES, read_file
from blueprint.errors import UsageError
from blueprint.source import Source
from blueprint.wording import listed


@frozen(eq=False)
class Input:
    """Something to check: a file, or the reason why there is none."""

    path: FilePath
    trouble: str = ""

    @property
    def name(self) -> str:
        """The path as reports show it: relative to the working folder where it lies in it, with slashes."""
        path = FilePath(os.path.normpath(self.path))
        if path.is_absolute() and path.is_relative_to(FilePath.cwd()):
            path = path.relative_to(FilePath.cwd())
        return path.as_posix()

    def read(self) -> Source:
        """The file as a source; UsageError when it cannot be read."""
        if self.trouble:
            raise UsageError(self.trouble)
        return read_file(self.path, self.name)


def find_inputs(paths: Iterable[str | os.PathLike[str]], settings: Settings) -> tuple[Input, ...]:
    """The files that paths stand for, each once, in order of their names; a folder without any blueprint is a trouble."""
    found: dict[str, Input] = {}
    for path in map(FilePath, paths):
        for each in _in_folder(path, settings) if path.is_dir() else (Input(path),):
            found.setdefault(each.name if not each.trouble else each.trouble, each)
    return tuple(found[name] for name in sorted(found))


def _in_folder(folder: FilePath, settings: Settings) -> Iterator[Input]:
    files = list(_walk(folder, settings))
    yield from map(Input, files)
    if not files:
        yield Input(folder, f"{folder}: there is no blueprint in this folder (a name ends in {listed(SUFFIXES, 'or')})")


def _walk(top: FilePath, settings: Settings) -> Iterator[FilePath]:
    above = [(settings.root, _patterns(settings.exclude)), *_gitignores_above(top)]
    # What the call names is checked although a pattern leaves it out; the pattern then has no say below it either.
    rules = [(base, spec) for base, spec in above if not _matches(spec, top.absolute(), base, is_folder=True)]
    for folder, folders, names in os.walk(top):
        here = FilePath(folder)
        if ".gitignore" in names:
            rules.append((here.absolute(), _patterns(_lines(here / ".gitignore"))))

        def leaves_out(path: FilePath, *, is_folder: bool = False) -> bool:
            return any(_matches(spec, path.absolute(), base, is_folder=is_folder) for base, spec in rules)

        folders[:] = sorted(name for name in folders if not name.startswith(".") and not leaves_out(here / name, is_folder=True))
        for name in sorted(names):
            if name.endswith(tuple(SUFFIXES)) and not leaves_out(here / name):
                yield here / name


def _gitignores_above(folder: FilePath) -> Iterator[tuple[FilePath, Any]]:
    """The ignore files between a folder and the root of its repository."""
    inside = folder.absolute()
    if (inside / ".git").exists():
        return
    above: list[FilePath] = []
    for parent in inside.parents:
        above.append(parent)
        if (parent / ".git").exists():
            files = [each / ".gitignore" for each in above]
            yield from ((file.parent, _patterns(_lines(file))) for file in files if file.is_file())
            return


def _lines(file: FilePath) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _patterns(lines: Iterable[str]) -> Any:
    lines = tuple(lines)
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _matches(spec: Any, path: FilePath, base: FilePath, *, is_folder: bool) -> bool:
    if spec is None or not path.is_relative_to(base):
        return False
    return bool(spec.match_file(path.relative_to(base).as_posix() + ("/" if is_folder else "")))
