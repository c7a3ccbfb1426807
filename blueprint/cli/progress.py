"""How far a long run has come, as one line on the terminal, which is gone when the run is over."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, TextIO

from blueprint.inputs import Input
from blueprint.terminal import clean, columns, width_of

PATIENCE: Final = 1.0
"""Seconds before the line is shown: who waits no longer than that needs none."""
PAUSE: Final = 0.1
"""Seconds between two looks of the line."""
_CLEARED: Final = "\r\x1b[K"


class Progress:
    """Counts the inputs that a run comes to, and shows them on a terminal: a bar, a count, a name."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self.stream = stream
        self.total = total
        self.done = 0
        self.due = monotonic() + PATIENCE
        self.is_shown = False

    def come_to(self, entry: Input) -> None:
        """Count one input, and show it when it is time."""
        self.reach(self.done + 1, entry.name)

    def reach(self, done: int, name: str) -> None:
        """So much is done, and this is what is being done; shown when it is time."""
        self.done = done
        now = monotonic()
        if now >= self.due:
            self.due = now + PAUSE
            self.is_shown = True
            self._write(_CLEARED + line(self.done, self.total, name, width_of(self.stream) - 1))

    def clear(self) -> None:
        """Take the line away."""
        if self.is_shown:
            self._write(_CLEARED)

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def line(done: int, total: int, name: str, width: int) -> str:
    """The line, no wider than so many columns; of a long name the end is shown, which tells files apart.

    >>> line(3, 12, "shop.blueprint.yaml", 60)
    '[#####---------------]  3/12 shop.blueprint.yaml'
    """
    filled = 20 * done // max(1, total)
    head = f"[{'#' * filled}{'-' * (20 - filled)}] {done:>{len(str(total))}}/{total} "
    shown = clean(name)
    if columns(head + shown) <= width:
        return head + shown
    while shown and columns(f"{head}...{shown}") > width:
        shown = shown[1:]
    return f"{head}...{shown}"


@contextmanager
def progress(total: int) -> Iterator[Progress]:
    """A line on standard error for so many inputs, which is taken away whatever happens."""
    shown = Progress(sys.stderr, total)
    try:
        yield shown
    finally:
        shown.clear()
