"""REC, recoveries that the customer sees nothing of."""

from collections.abc import Callable, Iterator, Mapping

from blueprint.findings import Problem, Severity
from blueprint.model import End, Failure, Fork, Step
from blueprint.rules.contacts import hears
from blueprint.rules.mechanism import rule
from blueprint.rules.rec import RECOVERY, recovered, ride
from blueprint.view import Place, View
from blueprint.ways import continued, turned, ways

GIVEN_UP = frozenset({"failed", "refused"})

_LOST = """
drive:
  lane: %s
  does: Brings the parcel
  fails:
    - {mode: Address not found, detect: Driver, recover: bring-back}%s
  next: thank
thank: {lane: frontstage, does: Hands it over, ends: Delivered}
bring-back: {lane: backstage, does: Brings it back to the depot, %s}
tell: {lane: frontstage, does: Writes where it lies, ends: Lies in the depot}
"""


@rule(
    "REC005",
    Severity.warning,
    source=f"{RECOVERY}; Bitner, Ostrom and Morgan, Service Blueprinting (2008): recovery that the customer sees",
    bad=ride(_LOST % ("frontstage", "  # !", "ends: Lies in the depot")),
    good=ride(_LOST % ("frontstage", "", "next: tell")),
    spares="Failures of steps that the customer does not see; recoveries from which every way comes to a step that the customer "
    "sees, also in a process that it runs, starts or continues in, or forks; processes that another one runs.",
)
def recovery_out_of_sight(view: View) -> Iterator[Problem]:
    """Something fails before the customer's eyes, and is put right behind their back.

    The customer has seen the failure and never sees the cure: for them it was not put right. Let a step above the line of
    visibility say what has been done, or how it ends.
    """
    for place, position, failure, end in _silent_recoveries(view, lambda end: end.outcome not in GIVEN_UP):
        if view.is_seen(place.step):
            message = (
                f"when {place.name} fails ('{failure.mode}'), the case can end ('{end}') without a word to the customer, who was "
                "there; add a step that they see, from where the recovery begins to the end"
            )
            yield Problem(message, (*place.path, "fails", position), detail=failure.mode)


@rule(
    "REC006",
    Severity.warning,
    source="Tax, Brown and Chandrashekaran, Customer Evaluations of Service Complaint Experiences (Journal of Marketing, 1998); "
    f"{RECOVERY}",
    bad=ride(_LOST % ("backstage", "  # !", "outcome: failed, ends: Given up")),
    good=ride(_LOST % ("backstage", "", "next: tell")),
    spares="Ends of another outcome than failed or refused; recoveries from which every way comes to a step that the customer "
    "sees first, also in another process, or forks; processes of which the customer sees nothing, and those that another runs.",
)
def given_up_in_silence(view: View) -> Iterator[Problem]:
    """After a failure the case is given up, and nobody tells the customer.

    They wait for something that will not come. An end with dignity says so, gives the reason, and offers what can still be
    offered.
    """
    for place, position, failure, end in _silent_recoveries(view, lambda end: end.outcome in GIVEN_UP):
        if any(view.is_seen(each.step) for each in view.steps_of(place.process_id)):
            message = (
                f"when {place.name} fails ('{failure.mode}'), the case can be given up ('{end}') and nobody tells the customer; "
                "add a step that they see before the end"
            )
            yield Problem(message, (*place.path, "fails", position), detail=failure.mode)


def _silent_recoveries(view: View, counts: Callable[[End], bool]) -> Iterator[tuple[Place, int, Failure, str]]:
    """The fail points whose recovery can come to such an end without the customer seeing anything, and its words."""
    for process_id, unseen in view.shared(_unseen).items():
        silent = _silent_ends(unseen, counts)
        for place, position, failure in recovered(view)[process_id]:
            if failure.recover in silent:
                yield place, position, failure, silent[failure.recover]


def _unseen(view: View) -> dict[str, dict[str, Step]]:
    """By process, the steps that the customer sees nothing of: of processes in which a recovery begins with one, and no other
    process runs."""
    run = {each.target for each in view.hand_overs if each.verb == "runs"}
    found = {}
    for process_id, points in recovered(view).items():
        steps = view.blueprint.processes[process_id].steps
        if process_id not in run and not all(_is_heard(view, steps[failure.recover or ""]) for _, _, failure in points):
            found[process_id] = {name: steps[name] for name in sorted(steps) if not _is_heard(view, steps[name])}
    return found


def _silent_ends(unseen: Mapping[str, Step], counts: Callable[[End], bool]) -> dict[str, str]:
    """For each unseen step from which such an end comes without a seen step, the words of that end."""
    ends = {name: step.way for name, step in unseen.items()}
    silent = {name: way.text for name, way in ends.items() if isinstance(way, End) and counts(way)}
    before = turned(unseen, lambda name: ways(unseen[name])) if silent else {}
    waiting = list(silent)
    for name in waiting:
        for each in before.get(name, ()):
            if each not in silent:
                silent[each] = silent[name]
                waiting.append(each)
    return silent


def _is_heard(view: View, step: Step) -> bool:
    """Whether the customer sees the step, a branch beside it, or something of a process that it leads to for certain."""
    if isinstance(step.way, Fork) or view.is_seen(step) or hears(view, step):
        return True
    runs = (step.runs,) if step.runs else ()
    begun = (*step.starts, *runs, *(each.partition(".")[0] for each in continued(step)))
    processes = [name for name in begun if name in view.blueprint.processes]
    return any(view.is_seen(place.step) for name in processes for place in view.steps_of(name))
