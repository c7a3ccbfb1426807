"""Things that go wrong and are put right as in real services: none of these ways is a fault."""

import pytest

from tests.cases.whole import codes, said, service

REPAIR = """\
  repair:
    title: Repair
    phase: after-sale
    kind: warranty
    opens: [complaints]
    start: bring
    steps:
      bring:
        lane: customer
        does: Says what is broken and sends it in
        actor: buyer
        channels: [web, phone]
        time: {work: 5min, limit: 1d}
        with:
          frontstage: {does: Gives a number and a day, actor: adviser, channels: [mail]}
        next: mend
"""

HAND_BACK = """\
      hand-back:
        lane: frontstage
        does: Brings it back and shows what was done
        actor: carrier
        time: {limit: 2d}
        ends: Works again
"""

SECOND_LINE = f"""\
{REPAIR}
      mend:
        lane: backstage
        does: Mends it
        actor: packer
        time: {{wait: 1d, work: 30min, limit: 2d}}
        fails:
          - {{mode: No spare part, likelihood: 6%, severity: medium, detect: Empty box, recover: replace}}
        next: hand-back
      replace:
        lane: frontstage
        does: Apologises and brings a new one
        actor: adviser
        channels: [phone]
        authority: {{may: replace it, up-to: 60.00}}
        time: {{limit: 2d}}
        fails:
          - {{mode: No new one either, likelihood: 10%, severity: high, detect: Stock list, recover: pay}}
        ends: Replaced
      pay:
        lane: frontstage
        does: Apologises again, pays back and names another shop
        actor: adviser
        channels: [phone]
        authority: {{may: pay back and more, up-to: 80.00}}
        ends: Paid back
        outcome: partly
{HAND_BACK}"""

TRIED_AGAIN = f"""\
{REPAIR}
      mend:
        lane: backstage
        does: Mends it
        actor: packer
        time: {{wait: 1d, work: 30min, limit: 2d}}
        next: test
      test:
        lane: backstage
        does: Tries it
        actor: adviser
        time: {{work: 10min, limit: 1d}}
        fails:
          - {{mode: Still broken, likelihood: 8%, severity: low, detect: The trial, recover: mend, at-most: 2}}
        next: hand-back
{HAND_BACK}"""

GIVEN_UP_WITH_DIGNITY = f"""\
{REPAIR}
      mend:
        lane: backstage
        does: Mends it
        actor: packer
        time: {{wait: 1d, work: 30min, limit: 2d}}
        fails:
          - {{mode: Beyond repair, likelihood: 5%, severity: high, detect: The look inside, recover: tell}}
        next: hand-back
      tell:
        lane: frontstage
        does: Says so, shows why, offers half the price of a new one
        actor: adviser
        channels: [phone, mail]
        authority: {{may: give half the price, up-to: 20.00}}
        ends: Cannot be mended
        outcome: failed
{HAND_BACK}"""

GOES_BACK = f"""\
{REPAIR}
      mend:
        lane: backstage
        does: Mends it
        actor: packer
        time: {{wait: 1d, work: 30min, limit: 2d}}
        late: offer
        next: hand-back
      offer:
        lane: frontstage
        does: Apologises and takes it back instead
        actor: adviser
        channels: [phone]
        authority: {{may: take it back, up-to: 60.00}}
        realises: [scor-return/request, scor-return/authorise, scor-return/schedule]
        skips: {{scor-return/hand-over: It lies here already}}
        ends: Goes on as a return
        outcome: passed-on
        continues: [return.inspect]
{HAND_BACK}"""

IN_ONE_BRANCH = f"""\
{REPAIR.replace("next: mend", "fork: [mend, lend]")}
      lend:
        lane: frontstage
        does: Lends another one
        actor: adviser
        channels: [mail]
        time: {{limit: 1d}}
        next: hand-back
      mend:
        lane: backstage
        does: Mends it
        actor: packer
        time: {{wait: 1d, work: 30min, limit: 2d}}
        fails:
          - {{mode: Wrong part, likelihood: 4%, severity: medium, detect: Does not fit, recover: order-part, at-most: 2}}
        next: hand-back
      order-part:
        lane: frontstage
        does: Says that it takes two days more, orders the part
        actor: adviser
        channels: [mail]
        authority: {{may: send a present, up-to: 10.00}}
        time: {{limit: 2d}}
        next: mend
      hand-back:
        lane: frontstage
        does: Brings it back and takes the lent one home
        actor: carrier
        join: bring
        time: {{limit: 2d}}
        ends: Works again
"""

