"""Which figures a change makes others, and by how much."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from blueprint.durations import Elapsed
from blueprint.timing import words
from blueprint.timing.figures import Figure, all_figures
from blueprint.timing.money import Money
from blueprint.timing.values import ProcessTimes

Known = ProcessTimes | str
"""The times of a process, or the reason why it has none."""


class Difference(NamedTuple):
    """A figure of a process that a change makes another; None on a side where there is no such figure."""

    process_id: str
    before: Figure | None
    after: Figure | None

    @property
    def name(self) -> str:
        some = self.before or self.after
        assert some is not None
        return some.name

    @property
    def change(self) -> str:
        """By how much it changes; empty where that is no number of one measure."""
        before, after = (each.value if each else None for each in (self.before, self.after))
        if isinstance(before, Elapsed) and isinstance(after, Elapsed):
            if before.working_days != after.working_days:
                return ""
            before, after = float(before.seconds), float(after.seconds)
        if before is None or after is None or self.after is None or isinstance(before, tuple) or isinstance(after, tuple):
            return ""
        return _signed(self.after, float(after) - float(before))


def _signed(figure: Figure, change: float) -> str:
    sign, size = "-" if change < 0 else "+", abs(change)
    match figure.unit:
        case "time":
            return sign + words.clock(size)
        case "share":
            return f"{sign}{words.share(size).removesuffix('%')} points"
        case "money":
            written = Money(Decimal(repr(size)), figure.currency).written
            return sign + (written if float(written) else f"{size:.1g}")
    return sign + words.number(size)


def differences(before: Mapping[str, Known], after: Mapping[str, Known]) -> tuple[Difference, ...]:
    """The figures that are others after than before, process by process."""
    return tuple(each for process_id in after for each in _differences(process_id, before.get(process_id, ""), after[process_id]))


def _differences(process_id: str, then: Known, now: Known) -> Iterator[Difference]:
    sides = [_figures(each) for each in (then, now)]
    for name in {**sides[0], **sides[1]}:
        before, after = (each.get(name) for each in sides)
        if not _alike(before, after):
            yield Difference(process_id, before, after)


def _figures(times: Known) -> dict[str, Figure]:
    return {} if isinstance(times, str) else {each.name: each for each in all_figures(times)}


def _alike(before: Figure | None, after: Figure | None) -> bool:
    if before is None or after is None or before.value is None or after.value is None:
        return (before and before.value) is (after and after.value)
    if isinstance(before.value, tuple) or isinstance(after.value, tuple):
        return before.value == after.value
    one, other = float(before.value), float(after.value)
    return abs(one - other) <= 1e-9 * max(1.0, abs(one))
