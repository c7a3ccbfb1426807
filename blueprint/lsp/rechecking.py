"""Checking one version of a document after another: what hangs on parts that have stayed the same is not reckoned again.

Reading gives the same objects for what no edit has touched (:mod:`blueprint.lsp.rereading`). So a step that is the same is
built once, as is a process, whose references and flow are looked at once; and rules whose findings in a process hang only on
it and on what its cases pass through are asked only where something changed. All others are asked about the whole, each time.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

from attrs import evolve

from blueprint.findings import Problem
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.lsp.memory import Memory, Same
from blueprint.model import Blueprint, Process, Step
from blueprint.rules import Rule
from blueprint.runs import Run
from blueprint.source import Source
from blueprint.values import Duration, Table
from blueprint.view import View

APART: Final[Mapping[str, tuple[str, ...]]] = {
    "CHN001": ("channels", "lanes"),
    "CHN002": ("calendar", "lanes", "promises"),
    "CHN005": ("actors", "channels", "lanes"),
    "REC001": (),
    "REC002": (),
    "REC003": (),
    "REC004": (),
    "REC005": ("lanes", "promises"),
    "REC006": ("lanes", "promises"),
    "REF001": (),
    "REF006": (),
    "TIM001": ("calendar",),
    "TIM002": (),
    "VIS003": ("actors", "channels", "lanes"),
}
"""Rules that find in processes of which none starts, runs or continues in another what they find in each of them alone.

With each, what it looks at beside the processes: these sections, no standard, and not the day.
"""


class Rechecking(Run):
    """A run over the versions of one document."""

    __slots__ = ("memory", "sections")

    def __init__(self, run: Run) -> None:
        super().__init__(run.settings, run.rules, run.active, run.standards)
        self.memory = Memory()
        self.sections: tuple[tuple[str, Same], ...] = ()

    def built(self, data: Any) -> Blueprint:
        self.memory.turn()
        self.sections = tuple((key, Same(each)) for key, each in data.items() if key != "processes")
        head = self.memory.once(_around, Blueprint, self.sections)
        return _with(head, {name: self.memory.once(self._process, plain) for name, plain in data["processes"].items()})

    def _process(self, plain: Any) -> Process:
        steps = {name: self.memory.once(_step, each) for name, each in plain["steps"].items()}
        return evolve(Process.made({**plain, "steps": {}}), steps=Table(steps))

    def view(self, blueprint: Blueprint, source: Source, *, folder: FilePath | None = None) -> tuple[View, tuple[str, ...]]:
        view, unread = super().view(blueprint, source, folder=folder)
        return evolve(view, once=self.memory.once), unread

    def problems(self, rule: Rule, subject: Any) -> Iterable[Problem]:
        if rule.code not in APART:
            return super().problems(rule, subject)
        once, parts = self.memory.once, self.memory.once(self._parts, subject, APART[rule.code])
        return [each for part in parts for each in once(_problems, part, rule)]

    def _parts(self, view: View, sections: tuple[str, ...]) -> tuple[View, ...]:
        """The processes that pass their cases to each other, and to no others, as blueprints of their own.

        Where that is all of them, it is the whole, of which much is known already.
        """
        once, memory = self.memory.once, Same(self.memory)
        groups = once(_together, view)
        if len(groups) == 1:
            return (view,)
        around = once(_around, Blueprint, (*_NAMES, *(each for each in self.sections if each[0] in sections)))
        return tuple(once(_part, around, group, view.patience, memory) for group in groups)


_NAMES: Final = (("blueprint", Same(1)), ("id", Same("around")), ("title", Same("Around")))


def _around(_: Any, sections: tuple[tuple[str, Same], ...]) -> Blueprint:
    return Blueprint.made({**{key: each.value for key, each in sections}, "processes": {}})


def _step(plain: Any) -> Step:
    return Step.made(plain)


def _with(around: Blueprint, processes: Mapping[str, Process]) -> Blueprint:
    return evolve(around, processes=Table(processes))


def _part(around: Blueprint, processes: tuple[tuple[str, Same], ...], patience: Duration, memory: Same) -> View:
    part = _with(around, {name: each.value for name, each in processes})
    return View(part, patience=patience, once=memory.value.once)


def _problems(part: View, rule: Rule) -> tuple[Problem, ...]:
    return tuple(rule.problems(part))


def _together(view: View) -> tuple[tuple[tuple[str, Same], ...], ...]:
    """The processes, in groups of which none starts, runs or continues in a process of another."""
    group_of = {name: [name] for name in view.blueprint.processes}
    for each in view.hand_overs:
        one, other = group_of[each.process_id], group_of[each.target]
        if each.verb in CERTAIN_VERBS and one is not other:
            one += other
            group_of |= dict.fromkeys(other, one)
    groups = {id(group): group for group in group_of.values()}
    return tuple(tuple((name, Same(view.blueprint.processes[name])) for name in group) for group in groups.values())
