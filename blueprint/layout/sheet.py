"""From a blueprint to its sheet."""

from collections.abc import Collection, Sequence
from typing import Final

from blueprint.layout import lanes
from blueprint.layout.blocks import Block, block, used_lanes
from blueprint.layout.cards import WIDTH
from blueprint.layout.legend import legend, used_signs
from blueprint.layout.metrics import BOLD, width, wrap
from blueprint.layout.order import in_order, in_rows
from blueprint.layout.storey import Draft, Storey, draft, storey
from blueprint.layout.trail import Trail, on_trail
from blueprint.layout.values import Header, Rect, Sheet
from blueprint.model import Blueprint

MOST: Final = 2400.0
"""How wide, in points, a row of several processes may become before the next begins."""
TITLE: Final = 20.0
SUBTITLE: Final = 10.0
_MARGIN: Final = 18.0
_BETWEEN: Final = 24.0
_LEAST: Final = 620.0


def layout(blueprint: Blueprint, *, processes: Collection[str] | None = None, trail: Trail | None = None) -> Sheet:
    """Lay a blueprint out: all its processes, or those named, on one sheet; ids that do not exist are passed over.

    ``trail`` is a run to mark on it.
    """
    chosen = [id for id in blueprint.processes if processes is None or id in processes]
    order = in_order(blueprint, chosen)
    lane_order = lanes.ordered(blueprint, (lane for id in order for lane in used_lanes(blueprint, id)))
    rank = {lane: position for position, lane in enumerate(lane_order)}
    blocks = [block(blueprint, id, rank) for id in order]
    drafts = [draft(row, lane_order, _MARGIN) for row in _rows(blocks)]
    right = max([each.right for each in drafts] + [_title_width(blueprint), _LEAST])
    top = _MARGIN + TITLE * 1.3 + SUBTITLE * 1.6 + 10
    return _sheet(blueprint, _storeys(blueprint, drafts, right, top), right, top, trail)


def _rows(blocks: Sequence[Block]) -> list[list[Block]]:
    widths = [each.columns * (WIDTH + 50) + 36 for each in blocks]
    rows = in_rows(widths, [each.process.phase for each in blocks], MOST)
    return [[blocks[index] for index in row] for row in rows]


def _title_width(blueprint: Blueprint) -> float:
    return _MARGIN + min(width(blueprint.title, TITLE) * BOLD, MOST) + 10


def _storeys(blueprint: Blueprint, drafts: Sequence[Draft], right: float, top: float) -> list[Storey]:
    storeys: list[Storey] = []
    for each in drafts:
        storeys.append(storey(blueprint, each, left=_MARGIN, right=right, top=top))
        top = storeys[-1].bottom + _BETWEEN
    return storeys


def _sheet(blueprint: Blueprint, storeys: Sequence[Storey], right: float, top: float, trail: Trail | None) -> Sheet:
    boxes = tuple(box for each in storeys for box in each.boxes)
    edges = tuple(edge for each in storeys for edge in each.edges)
    if trail:
        boxes, edges = on_trail(boxes, edges, trail)
    headers = tuple(header for each in storeys for header in each.headers)
    bottom = storeys[-1].bottom if storeys else top
    keys = legend(used_signs(boxes, edges), _MARGIN, right, bottom + 14)
    room = right - _MARGIN
    subtitle = _subtitle(blueprint)
    return Sheet(
        title=(wrap(blueprint.title, room / BOLD, TITLE, 1) or ("…",))[0],
        language=blueprint.language or "",
        subtitle=(wrap(subtitle, room, SUBTITLE, 1) or ("",))[0], about=_about(blueprint, headers, len(boxes)),
        width=right + _MARGIN, height=max([bottom, *(key.rect.bottom for key in keys)]) + _MARGIN,
        title_rect=Rect(_MARGIN, _MARGIN, room, TITLE * 1.3),
        subtitle_rect=Rect(_MARGIN, _MARGIN + TITLE * 1.3 + 2, room, SUBTITLE * 1.4),
        bands=tuple(band for each in storeys for band in each.bands),
        lines=tuple(line for each in storeys for line in each.lines),
        headers=headers, boxes=boxes, edges=edges, legend=keys,
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
