"""Three services with the complaints and incidents that their designers first drew: appeals, delays, hearings, requests."""

import pytest

from blueprint.templates import described, filled
from tests.cases.whole import EXAMPLES, example, said, service

HOTEL = """\
  complaints:
    title: Complaint handling
    phase: after-sale
    kind: complaint-handling
    follows: [iso-10002]
    start: complain
    steps:
      complain:
        lane: customer
        does: Complains, at the desk, by phone or in writing
        actor: guest
        channels: [desk, phone, mail]
        emotion: -2
        time: {work: 8min, limit: 30min}
        next: receive
      receive:
        lane: frontstage
        does: Listens, apologises, records it under a case number and confirms
        actor: receptionist
        channels: [desk, phone, mail]
        systems: [crm]
        evidence: [Card with the case number]
        records: [case-number]
        realises: [iso-10002/receipt, iso-10002/acknowledgement]
        time: {work: 5min, limit: 1h}
        next: assess
      assess:
        lane: frontstage
        does: Weighs how grave it is and what can be done now
        actor: duty-manager
        channels: [desk, phone]
        realises: [iso-10002/initial-assessment]
        time: {work: 10min, limit: 2h}
        choose:
          - {when: facts plain and within authority, share: 62%, to: settle}
          - {when: needs looking into, share: 36%, to: investigate}
          - {when: somebody in danger, share: 2%, to: make-safe}
      settle:
        lane: frontstage
        does: Puts it right on the spot
        actor: duty-manager
        channels: [desk, phone]
        authority: {may: "change the room, take off charges, give a night", up-to: 150.00}
        realises: [iso-10002/response, iso-10002/decision, iso-10002/tracking]
        skips: {iso-10002/investigation: The facts are plain and the remedy is within authority}
        keeps: [complaint-10d]
        time: {work: 15min, limit: 4h}
        next: guest-content
      guest-content:
        lane: customer
        does: Is content, or is not
        actor: guest
        choose:
          - {when: content, share: 92%, to: note-cause}
          - {when: not content, share: 8%, to: investigate}
      note-cause:
        lane: backstage
        does: Records remedy and cause for the weekly review
        actor: duty-manager
        systems: [crm]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Settled at first contact
      make-safe:
        lane: frontstage
        does: Makes it safe at once, moves the guest
        actor: duty-manager
        channels: [room]
        authority: {may: close rooms and call any help, up-to: 1000.00}
        time: {limit: 1h}
        next: investigate
      investigate:
        lane: backstage
        does: Hears the staff, reads locks and tickets
        actor: duty-manager
        realises: [iso-10002/investigation]
        time: {wait: 1d, work: 2h, limit: 3d}
        with:
          frontstage: {every: 1d, does: Says where it stands, channels: [mail], realises: [iso-10002/tracking]}
        late: tell-delay
        next: decide
      tell-delay:
        lane: frontstage
        does: Says where it stands and why it takes longer
        actor: duty-manager
        channels: [mail]
        time: {limit: 1d}
        next: investigate-on
      investigate-on:
        lane: backstage
        does: Brings it to an end
        actor: general-manager
        realises: [iso-10002/investigation, iso-10002/tracking]
        time: {work: 2h, limit: 3d}
        next: decide
      decide:
        lane: backstage
        does: Decides
        actor: duty-manager
        time: {limit: 1d}
        choose:
          - {when: upheld, share: 55%, to: put-right}
          - {when: partly upheld, share: 25%, to: tell-partly}
          - {when: refused, share: 20%, to: refuse}
      put-right:
        lane: frontstage
        does: Says what we do for the guest and against a repeat
        actor: duty-manager
        channels: [phone, mail]
        authority: {may: pay back the whole stay, up-to: 600.00}
        realises: [iso-10002/response, iso-10002/decision]
        keeps: [complaint-10d]
        time: {work: 20min, limit: 1d}
        next: close
      close:
        lane: backstage
        does: Checks that it was done, records cause and prevention
        actor: duty-manager
        systems: [crm]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Upheld and put right
      tell-partly:
        lane: frontstage
        does: Explains what we grant, what not, and how to go on
        actor: duty-manager
        channels: [phone, mail]
        authority: {may: pay back a night, up-to: 150.00}
        realises: [iso-10002/response, iso-10002/decision, iso-10002/recourse]
        time: {work: 20min, limit: 1d}
        next: weigh-partly
      weigh-partly:
        lane: customer
        does: Accepts or appeals
        actor: guest
        channels: [phone, mail]
        time: {wait: 5d, limit: 4w}
        with:
          frontstage: {does: Confirms either, actor: receptionist}
        late: close-partly
        choose:
          - {when: accepts, share: 80%, to: close-partly}
          - {when: appeals, share: 20%, to: review}
      close-partly:
        lane: backstage
        does: Checks that the granted part was done, records its cause
        actor: duty-manager
        systems: [crm]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Settled in part
        outcome: partly
      refuse:
        lane: frontstage
        does: Explains why not, how to appeal, and the outside board
        actor: duty-manager
        channels: [phone, mail]
        evidence: [Letter with the ways to appeal]
        realises: [iso-10002/decision, iso-10002/recourse]
        keeps: [complaint-10d]
        time: {work: 20min, limit: 1d}
        opens: [second-look, outside-board]
        next: weigh-refused
      weigh-refused:
        lane: customer
        does: Accepts or appeals
        actor: guest
        channels: [phone, mail]
        time: {wait: 5d, limit: 4w}
        with:
          frontstage: {does: Confirms either, actor: receptionist}
        late: file-refused
        choose:
          - {when: lets it rest, share: 70%, to: file-refused}
          - {when: appeals, share: 30%, to: review}
      review:
        lane: backstage
        does: Looks at it afresh
        actor: general-manager
        time: {work: 1h, limit: 5d}
        choose:
          - {when: changed, share: 35%, to: put-right}
          - {when: stands, share: 65%, to: last-word}
      last-word:
        lane: frontstage
        does: Says the last word of the house, and the way to the board
        actor: general-manager
        channels: [phone, mail]
        realises: [iso-10002/decision, iso-10002/recourse]
        time: {work: 20min, limit: 1d}
        opens: [outside-board]
        next: file-refused
      file-refused:
        lane: backstage
        does: Files it with cause and reasons
        actor: duty-manager
        systems: [crm]
        ends: Refused with reasons
        outcome: refused
"""

