"""DOT text from a sheet. Every place is given, so the engine only draws: ``neato -n2``.

Boxes are nodes with the ids of their steps, edges carry their bends, and a class on each says what it is.
"""

from collections.abc import Iterator
from typing import Final

from blueprint.drawing import theme
from blueprint.drawing.signs import signs
from blueprint.drawing.words import around, bends, edge_line, label, left_text, mark, node, quote, text_node
from blueprint.layout import Box, Rect, Sheet
from blueprint.layout.cards import BLANK
from blueprint.layout.sheet import SUBTITLE, TITLE

_HEAD: Final = f"""\
    graph [bgcolor="{theme.PAPER}" fontname=Helvetica notranslate=true outputorder=nodesfirst pad=0 splines=true]
    node [fixedsize=true fontcolor="{theme.INK}" fontname=Helvetica fontsize=11 label="" penwidth=1 shape=box style=filled]
    edge [arrowsize=0.6 fontname=Helvetica penwidth=1.1]
"""


def dot_source(sheet: Sheet) -> str:
    """The DOT text of a sheet."""
    statements = [*_paper(sheet), *_bands(sheet), *_headers(sheet)]
    for box in sheet.boxes:
        statements += _box(box)
    statements += [edge_line(each) for each in sheet.edges]
    statements += signs(sheet.legend)
    return f"digraph {quote(sheet.title)} {{\n{_HEAD}    " + "\n    ".join(statements) + "\n}\n"


def _paper(sheet: Sheet) -> Iterator[str]:
    yield node("@sheet", Rect(0, 0, sheet.width, sheet.height), f'color="{theme.PAPER}" fillcolor="{theme.PAPER}" class=sheet')
    yield left_text("@title", sheet.title_rect, sheet.title, TITLE, 'fontname="Helvetica-Bold" class=title')
    yield left_text("@subtitle", sheet.subtitle_rect, sheet.subtitle, SUBTITLE, f'fontcolor="{theme.SOFT}" class=subtitle')


def _bands(sheet: Sheet) -> Iterator[str]:
    for number, band in enumerate(sheet.bands):
        fill = theme.BAND[band.role]
        name = f"@lane{number}"
        yield node(name, band.rect, f'color=white fillcolor="{fill}" class="lane {band.role}"')
        head = theme.HEAD[band.role]
        looks = f'color=white fillcolor="{head}" fontname="Helvetica-Bold" label={label(band.lines)}'
        yield node(f"{name}:name", band.head, f'{looks} class="lane-name {band.role}"')
    for number, line in enumerate(sheet.lines):
        ends = []
        for side, x in (("left", line.left), ("right", line.right)):
            ends.append(f"@line{number}:{side}")
            yield node(ends[-1], Rect(x, line.y, 0, 0), "shape=point style=invis")
        path = bends(((line.left, line.y), (line.right, line.y)))
        looks = f'dir=none style=dashed color="{theme.SOFT}" penwidth=1 class="line"'
        yield f'{quote(ends[0])} -> {quote(ends[1])} [pos="{path}" {looks}]'
        looks = f'color="{theme.SOFT}" fillcolor=white fontcolor="{theme.SOFT}" fontsize=7.2 penwidth=0.6 style="rounded,filled"'
        yield node(f"@line{number}", line.label, f'{looks} label={label(line.names)} class="line-name"')


def _headers(sheet: Sheet) -> Iterator[str]:
    for number, header in enumerate(sheet.headers):
        fill = theme.HEADER[header.kind]
        name = f"@{header.kind}{number}"
        color = "white" if header.kind == "phase" else theme.INK
        yield node(name, header.rect, f'color="{fill}" fillcolor="{fill}" class="{header.kind}"')
        size = {"phase": 12.0, "process": 11.0, "stage": 9.0}[header.kind]
        font = "Helvetica" if header.kind == "stage" else "Helvetica-Bold"
        high, below = len(header.lines) * size * 1.2, len(header.caption) * 8.5 * 1.2
        top = header.rect.y + (header.rect.h - high - below) / 2
        looks = f'fontname="{font}" fontsize={size:g} fontcolor="{color}"'
        yield text_node(f"{name}:title", Rect(header.rect.x, top, header.rect.w, high), header.lines, looks)
        if header.caption:
            looks = f'fontsize=8.5 fontcolor="{theme.SOFT}"'
            yield text_node(f"{name}:facts", Rect(header.rect.x, top + high, header.rect.w, below), header.caption, looks)


