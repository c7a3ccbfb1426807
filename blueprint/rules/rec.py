"""REC: fail points and the recovery they owe."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import indent

from blueprint.findings import Problem, Severity
from blueprint.model import Failure
from blueprint.rules.mechanism import rule
from blueprint.view import Place, View

SHOSTACK = "Shostack, Designing Services That Deliver (Harvard Business Review, 1984): fail points"
RECOVERY = "Hart, Heskett and Sasser, The Profitable Art of Service Recovery (Harvard Business Review, 1990)"

_HEAD = """\
processes:
  ride:
    title: Ride
    phase: in-sale
    kind: delivery
    start: drive
    steps:
"""


def ride(steps: str) -> str:
    """An example of one process with these steps, one of them `drive`, its start."""
    return _HEAD + indent(steps.strip("\n"), "      ") + "\n"


FailPoint = tuple[Place, int, Failure]
"""A step, and a failure of it with its position there."""


def recovered(view: View) -> Mapping[str, Sequence[FailPoint]]:
    """The fail points whose recovery begins at a step that exists, by process; only processes that have some."""
    return view.shared(_recovered)


def _recovered(view: View) -> dict[str, list[FailPoint]]:
    found: dict[str, list[FailPoint]] = {}
    for place in view.places:
        for position, failure in enumerate(place.step.fails):
            if failure.recover in view.blueprint.processes[place.process_id].steps:
                found.setdefault(place.process_id, []).append((place, position, failure))
    return found


@rule(
    "REC001",
    Severity.error,
    source=f"{SHOSTACK}; Bitner, Ostrom and Morgan, Service Blueprinting (2008): recovery",
    bad="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: pay
            steps:
              pay:
                lane: customer
                does: Pays
                fails:
                  - {mode: Card declined, likelihood: 4%, detect: Reply of the bank}  # !
                ends: Paid
        """,
    good="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: pay
            steps:
              pay:
                lane: customer
                does: Pays
                fails:
                  - {mode: Card declined, likelihood: 4%, detect: Reply of the bank, recover: pay, at-most: 3}
                ends: Paid
        """,
    spares="Where the recovery leads, and how well it works; steps that name no way to fail.",
)
def fail_point_without_recovery(view: View) -> Iterator[Problem]:
    """A step can fail, and nothing says how the service recovers.

    It will fail in front of a customer, and the person who stands there will have to make something up. A good recovery
    can bind a customer more than a service that never failed; no recovery loses them.
    """
    for place in view.places:
        for position, failure in enumerate(place.step.fails):
            if failure.recover is None:
                message = (
                    f"{place.name} can fail ('{failure.mode}') and nothing says how you recover; name the step at which the "
                    "recovery begins (recover)"
                )
                yield Problem(message, (*place.path, "fails", position), detail=failure.mode)


_GRAVE = """
drive:
  lane: frontstage
  does: Drives to the door
  fails:
    - {mode: The child seat is loose, severity: high,%s recover: tighten, at-most: 1}%s
  ends: There
tighten: {lane: frontstage, does: Tightens it, next: drive}
"""


@rule(
    "REC002",
    Severity.warning,
    source=f"IEC 60812:2018, Failure modes and effects analysis: detection; {SHOSTACK}",
    bad=ride(_GRAVE % ("", "  # !")),
    good=ride(_GRAVE % (" detect: Driver pulls the belt,", "")),
    spares="Failures whose severity is not said, low or medium; how soon and how surely it is noticed.",
)
def grave_failure_that_nobody_notices(view: View) -> Iterator[Problem]:
    """A failure does great harm, and nothing says how anybody notices.

    What is not noticed is not recovered, however good the recovery; then the customer notices it, and last.
    """
    for place in view.places:
        for position, failure in enumerate(place.step.fails):
            if failure.severity == "high" and failure.detect is None:
                message = f"{place.name} can fail gravely ('{failure.mode}') and nothing says how you notice; say how (detect)"
                yield Problem(message, (*place.path, "fails", position), detail=failure.mode)
