"""The same steps as other tools draw them, as edges to be measured: dot with lanes as clusters, and processpiper."""

import contextlib
import io
import subprocess
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import frozen

from blueprint.drawing.engine import command
from blueprint.drawing.words import label, quote
from blueprint.layout import Box, Edge, Sheet
from tests.drawing.picture import WAYS, Group, read_picture
from tests.drawing.shapes import Point, joined

LIMIT = 90


def clustered(sheet: Sheet) -> str:
    """The boxes of a sheet, in their sizes, and its edges as plain DOT: a cluster for each lane, lines at right angles."""
    lines = ["digraph {", "rankdir=LR; splines=ortho; newrank=true; node [shape=box fixedsize=true]"]
    for number, (lane, group) in enumerate(groupby(sorted(sheet.boxes, key=_lane), key=lambda box: box.lane)):
        lines.append(f"subgraph cluster_{number} {{ label={quote(lane)}")
        lines += [f"{quote(box.id)} [label={label(box.lines)} {_size(box)}]" for box in group]
        lines.append("}")
    lines += [f"{quote(edge.source)} -> {quote(edge.target)} [{_kind(edge)}]" for edge in sheet.edges if edge.kind != "start"]
    return "\n".join([*lines, "}"]) + "\n"


def _lane(box: Box) -> tuple[str, str]:
    return box.lane, box.id


def _size(box: Box) -> str:
    return f"width={box.rect.w / 72:.3f} height={box.rect.h / 72:.3f}"


def _kind(edge: Edge) -> str:
    """The lines of a moment set no ranks: dot is as free as it can be."""
    return f"id={quote(edge.id)}{' constraint=false' if edge.kind in {'moment', 'evidence'} else ''}"


def draw_by_dot(source: str) -> str:
    """What dot makes of DOT text, as SVG."""
    words = [str(command("embedded")), "-Kdot", "-Tsvg"]
    return subprocess.run(words, input=source, capture_output=True, text=True, check=True, timeout=LIMIT).stdout


def edges_by_dot(sheet: Sheet) -> list[Group]:
    return [each for each in read_picture(draw_by_dot(clustered(sheet))).groups if "edge" in each.classes and each.points]


@frozen
class Piped:
    """What processpiper makes of a sheet: its lines, and which processes it can draw."""

    edges: list[Group]
    processes: set[str]


def drawn_by_processpiper(sheet: Sheet) -> Piped:
    """The ways between steps as processpiper draws them, each process by itself, where it draws all of them.

    Where its lines lie it tells nobody, so it is listened to. Its lines from the start and to the ends are left out.
    """
    drawn: list[Group] = []
    done: set[str] = set()
    for id in sorted({box.process for box in sheet.boxes}):
        with contextlib.suppress(Exception):
            lines = _painted(_text(sheet, id))
            if len(lines) < sum(edge.kind in WAYS and _of(edge, id) for edge in sheet.edges):
                continue
            drawn += [_as_group(f"{id} {number}", points, len(done)) for number, points in enumerate(lines)]
            done.add(id)
    return Piped(drawn, done)


def _text(sheet: Sheet, process: str) -> str:
    """A process of a sheet in the text of processpiper, which has no parts and no evidence."""
    steps = [box for box in sheet.boxes if box.process == process and box.kind == "step"]
    lines = ["title: One", "width: 20000"]
    arrows = [f"{_name(edge.source)}->{_name(edge.target)}" for edge in sheet.edges if edge.kind in WAYS and _of(edge, process)]
    starts = [_name(box.id) for box in steps if box.start]
    for lane, group in groupby(sorted(steps, key=_lane), key=lambda box: box.lane):
        lines.append(f"lane: {lane}")
        for box in group:
            said = "".join(letter for letter in box.text if letter.isalnum() or letter == " ")
            lines.append(f"  <{said}> as {_name(box.id)}" if box.gate else f"  [{said}] as {_name(box.id)}")
            if _name(box.id) in starts[:1]:
                lines.append("  (start) as start")
            if box.ends:
                lines.append(f"  (end) as {_name(box.id)}_end")
                arrows.append(f"{_name(box.id)}->{_name(box.id)}_end")
    return "\n".join([*lines, "", *(f"start->{each}" for each in starts), *arrows]) + "\n"


def _of(edge: Edge, process: str) -> bool:
    return edge.source.partition(".")[0] == process


def _name(box: str) -> str:
    return box.replace("-", "_").replace(".", "_")


def _painted(text: str) -> list[tuple[Point, ...]]:
    """The lines between steps."""
    from processpiper import shape, text2diagram

    heard: list[tuple[Point, ...]] = []
    before = shape.Shape.find_connection_points

    def listen(self: Any, target: Any, *rest: Any) -> Any:
        points = before(self, target, *rest)
        if points and not {type(self).__name__, type(target).__name__} & {"Start", "End"}:
            heard.append(joined(points))
        return points

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        shape.Shape.find_connection_points = listen
        try:
            text2diagram.render(text, str(Path(folder) / "peer.svg"))
        finally:
            shape.Shape.find_connection_points = before
    return [points for points in heard if len(points) > 1]


def _as_group(id: str, points: tuple[Point, ...], place: int) -> Group:
    """A line as the measure takes it; each process is moved to a place of its own, so that none crosses another."""
    moved = tuple((x + place * 100_000, y) for x, y in points)
    return Group(id=id, classes=("edge",), title="", body=None, shapes=(), signs=(), texts=(), points=moved, tips=())
