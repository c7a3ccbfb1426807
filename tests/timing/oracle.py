"""Every run of a small process without loops, from the words of the format: how likely each is, and how long it takes.

What a token does at a step is written down here anew; it shares no code with ``blueprint.timing``. Times do not vary.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from attrs import evolve, frozen

from blueprint.model import Choose, End, Fork, Next, Process, Step
from tests.flow.process_game import branches

STOPS = ("refused", "withdrawn", "passed-on", "failed")
Arrow = tuple[str, object, str]


@frozen
class State:
    """``busy``: the steps under way, each with when it is done; ``came``: the arrows along which tokens wait at joins."""

    clock: Fraction = Fraction(0)
    busy: tuple[tuple[Fraction, str], ...] = ()
    came: frozenset[Arrow] = frozenset()
    ended: frozenset[str] = frozenset()
    done: tuple[tuple[str, int], ...] = ()
    used: tuple[tuple[Arrow, int], ...] = ()


@frozen
class Run:
    """A run that is over: how likely it is, how long it took, how it ended, and how often each step was done."""

    share: Fraction
    elapsed: Fraction
    outcome: str
    done: dict[str, int]


class Enumeration:
    """All runs of a process."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.groups = {name: dict(self._groups(name, step)) for name, step in process.steps.items() if step.join}

    def _groups(self, name: str, step: Step) -> Iterator[tuple[Arrow, object]]:
        """For each arrow into a join, the branch that it is of."""
        if step.join == "all":
            for tail, other in self.process.steps.items():
                for arrow, _ in _ways(tail, other):
                    if arrow[2] == name:
                        yield arrow, arrow
        else:
            for arrow, of in branches(self.process, str(step.join), name).items():
                yield arrow, min(of)

    def runs(self) -> Iterator[Run]:
        starts = self.process.start
        for start in starts:
            yield from self._on(self._begun(State(), start), Fraction(1, len(starts)))

    def _begun(self, state: State, name: str) -> State:
        until = state.clock + taken(self.process.steps[name])
        done = dict(state.done)
        done[name] = done.get(name, 0) + 1
        return evolve(state, busy=tuple(sorted((*state.busy, (until, name)))), done=tuple(sorted(done.items())))

    def _on(self, state: State, share: Fraction) -> Iterator[Run]:
        state = self._met(state)
        if not state.busy:
            yield Run(share, state.clock, "partly" if "partly" in state.ended else "success", dict(state.done))
            return
        (when, name), *others = state.busy
        left = evolve(state, clock=when, busy=tuple(others))
        step = self.process.steps[name]
        for part, arrows, used in self._choices(name, step, dict(state.used)):
            after = evolve(left, used=used)
            if not arrows and isinstance(step.way, End):
                if step.way.outcome in STOPS:
                    yield Run(share * part, when, step.way.outcome, dict(state.done))
                    continue
                after = evolve(after, ended=after.ended | {step.way.outcome})
            for arrow in arrows:
                if self.process.steps[arrow[2]].join:
                    after = evolve(after, came=after.came | {arrow})
                else:
                    after = self._begun(after, arrow[2])
            yield from self._on(after, share * part)

    def _met(self, state: State) -> State:
        """The joins that wait for nothing more are begun."""
        for name, groups in self.groups.items():
            here = {arrow for arrow in state.came if arrow[2] == name}
            if here and self._is_complete(state, name, groups, here):
                return self._met(self._begun(evolve(state, came=state.came - here), name))
        return state

    def _is_complete(self, state: State, name: str, groups: dict[Arrow, object], here: set[Arrow]) -> bool:
        step = self.process.steps[name]
        if step.join == "all" or isinstance(self.process.steps[str(step.join)].way, Fork):
            return {groups[arrow] for arrow in here} == set(groups.values())
        waiting = [each for _, each in state.busy] + [arrow[2] for arrow in state.came - here]
        seen = set(waiting)
        while waiting:
            for arrow, _ in _ways(waiting[-1], self.process.steps[waiting.pop()]):
                if arrow[2] == name:
                    return False
                if arrow[2] not in seen:
                    seen.add(arrow[2])
                    waiting.append(arrow[2])
        return True

    def _choices(
        self, name: str, step: Step, used: dict[Arrow, int]
    ) -> Iterator[tuple[Fraction, tuple[Arrow, ...], tuple[tuple[Arrow, int], ...]]]:
        """How a step goes on: how likely, along which arrows, and what is used up then."""
        ways = _ways(name, step)
        most = {arrow: bound for arrow, bound in ways if bound}
        open_ways = [arrow for arrow, _ in ways if used.get(arrow, 0) < most.get(arrow, 10**9)]
        rest = Fraction(1)
        for arrow in open_ways:
            if isinstance(arrow[1], str):
                share = _likelihood(step, arrow)
                rest -= share
                if share:
                    yield share, (arrow,), _with(used, (arrow,), most)
        own = [arrow for arrow in open_ways if isinstance(arrow[1], int)]
        for part, arrows in _own(step, own):
            if part * rest:
                yield part * rest, arrows, _with(used, arrows, most)


