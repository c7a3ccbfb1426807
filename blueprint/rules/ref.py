"""REF: ids that refer to something must find it, and what is defined should be used."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from blueprint.findings import Problem, Severity
from blueprint.model import ROLES, Blueprint, Choose, Fork, Step
from blueprint.model_innovation import FORCES
from blueprint.paths import Path
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.walking import Reference
from blueprint.wording import suggestion

FORMAT = "Format 1: everything is known by its id"


def _unknown(reference: Reference, what: str, known: Collection[str], *, name: str = "", where: str = "") -> Problem:
    """``name`` is the part of the id that is not found, where that is not the whole of it."""
    word = name or reference.id
    hint = suggestion(word, known) or (f"; known here: {_some(known)}" if known else "; none is defined yet")
    return Problem(f"there is no {what} '{word}'{where}{hint}", reference.path, detail=reference.id, on_key=reference.is_key)


def _some(known: Iterable[str]) -> str:
    names = sorted(known)
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _steps_beside(blueprint: Blueprint, path: Path) -> Collection[str]:
    """The steps of the process that a path lies in."""
    return blueprint.processes[str(path[1])].steps.keys()


@rule(
    "REF001",
    Severity.error,
    source=FORMAT,
    bad="""\
        processes:
          advice:
            title: Advice
            phase: pre-sale
            kind: consultation
            start: ask
            steps:
              ask:
                lane: customer
                does: Asks
                next: anwser  # !
              answer: {lane: frontstage, does: Answers, ends: Answered}
        """,
    good="""\
        processes:
          advice:
            title: Advice
            phase: pre-sale
            kind: consultation
            start: ask
            steps:
              ask: {lane: customer, does: Asks, next: answer}
              answer: {lane: frontstage, does: Answers, ends: Answered}
        """,
    spares="Steps that nothing leads to; that is a matter of the flow.",
)
def unknown_step(view: View) -> Iterator[Problem]:
    """A way leads to a step that does not exist.

    The customer's case would stop in the middle of nowhere.
    """
    processes = view.blueprint.processes.items()
    if all(view.named("step", within=name) <= process.steps.keys() for name, process in processes):
        return
    for each in view.references:
        if each.target == "step" and each.id not in _steps_beside(view.blueprint, each.path):
            yield _unknown(each, "step", _steps_beside(view.blueprint, each.path))


@rule(
    "REF002",
    Severity.error,
    source=FORMAT,
    bad="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            opens: [complaint]  # !
            steps:
              buy: {lane: customer, does: Buys, ends: Bought}
        """,
    good="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            opens: [complaint]
            steps:
              buy: {lane: customer, does: Buys, ends: Bought}
          complaint:
            title: Complaint
            phase: after-sale
            kind: complaint-handling
            start: complain
            steps:
              complain: {lane: customer, does: Complains, with: {frontstage: {does: Settles it}}, ends: Settled}
        """,
    spares="Processes that nothing leads to; processes that an end continues in (REF003).",
)
def unknown_process(view: View) -> Iterator[Problem]:
    """The service leads to a process that does not exist.

    Whoever opens, starts or runs it hands the customer over to nobody.
    """
    known = view.blueprint.processes.keys()
    if view.named("process") <= known:
        return
    for each in view.references:
        if each.target == "process" and each.id not in known:
            yield _unknown(each, "process", known)


@rule(
    "REF003",
    Severity.error,
    source=FORMAT,
    bad="""\
        promises:
          quick: {says: We answer within a day, from: sale.ask, to: sale.buy, within: 1d}  # !
        """,
    good="""\
        promises:
          quick: {says: You have it within a day, from: sale.buy, to: sale.buy, within: 1d}
        """,
    spares="Promises without from or to.",
)
def unknown_place(view: View) -> Iterator[Problem]:
    """A promise, a metric or an end names a step or process that does not exist.

    Then nobody can tell when the clock starts, or where the case goes on.
    """
    processes = view.blueprint.processes
    if all(_is_there(view.blueprint, each) for each in (*view.named("place"), *view.named("hand-over"))):
        return
    for each in view.references:
        if each.target not in ("place", "hand-over"):
            continue
        name, _, step = each.id.partition(".")
        if name not in processes:
            yield _unknown(each, "process", processes.keys(), name=name)
        elif step and step not in processes[name].steps:
            yield _unknown(each, "step", processes[name].steps.keys(), name=step, where=f" in '{processes[name].title}'")


def _is_there(blueprint: Blueprint, place: str) -> bool:
    """Whether there is such a process, or such a step of one."""
    name, _, step = place.partition(".")
    return name in blueprint.processes and (not step or step in blueprint.processes[name].steps)


@rule(
    "REF004",
    Severity.error,
    source=FORMAT,
    bad="""\
        actors:
          buyer: {title: Buyer, kind: customer}
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            steps:
              buy: {lane: customer, does: Buys, actor: byer, ends: Bought}  # !
        """,
    good="""\
        actors:
          buyer: {title: Buyer, kind: customer}
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            steps:
              buy: {lane: customer, does: Buys, actor: buyer, ends: Bought}
        """,
    spares="Owners and leads: they are names, not ids. Stages of standards.",
)
def unknown_definition(view: View) -> Iterator[Problem]:
    """A lane, actor, channel, system, kind of data, persona, team, source or promise is used that is not defined.

    What is not defined is not known: who acts, over which channel, how the data is guarded.
    """
    defined = _definitions(view.blueprint)
    if all(view.named(target) <= known for target, known in defined.items()):
        return
    for each in view.references:
        if each.target in defined and each.id not in defined[each.target]:
            yield _unknown(each, _WORDS.get(each.target, each.target), defined[each.target])


_WORDS = {"data": "kind of data", "force-or-department": "driving force, team or actor"}


def _definitions(blueprint: Blueprint) -> dict[str, Set[str]]:
    return {
        "lane": {*ROLES, *blueprint.lanes},
        "actor": blueprint.actors.keys(),
        "channel": blueprint.channels.keys(),
        "system": blueprint.systems.keys(),
        "data": blueprint.data.keys(),
        "persona": blueprint.personas.keys(),
        "team": blueprint.teams.keys(),
        "source": blueprint.sources.keys(),
        "promise": blueprint.promises.keys(),
        "force-or-department": {*FORCES, *blueprint.teams, *blueprint.actors},
    }


@rule(
    "REF005",
    Severity.error,
    source="Seeds, row A5: the service team designed with organisation structure and posts",
    bad="""\
        teams:
          care: {title: Customer care, posts: {adviser: 6}}
        actors:
          handler: {title: Complaint handler, kind: employee, team: care, post: handler}  # !
        """,
    good="""\
        teams:
          care: {title: Customer care, posts: {adviser: 6, handler: 2}}
        actors:
          handler: {title: Complaint handler, kind: employee, team: care, post: handler}
        """,
    spares="Actors without a post; teams that list no posts.",
)
def unknown_post(view: View) -> Iterator[Problem]:
    """An actor holds a post that the team does not have.

    Somebody is to do the work, but nobody was hired for it.
    """
    for name, actor in view.blueprint.actors.items():
        team = view.blueprint.teams.get(actor.team or "")
        if actor.post and team and team.posts and actor.post not in team.posts:
            post = Reference(("actors", name, "post"), "post", actor.post)
            yield _unknown(post, "post", team.posts.keys(), where=f" in team '{team.title}'")
        elif actor.post and not actor.team:
            yield Problem(f"'{actor.title}' has a post but no team; say to which team it belongs", ("actors", name, "post"))


@rule(
    "REF006",
    Severity.error,
    source=FORMAT,
    bad="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: pack
            steps:
              pack: {lane: backstage, does: Packs, fork: [bill, ship]}
              bill: {lane: backstage, does: Writes the bill, next: hand-over}
              ship: {lane: backstage, does: Ships, next: hand-over}
              hand-over: {lane: frontstage, does: Hands over, join: bill, ends: Done}  # !
        """,
    good="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: pack
            steps:
              pack: {lane: backstage, does: Packs, fork: [bill, ship]}
              bill: {lane: backstage, does: Writes the bill, next: hand-over}
              ship: {lane: backstage, does: Ships, next: hand-over}
              hand-over: {lane: frontstage, does: Hands over, join: pack, ends: Done}
        """,
    spares="'join: all', which waits for every way that leads there.",
)
def join_of_no_fork(view: View) -> Iterator[Problem]:
    """A step waits for the branches of something that starts none.

    Only a fork, or a choice of several ways at once (many: true), starts branches that can be waited for.
    """
    processes = view.blueprint.processes.items()
    if all(view.named("join", within=name) <= {"all", *_forks(process.steps)} for name, process in processes):
        return
    for each in view.references:
        if each.target != "join" or each.id == "all":
            continue
        steps = view.blueprint.processes[str(each.path[1])].steps
        forks = _forks(steps)
        if each.id not in steps:
            yield _unknown(each, "step", forks or steps.keys())
        elif each.id not in forks:
            hint = f"; known here: {_some(forks)}" if forks else ""
            message = f"'{steps[each.id].does}' starts no branches that could be waited for{hint}"
            yield Problem(message, each.path, detail=each.id)


def _forks(steps: Mapping[str, Step]) -> list[str]:
    """The steps that start branches which can be waited for."""
    return [
        name for name, step in steps.items() if isinstance(step.way, Fork) or (isinstance(step.way, Choose) and step.way.many)
    ]


_SECTIONS = {
    "teams": "team",
    "actors": "actor",
    "channels": "channel",
    "systems": "system",
    "data": "data",
    "lanes": "lane",
    "sources": "source",
}


@rule(
    "REF007",
    Severity.warning,
    source=FORMAT,
    preset="recommended",
    bad="""\
        channels:
          web: {title: Web shop, kind: online}
          fax: {title: Fax, kind: offline}  # !
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            steps:
              buy: {lane: customer, does: Buys, channels: [web], ends: Bought}
        """,
    good="""\
        channels:
          web: {title: Web shop, kind: online}
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            steps:
              buy: {lane: customer, does: Buys, channels: [web], ends: Bought}
        """,
    spares="Personas, promises and metrics, and standards that do not apply: they say something by themselves.",
)
def unused_definition(view: View) -> Iterator[Problem]:
    """Something is defined that nothing in the service uses.

    Either it is left over, or a step forgets to name it, and rules that look for it pass the step by.
    """
    for section, target in _SECTIONS.items():
        used = view.named(target)
        for name, item in getattr(view.blueprint, section).items():
            if name not in used:
                yield Problem(f"{target} '{item.title}' is used nowhere", (section, name), on_key=True)
    for name in _unfollowed(view):
        yield Problem(f"standard '{view.standards[name].title}' is followed by no process", ("standards", name), on_key=True)


def _unfollowed(view: View) -> Iterator[str]:
    """The standards of the blueprint's own that no process owes, and that none builds on which one does."""
    own = [name for name, each in view.blueprint.standards.items() if each.file and name in view.standards]
    followed = {standard for name in view.blueprint.processes for standard in view.standards_of(name)} if own else set()
    built_on = {base for name in followed for base in view.standards.bases(name)}
    yield from (name for name in own if name not in followed | built_on)
