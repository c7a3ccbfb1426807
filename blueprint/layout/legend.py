"""The legend: the signs that a drawing uses, and no others, each with its meaning."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from blueprint.layout.metrics import width
from blueprint.layout.overlays import Overlay
from blueprint.layout.values import Box, Edge, Key, Rect
from blueprint.layout.wording import ICONS

MEANINGS: Final = {
    "start": "start",
    "next": "then",
    "choose": "choice: one of the ways",
    "many": "choice: one or more of the ways",
    "fork": "parallel: all of the ways",
    "join": "waits for the parallel ways",
    "moment": "in the same moment",
    "evidence": "what can be seen or touched",
    **{f"icon-{kind}": text for kind, text in ICONS.items()},
    "fail": "fail point",
    "recover": "recovery",
    "wait": "waiting time",
    "late": "when time has passed",
    "truth": "moment of truth",
    "ends": "end",
    "hand-over": "opens, starts, runs or stops a process",
    "continues": "goes on in another process",
    "link": "the way → with this number goes on here",
    "promise": "promise: where it begins and ends",
    "broken": "promise that is not always kept",
    "mood": "how customers feel, from −2 to +2",
    "finding": "finding, listed below",
    "critical": "critical path: a delay here delays the whole case",
    "traffic": "the thicker, the more often it is taken",
    "trail": "a case, step by step",
    "fault": "where it fails",
}
SIGN: Final = 30.0
SIZE: Final = 9.0
_ROW: Final = 20.0


def used_signs(boxes: Iterable[Box], edges: Collection[Edge], over: Iterable[Overlay] = ()) -> list[str]:
    """The signs of a drawing, with what stands ``over`` its lanes, in the order of the legend."""
    used: set[str] = {edge.kind for edge in edges}
    used |= {"traffic"} if any(edge.cases is not None for edge in edges) else set()
    for each in over:
        used |= {"broken" if bracket.broken else "promise" for bracket in each.brackets} | ({"mood"} if each.moods else set())
    if used & {"option", "fork"}:
        used.add("next")
    for box in boxes:
        used |= {f"icon-{icon.kind}" for icon in box.plate.icons} if box.plate else set()
        used |= {box.gate, *(mark.kind for mark in box.marks), *(strip.kind for strip in box.strips)}
        used |= {"join"} if box.joins else set()
        used |= {"ends"} if box.ends else set()
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
