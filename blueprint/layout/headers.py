"""Headers over the columns of a storey: phases, processes with their facts, stages of the journey."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve

from blueprint.layout import wording
from blueprint.layout.blocks import Block
from blueprint.layout.cards import WIDTH
from blueprint.layout.metrics import wrap
from blueprint.layout.values import Header, Rect
from blueprint.model import Blueprint, Process

PHASE_TITLES: Final = {"pre-sale": "Pre-sale", "in-sale": "In-sale", "after-sale": "After-sale"}
_PHASE: Final = 22.0
_STAGE: Final = 18.0
_OVER: Final = 10.0

Span = tuple[Block, float, float]
"""A block with its left and right edges."""


def heights(blueprint: Blueprint, spans: Sequence[Span]) -> tuple[float, float, float]:
    """How high the headers of phases, processes and stages are in a storey; stages are often absent."""
    texts = [_texts(blueprint, span) for span in spans]
    process = max((len(title) * 13.2 + len(facts) * 10.2 + 9 for title, facts in texts), default=0)
    staged = any(step.stage for block, _, _ in spans for step in block.process.steps.values())
    return _PHASE + 3, process + 3, _STAGE if staged else 0


def heads(
    blueprint: Blueprint, spans: Sequence[Span], columns: Sequence[Sequence[float]], rise: tuple[float, float, float], top: float
) -> tuple[Header, ...]:
    """The headers of a storey that begins at ``top``."""
    found = [
        _phase(blueprint, phase, list(group), top) for phase, group in groupby(spans, key=lambda span: span[0].process.phase)
    ]
    for span, xs in zip(spans, columns, strict=True):
        title, facts = _texts(blueprint, span)
        rect = Rect(span[1], top + rise[0], span[2] - span[1], rise[1] - 3)
        id = span[0].id if span[0].part[0] == 1 else f"{span[0].id}-{span[0].part[0]}"
        found.append(Header(kind="process", id=id, text=span[0].process.title, lines=title, rect=rect, caption=facts))
        found += _stages(span[0], xs, top + rise[0] + rise[1])
    return tuple(found)


def _phase(blueprint: Blueprint, phase: str, spans: Sequence[Span], top: float) -> Header:
    named = {str(name): each.title for name, each in blueprint.phases.items()}
    text = named.get(phase) or PHASE_TITLES[phase]
    rect = Rect(spans[0][1], top, spans[-1][2] - spans[0][1], _PHASE)
    return Header(kind="phase", id=phase, text=text, lines=wrap(text, rect.w - 12, 12, 1, bold=True), rect=rect)


def _texts(blueprint: Blueprint, span: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    block, left, right = span
    room = right - left - 12
    number, count = block.part
    title = block.process.title if count == 1 else f"{block.process.title}, part {number} of {count}"
    times = block.timed.heads.get(block.id, "") if block.timed and number == 1 else ""
    return wrap(title, room, 11, 3, bold=True), wrap(_facts(blueprint, block.process), room, 8.5, 3) + wrap(times, room, 8.5, 6)


def _facts(blueprint: Blueprint, process: Process) -> str:
    """Kind, price, how it starts, and which processes the customer may open at any step."""
    currency = f"{blueprint.money.currency} " if blueprint.money else ""
    price = f"price {currency}{process.price}" if process.price is not None else ""
    opens = "opens " + ", ".join(wording.process(blueprint, each) for each in process.opens) if process.opens else ""
    starts = f"starts by {process.starts_by}" if process.starts_by != "customer" else ""
    kind = process.kind.replace("-", " ")
    kind = "" if kind in ("other", process.title.lower()) else kind
    return " · ".join(filter(None, (kind, price, starts, process.when, opens)))


def _stages(block: Block, columns: Sequence[float], top: float) -> list[Header]:
    """A stage over the neighbouring columns whose first step, from the top, names it."""
    named: dict[int, str] = {}
    leads = {block.step_box(name): step for name, step in block.process.steps.items()}
    for box in sorted(leads, key=lambda each: (block.spots[each].lane, block.spots[each].row)):
        if leads[box].stage:
            named.setdefault(block.spots[box].column, leads[box].stage or "")
    found = []
    for stage, group in groupby(range(block.columns), key=lambda column: named.get(column, "")):
        first, *rest = group
        if stage:
            rect = Rect(columns[first], top, columns[[first, *rest][-1]] + WIDTH - columns[first], _STAGE - 4)
            found.append(_stage(Header(kind="stage", id=f"{block.id}-{first}", text=stage, lines=(), rect=rect)))
    return found


def _stage(header: Header) -> Header:
    return evolve(header, lines=wrap(header.text, header.rect.w - 8, 9, 1))


def continued(headers: Iterable[Header]) -> tuple[Header, ...]:
    """The headers of a sheet; a stage that has stood over other columns of its process before is said to be continued."""
    seen, found = set[tuple[str, str]](), []
    for each in headers:
        stage = each.id.rpartition("-")[0], each.text
        again = each.kind == "stage" and stage in seen
        found.append(_stage(evolve(each, text=f"{each.text}, continued")) if again else each)
        seen |= {stage} if each.kind == "stage" else set()
    return tuple(found)
