"""Returns and withdrawals as they go in real services: none of these ways is a fault."""

import pytest

from tests.cases.whole import codes, said, service

RETURN = """\
  return:
    title: Return
    phase: after-sale
    kind: return
    follows: [scor-return]
    opens: [complaints]
    start: request
    steps:
"""

REQUEST = """\
      request:
        lane: customer
        does: Says what is to go back
        actor: buyer
        channels: [web, phone]
        time: {work: 5min, limit: 1d}
        with:
          frontstage: {does: Sends a label, actor: adviser, channels: [mail]}
        realises: [scor-return/request, scor-return/schedule]
        skips: {scor-return/authorise: Within a month everything is taken back}
        next: send
"""

SEND = """\
      send:
        lane: customer
        does: Hands the parcel over and keeps the receipt
        actor: buyer
        evidence: [Receipt]
        realises: [scor-return/hand-over]
        next: inspect
"""

INSPECT = """\
      inspect:
        lane: backstage
        does: Takes it in and looks it over
        actor: packer
        time: {wait: 1d, work: 10min, limit: 2d}
        realises: [scor-return/receive, scor-return/inspect, scor-return/dispose]
        choose:
          - {when: as it was, share: 96%, to: pay-back}
          - {when: worn, share: 4%, to: hand-back}
      hand-back:
        lane: frontstage
        does: Sends it back with pictures and reasons
        actor: adviser
        channels: [mail]
        realises: [scor-return/notify, scor-return/close]
        ends: Handed back
        outcome: refused
"""

PAY_BACK = """\
      pay-back:
        lane: support
        does: Pays back
        actor: payments
        data: [card]
        time: {wait: 1d, limit: 3d}
        with:
          frontstage: {does: Says that the money is on its way, actor: adviser, channels: [mail]}
        realises: [scor-return/refund, scor-return/notify, scor-return/close]
        ends: Money back
"""

NOT_AUTHORISED = f"""\
{RETURN}
      request:
        lane: customer
        does: Says what is to go back, and when it came
        actor: buyer
        channels: [web, phone]
        realises: [scor-return/request]
        next: look-up
      look-up:
        lane: frontstage
        does: Looks up the day it came, and says yes or no
        actor: adviser
        channels: [mail, phone]
        time: {{work: 5min, limit: 1d}}
        choose:
          - {{when: in time, share: 95%, to: agree}}
          - {{when: too late, share: 5%, to: refuse}}
      agree:
        lane: frontstage
        does: Agrees and sends a label
        actor: adviser
        channels: [mail]
        realises: [scor-return/authorise, scor-return/schedule]
        next: send
      refuse:
        lane: frontstage
        does: Explains why not, offers a repair at cost
        actor: adviser
        channels: [mail, phone]
        authority: {{may: repair at half the price, up-to: 20.00}}
        realises: [scor-return/notify]
        ends: Not taken back
        outcome: refused
{SEND}{INSPECT}{PAY_BACK}"""

NEVER_RECEIVED = f"""\
{RETURN}{REQUEST}
      send:
        lane: customer
        does: Hands the parcel over
        actor: buyer
        time: {{wait: 5d, limit: 21d}}
        late: remind
        evidence: [Receipt]
        realises: [scor-return/hand-over]
        next: inspect
      remind:
        lane: frontstage
        does: Asks once whether it still comes
        actor: adviser
        channels: [mail]
        next: think
      think:
        lane: customer
        does: Sends it after all, or keeps it
        actor: buyer
        channels: [mail]
        time: {{wait: 3d, limit: 14d}}
        with:
          frontstage: {{does: Confirms either, actor: adviser}}
        late: let-rest
        realises: [scor-return/hand-over]
        choose:
          - {{when: sends it, share: 50%, to: inspect}}
          - {{when: keeps it, share: 50%, to: let-rest}}
      let-rest:
        lane: frontstage
        does: Writes that nothing came and nothing is owed
        actor: adviser
        channels: [mail]
        ends: Kept by the buyer
        outcome: withdrawn
      inspect:
        lane: backstage
        does: Takes it in and looks it over
        actor: packer
        time: {{wait: 1d, work: 10min, limit: 2d}}
        late: search
        realises: [scor-return/receive, scor-return/inspect, scor-return/dispose]
        next: pay-back
      search:
        lane: frontstage
        does: Says that it is looked for, asks the carrier
        actor: adviser
        channels: [mail]
        time: {{wait: 1d, limit: 5d}}
        realises: [scor-return/inspect]
        skips: {{scor-return/receive: Lost on the way; the receipt is proof enough}}
        next: pay-back
{PAY_BACK}"""

