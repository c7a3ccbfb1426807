"""One blueprint as rules look at it: its elements with their places, and what follows from lanes and ways."""

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from attrs import field, frozen

from blueprint.flow import FlowReport, analyse
from blueprint.flow.graph import components
from blueprint.hand_overs import CERTAIN_VERBS, LEADING_VERBS, HandOver, hand_overs
from blueprint.model import ROLES, SEEN_ROLES, Blueprint, End, Process, Step
from blueprint.paths import Path
from blueprint.standards import KNOWN, Standards
from blueprint.values import Duration
from blueprint.walking import Reference, named, references, walk
from blueprint.ways import reached

if TYPE_CHECKING:
    from blueprint.flow.longest import Times

S = TypeVar("S")
PATIENCE = Duration(Decimal(3), "d")
ANSWERING = SEEN_ROLES - {"customer"}
_NOTHING: frozenset[str] = frozenset()


class Place(NamedTuple):
    """A step and where it stands."""

    process_id: str
    step_id: str
    step: Step

    @property
    def path(self) -> Path:
        return "processes", self.process_id, "steps", self.step_id

    @property
    def name(self) -> str:
        """What the step does, in quotes, as messages call it."""
        return f"'{self.step.does}'"


def reckoned(function: Callable[..., Any], process: Process, *more: Any) -> Any:
    """What a function says of a process; more arguments are values that can be compared."""
    return function(process, *more)


