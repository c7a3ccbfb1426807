"""Shifts: where the first places leave crossings and bends, moments move to other rows of their column, as measured.

The worst moment is tried first, in every row of its lane; what stands there changes places with it. A shift counts by what
the routes then are: a crossing 3, a bend 1, a row 6, and length a little. The number of trials is bounded, so that the time
grows as the block does.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from blueprint.layout.blocks import Block, fanned, from_top, ways_of
from blueprint.layout.columns import Spot
from blueprint.layout.gutters import Plan, plan
from blueprint.layout.tangle import tangle

_ROW: Final = 6
_TRIALS: Final = 60
_WORK: Final = 2400
"""The most trials of a block, and the most ways routed in them."""
_ENOUGH: Final = 2
"""A moment whose ways cross and bend no more than this is left where it stands."""


@frozen
class _Measure:
    """What is bad of a block, in all and by moments."""

    total: float
    by_step: Mapping[str, int]


def shifted(block: Block) -> Block:
    """The block with its moments in rows that leave fewer crossings and bends."""
    found, measured = block, _measure(block)
    left = min(_TRIALS, _WORK // max(1, len(block.ways)))
    done: set[str] = set()
    while left > 0 and (step := _worst(measured, done)):
        trials = list(_trials(found, step))[:left]
        left -= len(trials)
        tried = [(each, _measure(each)) for each in trials]
        best = min(tried, key=lambda each: each[1].total, default=None)
        if best and best[1].total < measured.total:
            found, measured = best
            done.clear()
        done.add(step)
    return found


def _worst(measured: _Measure, done: Collection[str]) -> str | None:
    """The moment whose ways cross and bend most, of those not yet tried in vain."""
    bad = [step for step, count in measured.by_step.items() if count > _ENOUGH and step not in done]
    return min(bad, key=lambda step: (-measured.by_step[step], step), default=None)


def _trials(block: Block, step: str) -> Iterator[Block]:
    """The block with a moment in each other row of its lane, and one below them."""
    spot = block.spots[block.step_box(step)]
    depth = 1 + max(each.row for each in block.spots.values() if each.lane == spot.lane)
    for row in range(depth + 1):
        spots = _moved(block, step, row) if row != spot.row else None
        if spots:
            yield placed(block, _compact(spots))


def _moved(block: Block, step: str, row: int) -> dict[str, Spot] | None:
    """The spots with a moment led from another row, changed with what stands there; None where that does not go in."""
    spots = dict(block.spots)
    lead = spots[block.step_box(step)]
    taken = {(spot.lane, spot.row): box for box, spot in spots.items() if spot.column == lead.column}
    own = set(block.moments[step])
    for box in block.moments[step]:
        if spots[box].lane == lead.lane:
            spots[box] = Spot(lead.column, lead.lane, spots[box].row - lead.row + row)
    for box in block.moments[step]:
        other = taken.get((spots[box].lane, spots[box].row))
        if other is not None and other not in own:
            spots[other] = block.spots[box]
    return spots if _whole(block, spots, lead.column) else None


def _whole(block: Block, spots: Mapping[str, Spot], column: int) -> bool:
    """Whether each moment of a column has its rows for itself."""
    reaches = []
    for boxes in block.moments.values():
        rows = [(spots[box].lane, spots[box].row) for box in boxes]
        if spots[boxes[0]].column == column:
            reaches.append((min(rows), max(rows)))
            if len(set(rows)) < len(rows):
                return False
    return all(high < low for (_, high), (low, _) in pairwise(sorted(reaches)))


def _compact(spots: Mapping[str, Spot]) -> dict[str, Spot]:
    """The spots without empty rows."""
    used = sorted({(spot.lane, spot.row) for spot in spots.values()})
    rows: dict[tuple[int, int], int] = {}
    count: Counter[int] = Counter()
    for lane, row in used:
        rows[lane, row] = count[lane]
        count[lane] += 1
    return {box: evolve(spot, row=rows[spot.lane, spot.row]) for box, spot in spots.items()}


def placed(block: Block, spots: Mapping[str, Spot]) -> Block:
    """The block with its boxes in other places; parallel ways leave in the order of their targets."""
    made = {box: fanned(card, block.id, box, spots) for box, card in block.cards.items()}
    ways = ways_of(block.id, block.process.steps, made) if any(card.gate == "fork" for card in made.values()) else block.ways
    return evolve(block, cards=made, spots=spots, moments=from_top(block.moments, spots), ways=ways)


def rows_of(block: Block) -> dict[tuple[int, int], int]:
    """The rows of a block by itself."""
    used = sorted({(spot.lane, spot.row) for spot in block.spots.values()})
    return {row: position for position, row in enumerate(used)}


def _measure(block: Block) -> _Measure:
    routed = plan(block, rows_of(block))
    found = tangle(routed)
    bad: Counter[str] = Counter()
    steps = {box: step for step, boxes in block.moments.items() for box in boxes}
    for owner, count in found.by_owner.items():
        bad.update(dict.fromkeys((owner,) if isinstance(owner, str) else _ends(routed, steps, owner), int(count)))
    return _Measure(len(routed.rows) * _ROW + found.total, bad)


def _ends(routed: Plan, steps: Mapping[str, str], index: int) -> tuple[str, str]:
    """The moments that a way joins."""
    way = routed.routes[index].way
    return steps[way.source], steps[way.target]
