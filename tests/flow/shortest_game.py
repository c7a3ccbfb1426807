"""The fewest steps after which a token game shows a fault: everything is played, with no cleverness at all."""

from collections import deque
from collections.abc import Callable, Collection, Iterator
from typing import Any

from attrs import define, field

from blueprint.flow.signs import Sign
from tests.flow.token_game import START, Game, Marking, Move, Place


class TooLarge(Exception):  # noqa: N818
    """There are more states than anybody would play."""


@define(slots=False)
class Quest:
    """A search for the fewest steps to a state, or move, that shows a fault; ``split``: the name of a move to make before."""

    game: Game
    split: Any = None
    noted: Collection[Any] = ()
    """Names of moves of which it is kept whether they were made."""
    most: int = 30_000
    strict: bool = False
    met: int = field(init=False, default=0)

    def fewest(
        self,
        state: Callable[[Marking, frozenset[Any]], bool] = lambda *_: False,
        move: Callable[[Marking, Move], bool] = lambda *_: False,
    ) -> int | None:
        """The fewest steps begun before a state is as wanted, or by a move that is; None where that cannot be."""
        start = (frozenset({START}), frozenset())
        best: dict[Any, int] = {start: 0}
        waiting: deque[tuple[int, Any]] = deque([(0, start)])
        while waiting:
            steps, here = waiting.popleft()
            if here == "shown":
                return steps
            marking, made = here
            if steps > best[here] or marking & self.game.stops:
                continue
            past = self.split is None or self.split in made
            if past and state(marking, made):
                return steps
            for each in self.game.possible(marking):
                cost = steps + bool(each.step)
                noted = made | ({each.name} if each.name in self.noted or each.name == self.split else set())
                new = (self.game.after(marking, each), noted)
                if self.strict and new[0] & self.game.doomed:
                    continue
                if past and move(marking, each):
                    self._put(waiting, steps, cost, "shown")
                elif cost < best.get(new, cost + 1):
                    best[new] = cost
                    self._put(waiting, steps, cost, new)
            if len(best) > self.most:
                raise TooLarge
        return None

    def _put(self, waiting: deque[tuple[int, Any]], before: int, steps: int, new: Any) -> None:
        if steps == before:
            waiting.appendleft((steps, new))
        else:
            waiting.append((steps, new))

    def waits(self, name: Any) -> int | None:
        """Until a join holds a token, and not all that it waits for could come, or nothing that could come can go on."""
        takes = {place for each in self._all() if each.name == name for place in each.takes}
        leading, is_parallel = self.game._leading_to(takes), any(each.name == name for each in self.game.moves)

        def waits(marking: Marking, _: object) -> bool:
            if not takes & marking:
                return False
            in_vain = is_parallel and not takes <= self.could_be(marking)
            return in_vain or not any(each.takes & leading for each in self.game.possible(marking))

        return self.fewest(waits)

    def _all(self) -> Iterator[Move]:
        """All moves; those of an inclusive join as if it waited for all."""
        yield from self.game.moves
        yield from (Move(join.name, join.step, join.places, join.gives) for join in self.game.joins)

    def shown(self, sign: Sign) -> int | None:
        """Until a sign shows."""
        match sign.kind:
            case "waits":
                return self.waits(*sign.goals)
            case "twice":
                return self.twice(sign.goals)
            case "round":
                return self.round()
            case "arrives":
                return self.arrives(sign.goals)

    def could_be(self, marking: Marking) -> set[Place]:
        """All places that would hold a token, if tokens went every way they can and were never used up."""
        found = set(marking)
        while True:
            new = set[Place]()
            for each in self.game.moves:
                new |= each.gives if each.takes <= found else set()
            for join in self.game.joins:
                new |= join.gives if join.places & found else set()
            if new <= found:
                return found
            found |= new

    def twice(self, names: Collection[Any]) -> int | None:
        """Until a move of one of these names puts a token where there is one."""
        return self.fewest(move=lambda marking, each: each.name in names and self.game.is_double(marking, each))

    def round(self) -> int | None:
        """Until a token comes to where a noted move can take it that was made before."""
        taken: dict[Place, set[Any]] = {}
        for each in self._all():
            for place in each.takes:
                taken.setdefault(place, set()).add(each.name)
        return self.fewest(lambda marking, made: any(taken.get(place, set()) & made & set(self.noted) for place in marking))

    def arrives(self, places: Collection[Place]) -> int | None:
        """Until a token is on one of these places."""
        return self.fewest(lambda marking, _: any(place in marking for place in places))


def fewest(game: Game, sign: Sign, most: int = 30_000) -> int | None:
    """The fewest steps after which the game of a graph shows a sign: after the split if that can be, and if that can be again
    with no token from which only a stop can come."""
    for split in (sign.split, None):
        for strict in (True, False) if sign.kind == "waits" else (False,):
            quest = Quest(game, split, sign.goals if sign.kind == "round" else (), most, strict)
            found = quest.shown(sign)
            if found is not None:
                return found
    return None
