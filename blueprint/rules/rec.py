"""REC: fail points and the recovery they owe."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.view import View


@rule(
    "REC001",
    Severity.error,
    source="Shostack, Designing Services That Deliver (Harvard Business Review, 1984): fail points; Bitner, Ostrom and Morgan, "
    "Service Blueprinting (2008): recovery",
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
