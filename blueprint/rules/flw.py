"""FLW: whether every case can finish. The flow analysis finds the faults; the rules here give them a name."""

from collections.abc import Iterator
from decimal import Decimal
from textwrap import dedent, indent
from typing import TYPE_CHECKING

from blueprint.findings import Passed, Problem, Severity
from blueprint.model import Choose
from blueprint.rules.mechanism import rule
from blueprint.values import percent
from blueprint.view import View

if TYPE_CHECKING:
    from blueprint.flow import Fault

SOUND = "van der Aalst, The Application of Petri Nets to Workflow Management (1998): soundness"
FORMAT = "Format 1: a named join waits for the branches of its fork"


def _work(steps: str) -> str:
    """An example of one process with these steps, the first of them its start."""
    body = dedent(steps).strip("\n")
    start = body.partition(":")[0].strip()
    head = f"processes:\n  work:\n    title: Work\n    phase: in-sale\n    kind: other\n    start: {start}\n    steps:\n"
    return head + indent(body, "      ") + "\n"


_PAIR = """
pack: {lane: backstage, does: Packs, %s}
bill:
  lane: backstage
  does: Writes the bill
  next: hand-over
ship:
  lane: backstage
  does: Ships
  next: hand-over
hand-over:%s
  lane: frontstage
  does: Hands over
  %s
  ends: Done
"""
_FORK = "fork: [bill, ship]"
_GOOD = _work(_PAIR % (_FORK, "", "join: pack"))

_TASKS = tuple(f"task-{number}" for number in range(1, 17))
_WAYS = ", ".join(f"{{when: {each}, to: {each}}}" for each in _TASKS)
_BRANCHES = "\n".join(f"{each}: {{lane: backstage, does: Does {each}, fork: [tools, papers]}}" for each in _TASKS)
_TANGLED = f"""
take: {{lane: frontstage, does: Takes the order, many: true, choose: [{_WAYS}]}}
{_BRANCHES}
tools: {{lane: backstage, does: Puts the tools away, join: take, next: hand-over}}  # !
papers: {{lane: backstage, does: Files the papers, join: take, next: hand-over}}
hand-over: {{lane: frontstage, does: Hands over, join: all, ends: Done}}
"""


def _told(view: View, *kinds: str) -> Iterator[Problem]:
    """The faults of these kinds in all processes, each at the step where it shows."""
    for process_id, report in view.flows.items():
        for fault in (*report.faults, *report.unknown, *report.remarks):
            if fault.kind in kinds:
                yield _problem(view, process_id, fault)


def _problem(view: View, process_id: str, fault: "Fault") -> Problem:
    steps = view.blueprint.processes[process_id].steps
    shown = fault.steps[-1] if fault.kind in ("deadlock", "lack-of-synchronisation", "inclusive-into-all") else fault.steps[0]
    shown = fault.steps[:2][-1] if fault.kind.startswith("arrow-of") else shown
    repairs = f"; {', or '.join(fault.repairs)}" if fault.repairs else ""
    return Problem(
        fault.message + repairs,
        ("processes", process_id, "steps", shown),
        detail=" ".join(sorted(fault.steps)),
        on_key=True,
        run=tuple(Passed(f"{process_id}.{each}", steps[each].does) for each in fault.run),
        at_fault=tuple(f"{process_id}.{each}" for each in fault.steps),
    )


@rule(
    "FLW001",
    Severity.error,
    source=SOUND,
    bad=_work(
        """
        ask: {lane: customer, does: Asks, next: answer}
        answer: {lane: frontstage, does: Answers, ends: Answered}
        call-back: {lane: frontstage, does: Calls back, ends: Called}  # !
        """
    ),
    good=_work(
        """
        ask: {lane: customer, does: Asks, next: answer}
        answer:
          lane: frontstage
          does: Answers
          choose:
            - {when: at once, to: done}
            - {when: later, to: call-back}
        done: {lane: customer, does: Knows, ends: Answered}
        call-back: {lane: frontstage, does: Calls back, ends: Called}
        """
    ),
    spares="Steps at which another process continues; steps that only a misspelt way would lead to (REF001).",
)
def unreachable_step(view: View) -> Iterator[Problem]:
    """No way leads to a step.

    Somebody thought that it happens; no customer will ever see it.
    """
    return _told(view, "unreachable")


