"""REC, recoveries that go round: trying again for ever, and failing the customer twice."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from blueprint.findings import Problem, Severity
from blueprint.flow.graph import components, reached
from blueprint.model import Choose, End, Failure, Process, Step
from blueprint.rules.mechanism import rule
from blueprint.rules.rec import RECOVERY, recovered, ride
from blueprint.view import Place, View
from blueprint.ways import exits, ways

if TYPE_CHECKING:
    from blueprint.flow.dominators import Dominators

DOUBLE = "Bitner, Booms and Tetreault, The Service Encounter (Journal of Marketing, 1990): double deviation"

_PAY = """
drive: {lane: frontstage, does: Drives to the door, next: pay}
pay:
  lane: customer
  does: Pays by card
  fails:
    - {mode: Card declined, detect: Reply of the bank, recover: pay%s
  ends: Paid
"""


@rule(
    "REC003",
    Severity.warning,
    source=f"{RECOVERY}; {DOUBLE}",
    bad=ride(_PAY % "}  # !"),
    good=ride(_PAY % ", at-most: 3}"),
    spares="Recoveries with a bound (at-most) on the failure or on a way of a choice between; recoveries from which another way "
    "leads to an end, so that somebody can stop trying; loops without any way out, which the flow rules find (FLW002).",
)
def recovery_that_only_tries_again(view: View) -> Iterator[Problem]:
    """A recovery leads back to what failed, again and again, and nowhere else.

    The customer who meets the failure a second time gets the same once more. Say how often it is tried (``at-most``), or
    give the recovery another way to end.
    """
    for process_id, found in recovered(view).items():
        loops = _Loops(view.blueprint.processes[process_id])
        for place, position, failure in found:
            if loops.only_tries_again(place.step_id, failure):
                message = (
                    f"when {place.name} fails ('{failure.mode}'), the case only comes back to it, however often it fails; say "
                    "how often it is tried (at-most), or give the recovery another way to end"
                )
                yield Problem(message, (*place.path, "fails", position), detail=failure.mode)


_WAX = """
drive: {lane: frontstage, does: Drives, fails: [{mode: Breakdown, detect: Driver, recover: mend%s}], ends: There}
mend:
  lane: frontstage
  does: Mends it on the road
  fails:
    - {mode: Part missing, detect: Driver, recover: drive}%s
  next: thank
thank: {lane: frontstage, does: Thanks for waiting, ends: There with a delay}
"""


@rule(
    "REC004",
    Severity.warning,
    source=DOUBLE,
    bad=ride(_WAX % ("", "  # !")),
    good=ride(_WAX % (", at-most: 1", "")),
    spares="Recoveries that name no way to fail, or that are part of the ordinary course as well; a second line from which a way "
    "leads to an end without what failed first; bounds (at-most) on either failure; a recovery that fails and names no second "
    "line at all (REC001), or only itself (REC003).",
)
def double_deviation(view: View) -> Iterator[Problem]:
    """A recovery can fail itself, and then leads back to what failed first.

    To fail a customer twice is worse than to fail a stranger: nothing makes people angrier than a remedy that does not
    work. The recovery needs a second line: somebody who settles it, or an end with dignity.
    """
    for process_id, found in recovered(view).items():
        loops = _Loops(view.blueprint.processes[process_id])
        firsts: dict[str | None, list[tuple[Place, Failure]]] = {}
        for place, _, failure in found:
            firsts.setdefault(failure.recover, []).append((place, failure))
        for place, position, failure in found:
            before = firsts.get(place.step_id, ())
            failed = sorted(each.name for each, first in before if loops.fails_twice(each.step_id, first, place.step_id, failure))
            if failed and place.step_id not in loops.course:
                message = (
                    f"when {place.name}, which makes up for a failure of {failed[0]}, fails as well ('{failure.mode}'), the "
                    "case only comes back to where it failed; give it a second line: somebody who settles it, or an end with "
                    "dignity"
                )
                yield Problem(message, (*place.path, "fails", position), detail=failure.mode)


class _Loops:
    """The steps of a process that lead back to each other without any bound, and those that every way to an end passes."""

    def __init__(self, process: Process) -> None:
        self.process = process

    @cached_property
    def names(self) -> list[str]:
        return sorted(self.process.steps)

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def part(self) -> dict[int, int]:
        """For each step the number of the loop it lies in."""
        parts = components(range(len(self.names)), self._links(_unbounded))
        return {each: number for number, part in enumerate(parts) for each in part}

    @cached_property
    def course(self) -> set[str]:
        """The steps of the ordinary course, in which nothing fails."""
        return {self.names[each] for each in reached(self._known(self.process.start), self._links(ways))}

    @cached_property
    def to_an_end(self) -> "Dominators":
        """What every way to an end passes; the number after those of the steps stands for all ends."""
        from blueprint.flow.dominators import Dominators

        before: list[list[int]] = [[] for _ in range(len(self.names) + 1)]
        for number, following in enumerate(self._links(lambda step: (*ways(step), *exits(step)))):
            for each in following:
                before[each].append(number)
        before[-1] = [number for name, number in self.numbers.items() if isinstance(self.process.steps[name].way, End)]
        return Dominators(len(self.names), before)

    def _known(self, names: Iterable[str]) -> list[int]:
        return [self.numbers[each] for each in names if each in self.numbers]

    def _links(self, following: Callable[[Step], Iterable[str]]) -> list[list[int]]:
        return [self._known(following(self.process.steps[name])) for name in self.names]

    def _comes_back(self, step: str, to: str) -> bool:
        """Whether one of two steps leads to the other again and again, and to no end without it."""
        one, other = self.numbers[step], self.numbers[to]
        return self.part[one] == self.part[other] and self.to_an_end.lies_on_every_way(other, one)

    def only_tries_again(self, failed: str, failure: Failure) -> bool:
        """Whether this failure leads back to its step without a bound, and to no end but through it."""
        return not failure.at_most and self._comes_back(failure.recover or "", failed)

    def fails_twice(self, failed: str, first: Failure, recovery: str, second: Failure) -> bool:
        """Whether the second failure, in the recovery of the first, leads to no end but through what failed first."""
        if first.at_most or second.at_most or failed == recovery:
            return False
        if self.only_tries_again(failed, first) or self.only_tries_again(recovery, second):
            return False
        return self._comes_back(second.recover or "", failed)


def _unbounded(step: Step) -> Iterator[str]:
    """The steps that may follow any number of times."""
    options = step.way.options if isinstance(step.way, Choose) else ()
    yield from (option.to for option in options if not option.at_most)
    yield from () if options else ways(step)
    yield from (failure.recover for failure in step.fails if failure.recover and not failure.at_most)
    yield from (step.late,) if step.late else ()
