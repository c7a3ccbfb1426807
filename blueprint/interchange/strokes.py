"""A blueprint as nodes in lanes and arrows between them, for tools that lay a drawing out themselves."""

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from blueprint.model import ROLES, Blueprint, Choose, End, Failure, Fork, Next, Option, Step
from blueprint.values import percent

Shape = Literal["start", "step", "part", "end"]


@frozen(kw_only=True)
class Node:
    """A step, a part of its moment, a start or an end. ``key`` tells it from all others."""

    key: tuple[str, ...]
    process: str
    lane: str
    text: str
    shape: Shape
    can_fail: bool = False


@frozen(kw_only=True)
class Arrow:
    """A way from one node to another. ``aside``: not the usual way on; ``mutual``: both act in one moment."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    text: str = ""
    aside: bool = False
    mutual: bool = False


def lanes_of(blueprint: Blueprint) -> tuple[tuple[str, str], ...]:
    """The lanes that are used, in the order of a drawing, with their titles."""
    steps = [step for process in blueprint.processes.values() for step in process.steps.values()]
    used = {lane for step in steps for lane in (step.lane, *step.with_)}
    known = [lane for role in ROLES for lane in (role, *sorted(blueprint.lanes)) if blueprint.role(lane) == role]
    order = list(dict.fromkeys([*known, *sorted(used)]))
    title = {id: lane.title for id, lane in blueprint.lanes.items()}
    return tuple((lane, title.get(lane) or lane.replace("-", " ").capitalize()) for lane in order if lane in used)


def nodes(blueprint: Blueprint) -> Iterator[Node]:
    """The nodes of all processes, each process from its start on."""
    for id in blueprint.process_ids():
        process = blueprint.processes[id]
        begins = next((process.steps[each].lane for each in process.start if each in process.steps), "")
        if begins:
            yield Node(key=(id,), process=id, lane=begins, text=process.title, shape="start")
        for name, step in process.steps.items():
            yield Node(key=(id, name), process=id, lane=step.lane, text=step.does, shape="step", can_fail=bool(step.fails))
            for lane, part in step.with_.items():
                yield Node(key=(id, name, lane), process=id, lane=lane, text=part.does, shape="part")
            if isinstance(step.way, End):
                yield Node(key=(id, name, "", "end"), process=id, lane=step.lane, text=step.way.text, shape="end")


def arrows(blueprint: Blueprint) -> Iterator[Arrow]:
    """The arrows between nodes; those to steps or processes that are not there are left out."""
    known = {each.key for each in nodes(blueprint)}
    for id in blueprint.process_ids():
        process = blueprint.processes[id]
        found = [Arrow(source=(id,), target=(id, start)) for start in process.start]
        found += [Arrow(source=(id,), target=(other,), text="opens", aside=True) for other in process.opens]
        for name, step in process.steps.items():
            found += _from_step(id, name, step)
        yield from (each for each in found if each.source in known and each.target in known)


def _from_step(process: str, name: str, step: Step) -> Iterator[Arrow]:
    here = (process, name)
    for lane in step.with_:
        yield Arrow(source=here, target=(*here, lane), mutual=True)
    yield from _onward(process, here, step)
    for fail in step.fails:
        if fail.recover:
            yield Arrow(source=here, target=(process, fail.recover), text=_failing(fail), aside=True)
    if step.late:
        yield Arrow(source=here, target=(process, step.late), text="too late", aside=True)
    for word, others in (("opens", step.opens), ("starts", step.starts), ("stops", step.stops), ("runs", (step.runs,))):
        yield from (Arrow(source=here, target=(other,), text=word, aside=True) for other in others if other)


def _onward(process: str, here: tuple[str, ...], step: Step) -> Iterator[Arrow]:
    match step.way:
        case Next(to=to):
            yield Arrow(source=here, target=(process, to))
        case Fork(to=several):
            yield from (Arrow(source=here, target=(process, to)) for to in several)
        case Choose(options=options):
            yield from (Arrow(source=here, target=(process, each.to), text=_when(each)) for each in options)
        case End(continues=onward):
            end = (*here, "", "end")
            yield Arrow(source=here, target=end)
            yield from (Arrow(source=end, target=tuple(each.split(".")), text="continues", aside=True) for each in onward)


def _when(option: Option) -> str:
    told = "otherwise" if option.otherwise else option.when or ""
    return f"{told} ({percent(option.share)})" if option.share is not None and told else told


def _failing(fail: Failure) -> str:
    return f"{fail.mode} ({percent(fail.likelihood)})" if fail.likelihood is not None else fail.mode
