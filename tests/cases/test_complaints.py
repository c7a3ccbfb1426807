"""Complaints as they go in real services: none of these ways is a fault."""

import pytest

from tests.cases.whole import codes, said, service

HEAD = """\
  complaints:
    title: Complaints
    phase: after-sale
    kind: complaint-handling
    start: complain
    steps:
"""

COMPLAIN = """\
      complain:
        lane: customer
        does: Complains
        actor: buyer
        channels: [mail, phone]
        time: {work: 10min, limit: 1d}
        records: [case-number]
        realises: [iso-10002/receipt]
        with:
          frontstage:
            does: Gives a number, says who looks into it and how to ask after it
            actor: adviser
            systems: [records]
            realises: [iso-10002/acknowledgement, iso-10002/tracking]
        next: assess
"""

ASSESS = """\
      assess:
        lane: backstage
        does: Sees how grave it is
        actor: adviser
        time: {wait: 1h, work: 10min, limit: 4h}
        realises: [iso-10002/initial-assessment]
        next: investigate
"""

INVESTIGATE = """\
      investigate:
        lane: backstage
        does: Finds out what happened
        actor: adviser
        time: {wait: 4h, work: 1h, limit: 2d}
        realises: [iso-10002/investigation]
        choose:
          - {when: we were wrong, share: 80%, to: put-right}
          - {when: we were right, share: 20%, to: refuse}
"""

PUT_RIGHT = """\
      put-right:
        lane: frontstage
        does: Apologises and puts it right
        actor: adviser
        channels: [mail, phone]
        time: {work: 20min, limit: 2d}
        authority: {may: replace or refund, up-to: 80.00}
        realises: [iso-10002/response, iso-10002/decision]
        next: close
"""

CLOSE = """\
      close:
        lane: backstage
        does: Sees it done and removes the cause
        actor: adviser
        systems: [records]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Complaint settled
"""

REFUSE = """\
      refuse:
        lane: frontstage
        does: Explains why not, and the ways to object here and outside
        actor: adviser
        channels: [mail, phone]
        time: {work: 20min, limit: 2d}
        realises: [iso-10002/decision, iso-10002/recourse]
        ends: Complaint refused
        outcome: refused
"""

OBJECTION = """\
  objection:
    title: A second look
    phase: after-sale
    kind: objection
    start: object
    steps:
      object:
        lane: customer
        does: Asks for a second look
        actor: buyer
        channels: [mail, phone]
        with:
          frontstage: {does: Confirms and names who looks again, actor: adviser}
        next: tell
      tell:
        lane: frontstage
        does: Decides afresh and says so
        actor: adviser
        channels: [mail, phone]
        time: {wait: 1d, work: 1h, limit: 5d}
        ends: Decided afresh
"""

PLAIN = HEAD + COMPLAIN + ASSESS + INVESTIGATE + PUT_RIGHT + CLOSE + REFUSE

AT_FIRST_CONTACT = f"""\
{HEAD}{COMPLAIN.replace("next: assess", "next: settle")}
      settle:
        lane: frontstage
        does: Listens, apologises and puts it right on the spot
        actor: adviser
        channels: [mail, phone]
        time: {{work: 15min, limit: 4h}}
        authority: {{may: replace or refund, up-to: 80.00}}
        realises: [iso-10002/initial-assessment, iso-10002/response, iso-10002/decision]
        skips: {{iso-10002/investigation: The facts are plain and the remedy is within authority}}
        next: close
{CLOSE}"""

IN_ONE_MOMENT = f"""\
{HEAD}
      complain:
        lane: customer
        does: Says what is wrong with it
        actor: buyer
        channels: [phone, mail]
        records: [case-number]
        time: {{work: 5min, limit: 15min}}
        realises: [iso-10002/receipt]
        with:
          frontstage:
            does: "Apologises, sends another one, gives a number"
            actor: adviser
            authority: {{may: replace or refund, up-to: 80.00}}
            realises:
              - iso-10002/acknowledgement
              - iso-10002/tracking
              - iso-10002/initial-assessment
              - iso-10002/investigation
              - iso-10002/response
              - iso-10002/decision
          backstage:
            does: Writes it down and removes the cause
            actor: adviser
            systems: [records]
            realises: [iso-10002/prevention, iso-10002/closing]
        ends: Complaint settled
"""