@frozen(slots=False, eq=False)
class View:
    """A blueprint on a given day. Everything here is computed once and never changed."""

    blueprint: Blueprint
    today: date = field(factory=date.today)
    standards: Standards = KNOWN
    patience: Duration = PATIENCE
    """How long customers wait without a word."""
    once: Callable[..., Any] = reckoned
    """How functions of a single process are called: who looks at one version after another may remember what they said."""

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every step of every process."""
        return tuple(
            Place(process_id, step_id, step)
            for process_id, process in self.blueprint.processes.items()
            for step_id, step in process.steps.items()
        )

    def shared(self, reckon: "Callable[[View], S]") -> S:
        """What a function says of this view: it is called once, whoever asks."""
        known = self._shared
        if reckon not in known:
            known[reckon] = reckon(self)
        found: S = known[reckon]
        return found

    @cached_property
    def _shared(self) -> dict[Callable[..., Any], Any]:
        return {}

    def forget(self) -> None:
        """Let go of what functions said: some of it holds the view, and of such a circle only the collector frees the memory."""
        self._shared.clear()

    def named(self, target: str, *, within: str | None = None) -> Set[str]:
        """The ids that anything refers to (``within``: in one process) as something: a step, a channel, a standard."""
        if within is not None:
            return self._named_in[within].get(target, _NOTHING)
        parts = (self._named_around, *self._named_in.values())
        return _NOTHING.union(*[part[target] for part in parts if target in part])

    @cached_property
    def _named_around(self) -> Mapping[str, Set[str]]:
        return named(self.blueprint, but="processes")

    @cached_property
    def _named_in(self) -> Mapping[str, Mapping[str, Set[str]]]:
        return {name: self.once(named, process) for name, process in self.blueprint.processes.items()}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every id that anything refers to, with its place; ``named`` tells sooner whether there is one to look for."""
        around = (each for path, element in walk(self.blueprint, but="processes") for each in references(element, path))
        within = (self.once(_references, process, name) for name, process in self.blueprint.processes.items())
        return (*around, *(each for found in within for each in found))

    def of_kind(self, *kinds: str) -> Mapping[str, Process]:
        """The processes of these kinds, by id."""
        return {name: each for name, each in self.blueprint.processes.items() if each.kind in kinds}

    def in_phase(self, phase: str) -> Mapping[str, Process]:
        """The processes of a phase, by id."""
        return {name: each for name, each in self.blueprint.processes.items() if each.phase == phase}

    def steps_of(self, process_id: str) -> tuple[Place, ...]:
        """The steps of one process."""
        return self._steps_of[process_id]

    @cached_property
    def _steps_of(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = {name: [] for name in self.blueprint.processes}
        for place in self.places:
            found[place.process_id].append(place)
        return {name: tuple(places) for name, places in found.items()}

    def standards_of(self, process_id: str) -> tuple[str, ...]:
        """The standards that a process owes, by id: those it says it follows, and those that its kind implies.

        One is implied when the customers are of those it is owed to (where nothing is said about a customer, it is), and
        nothing else that the process owes extends it. What the blueprint says does not apply, is not owed.
        """
        return self._standards_of[process_id]

    @cached_property
    def _standards_of(self) -> Mapping[str, tuple[str, ...]]:
        return {process_id: self._owed_by(process_id) for process_id in self.blueprint.processes}

    def _owed_by(self, process_id: str) -> tuple[str, ...]:
        process = self.blueprint.processes[process_id]
        said = tuple(name for name in process.follows if name in self.standards)
        implied = [name for name in self.standards.implied_by(process.kind) if name not in said and self._is_owed(name)]
        extended = {base for name in (*said, *implied) for base in self.standards.bases(name)}
        owed = (*said, *(name for name in implied if name not in extended))
        return tuple(name for name in owed if name not in self._not_applied)

    @cached_property
    def _not_applied(self) -> frozenset[str]:
        return frozenset(name for name, each in self.blueprint.standards.items() if each.not_applied)

    def _is_owed(self, name: str) -> bool:
        to = self.standards[name].owed_to
        kinds = {persona.kind for persona in self.blueprint.personas.values()}
        return not to or not kinds or not kinds.isdisjoint({None, *to})

    def lanes(self, step: Step) -> frozenset[str]:
        """The roles that take part in a step: of its own lane, and of its parts."""
        among = (step.lane, *step.with_)
        known = self._lanes.get(among)
        if known is None:
            known = self._lanes[among] = frozenset(filter(None, map(self.blueprint.role, among)))
        return known

    @cached_property
    def _lanes(self) -> dict[tuple[str, ...], frozenset[str]]:
        """The roles of lanes that stand together in a step."""
        return {}

    def is_seen(self, step: Step) -> bool:
        """Whether the customer sees the step: it, or a part of it, stands above the line of visibility."""
        return not SEEN_ROLES.isdisjoint(self.lanes(step))

    def is_answer(self, step: Step) -> bool:
        """Whether the customer hears from the other side in this step."""
        return not ANSWERING.isdisjoint(self.lanes(step))

    def is_led_by_customer(self, step: Step) -> bool:
        return step.lane in self._customer_lanes

    @cached_property
    def _customer_lanes(self) -> frozenset[str]:
        return frozenset(lane for lane in (*ROLES, *self.blueprint.lanes) if self.blueprint.role(lane) == "customer")

    @cached_property
    def hand_overs(self) -> tuple[HandOver, ...]:
        """Every link between processes, as far as both of its ends exist."""
        return tuple(each for each in hand_overs(self.blueprint) if each.target in self.blueprint.processes)

    @cached_property
    def leading(self) -> tuple[HandOver, ...]:
        """The links by which a case, or the customer, gets from one process to another."""
        return tuple(each for each in self.hand_overs if each.verb in LEADING_VERBS)

    def reached(self, starts: Iterable[str], verbs: Collection[str] = LEADING_VERBS) -> set[str]:
        """The processes that these lead to by links of these verbs, directly or in the end; they themselves included."""
        links = self._links(frozenset(verbs))
        return reached(starts, lambda name: links.get(name, ()))

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """The circles in which processes hand a case on for certain, each by id."""
        links = self._links(CERTAIN_VERBS)
        names = sorted(self.blueprint.processes)
        numbers = {name: number for number, name in enumerate(names)}
        after = [[numbers[each] for each in links.get(name, ())] for name in names]
        turning = (part for part in components(range(len(names)), after) if len(part) > 1 or part[0] in after[part[0]])
        return tuple(sorted(tuple(sorted(names[each] for each in part)) for part in turning))

    def _links(self, verbs: frozenset[str]) -> Mapping[str, Collection[str]]:
        """For each process that has any, the processes that links of these verbs lead to."""
        known = self._known_links.get(verbs)
        if known is None:
            known = self._known_links[verbs] = {}
            for each in self.hand_overs:
                if each.verb in verbs:
                    known.setdefault(each.process_id, []).append(each.target)
        return known

    @cached_property
    def _known_links(self) -> dict[frozenset[str], dict[str, list[str]]]:
        return {}

    @cached_property
    def times(self) -> "Times":
        """The longest times between steps, over their limits."""
        from blueprint.flow.longest import Times

        return Times(self.blueprint)

    @cached_property
    def flows(self) -> Mapping[str, FlowReport]:
        """What the flow analysis says of each process. A step that other processes continue in is a start as well."""
        entered: dict[str, list[str]] = {}
        for place in self.places:
            for target in place.step.way.continues if isinstance(place.step.way, End) else ():
                process_id, _, step_id = target.partition(".")
                entered.setdefault(process_id, []).extend([step_id] if step_id else [])
        processes = self.blueprint.processes.items()
        return {name: self.once(_flow, process, tuple(entered.get(name, ()))) for name, process in processes}


def _references(process: Process, process_id: str) -> tuple[Reference, ...]:
    around = walk(process, ("processes", process_id))
    return tuple(each for path, element in around for each in references(element, path))


def _flow(process: Process, also_start: tuple[str, ...]) -> FlowReport:
    return analyse(process, also_start=also_start)
