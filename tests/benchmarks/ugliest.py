"""The ugliest of the services by lot, drawn to be looked at: ``python -m tests.benchmarks.ugliest [COUNT [FOLDER]]``.

Of COUNT services (200), each as designers get it by default, the five worst are written to FOLDER as PNG, the worst first.
"""

import logging
import sys
from pathlib import Path

from attrs import frozen

from blueprint.drawing import Drawing, render
from tests.drawing.measure import Count, count, length
from tests.drawing.picture import read_picture
from tests.drawing.services import service

SHOWN = 5
CROSSING, COLUMN, WIDE = 3.0, 190.0, 2400.0
"""A crossing is as ugly as three bends; about how wide a column is; the width up to which a sheet is no trouble."""


@frozen
class Ugliness:
    """What one drawing has of what nobody likes; its length and width are in points, the number is that of the service."""

    number: int
    count: Count
    length: float
    wide: float

    @property
    def value(self) -> float:
        """By edge: bends, crossings as bends, the columns that a line runs beside, and what is too wide of the sheet."""
        each = self.count
        lines = CROSSING * each.crossings + each.bends + self.length / COLUMN
        return lines / max(1, each.edges) + max(0.0, self.wide - WIDE) / COLUMN

    def __str__(self) -> str:
        edges = max(1, self.count.edges)
        return (
            f"service {self.number:>3}: {self.value:>6.2f} ugly  {self.count.edges:>4} edges  "
            f"{self.count.crossings / edges:>5.2f} crossings, {self.count.bends / edges:>5.2f} bends "
            f"and {self.length / edges:>5.0f} points an edge  {self.wide:>6.0f} points wide"
        )


def ugliness(number: int, drawing: Drawing) -> Ugliness:
    picture = read_picture(drawing.svg)
    return Ugliness(number, count(picture.edges), length(picture.edges), picture.wide)


def ugliest(number: int) -> list[Ugliness]:
    """The worst of so many services, the worst first."""
    found = [ugliness(each, render(service(each))) for each in range(number)]
    return sorted(found, key=lambda each: (-each.value, each.number))[:SHOWN]


def main() -> int:
    logging.disable(logging.INFO)
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    for each in ugliest(number):
        print(each, flush=True)
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"service-{each.number}.png").write_bytes(render(service(each.number)).png)
    return 0


if __name__ == "__main__":
    sys.exit(main())
