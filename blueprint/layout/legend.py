"""The legend: the signs that a drawing uses, and no others, each with its meaning."""

from collections.abc import Iterable, Sequence
from typing import Final

from blueprint.layout.metrics import width
from blueprint.layout.values import Box, Edge, Key, Rect

MEANINGS: Final = {
    "start": "start",
    "next": "then",
    "choose": "choice: one of the ways",
    "many": "choice: one or more of the ways",
    "fork": "parallel: all of the ways",
    "join": "waits for the parallel ways",
    "moment": "in the same moment",
    "evidence": "what can be seen or touched",
    "fail": "fail point",
    "recover": "recovery",
    "wait": "waiting time",
    "late": "when time has passed",
    "truth": "moment of truth",
    "ends": "end",
    "hand-over": "opens, starts, runs or stops a process",
    "continues": "goes on in another process",
    "link": "the way → with this number goes on here",
    "finding": "finding, listed below",
    "trail": "a case, step by step",
    "fault": "where it fails",
}
SIGN: Final = 30.0
SIZE: Final = 9.0
_ROW: Final = 20.0


def used_signs(boxes: Iterable[Box], edges: Iterable[Edge]) -> list[str]:
    """The signs of a drawing, in the order of the legend."""
    used: set[str] = {edge.kind for edge in edges}
    if used & {"option", "fork"}:
        used.add("next")
    for box in boxes:
        used |= {box.gate, *(mark.kind for mark in box.marks), *(strip.kind for strip in box.strips)}
        used |= {"join"} if box.joins else set()
        used |= {"ends"} if box.ends else set()
        used |= {"trail"} if box.visits else set()
        used |= {"fault"} if box.at_fault else set()
    return [sign for sign in MEANINGS if sign in used]


def legend(signs: Sequence[str], left: float, right: float, top: float) -> tuple[Key, ...]:
    """The entries of the legend in lines from left to right."""
    keys = []
    x, y = left, top
    for sign in signs:
        wide = SIGN + 6 + width(MEANINGS[sign], SIZE) + 18
        if x + wide > right and x > left:
            x, y = left, y + _ROW
        keys.append(Key(sign=sign, text=MEANINGS[sign], rect=Rect(x, y, wide - 18, _ROW)))
        x += wide
    return tuple(keys)
