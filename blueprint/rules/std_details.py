"""STD, of a stage that is there: whether it comes in time, has a way out, and is put on record."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.rules.stages import EU, ISO, ROW_A2, SCOR, example, shown
from blueprint.view import View

_WITHDRAW = """
    withdraw:
      lane: customer
      does: Presses Withdraw
      with: {frontstage: {does: Confirms by mail}}
      realises: [eu-withdrawal/withdraw, eu-withdrawal/acknowledge]
      next: pay-back
    """
_PAY_BACK = """
    pay-back:%s
      lane: frontstage
      does: Pays everything back
      realises: [eu-withdrawal/refund]
      skips: {eu-withdrawal/send-back: Nothing was sent}
      time: {limit: %s}
      ends: Paid back
    """
_ASK = """
    ask:%s
      lane: customer
      does: Asks to return it
      with: {frontstage: {does: Agrees, realises: [scor-return/authorise]}}
      realises: [scor-return/request]
      %s
    """
_TAKE = """
    pack: {lane: customer, does: Packs it, next: take}
    take:
      lane: frontstage
      does: Takes it in and pays back
      realises: [scor-return/hand-over, scor-return/receive, scor-return/refund, scor-return/notify, scor-return/close]
      skips: {scor-return/inspect: Seen at the counter}
      choose: [{when: it is there, to: done}, {when: nothing comes, to: sorry}]
    done: {lane: customer, does: Has the money, ends: Returned}
    sorry: {lane: frontstage, does: Says why not, realises: [scor-return/notify], ends: Not returned, outcome: refused}
    """
_COMPLAIN = """
    complain:%s
      lane: customer
      does: Complains
      with: {frontstage: {does: Notes it and confirms}}
      realises: [iso-10002/receipt, iso-10002/acknowledgement]%s
      ends: Noted
      outcome: passed-on
    """


@rule(
    "STD004",
    Severity.warning,
    source=f"{ROW_A2}; {EU}, Article 13: 14 days to pay back",
    bad=example(_WITHDRAW, _PAY_BACK % ("  # !", "20d"), facts="kind: withdrawal"),
    good=example(_WITHDRAW, _PAY_BACK % ("", "10d"), facts="kind: withdrawal"),
    spares="Time that customers take in steps they lead themselves; steps of which no time is known; how often a loop without a "
    "bound is gone round.",
)
def stage_too_late(view: View) -> Iterator[Problem]:
    """A stage can come later than the standard allows.

    The limits of the steps on the way add up to more. Each of them may be kept, and the customer still waits too long.
    """
    for each in shown(view, "late"):
        within = each.stage.stage.within
        assert within is not None
        since = f"after {each.title_of(within.from_)}" if within.from_ else "after the beginning"
        message = (
            f"{each.title} can come {each.fault.other} {since}, and {within.limit} are allowed; set tighter limits on the way to "
            f"{each.step}"
        )
        yield each.problem(message)


@rule(
    "STD005",
    Severity.warning,
    source=f"{ROW_A2}; {SCOR}: not authorised, never received, fails inspection",
    bad=example(_ASK % ("  # !", "next: pack"), _TAKE, facts="kind: return"),
    good=example(
        _ASK % ("", "choose: [{when: within 60 days, to: pack}, {otherwise: true, to: sorry}]"), _TAKE, facts="kind: return"
    ),
    spares="Steps with a choice, a recovery or a way out when it is late, and those right before or after one that has; stages "
    "that are left out; stages that can go wrong in the same way as another, which has a way out.",
)
def stage_without_way_out(view: View) -> Iterator[Problem]:
    """A stage can go wrong, and the flow knows only one way on.

    Whoever stands before such a case has to make something up, in front of the customer.
    """
    for each in shown(view, "no-way-out"):
        message = (
            f"{each.step} has one way on, but {each.title} can go wrong ({each.fault.other}); give it another way "
            "(choose), a recovery (fails) or a way out when it is late"
        )
        yield each.problem(message)


@rule(
    "STD006",
    Severity.warning,
    source=f"{ROW_A2}; {ISO}, clause 7.2: a unique identifier",
    bad=example(_COMPLAIN % ("  # !", ""), facts="kind: complaint-handling"),
    good=example(_COMPLAIN % ("", "\n      records: [case-number]"), facts="kind: complaint-handling"),
    spares="Cases in which another step puts it on record; cases that end so that they do not owe the stage.",
)
def stage_not_recorded(view: View) -> Iterator[Problem]:
    """A stage happens, and what belongs to it is never put on record.

    Without its number nobody finds the case again, least of all the customer who asks how it stands.
    """
    for each in shown(view, "unrecorded"):
        record = each.fault.other
        message = (
            f"{each.step} does not put '{record}' on record, nor does any other step of such a case, but {each.title} needs it; "
            f"add records: [{record}]"
        )
        yield each.problem(message)
