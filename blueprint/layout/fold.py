"""Folding: a process that is wider than the sheet is cut into bands; where a way goes on in another, both ends bear a number."""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from attrs import evolve

from blueprint.layout import cards
from blueprint.layout.blocks import Block, Numbers, block, fanned, ways_of
from blueprint.layout.cards import Link
from blueprint.layout.columns import Spot
from blueprint.layout.shifts import shifted
from blueprint.layout.values import Layer
from blueprint.model import Blueprint
from blueprint.values import Table

if TYPE_CHECKING:
    from blueprint.layout.timed import Timed

_SLACK: Final = 2
"""How many columns a cut may lie off the even place, where fewer ways are cut there."""


def folded(
    whole: Block, blueprint: Blueprint, *, wrap: int, first: int, layers: Collection[Layer], findings: Numbers
) -> list[Block]:
    """The bands of a process, none wider than ``wrap`` columns; numbers of links begin with ``first``."""
    if whole.columns <= wrap:
        return [whole]
    cuts = _cuts(whole, wrap)
    part_of = {box: sum(spot.column >= cut for cut in cuts[1:]) for box, spot in whole.spots.items()}
    links = _links(whole, part_of, first)
    return [_part(whole, blueprint, number, cuts, part_of, links, layers, findings) for number in range(len(cuts))]


def _cuts(whole: Block, wrap: int) -> list[int]:
    """The first column of each band: evenly, but where few ways are cut."""
    count = -(-whole.columns // wrap)
    crossing = [0] * (whole.columns + 1)
    for way in whole.ways:
        low, high = sorted((whole.spots[way.source].column, whole.spots[way.target].column))
        for column in range(low + 1, high + 1):
            crossing[column] += 1
    cuts = [0]
    for left in range(count - 1, 0, -1):
        ideal = cuts[-1] + -(-(whole.columns - cuts[-1]) // (left + 1))
        least, most = max(whole.columns - left * wrap, cuts[-1] + 1), min(cuts[-1] + wrap, whole.columns - left)
        tried = range(max(least, ideal - _SLACK), min(most, ideal + _SLACK) + 1)
        costs = {column: (crossing[column], abs(column - ideal)) for column in tried}
        cuts.append(min(costs, key=costs.__getitem__))
    return cuts


def _links(whole: Block, part_of: Mapping[str, int], first: int) -> dict[str, Link]:
    """The steps that ways from other bands lead to, by id of the step, in order of their places."""
    led = {way.target for way in whole.ways if part_of[way.source] != part_of[way.target]}
    order = sorted(led, key=lambda box: (whole.spots[box].column, whole.spots[box].lane, whole.spots[box].row))
    steps = [box.removeprefix(f"{whole.id}.") for box in order]
    return {step: Link(first + number, whole.process.steps[step].does) for number, step in enumerate(steps)}


def _part(
    whole: Block, blueprint: Blueprint, number: int, cuts: list[int], part_of: Mapping[str, int],
    links: Mapping[str, Link], layers: Collection[Layer], findings: Numbers,
) -> Block:  # fmt: skip
    inside = {box for box, part in part_of.items() if part == number}
    spots = {box: Spot(spot.column - cuts[number], spot.lane, spot.row) for box, spot in whole.spots.items() if box in inside}
    steps = {name: step for name, step in whole.process.steps.items() if whole.step_box(name) in inside}
    made = {box: card for box, card in whole.cards.items() if box in inside}
    away = {name: link for name, link in links.items() if name not in steps}
    for name in set(steps) & (set(links) | set(_leaving(whole, part_of))):
        box = whole.step_box(name)
        card = cards.step_card(
            blueprint, steps[name], entries=whole.entries.get(name, 0), start=name in whole.process.start, layers=layers,
            links=away, number=links[name].number if name in links else 0, findings=findings.get(box, ()),
            times=whole.timed.steps.get(box) if whole.timed else None,
        )  # fmt: skip
        made[box] = fanned(card, whole.id, box, spots)
    end = cuts[number + 1] if number + 1 < len(cuts) else whole.columns
    return evolve(
        whole, process=evolve(whole.process, steps=Table(steps)), cards=made, spots=spots,
        moments={name: boxes for name, boxes in whole.moments.items() if name in steps},
        ways=ways_of(whole.id, steps, made), columns=end - cuts[number], part=(number + 1, len(cuts)),
    )  # fmt: skip


def _leaving(whole: Block, part_of: Mapping[str, int]) -> Iterator[str]:
    for way in whole.ways:
        if part_of[way.source] != part_of[way.target]:
            yield way.source.removeprefix(f"{whole.id}.")


def blocks(
    blueprint: Blueprint, order: list[str], rank: Mapping[str, int], *, wrap: int, layers: Collection[Layer], findings: Numbers,
    timed: "Timed | None" = None,
) -> list[Block]:  # fmt: skip
    """The blocks of processes in order, each folded where it is too wide; ``wrap`` 0: none is."""
    found: list[Block] = []
    first = 1
    for id in order:
        whole = block(blueprint, id, rank, layers, findings, timed)
        parts = folded(whole, blueprint, wrap=wrap, first=first, layers=layers, findings=findings) if wrap else [whole]
        first += sum(mark.kind == "link" for part in parts for card in part.cards.values() for mark in card.marks)
        found += [shifted(part) for part in parts]
    return found
