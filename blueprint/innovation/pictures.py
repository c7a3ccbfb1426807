"""The three pictures of service innovation: the driving forces, the five modes, the initiatives by dimension."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from blueprint.innovation.diagram import Diagram, Piece, sheet
from blueprint.innovation.key import key
from blueprint.innovation.matrix import matrix
from blueprint.innovation.names import GROUP_TITLES
from blueprint.innovation.panorama import panorama
from blueprint.innovation.parts import classified
from blueprint.innovation.plates import plates
from blueprint.innovation.recognise import recognise
from blueprint.innovation.telling import Section, sections
from blueprint.model import Blueprint
from blueprint.model_innovation import Innovation


def forces(blueprint: Blueprint, innovation: Innovation) -> Diagram:
    """The driving-force model of this enterprise (Figure 1 of the paper)."""
    main = panorama(blueprint, innovation, enterprise=blueprint.title, every=True)
    below = key(main.width)
    pieces = [main, _lowered(below, main.height + 18)]
    return _sheet(
        blueprint, innovation, "driving forces", pieces, told=("Mode", *GROUP_TITLES.values(), "How they hang together")
    )


def modes(blueprint: Blueprint, innovation: Innovation) -> Diagram:
    """The five modes as reference (Figures 2 to 6), each with its signs and what they say of this enterprise."""
    return _sheet(blueprint, innovation, "held against the five modes", [plates(innovation)], told=("Mode", "The five modes"))


def initiatives(blueprint: Blueprint, innovation: Innovation) -> Diagram:
    """The initiatives by the four dimensions, with what they touch, what drives them and what supports them."""
    pieces, told = [matrix(blueprint, innovation)], ("Initiatives", "The four dimensions")
    return _sheet(blueprint, innovation, "initiatives and the four dimensions", pieces, told=told)


PICTURES: Final[Mapping[str, Callable[[Blueprint, Innovation], Diagram]]] = {
    "forces": forces,
    "modes": modes,
    "initiatives": initiatives,
}


def _lowered(piece: Piece, by: float) -> Piece:
    moved = piece.moved(0, by)
    return Piece(width=piece.width, height=piece.height + by, fields=moved.fields, ties=moved.ties)


def _sheet(blueprint: Blueprint, innovation: Innovation, what: str, pieces: list[Piece], *, told: Collection[str]) -> Diagram:
    """Parts under a title; ``told`` are the sections of the report that tell the same in words."""
    recognition = recognise(innovation)
    declared = f"declared: {recognition.judged(innovation.mode).mode.name}" if innovation.mode else ""
    leader = recognition.leader
    found = f"the forces speak for: {leader.mode.name} ({leader.points} of 100)" if leader else "the mode is unclear"
    subtitle = " · ".join(filter(None, (classified(blueprint.service), declared, found)))
    return sheet(
        pieces,
        title=f"{blueprint.title}: {what}",
        subtitle=subtitle,
        about=" ".join(_said(each) for each in sections(blueprint, innovation) if each.title in told),
        language=blueprint.language or "",
    )


def _said(section: Section) -> str:
    """A section of the report as running text."""
    items = [f"{text} ({'; '.join(below)})" if below else text for text, below in section.items]
    return " ".join([f"{section.title}:", *section.paragraphs, *(f"{each}." for each in items)])
