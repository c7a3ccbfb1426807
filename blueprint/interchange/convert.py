"""What a conversion is to do, file by file, and doing it for one file."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from attrs import frozen

from blueprint.documents import content_of, shown_path
from blueprint.errors import UsageError
from blueprint.interchange.formats import FORMATS, Format, format_called, format_named, suffix_of
from blueprint.interchange.notes import Note
from blueprint.interchange.roles import Wishes
from blueprint.model import Blueprint
from blueprint.wording import counted, listed

STANDARD_OUTPUT = "-"


@frozen
class Job:
    """One file to convert, and where to."""

    source: FilePath
    target: FilePath
    reads: Format
    writes: Format

    @property
    def name(self) -> str:
        """The file as reports show it."""
        return shown_path(self.source)

    @property
    def is_to_standard_output(self) -> bool:
        return os.fspath(self.target) == STANDARD_OUTPUT


@frozen
class Converted:
    """A file that is converted but not written: its content, and the notes of reading and writing it."""

    job: Job
    blueprint: Blueprint
    content: bytes
    notes: tuple[Note, ...]

    @property
    def losses(self) -> tuple[Note, ...]:
        return tuple(each for each in self.notes if each.weight == "lost")


def planned(source: str, output: str, to: str | None = None) -> tuple[Job, ...]:
    """The files that a call means; UsageError when it means none, or one target is meant for two. ``to``: a format's name."""
    if FilePath(source).is_dir():
        return _of_folder(FilePath(source), FilePath(output), format_called(to or "yaml"))
    reads = format_named(source)
    if output == STANDARD_OUTPUT:
        return (Job(FilePath(source), FilePath(output), reads, format_called(to or "yaml")),)
    if FilePath(output).is_dir() or output.endswith(("/", os.sep)):
        writes = format_called(to or "yaml")
        return (Job(FilePath(source), FilePath(output) / _renamed(FilePath(source).name, reads, writes), reads, writes),)
    writes = format_called(to) if to else format_named(output, writing=True)
    return (Job(FilePath(source), FilePath(output), reads, writes),)


def _of_folder(folder: FilePath, output: FilePath, writes: Format) -> tuple[Job, ...]:
    if os.fspath(output) == STANDARD_OUTPUT or output.is_file():
        raise UsageError(f"{output}: a folder is converted into a folder; name one with -o")
    jobs = []
    for path in _files(folder, output):
        reads = _readable(path, other_than=writes)
        if reads is not None:
            inner = path.relative_to(folder)
            jobs.append(Job(path, output / inner.with_name(_renamed(inner.name, reads, writes)), reads, writes))
    if not jobs:
        kinds = listed([each.suffixes[0] for each in FORMATS if each.reads and each.is_ours != writes.is_ours], "or")
        raise UsageError(f"{shown_path(folder)}: there is nothing to convert in this folder (a name ends in {kinds})")
    _refuse_clashes(jobs)
    return tuple(jobs)


def _files(folder: FilePath, output: FilePath) -> Iterator[FilePath]:
    """The files of a folder and the folders in it, in order of their names; not what is hidden, nor what was written before."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and FilePath(here, name) != output)
        yield from (FilePath(here, name) for name in sorted(names) if not name.startswith("."))


def _readable(path: FilePath, *, other_than: Format) -> Format | None:
    """The format to read a file of a folder in: blueprints to write another format, others to write blueprints."""
    for each in FORMATS:
        if each.reads and each.is_ours != other_than.is_ours and (suffix := suffix_of(path, each)):
            told = suffix == each.suffixes[0] or (not each.is_ours and suffix.count(".") > 1) or suffix.startswith(".blueprint")
            return each if told or (each.sign and each.sign in content_of(path, shown_path(path))) else None
    return None


def _renamed(name: str, reads: Format, writes: Format) -> str:
    return name[: len(name) - len(suffix_of(name, reads))] + writes.suffixes[0]


def _refuse_clashes(jobs: Iterable[Job]) -> None:
    seen: dict[FilePath, Job] = {}
    for job in jobs:
        other = seen.setdefault(job.target, job)
        if other is not job:
            raise UsageError(f"{other.name} and {job.name} would both be written to {shown_path(job.target)}; rename one")


def refuse_to_overwrite(jobs: Iterable[Job]) -> None:
    """UsageError when a file is already there."""
    there = [shown_path(job.target) for job in jobs if not job.is_to_standard_output and job.target.exists()]
    if there:
        more = f" and {counted(len(there) - 3, 'other')}" if len(there) > 3 else ""
        raise UsageError(f"already there: {', '.join(there[:3])}{more}; choose another name, or write over with --force")


def converted(job: Job, wishes: Wishes) -> Converted:
    """Convert a file. UsageError when it cannot be read, DocumentError for what is wrong with its content."""
    imported = job.reads.reader(content_of(job.source, job.name), job.name, wishes)
    exported = job.writes.writer(imported.blueprint, job.name)
    return Converted(job, imported.blueprint, exported.content, (*imported.notes, *exported.notes))
