"""DOT text from a sheet. Every place is given, so the engine only draws: ``neato -n2``.

Boxes are nodes with the ids of their steps, edges carry their bends, and a class on each says what it is.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from attrs import evolve

from blueprint.drawing.icons import icons
from blueprint.drawing.signs import signs
from blueprint.drawing.theme import Theme
from blueprint.drawing.words import SIGN, around, bends, edge_line, label, left_text, mark, node, quote, shortened, text_node
from blueprint.layout import Band, Box, Bracket, Mood, Rect, Sheet
from blueprint.layout.cards import BLANK
from blueprint.layout.sheet import SUBTITLE, TITLE

HEAD: Final = """\
    graph [bgcolor="PAPER" fontname=Helvetica notranslate=true outputorder=nodesfirst pad=0 splines=true]
    node [fixedsize=true fontcolor="INK" fontname=Helvetica fontsize=11 label="" penwidth=1 shape=box style=filled]
    edge [arrowsize=0.6 fontname=Helvetica penwidth=1.1]
"""

_MOOD: Final = 9.0
"""The radius of a value on the curve of emotion."""
_NUMBERS: Final = frozenset({"link", "finding", "trail"})
"""The marks that say what is said of them, not a letter of their own."""


def dot_source(sheet: Sheet, theme: Theme) -> str:
    """The DOT text of a sheet."""
    statements = [*_paper(sheet, theme), *_bands(sheet, theme), *_headers(sheet, theme)]
    for box in sheet.boxes:
        statements += _box(box, theme)
    statements += [edge_line(each, theme) for each in sheet.edges]
    statements += signs(sheet.legend, theme)
    statements += _findings(sheet, theme)
    for bracket in sheet.brackets:
        statements += _bracket(bracket, theme)
    for curve in sheet.moods:
        statements += _curve(curve, theme)
    head = HEAD.replace("PAPER", theme.paper).replace("INK", theme.ink)
    return f"digraph {quote(sheet.title)} {{\n{head}    " + "\n    ".join(statements) + "\n}\n"


def _paper(sheet: Sheet, theme: Theme) -> Iterator[str]:
    yield node("@sheet", Rect(0, 0, sheet.width, sheet.height), f'color="{theme.paper}" fillcolor="{theme.paper}" class=sheet')
    yield left_text("@title", sheet.title_rect, sheet.title, TITLE, 'fontname="Helvetica-Bold" class=title')
    yield left_text("@subtitle", sheet.subtitle_rect, sheet.subtitle, SUBTITLE, f'fontcolor="{theme.soft}" class=subtitle')


def _bands(sheet: Sheet, theme: Theme) -> Iterator[str]:
    for number, band in enumerate(sheet.bands):
        fill = theme.band[band.role]
        name = f"@lane{number}"
        yield node(name, band.rect, f'color="{theme.seam}" penwidth=0.6 fillcolor="{fill}" class="lane {band.role}"')
        head = theme.head[band.role]
        looks = f'color="{theme.seam}" penwidth=0.6 fillcolor="{head}" fontname="Helvetica-Bold" label={label(band.lines)}'
        yield node(f"{name}:name", band.head, f'{looks} class="lane-name {band.role}"')
        if band.role == "emotion":
            yield from _calm(name, band, [each for curve in sheet.moods for each in curve], theme)
    for number, line in enumerate(sheet.lines):
        ends = []
        for side, x in (("left", line.left), ("right", line.right)):
            ends.append(f"@line{number}:{side}")
            yield node(ends[-1], Rect(x, line.y, 0, 0), "shape=point style=invis")
        path = bends(((line.left, line.y), (line.right, line.y)))
        looks = f'dir=none style=dashed color="{theme.soft}" penwidth=1.5 class="line"'
        yield f'{quote(ends[0])} -> {quote(ends[1])} [pos="{path}" {looks}]'
        looks = f'color="{theme.soft}" fillcolor="{theme.paper}" fontcolor="{theme.soft}" penwidth=0.6 style="rounded,filled"'
        yield node(f"@line{number}", line.label, f'{looks} fontsize=7.2 label={label(line.names)} class="line-name"')


def _calm(name: str, band: Band, moods: Sequence[Mood], theme: Theme) -> Iterator[str]:
    """The line of neither joy nor anger, from which the curve of emotion rises and falls; it stops at values that lie on it."""
    y = band.rect.center[1]
    on = sorted(each.center[0] for each in moods if not each.value and abs(each.center[1] - y) < 1)
    starts = [band.head.right + 8, *(x + _MOOD + 2 for x in on)]
    stops = [*(x - _MOOD - 2 for x in on), band.rect.right - 8]
    looks = f'dir=none style=dotted color="{theme.border["emotion"]}" penwidth=0.8 class="line"'
    for number, ends in enumerate(zip(starts, stops, strict=True)):
        if ends[1] - ends[0] < 4:
            continue
        names = [f"{name}:{side}{number}" for side in ("from", "to")]
        for each, x in zip(names, ends, strict=True):
            yield node(each, Rect(x, y, 0, 0), "shape=point style=invis")
        path = bends([(x, y) for x in ends])
        yield f'{quote(names[0])} -> {quote(names[1])} [pos="{path}" {looks}]'


def _headers(sheet: Sheet, theme: Theme) -> Iterator[str]:
    for number, header in enumerate(sheet.headers):
        fill, color = theme.header[header.kind]
        name = f"@{header.kind}{number}"
        id = f" id={quote(header.id)}" if header.kind == "process" else ""
        yield node(name, header.rect, f'color="{fill}" fillcolor="{fill}" class="{header.kind}"{id}')
        size = {"phase": 12.0, "process": 11.0, "stage": 9.0}[header.kind]
        font = "Helvetica" if header.kind == "stage" else "Helvetica-Bold"
        high, below = len(header.lines) * size * 1.2, len(header.caption) * 8.5 * 1.2
        top = header.rect.y + (header.rect.h - high - below) / 2
        looks = f'fontname="{font}" fontsize={size:g} fontcolor="{color}"'
        yield text_node(f"{name}:title", Rect(header.rect.x, top, header.rect.w, high), header.lines, looks)
        if header.caption:
            looks = f'fontsize=8.5 fontcolor="{theme.soft}"'
            yield text_node(f"{name}:facts", Rect(header.rect.x, top + high, header.rect.w, below), header.caption, looks)


def _box(box: Box, theme: Theme) -> Iterator[str]:
    yield _body(box, theme)
    yield from _gates(box, theme)
    if box.caption_rect:
        yield text_node(f"{box.id}:who", box.caption_rect, box.caption, f'fontsize=8 fontcolor="{theme.soft}" class=who')
    for number, strip in enumerate(box.strips):
        fill, text, border = theme.strip[strip.kind]
        looks = f'fillcolor="{fill}" color="{border}" penwidth=0.7 fontcolor="{text}" fontsize=8.5'
        style = "filled,dashed" if strip.kind == "fail" else "filled,dotted" if strip.kind == "late" else "filled"
        yield node(f"{box.id}:{number}", strip.rect, f'{looks} style="{style}" label={label(strip.lines)} class="{strip.kind}"')
    for each in box.marks:
        letter, shape = SIGN[each.kind]
        said = each.text if each.kind in _NUMBERS else letter
        shape = "box" if each.kind == "trail" and len(said) > 2 else shape
        yield mark(f"{box.id}:{each.kind}", each.center, (said, shape), theme.mark[each.kind])
    if box.plate:
        yield from icons(box.id, box.plate, theme.border[box.role], theme)


def _body(box: Box, theme: Theme) -> str:
    kind = f'id={quote(box.id)} class="{box.kind} {box.role}"'
    if box.kind == "evidence":
        looks = f'shape=note fillcolor="{theme.note}" color="{theme.border["evidence"]}" fontsize=9.5 penwidth=0.8'
        return node(box.id, box.rect, f"{looks} label={label(box.lines)} {kind}")
    shift = round((box.label.center[1] - box.rect.center[1]) / BLANK)
    lines = label(("",) * shift + box.lines + ("",) * -shift + (("",) if shift < 0 else ()))
    critical = any(each.kind == "critical" for each in box.marks)
    weight = 3 if box.ends else 2.4 if critical else 1.3 if box.kind == "step" else 0.8
    color = theme.mark["critical"][0] if critical else theme.border[box.role]
    fill = theme.trail_box if box.visits else theme.box
    looks = f'style="rounded,filled" fillcolor="{fill}" color="{color}" penwidth={weight}'
    return node(box.id, box.rect, f"{looks} label={lines} {kind}")


def _bracket(bracket: Bracket, theme: Theme) -> Iterator[str]:
    """A promise: its words above a line that turns down where it begins and ends, and is open where it goes on elsewhere."""
    color, style = theme.mark["truth"][0], ""
    says = evolve(bracket.label, h=bracket.label.h * len(bracket.lines) / max(1, len(bracket.lines) + len(bracket.fares)))
    yield text_node(bracket.id, says, bracket.lines, f'fontsize=8.5 fontcolor="{theme.ink}" class=promise')
    if bracket.fares:
        color, style = (theme.edge["recover"], "style=dashed ") if bracket.broken else (color, style)
        rest = Rect(says.x, says.bottom, says.w, bracket.label.h - says.h)
        looks = f'fontsize=8.5 fontcolor="{color if bracket.broken else theme.soft}"'
        yield text_node(f"{bracket.id}:fares", rest, bracket.fares, looks)
    y, points = bracket.y, [(bracket.left, bracket.y), (bracket.right, bracket.y)]
    points = [(bracket.left, y + 7), *points] if bracket.begins else points
    points = [*points, (bracket.right, y + 7)] if bracket.ends else points
    ends = [f"{bracket.id}:{side}" for side in ("from", "to")]
    for name, (x, at) in zip(ends, (points[0], points[-1]), strict=True):
        yield node(name, Rect(x, at, 0, 0), "shape=point style=invis")
    looks = f'dir=none color="{color}" {style}penwidth=1.4 class=promise'
    yield f'{quote(ends[0])} -> {quote(ends[1])} [pos="{bends(points)}" {looks}]'


def _curve(curve: Sequence[Mood], theme: Theme) -> Iterator[str]:
    """The customer's emotion from step to step."""
    fill, text = theme.mark["mood"]
    for one, other in pairwise(curve):
        path = bends((shortened(one.center, other.center, _MOOD), shortened(other.center, one.center, _MOOD)))
        yield f'{quote(one.id)} -> {quote(other.id)} [pos="{path}" dir=none color="{fill}" penwidth=1.4 class=emotion]'
    for each in curve:
        value = f"{each.value:+d}".replace("-", "\N{MINUS SIGN}") if each.value else "0"
        looks = f'shape=circle fillcolor="{fill}" color="{text}" fontcolor="{text}" fontname="Helvetica-Bold" fontsize=8.5'
        yield node(each.id, around(each.center, 2 * _MOOD, 2 * _MOOD), f"{looks} label={quote(value)} class=emotion")


