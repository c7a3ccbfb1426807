"""What the engine's SVG lacks for people who read it with a pointer, a keyboard or a voice: titles and a description.

Each step, part and piece of evidence becomes one group, with all that is drawn of it inside.
"""

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from blueprint.layout import Sheet
from blueprint.layout.metrics import clean

if TYPE_CHECKING:
    from blueprint.innovation.diagram import Diagram

_COMMENT: Final = re.compile(r"^<!-- .* -->\n", re.MULTILINE)
_START: Final = re.compile(r'(?=<g id="[^"]*" class="(?:node|edge)\b)')
_HEAD: Final = re.compile(r'<g id="([^"]*)" class="(?:node|edge)([^"]*)">\n<title>([^<]*)</title>\n')
_FOOT: Final = "</g>\n</svg>\n"
_ICON: Final = ' class="edge icon">'
_TITLE: Final = re.compile(r"<title>[^<]*</title>\n")


def finished(svg: bytes, sheet: "Sheet | Diagram") -> str:
    """The picture with a title and description of the whole, and on each step, part and way what it says."""
    says, links = (_says(sheet), _links(sheet)) if isinstance(sheet, Sheet) else (sheet.says, {})
    head, *groups = _START.split(_COMMENT.sub("", svg.decode()).removesuffix(_FOOT))
    written = [_titled(head, sheet)]
    holder, holders = "", dict[str, int]()
    for group in groups:
        name = _name(group)
        if _ICON in group:
            plate = name.partition("->")[0]
            at = holders.get(plate, holders.get(plate.removesuffix(":icons"), 0))
            written[at] = written[at].removesuffix("</g>\n") + _said(group, says.get(_id(group), "")) + "</g>\n"
        elif holder and name.startswith((f"{holder}:", f"{holder}#start")) and "->" not in name:
            written[-1] = written[-1].removesuffix("</g>\n") + _linked(_inner(group), links.get(name)) + "</g>\n"
        else:
            written.append(_said(group, says.get(_id(group), says.get(name, ""))))
            holder = name if name in says else ""
            holders[name] = len(written) - 1
    return "".join([*written, _FOOT])


def _links(sheet: Sheet) -> dict[str, str]:
    """The processes on the sheet that strips lead to, by the names of the strips."""
    drawn = {header.id for header in sheet.headers if header.kind == "process"}
    strips = ((f"{box.id}:{number}", strip.to) for box in sheet.boxes for number, strip in enumerate(box.strips))
    return {name: to for name, to in strips if to in drawn}


def _linked(group: str, to: str | None) -> str:
    return f'<a href="#{to}">\n{group}</a>\n' if to else group


def _says(sheet: Sheet) -> dict[str, str]:
    """What the titles of groups say, by the names of their nodes and the ids of their edges."""
    says = {box.id: box.more or box.text for box in sheet.boxes}
    for box in sheet.boxes:
        says |= {f"{box.id}:icon{number}": icon.text for number, icon in enumerate(box.plate.icons)} if box.plate else {}
    says |= {edge.id: edge.text for edge in sheet.edges if edge.text}
    says |= {f"@{header.kind}{number}": header.text for number, header in enumerate(sheet.headers)}
    says |= {bracket.id: bracket.text for bracket in sheet.brackets}
    says |= {mood.id: mood.text for curve in sheet.moods for mood in curve}
    return says | {f"@lane{number}": band.text for number, band in enumerate(sheet.bands)}


def _titled(head: str, sheet: "Sheet | Diagram") -> str:
    start = head.index(">", head.index("<svg ")) + 1
    about = f"<title>{escape(clean(sheet.title))}</title>\n<desc>{escape(clean(sheet.about))}</desc>"
    language = f' xml:lang="{sheet.language}"' if sheet.language else ""
    root = head[:start].replace("<svg ", f'<svg role="img"{language} ', 1)
    rest = _TITLE.sub("", head[start:].lstrip(), count=1)
    return f"{root}\n{about}\n{rest}"


def _name(group: str) -> str:
    found = _HEAD.match(group)
    return unescape(found[3]) if found else ""


def _id(group: str) -> str:
    found = _HEAD.match(group)
    return unescape(found[1]) if found else ""


def _inner(group: str) -> str:
    """A group inside another: it needs no id and no title of its own."""
    return _HEAD.sub(lambda found: f'<g class="{found[2].strip()}">\n', group)


def _said(group: str, text: str) -> str:
    def head(found: re.Match[str]) -> str:
        title = f"<title>{escape(clean(text))}</title>\n" if text else ""
        return f'<g id="{found[1]}" class="{found[2].strip() or "sign"}">\n{title}'

    return _HEAD.sub(head, group)