def _box(box: Box) -> Iterator[str]:
    yield _body(box)
    yield from _gates(box)
    if box.caption_rect:
        yield text_node(f"{box.id}:who", box.caption_rect, box.caption, f'fontsize=8 fontcolor="{theme.SOFT}" class=who')
    for number, strip in enumerate(box.strips):
        fill, text, border = theme.STRIP[strip.kind]
        looks = f'fillcolor="{fill}" color="{border or fill}" penwidth=0.7 fontcolor="{text}" fontsize=8.5'
        style = "filled,dashed" if strip.kind == "fail" else "filled,dotted" if strip.kind == "late" else "filled"
        yield node(f"{box.id}:{number}", strip.rect, f'{looks} style="{style}" label={label(strip.lines)} class="{strip.kind}"')
    for each in box.marks:
        yield mark(f"{box.id}:{each.kind}", each.center, *theme.MARK[each.kind])
    yield from _trail(box)


def _trail(box: Box) -> Iterator[str]:
    """The numbers of a run at the upper left of the steps it passes, and a sign where it fails."""
    x = box.rect.x + 12
    if box.visits:
        _, shape, color = theme.MARK["trail"]
        numbers = ",".join(map(str, box.visits[:3])) + ("…" if len(box.visits) > 3 else "")
        yield mark(f"{box.id}:trail", (x, box.rect.y), numbers, shape if len(numbers) < 3 else "box", color)
        x += 18
    if box.at_fault:
        yield mark(f"{box.id}:fault", (x, box.rect.y), *theme.MARK["fault"])


def _body(box: Box) -> str:
    kind = f'id={quote(box.id)} class="{box.kind} {box.role}"'
    if box.kind == "evidence":
        looks = f'shape=note fillcolor="#fffdf5" color="{theme.BORDER["evidence"]}" fontsize=9.5 penwidth=0.8'
        return node(box.id, box.rect, f"{looks} label={label(box.lines)} {kind}")
    shift = round((box.label.center[1] - box.rect.center[1]) / BLANK)
    lines = label(("",) * shift + box.lines + ("",) * -shift + (("",) if shift < 0 else ()))
    weight = 3 if box.ends else 1.3 if box.kind == "step" else 0.8
    fill = theme.TRAIL[1] if box.visits else "white"
    looks = f'style="rounded,filled" fillcolor="{fill}" color="{theme.BORDER[box.role]}" penwidth={weight}'
    return node(box.id, box.rect, f"{looks} label={lines} {kind}")


def _gates(box: Box) -> Iterator[str]:
    """What stands at the sides of a box: the start, the bars of parallel work, the diamonds of a choice."""
    dark = f'fillcolor="{theme.INK}" color="{theme.INK}" penwidth=0'
    if box.start:
        yield node(f"{box.id}#start", around(box.start, 10, 10), f"shape=circle {dark} class=start")
    if box.joins:
        yield node(f"{box.id}:join", Rect(box.rect.x - 7, box.rect.y + 3, 4, box.rect.h - 6), f"{dark} class=join")
    if box.gate == "fork":
        top, *_, bottom = sorted([y for _, y in box.exits] * 2)
        yield node(f"{box.id}:fork", Rect(box.rect.right + 3, top - 9, 4, bottom - top + 18), f"{dark} class=fork")
    for number, strip in enumerate(each for each in box.strips if each.kind == "option" and box.gate):
        looks = f'fillcolor="{theme.STRIP["option"][0]}" color="{theme.STRIP["option"][2]}" penwidth=1 class={box.gate}'
        shape = "circle" if box.gate == "many" else "diamond"
        center = box.rect.right, strip.rect.center[1]
        yield node(f"{box.id}:gate{number}", around(center, 10, 10), f"shape={shape} {looks}")
