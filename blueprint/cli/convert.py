"""``blueprint convert``."""

import argparse
import sys
import textwrap
from collections.abc import Iterable
from typing import Final, TextIO

from blueprint.documents import DocumentError, shown_path, write_file
from blueprint.errors import UsageError
from blueprint.interchange import lane_names
from blueprint.interchange.convert import Converted, Job, converted, planned, refuse_to_overwrite
from blueprint.interchange.notes import Note, Weight, counts
from blueprint.interchange.roles import Wishes, wishes
from blueprint.terminal import Style, clean, style_of, width_of
from blueprint.wording import counted

_COLOURS: Final[dict[Weight, str]] = {"lost": "yellow", "guessed": "blue", "kept": "dim"}


def run(options: argparse.Namespace) -> int:
    """Convert what the call names; status 1 for what cannot be made sense of or, with ``--strict``, for any loss."""
    said = wishes(options.lane)
    jobs = planned(options.path, options.output, options.to)
    if not options.force:
        refuse_to_overwrite(jobs)
    return _Converting(options, said, jobs).all()


class _Converting:
    """Converts the files one after the other and tells of each. Where a loss forbids all, nothing is written until the end."""

    def __init__(self, options: argparse.Namespace, said: Wishes, jobs: tuple[Job, ...]) -> None:
        self.options = options
        self.said = said
        self.jobs = jobs
        self.out = sys.stderr if any(job.is_to_standard_output for job in jobs) else sys.stdout
        self.waits = options.strict or bool(said.roles)
        self.status = 0
        self.done: list[Converted] = []

    def all(self) -> int:
        for number, job in enumerate(self.jobs, 1):
            self.one(job, number)
        self.said.refuse_unmet(name for each in self.done for name in lane_names(each.blueprint))
        if self.waits and not (self.options.strict and self.status):
            for each in self.done:
                write(each)
        self.tell(self.summary())
        return self.status

    def one(self, job: Job, number: int) -> None:
        try:
            made = converted(job, self.said)
        except DocumentError as error:
            self.trouble("\n".join(error.mistakes), 1)
            return
        except UsageError as error:
            self.trouble(str(error), 2)
            return
        self.done.append(made)
        if self.options.strict and made.losses:
            self.status = max(self.status, 1)
        alone = len(self.jobs) == 1
        if not alone:
            self.tell(f"[{number}/{len(self.jobs)}] {clean(job.name)}: {told_of(made)}\n")
        self.tell(told(made.notes if alone else made.losses, self.out))
        if not self.waits:
            write(made)

    def trouble(self, message: str, status: int) -> None:
        self.status = max(self.status, status)
        self.out.flush()
        print(f"blueprint: {clean(message) if message.count(chr(10)) == 0 else message}", file=sys.stderr)

    def tell(self, text: str) -> None:
        if not self.options.quiet:
            self.out.write(text)
            self.out.flush()

    def summary(self) -> str:
        lossy = sum(bool(each.losses) for each in self.done)
        if self.options.strict and self.status:
            why = f"{counted(lossy, 'file')} would lose something" if lossy else "not all could be read"
            return f"Nothing written: {why} (--strict).\n"
        if len(self.jobs) > 1:
            target = shown_path(self.options.output)
            return f"{len(self.done)} of {counted(len(self.jobs), 'file')} converted into {target}.\n"
        if not self.done or self.jobs[0].is_to_standard_output:
            return ""
        name = clean(shown_path(self.jobs[0].target))
        after = f" Now: blueprint check {name}" if self.jobs[0].writes.is_ours else ""
        return f"{name} written: {told_of(self.done[0])}.{after}\n"


def write(made: Converted) -> None:
    """Put what was converted where it belongs, with the folders that it needs."""
    if made.job.is_to_standard_output:
        sys.stdout.flush()
        sys.stdout.buffer.write(made.content)
        return
    try:
        made.job.target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{made.job.target.parent}: this folder cannot be made ({(error.strerror or str(error)).lower()})"
        ) from None
    write_file(made.job.target, made.content)


def told_of(made: Converted) -> str:
    """How much came of a file: ``20 steps in 3 processes, 1 lost, 8 guessed``."""
    steps = sum(len(each.steps) for each in made.blueprint.processes.values())
    processes = len(made.blueprint.processes)
    size = f"{counted(steps, 'step')} in {processes} {'process' if processes == 1 else 'processes'}"
    return ", ".join([size, *(f"{number} {weight}" for weight, number in counts(made.notes).items())])


def told(notes: Iterable[Note], stream: TextIO) -> str:
    """The notes as reports tell findings: what, and where."""
    style, width = style_of(stream), width_of(stream)
    return "".join(_block(each, style, width) for each in notes)


def _block(note: Note, style: Style, width: int) -> str:
    message = textwrap.fill(f"{note.weight} {clean(note.message)}", width, subsequent_indent="  ", break_on_hyphens=False)
    head = style.paint(_COLOURS[note.weight], note.weight) + message[len(note.weight) :]
    return f"{head}\n  {style.paint('dim', '-->')} {clean(note.place)}\n"