def _findings(sheet: Sheet, theme: Theme) -> Iterator[str]:
    for entry, each in enumerate(sheet.findings, start=1):
        name, rect = f"@finding{entry}", each.rect
        yield mark(name, (rect.x + 9, rect.y + 7), (str(each.number or ""), SIGN["finding"][1]), theme.mark["finding"])
        for at, line in enumerate(each.lines):
            room = Rect(rect.x + 24, rect.y + at * 11.7, rect.w - 24, 12)
            yield left_text(f"{name}:{at}", room, line, 9, f'fontcolor="{theme.ink}" class=finding')


def _gates(box: Box, theme: Theme) -> Iterator[str]:
    """What stands at the sides of a box: the start, the bars of parallel work, the diamonds of a choice."""
    dark = f'fillcolor="{theme.ink}" color="{theme.ink}" penwidth=0'
    if box.start:
        yield node(f"{box.id}#start", around(box.start, 10, 10), f"shape=circle {dark} class=start")
    if box.joins:
        yield node(f"{box.id}:join", Rect(box.rect.x - 7, box.rect.y + 3, 4, box.rect.h - 6), f"{dark} class=join")
    if box.gate == "fork":
        top, *_, bottom = sorted([y for _, y in box.exits] * 2)
        yield node(f"{box.id}:fork", Rect(box.rect.right + 3, top - 9, 4, bottom - top + 18), f"{dark} class=fork")
    for number, strip in enumerate(each for each in box.strips if each.kind == "option" and box.gate):
        looks = f'fillcolor="{theme.strip["option"][0]}" color="{theme.strip["option"][2]}" penwidth=1 class={box.gate}'
        shape = "circle" if box.gate == "many" else "diamond"
        center = box.rect.right, strip.rect.center[1]
        yield node(f"{box.id}:gate{number}", around(center, 10, 10), f"shape={shape} {looks}")
