"""Cards: steps, parts and evidence with their texts set and measured, not yet standing anywhere.

Within a card, x runs from its left edge and y from its axis, the height at which the main way enters and leaves.
"""

from collections.abc import Collection, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING, Final, Literal

from attrs import field, frozen

from blueprint.layout import wording
from blueprint.layout.metrics import LINE, wrap
from blueprint.layout.rim import rim
from blueprint.layout.values import EdgeKind, Gate, Layer, Mark, MarkKind, Plate, Point, Rect, Strip, StripKind
from blueprint.model import Blueprint, Choose, End, Fork, Next, Option, Part, Step
from blueprint.values import EMPTY

if TYPE_CHECKING:
    from blueprint.layout.timed import StepTimes

WIDTH: Final = 142.0
TEXT: Final = 11.0
SMALL: Final = 8.0
STRIP: Final = 8.5
BLANK: Final = 6.5
"""How far an empty line in a label moves its text: half of the whole points that Graphviz gives an empty line."""
PORT: Final = 9.0
"""Points between two lines that enter or leave a box at the same side."""
_INSET: Final = 5.0
_LEAST: Final = 38.0
_PAD: Final = 6.5
_TIGHT: Final = 2.5


@frozen
class Exit:
    """A way out of a card: where it leaves (relative), to which step, and what is said of it."""

    kind: EdgeKind
    to: str
    at: Point
    text: str = ""


@frozen
class Link:
    """Where a way goes on in another band of the process: the number that both ends bear, and what is done there."""

    number: int
    does: str


@frozen(kw_only=True)
class Card:
    """A box before it has a place; ``up`` and ``down`` are its extents above and below the axis."""

    kind: Literal["step", "part", "evidence"]
    text: str
    lines: tuple[str, ...]
    label: Rect
    up: float
    down: float
    more: str = ""
    caption: tuple[str, ...] = ()
    caption_rect: Rect | None = None
    strips: tuple[Strip, ...] = ()
    marks: tuple[Mark, ...] = ()
    plate: Plate | None = None
    gate: Gate = ""
    exits: tuple[Exit, ...] = ()
    joins: bool = False
    ends: str = ""
    start: bool = field(default=False)


def step_card(
    blueprint: Blueprint, step: Step, *, entries: int, start: bool, layers: Collection[Layer],
    links: Mapping[str, Link] = EMPTY, number: int = 0, findings: Sequence[int] = (), times: "StepTimes | None" = None,
) -> Card:  # fmt: skip
    """The card of a step that ``entries`` ways lead to.

    ``links``: the steps that stand in another band; ``number``: that of the links which lead here. ``findings``: the numbers
    of those on it; ``times``: what is known of its times, where that is shown.
    """
    ways = len(step.way.to) if isinstance(step.way, Fork) else 1
    marked = _marks(step)
    numbers: list[tuple[MarkKind, str]] = [("critical", "")] if times and times.critical else []
    numbers += [("link", str(number))] if number else []
    numbers += [("finding", str(each)) for each in findings]
    who = wording.who(blueprint, step, step.lane)
    icons = wording.icons(blueprint, step) if "icons" in layers else ()
    notes, targets = _notes(blueprint, step, layers, links, times)
    least = max(ways * PORT + 12, entries * PORT + 8)
    head = _Head.of(step.does, who, least, above=_above(marked or numbers or icons), below=_TIGHT if notes else _PAD)
    strips, down = _strips(notes, head, targets)
    marks, plate = rim((*marked, *numbers), icons, Rect(0, -head.height / 2, WIDTH, 0))
    return Card(
        kind="step", text=step.does, lines=head.lines, label=head.label, up=head.height / 2, down=down,
        more=_more(blueprint, step, times), caption=head.caption, caption_rect=head.caption_rect, strips=strips,
        marks=marks, plate=plate,
        gate=_gate(step, links), exits=(*_main_exits(step, links), *_strip_exits(strips, targets)),
        joins=step.join is not None, ends=step.way.outcome if isinstance(step.way, End) else "", start=start,
    )  # fmt: skip


