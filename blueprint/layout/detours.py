"""Detours: a way that crosses others takes another course where that leaves fewer crossings and bends, as measured.

The worst way is tried first, in each course that its cells leave free, and from another place on its step. The number of
trials is bounded, so that the time grows as the block does.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from attrs import frozen

from blueprint.layout.blocks import Block
from blueprint.layout.cells import Cells
from blueprint.layout.gutters import Plan, plan
from blueprint.layout.routes import Route, possible
from blueprint.layout.strips import reordered
from blueprint.layout.tangle import CROSSING, Owner, Tangle, expected, tangle

_TRIALS: Final = 120
_WORK: Final = 6000
"""The most trials of a block, and the most ways routed in them."""
_FEW: Final = 8
"""How many courses of a way are tried, those expected to be the best."""
_SLACK: Final = 5.0
"""How much worse than the present course one may be expected to be."""
Rows = Mapping[tuple[int, int], int]


@frozen
class _State:
    """A block with the courses chosen of some of its ways, routed and measured."""

    plan: Plan
    measured: Tangle

    @classmethod
    def of(cls, block: Block, rows: Rows, chosen: Mapping[int, Route]) -> "_State":
        found = plan(block, rows, chosen)
        return cls(found, tangle(found))


def routed(block: Block, rows: Rows) -> Plan:
    """A block routed with few crossings and bends. ``rows``: the sheet's row for each lane rank and row within the lane."""
    cells = Cells.of(block, rows)
    state = _State.of(block, rows, {})
    left = min(_TRIALS, _WORK // max(1, len(block.ways)))
    done: set[int] = set()
    while left > 0 and (index := _worst(state.measured.by_owner, done)) is not None:
        trials = list(_trials(state, index, cells))[:left]
        left -= len(trials)
        tried = (_State.of(block, rows, chosen) for block, chosen in trials)
        best = min(tried, key=lambda each: each.measured.total, default=state)
        if best.measured.total < state.measured.total - 0.1:
            state = best
            done.clear()
        done.add(index)
    return state.plan


def _trials(state: _State, index: int, cells: Cells) -> Iterator[tuple[Block, Mapping[int, Route]]]:
    block, now = state.plan.block, dict(enumerate(state.plan.courses))
    others = [each for each in possible(block.ways[index], block, cells, {}) if not _same(each, now[index])]
    costs = {at: expected(each, index, state.plan, state.measured.lines) for at, each in enumerate(others)}
    good = [at for at in costs if costs[at] < state.measured.by_owner[index] + _SLACK]
    for at in sorted(good, key=costs.__getitem__)[:_FEW]:
        yield block, {index: others[at]} | {each: route for each, route in now.items() if each != index}
    for other in reordered(block, block.ways[index].source.removeprefix(f"{block.id}.")):
        yield other, now


def _worst(bad: Mapping[Owner, float], done: Collection[int]) -> int | None:
    """The way that crosses and bends most, of those not yet tried in vain."""
    left = [index for index, count in bad.items() if isinstance(index, int) and count >= CROSSING and index not in done]
    return max(left, key=lambda index: (bad[index], -index), default=None)


def _same(one: Route, other: Route) -> bool:
    return _form(one) == _form(other)


def _form(route: Route) -> tuple[object, ...]:
    return route.kind, route.upright, route.level, route.edges, route.beside
