"""SEC: the customer's data and money in the hands of the service."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.wording import listed

ROW = "Seeds, row A8: transaction security and customer privacy"
GDPR = "Regulation (EU) 2016/679 (GDPR)"

_STEPS = """
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: pay
    steps:
      pay: {lane: customer, does: Pays, data: [%s], ends: Paid}
"""


def _handlers(view: View, name: str) -> list[str]:
    """What the steps that handle this data do."""
    return [
        place.name
        for place in view.places
        if name in place.step.data or any(name in part.data for part in place.step.with_.values())
    ]


def _lacking(view: View, classes: tuple[str, ...], attribute: str, lack: str) -> Iterator[Problem]:
    for name, data in view.blueprint.data.items():
        handlers = _handlers(view, name)
        if data.class_ in classes and getattr(data, attribute) is None and handlers:
            more = f" and {len(handlers) - 2} more" if len(handlers) > 2 else ""
            used = listed(handlers) if not more else ", ".join(handlers[:2]) + more
            yield Problem(f"'{data.title}' ({data.class_} data, handled in {used}) {lack}", ("data", name), on_key=True)


@rule(
    "SEC001",
    Severity.error,
    source=f"{ROW}; PCI DSS v4",
    bad="data:\n  card: {title: Card details, class: payment}  # !" + _STEPS % "card",
    good="data:\n  card: {title: Card details, class: payment, protected-by: The payment provider's own page}" + _STEPS % "card",
    spares="Data that no step handles; how good the protection is.",
)
def payment_without_protection(view: View) -> Iterator[Problem]:
    """A step handles payment or health data, and nothing says what protects it.

    A customer who loses money or a secret through you does not come back, and the law asks who answered for it.
    """
    return _lacking(view, ("payment", "health"), "protected_by", "is not protected; say by what (protected-by)")


@rule(
    "SEC002",
    Severity.error,
    source=f"{ROW}; {GDPR}, purpose limitation",
    bad="data:\n  address: {title: Address, class: personal, keep: 2y}  # !" + _STEPS % "address",
    good="data:\n  address: {title: Address, class: personal, purpose: Delivery, keep: 2y}" + _STEPS % "address",
    spares="Data that no step handles; public and internal data.",
)
def personal_data_without_purpose(view: View) -> Iterator[Problem]:
    """A step handles personal data, and nothing says what for.

    Customers give their data for a reason; what has no reason must not be asked.
    """
    return _lacking(view, ("personal", "health"), "purpose", "has no purpose; say what it is needed for (purpose)")


@rule(
    "SEC003",
    Severity.warning,
    source=f"{ROW}; {GDPR}, storage limitation",
    bad="data:\n  address: {title: Address, class: personal, purpose: Delivery}  # !" + _STEPS % "address",
    good="data:\n  address: {title: Address, class: personal, purpose: Delivery, keep: 2y}" + _STEPS % "address",
    spares="Data that no step handles; payment data, which the protection is to answer for.",
)
def personal_data_kept_without_end(view: View) -> Iterator[Problem]:
    """A step handles personal data, and nothing says how long it is kept.

    What is never erased leaks one day.
    """
    return _lacking(view, ("personal", "health"), "keep", "is kept without end; say for how long (keep)")