SETTLED_BUT_NOT_CONTENT = f"""\
{HEAD}{COMPLAIN}{ASSESS.replace("next: investigate", "next: settle")}
      settle:
        lane: frontstage
        does: Calls, apologises and puts it right
        actor: adviser
        channels: [phone]
        time: {{work: 15min, limit: 1d}}
        authority: {{may: replace or refund, up-to: 80.00}}
        realises: [iso-10002/response, iso-10002/decision]
        skips: {{iso-10002/investigation: The facts are plain}}
        with:
          customer: {{does: Is content or is not, actor: buyer}}
        choose:
          - {{when: content, share: 88%, to: close}}
          - {{when: not content, share: 12%, to: investigate}}
{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}"""

PARTLY = f"""\
{HEAD}{COMPLAIN}{ASSESS}
      investigate:
        lane: backstage
        does: Finds out what happened
        actor: adviser
        time: {{wait: 4h, work: 1h, limit: 2d}}
        realises: [iso-10002/investigation]
        choose:
          - {{when: both have a point, share: 30%, to: meet-halfway}}
          - {{when: we were wrong, share: 70%, to: put-right}}
      meet-halfway:
        lane: frontstage
        does: Says what we pay, what not and why, and the way to the board
        actor: adviser
        channels: [mail, phone]
        time: {{work: 30min, limit: 2d}}
        authority: {{may: pay half, up-to: 40.00}}
        realises: [iso-10002/response, iso-10002/decision, iso-10002/recourse]
        next: close-in-part
      close-in-part:
        lane: backstage
        does: Sees the half done and removes its cause
        actor: adviser
        systems: [records]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Settled in part
        outcome: partly
{PUT_RIGHT}{CLOSE}"""

APPEALED_IN_THE_HOUSE = f"""\
{HEAD}{COMPLAIN}{ASSESS}{INVESTIGATE}{PUT_RIGHT}{CLOSE}
      refuse:
        lane: frontstage
        does: Explains why not, how to appeal, and the board outside
        actor: adviser
        channels: [mail, phone]
        time: {{work: 20min, limit: 2d}}
        realises: [iso-10002/decision, iso-10002/recourse]
        next: weigh
      weigh:
        lane: customer
        does: Lets it rest or appeals
        actor: buyer
        channels: [mail, phone]
        time: {{wait: 5d, limit: 14d}}
        with:
          frontstage: {{does: Confirms either, actor: adviser}}
        late: file
        choose:
          - {{when: lets it rest, share: 70%, to: file}}
          - {{when: appeals, share: 30%, to: look-again}}
      look-again:
        lane: backstage
        does: Looks at it afresh, another than before
        actor: packer
        time: {{wait: 1d, work: 1h, limit: 2d}}
        choose:
          - {{when: decides otherwise, share: 30%, to: put-right}}
          - {{when: decides the same, share: 70%, to: last-word}}
      last-word:
        lane: frontstage
        does: Says the last word of the house, and the way to the board
        actor: adviser
        channels: [mail, phone]
        time: {{work: 20min, limit: 2d}}
        realises: [iso-10002/decision, iso-10002/recourse]
        next: file
      file:
        lane: backstage
        does: Files it with the reasons
        actor: adviser
        systems: [records]
        ends: Refused with reasons
        outcome: refused
"""

APPEALED_IN_A_PROCESS = (
    PLAIN.replace("        outcome: refused\n", "        opens: [objection]\n        outcome: refused\n") + OBJECTION
)

PASSED_ON = f"""\
{HEAD}{COMPLAIN}
      assess:
        lane: backstage
        does: Sees what it is about and how grave it is
        actor: adviser
        time: {{wait: 1h, work: 10min, limit: 4h}}
        realises: [iso-10002/initial-assessment]
        choose:
          - {{when: a complaint, share: 88%, to: investigate}}
          - {{when: an objection in truth, share: 10%, to: pass-on}}
          - {{when: not about us, share: 2%, to: redirect}}
      pass-on:
        lane: frontstage
        does: Says that it is treated as an objection
        actor: adviser
        channels: [mail]
        time: {{limit: 1d}}
        ends: Goes on as an objection
        outcome: passed-on
        continues: [objection]
      redirect:
        lane: frontstage
        does: Names who is in charge and sends it there
        actor: adviser
        channels: [mail]
        time: {{limit: 1d}}
        ends: Sent to the right body
        outcome: passed-on
{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}{OBJECTION}"""

