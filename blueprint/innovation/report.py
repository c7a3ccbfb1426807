"""The report on service innovation: as text for a terminal, as Markdown, as JSON."""

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from blueprint.innovation.coverage import lacking, renewed
from blueprint.innovation.parts import classified
from blueprint.innovation.recognise import Judged, recognise
from blueprint.innovation.telling import Section, contradicted, explained, sections
from blueprint.model import Blueprint
from blueprint.model_innovation import Innovation
from blueprint.terminal import Style, clean

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_text(blueprint: Blueprint, innovation: Innovation, *, style: Style | None = None, width: int = 80) -> str:
    """The report for a terminal of some width."""
    style = style or Style()
    lines = [*_wrapped(blueprint.title, width, "", ""), *_wrapped(_about(blueprint), width, "", "")]
    lines[0] = style.paint("bold", lines[0])
    for section in sections(blueprint, innovation):
        lines += ["", style.paint("bold", section.title), *_section(section, width)]
    return "\n".join(lines) + "\n"


def _about(blueprint: Blueprint) -> str:
    return "Service innovation" + (f" · {told}" if (told := classified(blueprint.service)) else "")


def _section(section: Section, width: int) -> Iterator[str]:
    for number, text in enumerate(section.paragraphs):
        if number:
            yield ""
        yield from _wrapped(text, width, "  ", "  ")
    for text, below in section.items:
        yield from _wrapped(text, width, "  * ", "    ")
        for line in below:
            yield from _wrapped(line, width, "      ", "        ")


def _wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    found = textwrap.wrap(clean(text), width, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
    return found or [first.rstrip()]


def as_markdown(blueprint: Blueprint, innovation: Innovation) -> str:
    """The report as a page."""
    lines = [f"# {_shown(blueprint.title)}", "", _shown(_about(blueprint))]
    for section in sections(blueprint, innovation):
        lines += ["", f"## {_shown(section.title)}", ""]
        lines += [line for text in section.paragraphs for line in (_shown(text), "")][:-1]
        for text, below in section.items:
            lines += [f"- {_shown(text)}", *(f"  - {_shown(line)}" for line in below)]
    return "\n".join(lines) + "\n"


def _shown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(clean(text).split()))


def as_json(blueprint: Blueprint, innovation: Innovation) -> str:
    """The report for programs: what is declared, what is recognised, and each sign with what it says."""
    recognition = recognise(innovation)
    service = blueprint.service.plain() if blueprint.service else {}
    initiatives = {name: each.plain() | {"lacks": list(lacking(each))} for name, each in sorted(innovation.initiatives.items())}
    document: dict[str, Any] = {
        "version": 1,
        "id": blueprint.id,
        "title": blueprint.title,
        "service": {key: service[key] for key in ("sector", "branch", "reach", "purpose", "places") if key in service},
        "mode": {
            "declared": innovation.mode,
            "recognised": recognition.mode,
            "contradicted": contradicted(innovation, recognition) is not None,
            "explained": list(explained(innovation, recognition)),
        },
        "modes": [_judged(each) for each in recognition.ranked],
        "forces": {name: {"weight": each.weight, "note": each.note} for name, each in sorted(innovation.forces.items())},
        "links": [{"from": each.from_, "to": each.to, "way": each.way, "note": each.note} for each in innovation.links],
        "initiatives": initiatives,
        "dimensions": {name: list(each) for name, each in renewed(innovation).items()},
    }
    return json.dumps(document, indent=2, ensure_ascii=False, default=str) + "\n"


def _judged(judged: Judged) -> dict[str, Any]:
    signs = [
        {
            "id": each.sign.id,
            "speaks": each.speaks,
            "weight": each.sign.weight,
            "decisive": each.sign.decisive,
            "says": each.text,
            "rests-on": each.sign.rests_on,
        }
        for each in judged.verdicts
    ]
    return {"mode": judged.mode.id, "points": judged.points, "ruled-out": judged.barred, "signs": signs}
