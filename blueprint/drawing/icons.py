"""Pictures of channels, on a plate."""

from collections.abc import Iterator
from typing import Final

from blueprint.drawing.strokes import STROKES
from blueprint.drawing.theme import Theme
from blueprint.drawing.words import node, quote
from blueprint.layout import Plate, Point
from blueprint.layout.rim import MARGIN, PITCH, SIZE

_SCALE: Final = SIZE / 10


def icons(holder: str, plate: Plate, color: str, theme: Theme) -> Iterator[str]:
    """The plate of a box, in the colour of its border, and the pictures on it."""
    looks = f'style="rounded,filled" fillcolor="{theme.box}" color="{color}" penwidth=0.8 class=icons'
    yield node(f"{holder}:icons", plate.rect, looks)
    y = plate.rect.center[1] - SIZE / 2
    for number, icon in enumerate(plate.icons):
        corner = plate.rect.x + MARGIN + number * PITCH, y
        yield _picture(f"{holder}:icon{number}", f"{holder}:icons", icon.kind, corner, theme)


def _picture(id: str, plate: str, kind: str, corner: Point, theme: Theme) -> str:
    """A picture whose upper left corner stands here: the strokes of one line from its plate to itself."""
    x, y = corner
    strokes = (" ".join(f"{x + _SCALE * dx:.2f},{-y - _SCALE * dy:.2f}" for dx, dy in stroke) for stroke in STROKES[kind])
    looks = f'dir=none color="{theme.ink}" penwidth=0.9 id={quote(id)} class=icon'
    return f'{quote(plate)} -> {quote(plate)} [pos="{";".join(strokes)}" {looks}]'
