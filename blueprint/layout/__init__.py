"""The drawing of a blueprint as data: where every step, part, piece of evidence, line and label stands, in points.

>>> from blueprint.layout import layout
>>> from blueprint.model import Blueprint, End, Process, Step
>>> step = Step(lane="customer", does="Takes a seat", way=End(text="Seated"))
>>> process = Process(title="Shine", phase="in-sale", kind="delivery", start=("sit",), steps={"sit": step})
>>> sheet = layout(Blueprint(id="shoes", title="Shoeshine", processes={"shine": process}))
>>> [(box.id, box.lane, box.column, box.lines) for box in sheet.boxes]
[('shine.sit', 'customer', 0, ('Takes a seat',))]
"""

from blueprint.layout.sheet import layout
from blueprint.layout.trail import Trail
from blueprint.layout.values import Band, Box, Edge, Header, Key, Line, Mark, Point, Rect, Sheet, Strip

__all__ = ["Band", "Box", "Edge", "Header", "Key", "Line", "Mark", "Point", "Rect", "Sheet", "Strip", "Trail", "layout"]
