"""Ties between cards in neighbouring columns: each enters and leaves at a port of its own and bends on a track of its own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from attrs import frozen

from blueprint.layout.values import Point, Rect

Side = Literal["left", "right"]
NEAR: Final = 3.0
APART: Final = (9.0, 6.0, NEAR)
"""How far ends keep from each other, where there is room, where there is little, and at least."""
BETWEEN: Final = 9.0
STRAIGHT: Final = 16.0


@frozen
class Run:
    """A tie in a gutter: at its left and at its right it meets a card, or both its ends are on one side."""

    name: str
    one: tuple[Side, str]
    other: tuple[Side, str]

    @property
    def is_straight_through(self) -> bool:
        """Whether it goes from one side of the gutter to the other."""
        return self.one[0] != self.other[0]


def ports(runs: Sequence[Run], cards: Mapping[str, Rect], taken: Iterable[float] = ()) -> dict[tuple[str, Side, str], float]:
    """The height at which each end of each tie meets its card; no two within a gutter are near each other.

    Those that leave a card stand in the order of the cards they lead to. ``taken`` are heights that are in use.
    """
    found: dict[tuple[str, Side, str], float] = {}
    taken = list(taken)
    used = list(taken)
    for side, card in sorted({end for run in runs for end in (run.one, run.other)}):
        meeting = [run for run in runs if (side, card) in (run.one, run.other)]
        meeting.sort(key=lambda run: (cards[_far(run, (side, card))[1]].center[1], run.name))
        rect = cards[card]
        for number, run in enumerate(meeting, start=1):
            at = _free(rect.y + rect.h * number / (len(meeting) + 1), rect, used)
            used.append(at)
            found[run.name, side, card] = at
    for run in runs:
        _straighten(run, cards, found, taken)
    return found


def _straighten(run: Run, cards: Mapping[str, Rect], found: dict[tuple[str, Side, str], float], taken: Iterable[float]) -> None:
    """Let a tie that would bend for no more than a few points go straight, where no other is in the way."""
    one, other = (run.name, *run.one), (run.name, *run.other)
    if not run.is_straight_through or abs(found[one] - found[other]) > STRAIGHT:
        return
    used = [*taken, *(at for end, at in found.items() if end not in (one, other))]
    for at in (found[one], found[other], (found[one] + found[other]) / 2):
        fits = all(rect.y + 4 <= at <= rect.bottom - 4 for rect in (cards[run.one[1]], cards[run.other[1]]))
        if fits and all(abs(at - each) >= APART[0] for each in used):
            found[one] = found[other] = at
            return


def _far(run: Run, end: tuple[Side, str]) -> tuple[Side, str]:
    return run.other if run.one == end else run.one


def _free(wanted: float, rect: Rect, used: Sequence[float]) -> float:
    """The height nearest to the one wanted that lies on the card and near no other."""
    for apart in APART:
        for step in range(int(rect.h / NEAR)):
            for at in (wanted + step * NEAR, wanted - step * NEAR):
                if rect.y + 4 <= at <= rect.bottom - 4 and all(abs(at - each) >= apart for each in used):
                    return at
    return wanted


def tracks(runs: Sequence[Run], heights: Mapping[tuple[str, Side, str], float], left: float) -> dict[str, float]:
    """Where each tie goes up or down, from left to right: those that go down from above turn last, those that go up first."""

    def order(run: Run) -> tuple[int, float, str]:
        begins, ends = heights[run.name, *run.one], heights[run.name, *run.other]
        at, to = (begins, ends) if run.one[0] == "left" else (ends, begins)
        if not run.is_straight_through:
            return (0 if run.one[0] == "left" else 2), abs(begins - ends), run.name
        return 1, (at if to <= at else -at), run.name

    return {run.name: left + BETWEEN * number for number, run in enumerate(sorted(runs, key=order))}


def room(runs: Sequence[Run]) -> float:
    """How wide a gutter must be for its ties."""
    return 2 * 20 + BETWEEN * max(len(runs) - 1, 0)


def bends(run: Run, heights: Mapping[tuple[str, Side, str], float], x: float, edges: Mapping[Side, float]) -> tuple[Point, ...]:
    """The points of a tie, from its one end to the other."""
    begins, ends = heights[run.name, *run.one], heights[run.name, *run.other]
    start, end = (edges[run.one[0]], begins), (edges[run.other[0]], ends)
    return (start, end) if begins == ends and run.is_straight_through else (start, (x, begins), (x, ends), end)