PASSPORT = """\
  complaints:
    title: Complaint about the service
    phase: after-sale
    kind: complaint-handling
    follows: [iso-10002]
    start: complain
    steps:
      complain:
        lane: customer
        does: Complains about how it went
        actor: applicant
        channels: [portal, phone, counter, letter]
        time: {work: 15min, limit: 1d}
        next: receive
      receive:
        lane: frontstage
        does: Records under a case number, confirms, says how long it takes
        actor: quality
        channels: [message, phone, letter]
        systems: [crm]
        records: [case-number]
        realises: [iso-10002/receipt, iso-10002/acknowledgement, iso-10002/tracking]
        time: {limit: 5d}
        next: sort
      sort:
        lane: backstage
        does: Sees what it is about and how grave it is
        actor: quality
        realises: [iso-10002/initial-assessment]
        time: {work: 15min, limit: 3d}
        choose:
          - {when: can be settled by a call, share: 50%, to: settle}
          - {when: needs inquiry, share: 38%, to: ask-unit}
          - {when: is an objection in truth, share: 10%, to: pass-on}
          - {when: not about us, share: 2%, to: redirect}
      settle:
        lane: frontstage
        does: Calls, listens, apologises and puts it right
        actor: quality
        channels: [phone]
        authority: {may: pay back the fee, up-to: 100.00}
        realises: [iso-10002/response, iso-10002/decision]
        skips: {iso-10002/investigation: Settled by a call}
        time: {work: 20min, limit: 3d}
        keeps: [complaint-6w]
        next: satisfied
      satisfied:
        lane: customer
        does: Says whether that settles it
        actor: applicant
        choose:
          - {when: settled, share: 88%, to: close}
          - {when: not settled, share: 12%, to: ask-unit}
      ask-unit:
        lane: backstage
        does: Opens the inquiry
        actor: quality
        time: {limit: 1d}
        fork: [hear-applicant, hear-unit]
      hear-applicant:
        lane: frontstage
        does: Hears the applicant
        actor: quality
        channels: [phone]
        time: {wait: 5d, work: 40min, limit: 1w}
        next: judge
      hear-unit:
        lane: backstage
        does: Hears the unit, reads the file
        actor: quality
        realises: [iso-10002/investigation]
        time: {wait: 5d, work: 2h, limit: 1w}
        next: judge
      judge:
        lane: backstage
        does: Judges
        actor: quality
        join: ask-unit
        time: {limit: 3d}
        choose:
          - {when: justified, share: 45%, to: tell-right}
          - {when: partly justified, share: 25%, to: tell-partly}
          - {when: not justified, share: 30%, to: tell-not}
      tell-right:
        lane: frontstage
        does: Tells the judgement, what is put right and what will change
        actor: quality
        channels: [letter]
        authority: {may: pay back the fee, up-to: 100.00}
        realises: [iso-10002/response, iso-10002/decision]
        time: {work: 1h, limit: 3d}
        keeps: [complaint-6w]
        next: close
      close:
        lane: backstage
        does: Carries it out, records the cause in the improvement list
        actor: quality
        systems: [crm]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Complaint settled
      tell-partly:
        lane: frontstage
        does: Tells what is put right, what not, and the ombudsman
        actor: quality
        channels: [letter]
        authority: {may: pay back half the fee, up-to: 39.00}
        realises: [iso-10002/response, iso-10002/decision, iso-10002/recourse]
        time: {work: 1h, limit: 3d}
        keeps: [complaint-6w]
        opens: [to-ombudsman]
        next: close-partly
      close-partly:
        lane: backstage
        does: Carries the granted part out, records the cause
        actor: quality
        systems: [crm]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Settled in part
        outcome: partly
      tell-not:
        lane: frontstage
        does: Explains why not, and the ombudsman
        actor: quality
        channels: [letter]
        evidence: [Letter with the ombudsman's address]
        realises: [iso-10002/decision, iso-10002/recourse]
        time: {work: 1h, limit: 3d}
        keeps: [complaint-6w]
        opens: [to-ombudsman]
        ends: Complaint not justified
        outcome: refused
      pass-on:
        lane: frontstage
        does: Tells the applicant that it is treated as an objection
        actor: quality
        channels: [letter]
        ends: Passed on as an objection
        outcome: passed-on
        continues: [objections]
      redirect:
        lane: frontstage
        does: Names the body that is in charge and sends it there
        actor: quality
        channels: [letter]
        ends: Sent to the right body
        outcome: passed-on
"""

