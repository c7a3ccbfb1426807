"""INN, the initiatives: what they stand on, what they change, and whether customers and staff are prepared for them."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.model_innovation import DIMENSIONS, Initiative
from blueprint.paths import Path
from blueprint.rules.inn import HERE, PAPER, acting
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.wording import listed

FOUR = "Seeds, row G: the four dimensions of an innovation"


def _pursued(view: View) -> list[tuple[str, Initiative, Path]]:
    """The initiatives that have not been dropped, each with its place."""
    innovation = view.blueprint.innovation
    if innovation is None:
        return []
    from blueprint.innovation.coverage import pursued

    return [(name, each, (*HERE, "initiatives", name)) for name, each in pursued(innovation).items()]


def _under_way(view: View) -> list[tuple[str, Initiative, Path]]:
    found = _pursued(view)
    if not found:
        return []
    from blueprint.innovation.coverage import UNDER_WAY

    return [(name, each, path) for name, each, path in found if each.stage in UNDER_WAY]


def _example(facts: str, *, mark: bool = False, forces: str = "{employees: strong}") -> str:
    sign = "  # !" if mark else ""
    lines = "".join(f"      {line}\n" for line in facts.splitlines())
    return f"innovation:\n  forces: {forces}\n  initiatives:\n    app:{sign}\n      title: An app for orders\n{lines}"


@rule(
    "INN009",
    Severity.warning,
    source=f"{FOUR}: the new client interface; {PAPER}, section 3.2: customers are one of the most important actors",
    bad=_example("dimensions: [client-interface]", mark=True),
    good=_example("dimensions: [client-interface]\ndrivers: [customers]"),
    spares="Blueprints in which customers act among the forces; initiatives that customers drive, or that rest on what "
    "customers say; those that leave the interface as it is.",
)
def interface_changed_without_customers(view: View) -> Iterator[Problem]:
    """The way in which customers reach the service is renewed, and customers have no part in it.

    The interface between customer and staff is where innovations are made and where they fail. What is built for
    customers without them is built for somebody else.
    """
    innovation = view.blueprint.innovation
    heard = innovation is not None and "customers" in acting(innovation)
    for name, each, path in _pursued(view):
        asked = "customers" in each.drivers or any(proof.kind == "customers" for proof in each.evidence)
        if "client-interface" in each.dimensions and not heard and not asked:
            message = (
                f"'{each.title}' renews the way customers reach you, and customers are not among its drivers, nor its evidence, "
                "nor the forces; ask them, and say so"
            )
            yield Problem(message, path, on_key=True, detail=name)


@rule(
    "INN010",
    Severity.warning,
    source=f"Seeds, row F3: blind imitation, no study of market and customers; {PAPER}, sections 5 and 6",
    bad=_example("stage: design", mark=True),
    good=_example("stage: design\nevidence: [customers]"),
    spares="Ideas and studies, which are still finding out; initiatives without a stage; those that were dropped.",
)
def initiative_without_evidence(view: View) -> Iterator[Problem]:
    """An initiative is under way, and nothing speaks for it.

    Without a look at the market, at customers and at competitors an innovation is a castle in the air.
    """
    for name, each, path in _under_way(view):
        if not each.evidence:
            message = (
                f"'{each.title}' is in the stage {each.stage}, and nothing speaks for it; say what does (evidence: study, "
                "customers or competitors), or put it back to study"
            )
            yield Problem(message, path, on_key=True, detail=name)


@rule(
    "INN011",
    Severity.warning,
    source=f"Seeds, row F3: blind imitation; {PAPER}, section 5 (3)",
    bad=_example("stage: idea\nevidence: [imitation]", mark=True),
    good=_example("stage: idea\nevidence: [imitation, study]"),
    spares="Imitation with a study, or with what customers say; looking at competitors without copying them.",
)
def copied_without_study(view: View) -> Iterator[Problem]:
    """An initiative is copied from others without a study of market and customers.

    Services are easy to copy and their customers are not: what works next door fails here when nobody has asked whether
    these customers want it.
    """
    for name, each, path in _pursued(view):
        from blueprint.innovation.coverage import is_copied

        if is_copied(each):
            message = (
                f"'{each.title}' is copied from others, and nobody has asked your own customers; add a study, or what "
                "customers say (evidence)"
            )
            yield Problem(message, path, on_key=True, detail=name)


@rule(
    "INN012",
    Severity.warning,
    source=f"Seeds, row F1: new services without support; {PAPER}, section 5 (1)",
    bad=_example("stage: trial\nevidence: [study]\nsupport: {promotion: A mail to regular guests}", mark=True),
    good=_example(
        "stage: trial\nevidence: [study]\nsupport: {promotion: A mail to regular guests, training: sale, after-care: sale}"
    ),
    spares="Initiatives before their trial, which still have time; those without a stage, and those that were dropped.",
)
def new_service_without_support(view: View) -> Iterator[Problem]:
    """A new service reaches customers without promotion, training or after-care.

    Customers do not understand what nobody tells them about, staff who do not know the new service keep customers from
    it, and what nobody helps with afterwards is used once.
    """
    for name, each, path in _under_way(view):
        from blueprint.innovation.coverage import lacking

        missing = list(lacking(each)) if each.stage != "design" else []
        if missing:
            message = (
                f"'{each.title}' is in the stage {each.stage} without {listed(missing)}; say how customers hear of it, and which "
                "processes train staff and help afterwards (support: promotion, training, after-care)"
            )
            yield Problem(message, path, on_key=True, detail=name)


@rule(
    "INN013",
    Severity.warning,
    source=f"{FOUR}; {PAPER}, section 6",
    bad=_example("stage: live\nevidence: [study]\nsupport: {promotion: A mail, training: sale, after-care: sale}", mark=True),
    good=_example(
        "stage: live\nevidence: [study]\nsupport: {promotion: A mail, training: sale, after-care: sale}\n"
        "touches: {processes: [sale]}"
    ),
    spares="Ideas and studies; initiatives without a stage; those that touch what does not exist (REF).",
)
def initiative_that_touches_nothing(view: View) -> Iterator[Problem]:
    """An initiative is under way, and touches nothing in the service.

    What changes no process, channel, team or system is not noticed by anybody, or it changes one that is not in the
    blueprint.
    """
    for name, each, path in _under_way(view):
        from blueprint.innovation.coverage import touched

        if not touched(each):
            message = (
                f"'{each.title}' is in the stage {each.stage} and touches nothing in the blueprint; name what it changes "
                "(touches: processes, channels, teams, systems)"
            )
            yield Problem(message, path, on_key=True, detail=name)


@rule(
    "INN014",
    Severity.warning,
    source=f"Seeds, row A4: the enterprise changes, the process is not fixed; {PAPER}, section 6 (3)",
    bad=_example("stage: idea\nbegun: 2025-01-10\nlaunch: 2026-03-01  # !"),
    good=_example("stage: idea\nbegun: 2025-01-10\nlaunch: 2999-03-01"),
    spares="Initiatives that are live or were dropped; those without a stage or a day.",
)
def launch_overdue(view: View) -> Iterator[Problem]:
    """The day on which customers were to get it has passed, and they have not.

    Either it is live, and the blueprint does not say so, or the day was a hope; staff and customers wait for it.
    """
    for name, each, path in _pursued(view):
        if each.launch and each.stage not in (None, "live") and each.launch < view.today:
            message = f"'{each.title}' was to reach customers on {each.launch}, and is in the stage {each.stage}; set a new day"
            yield Problem(message, (*path, "launch"), detail=name)
        elif each.launch and each.begun and each.launch < each.begun:
            message = f"'{each.title}' is to reach customers on {each.launch}, before work on it began ({each.begun})"
            yield Problem(message, (*path, "launch"), detail=name)


@rule(
    "INN015",
    Severity.info,
    source=f"Seeds, row F2: initiatives driven only from outside; {PAPER}, section 5 (2)",
    bad=_example("drivers: [competitors, technological]", mark=True),
    good=_example("drivers: [competitors, employees]"),
    spares="Initiatives that name no drivers.",
)
def initiative_that_nobody_within_drives(view: View) -> Iterator[Problem]:
    """An initiative is driven from outside only.

    Who merely gives way to pressure does as little as possible. Staff who fear for their own do not carry it, unless
    somebody within wants it.
    """
    for name, each, path in _pursued(view):
        from blueprint.innovation.coverage import is_pushed_from_outside
        from blueprint.innovation.names import force_title

        if is_pushed_from_outside(each):
            told = listed([force_title(driver) for driver in each.drivers])
            message = f"'{each.title}' is driven from outside only ({told}); find who within the enterprise wants it (drivers)"
            yield Problem(message, path, on_key=True, detail=name)


@rule(
    "INN016",
    Severity.info,
    source=f"{FOUR}",
    bad=_example("stage: idea", mark=True),
    good=_example("dimensions: [concept, client-interface, delivery-system, technology]\nevidence: [customers]"),
    spares="Initiatives that were dropped.",
)
def initiative_without_dimension(view: View) -> Iterator[Problem]:
    """An initiative does not say which of the four dimensions it renews.

    Concept, client interface, delivery system, technology: an innovation is a change in one of them that pulls at the
    others. Only when it is said which, can be seen what is forgotten.
    """
    for name, each, path in _pursued(view):
        if not each.dimensions:
            from blueprint.innovation.names import DIMENSION_TITLES

            told = listed([word.removeprefix("New ") for word in DIMENSION_TITLES.values()], "or")
            message = f"'{each.title}' does not say what it renews: {told} (dimensions)"
            yield Problem(message, path, on_key=True, detail=name)


@rule(
    "INN017",
    Severity.info,
    source=f"{FOUR}; row F1: innovation in technology only; {PAPER}, section 5 (1)",
    bad="innovation:\n  forces: {employees: strong}\n  initiatives:  # !\n    app: {title: An app, dimensions: [technology]}",
    good=_example("dimensions: [concept, client-interface, delivery-system, technology]\nevidence: [customers]"),
    spares="Initiatives without dimensions (INN016); blueprints in which any initiative renews something else too.",
)
def technology_only(view: View) -> Iterator[Problem]:
    """Every initiative renews technology and nothing else.

    Many enterprises look at technology and forget what the new service needs around it. Technology is one of four
    dimensions.
    """
    named = [each.dimensions for _, each, _ in _pursued(view) if each.dimensions]
    if named and all(set(each) == {"technology"} for each in named):
        message = (
            "every initiative renews technology only; ask what becomes of the concept, of the way customers reach you, and of "
            "those who serve them (dimensions)"
        )
        yield Problem(message, (*HERE, "initiatives"), on_key=True)


@rule(
    "INN018",
    Severity.info,
    source=f"{FOUR}: new concepts introduced continually, a new interface, a new delivery system, new technology",
    bad="innovation:\n  initiatives:  # !\n    app: {title: An app, dimensions: [technology, concept]}",
    good=_example("dimensions: [concept, client-interface, delivery-system, technology]\nevidence: [customers]"),
    spares="Blueprints without initiatives that name dimensions; technology only (INN017); changing needs that nobody asks "
    "about, which the service's processes are judged by (LIF007).",
)
def dimension_never_renewed(view: View) -> Iterator[Problem]:
    """One of the four dimensions is never renewed.

    A service of which one side stays as it was grows lopsided: a new concept that customers cannot reach, a new channel
    that the staff are not organised for.
    """
    innovation = view.blueprint.innovation
    if innovation is None:
        return
    from blueprint.innovation.coverage import renewed
    from blueprint.innovation.names import DIMENSION_TITLES

    covered = renewed(innovation)
    missing = [each for each in DIMENSIONS if not covered.get(each)]
    only_technology = missing == [each for each in DIMENSIONS if each != "technology"]
    if covered and missing and len(missing) < len(DIMENSIONS) and not only_technology:
        told = listed([DIMENSION_TITLES[each].removeprefix("New ") for each in missing])
        message = f"no initiative renews the {told}; see whether it still fits (dimensions), or say what is done about it"
        yield Problem(message, (*HERE, "initiatives"), on_key=True)


@rule(
    "INN019",
    Severity.info,
    source="Seeds, row H: kinds of service innovation, by sector or branch, by region, by purpose",
    bad="service: {sector: tertiary}  # !\ninnovation:\n  forces: {employees: strong}",
    good="service: {sector: tertiary, reach: local, purpose: life}\ninnovation:\n  forces: {employees: strong}",
    spares="Blueprints without a section on innovation; a branch instead of a sector.",
)
def innovation_of_an_unknown_kind(view: View) -> Iterator[Problem]:
    """The service is not placed by sector, region and purpose.

    Innovations are compared within their kind: by sector or branch, by how far the service reaches, by whether it serves
    production, daily life or development.
    """
    if view.blueprint.innovation is None:
        return
    service = view.blueprint.service
    given = {
        "sector or branch": service and (service.sector or service.branch),
        "reach": service and service.reach,
        "purpose": service and service.purpose,
    }
    missing = [key for key, value in given.items() if not value]
    if missing:
        message = f"the service does not say its {listed(missing)}; add it, so that its innovations can be compared (service)"
        yield Problem(message, ("service",) if service else HERE, on_key=service is None)
