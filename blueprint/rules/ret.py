"""RET: returns, withdrawal and refund, after the Consumer Rights Directive and SCOR."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import Blueprint, Process
from blueprint.rules.contacts import acting_in, contact_channels
from blueprint.rules.mechanism import rule
from blueprint.rules.reach import is_within_reach
from blueprint.values import Table
from blueprint.view import View

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
    {opens}
    start: buy
    steps:
      buy: {{lane: customer, does: Buys a book, channels: [web], with: {{frontstage: {{does: Confirms}}}}, ends: Bought}}
"""
_RETURN = """\
  back:{mark}
    title: Give it back
    phase: after-sale
    kind: {kind}
    {price}
    start: tell
    steps:
      tell: {{lane: customer, does: Says that it goes back, with: {{frontstage: {{does: Confirms}}}}, next: repay}}
      repay: {{lane: frontstage, does: Sends the money back,{realises} ends: Money back}}
"""
_REALISES = " realises: [eu-withdrawal/refund],"


_MORE = "description: For readers"


def _example(
    *,
    mark: str = "",
    back: str = "",
    back_mark: str = "",
    realises: str = _REALISES,
    opens: str = "opens: [back]",
    price: str = _MORE,
) -> str:
    sale = _SALE.format(kind="consumer", mark=mark, opens=opens if back and opens else _MORE)
    return sale + (_RETURN.format(kind=back, mark=back_mark, realises=realises, price=price) if back else "")


def _meets_consumers(view: View) -> bool:
    """Whether customers are consumers; nothing said about them counts as yes, the careful guess."""
    kinds = [persona.kind for persona in view.blueprint.personas.values()]
    return not kinds or any(kind in ("consumer", None) for kind in kinds)


def _sales(view: View) -> Mapping[str, Process]:
    """The processes in which something is sold. A price on undoing it or on complaining is no sale."""
    others = {name: each for name, each in view.blueprint.processes.items() if each.kind not in (*BACK, "complaint-handling")}
    return {name: each for name, each in others.items() if each.price or each.kind == "purchase"}


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
    for process in _sales(view).values():
        if any(online.intersection(contact_channels(view, step)) for step in process.steps.values()):
            message = (
                f"consumers buy online in '{process.title}' and have no process of kind withdrawal to undo it within 14 days"
            )
            yield Problem(message, ("processes",), on_key=True)
            return


@rule(
    "RET003",
    Severity.error,
    source=f"{EU}: reimbursement within 14 days; {SCOR}",
    bad=_example(back="withdrawal", back_mark="  # !", realises=""),
    good=_example(back="withdrawal"),
    spares="How fast the money comes, and how; processes that follow a standard or realise a stage of one, also in a process "
    "that they run, start or continue in: there each stage is judged by itself (STD001); services that say why the standards on "
    "taking back do not apply.",
)
def return_without_refund(view: View) -> Iterator[Problem]:
    """A return or withdrawal pays nothing back.

    The customer gives up the goods and is left without the money. Say which step realises the refund
    (realises: [eu-withdrawal/refund], or scor-return/refund).
    """
    if not _owed(view):
        return
    for name, process in view.of_kind(*BACK).items():
        if not any(_says_stages(view, each) for each in view.reached({name}, CERTAIN_VERBS)):
            message = (
                f"'{process.title}' never gives the money back: no step realises a refund "
                "(realises: [eu-withdrawal/refund] or [scor-return/refund])"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _says_stages(view: View, process_id: str) -> bool:
    """Whether a process follows a standard, or any step or part of it realises a stage of one."""
    steps = view.blueprint.processes[process_id].steps.values()
    realised = any(acting.realises for step in steps for acting in acting_in(step))
    return realised or bool(view.blueprint.processes[process_id].follows)


@rule(
    "RET004",
    Severity.error,
    source=f"{ROW}, within the customer's reach; {EU}: information on how to withdraw",
    bad=_example(back="withdrawal", back_mark="  # !", opens=""),
    good=_example(back="withdrawal"),
    spares="Which process leads there, as long as the customer sees it; services described by nothing but their returns; returns "
    "that the provider, a schedule or an event starts, such as a recall.",
)
def return_out_of_reach(view: View) -> Iterator[Problem]:
    """The customer cannot get to the return or withdrawal.

    A right that nobody can find the door to is no right. Say on a process, or on a step the customer sees, that it
    ``opens`` the return.
    """
    back = view.of_kind(*BACK)
    for name, process in back.items():
        if len(back) < len(view.blueprint.processes) and process.starts_by == "customer" and not is_within_reach(view, name):
            message = (
                f"nothing leads to '{process.title}'; open it from a process or step that the customer sees (opens: [{name}])"
            )
            yield Problem(message, ("processes", name), on_key=True)


@rule(
    "RET005",
    Severity.warning,
    source=f"{EU}: no cost but that of sending the goods back; {ROW}",
    bad=_example(back="withdrawal", price="price: 5  # !"),
    good=_example(back="withdrawal"),
    spares="The postage of sending goods back, which is no price of the process; services for businesses or citizens only; "
    "services that say why taking back does not apply.",
)
def return_that_costs_money(view: View) -> Iterator[Problem]:
    """Consumers pay a price for giving something back.

    Money taken from the money that is owed back is felt as a fine for being honest. Whoever withdraws owes the postage at
    most, and a faulty thing goes back for nothing.
    """
    if not _owed(view):
        return
    for name, process in view.of_kind(*BACK).items():
        if process.price:
            message = f"'{process.title}' costs the customer {process.price}; giving something back is free: take the price away"
            yield Problem(message, ("processes", name, "price"))
