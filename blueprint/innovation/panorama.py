"""The driving-force model (Sundbo and Gallouj; Tan and Xu, Figure 1): the enterprise between the tracks and the actors.

Three columns: tracks, the enterprise with its internal forces and the departments they are linked with, actors. What acts
from outside and has no link of its own acts on the enterprise as a whole.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from blueprint.innovation import gutter
from blueprint.innovation.columns import PAD, Column, column_of, drawn, home, stacked
from blueprint.innovation.diagram import Piece, Tie
from blueprint.innovation.gutter import Run, Side
from blueprint.innovation.names import LEVELS, force_title
from blueprint.innovation.parts import tie
from blueprint.layout.values import Point, Rect
from blueprint.model import Blueprint
from blueprint.model_innovation import FORCES, Innovation, Link

_ORDER: Final = ("tracks", "internal", "actors")


def panorama(blueprint: Blueprint | None, innovation: Innovation, *, enterprise: str, every: bool, wide: float = 158) -> Piece:
    """The driving forces of an enterprise. ``every``: forces of which nothing is said are shown as well."""
    columns = [column_of(blueprint, innovation, group, enterprise, every=every, wide=wide) for group in _ORDER]
    tall = max(each.least for each in columns)
    sides = _sides(innovation, columns)
    across = [each for each in innovation.links if _where(columns, each) == "across"]
    gutters = [_runs(innovation, columns, sides, number, across) for number in (0, 1)]
    lefts = [0.0]
    for number in (0, 1):
        lefts.append(lefts[-1] + columns[number].wide + gutter.room(gutters[number]))
    places = {
        each.id: Rect(x + PAD, y, each.wide, each.height)
        for column, x in zip(columns, lefts, strict=True)
        for each, y in stacked(column, tall)
    }
    fields = [one for column, x in zip(columns, lefts, strict=True) for one in drawn(column, x, tall, places)]
    ties = [*_ties(blueprint, innovation, columns, gutters, lefts, places, tall, across)]
    bottom = tall + (14 + gutter.BETWEEN * len(across) if across else 0)
    return Piece(width=lefts[2] + columns[2].wide, height=bottom, fields=tuple(fields), ties=tuple(ties))


def _where(columns: Sequence[Column], link: Link) -> str:
    homes = sorted((home(columns, link.from_), home(columns, link.to)))
    if homes[0] < 0 or link.from_ == link.to:
        return "nowhere"
    return {(0, 2): "across"}.get((homes[0], homes[1]), "near")


def _sides(innovation: Innovation, columns: Sequence[Column]) -> dict[int, int]:
    """In which gutter each link runs; those within the enterprise where fewer run."""
    found: dict[int, int] = {}
    counts = [0, 0]
    within = []
    for number, link in enumerate(innovation.links):
        if _where(columns, link) != "near":
            continue
        homes = {home(columns, link.from_), home(columns, link.to)}
        if homes == {1}:
            within.append(number)
        else:
            found[number] = 0 if 0 in homes else 1
            counts[found[number]] += 1
    for number in within:
        found[number] = counts.index(min(counts))
        counts[found[number]] += 1
    return found


def _runs(
    innovation: Innovation, columns: Sequence[Column], sides: dict[int, int], number: int, across: Sequence[Link]
) -> list[Run]:
    """The ties of a gutter; those that go across have one end in it, and leave it below."""
    runs = []
    for at, link in enumerate(innovation.links):
        if sides.get(at) == number:
            ends = [(_side(columns, end, number), end) for end in (link.from_, link.to)]
            runs.append(Run(f"{at}", ends[0], ends[1]))
        elif link in across:
            end = next(end for end in (link.from_, link.to) if home(columns, end) == 2 * number)
            runs.append(Run(f"{at}", (_side(columns, end, number), end), (_side(columns, end, number), end)))
    return runs


def _side(columns: Sequence[Column], name: str, number: int) -> Side:
    return "left" if home(columns, name) == number else "right"


def _ties(
    blueprint: Blueprint | None, innovation: Innovation, columns: Sequence[Column], gutters: Sequence[Sequence[Run]],
    lefts: Sequence[float], places: dict[str, Rect], tall: float, across: Sequence[Link],
) -> Iterator[Tie]:  # fmt: skip
    bent: dict[str, list[tuple[Point, ...]]] = {}
    for number in (0, 1):
        edges: dict[Side, float] = {"left": lefts[number] + columns[number].wide - PAD, "right": lefts[number + 1] + PAD}
        acting = [*_acting(innovation, columns[2 * number])]
        mids = {name: places[name].center[1] for name in acting}
        heights = gutter.ports(gutters[number], places, mids.values())
        xs = gutter.tracks(gutters[number], heights, lefts[number] + columns[number].wide + 20)
        for run in gutters[number]:
            if run.one == run.other:
                at = heights[run.name, *run.one]
                bent.setdefault(run.name, []).append(((edges[run.one[0]], at), (xs[run.name], at)))
            else:
                bent[run.name] = [gutter.bends(run, heights, xs[run.name], edges)]
        for name in acting:
            yield _act(innovation, name, mids[name], edges, number)
    for at, link in enumerate(innovation.links):
        if f"{at}" in bent:
            yield _tie(blueprint, innovation, link, at, _joined(bent[f"{at}"], link, columns, tall, across))


def _joined(
    parts: Sequence[tuple[Point, ...]], link: Link, columns: Sequence[Column], tall: float, across: Sequence[Link]
) -> tuple[Point, ...]:
    """One line; the two parts of a link that goes across meet below the panels."""
    if len(parts) == 1:
        return parts[0]
    below = tall + 12 + gutter.BETWEEN * list(across).index(link)
    one, other = parts
    line = (*one, (one[-1][0], below), (other[-1][0], below), *reversed(other))
    return line if home(columns, link.from_) == 0 else tuple(reversed(line))


def _acting(innovation: Innovation, column: Column) -> Iterator[str]:
    """The forces from outside that act and are linked with nothing."""
    linked = {end for link in innovation.links for end in (link.from_, link.to)}
    for each in column.cards:
        if each.weight not in (None, "absent") and each.id not in linked and each.id in FORCES:
            yield each.id


def _act(innovation: Innovation, name: str, y: float, edges: dict[Side, float], number: int) -> Tie:
    inner = edges["right"] - PAD if number == 0 else edges["left"] + PAD
    outer = edges["left" if number == 0 else "right"]
    tip = f"{force_title(name)} acts on the enterprise"
    weight = _weight(innovation, name)
    return Tie(
        id=f"@acts-{name}", kind="acts", source=name, target="@internal", points=((outer, y), (inner, y)), weight=weight, tip=tip
    )


def _tie(blueprint: Blueprint | None, innovation: Innovation, link: Link, at: int, points: tuple[Point, ...]) -> Tie:
    ends = [end for end in (link.from_, link.to) if end in FORCES and (link.way == "interacting" or end == link.from_)]
    weight = max([_weight(innovation, end) for end in ends], default=1)
    tip = tie(blueprint, link)
    return Tie(id=f"@link{at}", kind=link.way, source=link.from_, target=link.to, points=points, weight=weight, tip=tip)


def _weight(innovation: Innovation, name: str) -> int:
    return next((max(LEVELS[force.weight], 1) for key, force in innovation.forces.items() if key == name), 1)
