"""The drawing of a blueprint as data: where every step, part, piece of evidence, line and label stands, in points.

>>> from blueprint.layout import layout
>>> from blueprint.model import Blueprint, End, Process, Step
>>> step = Step(lane="customer", does="Takes a seat", way=End(text="Seated"))
>>> process = Process(title="Shine", phase="in-sale", kind="delivery", start=("sit",), steps={"sit": step})
>>> sheet = layout(Blueprint(id="shoes", title="Shoeshine", processes={"shine": process}))
>>> [(box.id, box.lane, box.column, box.lines) for box in sheet.boxes]
[('shine.sit', 'customer', 0, ('Takes a seat',))]
"""

from blueprint.layout.remarks import Remark
from blueprint.layout.sheet import WRAP, layout
from blueprint.layout.trail import Trail
from blueprint.layout.values import (
    LAYERS,
    USUAL,
    Band,
    Box,
    Bracket,
    Edge,
    Header,
    Icon,
    Key,
    Layer,
    Line,
    Mark,
    Mood,
    Plate,
    Point,
    Rect,
    Sheet,
    Strip,
)

__all__ = [
    "LAYERS",
    "USUAL",
    "WRAP",
    "Band",
    "Box",
    "Bracket",
    "Edge",
    "Header",
    "Icon",
    "Key",
    "Layer",
    "Line",
    "Mark",
    "Mood",
    "Plate",
    "Point",
    "Rect",
    "Remark",
    "Sheet",
    "Strip",
    "Trail",
    "layout",
]