RECOVERED_BY_THE_BOOK = """\
  repair:
    title: Put right by the book
    phase: after-sale
    kind: support
    follows: [service-recovery]
    opens: [complaints]
    start: bring
    steps:
      bring:
        lane: customer
        does: Says what is broken
        actor: buyer
        channels: [web, phone]
        time: {work: 5min, limit: 1d}
        with:
          frontstage: {does: Gives a number and a day, actor: adviser, channels: [mail]}
        realises: [service-recovery/detection, service-recovery/voice]
        next: come
      come:
        lane: frontstage
        does: Calls, apologises and explains
        actor: adviser
        channels: [phone]
        authority: {may: choose the remedy, up-to: 80.00}
        time: {limit: 1d}
        realises: [service-recovery/apology, service-recovery/explanation]
        choose:
          - {when: can be made good, share: 95%, to: make-good}
          - {when: cannot, share: 5%, to: write-off}
      make-good:
        lane: frontstage
        does: Brings a new one the same day, asks a week later
        actor: adviser
        channels: [phone]
        time: {limit: 7d}
        realises: [service-recovery/remedy, service-recovery/return-to-service]
        next: learn
      learn:
        lane: backstage
        does: Writes it down and removes the cause
        actor: adviser
        systems: [records]
        realises: [service-recovery/record, service-recovery/prevention]
        ends: Made good
      write-off:
        lane: frontstage
        does: Says that nobody can mend it, and where the buyer can turn
        actor: adviser
        channels: [phone]
        systems: [records]
        realises: [service-recovery/record]
        ends: Could not be made good
        outcome: failed
"""

INCIDENT = """\
  repair:
    title: Something does not work
    phase: after-sale
    kind: support
    follows: [itil-incident]
    opens: [complaints]
    start: [bring, alarm]
    steps:
      bring:
        lane: customer
        does: Says what is broken
        actor: buyer
        channels: [web, phone]
        time: {work: 5min, limit: 1d}
        with:
          frontstage: {does: Gives a number and a day, actor: adviser, channels: [mail]}
        realises: [itil-incident/identify, itil-incident/log]
        next: sort
      alarm:
        lane: support
        does: Notices it first and opens a case
        systems: [records]
        automation: automated
        realises: [itil-incident/identify, itil-incident/log]
        next: sort
      sort:
        lane: backstage
        does: Sees what it is and how urgent
        actor: adviser
        time: {limit: 1d}
        realises: [itil-incident/categorise, itil-incident/prioritise]
        choose:
          - {when: something broke, share: 85%, to: answer}
          - {when: a wish, share: 15%, to: note-wish}
      note-wish:
        lane: frontstage
        does: Notes the wish and says thank you
        actor: adviser
        channels: [mail]
        ends: Goes on as a wish
        outcome: passed-on
      answer:
        lane: frontstage
        does: Shows the cure, or a way around
        actor: adviser
        channels: [phone, mail]
        time: {limit: 1d}
        realises: [itil-incident/respond]
        next: try-it
      try-it:
        lane: customer
        does: Tries it
        actor: buyer
        channels: [phone, mail]
        time: {wait: 1d, limit: 7d}
        with:
          frontstage: {does: Asks whether it works, actor: adviser}
        late: close
        choose:
          - {when: works, share: 90%, to: close}
          - {when: does not, share: 10%, to: answer, at-most: 2}
      close:
        lane: frontstage
        does: Closes it and says so
        actor: adviser
        channels: [mail]
        systems: [records]
        realises: [itil-incident/close]
        ends: Works again
"""

SOUND = {
    "a second line": SECOND_LINE,
    "tried again": TRIED_AGAIN,
    "given up with dignity": GIVEN_UP_WITH_DIGNITY,
    "goes back instead": GOES_BACK,
    "in one of two branches": IN_ONE_BRANCH,
    "recovered by the book": RECOVERED_BY_THE_BOOK,
    "an incident, opened again, or a wish": INCIDENT,
}


def repairing(process: str) -> str:
    return service(process).replace("withdrawal, lesson]", "withdrawal, lesson, repair]")


@pytest.mark.parametrize("process", SOUND.values(), ids=SOUND)
def test_a_sound_recovery_gives_no_finding(process: str) -> None:
    assert said(repairing(process)) == []


def test_without_a_stage_of_the_standard_that_it_follows_it_gives_one() -> None:
    assert "STD001" in codes(repairing(RECOVERED_BY_THE_BOOK.replace("service-recovery/apology, ", "")))
    assert "STD001" in codes(repairing(INCIDENT.replace(", itil-incident/prioritise", "")))
