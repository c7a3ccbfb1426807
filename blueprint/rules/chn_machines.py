"""CHN: the person behind the machine."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.model import Process, Step
from blueprint.rules.contacts import is_machine, meets_person
from blueprint.rules.mechanism import rule
from blueprint.view import ANSWERING, Place, View
from blueprint.ways import continued, exits, reached, turned, ways

_BOT = """\
processes:
  help:
    title: Help
    phase: after-sale
    kind: support
    start: ask
    steps:
      ask: {{lane: customer, does: Types a question, next: answer}}
      answer:{mark}
        lane: frontstage
        does: Picks an answer from the list
        automation: automated
        {way}
      {person}
"""


@rule(
    "CHN006",
    Severity.info,
    source="Seeds, row B9: hardware together with culture, technology steps have a human way out; Bitner, Ostrom and Meuter, "
    "Implementing Successful Self-Service Technologies (Academy of Management Executive, 2002)",
    bad=_BOT.format(mark="  # !", way="ends: Answered", person=""),
    good=_BOT.format(
        mark="",
        way="choose: [{when: that helps, to: thank}, {otherwise: true, to: call}]",
        person="thank: {lane: customer, does: Closes the chat, ends: Answered}\n"
        "      call: {lane: frontstage, does: Calls back, ends: Helped}",
    ),
    spares="Automated steps that the customer does not see; steps after which a person is met in any way, a failure or lateness "
    "included; a process, or a step from there on, that opens, starts, runs or continues in one in which a person is met.",
)
def machine_without_a_person(view: View) -> Iterator[Problem]:
    """The customer faces a machine, and no way leads from it to a person.

    Machines serve well until a case is not in their list. Whoever is then sent round in circles leaves, and blames all of it.
    """
    facing: dict[str, list[Place]] = {}
    for place in view.places:
        if _faces_machine(view, place.step):
            facing.setdefault(place.process_id, []).append(place)
    manned = _manned(view) if facing else set()
    for process_id, places in facing.items():
        process = view.blueprint.processes[process_id]
        if not manned.isdisjoint(process.opens):
            continue
        helped = _with_way_to_person(view, process, manned)
        for place in places:
            if place.step_id not in helped:
                message = (
                    f"{place.name} leaves the customer with a machine, and no way leads from there to a person; open one "
                    "from here (opens), or say who takes over when it fails (fails, recover)"
                )
                yield Problem(message, place.path, on_key=True)


def _faces_machine(view: View, step: Step) -> bool:
    parts = (view.blueprint.role(lane) in ANSWERING for lane, part in step.with_.items() if is_machine(view, part))
    machine = (is_machine(view, step) and view.is_seen(step)) or any(parts)
    return machine and not meets_person(view, step)


def _manned(view: View) -> set[str]:
    """The processes in which a person is met, or that lead to one in which one is."""
    leading: dict[str, list[str]] = {}
    for each in view.leading:
        leading.setdefault(each.target, []).append(each.process_id)
    met = {place.process_id for place in view.places if meets_person(view, place.step)}
    return reached(met, lambda name: leading.get(name, ()))


def _with_way_to_person(view: View, process: Process, manned: set[str]) -> set[str]:
    """The steps of a process in or after which a person may be met."""
    before = turned(process.steps, lambda name: (*ways(process.steps[name]), *exits(process.steps[name])))
    met = {name for name, step in process.steps.items() if meets_person(view, step) or manned.intersection(_leads_to(step))}
    return reached(met, lambda name: before.get(name, ()))


def _leads_to(step: Step) -> tuple[str, ...]:
    runs = (step.runs,) if step.runs else ()
    return (*step.opens, *step.starts, *runs, *(each.partition(".")[0] for each in continued(step)))
