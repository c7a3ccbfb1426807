"""RET: returns, withdrawal and refund, after the Consumer Rights Directive and SCOR."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from blueprint.findings import Problem, Severity
from blueprint.model import Blueprint, Process, Step
from blueprint.rules.mechanism import rule
from blueprint.values import Table
from blueprint.view import CERTAIN_VERBS, View

EU = "Directive 2011/83/EU on consumer rights, as amended"
SCOR = "SCOR model, sReturn and dReturn"
ROW = "Seeds, row A2: return flow"
BACK = ("return", "withdrawal")

_SALE = """\
personas:
  reader: {{title: Reader, kind: {kind}}}
channels:
  web: {{title: Web shop, kind: online}}
processes:{mark}
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    price: 20
    start: buy
    steps:
      buy: {{lane: customer, does: Buys a book, channels: [web], with: {{frontstage: {{does: Confirms}}}}, ends: Bought}}
"""
_RETURN = """\
  back:{mark}
    title: Give it back
    phase: after-sale
    kind: {kind}
    start: tell
    steps:
      tell: {{lane: customer, does: Says that it goes back, with: {{frontstage: {{does: Confirms}}}}, next: repay}}
      repay: {{lane: frontstage, does: Sends the money back,{realises} ends: Money back}}
"""
_REALISES = " realises: [eu-withdrawal/refund],"


def _example(kind: str = "consumer", mark: str = "", back: str = "", back_mark: str = "", realises: str = _REALISES) -> str:
    sale = _SALE.format(kind=kind, mark=mark)
    return sale + (_RETURN.format(kind=back, mark=back_mark, realises=realises) if back else "")


def _meets_consumers(view: View) -> bool:
    """Whether customers are consumers; nothing said about them counts as yes, the careful guess."""
    kinds = [persona.kind for persona in view.blueprint.personas.values()]
    return not kinds or any(kind in ("consumer", None) for kind in kinds)


def _sales(view: View) -> Mapping[str, Process]:
    """The processes in which something is sold."""
    return {name: each for name, each in view.blueprint.processes.items() if each.price or each.kind == "purchase"}


def _answered(view: View) -> bool:
    """Whether the blueprint says, with a reason, that the standards on taking back do not apply."""
    return any(name in ("eu-withdrawal", "scor-return") and each.not_applied for name, each in view.blueprint.standards.items())


def _owed(view: View) -> bool:
    return bool(_sales(view)) and _meets_consumers(view) and not _answered(view)


def _without_taking_back(blueprint: Blueprint) -> Blueprint:
    kept = Table({name: each for name, each in blueprint.processes.items() if each.kind not in BACK})
    return evolve(blueprint, processes=kept)


@rule(
    "RET001",
    Severity.error,
    source=f"{ROW}; {EU}; {SCOR}",
    bad=_example(mark="  # !"),
    good=_example(back="return"),
    spares="Services for businesses or citizens only; services that say why taking back does not apply "
    "(standards: {eu-withdrawal: {not-applied: reason}}).",
    plant=_without_taking_back,
)
def no_return_flow(view: View) -> Iterator[Problem]:
    """Consumers buy something, and cannot give it back.

    A purchase that cannot be undone is not made, or is made once. Consumers need a process of kind return or withdrawal,
    with the money back at its end; where the law lets you refuse it, say so once, with the reason.
    """
    if _owed(view) and not view.of_kind(*BACK):
        sold = next(iter(_sales(view).values())).title
        message = (
            f"consumers pay in '{sold}' and have no way to return or withdraw and get their money back; add a process of "
            "kind return or withdrawal, or say why none is owed: standards: {eu-withdrawal: {not-applied: reason}}"
        )
        yield Problem(message, ("processes",), on_key=True)


@rule(
    "RET002",
    Severity.warning,
    source=f"{EU}: the right of withdrawal from distance contracts, 14 days",
    bad=_example(mark="  # !", back="return"),
    good=_example(back="withdrawal"),
    spares="Sales in which the customer uses no online channel; services for businesses or citizens only; services that say why "
    "withdrawal does not apply. No legal advice: exceptions of the directive are for you to name.",
)
def online_sale_without_withdrawal(view: View) -> Iterator[Problem]:
    """Consumers buy online, and cannot withdraw from the contract.

    Who buys at a distance may change their mind for 14 days without a reason. A process of kind withdrawal says how.
    """
    if not _owed(view) or view.of_kind("withdrawal"):
        return
    online = {name for name, channel in view.blueprint.channels.items() if channel.kind == "online"}
    for name, process in _sales(view).items():
        if any(online & _channels_of_customer(view, place.step) for place in view.steps_of(name)):
            message = (
                f"consumers buy online in '{process.title}' and have no process of kind withdrawal to undo it within 14 days"
            )
            yield Problem(message, ("processes",), on_key=True)
            return


def _channels_of_customer(view: View, step: Step) -> set[str]:
    """The channels that the customer uses in a step: as its leader, or in a part of it."""
    parts = (part for lane, part in step.with_.items() if view.blueprint.role(lane) == "customer")
    led = step.channels if view.is_led_by_customer(step) else ()
    return {*led, *(channel for part in parts for channel in part.channels)}


@rule(
    "RET003",
    Severity.error,
    source=f"{EU}: reimbursement within 14 days; {SCOR}",
    bad=_example(back="withdrawal", back_mark="  # !", realises=""),
    good=_example(back="withdrawal"),
    spares="How fast the money comes, and how; refunds in a process that this one runs, starts or continues in; services "
    "that say why the standards on taking back do not apply.",
)
def return_without_refund(view: View) -> Iterator[Problem]:
    """A return or withdrawal pays nothing back.

    The customer gives up the goods and is left without the money. Say which step realises the refund
    (realises: [eu-withdrawal/refund], or scor-return/refund).
    """
    if not _owed(view):
        return
    for name, process in view.of_kind(*BACK).items():
        if not any(_refunds(view, each) for each in view.reached({name}, CERTAIN_VERBS)):
            message = (
                f"'{process.title}' never gives the money back: no step realises a refund "
                "(realises: [eu-withdrawal/refund] or [scor-return/refund])"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _refunds(view: View, process_id: str) -> bool:
    stages = (
        stage
        for place in view.steps_of(process_id)
        for stage in (*place.step.realises, *(stage for part in place.step.with_.values() for stage in part.realises))
    )
    return any(stage.endswith("/refund") for stage in stages)
