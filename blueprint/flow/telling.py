"""Faults in the words of the process: what is chosen, what waits for what, what to change."""

from collections.abc import Callable, Sequence

from attrs import frozen

from blueprint.flow.joins import targets
from blueprint.flow.trouble import Kind
from blueprint.model import Choose, Process
from blueprint.wording import listed

MOST_NAMED = 4

Told = tuple[str, tuple[str, ...]]
"""A message, and what could be changed."""


@frozen(eq=False)
class Teller:
    """Tells the faults of one process."""

    process: Process

    def name(self, step: str) -> str:
        """A step as messages call it: what it does, in quotes."""
        known = self.process.steps.get(step)
        return f"'{known.does}'" if known else f"'{step}'"

    def names(self, steps: Sequence[str], last: str = "and") -> str:
        """Some steps, no more than a reader can keep in mind."""
        shown = [self.name(each) for each in steps[:MOST_NAMED]]
        if len(steps) > MOST_NAMED:
            return f"{', '.join(shown)} and {len(steps) - MOST_NAMED} more"
        return listed(shown, last)

    def tell(self, kind: Kind, steps: tuple[str, ...], waits: tuple[str, ...] = ()) -> Told:
        """The message of a fault and its repairs; ``waits``: the steps from which the arrows come that it is about."""
        tellers: dict[str, Callable[[tuple[str, ...], tuple[str, ...]], Told]] = {
            "unreachable": self._unreachable,
            "dead-end": self._dead_end,
            "endless-loop": self._endless_loop,
            "deadlock": self._deadlock,
            "inclusive-into-all": self._inclusive_into_all,
            "waits-for-itself": self._waits_for_itself,
            "vicious-circle": self._vicious_circle,
            "lack-of-synchronisation": self._twice,
            "arrow-of-two-branches": self._arrow_of_two,
            "arrow-of-no-branch": self._arrow_of_none,
            "single-branch": self._single,
            "too-complex": self._too_complex,
        }
        return tellers[kind](steps, waits)

    def _unreachable(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        return (
            f"no way leads to {self.names(steps)} from the start",
            ("let a step that is reached lead there", "take it out", "begin a process there, if another hands the case over"),
        )

    def _dead_end(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        return f"nothing follows {self.names(steps)}, and it is no end", ("say what follows (next) or how it ends (ends)",)

    def _endless_loop(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        where = (
            f"{self.names(steps)} leads only back to itself" if len(steps) == 1 else f"no way leads out of {self.names(steps)}"
        )
        return f"{where}: the case never ends", ("give the loop a way out: a choice that leads on, or to an end",)

    def _deadlock(self, steps: tuple[str, ...], waits: tuple[str, ...]) -> Told:
        if len(steps) < 2:
            missing = f"; nothing comes from {self.names(waits, 'or')} any more" if waits else ""
            return f"{self.names(steps)} waits for ever{missing}", (self._wait_for_one(steps[-1]),)
        split, join = steps[0], steps[-1]
        return (
            f"{self.name(join)} waits for {self._awaited(join, waits)}, but after {self.name(split)}{self._chosen(split)} "
            "not all of them are started",
            (self._wait_for_one(join), f"start all of them at {self.name(split)} (fork)"),
        )

    def _awaited(self, join: str, waits: tuple[str, ...]) -> str:
        return f"{'both ' if len(waits) == 2 else ''}{self.names(waits)}" if len(waits) > 1 else "every way that leads there"

    def _chosen(self, split: str) -> str:
        step = self.process.steps.get(split)
        if step and isinstance(step.way, Choose) and not step.way.many:
            return ", where one way is chosen,"
        return ", which can go wrong or be late," if step and any(number < 0 for _, number in targets(step)) else ""

    def _wait_for_one(self, join: str) -> str:
        step = self.process.steps.get(join)
        written = f" (remove 'join: {step.join}')" if step and step.join else ""
        return f"let {self.name(join)} wait for one of them{written}"

    def _inclusive_into_all(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        split, join = steps[0], steps[-1]
        return (
            f"{self.name(join)} waits for every way that leads there, but {self.name(split)} may start only some of them",
            (f"wait for those that were started (join: {split})", f"start all of them at {self.name(split)} (fork)"),
        )

    def _waits_for_itself(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        join = steps[0]
        over = f", over {self.name(steps[-1])}," if len(steps) > 1 else ""
        return (
            f"{self.name(join)} waits for a way that comes{over} only from itself",
            (self._wait_for_one(join), "let the way back lead to a step before the fork"),
        )

    def _vicious_circle(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        if len(steps) == 1:
            return f"{self.name(steps[0])} waits for what can come only after it", (self._wait_for_one(steps[0]),)
        return f"{self.names(steps)} wait for each other", (f"let one of them not wait: {self._wait_for_one(steps[0])}",)

    def _twice(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        split, join = steps[0], steps[-1]
        if split == join:
            return f"{self.name(join)} can be begun a second time before the first is done", (
                "join the branches before going back",
            )
        return (
            f"{self.name(join)} runs twice: {self.name(split)} starts several ways at once, and they meet there without waiting",
            (f"let {self.name(join)} wait for all of them (join: {split})", f"choose one of them at {self.name(split)} (choose)"),
        )

    def _arrow_of_two(self, steps: tuple[str, ...], waits: tuple[str, ...]) -> Told:
        fork, join = steps[:2]
        return (
            f"{self.name(join)} waits for each branch of {self.name(fork)}, but what comes from {self.names(waits)} may be of "
            "several branches",
            ("keep the branches apart until they are joined", "join them where they meet"),
        )

    def _arrow_of_none(self, steps: tuple[str, ...], waits: tuple[str, ...]) -> Told:
        fork, join = steps[:2]
        source = self.names(waits) if waits else "the start"
        return (
            f"{self.name(join)} waits for the branches of {self.name(fork)}, but what comes from {source} is of none of them",
            (f"let it lead to a step after {self.name(join)}", f"let it lead to {self.name(fork)} first"),
        )

    def _single(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        step = self.process.steps[steps[0]]
        ways = {number for _, number in targets(step) if number >= 0}
        if len(ways) == 1 and hasattr(step.way, "many"):
            return f"{self.name(steps[0])} chooses, but there is only one way", ("say next", "add the other ways")
        if len(ways) == 1 and step.join is None:
            return f"{self.name(steps[0])} forks into only one branch", ("say next", "add the other branches")
        return f"{self.name(steps[0])} waits for branches, but only one comes there", (
            "take out join",
            "let the others lead there",
        )

    def _too_complex(self, steps: tuple[str, ...], _: tuple[str, ...]) -> Told:
        return (
            f"whether the part around {self.names(steps)} is sound is too complex to decide",
            ("let each fork be joined by one step, and jump into no branch from outside",),
        )