FAILS_INSPECTION = f"""\
{RETURN}{REQUEST}{SEND}
      inspect:
        lane: backstage
        does: Takes it in and looks it over
        actor: packer
        time: {{wait: 1d, work: 10min, limit: 2d}}
        realises: [scor-return/receive, scor-return/inspect, scor-return/dispose]
        choose:
          - {{when: as new or faulty, share: 90%, to: pay-back}}
          - {{when: worn, share: 7%, to: pay-part}}
          - {{when: broken by use, share: 3%, to: hand-back}}
      pay-part:
        lane: support
        does: Pays a part back
        actor: payments
        data: [card]
        with:
          frontstage: {{does: Says how much and why, actor: adviser, channels: [mail]}}
        realises: [scor-return/refund, scor-return/notify, scor-return/close]
        ends: A part back
        outcome: partly
      hand-back:
        lane: frontstage
        does: Sends it back with pictures and reasons
        actor: adviser
        channels: [mail]
        realises: [scor-return/notify, scor-return/close]
        ends: Handed back
        outcome: refused
{PAY_BACK}"""

EXCHANGED = f"""\
{RETURN}{REQUEST}{SEND}
      inspect:
        lane: backstage
        does: Takes it in and looks it over
        actor: packer
        time: {{wait: 1d, work: 10min, limit: 2d}}
        realises: [scor-return/receive, scor-return/inspect, scor-return/dispose]
        choose:
          - {{when: wants the money, share: 70%, to: pay-back}}
          - {{when: wants another size, share: 30%, to: exchange}}
      exchange:
        lane: frontstage
        does: Brings the other size
        actor: carrier
        time: {{limit: 3d}}
        realises: [scor-return/notify, scor-return/close]
        skips: {{scor-return/refund: Exchanged for another size at the same price}}
        ends: Exchanged
{PAY_BACK}"""

AT_THE_COUNTER = f"""\
{RETURN}
      request:
        lane: customer
        does: Lays it on the counter
        actor: buyer
        channels: [phone]
        realises: [scor-return/request, scor-return/hand-over]
        with:
          frontstage:
            does: Looks it over at once
            actor: adviser
            realises: [scor-return/authorise, scor-return/schedule, scor-return/receive, scor-return/inspect]
        choose:
          - {{when: as it was, share: 95%, to: pay-back}}
          - {{when: worn, share: 5%, to: hand-back}}
      hand-back:
        lane: frontstage
        does: Says why not and hands it back
        actor: adviser
        channels: [phone]
        authority: {{may: take it all the same, up-to: 20.00}}
        realises: [scor-return/notify, scor-return/close]
        ends: Handed back
        outcome: refused
      pay-back:
        lane: frontstage
        does: Gives the money back and a slip
        actor: adviser
        data: [card]
        with:
          backstage: {{does: Puts it back on the shelf, actor: packer, realises: [scor-return/dispose]}}
        realises: [scor-return/refund, scor-return/notify, scor-return/close]
        ends: Money back
"""

KEPT_BY_THE_CUSTOMER = f"""\
{RETURN}
      request:
        lane: customer
        does: Says what is wrong, with a picture
        actor: buyer
        channels: [web, phone]
        with:
          frontstage: {{does: Looks at the picture at once, actor: adviser, channels: [mail]}}
        realises: [scor-return/request, scor-return/authorise, scor-return/schedule, scor-return/dispose]
        skips:
          scor-return/hand-over: Not worth a parcel; the buyer keeps it
          scor-return/receive: Not worth a parcel; the buyer keeps it
          scor-return/inspect: The picture shows it
        choose:
          - {{when: the picture shows it, share: 97%, to: pay-back}}
          - {{when: it does not, share: 3%, to: explain}}
      explain:
        lane: frontstage
        does: Asks for another picture or says why not
        actor: adviser
        channels: [mail, phone]
        realises: [scor-return/notify, scor-return/close]
        ends: Not taken back
        outcome: refused
{PAY_BACK}"""

WITHDRAWAL = """\
  withdrawal:
    title: Withdrawal within 14 days
    phase: after-sale
    kind: withdrawal
    opens: [complaints]
    start: withdraw
    steps:
      withdraw:
        lane: customer
        does: Presses Withdraw, and once more to confirm
        actor: buyer
        channels: [web]
        with:
          frontstage: {does: Confirms by mail, channels: [mail]}
        time: {work: 2min, limit: 1h}
        realises: [eu-withdrawal/withdrawal-function, eu-withdrawal/withdraw, eu-withdrawal/acknowledge]
        next: send-back
"""

REFUND = """\
      refund:
        lane: support
        does: Pays everything back
        actor: payments
        data: [card]
        time: {wait: 1d, limit: 5d}
        with:
          frontstage: {does: Says that the money is on its way, actor: adviser, channels: [mail]}
        realises: [eu-withdrawal/refund]
        keeps: [money-back]
        ends: Money back
"""

TOO_LATE = f"""\
{WITHDRAWAL.replace("next: send-back", "next: check")}
      check:
        lane: backstage
        does: Checks the day
        actor: adviser
        time: {{work: 2min, limit: 1d}}
        choose:
          - {{when: in time, share: 96%, to: send-back}}
          - {{when: too late, share: 4%, to: explain}}
      explain:
        lane: frontstage
        does: Explains that it came too late, offers to take it back all the same for a fee
        actor: adviser
        channels: [mail, phone]
        authority: {{may: waive the fee, up-to: 10.00}}
        opens: [return]
        ends: Too late
        outcome: refused
      send-back:
        lane: customer
        does: Sends it back
        actor: buyer
        time: {{wait: 5d, limit: 14d}}
        realises: [eu-withdrawal/send-back]
        next: refund
{REFUND}"""