def _with(used: dict[Arrow, int], arrows: tuple[Arrow, ...], most: dict[Arrow, int]) -> tuple[tuple[Arrow, int], ...]:
    after = dict(used)
    for arrow in arrows:
        if arrow in most:
            after[arrow] = after.get(arrow, 0) + 1
    return tuple(sorted(after.items(), key=str))


def _ways(name: str, step: Step) -> list[tuple[Arrow, int | None]]:
    """The arrows of a step, with how often each may be taken."""
    found: list[tuple[Arrow, int | None]] = []
    match step.way:
        case Next(to=to):
            found.append(((name, 0, to), None))
        case Choose(options=options):
            found += [((name, at, option.to), option.at_most) for at, option in enumerate(options)]
        case Fork(to=several):
            found += [((name, at, to), None) for at, to in enumerate(several)]
    found += [((name, f"fails {at}", each.recover), each.at_most) for at, each in enumerate(step.fails) if each.recover]
    return [*found, *([((name, "late", step.late), None)] if step.late else [])]


def _likelihood(step: Step, arrow: Arrow) -> Fraction:
    if arrow[1] == "late":
        return Fraction(int(is_late(step)))
    if is_late(step):
        return Fraction(0)
    return Fraction(step.fails[int(str(arrow[1]).split()[1])].likelihood or 0)


def _own(step: Step, ways: list[Arrow]) -> Iterator[tuple[Fraction, tuple[Arrow, ...]]]:
    if not isinstance(step.way, Choose):
        yield Fraction(1), tuple(ways)
        return
    shares = [Fraction(step.way.options[int(str(arrow[1]))].share or 0) for arrow in ways]
    if not step.way.many:
        for share, arrow in zip(shares, ways, strict=True):
            if sum(shares):
                yield share / sum(shares), (arrow,)
        return
    none = Fraction(1)
    for share in shares:
        none *= 1 - share
    for taken_ones in product((True, False), repeat=len(ways)):
        part = Fraction(1)
        for share, is_taken in zip(shares, taken_ones, strict=True):
            part *= share if is_taken else 1 - share
        if any(taken_ones):
            yield part / (1 - none), tuple(arrow for arrow, is_taken in zip(ways, taken_ones, strict=True) if is_taken)


def own_time(step: Step) -> Fraction:
    time = step.time
    said = [each.amount for each in (time.wait, time.work) if each] if time else []
    return Fraction(sum(said))


def is_late(step: Step) -> bool:
    return bool(step.late and step.time and step.time.limit and own_time(step) > step.time.limit.amount)


def taken(step: Step) -> Fraction:
    """What a step takes, in seconds; one that is late is left at its limit."""
    if is_late(step) and step.time and step.time.limit:
        return Fraction(step.time.limit.amount)
    return own_time(step)
