"""What a call means by its paths: files as named, globs, and the blueprints in folders, less what is ignored or excluded."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import Final, NamedTuple

from blueprint.config import Nearest
from blueprint.documents import SUFFIXES, content_of, format_of, read_file, shown_path
from blueprint.errors import UsageError
from blueprint.patterns import Patterns
from blueprint.source import Source, read_source
from blueprint.wording import listed

MARKDOWN: Final = (".md", ".markdown")
_NAMES: Final = f"a name ends in {listed(SUFFIXES, 'or')}"


class Input(NamedTuple):
    """Something to check: a file, or the reason why there is none. ``named``: the call itself names the file."""

    path: FilePath
    trouble: str = ""
    named: bool = True

    @property
    def name(self) -> str:
        """The path as reports show it."""
        return shown_path(self.path)

    def read(self) -> Source:
        """The file as a source; UsageError when it cannot be read."""
        if self.trouble:
            raise UsageError(self.trouble)
        return read_file(self.path, self.name)

    def documents(self) -> tuple[Source, ...]:
        """Each blueprint in the file; UsageError when it cannot be read, or is named and holds none."""
        if self.trouble:
            raise UsageError(self.trouble)
        name = self.name
        found = documents_in(content_of(self.path, name), name)
        if not found and self.named:
            raise UsageError(f"{name}: there is no blueprint in this file; one stands between ```yaml and ```")
        return found


def documents_in(content: bytes, name: str) -> tuple[Source, ...]:
    """The blueprints in the bytes of a file: one, those of a YAML stream, or those in the code blocks of Markdown."""
    if name.lower().endswith(MARKDOWN):
        from blueprint.source.embedded import in_markdown

        return in_markdown(content, name)
    source = read_source(content, name, format_of(name))
    if all(fault.kind != "several-documents" for fault in source.faults):
        return (source,)
    from blueprint.source.embedded import each_document

    return each_document(source)


def find_inputs(
    paths: Iterable[str | os.PathLike[str]], nearest: Nearest, *, allow_empty: bool = False, force_exclude: bool = False
) -> tuple[Input, ...]:
    """The files that paths stand for, each once, in order of their names.

    A folder without any blueprint is a trouble, and so is a glob that nothing matches, unless ``allow_empty``. What is
    excluded is checked where the call names it, unless ``force_exclude``.
    """
    found: dict[str, Input] = {}
    is_excluded = _excluding(nearest) if force_exclude else None
    for path in map(FilePath, paths):
        for each in _meant_by(path, nearest):
            if is_excluded and not each.trouble and is_excluded(each.path):
                continue
            if not (allow_empty and each.trouble and not each.named):
                found.setdefault(each.trouble or os.fspath(each.path.absolute()), each)
    return tuple(sorted(found.values(), key=lambda each: (each.trouble or each.name, os.fspath(each.path))))


def _meant_by(path: FilePath, nearest: Nearest) -> Iterable[Input]:
    if path.is_dir():
        return _in_folder(path, nearest)
    if path.exists() or not any(sign in os.fspath(path) for sign in "*?["):
        return (Input(path),)
    return _matching(path, nearest)


def _in_folder(folder: FilePath, nearest: Nearest) -> Iterator[Input]:
    found = list(_walk(folder, nearest))
    yield from found
    if not found:
        yield Input(folder, f"{shown_path(folder)}: there is no blueprint in this folder ({_NAMES})", named=False)


def _matching(pattern: FilePath, nearest: Nearest) -> Iterator[Input]:
    """What a glob means that no shell has resolved: files by their names, and what lies in folders."""
    found = False
    is_excluded = _excluding(nearest)
    for path in sorted(_globbed(pattern)):
        inside = _walk(path, nearest) if path.is_dir() and "**" not in pattern.parts else ()
        meant = path.name.endswith((*SUFFIXES, *MARKDOWN)) and path.is_file() and not is_excluded(path)
        for each in (Input(path, named=False),) if meant else inside:
            found = True
            yield each
    if not found:
        yield Input(pattern, f"{shown_path(pattern)}: nothing matches this, or no blueprint does ({_NAMES})", named=False)


def _globbed(pattern: FilePath) -> Iterator[FilePath]:
    """The paths that a glob means. ``**`` goes into no link, which may lead in circles, and no sign means a hidden name."""
    root, *parts = pattern.parts if pattern.anchor else ("", *pattern.parts)
    if parts[-1] == "**":
        parts.append("*")
    known = {*parts, ".", ".."}
    for path in FilePath(root).glob("/".join(parts)):
        shown = path.relative_to(root).parts if root else path.parts
        if all(part in known or not part.startswith(".") for part in shown):
            yield path


def _excluding(nearest: Nearest) -> Callable[[FilePath], bool]:
    """What tells whether the settings leave a file out, or git does; the patterns of each folder are read once."""

    @cache
    def patterns(folder: FilePath) -> tuple[Patterns, ...]:
        settings = nearest.at(folder)
        return Patterns.of(settings.root, settings.exclude), *_gitignores_above(folder, itself=True)

    def is_excluded(path: FilePath) -> bool:
        absolute = path.absolute()
        return any(each.match(absolute) for each in patterns(absolute.parent))

    return is_excluded


def _walk(top: FilePath, nearest: Nearest) -> Iterator[Input]:
    settings = nearest.at(top)
    included = Patterns.of(settings.root, settings.include)
    above = [Patterns.of(settings.root, settings.exclude), *_gitignores_above(top.absolute())]
    # What the call names is checked although a pattern leaves it out; the pattern then has no say below it either.
    rules = [each for each in above if not each.match(top.absolute(), is_folder=True)]
    troubles: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=troubles.append):
        here = FilePath(folder)
        before, settings = settings, nearest.at(here)
        if settings is not before:
            included = Patterns.of(settings.root, settings.include)
        if here != top and settings.root == here.absolute():
            rules.append(Patterns.of(settings.root, settings.exclude))
        if ".gitignore" in names:
            rules.append(Patterns.of_git(here.absolute(), _lines(here / ".gitignore")))

        def leaves_out(path: FilePath, *, is_folder: bool = False) -> bool:
            return any(each.match(path.absolute(), is_folder=is_folder) for each in rules)

        folders[:] = sorted(name for name in folders if not name.startswith(".") and not leaves_out(here / name, is_folder=True))
        for name in sorted(names):
            path = here / name
            if (name.endswith(tuple(SUFFIXES)) or included.match(path.absolute())) and not leaves_out(path):
                yield Input(path, _unlike_a_file(path), named=False)
    for error in troubles:
        reason = (error.strerror or str(error)).lower()
        yield Input(top, f"{shown_path(error.filename or top)}: this folder cannot be read ({reason})")


def _unlike_a_file(path: FilePath) -> str:
    """Why something with the name of a blueprint is not read: a pipe, say, would keep us waiting for ever."""
    return f"{shown_path(path)}: this is no file" if path.exists() and not path.is_file() else ""


def _gitignores_above(folder: FilePath, *, itself: bool = False) -> Iterator[Patterns]:
    """The patterns of git between a folder and the root of its repository."""
    above: list[FilePath] = [folder] if itself else []
    for parent in (folder, *folder.parents):
        if parent != folder:
            above.append(parent)
        if (parent / ".git").exists():
            files = [each / ".gitignore" for each in above]
            yield from (Patterns.of_git(file.parent, _lines(file)) for file in files if file.is_file())
            return


def _lines(file: FilePath) -> list[str]:
    try:
        # What is no file, such as a pipe, would keep us waiting for ever.
        return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    except OSError:
        return []
