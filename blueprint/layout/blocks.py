"""Blocks: a process with its cards made and its moments placed, before it is routed and set on a sheet."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from blueprint.layout import cards, lanes
from blueprint.layout.cards import PORT, Card, Exit
from blueprint.layout.columns import Spot, place
from blueprint.layout.values import Layer
from blueprint.model import Blueprint, Choose, Fork, Next, Process, Step
from blueprint.values import EMPTY

if TYPE_CHECKING:
    from blueprint.layout.timed import Timed


@frozen
class Way:
    """A way from one step to another; ``exit`` says where it leaves the card of the first."""

    source: str
    target: str
    exit: Exit


@frozen(kw_only=True)
class Block:
    """A process ready to be routed. Boxes are known by their ids: ``process.step``, then ``@lane`` or ``#evidence``.

    ``moments``: for each step, its boxes from top to bottom. ``lanes``: the lane of each box. ``entries``: how many
    ways lead to each step. ``part``: which band of how many this is, where the process is folded. ``timed``: what is known of
    times, where they are shown.
    """

    id: str
    process: Process
    cards: Mapping[str, Card]
    spots: Mapping[str, Spot]
    moments: Mapping[str, tuple[str, ...]]
    lanes: Mapping[str, str]
    ways: tuple[Way, ...]
    columns: int
    entries: Mapping[str, int]
    part: tuple[int, int] = (1, 1)
    timed: "Timed | None" = None

    def step_box(self, step: str) -> str:
        return f"{self.id}.{step}"


Numbers = Mapping[str, Sequence[int]]
"""The numbers of the findings on each box."""


def block(
    blueprint: Blueprint, id: str, rank: Mapping[str, int], layers: Collection[Layer], findings: Numbers = EMPTY,
    timed: "Timed | None" = None,
) -> Block:  # fmt: skip
    """Make the cards of a process and place them. ``rank``: each lane's place from top to bottom."""
    process = blueprint.processes[id]
    entries = _entries(process)
    made: dict[str, Card] = {}
    lane_of: dict[str, str] = {}
    moments: dict[str, tuple[str, ...]] = {}
    for name in sorted(process.steps):
        boxes = _moment(blueprint, id, name, entries.get(name, 0), layers, findings, timed)
        made |= {box: card for box, _, card in boxes}
        lane_of |= {box: lane for box, lane, _ in boxes}
        moments[name] = tuple(box for box, _, _ in boxes)
    spots = place(process, {step: [(box, rank[lane_of[box]]) for box in boxes] for step, boxes in moments.items()})
    made = {box: fanned(card, id, box, spots) for box, card in made.items()}
    return Block(
        id=id, process=process, cards=made, spots=spots, moments=from_top(moments, spots), lanes=lane_of,
        ways=ways_of(id, process.steps, made), entries=entries,
        columns=1 + max((spot.column for spot in spots.values()), default=0), timed=timed,
    )  # fmt: skip


def fanned(card: Card, id: str, box: str, spots: Mapping[str, Spot]) -> Card:
    """A card whose parallel ways leave in the order of their targets from top to bottom, one along the row on the axis."""
    if card.gate != "fork":
        return card
    ways = [each for each in card.exits if each.kind == "fork"]
    rows = {each.to: _row(spots.get(f"{id}.{each.to}"), len(ways)) for each in ways}
    ways.sort(key=lambda each: rows[each.to])
    level = [position for position, each in enumerate(ways) if rows[each.to] == _row(spots[box], 0)]
    first = level[0] if level and len(ways) <= 3 else (len(ways) - 1) / 2
    fanned = [evolve(each, at=(each.at[0], (position - first) * PORT)) for position, each in enumerate(ways)]
    return evolve(card, exits=(*fanned, *(each for each in card.exits if each.kind != "fork")))


def _row(spot: Spot | None, otherwise: int) -> tuple[int, int]:
    return (spot.lane, spot.row) if spot else (1 << 30, otherwise)


def used_lanes(blueprint: Blueprint, id: str, layers: Collection[Layer]) -> set[str]:
    """The lanes that a process stands in."""
    steps = blueprint.processes[id].steps.values()
    named = {lane for step in steps for lane in (step.lane, *step.with_)}
    return named | {lanes.EVIDENCE} if "evidence" in layers and any(map(_evidence, steps)) else named


def from_top(moments: Mapping[str, tuple[str, ...]], spots: Mapping[str, Spot]) -> dict[str, tuple[str, ...]]:
    return {step: tuple(sorted(boxes, key=lambda box: (spots[box].lane, spots[box].row))) for step, boxes in moments.items()}


def _evidence(step: Step) -> tuple[str, ...]:
    """What can be seen in a moment, the step's own and that of its parts, each once."""
    parts = (step.with_[lane].evidence for lane in sorted(step.with_))
    return tuple(dict.fromkeys((*step.evidence, *(item for items in parts for item in items))))


def _moment(
    blueprint: Blueprint, id: str, name: str, entries: int, layers: Collection[Layer], findings: Numbers, timed: "Timed | None"
) -> list[tuple[str, str, Card]]:
    process = blueprint.processes[id]
    step = process.steps[name]
    box = f"{id}.{name}"
    card = cards.step_card(
        blueprint, step, entries=entries, start=name in process.start, layers=layers, findings=findings.get(box, ()),
        times=timed.steps.get(box) if timed else None,
    )  # fmt: skip
    found = [(box, step.lane, card)]
    for lane in sorted(step.with_):
        found.append((f"{box}@{lane}", lane, cards.part_card(blueprint, step.with_[lane], lane, layers=layers)))
    seen = _evidence(step) if "evidence" in layers else ()
    return found + ([(f"{box}#evidence", lanes.EVIDENCE, cards.evidence_card(seen))] if seen else [])


def _targets(step: Step) -> list[str]:
    way = step.way
    main = [way.to] if isinstance(way, Next) else list(way.to) if isinstance(way, Fork) else []
    main += [each.to for each in way.options] if isinstance(way, Choose) else []
    return main + [each.recover for each in step.fails if each.recover] + ([step.late] if step.late else [])


def _entries(process: Process) -> dict[str, int]:
    """How many ways lead to each step, the start among them."""
    count: dict[str, int] = dict.fromkeys(process.start, 1)
    for step in process.steps.values():
        for to in _targets(step):
            count[to] = count.get(to, 0) + 1
    return count


def ways_of(id: str, steps: Collection[str], made: Mapping[str, Card]) -> tuple[Way, ...]:
    """The ways from the cards of these steps to others of them."""
    return tuple(
        Way(f"{id}.{name}", f"{id}.{leaving.to}", leaving)
        for name in sorted(steps)
        for leaving in made[f"{id}.{name}"].exits
        if leaving.to in steps
    )