def part_card(blueprint: Blueprint, part: Part, lane: str, *, layers: Collection[Layer]) -> Card:
    """The card of what another lane does in the same moment."""
    rhythm = [wording.Note("repeat", wording.rhythm(part))] if part.every or part.after else []
    notes = [*rhythm, *wording.facts(blueprint, part, layers)]
    icons = wording.icons(blueprint, part) if "icons" in layers else ()
    head = _Head.of(part.does, wording.who(blueprint, part, lane), above=_above(icons), below=_TIGHT if notes else _PAD)
    strips, down = _strips(notes, head, {})
    return Card(
        kind="part", text=part.does, lines=head.lines, label=head.label, up=head.height / 2, down=down,
        more=wording.more(blueprint, part), caption=head.caption, caption_rect=head.caption_rect, strips=strips,
        plate=rim((), icons, Rect(0, -head.height / 2, WIDTH, 0))[1],
    )  # fmt: skip


def evidence_card(items: Sequence[str]) -> Card:
    """The card of the things the customer can see or touch in one moment."""
    dot = "• " if len(items) > 1 else ""
    lines = tuple(line for item in items for line in wrap(dot + item, WIDTH - 24, TEXT - 1.5, 3))
    height = max(len(lines) * (TEXT - 1.5) * LINE + 14, 30)
    text = "; ".join(items)
    label = Rect(10, -height / 2 + 5, WIDTH - 20, height - 10)
    return Card(kind="evidence", text=text, more=text, lines=lines, label=label, up=height / 2, down=height / 2)


def _above(signs: Sequence[object]) -> float:
    """What a card keeps free above its words: more where signs stand on its upper edge."""
    return _PAD + 3 if signs else _PAD


@frozen
class _Head:
    lines: tuple[str, ...]
    label: Rect
    caption: tuple[str, ...]
    caption_rect: Rect | None
    height: float

    @classmethod
    def of(cls, text: str, who: str, least: float = 0, *, above: float = _PAD, below: float = _PAD) -> "_Head":
        """Set a text below its caption; ``least``: the height it must have, ``above`` and ``below``: what to keep free."""
        lines = wrap(text, WIDTH - 18, TEXT) or ("…",)
        caption = wrap(who, WIDTH - 16, SMALL, 2)
        over = len(caption) * SMALL * LINE + (2 if caption else 0)
        inner = over + len(lines) * TEXT * LINE
        height = max(inner + above + below, _LEAST + below - _PAD, least)
        top = (above - below - inner) / 2
        label = Rect(9, top + over, WIDTH - 18, inner - over)
        return cls(lines, label, caption, Rect(8, top, WIDTH - 16, over - 2) if caption else None, height)


def _notes(
    blueprint: Blueprint, step: Step, layers: Collection[Layer], links: Mapping[str, Link], times: "StepTimes | None"
) -> tuple[list[wording.Note], dict[int, tuple[EdgeKind, str]]]:
    """What stands in the strips of a step, and which of them ways leave from, by position."""
    notes = [*_facts(blueprint, step, layers, times), *wording.hand_overs(blueprint, step)]
    targets: dict[int, tuple[EdgeKind, str]] = {}
    ways: list[tuple[StripKind, EdgeKind, str, str | None]] = [
        *(("option", "option", wording.option(each), each.to) for each in _options(step)),
        *(("fail", "recover", wording.failure(each), each.recover) for each in step.fails),
        *((("late", "late", wording.late(step), step.late),) if step.late else ()),
    ]
    for strip, edge, text, to in ways:
        if to and to in links:
            text = f"{text}\xa0→\xa0{links[to].number}"
        elif to:
            targets[len(notes)] = edge, to
        notes.append(wording.Note(strip, text))
    if isinstance(step.way, End):
        notes += wording.ending(blueprint, step.way)
    onward = [links[to] for to in _straight_on(step) if to in links]
    return notes + [wording.Note("onward", f"→\xa0{each.number}\xa0 {each.does}") for each in onward], targets


