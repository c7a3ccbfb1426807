"""CHN: the person behind the machine."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from blueprint.findings import Problem, Severity
from blueprint.model import End, Process, Step
from blueprint.rules.contacts import ANSWERING, is_machine, meets_person
from blueprint.rules.mechanism import rule
from blueprint.view import View, exits, ways

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
    manned = _manned(view)
    for process_id, process in view.blueprint.processes.items():
        facing = [place for place in view.steps_of(process_id) if _faces_machine(view, place.step)]
        if facing and not manned.intersection(process.opens):
            helped = _with_way_to_person(view, process, manned)
            for place in facing:
                if place.step_id not in helped:
                    message = (
                        f"{place.name} leaves the customer with a machine, and no way leads from there to a person; open one "
                        "from here (opens), or say who takes over when it fails (fails, recover)"
                    )
                    yield Problem(message, place.path, on_key=True)


def _faces_machine(view: View, step: Step) -> bool:
    parts = [part for lane, part in step.with_.items() if view.blueprint.role(lane) in ANSWERING]
    machine = (is_machine(view, step) and view.is_seen(step)) or any(is_machine(view, part) for part in parts)
    return machine and not meets_person(view, step)


def _manned(view: View) -> set[str]:
    """The processes in which a person is met, or that lead to one in which one is."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    for each in view.leading:
        before[each.target].append(each.process_id)
    return _with_all_before({place.process_id for place in view.places if meets_person(view, place.step)}, before)


def _with_way_to_person(view: View, process: Process, manned: set[str]) -> set[str]:
    """The steps of a process in or after which a person may be met."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    for name, step in process.steps.items():
        for to in (*ways(step), *exits(step)):
            before[to].append(name)
    met = {name for name, step in process.steps.items() if meets_person(view, step) or manned.intersection(_leads_to(step))}
    return _with_all_before(met, before)


def _with_all_before(names: set[str], before: Mapping[str, list[str]]) -> set[str]:
    found, waiting = set(names), list(names)
    while waiting:
        new = {*before.get(waiting.pop(), ())} - found
        found |= new
        waiting += new
    return found


def _leads_to(step: Step) -> tuple[str, ...]:
    continues = step.way.continues if isinstance(step.way, End) else ()
    return (*step.opens, *step.starts, *((step.runs,) if step.runs else ()), *(each.partition(".")[0] for each in continues))
