"""Processes that keep a standard, by construction: its stages in order, some in one step, some side by side, some left out with
a reason, with other ends, loops and other steps between."""

from random import Random
from typing import Any

from attrs import define, field

from blueprint.model import Blueprint, Choose, End, Failure, Fork, Next, Option, Outcome, Process, Step, Time
from blueprint.standards import KNOWN
from blueprint.standards.model import StageModel
from blueprint.values import Duration
from blueprint.view import View


@define
class Made:
    """A process in the making: steps as keywords of Step, so that defects are easily put in."""

    model: StageModel
    steps: dict[str, dict[str, Any]]
    start: str
    main: list[str]
    """The steps that carry stages on the way to success."""

    def view(self) -> View:
        steps = {name: Step(**{"lane": "backstage", "does": f"Does {name}"} | made) for name, made in self.steps.items()}
        standing = tuple(f"{self.model.id}/{name}" for name, each in self.model.stages.items() if each.holds == "standing")
        tell = Step(lane="frontstage", does="Tells", realises=standing, opens=("work",), way=End(text="Told"))
        before = Process(title="Before", phase="pre-sale", kind="consultation", start=("tell",), steps={"tell": tell})
        work = Process(title="Work", phase="after-sale", kind="other", follows=(self.model.id,), start=(self.start,), steps=steps)
        return View(Blueprint(id="b", title="B", processes={"before": before, "work": work}))

    def doing(self, stage: str) -> list[str]:
        """The steps that realise a stage."""
        return [name for name, made in self.steps.items() if f"{self.model.id}/{stage}" in made.get("realises", ())]

    def forget(self, name: str, stage: str) -> None:
        """Let a step no longer realise a stage."""
        made = self.steps[name]
        made["realises"] = tuple(each for each in made["realises"] if each != f"{self.model.id}/{stage}")


@define
class Maker:
    dice: Random
    model: StageModel
    plain: bool = False
    """Only one step after another."""
    steps: dict[str, dict[str, Any]] = field(factory=dict)
    main: list[str] = field(factory=list)

    def name(self) -> str:
        return f"s{len(self.steps)}"

    def step(self, **made: Any) -> str:
        name = self.name()
        self.steps[name] = made
        return name

    def order(self, outcome: Outcome) -> list[str]:
        """The stages that an outcome owes, each after those that come before it."""
        left = {
            name: stage
            for name, stage in self.model.stages.items()
            if stage.holds != "standing"
            and (outcome in stage.outcomes or (stage.required == "never" and self.dice.random() < 0.5))
        }
        found = []
        while left:
            free = [name for name in left if not any(name in other.before for other in left.values())]
            found.append(self.dice.choice(free))
            del left[found[-1]]
        return found

    def moment(self, stages: list[str], then: str, *, may_skip: bool = True) -> str:
        """A step that realises stages, with all that belongs to them; noise before it now and then."""
        known = self.model.stages
        skipped = [each for each in stages if may_skip and known[each].may_skip and self.dice.random() < 0.3]
        done = [each for each in stages if each not in skipped]
        seen = any(known[each].seen for each in done)
        name = self.step(
            lane=self.dice.choice(("customer", "frontstage")) if seen else self.dice.choice(("frontstage", "backstage")),
            realises=tuple(f"{self.model.id}/{each}" for each in done),
            skips={f"{self.model.id}/{each}": "No need" for each in skipped},
            records=tuple(record for each in done for record in known[each].records),
            time=Time(limit=Duration.parse("1h")),
            way=Next(to=then),
        )
        if any(known[each].exits for each in done) or (not self.plain and self.dice.random() < 0.2):
            again = self.step(does="Tries again", way=Next(to=name))
            self.steps[name]["fails"] = (Failure(mode="It breaks", recover=again),)
        return name

    def line(self, stages: list[str], then: str, *, main: bool = False) -> str:
        """Steps one after the other that realise these stages."""
        left = list(stages)
        while left:
            count = self.dice.randint(1, min(3, len(left)))
            group, left = left[-count:], left[:-count]
            side = None if self.plain else self.side(group)
            then = self.beside(*side, then) if side else self.moment(group, then)
            if main:
                self.main.append(then)
            if self.dice.random() < 0.3:
                then = self.step(does="Waits", way=Next(to=then))
            if not self.plain and self.dice.random() < 0.15:
                then = self.loop(then)
        return then

    def side(self, group: list[str]) -> tuple[list[str], list[str]] | None:
        """The stages in two parts that may go on side by side."""
        known = self.model.stages
        if len(group) < 2 or self.dice.random() < 0.5 or any(other in known[each].before for each in group for other in group):
            return None
        return group[:1], group[1:]

    def beside(self, one: list[str], other: list[str], then: str) -> str:
        fork, join = self.step(), self.step(way=Next(to=then))
        self.steps[join]["join"] = fork
        self.steps[fork]["way"] = Fork(to=(self.moment(one, join), self.moment(other, join)))
        return fork

    def loop(self, then: str) -> str:
        """A check that may send the case round once more."""
        check = self.step(does="Checks")
        again = self.step(does="Thinks again", way=Next(to=check))
        self.steps[check]["way"] = Choose(options=(Option(to=again, when="unclear", at_most=2), Option(to=then, otherwise=True)))
        return check

    def made(self) -> Made:
        stages = self.order("success")
        end = self.step(way=End(text="Done"))
        self.main.append(end)
        if self.plain:
            return Made(self.model, self.steps, self.line(stages, end, main=True), self.main)
        at = self.dice.randint(0, len(stages))
        rest = self.line(stages[at:], end, main=True)
        options = [Option(to=rest, when="well"), *(Option(to=each, when="else") for each in self.others(stages[:at]))]
        part = self.step(way=Choose(options=tuple(options)))
        return Made(self.model, self.steps, self.line(stages[:at], part, main=True), self.main)

    def others(self, done: list[str]) -> list[str]:
        """Other ways to end, each with what its outcome still owes."""
        found = []
        outcomes: tuple[Outcome, ...] = ("refused", "partly", "withdrawn", "passed-on", "failed")
        for outcome in self.dice.sample(outcomes, self.dice.randint(0, 3)):
            end = self.step(way=End(text=f"It ends {outcome}", outcome=outcome))
            found.append(self.line([each for each in self.order(outcome) if each not in done], end))
        return found


def conforming(dice: Random, standard: str, *, plain: bool = False) -> Made:
    """A process that keeps a standard."""
    return Maker(dice, KNOWN[standard], plain).made()
