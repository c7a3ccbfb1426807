"""Sound flows by construction: sequences, choices that merge, forks that are joined, loops with a way out, recoveries, ends.

Whoever composes one brings the dice: Hypothesis in tests, a seeded random number generator elsewhere.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, Protocol, TypeVar

from attrs import define, field

from blueprint.model import Choose, End, Failure, Fork, Next, Option, Outcome, Time
from blueprint.values import Duration

T = TypeVar("T")

Outcomes = tuple[Outcome, ...]
STOPPING: Final[Outcomes] = ("refused", "withdrawn", "passed-on", "failed")
OUTCOMES: Final[Outcomes] = ("success", "partly", *STOPPING)


class Dice(Protocol):
    """Where the variety comes from; the first of several is the simplest."""

    def pick(self, several: Sequence[T]) -> T: ...

    def number(self, least: int, most: int) -> int: ...

    def text(self) -> str: ...


@define
class Flow:
    """A sound flow of up to so many steps. ``start`` is where it begins; ``steps`` holds, by id, how each step goes on:
    the fields ``way``, and where there are any ``join``, ``fails``, ``late`` and ``time`` of a :class:`blueprint.Step`.

    Each method of a piece lays out up to ``size`` steps that come to ``then``, or to an end where ``then`` is None, and
    returns the first of them. ``outcomes`` are those of the ends it may come to: in a branch that is joined later an end must
    stop the whole case, and where the join waits only for what still can come, there is none.
    """

    dice: Dice
    size: int
    prefix: str = "step"
    hand_overs: tuple[str, ...] = ()
    steps: dict[str, dict[str, Any]] = field(factory=dict)
    start: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Either all may end for itself, or one or two beginnings come to one end."""
        beginnings = self.dice.pick([0, 1, 1, 2][: self.size])
        if not beginnings:
            self.start = (self._piece(self.size, None, outcomes=OUTCOMES),)
            return
        last = self._step(1, None, outcomes=OUTCOMES)
        each = (self.size - 1) // beginnings
        self.start = tuple(self._piece(each, last, outcomes=OUTCOMES) for _ in range(beginnings))

    def _new(self, **goes_on: Any) -> str:
        name = f"{self.prefix}-{len(self.steps) + 1}"
        self.steps[name] = goes_on
        return name

    def _piece(self, size: int, then: str | None, *, outcomes: Outcomes) -> str:
        if size == 1:
            return self.dice.pick((self._step, self._retry))(size, then, outcomes=outcomes)
        ends = then is None
        makers: dict[Callable[..., str], int] = {
            self._sequence: 2, self._recovery: 2, self._lateness: 2, self._choice: 2 + ends, self._loop: 2 + ends,
        }  # fmt: skip
        if not ends or outcomes == OUTCOMES:
            makers[self._branches] = 3 if ends else 4
        likely = (self._sequence, self._branches)
        fitting = [make for make, least in makers.items() if least <= size]
        make = self.dice.pick([*fitting, *(make for make in fitting if make in likely)])
        return make(size, then, outcomes=outcomes)

    def _step(self, _: int, then: str | None, *, outcomes: Outcomes) -> str:
        return self._new(way=self._way(then, outcomes=outcomes))

    def _way(self, then: str | None, *, outcomes: Outcomes) -> Next | End:
        if then is not None:
            return Next(to=then)
        outcome = self.dice.pick(outcomes)
        hands_over = bool(self.hand_overs) and self.dice.pick((False, True))
        continues = (self.dice.pick(self.hand_overs),) if hands_over else ()
        return End(text=self.dice.text(), outcome=outcome, continues=continues)

    def _sequence(self, size: int, then: str | None, *, outcomes: Outcomes) -> str:
        first = self.dice.number(1, size - 1)
        middle = self._piece(size - first, then, outcomes=outcomes)
        return self._piece(first, middle, outcomes=outcomes)

    def _choice(self, size: int, then: str | None, *, outcomes: Outcomes) -> str:
        """Of two or three ways one is taken. One at least comes to ``then``; others may end."""
        sizes = self._split(size - 1, least=2 if then is None else 1)
        targets = [self._piece(sizes[0], then, outcomes=outcomes)]
        for each in sizes[1:]:
            targets.append(self._piece(each, self.dice.pick((then, None) if outcomes else (then,)), outcomes=outcomes))
        if then is not None and (len(targets) == 1 or self.dice.pick((False, True))):
            targets.append(then)
        return self._new(way=Choose(options=self._options(targets)))

    def _options(self, targets: Sequence[str]) -> tuple[Option, ...]:
        shares: tuple[Decimal | None, ...] = (
            self._shares(len(targets)) if self.dice.pick((False, True)) else (None,) * len(targets)
        )
        last = {"otherwise": True} if self.dice.pick((False, True)) else {"when": self.dice.text()}
        cases = [*({"when": self.dice.text()} for _ in targets[1:]), last]
        return tuple(Option(to=to, share=share, **case) for to, share, case in zip(targets, shares, cases, strict=True))

    def _shares(self, count: int) -> tuple[Decimal, ...]:
        """Shares that add to 100 %."""
        left, shares = 100, []
        for others in range(count - 1, 0, -1):
            shares.append(self.dice.number(1, left - others))
            left -= shares[-1]
        return tuple(Decimal(share) / 100 for share in (*shares, left))

    def _split(self, size: int, *, least: int) -> list[int]:
        """The sizes of up to three branches; at least so many, each of one step or more."""
        count = self.dice.number(least, max(least, min(3, size)))
        sizes = []
        for others in range(count - 1, 0, -1):
            sizes.append(self.dice.number(1, size - others))
            size -= sizes[-1]
        return [*sizes, size]

    def _loop(self, size: int, then: str | None, *, outcomes: Outcomes) -> str:
        out = self._step(1, None, outcomes=outcomes) if then is None else then
        check = self._new()
        body = self._piece(size - (2 if then is None else 1), check, outcomes=outcomes)
        back, on = self._options((body, out))
        self.steps[check]["way"] = Choose(options=(back, on))
        return body

    def _branches(self, size: int, then: str | None, *, outcomes: Outcomes) -> str:
        """Several branches at once: each ends for itself, or they are joined before ``then``."""
        if then is None:
            return self._parted(size)
        make = self.dice.pick((self._forked, self._all_awaited, self._chosen))
        return make(size, then, outcomes=tuple(each for each in outcomes if each in STOPPING))

    def _parted(self, size: int) -> str:
        fork = self._new()
        targets = [self._piece(each, None, outcomes=OUTCOMES) for each in self._split(size - 1, least=2)]
        self.steps[fork]["way"] = self.dice.pick((Fork(to=tuple(targets)), self._several(targets)))
        return fork

    def _forked(self, size: int, then: str, *, outcomes: Outcomes) -> str:
        fork = self._new()
        self.steps[fork]["way"] = Fork(to=tuple(self._joined(fork, size - 2, then, outcomes=outcomes)))
        return fork

    def _chosen(self, size: int, then: str, *, outcomes: Outcomes) -> str:
        """Several ways at once. Their join waits only for what can still come, so none may end, whatever ``outcomes`` allow."""
        choice = self._new()
        self.steps[choice]["way"] = self._several(self._joined(choice, size - 2, then, outcomes=()))
        return choice

    def _joined(self, fork: str, size: int, then: str, *, outcomes: Outcomes) -> list[str]:
        join = self._new(way=Next(to=then), join=fork)
        return [self._piece(each, join, outcomes=outcomes) for each in self._split(size, least=2)]

    def _all_awaited(self, size: int, then: str, *, outcomes: Outcomes) -> str:
        """A fork whose branches are single steps, so that every arrow into the join comes for certain."""
        join = self._new(way=Next(to=then), join="all")
        targets = [self._step(1, join, outcomes=outcomes) for _ in self._split(size - 2, least=2)]
        return self._new(way=Fork(to=tuple(targets)))

    def _several(self, targets: Sequence[str]) -> Choose:
        return Choose(options=tuple(Option(to=to, when=self.dice.text()) for to in targets), many=True)

    def _failure(self, recover: str) -> Failure:
        return Failure(mode=self.dice.text(), recover=recover, at_most=self.dice.pick((None, 1, 3)))

    def _retry(self, _: int, then: str | None, *, outcomes: Outcomes) -> str:
        step = self._new(way=self._way(then, outcomes=outcomes))
        self.steps[step]["fails"] = (self._failure(step),)
        return step

    def _recovery(self, size: int, then: str | None, *, outcomes: Outcomes) -> str:
        """A step that can go wrong; the recovery leads back to it, on, or to an end."""
        step = self._new(way=self._way(then, outcomes=outcomes))
        recovery = self._piece(size - 1, self.dice.pick((step, then, None) if outcomes else (step, then)), outcomes=outcomes)
        self.steps[step]["fails"] = (self._failure(recovery),)
        return step

    def _lateness(self, size: int, then: str | None, *, outcomes: Outcomes) -> str:
        step = self._new(way=self._way(then, outcomes=outcomes))
        late = self._piece(size - 1, self.dice.pick((step, then, None) if outcomes else (step, then)), outcomes=outcomes)
        limit = Duration(Decimal(self.dice.number(1, 9)), self.dice.pick(("h", "wd")))
        self.steps[step] |= {"late": late, "time": Time(limit=limit)}
        return step