GOES_ON_AS_A_RETURN = f"""\
{HEAD}{COMPLAIN}
      assess:
        lane: backstage
        does: Sees that it simply should go back
        actor: adviser
        time: {{wait: 1h, work: 10min, limit: 4h}}
        realises: [iso-10002/initial-assessment]
        choose:
          - {{when: wants it taken back, share: 40%, to: send-label}}
          - {{when: wants something else, share: 60%, to: investigate}}
      send-label:
        lane: frontstage
        does: Says that it is taken back, and sends the label
        actor: adviser
        channels: [mail]
        time: {{limit: 1d}}
        realises: [scor-return/request, scor-return/authorise, scor-return/schedule]
        ends: Goes on as a return
        outcome: passed-on
        continues: [return.send]
{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}"""

PARALLEL_INQUIRY = f"""\
{HEAD}{COMPLAIN}{ASSESS}
      investigate:
        lane: frontstage
        does: Says that both sides are heard now
        actor: adviser
        channels: [mail]
        time: {{limit: 1d}}
        fork: [hear-buyer, hear-store]
      hear-buyer:
        lane: frontstage
        does: Hears the buyer
        actor: adviser
        channels: [phone]
        time: {{work: 20min, limit: 3d}}
        with:
          customer: {{does: Tells how it was, actor: buyer}}
        next: weigh
      hear-store:
        lane: backstage
        does: Hears the store and reads the book
        actor: packer
        time: {{work: 1h, limit: 3d}}
        realises: [iso-10002/investigation]
        next: weigh
      weigh:
        lane: backstage
        does: Weighs both
        actor: adviser
        join: investigate
        time: {{limit: 1d}}
        choose:
          - {{when: we were wrong, share: 80%, to: put-right}}
          - {{when: we were right, share: 20%, to: refuse}}
{PUT_RIGHT}{CLOSE}{REFUSE}"""

CLOSE_BOTH = CLOSE.replace("        actor: adviser\n", "        actor: adviser\n        join: tell\n")

REMEDIES_AT_ONCE = f"""\
{HEAD}{COMPLAIN}{ASSESS}
      investigate:
        lane: backstage
        does: Finds out what happened and what helps
        actor: adviser
        time: {{wait: 4h, work: 1h, limit: 2d}}
        realises: [iso-10002/investigation]
        next: tell
      tell:
        lane: frontstage
        does: Apologises and says what we do
        actor: adviser
        channels: [mail, phone]
        time: {{limit: 1d}}
        authority: {{may: replace and refund, up-to: 80.00}}
        realises: [iso-10002/decision]
        many: true
        choose:
          - {{when: money, share: 60%, to: pay}}
          - {{when: goods, share: 60%, to: replace}}
      pay:
        lane: support
        does: Pays back
        actor: payments
        time: {{limit: 5d}}
        with:
          frontstage: {{does: Says that the money is on its way, actor: adviser, channels: [mail]}}
        realises: [iso-10002/response]
        next: close
      replace:
        lane: frontstage
        does: Brings another one
        actor: carrier
        time: {{limit: 3d}}
        realises: [iso-10002/response]
        next: close
{CLOSE_BOTH}"""

CUSTOMER_SILENT = f"""\
{HEAD}{COMPLAIN}{ASSESS.replace("next: investigate", "next: ask")}
      ask:
        lane: frontstage
        does: Asks for a picture
        actor: adviser
        channels: [mail]
        time: {{limit: 1d}}
        next: send-picture
      send-picture:
        lane: customer
        does: Sends a picture
        actor: buyer
        channels: [mail]
        time: {{wait: 2d, limit: 14d}}
        with:
          frontstage: {{after: 7d, does: Reminds, actor: adviser, channels: [mail]}}
        late: rest
        next: investigate
      rest:
        lane: frontstage
        does: Writes that it rests and can be taken up again at any time
        actor: adviser
        channels: [mail]
        ends: Nothing more was heard
        outcome: withdrawn
{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}"""

DECIDED_WITHOUT_THE_SILENT_CUSTOMER = CUSTOMER_SILENT.replace("        late: rest", "        late: investigate").replace(
    CUSTOMER_SILENT[CUSTOMER_SILENT.index("      rest:") : CUSTOMER_SILENT.index("      investigate:")], ""
)

COMPLAIN_OR_NOT = COMPLAIN.replace(
    "        next: assess\n",
    """\
        choose:
          - {when: stands by it, share: 95%, to: assess}
          - {when: takes it back, share: 5%, to: let-go}
""",
)

TAKEN_BACK_BY_THE_CUSTOMER = f"""\
{HEAD}{COMPLAIN_OR_NOT}
      let-go:
        lane: frontstage
        does: Says thank you all the same
        actor: adviser
        channels: [mail, phone]
        ends: Taken back
        outcome: withdrawn
{ASSESS}{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}"""

