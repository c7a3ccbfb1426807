"""SEC: the customer's data and money in the hands of the service, and the systems it cannot do without."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import Step
from blueprint.rules.contacts import acting_in
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
        if data.class_ not in classes or getattr(data, attribute) is not None:
            continue
        handlers = _handlers(view, name)
        if handlers:
            used = _shortened(handlers)
            yield Problem(f"'{data.title}' ({data.class_} data, handled in {used}) {lack}", ("data", name), on_key=True)


def _shortened(names: list[str]) -> str:
    return listed(names) if len(names) < 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"


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


_PAID_WITH = """
data:
  card: {title: Card details, class: payment, protected-by: The payment provider's own page}
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: pay
    steps:
      pay: {lane: customer, does: Pays, data: [card], systems: [till], ends: Paid}
"""


@rule(
    "SEC004",
    Severity.warning,
    source="Seeds, row A9: delivery technology, a critical step on a system without a fallback; ISO 22301:2019: continuity of "
    "the services that must not stop",
    bad="systems:\n  till: {title: Till, provider: cloud}  # !" + _PAID_WITH,
    good="systems:\n  till: {title: Till, provider: cloud, fallback: Receipts by hand}" + _PAID_WITH,
    spares="Systems of steps that are not critical: no moment of truth, no promise kept, no payment or health data, no complaint "
    "received; whoever runs the system; how good the fallback is.",
)
def critical_system_without_fallback(view: View) -> Iterator[Problem]:
    """A step that must not fail rests on a system, and nothing says how to go on when that is down.

    Every system is down one day, whoever runs it. At the moments by which the service is judged, where money or health is at
    stake, a promise kept or a complaint received, somebody must then know what to do.
    """
    for name, system in view.blueprint.systems.items():
        if system.fallback is None:
            needing = [
                f"{place.name} ({why})"
                for place in view.places
                if any(name in acting.systems for acting in acting_in(place.step)) and (why := _critical(view, place.step))
            ]
            if needing:
                message = (
                    f"'{system.title}' has no fallback, and {_shortened(needing)} cannot go on without it; say how the work goes "
                    "on when it is down (fallback)"
                )
                yield Problem(message, ("systems", name), on_key=True)


def _classes(view: View, step: Step) -> set[str]:
    handled = {each for acting in acting_in(step) for each in acting.data}
    return {view.blueprint.data[each].class_ for each in handled if each in view.blueprint.data}


def _critical(view: View, step: Step) -> str:
    """Why a step must not fail; empty for one that may."""
    guarded = sorted(_classes(view, step) & {"payment", "health"})
    reasons = {
        "moment of truth": step.moment_of_truth is not None,
        f"{listed(guarded)} data" if guarded else "": bool(guarded),
        "keeps a promise": bool(step.keeps),
        "receives complaints": any("iso-10002/receipt" in acting.realises for acting in acting_in(step)),
    }
    return ", ".join(reason for reason, holds in reasons.items() if holds)


_PAYOUT = """\
systems:
  bank: {{title: Bank connection, provider: outsourced, fallback: Paper orders}}
data:
  account: {{title: Account, class: payment, protected-by: Masked}}
processes:
  payout:{mark}
    title: Payment
    phase: after-sale
    kind: payment
    start: pay
    steps:
      pay: {{lane: frontstage, does: Transfers the money, systems: [bank], {data}ends: Paid}}
"""


@rule(
    "SEC005",
    Severity.info,
    source=f"{ROW}; PCI DSS v4",
    bad=_PAYOUT.format(mark="  # !", data=""),
    good=_PAYOUT.format(mark="", data="data: [account], "),
    spares="Payments by hand, without a system and without an online channel; payments of which another process that this one "
    "runs, starts or continues in handles the data; processes of another kind.",
)
def payment_without_payment_data(view: View) -> Iterator[Problem]:
    """A payment is made with a system, and no step says that it handles payment data.

    What is not declared is not protected. Say which data of class payment the steps handle, and what protects it; where it is
    only with a payment provider, say that.
    """
    for name, process in view.of_kind("payment").items():
        steps = [place.step for each in view.reached({name}, CERTAIN_VERBS) for place in view.steps_of(each)]
        by_wire = any(_is_wired(view, step) for step in process.steps.values())
        if by_wire and not any("payment" in _classes(view, step) for step in steps):
            message = (
                f"'{process.title}' pays over a system or a network, and none of its steps handles payment data; say which (data)"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _is_wired(view: View, step: Step) -> bool:
    used = (view.blueprint.channels.get(each) for acting in acting_in(step) for each in acting.channels)
    return any(acting.systems for acting in acting_in(step)) or any(each is not None and each.kind == "online" for each in used)


@rule(
    "SEC006",
    Severity.info,
    source=f"{ROW}; {GDPR}, integrity and confidentiality",
    bad="data:\n  address: {title: Address, class: personal, purpose: Delivery, keep: 2y}  # !" + _STEPS % "address",
    good="data:\n  address: {title: Address, class: personal, purpose: Delivery, keep: 2y, protected-by: Access by role}"
    + _STEPS % "address",
    spares="Data that no step handles; payment and health data, of which more is asked (SEC001); how good the protection is.",
)
def personal_data_without_protection(view: View) -> Iterator[Problem]:
    """A step handles personal data, and nothing says who may read it.

    Whatever everybody in the house can read is read by everybody one day.
    """
    return _lacking(
        view, ("personal",), "protected_by", "is open to everybody, as far as is said; say what protects it (protected-by)"
    )
