"""Drawings of service innovation, from the same engine, themes and formats as those of blueprints."""

from typing import get_args

from blueprint.drawing.drawing import Drawing
from blueprint.drawing.engine import Engine
from blueprint.drawing.theme import find_theme
from blueprint.errors import UsageError
from blueprint.innovation.pictures import PICTURES
from blueprint.model import Blueprint
from blueprint.wording import listed, suggestion


def draw_innovation(blueprint: Blueprint, *, what: str = "forces", theme: str = "light", engine: Engine = "embedded") -> Drawing:
    """Draw the driving forces, the five modes (``modes``) or the initiatives (``initiatives``) of a blueprint.

    UsageError for a picture, theme or engine that does not exist, and for a blueprint that says nothing about innovation.
    """
    if what not in PICTURES:
        raise UsageError(f"there is no picture {what!r}{suggestion(what, PICTURES) or f'; there is {listed(PICTURES)}'}")
    if engine not in get_args(Engine):
        raise UsageError(f"there is no engine {engine!r}; there is {listed(get_args(Engine))}")
    if blueprint.innovation is None:
        raise UsageError(f"the blueprint '{blueprint.title}' says nothing about innovation")
    return Drawing(PICTURES[what](blueprint, blueprint.innovation), find_theme(theme), engine)
