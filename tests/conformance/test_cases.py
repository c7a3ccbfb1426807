"""Cases that a checker easily gets wrong: each a whole small process that keeps its standard, and gives nothing."""

from textwrap import dedent, indent

import pytest

from blueprint.conformance import judge
from blueprint.documents import loads
from blueprint.view import View

COMPLAIN = """
    complain:
      lane: customer
      does: Complains
      with: {frontstage: {does: Notes it under a number and confirms}}
      realises: [iso-10002/communication, iso-10002/receipt, iso-10002/acknowledgement, iso-10002/tracking]
      records: [case-number]
      next: assess
    """
SETTLE = """
    settle:
      lane: frontstage
      does: Puts it right
      realises: [iso-10002/response, iso-10002/decision, iso-10002/closing, iso-10002/prevention]
      ends: Settled
    """
REFUSE = """
    refuse:
      lane: frontstage
      does: Says why not
      realises: [iso-10002/decision, iso-10002/recourse]
      ends: Refused
      outcome: refused
    """
ASSESS = "assess: {lane: backstage, does: Weighs it, realises: [iso-10002/initial-assessment], %s}"
DIG = "dig: {lane: backstage, does: Finds out, realises: [iso-10002/investigation], next: %s}"
TWO = "choose: [{when: so, to: %s}, {otherwise: true, to: %s}]"

CASES = {
    "solved at first contact": [
        COMPLAIN.replace("next: assess", TWO % ("at-once", "assess")),
        """
        at-once:
          lane: frontstage
          does: Puts it right at the counter
          with: {backstage: {does: Tells the workshop, realises: [iso-10002/prevention]}}
          realises: [iso-10002/initial-assessment, iso-10002/response, iso-10002/decision, iso-10002/closing]
          skips: {iso-10002/investigation: The fault is plain to see}
          ends: Settled at once
        """,
        ASSESS % "next: dig",
        DIG % "settle",
        SETTLE,
    ],
    "refused": [
        COMPLAIN, ASSESS % "next: dig", DIG % "judge",
        f"judge: {{lane: backstage, does: Decides, {TWO % ('settle', 'refuse')}}}",
        SETTLE, REFUSE,
    ],
    "partly upheld": [
        COMPLAIN, ASSESS % "next: dig", DIG % "offer",
        """
        offer:
          lane: frontstage
          does: Offers half, and tells of mediation
          realises: [iso-10002/response, iso-10002/decision, iso-10002/recourse, iso-10002/closing, iso-10002/prevention]
          ends: Half settled
          outcome: partly
        """,
    ],
    "appealed, and looked at once more": [
        COMPLAIN, ASSESS % "next: dig", DIG % "tell",
        f"tell: {{lane: frontstage, does: Tells the decision, realises: [iso-10002/decision], {TWO % ('appeal', 'settle')}}}",
        f"appeal: {{lane: customer, does: Thinks it over, {TWO % ('object', 'refuse')}}}",
        "object: {lane: customer, does: Objects, next: dig}",
        SETTLE, REFUSE,
    ],
    "passed on": [
        COMPLAIN.replace("next: assess", TWO % ("hand-on", "assess")),
        "hand-on: {lane: frontstage, does: Names who is in charge, ends: With the maker, outcome: passed-on, continues: [maker]}",
        ASSESS % "next: dig", DIG % "settle", SETTLE,
    ],
    "parallel inquiry": [
        COMPLAIN, ASSESS % "fork: [ask-staff, ask-maker]",
        "ask-staff: {lane: backstage, does: Asks the staff, realises: [iso-10002/investigation], next: weigh}",
        "ask-maker: {lane: outside, does: Asks the maker, next: weigh}",
        "weigh: {lane: backstage, does: Weighs both, join: assess, next: settle}",
        SETTLE,
    ],
    "the customer falls silent": [
        COMPLAIN, ASSESS % "next: ask",
        "ask: {lane: customer, does: Sends the receipt, time: {limit: 14d}, late: remind, next: dig}",
        "remind: {lane: frontstage, does: Reminds, next: again}",
        "again: {lane: customer, does: Sends it after all, time: {limit: 14d}, late: shelve, next: dig}",
        "shelve: {lane: backstage, does: Puts it on file, ends: Never heard of again, outcome: withdrawn}",
        DIG % "settle", SETTLE,
    ],
    "a failure on the way": [
        COMPLAIN, ASSESS % "next: dig",
        """
        dig:
          lane: backstage
          does: Finds out
          realises: [iso-10002/investigation]
          fails: [{mode: File lost, recover: search}]
          next: settle
        """,
        "search: {lane: backstage, does: Looks for the file, next: dig}",
        SETTLE,
    ],
    "confirmed by a machine": [
        COMPLAIN.replace("with: {frontstage", "automation: automated\n      with: {frontstage"),
        ASSESS % "next: dig", DIG % "settle", SETTLE,
    ],
}  # fmt: skip
MAKER = """\
  maker:
    {title: Maker, phase: after-sale, kind: other, start: take, steps: {take: {lane: outside, does: Takes over, ends: So}}}
"""
HEAD = """\
blueprint: 1
id: b
title: B
processes:
  complaints:
    title: Complaints
    phase: after-sale
    kind: complaint-handling
    start: complain
    steps:
"""


@pytest.mark.parametrize("case", CASES)
def test_it_gives_nothing(case: str) -> None:
    steps = "\n".join(dedent(step).strip("\n") for step in CASES[case])
    (verdict,) = judge(View(loads(HEAD + indent(steps, "      ") + "\n" + MAKER)))
    assert verdict.judged
    assert not verdict.unsaid
    assert [(stage.id, fault.kind, fault.run) for stage in verdict.stages for fault in stage.faults] == []
