"""The token game with a clock: every run of a small process in which each step takes no time, or as long as it may.

What can happen happens at once; only when nothing can, time passes until the next step is done.
"""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from attrs import define, evolve, frozen

from blueprint.model import Choose, Process, Time
from blueprint.values import Duration
from tests.flow.process_game import arrows_of, game_of
from tests.flow.token_game import START, Game, Marking, Move


@frozen
class State:
    """``left``: for steps under way, the time they still take; ``used``: how often arrows with a bound were taken."""

    marking: Marking
    left: frozenset[tuple[Any, int]] = frozenset()
    used: frozenset[tuple[Any, int]] = frozenset()
    clock: int = -1
    """-1 before it runs."""


class TooLarge(Exception):  # noqa: N818
    """There are too many states to be looked at."""


def bounds_of(process: Process) -> dict[Any, int]:
    """How often each arrow with a bound may be taken."""
    found: dict[Any, int] = {}
    for name, step in process.steps.items():
        failures = [each for each in step.fails if each.recover]
        for arrow in arrows_of(name, step):
            if isinstance(arrow[1], str) and arrow[1].startswith("fails"):
                found[arrow] = failures[int(arrow[1].split()[1])].at_most or 1
            elif isinstance(arrow[1], int) and isinstance(step.way, Choose) and step.way.options[arrow[1]].at_most:
                found[arrow] = step.way.options[arrow[1]].at_most or 1
    return found


def timed(game: Game) -> Game:
    """The same game, in which a step that stops the case does so when it is done, not when it is begun."""
    for place in [each for each in game.stops if each[0] == "under way"]:
        end = ("end", place[1])
        game.stops.remove(place)
        game.stops.add(end)
        game.moves.append(Move(("go on", place[1]), "", frozenset({place}), frozenset({end})))
    return game


def longest_elapsed(
    process: Process, takes: dict[str, int], start: str, ends: set[str], *, after: bool = False, most: int = 60_000
) -> int | None:
    """The longest time from when a step is first begun (or ended) until one of others ends; None where it cannot happen."""
    play = _Play(timed(game_of(process)), bounds_of(process), takes, start, ends, after)
    first = State(frozenset({START}))
    seen, waiting = {first}, [first]
    while waiting:
        state = waiting.pop()
        new = set(play.following(state)) - seen
        seen |= new
        waiting += new
        if len(seen) > most:
            raise TooLarge
    return play.longest


@define
class _Play:
    game: Game
    bounds: dict[Any, int]
    takes: dict[str, int]
    start: str
    ends: set[str]
    after: bool
    longest: int | None = None

    def following(self, state: State) -> Iterator[State]:
        left, used = dict(state.left), dict(state.used)
        moves = [
            move
            for move in self.game.possible(state.marking)
            if not any(left.get(place) for place in move.takes)
            and all(used.get(arrow, 0) < self.bounds[arrow] for arrow in move.gives if arrow in self.bounds)
        ]
        for move in moves:
            yield from self.moved(state, move)
        if not moves and left and not state.marking & self.game.stops:
            passes = min(left.values())
            still_left = frozenset((place, time - passes) for place, time in left.items() if time > passes)
            yield State(state.marking, still_left, state.used, state.clock + passes if state.clock >= 0 else -1)

    def moved(self, state: State, move: Move) -> Iterator[State]:
        marking = (state.marking - move.takes) | move.gives
        if move.gives & (state.marking - move.takes):
            raise TooLarge
        clock = state.clock
        if clock >= 0 and any(move.name == ("go on", end) for end in self.ends):
            self.longest = max(self.longest or 0, clock)
            return
        if clock < 0 and (move.name == ("go on", self.start) if self.after else move.step == self.start):
            clock = 0
        used = dict(state.used)
        used |= {arrow: used.get(arrow, 0) + 1 for arrow in move.gives if arrow in self.bounds}
        under_way = [place for place in move.gives if place[0] == "under way"]
        for time in {0, *(self.takes[place[1]] for place in under_way)}:
            still = {place: left for place, left in state.left if place in marking} | dict.fromkeys(under_way, time)
            left = frozenset((place, time) for place, time in still.items() if time)
            yield State(marking, left, frozenset(used.items()), clock)


def with_times(dice: Random, process: Process) -> tuple[Process, dict[str, int]]:
    """The process with a limit for every step, and bounds on some ways back; never on every way of a choice."""
    steps, takes = {}, {}
    for name, step in process.steps.items():
        takes[name] = dice.choice([0, 1, 2, 5, 11])
        way = step.way
        if isinstance(way, Choose) and not way.many:
            free = dice.randrange(len(way.options))
            bounds = [None if at == free else dice.choice([None, 1, 2, 3]) for at in range(len(way.options))]
            way = evolve(way, options=tuple(evolve(each, at_most=most) for each, most in zip(way.options, bounds, strict=True)))
        fails = tuple(evolve(each, at_most=dice.choice([None, None, 2])) for each in step.fails)
        limit = Time(limit=Duration(Decimal(takes[name]), "s"))
        steps[name] = evolve(step, way=way, fails=fails, time=limit)
    return evolve(process, steps=steps), takes
