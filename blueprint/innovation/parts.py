"""What is said of the parts of an innovation section: the service's kind, links, initiatives, coverage of the dimensions."""

from collections.abc import Iterator

from blueprint.innovation.coverage import lacking, renewed
from blueprint.innovation.names import DIMENSION_TITLES, KIND_TITLES, end_title, force_title
from blueprint.model import Blueprint, Service
from blueprint.model_innovation import DIMENSIONS, Initiative, Innovation, Link
from blueprint.wording import listed


def classified(service: Service | None) -> str:
    """The service by sector, branch, reach and purpose, as far as they are said.

    >>> classified(Service(sector="tertiary", branch="banking", reach="national"))
    'tertiary sector, branch banking, national reach'
    """
    if service is None:
        return ""
    facts = [f"{service.sector} sector" if service.sector else "", f"branch {service.branch}" if service.branch else ""]
    facts += [f"{service.reach} reach" if service.reach else "", f"{service.purpose} service" if service.purpose else ""]
    return ", ".join(filter(None, facts))


def tie(blueprint: Blueprint | None, link: Link) -> str:
    """A link in words."""
    one, other = end_title(blueprint, link.from_), end_title(blueprint, link.to)
    interacting = link.way == "interacting"
    said = f"{one} and {other} act upon each other" if interacting else f"{one} acts upon {other} without feedback"
    return f"{said}{f': {link.note}' if link.note else ''}"


def facts(blueprint: Blueprint, initiative: Initiative) -> Iterator[str]:
    """What is said of an initiative, a line each."""
    if initiative.description:
        yield initiative.description
    kinds = [KIND_TITLES.get(each, each) for each in initiative.kinds]
    days = [f"begun {initiative.begun}" if initiative.begun else "", f"launch {initiative.launch}" if initiative.launch else ""]
    head = [
        initiative.degree or "",
        listed(kinds) if kinds else "",
        f"stage {initiative.stage}" if initiative.stage else "",
        *days,
    ]
    if any(head):
        yield " · ".join(filter(None, head))
    for word, texts in (
        ("renews", [DIMENSION_TITLES[each].removeprefix("New ") for each in initiative.dimensions]),
        ("touches", touched_titles(blueprint, initiative)),
        ("driven by", [force_title(each) for each in initiative.drivers]),
        ("rests on", [f"{each.kind}{f' ({each.says})' if each.says else ''}" for each in initiative.evidence]),
    ):
        if texts:
            yield f"{word}: {'; '.join(texts) if word == 'rests on' else listed(texts)}"
    yield from _supported(blueprint, initiative)


def _supported(blueprint: Blueprint, initiative: Initiative) -> Iterator[str]:
    support = initiative.support
    given = {
        "promotion": f"({support.promotion})" if support and support.promotion else None,
        "training": support and support.training and _title(blueprint, support.training),
        "after-care": support and support.after_care and _title(blueprint, support.after_care),
    }
    told = [f"{word} {text}" for word, text in given.items() if text]
    if told:
        yield f"supported by: {'; '.join(told)}"
    missing = list(lacking(initiative))
    if missing:
        yield f"lacks: {listed(missing)}"


def touched_titles(blueprint: Blueprint, initiative: Initiative) -> list[str]:
    """What an initiative touches, by title."""
    touches = initiative.touches
    if touches is None:
        return []
    found = [_title(blueprint, each) for each in touches.processes]
    for known, names in (
        (blueprint.channels, touches.channels),
        (blueprint.teams, touches.teams),
        (blueprint.systems, touches.systems),
    ):
        found += [known[each].title if each in known else each for each in names]
    return found


def _title(blueprint: Blueprint, process: str) -> str:
    known = blueprint.processes.get(process)
    return known.title if known else f"'{process}' (missing)"


def covered(innovation: Innovation) -> Iterator[str]:
    """For each dimension, the initiatives that renew it."""
    found = renewed(innovation)
    for each in DIMENSIONS:
        names = [innovation.initiatives[name].title for name in found[each]]
        yield f"{DIMENSION_TITLES[each]}: {listed(names) if names else 'never renewed'}"
