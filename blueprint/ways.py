"""Where things lead: the ways out of a step, and what can be reached by them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from blueprint.model import Choose, End, Fork, Next, Step

K = TypeVar("K")


def reached(starts: Iterable[K], after: Callable[[K], Iterable[K]]) -> set[K]:
    """Everything that can be reached by what comes after each, the starts included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for each in after(waiting.pop()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def turned(several: Iterable[K], after: Callable[[K], Iterable[K]]) -> Mapping[K, list[K]]:
    """For each, those of several after which it comes, in their order."""
    found: defaultdict[K, list[K]] = defaultdict(list)
    for one in several:
        for each in after(one):
            found[each].append(one)
    return found


def continued(step: Step) -> tuple[str, ...]:
    """The processes, or their steps, in which the case goes on from an end."""
    return step.way.continues if isinstance(step.way, End) else ()


def ways(step: Step) -> tuple[str, ...]:
    """The steps that follow in the ordinary course, in the order written."""
    match step.way:
        case Next(to=to):
            return (to,)
        case Choose(options=options):
            return tuple(option.to for option in options)
        case Fork(to=several):
            return several
    return ()


def exits(step: Step) -> tuple[str, ...]:
    """The steps that follow when something goes wrong: recoveries, and the way out when it is late."""
    recoveries = tuple(failure.recover for failure in step.fails if failure.recover)
    return (*recoveries, step.late) if step.late else recoveries
