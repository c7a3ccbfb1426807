"""Strategies for what is sound by construction: processes, and whole blueprints."""

from collections.abc import Mapping
from typing import Any, Final, cast

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from blueprint.model import PHASES, ROLES, Actor, Blueprint, Choose, Fork, Process, Promise, Step, Team
from blueprint.model_innovation import FORCES
from blueprint.records import properties
from blueprint.testing.flows import Flow
from blueprint.testing.strategies.elements import ANYWHERE, Known, Scope, built
from blueprint.testing.strategies.values import ids, texts
from blueprint.values import EMPTY, Table


@frozen
class _Drawn:
    """Dice that Hypothesis throws."""

    draw: DrawFn

    def pick(self, several: Any) -> Any:
        return self.draw(st.sampled_from(several))

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def text(self) -> str:
        return self.draw(texts())


@st.composite
def sound_processes(draw: DrawFn, *, max_steps: int = 12, known: Known = EMPTY) -> Process:
    """A process that is sound by construction: it can always come to an end, and leaves nothing running.

    It is composed of sequences, exclusive choices that merge (shares adding to 100 %), parallel branches and inclusive
    choices with named joins, loops with a way out, recoveries, lateness and ends. References name ids of ``known``, by
    target; without it, steps stand in the five lanes and refer to nothing else.
    """
    return draw(_sound_process(Scope(dict.fromkeys(_TARGETS, ()) | {"lane": ROLES} | dict(known)), max_steps))


@st.composite
def _sound_process(draw: DrawFn, scope: Scope, max_steps: int) -> Process:
    flow = Flow(_Drawn(draw), draw(st.integers(1, max_steps)), draw(ids(max_size=5)), scope.known["hand-over"])
    # Customers walk into a process that begins where they are; any other is started for them.
    who, phase = draw(st.sampled_from(_STARTED))
    lane: dict[str, Any] = {"lane": "customer"} if who == "customer" else {}
    given = {name: _SILENT | goes_on | (lane if name in flow.start else {}) for name, goes_on in flow.steps.items()}
    laid = {name: draw(built(Step, scope, fields, most=2)) for name, fields in given.items()}
    order = draw(st.permutations(list(laid)))
    steps = Table({name: laid[name] for name in order})
    return cast(Process, draw(built(Process, scope, Table(start=flow.start, steps=steps, starts_by=who, phase=phase))))


_STARTED: Final = tuple(
    (who, phase)
    for who in ("customer", "provider", "schedule", "event")
    for phase in PHASES
    if (who, phase) != ("customer", "after-sale")
)


_TARGETS: Final = (
    "place", "process", "hand-over", "actor", "channel", "system", "data", "persona", "team", "post", "source", "promise",
    "stage", "standard",
)  # fmt: skip
_SILENT: Final = Table(for_=(), join=None, fails=(), late=None, time=None, realises=(), skips=EMPTY)
"""Fields of a step that bear on the flow, unless the flow itself sets them."""


@st.composite
def blueprints(draw: DrawFn, *, sound: bool = True, max_processes: int = 3, max_steps: int = 8) -> Blueprint:
    """A valid blueprint in which every reference finds what it names.

    With ``sound``, its flows are sound by construction and no rule of the preset ``correctness`` has anything to say;
    without, steps lead anywhere among those of their process.
    """
    defined, scope = draw(_definitions())
    made: dict[str, Process] = {}
    for name in draw(st.lists(ids(), unique=True, max_size=max_processes)):
        # Links lead only to processes made before, so that none runs or starts itself without end.
        make = _sound_process if sound else _loose_process
        made[name] = draw(make(leading_to(made, scope), max_steps))
    scope = leading_to(made, scope)
    promised = {name: draw(built(Promise, scope)) for name in scope.known["promise"]}
    given = Table(defined | {"processes": Table(made), "promises": Table(promised), "ignore": (), "standards": EMPTY})
    return cast(Blueprint, draw(built(Blueprint, scope, given)))


def leading_to(made: Mapping[str, Process], scope: Scope) -> Scope:
    places = tuple(f"{name}.{step}" for name, process in made.items() for step in process.steps)
    # A case that is handed over into the middle of a branch would never be joined.
    starts = (f"{name}.{step}" for name, process in made.items() for step in process.start)
    return scope.beside(process=tuple(made), place=places, hand_over=(*made, *starts))


_DEFINED: Final = {
    "personas": "persona", "teams": "team", "channels": "channel", "systems": "system", "data": "data", "lanes": "lane",
    "sources": "source",
}  # fmt: skip


@st.composite
def _definitions(draw: DrawFn) -> tuple[dict[str, Any], Scope]:
    """What a blueprint defines, by attribute; and the ids that references may name."""
    kind = {each.attribute: each.kind for each in properties(Blueprint)}
    defined = {section: draw(ANYWHERE.some(kind[section])) for section in _DEFINED}
    known = {target: tuple(defined[section]) for section, target in _DEFINED.items()}
    known |= {"lane": (*ROLES, *known["lane"]), "promise": tuple(draw(_FEW_IDS)), "stage": (), "standard": ()}
    defined["actors"] = Table({name: draw(_actors(defined["teams"])) for name in draw(_FEW_IDS)})
    known["force-or-department"] = (*FORCES, *defined["teams"], *defined["actors"])
    return defined, Scope(known | {"actor": tuple(defined["actors"])})


_FEW_IDS: Final = st.lists(ids(), unique=True, max_size=2)


@st.composite
def _actors(draw: DrawFn, teams: Mapping[str, Team]) -> Actor:
    actor: Actor = draw(built(Actor, Scope({"team": tuple(teams), "post": ()})))
    posts = tuple(teams[actor.team].posts) if actor.team else ()
    return evolve(actor, post=draw(st.sampled_from(posts))) if posts else actor


@st.composite
def _loose_process(draw: DrawFn, scope: Scope, max_steps: int) -> Process:
    names = tuple(draw(st.lists(ids(), unique=True, min_size=1, max_size=max_steps)))
    scope = scope.beside(step=names)
    way = next(each.kind for each in properties(Step) if each.attribute == "way")
    ways = {name: draw(scope.some(way)) for name in names}
    forks = (name for name, way in ways.items() if isinstance(way, Fork) or (isinstance(way, Choose) and way.many))
    scope = scope.beside(join=(*forks, "all"))
    laid = {name: draw(built(Step, scope, Table(way=way))) for name, way in ways.items()}
    return cast(Process, draw(built(Process, scope, Table(steps=Table(laid)))))