@rule(
    "FLW002",
    Severity.error,
    source=SOUND,
    bad=_work(
        """
        ask: {lane: customer, does: Asks, next: weigh}
        weigh: {lane: backstage, does: Weighs it, next: discuss}  # !
        discuss: {lane: backstage, does: Discusses it, next: weigh}
        """
    ),
    good=_work(
        """
        ask: {lane: customer, does: Asks, next: weigh}
        weigh:
          lane: backstage
          does: Weighs it
          choose:
            - {when: not clear yet, to: discuss}
            - {when: clear, to: answer}
        discuss: {lane: backstage, does: Discusses it, next: weigh}
        answer: {lane: frontstage, does: Answers, ends: Answered}
        """
    ),
    spares="Loops with a way out: choices are fair, so a customer who may leave the loop will; how often it may be gone round. "
    "Loops that are stopped: a fork starts the loop, and beside it a branch that is sure to come to an end that stops the whole "
    "case (refused, withdrawn, passed on, failed).",
)
def endless_loop(view: View) -> Iterator[Problem]:
    """A loop has no way out, or a way stops short of an end.

    The case goes round for ever, and the customer with it.
    """
    return _told(view, "endless-loop", "dead-end")


@rule(
    "FLW003",
    Severity.error,
    source=SOUND,
    bad=_work(
        """
        check:
          lane: backstage
          does: Checks stock
          choose:
            - {when: in stock, to: pick}
            - {when: out of stock, to: order}
        pick: {lane: backstage, does: Picks, next: hand-over}
        order: {lane: backstage, does: Orders, next: hand-over}
        hand-over: {lane: frontstage, does: Hands over, join: all, ends: Done}  # !
        """
    ),
    good=_GOOD,
    spares="Joins that only ends which stop the whole case (refused, withdrawn, passed on, failed) keep waiting.",
)
def join_that_waits_for_ever(view: View) -> Iterator[Problem]:
    """A step waits for something that never comes.

    The work of one branch is done, the other was never begun, and the customer waits with it.
    """
    return _told(view, "deadlock", "waits-for-itself")


@rule(
    "FLW004",
    Severity.error,
    source=f"{SOUND} and proper completion",
    bad=_work(_PAIR % (_FORK, "  # !", "stage: The end")),
    good=_GOOD,
    spares="Branches that end by themselves: several ends after a fork are sound.",
)
def step_running_twice(view: View) -> Iterator[Problem]:
    """A step runs twice at once.

    Two branches meet without waiting for each other, so what follows is done for each of them: two bills, two parcels.
    """
    return _told(view, "lack-of-synchronisation")


@rule(
    "FLW005",
    Severity.error,
    source=FORMAT,
    bad=_work(
        """
        pack: {lane: backstage, does: Packs, fork: [bill, ship]}
        bill: {lane: backstage, does: Writes the bill, next: check}
        ship: {lane: backstage, does: Ships, next: check}
        check: {lane: backstage, does: Checks, next: hand-over}
        hand-over: {lane: frontstage, does: Hands over, join: pack, ends: Done}  # !
        """
    ),
    good=_GOOD,
    spares="Several ways of one branch that meet at the join: one of them counts.",
)
def join_of_mixed_branches(view: View) -> Iterator[Problem]:
    """What arrives at a join may come from two branches of its fork.

    Then nobody can say which branch is still awaited.
    """
    return _told(view, "arrow-of-two-branches")


