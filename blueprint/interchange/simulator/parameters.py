"""The parameters of a simulation, as Prosimos reads them: who does what when and how long, which way is taken how often."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from blueprint.durations import SECONDS, WEEKDAYS
from blueprint.interchange.bpmn_out.drafts import Node, Pool
from blueprint.layout.lanes import role_of, title_of
from blueprint.model import Blueprint, Choose, Step
from blueprint.values import Duration

ENOUGH: Final = 100
"""So many resources there are where nothing says how many: a case never waits for one."""
_HOUR: Final = 3600
_DAYS: Final = dict(zip(WEEKDAYS, ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"), strict=True))
_STAFF: Final = frozenset({"employee", "supplier", "partner", "public-body"})
_LED_BY_STAFF: Final = frozenset({"frontstage", "backstage", "management"})
_ALWAYS: Final = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00", "endTime": "23:59:59.999"}]


def parameters(blueprint: Blueprint, pool: Pool) -> dict[str, Any]:
    """The parameters of a process that was made simple for the simulator, as plain data."""
    said = _Saying(blueprint, pool)
    return {
        "resource_profiles": said.profiles(),
        "arrival_time_distribution": fixed(_HOUR),
        "arrival_time_calendar": _ALWAYS,
        "gateway_branching_probabilities": list(said.gateways()),
        "task_resource_distribution": said.tasks(),
        "resource_calendars": [
            {"id": "always", "name": "Always", "time_periods": _ALWAYS},
            {"id": "staff", "name": "Working hours", "time_periods": said.hours()},
        ],
        "event_distribution": list(said.waits()),
    }


def fixed(seconds: float) -> dict[str, Any]:
    return {"distribution_name": "fix", "distribution_params": [{"value": seconds}]}


class _Saying:
    def __init__(self, blueprint: Blueprint, pool: Pool) -> None:
        self.blueprint = blueprint
        self.pool = pool
        self.steps = {id: node.own for id, node in pool.nodes.items() if node.own is not None}

    def who(self, step: Step) -> str:
        return f"actor-{step.actor}" if step.actor in self.blueprint.actors else f"lane-{step.lane}"

    def profiles(self) -> list[dict[str, Any]]:
        known = {self.who(step): step for step in self.steps.values()}
        return [self.profile(id, step) for id, step in known.items()]

    def profile(self, id: str, step: Step) -> dict[str, Any]:
        """A pool of resources that are alike: an actor, or whoever works in a lane."""
        actor = self.blueprint.actors.get(step.actor or "")
        is_staff = actor.kind in _STAFF if actor is not None else role_of(self.blueprint, step.lane) in _LED_BY_STAFF
        name = actor.title if actor is not None else title_of(self.blueprint, step.lane)
        team = self.blueprint.teams.get(actor.team or "") if actor is not None else None
        heads = team.posts.get(actor.post or "", 0) if team is not None and actor is not None else 0
        rates = self.blueprint.money
        cost = (
            float(rates.labour_per_minute * 60) if is_staff and rates is not None and rates.labour_per_minute is not None else 0.0
        )
        resource = {
            "id": id,
            "name": name,
            "cost_per_hour": cost,
            "amount": heads or ENOUGH,
            "calendar": "staff" if is_staff else "always",
        }
        return {"id": f"{id}-profile", "name": name, "resource_list": [{**resource, "assignedTasks": self.done_by(id)}]}

    def done_by(self, who: str) -> list[str]:
        return [task for task, step in self.steps.items() if self.who(step) == who]

    def tasks(self) -> list[dict[str, Any]]:
        return [
            {"task_id": task, "resources": [{"resource_id": self.who(step), **self.duration(step)}]}
            for task, step in self.steps.items()
        ]

    def duration(self, step: Step) -> dict[str, Any]:
        """How long the work takes; what varies does so by a log-normal law."""
        work = self.seconds(step.time.work) if step.time is not None and step.time.work is not None else 0.0
        varies = step.time.varies if step.time is not None else None
        if not varies or not work:
            return fixed(work)
        numbers = (work, (work * float(varies)) ** 2, 0.0, work * (1 + 10 * float(varies)))
        return {"distribution_name": "lognorm", "distribution_params": [{"value": each} for each in numbers]}

    def seconds(self, duration: Duration) -> float:
        """Work in seconds; a working day is as long as the calendar says."""
        if duration.unit != "wd":
            return float(duration.amount * SECONDS[duration.unit])
        begin, end = (datetime.combine(date.min, datetime.strptime(each, "%H:%M").time()) for each in self.span())
        return float(duration.amount * Decimal((end - begin).seconds))

    def span(self) -> tuple[str, str]:
        calendar = self.blueprint.calendar
        begin, _, end = (calendar.hours if calendar is not None and calendar.hours else "09:00-17:00").partition("-")
        return begin, end

    def hours(self) -> list[dict[str, str]]:
        calendar = self.blueprint.calendar
        days = calendar.days if calendar is not None and calendar.days else WEEKDAYS[:5]
        begin, end = self.span()
        return [{"from": _DAYS[day], "to": _DAYS[day], "beginTime": f"{begin}:00", "endTime": f"{end}:00"} for day in days]

    def waits(self) -> Iterator[dict[str, Any]]:
        """How long timers last by the clock; working days as they last on average."""
        calendar = self.blueprint.calendar
        days = len(calendar.days) if calendar is not None and calendar.days else 5
        for node in self.pool.nodes.values():
            own = self.steps.get(f"{self.pool.process}.{node.step}")
            wait = own.time.wait if node.role == "wait" and own is not None and own.time is not None else None
            if wait is not None:
                seconds = float(wait.amount) * (SECONDS["w"] / days if wait.unit == "wd" else SECONDS[wait.unit])
                yield {"event_id": node.id, **fixed(seconds)}

    def gateways(self) -> Iterator[dict[str, Any]]:
        for node in self.pool.nodes.values():
            if node.kind in ("exclusiveGateway", "inclusiveGateway") and len(node.outs) > 1:
                shares = self.shares(node)
                yield {"gateway_id": node.id, "probabilities": [{"path_id": id, "value": shares[id]} for id in node.outs]}

    def shares(self, node: Node) -> dict[str, float]:
        """How often each way is taken; what is not said shares what is left."""
        own = self.steps.get(f"{self.pool.process}.{node.step}")
        known: dict[str, Decimal | None] = dict.fromkeys(node.outs)
        if own is not None and node.id.endswith("_gate") and isinstance(own.way, Choose):
            said = {f"{node.id}_to-{number}": option.share for number, option in enumerate(own.way.options, 1)}
            known = {id: said.get(id) for id in node.outs}
            if own.way.many:
                return {id: 0.5 if share is None else float(share) for id, share in known.items()}
        if own is not None and node.id.endswith("_outcome"):
            drawn = {each.step for each in self.pool.nodes.values()}
            fails = [each for each in own.fails if each.recover in drawn]
            task = node.id.removesuffix("_outcome")
            said = {f"{task}_fail-{number}_to": each.likelihood or Decimal(0) for number, each in enumerate(fails, 1)}
            known = {id: said.get(id) for id in node.outs}
        return _filled(known)


def _filled(known: dict[str, Decimal | None]) -> dict[str, float]:
    """Shares that add up to 1.

    >>> _filled({"a": Decimal("0.2"), "b": None, "c": None})
    {'a': 0.2, 'b': 0.4, 'c': 0.4}
    """
    given = sum((share for share in known.values() if share is not None), Decimal(0))
    silent = sum(share is None for share in known.values())
    rest = max(Decimal(1) - given, Decimal(0)) / (silent or 1)
    whole = {id: rest if share is None else share for id, share in known.items()}
    total = sum(whole.values(), Decimal(0))
    return {id: float(share / total) if total else 1 / len(whole) for id, share in whole.items()}
