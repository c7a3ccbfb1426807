"""INN: driving forces of innovation, modes, initiatives. Only blueprints with an ``innovation`` section are judged."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.model_innovation import FORCES, INTERNAL, Innovation
from blueprint.paths import Path
from blueprint.rules.mechanism import rule
from blueprint.rules.rev import due
from blueprint.view import View
from blueprint.wording import listed

HERE: Path = ("innovation",)
PAPER = "Tan and Xu, Research on the Mode of Enterprise Service Innovation in Micro Era"
DRIVEN = "Sundbo and Gallouj, Innovation as a loosely coupled system in services (SI4S, 1998)"
TEAM = "teams:\n  design: {title: Design}\n"


def acting(innovation: Innovation) -> set[str]:
    """The forces that are said to weigh anything."""
    return {str(name) for name, force in innovation.forces.items() if force.weight != "absent"}


@rule(
    "INN001",
    Severity.warning,
    source=f"Seeds, rows D and F2: no internal driving force; {PAPER}, sections 3.1 and 5",
    bad="innovation:\n  forces: {customers: strong, competitors: dominant}  # !",
    good="innovation:\n  forces: {customers: strong, employees: strong}",
    spares="Internal forces that are weak: they act; sections without any force.",
)
def no_internal_force(view: View) -> Iterator[Problem]:
    """Nothing within the enterprise drives innovation.

    Pressure from outside starts a change; staff who fear it and managers who do not want it end it. The main driving force
    comes from within: strategy and management, employees, an innovation or a research department.
    """
    innovation = view.blueprint.innovation
    if innovation and innovation.forces and acting(innovation).isdisjoint(INTERNAL):
        from blueprint.innovation.names import force_title

        names = listed([force_title(each) for each in INTERNAL], "or")
        message = f"nothing within the enterprise drives innovation; say which internal force does, and win it: {names}"
        yield Problem(message, (*HERE, "forces"), on_key=True)


@rule(
    "INN002",
    Severity.warning,
    source=f"Seeds, row E: five innovation modes; {PAPER}, section 4, Figures 2 to 6; {DRIVEN}",
    bad="innovation:\n  mode: traditional  # !\n"
    "  forces: {strategy-and-management: dominant, employees: strong, research-and-development: absent, technological: weak}",
    good="innovation:\n  mode: organised-strategic\n"
    "  forces: {strategy-and-management: dominant, employees: strong, research-and-development: absent, technological: weak}",
    spares="Declared modes that the forces neither show nor contradict, because too little is said of them.",
)
def mode_that_the_forces_contradict(view: View) -> Iterator[Problem]:
    """The declared mode is not the one that the forces speak for.

    An enterprise that takes itself for another organises its innovation for forces it does not have: a laboratory where
    ideas come from the counter, a plan where one customer's problem is the spring.
    """
    innovation = view.blueprint.innovation
    if innovation is None or innovation.mode is None:
        return
    from blueprint.innovation.recognise import recognise
    from blueprint.innovation.telling import contradicted

    recognition = recognise(innovation)
    declared = contradicted(innovation, recognition)
    if declared:
        against = "; ".join(each.text for each in declared.speaking("against"))
        because = f" ({against})" if against else ""
        leader = recognition.leader
        instead = (
            f"they speak for the {leader.mode.name}; declare that one, or set the forces right"
            if leader
            else "no other mode leads; say more of the forces, or declare none"
        )
        message = (
            f"the forces contradict the declared {declared.mode.name}{because}: {instead} ('blueprint innovation' shows why)"
        )
        yield Problem(message, (*HERE, "mode"))


@rule(
    "INN003",
    Severity.warning,
    source=f"{PAPER}, section 3: to identify and grasp the driving force is the premise of an innovation strategy",
    bad="innovation:  # !\n  mode: organised-strategic",
    good="innovation:\n  mode: organised-strategic\n  forces: {strategy-and-management: dominant, employees: strong}",
    spares="Sections with initiatives only, or forces only.",
)
def innovation_without_content(view: View) -> Iterator[Problem]:
    """The section on innovation names neither a driving force nor an initiative.

    There is nothing to recognise a mode by, and nothing to prepare.
    """
    innovation = view.blueprint.innovation
    if innovation and not innovation.forces and not innovation.initiatives:
        message = "the section says nothing of what drives innovation; name the forces with their weight, and the initiatives"
        yield Problem(message, HERE, on_key=True)


@rule(
    "INN004",
    Severity.warning,
    source=f"Seeds, row D: the weight of driving forces; {DRIVEN}",
    bad="innovation:\n  forces:  # !\n    technological: dominant\n    strategy-and-management: dominant",
    good="innovation:\n  forces:\n    technological: strong\n    strategy-and-management: dominant",
    spares="Several strong forces; no dominant one at all.",
)
def several_dominant_forces(view: View) -> Iterator[Problem]:
    """More than one force is said to be dominant.

    Dominant means that it outweighs all others; two that do so cannot both be meant, and no mode can be told by them.
    """
    innovation = view.blueprint.innovation
    names = sorted(name for name, force in innovation.forces.items() if force.weight == "dominant") if innovation else []
    if len(names) > 1:
        from blueprint.innovation.names import force_title

        told = listed([f"'{force_title(name)}'" for name in names])
        yield Problem(
            f"more than one force is said to be dominant, {told}; leave one, and call the others strong",
            (*HERE, "forces"),
            on_key=True,
        )


@rule(
    "INN005",
    Severity.warning,
    source=f"{DRIVEN}; {PAPER}, section 3: what drives an innovation is a force of the enterprise",
    bad="innovation:\n  forces: {employees: strong, customers: absent}\n"
    "  links:\n    - {from: customers, to: employees, way: interacting}  # !",
    good="innovation:\n  forces: {employees: strong, customers: weak}\n"
    "  links:\n    - {from: customers, to: employees, way: interacting}",
    spares="Forces of which no weight is given; an absent force that only receives (the 'to' of a one-way link); initiatives "
    "that were dropped.",
)
def absent_force_that_acts(view: View) -> Iterator[Problem]:
    """A force is said to be absent, and yet acts or drives an initiative.

    One of the two cannot be so. Whoever reads the forces to plan by them is misled either way.
    """
    innovation = view.blueprint.innovation
    absent = {str(name) for name, force in innovation.forces.items() if force.weight == "absent"} if innovation else set()
    for name, path in _acts(innovation) if innovation else ():
        if name in absent:
            from blueprint.innovation.names import force_title

            message = f"'{force_title(name)}' is said to be absent, but acts here; give it a weight, or leave it out here"
            yield Problem(message, path, detail=name)


def _acts(innovation: Innovation) -> Iterator[tuple[str, Path]]:
    """Each place where a force is said to do something."""
    from blueprint.innovation.coverage import pursued

    for number, link in enumerate(innovation.links):
        yield link.from_, (*HERE, "links", number, "from")
        if link.way == "interacting":
            yield link.to, (*HERE, "links", number, "to")
    for name, each in pursued(innovation).items():
        for number, driver in enumerate(each.drivers):
            yield driver, (*HERE, "initiatives", name, "drivers", number)


@rule(
    "INN006",
    Severity.warning,
    source=f"{PAPER}, section 4: a straight line without feedback, or interaction",
    bad="innovation:\n  links:\n    - {from: employees, to: employees, way: interacting}  # !\n  forces: {employees: strong}",
    good=TEAM + "innovation:\n  links:\n    - {from: employees, to: design, way: interacting}\n  forces: {employees: strong}",
    spares="Ends that do not exist (REF004); two one-way links between the same two, one each way.",
)
def link_that_says_nothing(view: View) -> Iterator[Problem]:
    """A link leads from something to itself, or is said twice.

    A link says how two forces or departments hang together, as a line or as interaction. Said twice, it may say both.
    """
    innovation = view.blueprint.innovation
    if innovation is None:
        return
    from blueprint.innovation.names import end_title

    seen: set[tuple[str, str]] = set()
    for number, link in enumerate(innovation.links):
        one, other = end_title(view.blueprint, link.from_), end_title(view.blueprint, link.to)
        covered = {(link.from_, link.to)} | ({(link.to, link.from_)} if link.way == "interacting" else set())
        at = (*HERE, "links", number)
        if link.from_ == link.to:
            yield Problem(f"the link leads from '{one}' to itself; name the other end", at, detail=f"{number}")
        elif covered & seen:
            message = f"'{one}' and '{other}' are linked already; leave one link, one-way or interacting"
            yield Problem(message, at, detail=f"{link.from_} {link.to}")
        seen |= covered


@rule(
    "INN007",
    Severity.warning,
    source=f"Seeds, row A4: market, policy and enterprise change; {PAPER}, section 3.2: tracks move on",
    bad="innovation:\n  reviewed: 2020-01-15  # !\n  review-every: 1y\n  forces: {employees: strong}",
    good="innovation:\n  reviewed: 2026-01-15\n  review-every: 1y\n  forces: {employees: strong}",
    spares="Sections without a review interval; retired blueprints; the review of the whole blueprint (REV001).",
)
def forces_overdue_for_review(view: View) -> Iterator[Problem]:
    """The driving forces have not been held against reality for longer than planned.

    Technology, law and habits move on, and with them what every sign of the mode rests on. ``--today`` sets the day it is
    judged by.
    """
    innovation = view.blueprint.innovation
    if innovation is None or not innovation.review_every or view.blueprint.status == "retired":
        return
    if innovation.reviewed is None:
        message = f"the forces are to be reviewed every {innovation.review_every}, but no last day is known; set it (reviewed)"
        yield Problem(message, (*HERE, "review-every"))
    elif (day := due(innovation.reviewed, innovation.review_every)) < view.today:
        message = f"the forces were to be reviewed on {day}: all signs rest on what was; look again and set the day (reviewed)"
        yield Problem(message, (*HERE, "reviewed"))


@rule(
    "INN008",
    Severity.info,
    source=f"{DRIVEN}; {PAPER}, section 3.1: employees and customers meet in a laboratory where innovation is made",
    bad="innovation:\n  forces: {employees: strong, customers: strong}  # !",
    good="innovation:\n  forces: {employees: strong, customers: strong}\n"
    "  links:\n    - {from: employees, to: customers, way: interacting}",
    spares="A single force; links of any sort, also to teams and other actors.",
)
def forces_that_nothing_links(view: View) -> Iterator[Problem]:
    """Several forces are named, and nothing says how they hang together.

    A straight line and an interaction make two different modes, with the same forces.
    """
    innovation = view.blueprint.innovation
    if innovation and len(acting(innovation)) > 1 and not innovation.links:
        known = [name for name in FORCES if name in acting(innovation)]
        message = (
            f"{len(known)} forces act and nothing links them; say which act upon each other, and which in one direction only "
            "(links: from, to, way)"
        )
        yield Problem(message, (*HERE, "forces"), on_key=True)