RECOVERY_INSIDE = f"""\
{HEAD}{COMPLAIN}{ASSESS}{INVESTIGATE}
      put-right:
        lane: frontstage
        does: Apologises and brings another one
        actor: carrier
        time: {{work: 10min, limit: 1d}}
        authority: {{may: replace, up-to: 80.00}}
        realises: [iso-10002/response, iso-10002/decision]
        fails:
          - {{mode: The new one is broken as well, likelihood: 2%, severity: high, detect: Both look, recover: make-good}}
        next: close
      make-good:
        lane: frontstage
        does: Apologises again, pays back and leaves a present
        actor: adviser
        channels: [phone]
        time: {{work: 15min, limit: 1d}}
        authority: {{may: pay back and more, up-to: 120.00}}
        realises: [iso-10002/response, iso-10002/decision]
        next: close
{CLOSE}{REFUSE}"""

LATE_INQUIRY = f"""\
{HEAD}{COMPLAIN}{ASSESS}
      investigate:
        lane: backstage
        does: Finds out what happened
        actor: adviser
        time: {{wait: 4h, work: 1h, limit: 2d}}
        realises: [iso-10002/investigation]
        late: say-delay
        choose:
          - {{when: we were wrong, share: 80%, to: put-right}}
          - {{when: we were right, share: 20%, to: refuse}}
      say-delay:
        lane: frontstage
        does: Says why it takes longer and until when
        actor: adviser
        channels: [mail, phone]
        time: {{limit: 1d}}
        next: go-on
      go-on:
        lane: backstage
        does: Brings it to an end
        actor: adviser
        time: {{work: 2h, limit: 5d}}
        realises: [iso-10002/investigation]
        choose:
          - {{when: we were wrong, share: 80%, to: put-right}}
          - {{when: we were right, share: 20%, to: refuse}}
{PUT_RIGHT}{CLOSE}{REFUSE}"""

DANGER_FIRST = f"""\
{HEAD}{COMPLAIN}
      assess:
        lane: frontstage
        does: Calls at once and sees how grave it is
        actor: adviser
        channels: [phone]
        time: {{work: 10min, limit: 4h}}
        realises: [iso-10002/initial-assessment]
        choose:
          - {{when: somebody is in danger, share: 2%, to: make-safe}}
          - {{when: nobody is, share: 98%, to: investigate}}
      make-safe:
        lane: frontstage
        does: Fetches it the same hour, warns all who bought it
        actor: adviser
        channels: [phone, mail]
        authority: {{may: spend what it takes, up-to: 5000.00}}
        time: {{limit: 4h}}
        next: investigate
{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}"""

TWO_WAYS_IN = f"""\
{HEAD.replace("start: complain", "start: [complain, write]")}{COMPLAIN}
      write:
        lane: customer
        does: Fills in the form
        actor: buyer
        channels: [web]
        time: {{work: 10min, limit: 1h}}
        records: [case-number]
        realises: [iso-10002/receipt, iso-10002/acknowledgement]
        with:
          frontstage: {{does: Shows number and state on a page, channels: [mail], realises: [iso-10002/tracking]}}
        next: assess
{ASSESS}{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}"""

FOLLOWED_ON_A_PAGE = (
    PLAIN.replace(", iso-10002/tracking]", "]").replace(
        "    start: complain\n", "    start: complain\n    opens: [where-it-stands]\n"
    )
    + """\
  where-it-stands:
    title: Where it stands
    phase: after-sale
    kind: support
    start: look
    steps:
      look:
        lane: customer
        does: Looks where the complaint stands, or calls
        actor: buyer
        channels: [web, phone]
        with:
          frontstage: {does: Shows it day by day, actor: adviser}
        realises: [iso-10002/tracking]
        ends: Buyer knows
"""
)

TOLD_WHILE_IT_GOES_ON = PLAIN.replace(", iso-10002/tracking]", "]").replace(
    "        realises: [iso-10002/investigation]\n",
    """\
        realises: [iso-10002/investigation]
        with:
          frontstage: {every: 1d, does: Says how it stands, actor: adviser, channels: [mail], realises: [iso-10002/tracking]}
""",
)

PAID_IN_A_PROCESS = (
    PLAIN.replace("        next: close\n", "        next: pay\n")
    + """\
      pay:
        lane: support
        does: Pays back
        actor: payments
        runs: refund
        next: close
  refund:
    title: Paying back
    phase: after-sale
    kind: payment
    starts-by: provider
    start: transfer
    steps:
      transfer:
        lane: support
        does: Transfers the money
        actor: payments
        data: [card]
        time: {wait: 1d, limit: 3d}
        with:
          frontstage: {does: Says that the money is on its way, actor: adviser, channels: [mail]}
        ends: Paid back
"""
)

