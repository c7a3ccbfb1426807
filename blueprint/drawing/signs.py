"""The legend's signs, drawn small, each with its meaning beside it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, get_args

from blueprint.drawing.icons import icons
from blueprint.drawing.theme import Theme
from blueprint.drawing.words import SIGN as MARKS
from blueprint.drawing.words import around, bends, edge_line, mark, node, quote, text_node, thickness
from blueprint.layout import Edge, Icon, Key, Plate, Point, Rect
from blueprint.layout.legend import SIGN, SIZE
from blueprint.layout.values import EdgeKind
from blueprint.layout.wording import ICONS


def signs(keys: Sequence[Key], theme: Theme) -> Iterator[str]:
    """The statements that draw the legend."""
    for key in keys:
        name = f"@key-{key.sign}"
        x, y = key.rect.x, key.rect.center[1]
        yield from _SIGNS.get(key.sign, _edge_sign)(name, key.sign, x, y, theme)
        room = Rect(x + SIGN + 6, key.rect.y, key.rect.w - SIGN - 6, key.rect.h)
        yield text_node(f"{name}:text", room, (key.text,), f'fontsize={SIZE:g} fontcolor="{theme.soft}" class=legend')


def _edge_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    for side, at in (("from", x), ("to", x + SIGN)):
        yield node(f"{name}:{side}", Rect(at, y, 0, 0), "shape=point style=invis")
    kind = next(kind for kind in get_args(EdgeKind) if kind == sign)
    edge = Edge(id=name, kind=kind, source=f"{name}:from", target=f"{name}:to", points=((x, y), (x + SIGN, y)))
    yield edge_line(edge, theme).replace(f"class={sign}", "class=legend")


def _mark_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    yield mark(name, (x + SIGN - 9, y), MARKS[sign], theme.mark[sign])


def _mood_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    fill, text = theme.mark[sign]
    looks = f'shape=circle fillcolor="{fill}" color="{text}" fontcolor="{text}" fontname="Helvetica-Bold" fontsize=7'
    yield node(name, around((x + SIGN - 9, y), 16, 16), f'{looks} label="+1" class=legend')


def _promise_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    color, style = (theme.edge["recover"], "style=dashed ") if sign == "broken" else (theme.mark["truth"][0], "")
    points = ((x + 2, y + 4), (x + 2, y - 3), (x + SIGN, y - 3), (x + SIGN, y + 4))
    for side, (at, level) in (("from", points[0]), ("to", points[-1])):
        yield node(f"{name}:{side}", Rect(at, level, 0, 0), "shape=point style=invis")
    looks = f'dir=none color="{color}" {style}penwidth=1.4 class=legend'
    yield f'{quote(f"{name}:from")} -> {quote(f"{name}:to")} [pos="{bends(points)}" {looks}]'


def _traffic_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    for number, cases in enumerate((0.05, 0.5, 1.0)):
        yield from _line(f"{name}:{number}", ((x, y + 5 * number - 5), (x + SIGN, y + 5 * number - 5)), cases, theme)


def _line(name: str, ends: tuple[Point, Point], cases: float, theme: Theme) -> Iterator[str]:
    sides = f"{name}:from", f"{name}:to"
    for side, (x, y) in zip(sides, ends, strict=True):
        yield node(side, Rect(x, y, 0, 0), "shape=point style=invis")
    looks = f'dir=none color="{theme.edge["next"]}" penwidth={thickness(cases):.2f} class=legend'
    yield f'{quote(sides[0])} -> {quote(sides[1])} [pos="{bends(ends)}" {looks}]'


def _icon_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    plate = Plate(rect=around((x + SIGN - 9, y), 15, 14), icons=(Icon(kind=sign.removeprefix("icon-"), text=""),))
    yield from icons(name, plate, theme.soft, theme)


def _gate_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    fill, _, border = theme.strip["option"]
    shape = "circle" if sign == "many" else "diamond"
    yield node(name, around((x + SIGN - 7, y), 12, 12), f'shape={shape} fillcolor="{fill}" color="{border}" class=legend')


def _bar_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    dark = f'fillcolor="{theme.ink}" color="{theme.ink}" penwidth=0 class=legend'
    side = 4 if sign == "fork" else 14
    yield node(f"{name}:box", Rect(x + SIGN - 20, y - 6, 16, 12), f'style="rounded" color="{theme.soft}" class=legend')
    yield node(name, Rect(x + SIGN - side - 10 + (8 if sign == "fork" else 0), y - 6, 3, 12), dark)


def _start_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    dark = f'shape=circle fillcolor="{theme.ink}" color="{theme.ink}" penwidth=0 class=legend'
    yield node(name, around((x + SIGN - 6, y), 10, 10), dark)


def _end_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    looks = f'style="rounded,filled" fillcolor="{theme.box}" color="{theme.soft}" penwidth=3 class=legend'
    yield node(name, around((x + SIGN - 12, y), 20, 12), looks)


def _strip_sign(name: str, sign: str, x: float, y: float, theme: Theme) -> Iterator[str]:
    fill, text, _ = next(looks for kind, looks in theme.strip.items() if kind == sign)
    letter = "→" if sign == "continues" else "…"
    looks = f'fillcolor="{fill}" color="{fill}" fontcolor="{text}" fontsize=9 label="{letter}" class=legend'
    yield node(name, Rect(x + 6, y - 6, SIGN - 6, 12), looks)


_SIGNS: Final[dict[str, Callable[[str, str, float, float, Theme], Iterator[str]]]] = {
    **dict.fromkeys(("fail", "wait", "truth", "link", "finding", "trail", "fault", "critical"), _mark_sign),
    **dict.fromkeys(("choose", "many"), _gate_sign),
    **dict.fromkeys(("fork", "join"), _bar_sign),
    **dict.fromkeys(("hand-over", "continues"), _strip_sign),
    **dict.fromkeys((f"icon-{kind}" for kind in ICONS), _icon_sign),
    "mood": _mood_sign,
    **dict.fromkeys(("promise", "broken"), _promise_sign),
    "traffic": _traffic_sign,
    "start": _start_sign,
    "ends": _end_sign,
}
