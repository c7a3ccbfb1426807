"""The order of the strips that ways leave a step from: choices among themselves, and failures among themselves."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final

from attrs import evolve

from blueprint.layout.blocks import Block, ways_of
from blueprint.layout.cards import Card
from blueprint.model import Choose
from blueprint.values import Table

_FEW: Final = 4
"""With more strips than this, only neighbours change places."""


def reordered(block: Block, step: str) -> Iterator[Block]:
    """The block with two strips of one kind changed on a step; what is done otherwise stays where it was written.

    The ways keep their numbers.
    """
    box = block.step_box(step)
    card = block.cards[box]
    for places in _movable(block, step):
        for one, other in combinations(places, 2):
            leaves = card.strips[one].leaves or card.strips[other].leaves
            if leaves and (len(places) <= _FEW or places.index(other) == places.index(one) + 1):
                made = Table({**block.cards, box: _changed(card, one, other)})
                yield evolve(block, cards=made, ways=ways_of(block.id, block.process.steps, made))


def _movable(block: Block, step: str) -> Iterator[list[int]]:
    """The places of strips, from the top, that may change with one another."""
    strips = block.cards[block.step_box(step)].strips
    way = block.process.steps[step].way
    fixed = [each.otherwise for each in way.options] if isinstance(way, Choose) else []
    options = [at for at, strip in enumerate(strips) if strip.kind == "option"]
    yield [at for at, stays in zip(options, fixed, strict=True) if not stays]
    yield [at for at, strip in enumerate(strips) if strip.kind == "fail"]


def _changed(card: Card, one: int, other: int) -> Card:
    """The card with two strips in each other's place; those between move where these are not of one height."""
    order = list(range(len(card.strips)))
    order[one], order[other] = other, one
    gaps = [lower.rect.y - upper.rect.bottom for upper, lower in pairwise(card.strips)]
    y, strips, moved = card.strips[0].rect.y, [], {}
    for at, gap in zip(order, [*gaps, 0.0], strict=True):
        strip = card.strips[at]
        strips.append(evolve(strip, rect=evolve(strip.rect, y=y)))
        if strip.leaves:
            moved[strip.rect.center[1]] = y + strip.rect.h / 2
        y += strip.rect.h + gap
    exits = tuple(
        evolve(each, at=(each.at[0], moved[each.at[1]])) if each.kind in {"option", "recover", "late"} else each
        for each in card.exits
    )
    return evolve(card, strips=tuple(strips), exits=exits)
