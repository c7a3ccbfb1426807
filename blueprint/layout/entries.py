"""Entries: at which height each way enters the box it leads to, so that the ways into a box neither meet nor cross there."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from attrs import evolve

from blueprint.layout.blocks import Block
from blueprint.layout.cards import PORT, Card
from blueprint.layout.cells import Cells
from blueprint.layout.routes import Route

_APART: Final = 7.0
_OFF: Final = 4.5


def entered(block: Block, cells: Cells, courses: Sequence[Route]) -> tuple[list[Route], dict[str, float]]:
    """The routes with the heights at which they enter, and the height at which each start enters."""
    found = list(courses)
    by_target: dict[str, list[int]] = defaultdict(list)
    for index, route in enumerate(found):
        if not route.edges[1]:
            by_target[route.way.target].append(index)
    starts: dict[str, float] = {}
    for box, card in block.cards.items():
        incoming = by_target.get(box, [])
        if incoming or card.start:
            _enter(box, block, cells, found, incoming, starts)
    return found, starts


def _enter(box: str, block: Block, cells: Cells, found: list[Route], incoming: Sequence[int], starts: dict[str, float]) -> None:
    """Give each way into a box a height of its own, clear of the ways that leave the box before it in the row."""
    card = block.cards[box]
    row = cells.row_of[box]
    left = cells.left_of(row, cells.column_of[box])
    leaving = {each.at[1] for each in block.cards[left].exits} if left else set()
    taken = _straighten(card, found, incoming, row)
    if card.start:
        starts[box] = _nearest(0.0, card, taken, leaving)
        taken.append(starts[box])
    rest = sorted((i for i in incoming if found[i].kind != "straight"), key=lambda i: _from_top(found[i]))
    for index, wanted in zip(rest, _wanted([found[i] for i in rest], middle=bool(taken)), strict=True):
        height = _nearest(wanted, card, taken, leaving)
        taken.append(height)
        found[index] = evolve(found[index], enters=height)


def _straighten(card: Card, found: list[Route], incoming: Sequence[int], row: int) -> list[float]:
    """Let ways along the row run straight where the card is high enough; the heights they take."""
    taken: list[float] = []
    level = [i for i in incoming if found[i].kind == "turn" and found[i].rows == (row, row)]
    for index in sorted(level, key=lambda i: abs(found[i].leaves)):
        height = found[index].leaves
        if 8 - card.up <= height <= card.down - 8 and all(abs(height - other) >= _APART for other in taken):
            found[index] = evolve(found[index], kind="straight", upright=(), enters=height)
            taken.append(height)
    return taken


def _from_top(route: Route) -> tuple[int, float, int, float, str]:
    """In which order ways enter from top to bottom without crossing: those that come down beside the box, then those that come
    along its row, the last to turn into it outermost, then those that come up.
    """
    side = route.side or (-1 if route.leaves < 0 else 1)
    turns, (source, target) = route.upright[-1], route.columns
    if turns < target:
        return side, -side * 1000.0, side * turns, route.leaves, route.way.source
    return 2 * side, route.level - 0.5 if route.kind == "round" else route.rows[0], source, route.leaves, route.way.source


def _wanted(rest: Sequence[Route], *, middle: bool) -> list[float]:
    """Heights from top to bottom: around the axis, or above and below it where the axis is taken."""
    if not middle:
        return [(position - (len(rest) - 1) / 2) * PORT for position in range(len(rest))]
    above = sum((route.side or (-1 if route.leaves < 0 else 1)) < 0 for route in rest)
    return [(position - above + (position >= above)) * PORT for position in range(len(rest))]


def _nearest(wanted: float, card: Card, taken: Sequence[float], leaving: set[float]) -> float:
    """The height nearest to the wanted one that is on the card and clear of others; closer together where it is crowded."""
    low, high = 7 - card.up, card.down - 7
    for apart, off in ((_APART, _OFF), (4.0, 3.0), (1.5, 1.5), (0.4, 0.4)):
        for step in range(int(high - low) + int(abs(wanted)) + 2):
            for height in (wanted - step, wanted + step):
                if low <= height <= high and _is_clear(height, taken, apart) and _is_clear(height, leaving, off):
                    return height
    return min(max(wanted, low), high)


def _is_clear(height: float, others: Collection[float], apart: float) -> bool:
    return all(abs(height - other) >= apart for other in others)
