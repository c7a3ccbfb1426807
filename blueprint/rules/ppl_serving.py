"""PPL, those who serve: what they may grant by themselves, and what stands behind them."""

from collections.abc import Iterator, Set

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import Step
from blueprint.rules.contacts import BEHIND, acting_by_lane, acting_in, is_machine, realised
from blueprint.rules.mechanism import rule
from blueprint.view import View

ROW_B4 = "Seeds, row B4: employees matter more than rules"
RESPONSE = "iso-10002/response"

_COMPLAINTS = """\
processes:
  complaints:
    title: Complaints
    phase: after-sale
    kind: complaint-handling
    start: complain
    steps:
      complain: {{lane: customer, does: Complains, next: settle}}
      settle: {{lane: frontstage, does: Puts it right, realises: [iso-10002/response], {authority}ends: Settled}}{mark}
"""
_STAY = """\
processes:
  stay:
    title: The stay
    phase: in-sale
    kind: delivery
    start: arrive
    steps:
      arrive:
        lane: customer
        does: Arrives
        fails:
          - {{mode: House overbooked, severity: high, detect: No clean room, recover: find-room}}
        ends: In the room
      find-room: {{lane: frontstage, does: Finds a room next door, {authority}ends: In another house}}{mark}
"""


def _may_grant(step: Step) -> bool:
    return bool(step.authority or any(part.authority for part in step.with_.values()))


def _is_led_by_staff(view: View, step: Step) -> bool:
    """Whether our own staff lead it before the customer: nobody else is named, and it is no machine."""
    if view.blueprint.role(step.lane) != "frontstage":
        return False
    actor = view.blueprint.actors.get(step.actor or "")
    return (actor is None or actor.kind == "employee") and not is_machine(view, step)


@rule(
    "PPL005",
    Severity.info,
    source=f"{ROW_B4}; row B2: be kind to complaints; Bowen and Lawler, The Empowerment of Service Workers (Sloan Management "
    "Review, 1992)",
    bad=_COMPLAINTS.format(authority="", mark="  # !"),
    good=_COMPLAINTS.format(authority="authority: {may: repair or pay back, up-to: 80}, ", mark=""),
    spares="Answers decided behind the line of visibility, outside, or by a machine; how much may be granted. Complaint handling "
    "that realises no stage of ISO 10002 is told once, and only where no step of it grants anything.",
)
def complaint_staff_without_authority(view: View) -> Iterator[Problem]:
    """Whoever answers a complaint may grant nothing.

    The customer talks to somebody who has to ask somebody else, and is made to tell it twice. Say at the step what its
    staff may grant on the spot (``authority``).
    """
    answers = realised(view).get(RESPONSE, ())
    for place in answers:
        if _is_led_by_staff(view, place.step) and not _may_grant(place.step):
            message = f"{place.name} answers a complaint and may grant nothing; say what, and up to how much (authority)"
            yield Problem(message, place.path, on_key=True)
    told = {place.process_id for place in answers}
    for name, process in view.of_kind("complaint-handling").items():
        processes = view.reached({name}, CERTAIN_VERBS)
        if not told.isdisjoint(processes):
            continue
        grants = any(_may_grant(place.step) for each in processes for place in view.steps_of(each))
        if not grants and any(_is_led_by_staff(view, place.step) for place in view.steps_of(name)):
            message = f"in '{process.title}' nobody may grant anything; say what the staff may, and up to how much (authority)"
            yield Problem(message, ("processes", name), on_key=True)


@rule(
    "PPL006",
    Severity.info,
    source=f"{ROW_B4}; Hart, Heskett and Sasser, The Profitable Art of Service Recovery (Harvard Business Review, 1990)",
    bad=_STAY.format(authority="", mark="  # !"),
    good=_STAY.format(authority="authority: {may: pay for another house, up-to: 250}, ", mark=""),
    spares="Failures whose severity is low or not said; recoveries led by the customer, behind the line of visibility, outside, "
    "by a supplier or a machine; recoveries in which a part grants something.",
)
def recovery_staff_without_authority(view: View) -> Iterator[Problem]:
    """Whoever makes up for a grave failure may grant nothing.

    A failure is made good in the minute in which it is noticed, by the person who stands there, or not at all. Rules
    cannot foresee it; a sum to decide on can (``authority``).
    """
    recoveries: dict[tuple[str, str | None], str] = {}
    for place in view.places:
        for failure in place.step.fails:
            key = place.process_id, failure.recover
            if failure.severity in ("medium", "high"):
                recoveries[key] = min(failure.mode, recoveries.get(key, failure.mode))
    for place in view.places if recoveries else ():
        mode = recoveries.get((place.process_id, place.step_id))
        if mode and _is_led_by_staff(view, place.step) and not _may_grant(place.step):
            message = f"{place.name} makes up for '{mode}' and may grant nothing; say what, and up to how much (authority)"
            yield Problem(message, place.path, on_key=True)


_ADVICE = """\
actors:
  adviser: {{title: Adviser, kind: employee}}{mark}
systems:
  fit: {{title: Fit data, provider: own, fallback: Tables on paper}}
processes:
  advice:
    title: Advice
    phase: pre-sale
    kind: consultation
    start: ask
    steps:
      ask: {{lane: customer, does: Asks, {more}next: answer}}
      answer: {{lane: frontstage, does: Answers, actor: adviser, ends: Answered}}
"""


@rule(
    "PPL007",
    Severity.info,
    source="Seeds, row C2: service only for customers, and none for those who serve; Heskett and others, Putting the "
    "Service-Profit Chain to Work (Harvard Business Review, 1994)",
    bad=_ADVICE.format(more="", mark="  # !"),
    good=_ADVICE.format(more="with: {support: {does: Looks up fit data, systems: [fit]}}, ", mark=""),
    spares="Staff who use a system somewhere, or who serve in a process with a step or part behind the line of visibility; "
    "services with a process to train or equip the staff, in which no customer takes part (kind training or provisioning); "
    "suppliers and partners.",
)
def staff_with_nothing_behind_them(view: View) -> Iterator[Problem]:
    """Staff serve customers with nothing behind them.

    Staff are the customers of those behind them: without a tool, a colleague or a lesson of their own, they can give
    customers no more than good will.
    """
    if any(_serves_staff(view, name) for name in view.of_kind("training", "provisioning")):
        return
    helped = {place.process_id for place in view.places if not BEHIND.isdisjoint(view.lanes(place.step))}
    alone = _serving(view, view.blueprint.processes.keys() - helped)
    alone -= _serving(view, helped) if alone else set()
    for name, actor in view.blueprint.actors.items():
        if actor.kind == "employee" and name in alone and not _has_tools(view, name):
            message = (
                f"'{actor.title}' serves customers with nothing behind them: no system, and no step or part of the backstage or "
                "support lane; say what helps them, or add a process of kind training or provisioning for the staff"
            )
            yield Problem(message, ("actors", name), on_key=True)


def _serves_staff(view: View, process_id: str) -> bool:
    """Whether a process is for the staff: no customer takes part in it."""
    return not any("customer" in view.lanes(place.step) for place in view.steps_of(process_id))


def _serving(view: View, processes: Set[str]) -> set[str]:
    """The actors that meet the customer in a step or part of these processes."""
    acting = (each for name in processes for place in view.steps_of(name) for each in acting_by_lane(place.step))
    return {each.actor for lane, each in acting if each.actor and view.blueprint.role(lane) == "frontstage"}


def _has_tools(view: View, actor: str) -> bool:
    return any(each.actor == actor and each.systems for place in view.places for each in acting_in(place.step))