SECOND_LINE = f"""\
{HEAD}{COMPLAIN}
      assess:
        lane: frontstage
        does: Sees how grave it is, says who takes it on
        actor: adviser
        channels: [phone, mail]
        time: {{limit: 1d}}
        realises: [iso-10002/initial-assessment]
        ends: With the second line
        continues: [second-line]
  second-line:
    title: The second line
    phase: after-sale
    kind: support
    starts-by: provider
    start: investigate
    steps:
{INVESTIGATE}{PUT_RIGHT}{CLOSE}{REFUSE}"""

ASKED_INTO_IN_A_PROCESS = (
    PLAIN.replace(
        """\
        realises: [iso-10002/investigation]
""",
        """\
        runs: inquiry
""",
    )
    + """\
  inquiry:
    title: Finding out
    phase: after-sale
    kind: support
    starts-by: provider
    start: ask-store
    steps:
      ask-store:
        lane: backstage
        does: Asks the store
        actor: packer
        time: {work: 1h, limit: 1d}
        realises: [iso-10002/investigation]
        choose:
          - {when: the store knows, share: 70%, to: note}
          - {when: the carrier must say, share: 30%, to: ask-carrier}
      ask-carrier:
        lane: frontstage
        does: Asks the carrier, and tells the buyer
        actor: adviser
        channels: [mail]
        time: {limit: 1d}
        next: note
      note:
        lane: backstage
        does: Writes down what was found
        actor: adviser
        systems: [records]
        ends: Known
"""
)

HANDED_IN_BY_SOMEBODY = (
    PLAIN.replace("    start: complain\n", "    start: [complain, take-over]\n")
    + """\
      take-over:
        lane: outside
        does: Hands in a complaint that came to the carrier
        actor: carrier
        records: [case-number]
        time: {limit: 1d}
        realises: [iso-10002/receipt, iso-10002/tracking]
        next: confirm
      confirm:
        lane: frontstage
        does: Confirms by mail with the number
        channels: [mail]
        automation: automated
        time: {limit: 1h}
        realises: [iso-10002/acknowledgement]
        next: assess
"""
)

SOUND = {
    "refused or put right": PLAIN,
    "solved at first contact": AT_FIRST_CONTACT,
    "put right in one moment": IN_ONE_MOMENT,
    "settled, but the customer is not content": SETTLED_BUT_NOT_CONTENT,
    "partly upheld": PARTLY,
    "appealed in the house": APPEALED_IN_THE_HOUSE,
    "appealed in a process of its own": APPEALED_IN_A_PROCESS,
    "passed on": PASSED_ON,
    "goes on as a return": GOES_ON_AS_A_RETURN,
    "both sides heard in parallel": PARALLEL_INQUIRY,
    "one remedy or several": REMEDIES_AT_ONCE,
    "customer silent": CUSTOMER_SILENT,
    "decided although the customer is silent": DECIDED_WITHOUT_THE_SILENT_CUSTOMER,
    "taken back by the customer": TAKEN_BACK_BY_THE_CUSTOMER,
    "a remedy that fails and is recovered": RECOVERY_INSIDE,
    "an inquiry that takes longer": LATE_INQUIRY,
    "danger first": DANGER_FIRST,
    "two ways in": TWO_WAYS_IN,
    "followed on a page": FOLLOWED_ON_A_PAGE,
    "told while it goes on": TOLD_WHILE_IT_GOES_ON,
    "paid in a process of its own": PAID_IN_A_PROCESS,
    "handed on to a second line": SECOND_LINE,
    "asked into in a process of its own": ASKED_INTO_IN_A_PROCESS,
    "handed in by somebody else": HANDED_IN_BY_SOMEBODY,
}


@pytest.mark.parametrize("process", SOUND.values(), ids=SOUND)
def test_sound_complaint_handling_gives_no_finding(process: str) -> None:
    assert said(service(process)) == []


@pytest.mark.parametrize("process", SOUND.values(), ids=SOUND)
@pytest.mark.parametrize("stage", ["receipt", "acknowledgement", "decision"])
def test_without_one_of_its_stages_it_gives_one(process: str, stage: str) -> None:
    poorer = process.replace(f"iso-10002/{stage}", f"x-ours/{stage}")
    assert any(code.startswith("STD") for code in codes(service(poorer)))
