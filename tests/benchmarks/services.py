"""Services of any size, made by rule: the same size gives the same service."""

from itertools import pairwise

from blueprint.model import Blueprint, Choose, End
from blueprint.view import Place, View
from blueprint.ways import ways

LANES = ("customer", "frontstage", "backstage")
PHASES = (("pre-sale", "consultation"), ("in-sale", "delivery"), ("after-sale", "complaint-handling"))


def yaml_service(steps: int, *, per_process: int = 20) -> str:
    """A service of so many steps as YAML: processes of a fixed length, each with choices and ways back."""
    lines = ["blueprint: 1", "id: large", "title: A large service", "actors:"]
    lines += ["  buyer: {title: Buyer, kind: customer}", "  clerk: {title: Clerk, kind: employee}"]
    lines += ["channels:", "  web: {title: Web, kind: online, two-way: true}", "processes:"]
    for number in range(max(1, steps // per_process)):
        phase, kind = PHASES[number % 3]
        lines += [f"  part-{number}:", f"    title: Part {number}", f"    phase: {phase}", f"    kind: {kind}"]
        if number % 3 == 1:
            lines.append(f"    opens: [part-{number + 1 if number + 1 < steps // per_process else 0}]")
        lines += ["    start: step-0", "    steps:"]
        for at in range(per_process):
            lines += _step(number, at, per_process)
    return "\n".join(lines) + "\n"


def _step(number: int, at: int, count: int) -> list[str]:
    lane = LANES[at % 3] if at < count - 1 else "frontstage"
    lines = [f"      step-{at}:", f"        lane: {lane}", f"        does: Does thing {at} of part {number}, in earnest"]
    lines.append(f"        actor: {'buyer' if lane == 'customer' else 'clerk'}")
    if lane == "customer":
        lines.append("        channels: [web]")
    lines.append(
        "        time: {wait: 1h, work: 5min, limit: 4h}" if lane == "backstage" else "        time: {work: 5min, limit: 15min}"
    )
    if at == count - 1:
        return [*lines, "        ends: Done"]
    if at % 5 == 3:
        lines += ["        choose:", f"          - {{when: all is well, share: 90%, to: step-{at + 1}}}"]
        return [*lines, f"          - {{when: something is missing, share: 10%, to: step-{at - 2}, at-most: 2}}"]
    return [*lines, f"        next: step-{at + 1}"]


def as_processpiper(blueprint: Blueprint) -> str:
    """The same lanes, steps and ways in the text of processpiper, which has no parts, evidence or phases.

    It fails on what no arrow leads to from its one start, so all processes share the lanes, and each begins behind the
    one before.
    """
    lines = [f"title: {blueprint.title}", "width: 20000"]
    connections: list[str] = []
    places = View(blueprint).places
    for lane in dict.fromkeys(place.step.lane for place in places):
        lines.append(f"lane: {lane}")
        for place in places:
            if place.step.lane == lane:
                elements, arrows = _drawn(place)
                lines += elements
                connections += arrows
    starts = [_name(name, step) for name, process in blueprint.processes.items() for step in process.start]
    lines.insert(3, "  (start) as start")
    connections += [f"{before}->{after}" for before, after in pairwise(["start", *starts])]
    return "\n".join([*lines, "", *connections]) + "\n"


def _drawn(place: Place) -> tuple[list[str], list[str]]:
    """The elements and arrows of one step."""
    name, text = _name(place.process_id, place.step_id), _plain(place.step.does)
    elements = [f"  <{text}> as {name}" if isinstance(place.step.way, Choose) else f"  [{text}] as {name}"]
    arrows = [f"{name}->{_name(place.process_id, to)}" for to in ways(place.step)]
    if isinstance(place.step.way, End):
        elements.append(f"  (end) as {name}_end")
        arrows.append(f"{name}->{name}_end")
    return elements, arrows


def _name(process_id: str, step_id: str) -> str:
    return f"{process_id}_{step_id}".replace("-", "_")


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() or letter == " ")
