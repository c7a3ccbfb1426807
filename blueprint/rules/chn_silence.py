"""CHN, silence: how long customers wait before they hear something."""

from collections.abc import Iterator

from blueprint.findings import Passed, Problem, Severity
from blueprint.model import Step
from blueprint.rules.mechanism import rule
from blueprint.view import View

_CLAIM = """\
processes:
  claim:
    title: Claim
    phase: after-sale
    kind: other
    start: report
    steps:
      report: {lane: customer, does: Reports the damage, next: check}
      check:%s
        lane: backstage
        does: Checks the policy
        time: {limit: 10d}
        next: answer
%s      answer: {lane: frontstage, does: Says what is paid, ends: Answered}
"""


@rule(
    "CHN002",
    Severity.warning,
    source="Seeds, row A6: reply in time; ISO 10002:2018: tracking; Maister, The Psychology of Waiting Lines (1985): uncertain "
    "waits feel longer",
    bad=_CLAIM % ("  # !", ""),
    good=(_CLAIM % ("", "")).replace(
        "        next: answer\n", "        with: {frontstage: {every: 2d, does: Says how it stands}}\n        next: answer\n"
    ),
    spares="Steps without a time; steps that the customer leads, however long they take; waits of a promised length, from where "
    "the promise begins or to where it is kept; what happens when a step fails or is late; contacts that nobody answers at all "
    "(CHN001); branches beside of which one tells the customer in time; processes in which no customer takes a step. Working "
    "days count as days: nobody waits for word on a Sunday.",
)
def silence_beyond_patience(view: View) -> Iterator[Problem]:
    """The customer may wait longer than their patience without hearing anything.

    Who waits without a word calls, writes again and tells others. It need not go faster: a word on how it stands, before
    patience runs out (a setting, three days), turns a wait into a service.
    """
    if not any(_takes_time(place.step) for place in view.places):
        return
    from blueprint.durations import total
    from blueprint.rules.silence import Quiet, size

    quiet = Quiet(view)
    places = quiet.course.places
    told: set[tuple[str, str]] = set()
    for act in () if quiet.is_short() else quiet.acts:
        chain = quiet.after(act)
        if not chain:
            continue
        slowest = max(chain, key=lambda key: size(quiet.takes[key]))
        if slowest in told:
            continue
        told.add(slowest)
        waited = total(quiet.takes[key] for key in chain)
        yield Problem(
            f"after {places[act].name} the customer may hear nothing for {waited}, most of it in {places[slowest].name}; "
            f"say how it stands before {view.patience} have passed (with: {{frontstage: {{every: ...}}}}), promise a time, or "
            "set shorter limits",
            places[slowest].path,
            on_key=True,
            run=tuple(Passed(".".join(key), places[key].step.does) for key in (act, *chain)),
        )


def _takes_time(step: Step) -> bool:
    return step.time is not None or any(part.every or part.after for part in step.with_.values())
