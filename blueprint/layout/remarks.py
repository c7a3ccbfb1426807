"""Findings on a drawing: a numbered badge on each step they are about, and a list of them below.

Those on a process or the whole service stand first in the list and have no number: there is no step that bears it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from attrs import frozen

from blueprint.layout.metrics import wrap
from blueprint.layout.values import Entry, Rect

SIZE: Final = 9.0
_BADGE: Final = 22.0
_LINE: Final = SIZE * 1.3
_GAP: Final = 4.0
_WIDEST: Final = 760.0


@frozen(kw_only=True)
class Remark:
    """What is to be said of an element (``process``, ``process.step``, or of the whole), as findings say it."""

    element: str
    text: str


def numbered(remarks: Sequence[Remark]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the remarks on each step, from 1."""
    found: dict[str, tuple[int, ...]] = {}
    for number, each in enumerate(filter(_on_a_step, remarks), start=1):
        found[each.element] = (*found.get(each.element, ()), number)
    return found


def _on_a_step(remark: Remark) -> bool:
    return "." in remark.element


def shown(remarks: Sequence[Remark], processes: Collection[str]) -> tuple[Remark, ...]:
    """The remarks on the whole and on these processes, then those on their steps, once each, else in order."""
    ours = [each for each in remarks if not _on_a_step(each) or each.element.partition(".")[0] in processes]
    return tuple(dict.fromkeys(sorted(ours, key=_on_a_step)))


def listed(remarks: Sequence[Remark], left: float, right: float, top: float) -> tuple[Entry, ...]:
    """The list of the remarks, in one column after the other."""
    columns = max(1, int((right - left) // _WIDEST))
    wide = (right - left) / columns
    lines = [wrap(each.text, wide - _BADGE - 16, SIZE, 4) for each in remarks]
    heights = [len(each) * _LINE + _GAP for each in lines]
    share, entries, x, y = sum(heights) / columns, [], left, top
    first = sum(not _on_a_step(each) for each in remarks)
    for at, (said, high) in enumerate(zip(lines, heights, strict=True), start=1):
        if y - top + high / 2 > share and y > top and x + 2 * wide <= right + 1:
            x, y = x + wide, top
        entries.append(Entry(number=max(0, at - first), lines=said, rect=Rect(x, y, wide - 16, high)))
        y += high
    return tuple(entries)
