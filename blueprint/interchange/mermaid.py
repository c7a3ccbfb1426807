"""Mermaid: a flowchart with a box for each lane, which every Markdown page shows, or the newer swimlanes."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from blueprint.interchange.names import one_line
from blueprint.interchange.notes import Exported, Note
from blueprint.interchange.strokes import Arrow, Node, arrows, lanes_of, nodes
from blueprint.model import Blueprint

Kind = Literal["flowchart", "swimlane-beta"]

_NAMED: Final = {'"': "quot", "&": "amp", "<": "lt", ">": "gt"}
# What would otherwise be read as Mermaid's own signs, as Markdown, or as an escape.
_SIGNS: Final = re.compile(r"[\"&<>#;`*_~\\|{}\[\]^$]|%{2,}|^[-+=](?=\s)|(?<=\d)[.)](?=\s|$)|(?<=[a-z])://|www\.|:(?=.*#)|:$")
_STYLING: Final = re.compile("style|classDef")
_SHAPES: Final = {"start": ('(["', '"])'), "step": ('["', '"]'), "part": ('("', '")'), "end": ('(["', '"])')}
_STYLES: Final = (
    "classDef start fill:#ffffff,stroke:#444444,stroke-width:2px,color:#111111",
    "classDef ending fill:#eeeeee,stroke:#444444,stroke-width:3px,color:#111111",
    "classDef part fill:#ffffff,stroke:#777777,stroke-dasharray:4 3,color:#111111",
    "classDef fails stroke:#b00020,stroke-width:3px",
)
_CLASSES: Final = {"start": "start", "end": "ending", "part": "part"}


def flowchart(blueprint: Blueprint, name: str = "") -> Exported:
    """A flowchart; notes say what it leaves out."""
    return Exported(mermaid(blueprint, kind="flowchart").encode(), _left_out(blueprint, name))


def swimlanes(blueprint: Blueprint, name: str = "") -> Exported:
    """Swimlanes, of Mermaid 11.16 and later; notes say what they leave out."""
    return Exported(mermaid(blueprint, kind="swimlane-beta").encode(), _left_out(blueprint, name))


def mermaid(blueprint: Blueprint, *, kind: Kind = "flowchart") -> str:
    """The text of a diagram: its lanes, each with what is done in it, and the arrows between.

    In a flowchart of several processes, each has its own box with its lanes in it; swimlanes run through all processes.
    """
    drawn = list(nodes(blueprint))
    ids = _ids(drawn)
    lines = [f"{kind} LR", f"  accTitle: {_line(blueprint.title)}", f"  accDescr: {_line(_about(blueprint))}"]
    apart = kind == "flowchart" and len(blueprint.processes) > 1
    for process in blueprint.process_ids() if apart else ("",):
        inner = [each for each in drawn if not apart or each.process == process]
        if apart and inner:
            lines.append(f'  subgraph process_{_plain(process)}["{label(blueprint.processes[process].title)}"]')
            lines += [f"  {line}" for line in _lanes(blueprint, inner, ids, _plain(process))]
            lines.append("  end")
        else:
            lines += _lanes(blueprint, inner, ids, "")
    lines += [f"  {line}" for each in arrows(blueprint) for line in [_arrow(each, ids)]]
    lines += [f"  {line}" for line in (*_STYLES, *_classes(drawn, ids))]
    return "\n".join(lines) + "\n"


def _about(blueprint: Blueprint) -> str:
    titles = [blueprint.processes[id].title for id in blueprint.process_ids()]
    return f"Service blueprint of {blueprint.title}: {', '.join(titles)}"


def _lanes(blueprint: Blueprint, drawn: Iterable[Node], ids: dict[tuple[str, ...], str], process: str) -> Iterator[str]:
    drawn = list(drawn)
    for number, (lane, title) in enumerate(lanes_of(blueprint)):
        inner = [each for each in drawn if each.lane == lane]
        if inner:
            yield (
                f'  subgraph lane_{process}_{number}["{label(title)}"]'
                if process
                else f'  subgraph lane_{number}["{label(title)}"]'
            )
            for each in inner:
                opened, closed = _SHAPES[each.shape]
                yield f"    {ids[each.key]}{opened}{label(each.text)}{closed}"
            yield "  end"


def _arrow(arrow: Arrow, ids: dict[tuple[str, ...], str]) -> str:
    line = "<-.->" if arrow.mutual else "-.->" if arrow.aside else "-->"
    text = f'|"{label(arrow.text)}"|' if arrow.text else ""
    return f"{ids[arrow.source]} {line}{text} {ids[arrow.target]}"


def _classes(drawn: Iterable[Node], ids: dict[tuple[str, ...], str]) -> Iterator[str]:
    for each in drawn:
        if each.shape in _CLASSES:
            yield f"class {ids[each.key]} {_CLASSES[each.shape]}"
        if each.can_fail:
            yield f"class {ids[each.key]} fails"


def _ids(drawn: Iterable[Node]) -> dict[tuple[str, ...], str]:
    """An id for each node, out of its own; one word of letters, digits and underscores, which no word of Mermaid is."""
    found: dict[tuple[str, ...], str] = {}
    taken: set[str] = set()
    for each in drawn:
        wanted = id = "s_" + "__".join(map(_plain, filter(None, each.key)))
        number = 2
        while id in taken:
            id, number = f"{wanted}_{number}", number + 1
        taken.add(id)
        found[each.key] = id
    return found


def _plain(id: str) -> str:
    return id.replace("-", "_")


def label(text: str) -> str:
    """A text as it stands between quotes in a diagram.

    >>> label('Pays "by card" & leaves; #1'), label("Asks\\n1. why")
    ('Pays #quot;by card#quot; #amp; leaves#59; #35;1', 'Asks<br/>1#46; why')
    """
    lines = [_printable(line) for line in re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text.strip())]
    told = "<br/>".join(_SIGNS.sub(_coded, line) for line in lines)
    return re.sub(":", "#58;", told) if _STYLING.search(told) else told or " "


def _coded(match: re.Match[str]) -> str:
    return "".join(f"#{_NAMED.get(sign, str(ord(sign)))};" for sign in match[0])


def _printable(line: str) -> str:
    return "".join(sign if sign.isprintable() or sign in "\u200d\u200c" else " " for sign in line)


def _line(text: str) -> str:
    """A text for those who cannot see the diagram: on one line, without the signs that end it."""
    return re.sub(r"[#;{}%<>`\"]|--+", " ", one_line(_printable(text))).strip() or "Service blueprint"


def _left_out(blueprint: Blueprint, name: str) -> tuple[Note, ...]:
    """What no box and no arrow of a diagram tells."""
    told = "a diagram shows lanes, steps, ways, failures and hand-overs; times, costs, channels, promises and all else stay out"
    return (Note(weight="lost", message=told, file=name),) if blueprint.processes else ()
