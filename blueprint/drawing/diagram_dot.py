"""DOT text from a diagram of innovation. Every place is given, as in the drawings of blueprints: ``neato -n2``."""

from collections.abc import Iterator
from typing import Final

from blueprint.drawing.dot import HEAD
from blueprint.drawing.theme import Theme
from blueprint.drawing.words import edge_line, label, left_text, node, quote, text_node
from blueprint.innovation.diagram import SUBTITLE, TITLE, Diagram, Field, Tie
from blueprint.layout import Edge, Rect
from blueprint.layout.values import EdgeKind

_WIDTHS: Final = {1: 1.0, 2: 1.8, 3: 2.8}
_BORDERS: Final = {
    "dominant": "penwidth=3",
    "strong": "penwidth=1.8",
    "weak": "penwidth=0.9",
    "absent": 'penwidth=0.9 style="rounded,filled,dashed"',
    "unsaid": 'penwidth=0.9 style="rounded,filled,dotted"',
    "cell": "penwidth=0.9",
    "full": "penwidth=1.8",
    "empty": 'penwidth=0.9 style="rounded,filled,dashed"',
}


def diagram_source(diagram: Diagram, theme: Theme) -> str:
    """The DOT text of a diagram."""
    paper = f'color="{theme.paper}" fillcolor="{theme.paper}" class=sheet'
    statements = [node("@sheet", Rect(0, 0, diagram.width, diagram.height), paper)]
    statements.append(left_text("@title", diagram.title_rect, diagram.title, TITLE, 'fontname="Helvetica-Bold" class=title'))
    soft = f'fontcolor="{theme.soft}" class=subtitle'
    for number, line in enumerate(diagram.subtitle):
        rect = diagram.subtitle_rect.moved(0, number * SUBTITLE * 1.4)
        statements.append(left_text(f"@subtitle{number or ''}", rect, line, SUBTITLE, soft))
    for each in diagram.fields:
        statements += _field(each, theme)
    for tie in diagram.ties:
        statements.append(_tie(tie, theme))
    head = HEAD.replace("PAPER", theme.paper).replace("INK", theme.ink)
    return f"digraph {quote(diagram.title)} {{\n{head}    " + "\n    ".join(statements) + "\n}\n"


def _field(field: Field, theme: Theme) -> Iterator[str]:
    if not field.lines and field.look in ("text", "soft"):
        yield node(field.id, field.rect, "shape=point style=invis")
    elif field.left:
        yield _left(field, theme)
    elif field.look in ("text", "soft"):
        yield text_node(field.id, field.rect, field.lines, _text(field, theme))
    else:
        words = f"{_text(field, theme)} label={label(field.lines)}" if field.lines else ""
        yield node(field.id, field.rect, f"{_shape(field, theme)} {words}")


def _left(field: Field, theme: Theme) -> str:
    """Lines that begin at the left: the engine sets them from the edge of their field."""
    lines = "".join(f"{quote(line)[1:-1]}\\l" for line in field.lines)
    return node(field.id, field.rect, f'label="{lines}" margin=0 style="" penwidth=0 {_text(field, theme)}')


def _text(field: Field, theme: Theme) -> str:
    color = theme.header["phase"][1] if field.look == "enterprise-head" else theme.soft if field.look == "soft" else theme.ink
    color = theme.mark[_MARKS[field.look]][1] if field.look in _MARKS else theme.ink if field.look == "silent" else color
    font = "Helvetica-Bold" if field.bold else "Helvetica"
    return f'fontname="{font}" fontsize={field.size:g} fontcolor="{color}" class="{field.look}"'


_MARKS: Final = {"for": "truth", "against": "fail"}
_SHAPES: Final = {"for": "circle", "against": "box"}


def _shape(field: Field, theme: Theme) -> str:
    look, role = field.look, field.role
    if look == "panel":
        return f'fillcolor="{theme.band[role]}" color="{theme.border[role]}" penwidth=0.8 style="rounded,filled" class=panel'
    if look == "head":
        return f'fillcolor="{theme.head[role]}" color="{theme.border[role]}" penwidth=0.8 style="rounded,filled"'
    if look == "enterprise-head":
        fill = theme.header["phase"][0]
        return f'fillcolor="{fill}" color="{fill}" style="rounded,filled"'
    if look in ("on", "off"):
        fill = theme.ink if look == "on" else theme.box
        return f'fillcolor="{fill}" color="{theme.ink}" penwidth=0.7 class={look}'
    if look == "silent":
        return f'shape=circle fillcolor="{theme.box}" color="{theme.ink}" penwidth=0.8'
    if look in _MARKS:
        fill, text = theme.mark[_MARKS[look]]
        return f'shape={_SHAPES[look]} fillcolor="{fill}" color="{text}"'
    fill = theme.head[role] if look == "full" else theme.box
    return f'style="rounded,filled" fillcolor="{fill}" color="{theme.border[role]}" {_BORDERS[look]} class="{look}"'


def _tie(tie: Tie, theme: Theme) -> str:
    """A line as blueprints have it, only thicker where more weighs on it; what merely acts has dashes."""
    kind: EdgeKind = "moment" if tie.kind == "interacting" else "next"
    edge = Edge(id=tie.id, kind=kind, source=tie.source, target=tie.target, points=tie.points)
    dashes = " style=dashed" if tie.kind == "acts" else ""
    looks = f'penwidth={_WIDTHS[tie.weight]:g} arrowsize=0.7{dashes} class="{tie.kind}"'
    return edge_line(edge, theme).replace(f"class={kind}", looks)
