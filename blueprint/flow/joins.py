"""Which branch an arrow into a join comes from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from blueprint.model import Choose, Fork, Process, Step

Arrow = tuple[str, int]
"""A step, and which of its arrows: the number of the way, from 0; exits have numbers below 0, the beginning has no step."""
SEVERAL: Final = -1


class Arrows(NamedTuple):
    """All arrows of a process. ``leads``: the arrows of each step with their targets, ``into``: those into each step."""

    leads: Mapping[str, Sequence[tuple[str, Arrow]]]
    into: Mapping[str, Sequence[Arrow]]


def targets(step: Step) -> Iterator[tuple[str, int]]:
    """Where the arrows of a step lead: its ways from 0 on, then its exits from -1 down."""
    if isinstance(step.way, Choose):
        yield from ((option.to, number) for number, option in enumerate(step.way.options))
    elif isinstance(step.way, Fork):
        yield from ((to, number) for number, to in enumerate(step.way.to))
    elif hasattr(step.way, "to"):
        yield step.way.to, 0
    number = -1
    for failure in step.fails:
        if failure.recover:
            yield failure.recover, number
            number -= 1
    if step.late:
        yield step.late, number


def starts_branches(step: Step | None) -> bool:
    """Whether there is anything to wait for: a fork, or a choice of several ways at once."""
    return step is not None and (isinstance(step.way, Fork) or (isinstance(step.way, Choose) and step.way.many))


class Gathering(NamedTuple):
    """How a step gathers what arrives: groups of arrows of one branch each, arrows of several branches, arrows of none."""

    fork: str
    groups: tuple[tuple[Arrow, ...], ...]
    of_several: tuple[Arrow, ...]
    of_none: tuple[Arrow, ...]


def gatherings(process: Process, arrows: Arrows, order: Sequence[str]) -> dict[str, Gathering]:
    """For every step that waits for the branches of a fork or inclusive choice, how it does; ``order``: inner forks last."""
    waiting: dict[str, list[str]] = {}
    for name in order:
        fork = process.steps[name].join
        if fork is not None and fork != "all" and starts_branches(process.steps.get(fork)):
            waiting.setdefault(fork, []).append(name)
    found = {}
    blocks: dict[str, str] = {}
    for fork in reversed(order):
        for join in waiting.get(fork, ()):
            found[join] = _gathered(arrows, fork, join, blocks)
    return found


def _gathered(arrows: Arrows, fork: str, join: str, blocks: dict[str, str]) -> Gathering:
    labels = _labels(arrows, fork, join, blocks)
    groups: dict[int, list[Arrow]] = {}
    several, none = [], []
    for arrow in arrows.into[join]:
        source, number = arrow
        label = number if source == fork and number >= 0 else labels.get(source)
        if label is None:
            none.append(arrow)
        elif label == SEVERAL:
            several.append(arrow)
        else:
            groups.setdefault(label, []).append(arrow)
    if all(to in labels or to == join for name in labels for to, _ in arrows.leads.get(name, ())):
        blocks[fork] = join
    return Gathering(fork, tuple(map(tuple, groups.values())), tuple(several), tuple(none))


def _labels(arrows: Arrows, fork: str, join: str, blocks: Mapping[str, str]) -> dict[str, int]:
    """The branch that each step lies on, reached forward from the fork, passing neither it nor the join.

    An inner block, from which nothing leads but to its own join, is leapt over: nesting costs nothing.
    """
    labels: dict[str, int] = {}
    waiting = [(to, number) for to, (_, number) in arrows.leads[fork] if number >= 0]
    while waiting:
        name, label = waiting.pop()
        old = labels.get(name)
        if name in (fork, join) or old in (label, SEVERAL):
            continue
        labels[name] = label = label if old is None else SEVERAL
        leap = blocks.get(name)
        if leap is not None:
            waiting.append((leap, label))
        waiting += [(to, label) for to, (_, number) in arrows.leads.get(name, ()) if leap is None or number < 0]
    return labels
