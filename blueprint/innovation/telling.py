"""Service innovation in prose: the mode and why, the forces, how they hang together, the initiatives."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from blueprint.innovation.names import GROUP_TITLES, GROUPS, end_title, force_title
from blueprint.innovation.parts import covered, facts, tie
from blueprint.innovation.recognise import LEAST, Judged, Recognition, Verdict, recognise
from blueprint.model import Blueprint
from blueprint.model_innovation import Force, Innovation
from blueprint.wording import listed

_SIGNS = {"for": "+", "against": "-", "silent": "?"}


@frozen
class Section:
    """A heading, paragraphs, and items with what stands below each."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[tuple[str, tuple[str, ...]], ...] = ()


def contradicted(innovation: Innovation, recognition: Recognition) -> Judged | None:
    """The declared mode, where the forces speak for another or its decisive sign speaks against it."""
    if innovation.mode is None or recognition.mode == innovation.mode:
        return None
    declared = recognition.judged(innovation.mode)
    return declared if declared.barred or recognition.leader else None


def explained(innovation: Innovation, recognition: Recognition) -> Iterator[str]:
    """Which mode it is, and why, in paragraphs."""
    first, second = recognition.ranked[:2]
    if recognition.leader:
        after = f"; the next, the {second.mode.name}, has {second.points}"
        yield f"The forces speak for the {first.mode.name}: {first.points} of 100 points{after}."
        yield first.mode.about
    else:
        yield f"The mode is unclear: {_why_unclear(first, second)}."
    yield from _reasons(first)
    yield from _on_declared(innovation, recognition)


def _why_unclear(first: Judged, second: Judged) -> str:
    if first.barred:
        return "of every mode, the sign that decides speaks against it"
    near = f"the likeliest, the {first.mode.name}, has {first.points} of 100 points"
    if first.decided == "silent":
        return f"{near}, but nothing shows what decides it, that {first.mode.decisive.says}"
    if first.score < LEAST:
        return f"{near}, too few"
    return f"{near}, and the {second.mode.name} has {second.points}"


def _reasons(judged: Judged) -> Iterator[str]:
    told = {speaks: _texts(judged.speaking(speaks)) for speaks in ("for", "against", "silent")}
    if told["for"]:
        yield f"For it: {told['for']}."
    if told["against"]:
        yield f"Against it: {told['against']}."
    if told["silent"]:
        yield f"It would also speak for it, were it so and said: {told['silent']}."


def _texts(verdicts: Sequence[Verdict]) -> str:
    return "; ".join(each.text for each in verdicts)


def _on_declared(innovation: Innovation, recognition: Recognition) -> Iterator[str]:
    if innovation.mode is None:
        return
    declared = recognition.judged(innovation.mode)
    name, against = declared.mode.name, _texts(declared.speaking("against"))
    if recognition.mode == innovation.mode:
        yield f"Declared is the {name}: the forces agree."
    elif contradicted(innovation, recognition):
        yield f"Declared is the {name}, and the forces contradict it: {against or 'more speaks for another mode'}."
    else:
        yield f"Declared is the {name}; what is said of the forces neither shows nor contradicts it."


def sections(blueprint: Blueprint, innovation: Innovation) -> Iterator[Section]:
    """Everything that is said about innovation, and what follows from it."""
    recognition = recognise(innovation)
    yield Section("Mode", tuple(explained(innovation, recognition)))
    for group, names in GROUPS.items():
        said = [(force_title(name), innovation.forces[name]) for name in names if name in innovation.forces]
        if said:
            yield Section(GROUP_TITLES[group], items=tuple(_force(blueprint, title, force) for title, force in said))
    if innovation.links or innovation.network:
        yield Section("How they hang together", items=tuple((line, ()) for line in _ties(blueprint, innovation)))
    if innovation.initiatives:
        told = sorted(innovation.initiatives.items())
        yield Section("Initiatives", items=tuple((each.title, tuple(facts(blueprint, each))) for _, each in told))
        yield Section("The four dimensions", items=tuple((line, ()) for line in covered(innovation)))
    yield Section("The five modes", items=tuple(_compared(each) for each in recognition.ranked))


def _force(blueprint: Blueprint, title: str, force: Force) -> tuple[str, tuple[str, ...]]:
    sources = [blueprint.sources[each].title if each in blueprint.sources else each for each in force.evidence]
    told = [f"{title}: {force.weight}", force.note or "", f"(source: {listed(sources)})" if sources else ""]
    return ". ".join(filter(None, told[:2])) + (f" {told[2]}" if told[2] else ""), ()


def _ties(blueprint: Blueprint, innovation: Innovation) -> Iterator[str]:
    if innovation.network:
        members = [end_title(blueprint, each) for each in innovation.network.members]
        yield f"Network: {innovation.network.title}" + (f", with {listed(members)}" if members else "")
    for link in innovation.links:
        yield tie(blueprint, link)


def _compared(judged: Judged) -> tuple[str, tuple[str, ...]]:
    signs = tuple(f"{_SIGNS[each.speaks]} {each.text}{' (decides)' if each.sign.decisive else ''}" for each in judged.verdicts)
    out = ", ruled out by the sign that decides" if judged.barred else ""
    return f"{judged.mode.title}: {judged.points} of 100{out}", signs


def summary(blueprint: Blueprint) -> list[str]:
    """A few lines for the outline of a whole blueprint; none where nothing is said about innovation."""
    innovation = blueprint.innovation
    if innovation is None:
        return []
    recognition = recognise(innovation)
    lines = [f"Mode: {recognition.leader.mode.name if recognition.leader else 'unclear'}{_declared(innovation, recognition)}"]
    for weight in ("dominant", "strong", "weak", "absent"):
        names = [force_title(name) for group in GROUPS.values() for name in group if _weighs(innovation, name, weight)]
        lines += [f"{weight.capitalize()}: {listed(names)}"] if names else []
    lines += [tie(blueprint, each) for each in innovation.links]
    told = sorted(innovation.initiatives.items())
    return lines + [f"{each.title} ({'; '.join(facts(blueprint, each))})" for _, each in told]


def _declared(innovation: Innovation, recognition: Recognition) -> str:
    if innovation.mode is None:
        return ""
    name = recognition.judged(innovation.mode).mode.name
    return ", as declared" if recognition.mode == innovation.mode else f"; declared: {name}"


def _weighs(innovation: Innovation, name: str, weight: str) -> bool:
    return any(force == name and each.weight == weight for force, each in innovation.forces.items())
