"""PRM: how often a promise will be broken, by what its steps usually take."""

from collections.abc import Iterator
from decimal import Decimal

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.rules.prm import Case, cases
from blueprint.rules.tim_money import is_guessed, times_in
from blueprint.view import View

_CALL = """\
promises:
  soon:
    says: Nine of ten calls are settled within ten minutes
    from: call.take
    to: call.settle
    within: 10min{}
    share: 90%
processes:
  call:
    title: Call
    phase: after-sale
    kind: support
    start: take
    steps:
      take:
        lane: frontstage
        does: Takes the call
        time: 3min
        choose:
          - {{when: clear, share: {}, to: settle}}
          - {{otherwise: true, to: look}}
      look: {{lane: backstage, does: Looks into it, time: 15min, next: settle}}
      settle: {{lane: frontstage, does: Settles it, time: 2min, keeps: [soon], ends: Settled}}
"""


@rule(
    "PRM011",
    Severity.warning,
    source="Seeds, row B8: promises kept strictly; ISO 10001:2018, promises to customers: the means to fulfil them",
    bad=_CALL.format("  # !", "70%"),
    good=_CALL.format("", "95%"),
    spares="Promises that are broken in no more than one of twenty cases (option allowed) beside those that the promise itself "
    "leaves out (share); promises that the limits break (PRM001); processes of which nobody can tell the time; missing shares.",
)
def promise_that_is_probably_broken(view: View, *, allowed: Decimal = Decimal("0.05")) -> Iterator[Problem]:
    """By what the steps usually take, more cases come too late than the promise leaves room for.

    Nobody need be slow for that: it follows from how often which way is taken. Promise what the flow can keep, or shorten the
    ways that take too long.
    """
    for case in cases(view):
        times = times_in(view, case.start[0]) if case.start and _may_be_late(case) else None
        kept = next((each for each in times.promises if each.promise == case.name), None) if times else None
        if not times or not kept or is_guessed(times):
            continue
        kept_by = Decimal(1) if case.promise.share is None else case.promise.share
        room = float(max(allowed, 1 - kept_by))
        if kept.broken > room * (1 + kept.spread.error) + 1e-9:
            from blueprint.timing.words import share as part

            yield Problem(
                f"by what its steps usually take, {part(kept.broken)} of the cases take longer than the {case.promise.within} of "
                f"{case.says}, and no more than {part(room)} may; promise more time, or see in blueprint time where it goes",
                (*case.path, "within"),
            )


def _may_be_late(case: Case) -> bool:
    """Whether it may be broken, and not by its limits alone."""
    within, longest, view = case.promise.within, case.longest, case.view
    if not within or not longest:
        return False
    if view.times.week.exceeds(longest.elapsed, within):
        return not case.is_for_all
    return bool(longest.loops) or any(place.step.time and place.step.time.varies for place in view.places)