@rule(
    "FLW006",
    Severity.error,
    source=FORMAT,
    bad=_work(
        """
        take: {lane: frontstage, does: Takes the order, choose: [{when: usual, to: pack}, {when: a gift, to: hand-over}]}
        pack: {lane: backstage, does: Packs, fork: [bill, ship]}
        bill: {lane: backstage, does: Writes the bill, next: hand-over}
        ship: {lane: backstage, does: Ships, next: hand-over}
        hand-over: {lane: frontstage, does: Hands over, join: pack, ends: Done}  # !
        """
    ),
    good=_work(
        """
        take: {lane: frontstage, does: Takes the order, choose: [{when: usual, to: pack}, {when: a gift, to: thank}]}
        pack: {lane: backstage, does: Packs, fork: [bill, ship]}
        bill: {lane: backstage, does: Writes the bill, next: hand-over}
        ship: {lane: backstage, does: Ships, next: hand-over}
        hand-over: {lane: frontstage, does: Hands over, join: pack, next: thank}
        thank: {lane: frontstage, does: Says thank you, ends: Done}
        """
    ),
    spares="'join: all', which waits for every way that leads there, whatever it comes from.",
)
def join_from_elsewhere(view: View) -> Iterator[Problem]:
    """What arrives at a join comes from none of the branches that it waits for.

    The step would wait for branches that were never begun.
    """
    return _told(view, "arrow-of-no-branch")


@rule(
    "FLW007",
    Severity.error,
    source=f"{SOUND}; BPMN 2.0.2, inclusive gateway",
    bad=_work(_PAIR % ("many: true, choose: [{when: wanted, to: bill}, {when: far away, to: ship}]", "  # !", "join: all")),
    good=_work(_PAIR % ("many: true, choose: [{when: wanted, to: bill}, {when: far away, to: ship}]", "", "join: pack")),
    spares="A join that names the choice: it waits for the ways that were taken.",
)
def inclusive_choice_into_join_of_all(view: View) -> Iterator[Problem]:
    """A step waits for all ways, but the choice before it may take only some.

    Whenever not all of them are taken, the case waits for ever.
    """
    return _told(view, "inclusive-into-all")


@rule(
    "FLW008",
    Severity.error,
    source="Favre and Völzer, The Difficulty of Replacing an Inclusive OR-Join (2012): vicious circles",
    bad=_work(
        """
        a: {lane: backstage, does: Begins, many: true, choose: [{when: x, to: b}, {when: y, to: c}]}
        b: {lane: backstage, does: Does one thing, join: a, choose: [{when: more, to: c}, {when: done, to: d}]}  # !
        c: {lane: backstage, does: Does another, join: a, choose: [{when: more, to: b}, {when: done, to: e}]}
        d: {lane: frontstage, does: Answers, ends: Done}
        e: {lane: frontstage, does: Writes, ends: Written}
        """
    ),
    good=_work(
        """
        a: {lane: backstage, does: Begins, many: true, choose: [{when: x, to: b}, {when: y, to: c}]}
        b: {lane: backstage, does: Does one thing, next: d}
        c: {lane: backstage, does: Does another, next: d}
        d: {lane: frontstage, does: Answers, join: a, ends: Done}
        """
    ),
    spares="Joins one after the other, and joins within a branch.",
)
def joins_that_wait_for_each_other(view: View) -> Iterator[Problem]:
    """Joins wait for each other.

    Each could go on if the other did; so none does.
    """
    return _told(view, "vicious-circle")


@rule(
    "FLW009",
    Severity.info,
    source="Format 1: say what is meant",
    bad=_work(
        """
        ask: {lane: customer, does: Asks, choose: [{when: always, to: answer}]}  # !
        answer: {lane: frontstage, does: Answers, ends: Answered}
        """
    ),
    good=_work(
        """
        ask: {lane: customer, does: Asks, next: answer}
        answer: {lane: frontstage, does: Answers, ends: Answered}
        """
    ),
    spares="Choices of two ways to the same step.",
)
def single_branch(view: View) -> Iterator[Problem]:
    """A choice or a fork has a single way, or a join waits for a single branch.

    A reader looks for the other ways, and wonders whether they were forgotten.
    """
    return _told(view, "single-branch")


