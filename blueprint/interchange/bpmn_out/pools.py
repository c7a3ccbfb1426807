"""The collaboration: the customer in a pool of their own, and messages to and fro.

Arrows may not lead from one pool to another. So the provider's pool keeps the whole flow: where the customer leads, it
receives what the customer does, and goes on from there. The customer's pool holds what the customer does, moment by moment:
what they do of themselves or when a message comes, and the message that it gives. Which moment follows which is for the
provider's pool to say, so that the two never contradict each other.
"""

from collections.abc import Mapping
from typing import Final

from attrs import evolve

from blueprint.flow.joins import targets
from blueprint.interchange.bpmn_out.drafts import Draft, Event, Flow, Message, Node, Pool
from blueprint.layout.lanes import ORDER, rank_of, role_of, title_of
from blueprint.model import Blueprint, Part, Process, Step
from blueprint.values import Table

_SERVING: Final = (*(role for role in ORDER if role not in ("outside", "customer")), "outside")


def as_received(blueprint: Blueprint) -> Blueprint:
    """The blueprint as the provider sees it: what the customer leads is received, in the same moment, by whom it reaches first.

    A process in which the customer alone does something stays as it is.
    """
    processes = {id: _received(blueprint, process) for id, process in blueprint.processes.items()}
    return evolve(blueprint, processes=Table(processes))


def _received(blueprint: Blueprint, process: Process) -> Process:
    lanes = {lane for step in process.steps.values() for lane in (step.lane, *step.with_)}
    serving = sorted(lanes - _of_customers(blueprint, lanes), key=lambda lane: (_SERVING.index(role_of(blueprint, lane)), lane))
    if not serving or len(serving) == len(lanes):
        return process
    return evolve(process, steps=Table({name: _as_received(blueprint, step, serving) for name, step in process.steps.items()}))


def _as_received(blueprint: Blueprint, step: Step, serving: list[str]) -> Step:
    if role_of(blueprint, step.lane) != "customer":
        return step
    lane = next((each for each in serving if each in step.with_), serving[0])
    told = step.with_[lane].does if lane in step.with_ else step.does
    others = {id: part for id, part in step.with_.items() if id != lane}
    return evolve(step, lane=lane, does=told, with_=Table({step.lane: Part(does=step.does), **others}))


def _of_customers(blueprint: Blueprint, lanes: set[str]) -> set[str]:
    return {lane for lane in lanes if role_of(blueprint, lane) == "customer"}


def part_customers(blueprint: Blueprint, draft: Draft) -> None:
    """Give the customer their own pools; ``draft`` is that of the blueprint as the provider sees it."""
    for pool in draft.pools:
        lanes = [each for each in pool.lanes if role_of(blueprint, each[0]) == "customer"]
        if pool.own is not None and lanes and len(lanes) < len(pool.lanes):
            _Parting(blueprint, draft, pool, blueprint.processes[pool.process], dict(lanes)).part()


def keep_own(blueprint: Blueprint, draft: Draft) -> None:
    """Let every step and process keep what the blueprint itself says of it."""
    for pool in draft.pools:
        pool.own = blueprint.processes[pool.process]
        for node in pool.nodes.values():
            node.own = pool.own.steps[node.step] if node.own is not None else None


class _Parting:
    """Parts one process; ``process`` is as it was, with the customer's steps."""

    def __init__(self, blueprint: Blueprint, draft: Draft, pool: Pool, process: Process, lanes: Mapping[str, str]) -> None:
        self.draft = draft
        self.pool = pool
        self.process = process
        self.lanes = lanes
        order = sorted(lanes.items(), key=lambda lane: rank_of(blueprint, lane[0]))
        name = " and ".join(title_of(blueprint, lane) for lane, _ in order)
        self.own = Pool(id=f"{pool.process}_customer-pool", name=name, process=f"{pool.process}_customer", lanes=tuple(order))

    def part(self) -> None:
        said = [remark for remark in self.pool.remarks if remark.lane in self.lanes]
        self.pool.remarks = [remark for remark in self.pool.remarks if remark not in said]
        self.pool.lanes = tuple(lane for lane in self.pool.lanes if lane[0] not in self.lanes)
        self.pool.customer = self.own
        for remark in said:
            self.moment(remark.step, remark.lane)
        for name, step in self.process.steps.items():
            self.led(name, step)

    def moment(self, task: str, lane: str) -> None:
        """What the customer does in a moment: a task between a start and an end."""
        name = task.partition(".")[2]
        step = self.process.steps[name]
        led = step.lane == lane
        does = step.does if led else step.with_[lane].does
        begun = led and name in self.process.start
        self.own.add(Node(id=f"{task}_customer-{lane}_start", kind="startEvent", lane=lane, role="start", step=name,
                          events=() if begun else (Event(kind="message"),)))  # fmt: skip
        self.own.add(
            Node(
                id=f"{task}_customer-{lane}", kind="sendTask" if led else "task", lane=lane, role="customer", step=name, name=does
            )
        )
        self.own.add(Node(id=f"{task}_customer-{lane}_end", kind="endEvent", lane=lane, role="end", step=name))
        self.own.join_up(
            Flow(id=f"{task}_customer-{lane}_in", source=f"{task}_customer-{lane}_start", target=f"{task}_customer-{lane}")
        )
        self.own.join_up(
            Flow(id=f"{task}_customer-{lane}_out", source=f"{task}_customer-{lane}", target=f"{task}_customer-{lane}_end")
        )
        if led:
            node = self.pool.nodes[task]
            node.kind = node.kind if node.calls else "receiveTask"
            self.send(f"{task}_customer-{lane}", task)
        else:
            self.send(task, f"{task}_customer-{lane}_start")

    def led(self, name: str, step: Step) -> None:
        """Messages that bring the customer to act: from the steps before, where the provider leads them."""
        if step.lane in self.lanes:
            return
        following = dict.fromkeys(to for to, number in targets(step) if number >= 0 and to in self.process.steps)
        for other in following:
            lane = self.process.steps[other].lane
            if lane in self.lanes and other not in self.process.start:
                self.send(f"{self.pool.process}.{name}", f"{self.pool.process}.{other}_customer-{lane}_start")

    def send(self, source: str, target: str) -> None:
        self.draft.messages.append(Message(id=f"{source}_to_{target}", source=source, target=target))