SOFTWARE = """\
  incident:
    title: Something does not work
    phase: after-sale
    kind: support
    follows: [itil-incident]
    start: report
    steps:
      report:
        lane: user
        does: Reports that something does not work
        actor: bookkeeper
        channels: [chat, mail, phone]
        time: {work: 5min, limit: 15min}
        realises: [itil-incident/identify]
        emotion: -1
        next: log
      log:
        lane: frontstage
        does: Logs under a number, confirms, says when we answer
        channels: [chat, mail]
        automation: automated
        systems: [desk]
        records: [ticket-number]
        time: {limit: 1min}
        realises: [itil-incident/log]
        opens: [classes]
        next: sort
      sort:
        lane: backstage
        does: Sorts by kind and urgency
        actor: first-level
        systems: [desk]
        realises: [itil-incident/categorise, itil-incident/prioritise]
        time: {wait: 15min, work: 3min, limit: 45min}
        choose:
          - {when: incident, share: 85%, to: answer}
          - {when: a wish or a how-to, share: 13%, to: to-request}
          - {when: everything is down, share: 2%, to: announce}
      to-request:
        lane: frontstage
        does: Answers the question or notes the wish
        actor: first-level
        channels: [chat]
        systems: [crm]
        ends: Request answered
        outcome: passed-on
      answer:
        lane: frontstage
        does: First level answers
        actor: first-level
        channels: [chat, mail, phone]
        time: {wait: 1h, work: 10min, limit: 150min}
        late: escalate
        realises: [itil-incident/respond]
        keeps: [first-answer]
        choose:
          - {when: solved, share: 68%, to: try-it}
          - {when: needs an engineer, share: 32%, to: second}
      escalate:
        lane: frontstage
        does: Apologises and names the engineer
        actor: shift-lead
        channels: [chat, phone]
        time: {work: 5min, limit: 15min}
        authority: {may: credit a month, up-to: 29.00}
        keeps: [first-answer]
        next: second
      announce:
        lane: frontstage
        does: Opens the status page and tells everybody
        actor: shift-lead
        channels: [web, mail]
        time: {limit: 15min}
        keeps: [first-answer]
        next: second
      second:
        lane: backstage
        does: Finds the cause
        actor: engineer
        systems: [desk, monitor]
        time: {wait: 2h, work: 1h, limit: 1d}
        with:
          frontstage: {every: 4h, does: Says how it stands, actor: first-level, channels: [chat, mail]}
        choose:
          - {when: fix or workaround, share: 90%, to: explain}
          - {when: defect for a later release, share: 10%, to: workaround}
      workaround:
        lane: frontstage
        does: Gives a workaround and the date of the release
        actor: first-level
        channels: [chat]
        realises: [itil-incident/respond]
        next: try-it
      explain:
        lane: frontstage
        does: Explains the fix
        actor: first-level
        channels: [chat]
        realises: [itil-incident/respond]
        next: try-it
      try-it:
        lane: user
        does: Tries it
        actor: bookkeeper
        time: {wait: 4h, limit: 3d}
        late: close
        choose:
          - {when: works, share: 93%, to: close}
          - {when: still broken, share: 7%, to: second, at-most: 2}
      close:
        lane: frontstage
        does: Closes, asks how it was, links the cause
        actor: first-level
        channels: [chat, mail]
        systems: [desk, crm]
        realises: [itil-incident/close]
        opens: [complaints]
        ends: Works again
  complaints:
    title: Complaint handling
    phase: after-sale
    kind: complaint-handling
    follows: [iso-10002]
    start: complain
    steps:
      complain:
        lane: buyer
        does: Complains
        actor: buyer
        channels: [mail, phone, chat]
        time: {work: 10min, limit: 4h}
        next: receive
      receive:
        lane: frontstage
        does: Confirms with a case number and a page to follow it
        actor: handler
        channels: [mail]
        systems: [desk]
        records: [case-number]
        realises: [iso-10002/receipt, iso-10002/acknowledgement, iso-10002/tracking]
        time: {limit: 4h}
        next: assess
      assess:
        lane: backstage
        does: Assesses how grave it is
        actor: handler
        realises: [iso-10002/initial-assessment]
        time: {work: 15min, limit: 1wd}
        choose:
          - {when: plain, share: 55%, to: settle}
          - {when: needs inquiry, share: 45%, to: investigate}
      settle:
        lane: frontstage
        does: Calls, apologises, makes it good
        actor: handler
        channels: [phone]
        authority: {may: credit or pay back, up-to: 100.00}
        realises: [iso-10002/response, iso-10002/decision]
        skips: {iso-10002/investigation: Facts plain}
        time: {work: 20min, limit: 1wd}
        keeps: [decided]
        choose:
          - {when: content, share: 85%, to: remedy}
          - {when: not content, share: 15%, to: investigate}
      investigate:
        lane: backstage
        does: Investigates with the unit concerned
        actor: handler
        realises: [iso-10002/investigation]
        time: {wait: 3d, work: 2h, limit: 8wd}
        with:
          frontstage: {every: 3wd, does: Says how it stands, actor: handler, channels: [mail]}
        choose:
          - {when: upheld, share: 75%, to: tell-yes}
          - {when: refused, share: 25%, to: refuse}
      tell-yes:
        lane: frontstage
        does: Tells what we do and what we change
        actor: handler
        channels: [mail]
        authority: {may: credit or pay back, up-to: 100.00}
        realises: [iso-10002/response, iso-10002/decision]
        time: {limit: 1wd}
        next: remedy
      remedy:
        lane: backstage
        does: Gives the remedy
        actor: handler
        choose:
          - {when: credit or repair, share: 70%, to: close}
          - {when: money back, share: 30%, to: pay-back}
      pay-back:
        lane: support
        does: Pays back
        actor: psp
        runs: refund
        next: close
      close:
        lane: backstage
        does: Checks, records cause and prevention
        actor: handler
        systems: [desk, crm]
        realises: [iso-10002/prevention, iso-10002/closing]
        ends: Complaint settled
      refuse:
        lane: frontstage
        does: Explains why not, how to appeal, and the disputes board
        actor: handler
        channels: [mail]
        realises: [iso-10002/decision, iso-10002/recourse]
        time: {limit: 1wd}
        keeps: [decided]
        opens: [disputes]
        next: weigh
      weigh:
        lane: buyer
        does: Accepts or appeals
        actor: buyer
        channels: [mail]
        time: {wait: 5d, limit: 4w}
        with:
          frontstage: {does: Confirms either, actor: handler}
        late: file
        choose:
          - {when: lets it rest, share: 75%, to: file}
          - {when: appeals, share: 25%, to: appeal}
      appeal:
        lane: backstage
        does: Another than before decides afresh
        actor: success-manager
        time: {limit: 10wd}
        with:
          frontstage: {every: 2wd, does: Says how it stands, actor: success-manager, channels: [mail]}
        choose:
          - {when: changed, share: 30%, to: tell-yes}
          - {when: stands, share: 70%, to: tell-final}
      tell-final:
        lane: frontstage
        does: Tells the last word of the house, with the way to the board
        actor: success-manager
        channels: [mail]
        realises: [iso-10002/decision, iso-10002/recourse]
        time: {limit: 1wd}
        opens: [disputes]
        next: file
      file:
        lane: backstage
        does: Files it open, with reasons
        actor: handler
        systems: [desk]
        ends: Refused with reasons
        outcome: refused
"""