@rule(
    "FLW010",
    Severity.warning,
    source="An honest answer: soundness of arbitrary flows takes exponential time",
    bad=_work(_TANGLED),
    good=_GOOD,
    spares="All structured flows of any size, and all but the most tangled of the others.",
)
def flow_too_tangled(view: View) -> Iterator[Problem]:
    """A part of the flow is too tangled to say whether it can finish.

    What a program cannot follow in a second, nobody can follow before a customer.
    """
    return _told(view, "too-complex")


@rule(
    "FLW011",
    Severity.warning,
    source="Arithmetic: of 100 cases, 100 go on",
    bad=_work(
        """
        ask:
          lane: customer
          does: Asks
          choose:  # !
            - {when: in stock, share: 90%, to: answer}
            - {when: out of stock, share: 5%, to: answer}
        answer: {lane: frontstage, does: Answers, ends: Answered}
        """
    ),
    good=_work(
        """
        ask:
          lane: customer
          does: Asks
          choose:
            - {when: in stock, share: 92%, to: answer}
            - {when: out of stock, share: 8%, to: answer}
        answer: {lane: frontstage, does: Answers, ends: Answered}
        """
    ),
    spares="Choices of several ways at once (many: true), whose shares are independent; sums within a point of 100 %; choices "
    "in which a way has no share, as long as the others leave room for it.",
)
def shares_that_do_not_add_up(view: View) -> Iterator[Problem]:
    """The shares of a choice do not add up to 100 %.

    Either cases get lost, or some are counted twice; every figure that rests on them is wrong.
    """
    for place in view.places:
        way = place.step.way
        if not isinstance(way, Choose) or way.many:
            continue
        shares = [option.share for option in way.options if option.share is not None]
        total = sum(shares, Decimal(0))
        complete = len(shares) == len(way.options)
        if shares and (total > Decimal("1.01") or (complete and total < Decimal("0.99"))):
            yield Problem(f"the shares at {place.name} add up to {percent(total)}, not to 100%", (*place.path, "choose"))


@rule(
    "FLW012",
    Severity.warning,
    source="Format 1: a choice says when which way is taken",
    bad=_work(
        """
        ask:
          lane: customer
          does: Asks
          choose:
            - {when: in stock, to: answer}
            - {to: apologise}  # !
        answer: {lane: frontstage, does: Answers, ends: Answered}
        apologise: {lane: frontstage, does: Apologises, ends: Nothing found}
        """
    ),
    good=_work(
        """
        ask:
          lane: customer
          does: Asks
          choose:
            - {when: in stock, to: answer}
            - {otherwise: true, to: apologise}
        answer: {lane: frontstage, does: Answers, ends: Answered}
        apologise: {lane: frontstage, does: Apologises, ends: Nothing found}
        """
    ),
    spares="How the conditions are put in words, and whether they cover every case.",
)
def choice_without_when(view: View) -> Iterator[Problem]:
    """A way of a choice does not say when it is taken.

    Whoever stands before the choice has to guess, and two people will guess differently.
    """
    for place in view.places:
        options = place.step.way.options if isinstance(place.step.way, Choose) else ()
        steps = view.blueprint.processes[place.process_id].steps
        for position, option in enumerate(options):
            if option.when is None and not option.otherwise:
                name = f"'{steps[option.to].does}'" if option.to in steps else f"'{option.to}'"
                message = f"{place.name} does not say when the case goes on to {name}; add when, or otherwise: true"
                yield Problem(message, (*place.path, "choose", position), detail=option.to)