WORN = f"""\
{WITHDRAWAL}
      send-back:
        lane: customer
        does: Sends it back
        actor: buyer
        time: {{wait: 5d, limit: 14d}}
        realises: [eu-withdrawal/send-back]
        next: look
      look:
        lane: backstage
        does: Looks it over
        actor: packer
        time: {{wait: 1d, work: 5min, limit: 2d}}
        choose:
          - {{when: as it was, share: 95%, to: refund}}
          - {{when: worn, share: 5%, to: refund-part}}
      refund-part:
        lane: support
        does: Pays back what it is still worth
        actor: payments
        data: [card]
        time: {{wait: 1d, limit: 5d}}
        with:
          frontstage: {{does: Says how much and why, actor: adviser, channels: [mail]}}
        realises: [eu-withdrawal/refund]
        keeps: [money-back]
        ends: A part back
        outcome: partly
{REFUND}"""

WITHOUT_GOODS = WITHDRAWAL.replace("next: send-back", "next: refund") + REFUND.replace(
    "        realises: [eu-withdrawal/refund]\n",
    "        realises: [eu-withdrawal/refund]\n        skips: {eu-withdrawal/send-back: Nothing was sent that could come back}\n",
)

BEFORE_IT_LEFT = f"""\
{WITHDRAWAL.replace("next: send-back", "next: stop")}
      stop:
        lane: backstage
        does: Looks whether it has left the house
        actor: packer
        time: {{work: 5min, limit: 4h}}
        choose:
          - {{when: still here, share: 20%, to: refund-now}}
          - {{when: on its way, share: 80%, to: send-back}}
      refund-now:
        lane: support
        does: Pays everything back
        actor: payments
        data: [card]
        time: {{limit: 1d}}
        with:
          frontstage: {{does: Says that the money is on its way, actor: adviser, channels: [mail]}}
        realises: [eu-withdrawal/refund]
        skips: {{eu-withdrawal/send-back: It had not left the house}}
        keeps: [money-back]
        ends: Money back
      send-back:
        lane: customer
        does: Sends it back
        actor: buyer
        time: {{wait: 5d, limit: 14d}}
        realises: [eu-withdrawal/send-back]
        next: refund
{REFUND}"""

CARD_EXPIRED = f"""\
{WITHDRAWAL}
      send-back:
        lane: customer
        does: Sends it back
        actor: buyer
        time: {{wait: 5d, limit: 14d}}
        realises: [eu-withdrawal/send-back]
        next: refund
      ask-account:
        lane: frontstage
        does: Apologises, asks for an account and pays there the same day
        actor: adviser
        channels: [mail, phone]
        data: [card]
        authority: {{may: pay by transfer, up-to: 100.00}}
        time: {{wait: 1d, limit: 3d}}
        realises: [eu-withdrawal/refund]
        keeps: [money-back]
        ends: Money back
      refund:
        lane: support
        does: Pays everything back
        actor: payments
        data: [card]
        time: {{wait: 1d, limit: 5d}}
        with:
          frontstage: {{does: Says that the money is on its way, actor: adviser, channels: [mail]}}
        fails:
          - {{mode: Card expired, likelihood: 2%, severity: low, detect: Answer of the provider, recover: ask-account}}
        realises: [eu-withdrawal/refund]
        keeps: [money-back]
        ends: Money back
"""

SOUND = {
    "not authorised": NOT_AUTHORISED,
    "never received": NEVER_RECEIVED,
    "fails inspection": FAILS_INSPECTION,
    "exchanged": EXCHANGED,
    "over the counter": AT_THE_COUNTER,
    "kept by the customer": KEPT_BY_THE_CUSTOMER,
    "withdrawn too late": TOO_LATE,
    "withdrawn and worn": WORN,
    "withdrawn before it left": BEFORE_IT_LEFT,
    "withdrawn with a card that has expired": CARD_EXPIRED,
}


@pytest.mark.parametrize("process", SOUND.values(), ids=SOUND)
def test_a_sound_way_to_take_back_gives_no_finding(process: str) -> None:
    assert said(service(process)) == []


def test_a_service_without_goods_is_withdrawn_from_without_sending_anything_back() -> None:
    text = service(WITHOUT_GOODS).replace("paused-in: [withdrawal.send-back], ", "")
    assert said(text) == []


@pytest.mark.parametrize("process", [each for each in SOUND.values() if each.startswith("  return")])
@pytest.mark.parametrize("stage", ["request", "notify"])
def test_a_return_without_one_of_its_stages_gives_one(process: str, stage: str) -> None:
    assert any(code.startswith("STD") for code in codes(service(process.replace(f"scor-return/{stage}", f"x-ours/{stage}"))))
