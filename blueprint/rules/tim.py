"""TIM: what steps take, against what they may take and what the case pays for."""

from collections.abc import Iterator
from typing import Final

from blueprint.findings import Problem, Severity
from blueprint.model import Step, Time
from blueprint.rules.mechanism import rule
from blueprint.view import View

SHOSTACK: Final = "Shostack, Designing Services That Deliver (Harvard Business Review, 1984)"
A_LIFETIME: Final = {
    "s": 3_155_760_000,
    "min": 52_596_000,
    "h": 876_600,
    "d": 36_525,
    "wd": 36_525,
    "w": 5_218,
    "mo": 1_200,
    "y": 100,
}
"""So many of each unit are about a hundred years."""
_ORDER = """\
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: delivery
    start: pack
    steps:
      pack:
        lane: backstage
        does: Packs the parcel
        time: {}
        ends: Packed
"""


@rule(
    "TIM001",
    Severity.error,
    source=f"{SHOSTACK}: the time a step takes against the time it may take",
    bad=_ORDER.format("{wait: 3h, work: 2h, limit: 4h}  # !"),
    good=_ORDER.format("{wait: 1h, work: 2h, limit: 4h}"),
    spares="Working days against time by the clock, as long as some week lets them keep to it; steps whose time varies, as "
    "long as their usual time keeps to the limit; the time of parts.",
)
def step_that_takes_longer_than_its_limit(view: View) -> Iterator[Problem]:
    """A step usually takes longer than it may take at the most.

    One of the two is wrong. If it is the limit, every promise that was reckoned with it is wrong as well; if it is the time,
    the step is late in every case.
    """
    for place in view.places:
        time = place.step.time
        usual = _beyond_its_limit(view, time) if time and time.limit else ""
        if time and usual:
            yield Problem(
                f"{place.name} takes {usual}, wait and work together, but may take {time.limit} at the most; raise the limit or "
                "shorten the step",
                (*place.path, "time"),
            )


def _beyond_its_limit(view: View, time: Time) -> str:
    """What a step usually takes, if that is longer than its limit whatever the day on which it begins; empty if not."""
    said = [each for each in (time.wait, time.work) if each]
    if not time.limit or not said:
        return ""
    if all(each.unit == time.limit.unit for each in said) and sum(each.amount for each in said) <= time.limit.amount:
        return ""
    from blueprint.durations import DAY, Elapsed, total

    usual, most = total(Elapsed.of(each, promised=True) for each in said), Elapsed.of(time.limit)
    if usual.seconds >= most.seconds and usual.working_days >= most.working_days:
        return str(usual) if usual != most else ""
    least = usual.seconds + usual.working_days * DAY
    return str(usual) if least > view.times.week.by_clock(most).seconds else ""


@rule(
    "TIM002",
    Severity.warning,
    source="Arithmetic: nobody waits for a hundred years",
    bad=_ORDER.format("{work: 300y}  # !"),
    good=_ORDER.format("{work: 300s}"),
    spares="How long data is kept, and how often a blueprint is reviewed.",
)
def time_beyond_a_lifetime(view: View) -> Iterator[Problem]:
    """A step is said to take longer than a customer lives.

    The unit is probably not the one that was meant: `y` are years, `mo` months, `min` minutes.
    """
    for place in view.places:
        for where, time in _times(place.step):
            for what, said in (("wait", time.wait), ("work", time.work), ("limit", time.limit)):
                if said and said.amount > A_LIFETIME[said.unit]:
                    path = (*place.path, *where)
                    yield Problem(f"{place.name}: {what} {said} is longer than a lifetime; is the unit right?", path, detail=what)


def _times(step: Step) -> Iterator[tuple[tuple[str, ...], Time]]:
    """The times that a step and its parts say, and where."""
    if step.time:
        yield ("time",), step.time
    for lane, part in step.with_.items():
        if part.time:
            yield ("with", lane, "time"), part.time
