"""From a blueprint to its sheet."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from blueprint.layout import lanes
from blueprint.layout.blocks import Block, used_lanes
from blueprint.layout.cards import WIDTH
from blueprint.layout.fold import blocks
from blueprint.layout.headers import continued
from blueprint.layout.legend import legend, used_signs
from blueprint.layout.metrics import width, wrap
from blueprint.layout.order import in_order, in_rows
from blueprint.layout.remarks import Remark, listed, numbered, shown
from blueprint.layout.storey import Draft, Storey, draft, storey
from blueprint.layout.trail import Trail, on_trail
from blueprint.layout.values import USUAL, Header, Layer, Rect, Sheet
from blueprint.model import Blueprint

if TYPE_CHECKING:
    from blueprint.layout.timed import Timed

WRAP: Final = 12
"""How many columns wide a row may become before the next begins, unless told otherwise."""
_COLUMN: Final = WIDTH + 50
_BORDERS: Final = 96.0
TITLE: Final = 20.0
SUBTITLE: Final = 10.0
_MARGIN: Final = 18.0
_BETWEEN: Final = 24.0
_LEAST: Final = 620.0


def layout(
    blueprint: Blueprint,
    *,
    processes: Collection[str] | None = None,
    trail: Trail | None = None,
    layers: Collection[Layer] = USUAL,
    wrap: int = WRAP,
    remarks: Sequence[Remark] = (),
    timed: "Timed | None" = None,
) -> Sheet:
    """Lay a blueprint out: all its processes, or those named, on one sheet; ids that do not exist are passed over.

    ``trail`` is a run to mark on it, ``layers`` what is shown beside the steps and their ways.
    A row of processes, or a band of a long one, becomes no wider than ``wrap`` columns; 0: processes are never folded.
    ``remarks`` are shown as numbers on the steps they are about, and listed. ``timed`` is what is known of times and money.
    """
    chosen = [id for id in blueprint.processes if processes is None or id in processes]
    order = in_order(blueprint, chosen)
    said = shown(remarks, order)
    lane_order = lanes.ordered(blueprint, (lane for id in order for lane in used_lanes(blueprint, id, layers)))
    rank = {lane: position for position, lane in enumerate(lane_order)}
    made = blocks(blueprint, order, rank, wrap=wrap, layers=layers, findings=numbered(said), timed=timed)
    drafts = [draft(row, lane_order, _MARGIN) for row in _rows(made, (wrap or WRAP) * _COLUMN + _BORDERS)]
    right = max([each.right for each in drafts] + [_title_width(blueprint), _LEAST])
    top = _MARGIN + TITLE * 1.3 + SUBTITLE * 1.6 + 10
    return _sheet(blueprint, _storeys(blueprint, drafts, layers, right, top), right, top, trail, said, timed)


def _rows(found: Sequence[Block], most: float) -> list[list[Block]]:
    widths = [each.columns * _COLUMN + 36 for each in found]
    whole = all(each.part[1] == 1 for each in found)
    rows = in_rows(widths, [each.process.phase for each in found], most, in_order=not whole)
    return [[found[index] for index in row] for row in rows]


def _title_width(blueprint: Blueprint) -> float:
    return _MARGIN + min(width(blueprint.title, TITLE, bold=True), WRAP * _COLUMN) + 10


def _storeys(blueprint: Blueprint, drafts: Sequence[Draft], layers: Collection[Layer], right: float, top: float) -> list[Storey]:
    storeys: list[Storey] = []
    for each in drafts:
        storeys.append(storey(blueprint, each, layers, left=_MARGIN, right=right, top=top))
        top = storeys[-1].bottom + _BETWEEN
    return storeys


def _sheet(
    blueprint: Blueprint, storeys: Sequence[Storey], right: float, top: float, trail: Trail | None, said: Sequence[Remark],
    timed: "Timed | None",
) -> Sheet:  # fmt: skip
    boxes = tuple(box for each in storeys for box in each.boxes)
    edges = tuple(edge for each in storeys for edge in each.edges)
    if timed:
        from blueprint.layout.timed import on_ways

        edges = tuple(on_ways(edges, timed))
    if trail:
        boxes, edges = on_trail(boxes, edges, trail)
    headers = continued(header for each in storeys for header in each.headers)
    bottom = storeys[-1].bottom if storeys else top
    keys = legend(used_signs(boxes, edges, [each.over for each in storeys]), _MARGIN, right, bottom + 14)
    bottom = max([bottom, *(key.rect.bottom for key in keys)])
    findings = listed(said, _MARGIN, right, bottom + 14)
    bottom = max([bottom, *(entry.rect.bottom for entry in findings)])
    room = right - _MARGIN
    subtitle = _subtitle(blueprint)
    return Sheet(
        title=(wrap(blueprint.title, room, TITLE, 1, bold=True) or ("…",))[0],
        language=blueprint.language or "",
        subtitle=(wrap(subtitle, room, SUBTITLE, 1) or ("",))[0], about=_about(blueprint, headers, len(boxes)),
        width=right + _MARGIN, height=bottom + _MARGIN,
        title_rect=Rect(_MARGIN, _MARGIN, room, TITLE * 1.3),
        subtitle_rect=Rect(_MARGIN, _MARGIN + TITLE * 1.3 + 2, room, SUBTITLE * 1.4),
        bands=tuple(band for each in storeys for band in each.bands),
        lines=tuple(line for each in storeys for line in each.lines),
        headers=headers, boxes=boxes, edges=edges, legend=keys, findings=findings,
        brackets=tuple(bracket for each in storeys for bracket in each.over.brackets),
        moods=tuple(curve for each in storeys for curve in each.over.moods),
    )  # fmt: skip


def _subtitle(blueprint: Blueprint) -> str:
    """Version, status and the like, in one line."""
    version = f"version {blueprint.version}" if blueprint.version else ""
    reviewed = f"reviewed {blueprint.reviewed.isoformat()}" if blueprint.reviewed else ""
    owner = f"owner {blueprint.owner}" if blueprint.owner else ""
    return " · ".join(filter(None, ("Service blueprint", version, blueprint.status, owner, reviewed)))


def _about(blueprint: Blueprint, headers: Sequence[Header], boxes: int) -> str:
    """What the drawing shows, for those who cannot see it."""
    titles = [header.text for header in headers if header.kind == "process"]
    first = blueprint.description or (blueprint.service.concept if blueprint.service else None)
    shown = f"Service blueprint with {boxes} boxes in {len(titles)} processes: {'; '.join(titles)}."
    return f"{first.rstrip('.')}. {shown}" if first else shown
