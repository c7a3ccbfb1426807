"""The one table of what `fix` can mend: for each rule the ways of adding what its finding lacks, the best one first."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from blueprint.conformance import judge
from blueprint.findings import Finding
from blueprint.fix.additions import Addition, NewKeys
from blueprint.fix.skeleton import filled_process, filled_step, skeleton
from blueprint.fix.surroundings import doors, doors_to, first_seen, free_id
from blueprint.model import End, Failure, Next, Process, Promise, Step, Way
from blueprint.records import properties
from blueprint.view import Place, View
from blueprint.wording import listed


@frozen
class Proposal:
    """What to add to a document, and how that is told."""

    says: str
    additions: tuple[Addition, ...]


Findings = tuple[Finding, ...]
"""Findings of one rule at one element."""

Mend = Callable[[View, Findings], Iterator[Proposal]]
"""Proposals to mend findings, or some of them, the best one first; CannotInsertError says why there is none.

Where there are none, the findings are not of a kind that can be mended."""


def _before(kind: type[Any], key: str) -> tuple[str, ...]:
    """The keys that stand before one in the order of the format."""
    keys = [each.key for each in properties(kind)]
    return tuple(keys[: keys.index(key)])


def _opened(door: str, target: str) -> Addition:
    return NewKeys(("processes", door), {"opens": [target]}, _before(Process, "opens"))


def _told(view: View, door: str, told: Mapping[str, Any]) -> Iterator[Addition]:
    """What customers are told at the first step they see of a process."""
    place = first_seen(view, door)
    if place is not None and told:
        yield NewKeys(place.path, told, (*_before(Step, "evidence"), "evidence"))


def _titles(view: View, names: tuple[str, ...]) -> str:
    return listed([f"'{view.blueprint.processes[name].title}'" for name in names])


def _new_process(name: str) -> Mend:
    """Adds the process of a skeleton, opened where customers are."""

    def mend(view: View, findings: Findings) -> Iterator[Proposal]:
        content = skeleton(name)
        new = free_id(content["id"], view.blueprint.processes)
        process = NewKeys(("processes",), {new: filled_process(content["process"], view)})
        if content["process"].get("starts-by", "customer") != "customer":
            yield Proposal(f"the process '{new}' is added", (process,))
            return
        for opening in doors(view):
            opens = [_opened(door, new) for door in opening]
            told = [each for door in opening for each in _told(view, door, content.get("told", {}))]
            measured = tuple(_measured(view, new, content.get("metric")))
            says = f"the process '{new}' is added, and opened from {_titles(view, opening)}"
            additions = (process, *opens, *told, *measured)
            yield Proposal(says, additions)
            redress = tuple(_redress(view, new)) if content["process"]["kind"] == "complaint-handling" else ()
            if redress:
                yield Proposal(f"{says}, and to those to whom a promise is broken", (*additions, *redress))

    return mend


def _redress(view: View, process_id: str) -> Iterator[Addition]:
    """What is open to customers when a promise is broken that says nothing of it."""
    for name, promise in view.blueprint.promises.items():
        if not promise.when_broken:
            yield NewKeys(("promises", name), {"when-broken": [process_id]}, _before(Promise, "when-broken"))


def _measured(view: View, process_id: str, metric: Mapping[str, str] | None) -> Iterator[Addition]:
    """A metric for a new process, where the service measures anything."""
    if metric is not None and view.blueprint.metrics:
        new = free_id(process_id, view.blueprint.metrics)
        yield NewKeys(("metrics",), {new: {**metric, "at": [f"{process_id}.{metric['at']}"]}})


def _open(view: View, findings: Findings) -> Iterator[Proposal]:
    """Opens a process that nothing leads to."""
    target = findings[0].element
    for opening in doors(view, without=view.of_kind(view.blueprint.processes[target].kind)):
        opens = tuple(_opened(door, target) for door in opening)
        yield Proposal(f"'{target}' is opened from {_titles(view, opening)}", opens)


def _stages(view: View, findings: Findings) -> Iterator[Proposal]:
    """Adds those of the missing stages that can be added: what customers are told beforehand, and the money back."""
    name = findings[0].element
    verdicts = [each for each in judge(view) if each.process_id == name]
    faulty = ((verdict, stage) for verdict in verdicts for stage in verdict.stages if stage.state == "missing")
    missing = [f"{verdict.standard}/{stage.id}" for verdict, stage in faulty]
    for source in ("complaints", "withdrawal"):
        told = skeleton(source)["told"]
        if not set(missing).isdisjoint(told["realises"]):
            telling = doors_to(view, name)
            additions = tuple(each for door in telling for each in _told(view, door, told))
            if additions:
                yield Proposal(f"customers are told in {_titles(view, telling)}", additions)
    if any(stage.endswith("/refund") for stage in missing):
        yield from _refund(view, name, [stage for stage in missing if stage.partition("/")[2] in ("refund", "notify", "close")])


def _refund(view: View, name: str, stages: list[str]) -> Iterator[Proposal]:
    """Lets what was taken back continue in a refund."""
    ends = [place for place in view.steps_of(name) if _is_good(place.step.way)]
    content = skeleton("refund")
    new = free_id(content["id"], view.blueprint.processes)
    process = filled_process(content["process"], view)
    (only,) = process["steps"].values()
    only["realises"] = stages
    handed = (NewKeys(place.path, {"continues": [new]}, ("ends", "outcome")) for place in ends)
    says = f"the process '{new}' is added, in which {_titles(view, (name,))} continues"
    yield Proposal(says, (NewKeys(("processes",), {new: process}), *handed))


def _is_good(way: Way) -> bool:
    return isinstance(way, End) and way.outcome in ("success", "partly")


def _recovery(view: View, findings: Findings) -> Iterator[Proposal]:
    """Adds a step that makes up for the failures of another, and leads back, on, or out."""
    process_id, _, step_id = findings[0].element.partition(".")
    process = view.blueprint.processes[process_id]
    place = Place(process_id, step_id, process.steps[step_id])
    content = skeleton("recovery")
    new = free_id(f"{content['id']}-{step_id}", process.steps)
    positions = [int(each.pointer.rpartition("/")[2]) for each in findings]
    for way, goes_on in _ways_on(place):
        step = filled_step({**content["step"], **content["ways"][way], **goes_on}, view)
        once = {"at-most": 1} if way == "again" else {}
        recovered = (
            NewKeys((*place.path, "fails", position), {"recover": new, **once}, _before(Failure, "recover"))
            for position in positions
        )
        says = f"the step '{new}' is added, which makes up for what goes wrong at {place.name}"
        yield Proposal(says, (NewKeys(place.path[:-1], {new: step}, (step_id,)), *recovered))


def _ways_on(place: Place) -> Iterator[tuple[str, dict[str, Any]]]:
    """How a recovery can go on: with another try, where the step would have gone on, or out."""
    if place.step.join is None:
        yield "again", {"next": place.step_id}
    if isinstance(place.step.way, Next):
        yield "on", {"next": place.step.way.to}
    yield "out", {}


MENDS: Final[Mapping[str, Mend]] = {
    "CMP001": _new_process("complaints"),
    "CMP002": _open,
    "RET001": _new_process("returns"),
    "RET002": _new_process("withdrawal"),
    "RET004": _open,
    "STD001": _stages,
    "REC001": _recovery,
    "CHN008": _new_process("feedback"),
}
"""The rules whose findings can be mended, in the order in which they are."""
