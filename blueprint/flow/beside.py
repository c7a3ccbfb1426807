"""What must have happened in a process, and what goes on beside, when a case comes to one of its steps."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from blueprint.flow.build import lay
from blueprint.flow.graph import reached
from blueprint.flow.joins import Arrow
from blueprint.flow.joins import targets as arrows_of
from blueprint.flow.walks import BUDGET, Edge, Part, onward_order, parts
from blueprint.model import Choose, Fork, Next, Process, Step

Key = tuple[str, str]
"""A step: the id of its process, and its own."""


def targets(step: Step, *, exits: bool = True, ways: bool = True) -> Iterator[tuple[str, int | None]]:
    """Where a step leads, by its ways and by its exits, and how often at most in one case (None: nothing bounds it)."""
    match step.way if ways else None:
        case Next(to=to):
            yield to, None
        case Choose(options=options):
            yield from ((option.to, option.at_most) for option in options)
        case Fork(to=several):
            yield from ((to, None) for to in several)
    if exits:
        yield from ((failure.recover, failure.at_most or 1) for failure in step.fails if failure.recover)
        if step.late:
            yield step.late, None


def beside(process: Process, step_id: str, ends: Collection[str] = ()) -> Iterator[str]:
    """The steps of a process with which branches begin beside one that leads to this step, and that do not lead there.

    What follows ``ends`` in such a branch belongs to them: they may lie before the clock starts.
    """
    branches = {name: found for name, step in process.steps.items() if len(found := _branches(step)) > 1}
    if not branches:
        return
    arrows = _leading_on(process)
    past = _led([step_id], [(to, tail) for tail, to in arrows])
    begun = [
        each
        for name, started in branches.items()
        if name in past - {step_id} and not past.isdisjoint(started)
        for each in started
        if each not in past and each in process.steps
    ]
    yield from begun
    for end in _led(begun, arrows).intersection(ends) - _led([step_id], arrows) if begun and len(ends) > 1 else ():
        yield from (to for to, _ in targets(process.steps[end], exits=False) if to in process.steps)


def used_up(process: Process, starts: Iterable[str], step_id: str) -> Iterator[tuple[str, str]]:
    """The arrows with a bound along which every case comes to a step."""
    starts = tuple(starts)
    if step_id in starts:
        return iter(())
    numbers = {name: at for at, name in enumerate(process.steps, start=1)}
    edges = [Edge(0, numbers[name]) for name in starts if name in numbers]
    bounded: dict[tuple[str, str], int] = {}
    for name, step in process.steps.items():
        for to, most in targets(step):
            if to in numbers and most is None:
                edges.append(Edge(numbers[name], numbers[to]))
            elif to in numbers:
                between = bounded.setdefault((name, to), len(numbers) + 1 + len(bounded))
                edges += [Edge(numbers[name], between), Edge(between, numbers[to])]
    last = _always_passed(1 + len(numbers) + len(bounded), edges)
    passed, at = set(), numbers.get(step_id, 0)
    while at > 0:
        passed.add(at)
        at = last[at]
    return (arrow for arrow, between in bounded.items() if between in passed)


def before_end_of(process: Process, ends: Collection[str], begun: Collection[str], start: str | None = None) -> frozenset[str]:
    """The steps that can be come to before any of these ends, by cases that are at one of those that are begun.

    Where branches are awaited, each of them must have arrived; one that cannot without such an end holds up what follows. Of
    an inclusive choice that is the branch that ``start`` lies on; whether the others were taken is not known.
    """
    branches = _awaited(process, start)
    missing = {name: set(arrows.values()) for name, arrows in branches.items()}
    found: set[str] = set()
    passed = {each for each in begun if each in process.steps}
    waiting = list(passed)
    while waiting:
        name = waiting.pop()
        for to, number in arrows_of(process.steps[name]):
            if to not in process.steps or (number >= 0 and name in ends):
                continue
            if to in branches:
                missing[to].discard(branches[to].get((name, number), -1))
            if not missing.get(to):
                found.add(to)
            if to in found and to not in passed:
                passed.add(to)
                waiting.append(to)
    return frozenset(found)


def _awaited(process: Process, start: str | None) -> dict[str, dict[Arrow, int]]:
    """For each step that waits for several branches, the branch that each arrow into it comes from."""
    into: dict[str, list[Arrow]] = {}
    for name, step in process.steps.items():
        for to, number in arrows_of(step):
            into.setdefault(to, []).append((name, number))
    found = {}
    for name, step in process.steps.items():
        if step.join == "all":
            found[name] = {arrow: branch for branch, arrow in enumerate(into.get(name, ()))}
    arrows = [(tail, to) for to, several in into.items() for tail, _ in several]
    around = _always_before(process, start) if start else set()
    for name, each in lay(process).gatherings.items():
        groups = [*each.groups]
        if not isinstance(process.steps[each.fork].way, Fork):
            here = _led([start], [arrow for arrow in arrows if arrow[0] != each.fork]) if start and each.fork in around else set()
            groups = [group for group in groups if any(tail in here for tail, _ in group)]
        found[name] = {arrow: branch for branch, group in enumerate(groups) for arrow in group}
    return found


def _always_before(process: Process, step_id: str) -> set[str]:
    """The steps that every case has passed that comes to a step from the start of its process, and the step itself."""
    names = ["", *process.steps]
    numbers = {name: at for at, name in enumerate(names)}
    edges = [Edge(0, numbers[name]) for name in process.start if name in numbers]
    edges += [
        Edge(numbers[name], numbers[to]) for name, step in process.steps.items() for to, _ in targets(step) if to in numbers
    ]
    last, found, at = _always_passed(len(names), edges), set(), numbers.get(step_id, 0)
    while at > 0:
        found.add(names[at])
        at = last[at]
    return found


def _led(starts: Iterable[str], arrows: Iterable[tuple[str, str]]) -> set[str]:
    """The steps that these arrows lead to."""
    after: dict[str, list[str]] = {}
    for tail, to in arrows:
        after.setdefault(tail, []).append(to)
    found = set(starts)
    waiting = list(found)
    while waiting:
        new = set(after.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def _branches(step: Step) -> tuple[str, ...]:
    """The steps that may be begun at once."""
    match step.way:
        case Fork(to=several):
            return several
        case Choose(options=options, many=True):
            return tuple(option.to for option in options if not option.otherwise)
    return ()


def _leading_on(process: Process) -> list[tuple[str, str]]:
    """The arrows of a process without those that lead back.

    An arrow leads back to a step that every case has passed before. Where other circles remain, those that have a bound do.
    """
    names = ["", *(each for each in process.start if each in process.steps)]
    numbers = {name: at for at, name in enumerate(names)}
    arrows: list[Edge] = [Edge(0, at) for at in range(1, len(names))]
    for at, name in enumerate(names):
        for to, most in targets(process.steps[name]) if name else ():
            if to in process.steps and to not in numbers:
                numbers[to] = len(names)
                names.append(to)
            arrows += [Edge(at, numbers[to], most)] if to in numbers else []
    passed = _always_passed(len(names), arrows)
    onward = [edge for edge in arrows if not _is_passed(passed, edge.head, edge.tail)]
    found = parts(range(len(names)), onward)
    part_of = {node: at for at, part in enumerate(found) for node in part.nodes}
    kept = [(edge.tail, edge.head) for edge in onward if part_of[edge.tail] != part_of[edge.head]]
    kept += [(tail, head) for part in found for tail, heads in _onward(part).items() for head in heads]
    return [(names[tail], names[head]) for tail, head in kept if tail]


def _always_passed(size: int, arrows: Iterable[Edge]) -> list[int]:
    """For each node the last one before it that every walk from the first passes (Cooper, Harvey and Kennedy 2001)."""
    after: dict[int, list[int]] = {node: [] for node in range(size)}
    before: dict[int, list[int]] = {node: [] for node in range(size)}
    for edge in arrows:
        after[edge.tail].append(edge.head)
        before[edge.head].append(edge.tail)
    order = onward_order([0], after)
    place = {node: at for at, node in enumerate(order)}
    last = [-1] * size
    last[0] = 0
    changed = True
    while changed:
        changed = False
        for node in order[1:]:
            common = -1
            for each in before[node]:
                if last[each] < 0:
                    continue
                one, other = each, common if common >= 0 else each
                while one != other:
                    one, other = (last[one], other) if place[one] > place[other] else (one, last[other])
                common = one
            if last[node] != common:
                last[node], changed = common, True
    return last


def _is_passed(last: Sequence[int], node: int, before: int) -> bool:
    """Whether every walk to one node passes another."""
    while before not in (node, 0):
        before = last[before]
    return before == node


def _onward(part: Part) -> Mapping[int, Collection[int]]:
    """The edges of a part that lead on: those without a bound, and as many others as close no circle."""
    if len(part.bounded) * len(part.nodes) > BUDGET:
        return part.onward
    found = {node: set(heads) for node, heads in part.onward.items()}
    for edge in sorted(part.bounded, key=lambda each: (each.tail, each.head)):
        if edge.tail not in reached([edge.head], found):
            found[edge.tail].add(edge.head)
    return found
