"""PPL: teams, posts, authority, and those who serve the ones who serve."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.model import Step
from blueprint.rules.contacts import acting_in
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.wording import listed

ROW = "Seeds, row A5: a service team designed with organisation structure and posts"
STAFFED = frozenset({"frontstage", "backstage", "support", "management"})

_WORK = """\
{teams}actors:
  adviser: {adviser}
processes:
  advice:
    title: Advice
    phase: pre-sale
    kind: consultation
    start: ask
    steps:
      ask: {{lane: customer, does: Asks, next: answer}}
      answer: {{lane: frontstage, does: Answers, {actor}ends: Answered}}{mark}
"""
_TEAMS = "teams:\n  care: {title: Customer care, lead: head-of-care, posts: {adviser: 2}}\n"
_IN_TEAM = "{title: Adviser, kind: employee, team: care, post: adviser}"


def _work(*, teams: str = _TEAMS, adviser: str = _IN_TEAM, actor: str = "actor: adviser, ", mark: str = "") -> str:
    return _WORK.format(teams=teams, adviser=adviser, actor=actor, mark=mark)


def some(names: list[str]) -> str:
    """The first two of several things, and how many more there are."""
    return listed(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"


def _needs_somebody(step: Step) -> bool:
    by_system = step.automation == "automated" or (step.lane == "support" and step.systems)
    return step.lane in STAFFED and step.actor is None and not by_system


@rule(
    "PPL001",
    Severity.info,
    source=f"{ROW}; Shostack, Designing Services That Deliver (Harvard Business Review, 1984)",
    bad=_work(actor="", mark="  # !"),
    good=_work(),
    spares="Automated steps, and steps in the lane support that a system does; lanes of your own, whose title says who acts; "
    "parts of a step, which may be done by a machine. Where no actor but customers is defined, it is told once.",
)
def staffed_step_without_actor(view: View) -> Iterator[Problem]:
    """Staff have something to do, and nothing says who.

    What is everybody's work is left to whoever happens to stand there. Each step of the staff names its actor, and the
    actor a post, so that the work can be planned, taught and covered on a day off.
    """
    lacking = [place for place in view.places if _needs_somebody(place.step)]
    if lacking and all(actor.kind == "customer" for actor in view.blueprint.actors.values()):
        does = some(sorted({place.name for place in lacking}))
        message = f"no staff is named: nobody knows who does {does}; define actors, and name one at each step"
        yield Problem(message, ("processes",), on_key=True)
        return
    for place in lacking:
        message = f"{place.name} names nobody who does it; name the actor, or say automation: automated"
        yield Problem(message, place.path, on_key=True)


@rule(
    "PPL002",
    Severity.info,
    source=ROW,
    bad=_work(adviser="{title: Adviser, kind: employee}  # !"),
    good=_work(),
    spares="Blueprints that define no team; suppliers, partners, public bodies and systems; teams that define no posts.",
)
def employee_without_post(view: View) -> Iterator[Problem]:
    """An employee belongs to no team, or holds no post in it.

    Then nobody plans how many of them there are, who leads them, and who stands in when they are away.
    """
    teams = view.blueprint.teams
    for name, actor in view.blueprint.actors.items():
        if not teams or actor.kind != "employee" or (actor.team and actor.team not in teams):
            continue
        if actor.team is None:
            message = f"'{actor.title}' belongs to no team; say which one, and the post (team, post)"
            yield Problem(message, ("actors", name), on_key=True)
        elif actor.post is None and teams[actor.team].posts:
            message = f"'{actor.title}' holds no post in '{teams[actor.team].title}'; say which one (post)"
            yield Problem(message, ("actors", name), on_key=True)


@rule(
    "PPL003",
    Severity.info,
    source=ROW,
    bad=_work(teams="teams:\n  care: {title: Customer care, posts: {adviser: 2}}  # !\n"),
    good=_work(),
    spares="Who leads it, a person or a post, and how large it is.",
)
def team_without_lead(view: View) -> Iterator[Problem]:
    """A team has no lead.

    When two customers need the same person, somebody has to decide; and somebody has to stand up for the team.
    """
    for name, team in view.blueprint.teams.items():
        if team.lead is None:
            yield Problem(f"'{team.title}' has no lead; name one (lead)", ("teams", name), on_key=True)


@rule(
    "PPL004",
    Severity.warning,
    source=ROW,
    bad=_work(teams="teams:\n  care:\n    title: Customer care\n    lead: head-of-care\n    posts:\n      adviser: 0  # !\n"),
    good=_work(),
    spares="Vacant posts that no step relies on; how many people the work needs; retired blueprints.",
)
def vacant_post(view: View) -> Iterator[Problem]:
    """Steps rely on a post that nobody holds.

    The work stands in the blueprint and is done by nobody: customers wait at that step.
    """
    if view.blueprint.status == "retired":
        return
    for name, team in view.blueprint.teams.items():
        for post, heads in team.posts.items():
            does = [] if heads else _done_by(view, name, post)
            if does:
                rely = "relies" if len(does) == 1 else "rely"
                message = (
                    f"nobody holds the post '{post}' in '{team.title}', but {some(does)} {rely} on it; fill it, or name others"
                )
                yield Problem(message, ("teams", name, "posts", post))


def _done_by(view: View, team: str, post: str) -> list[str]:
    """What those who hold this post do, in steps and parts."""
    holders = {name for name, actor in view.blueprint.actors.items() if (actor.team, actor.post) == (team, post)}
    steps = [place.step for place in view.places] if holders else []
    return sorted({f"'{each.does}'" for step in steps for each in acting_in(step) if each.actor in holders})