DRAWN = {
    "hotel-stay": (HOTEL, "complaints.refuse]", "complaints.tell-partly, complaints.refuse]"),
    "passport-renewal": (PASSPORT, "complaints.tell-not]", "complaints.tell-not]"),
    "saas-subscription": (
        SOFTWARE,
        "complaints.settle, complaints.refuse]",
        "complaints.settle, complaints.tell-yes, complaints.refuse]",
    ),
}
"""The processes, and where their promise is kept."""


@pytest.mark.parametrize("name", DRAWN)
def test_what_designers_first_drew_gives_no_finding(name: str) -> None:
    processes, told, tells = DRAWN[name]
    assert said(service(processes, example(name).replace(told, tells))) == []


@pytest.mark.parametrize("name", sorted(path.name.partition(".")[0] for path in EXAMPLES.glob("*.blueprint.yaml")))
def test_whole_services_give_no_finding(name: str) -> None:
    assert said(example(name)) == []


def test_the_trades_that_a_linter_must_not_bother_are_all_there() -> None:
    names = {path.name.partition(".")[0] for path in EXAMPLES.glob("*.blueprint.yaml")}
    assert names >= {
        "hotel-stay",
        "passport-renewal",
        "saas-subscription",
        "bank-account",
        "city-bikes",
        "insurance-claim",
        "shoeshine",
    }


@pytest.mark.parametrize("name", described())
def test_templates_give_no_finding(name: str) -> None:
    assert said(filled(name, "corner-shop")) == []