def _facts(blueprint: Blueprint, step: Step, layers: Collection[Layer], times: "StepTimes | None") -> list[wording.Note]:
    facts = wording.facts(blueprint, step, layers)
    if times is None:
        return facts
    from blueprint.layout.timed import with_chips

    return with_chips(facts, times)


def _more(blueprint: Blueprint, step: Step, times: "StepTimes | None") -> str:
    more = wording.more(blueprint, step)
    return f"{more}; {times.more}" if times and times.more else more


def _options(step: Step) -> tuple[Option, ...]:
    return step.way.options if isinstance(step.way, Choose) else ()


def _straight_on(step: Step) -> tuple[str, ...]:
    """The steps that follow without a choice."""
    return (step.way.to,) if isinstance(step.way, Next) else step.way.to if isinstance(step.way, Fork) else ()


def _strips(
    notes: Sequence[wording.Note], head: _Head, targets: dict[int, tuple[EdgeKind, str]]
) -> tuple[tuple[Strip, ...], float]:
    """The strips below the head of a card, and where the card ends."""
    set_lines = [wrap(text, WIDTH - 2 * _INSET - 12, STRIP, 4) for _, text, _ in notes]
    heights = [len(lines) * STRIP * LINE + 4 for lines in set_lines]
    top = head.height / 2
    gap = 2 + (_slack(head, top + fsum(heights) + 2 * len(heights) + 3) / len(heights) if heights else 0)
    strips: list[Strip] = []
    for position, (kind, text, to) in enumerate(notes):
        rect = Rect(_INSET, top + (gap - 2) / 2, WIDTH - 2 * _INSET, heights[position])
        strips.append(Strip(kind=kind, text=text, lines=set_lines[position], rect=rect, leaves=position in targets, to=to))
        top += rect.h + gap
    return tuple(strips), top + (3 if strips else 0)


def _slack(head: _Head, down: float) -> float:
    """What a card must be longer by, so that whole empty lines in its label bring the text to its field (within a point)."""
    off = (head.label.center[1] - (down - head.height / 2) / 2) % BLANK
    return max(0.0, 2 * off - 2) if off < BLANK - 1 else 0.0


def _gate(step: Step, links: Collection[str]) -> Gate:
    if isinstance(step.way, Choose):
        return "many" if step.way.many else "choose"
    return "fork" if isinstance(step.way, Fork) and any(to not in links for to in step.way.to) else ""


def _main_exits(step: Step, links: Collection[str]) -> list[Exit]:
    near = [to for to in _straight_on(step) if to not in links]
    if isinstance(step.way, Next):
        return [Exit("next", to, (WIDTH, 0)) for to in near]
    middle = (len(near) - 1) / 2
    return [Exit("fork", to, (WIDTH + 7, (position - middle) * PORT)) for position, to in enumerate(near)]


def _strip_exits(strips: Sequence[Strip], targets: dict[int, tuple[EdgeKind, str]]) -> list[Exit]:
    exits = []
    for position, (kind, to) in targets.items():
        rect = strips[position].rect
        reach = WIDTH + 5 if kind == "option" else WIDTH
        exits.append(Exit(kind, to, (reach, rect.y + rect.h / 2), strips[position].text))
    return exits


def _marks(step: Step) -> list[tuple[MarkKind, str]]:
    found: list[tuple[MarkKind, str]] = []
    if step.fails:
        found.append(("fail", "Fail point: " + "; ".join(map(wording.failure, step.fails))))
    if step.time and step.time.wait and not step.time.wait.is_zero:
        found.append(("wait", f"The case waits {step.time.wait}"))
    if step.moment_of_truth:
        found.append(("truth", f"Moment of truth: {step.moment_of_truth}"))
    return found
