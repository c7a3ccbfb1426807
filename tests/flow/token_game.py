"""A token game that plays a whole process out, marking by marking: slow, simple, and knowing no rule of ``blueprint.flow``.

Places hold tokens; a move takes them from places and puts them on others. An inclusive join
waits as BPMN 2.0 says: as long as a token can come to a place of it that is empty, and not to one that is full. A stop
takes every token, and where a choice is made after which nothing but a stop can come, the others count no longer.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from typing import Any

from attrs import define, field, frozen

from blueprint.flow.graph import BEGIN, FINISH, Graph

Place = Any
Marking = frozenset[Place]
START: Place = "start"


@frozen
class Move:
    """``step``: the step that is begun by it; ``chosen``: something else could be chosen instead."""

    name: Any
    step: str
    takes: Marking
    gives: Marking
    chosen: bool = False


@frozen
class Join:
    """An inclusive join."""

    name: Any
    step: str
    places: Marking
    gives: Marking


@define(slots=False)
class Game:
    moves: list[Move] = field(factory=list)
    joins: list[Join] = field(factory=list)
    ends: set[Place] = field(factory=set)
    stops: set[Place] = field(factory=set)
    names: set[Any] = field(factory=set)
    """What must be moved at least once."""

    def can_come(self, places: Marking, join: Join) -> set[Place]:
        """The places from which a token can come to one of these, not through a join."""
        found, waiting = set(places), list(places)
        while waiting:
            goal = waiting.pop()
            for takes, gives, name in self._arrows():
                if goal in gives and name != join.name:
                    waiting += takes - found
                    found |= takes
        return found

    def _arrows(self) -> Iterator[tuple[Marking, Marking, Any]]:
        yield from ((move.takes, move.gives, move.name) for move in self.moves)
        yield from ((join.places, join.gives, join.name) for join in self.joins)

    def arrivals(self, marking: Marking) -> Iterator[Move]:
        """The moves of inclusive joins that wait for nothing more."""
        for join in self.joins:
            there = join.places & marking
            if there and not (self.can_come(join.places - there, join) - self.can_come(there, join)) & marking:
                yield Move(join.name, join.step, there, join.gives)

    def possible(self, marking: Marking) -> list[Move]:
        """Every move that can be made; none once the case is stopped."""
        if marking & self.stops:
            return []
        return [*(move for move in self.moves if move.takes <= marking), *self.arrivals(marking)]

    def is_over(self, marking: Marking) -> bool:
        return bool(marking & self.stops) or marking <= self.ends

    def is_double(self, marking: Marking, move: Move) -> bool:
        """Whether a move puts a second token into one place."""
        return not self.gives_up(move) and bool(move.gives & (marking - move.takes))

    def after(self, marking: Marking, move: Move) -> Marking:
        return move.gives if self.gives_up(move) else (marking - move.takes) | move.gives

    def gives_up(self, move: Move) -> bool:
        """Whether a choice is made after which nothing but a stop can come: then no other token counts."""
        if move.gives <= self.doors:
            return move.chosen and not move.takes <= self.before_doors
        return move.chosen and move.gives <= self.doomed and not move.takes <= self.doomed

    @cached_property
    def doors(self) -> set[Place]:
        """The places just before a stop."""
        return {place for move in self.moves if move.gives & self.stops for place in move.takes}

    @cached_property
    def before_doors(self) -> set[Place]:
        """The places from which no move leads but to doors."""
        return {
            place for move in self.moves for place in move.takes
            if all(other.gives <= self.doors for other in self.moves if place in other.takes)
        }  # fmt: skip

    @cached_property
    def doomed(self) -> set[Place]:
        return self._leading_to(self.stops) - self._leading_to(self.ends)

    def _leading_to(self, places: set[Place]) -> set[Place]:
        good = set(places)
        while more := {place for takes, gives, _ in self._arrows() if gives & good for place in takes} - good:
            good |= more
        return good

    def ends_structurally(self) -> bool:
        """Whether from every place an end can be reached along the arrows, or it lies in a loop that is sure to be stopped."""
        places = {START}.union(*(takes | gives for takes, gives, _ in self._arrows()))
        caught = places - self._leading_to(self.ends | self.stops)
        sure = self.doomed - self._leading_to(caught) if caught else set()
        return all(
            len(takes) == len(gives) == 1 if takes & caught else bool(gives & sure) and bool(takes)
            for takes, gives, _ in self._arrows()
            if gives & caught
        ) and all(any(place in takes for takes, _, _ in self._arrows()) for place in caught)

    def is_sound(self, most: int = 20_000, *, plainly: bool = False) -> bool | None:
        """Whether everything can happen, everything can come to an end, nothing is twice in one place. None: too large.

        ``plainly``: asking for nothing else; otherwise loops without a way out are called unsound wherever a stop that ends
        them is not sure by the arrows.
        """
        if not plainly and not self.ends_structurally():
            return False
        start = frozenset({START})
        after: dict[Marking, set[Marking]] = {}
        moved: set[Any] = set()
        waiting = [start]
        while waiting:
            marking = waiting.pop()
            if marking in after:
                continue
            after[marking] = set()
            if len(after) > most:
                return None
            for move in self.possible(marking):
                if self.is_double(marking, move):
                    return False
                moved.add(move.name)
                after[marking].add(self.after(marking, move))
            waiting += after[marking]
        return self.names <= moved and self._all_end(after)

    def _all_end(self, after: dict[Marking, set[Marking]]) -> bool:
        good = {marking for marking in after if self.is_over(marking)}
        while True:
            more = {marking for marking, others in after.items() if marking not in good and others & good}
            if not more:
                return len(good) == len(after)
            good |= more

    def replay(self, steps: tuple[str, ...]) -> set[tuple[Marking, bool]]:
        """The markings in which a case can be just when these steps have been begun in this order, and no other.

        With each, whether there were ever two tokens in one place; they are then played on as one.
        """
        found = self._quietly({(frozenset({START}), False)})
        for step in steps:
            found = self._quietly(
                {self._played(one, move) for one in found for move in self._loosely(one[0]) if move.step == step}
            )
        return found

    def can_begin(self, step: str, marking: Marking) -> bool:
        """Whether a step can still be begun, sooner or later."""
        seen, waiting = {marking}, [marking]
        while waiting:
            here = waiting.pop()
            for move in self._loosely(here):
                if move.step == step:
                    return True
                new = self.after(here, move)
                if new not in seen:
                    seen.add(new)
                    waiting.append(new)
        return False

    def _played(self, one: tuple[Marking, bool], move: Move) -> tuple[Marking, bool]:
        return self.after(one[0], move), one[1] or self.is_double(one[0], move)

    def _loosely(self, marking: Marking) -> Iterator[Move]:
        yield from () if marking & self.stops else (move for move in self.moves if move.takes <= marking)
        yield from self.arrivals(marking)

    def _quietly(self, several: set[tuple[Marking, bool]]) -> set[tuple[Marking, bool]]:
        """These, and all that comes of them while no step is begun."""
        found, waiting = set(several), list(several)
        while waiting:
            one = waiting.pop()
            for move in self._loosely(one[0]):
                new = self._played(one, move)
                if not move.step and new not in found:
                    found.add(new)
                    waiting.append(new)
        return found


def some(several: list[Place]) -> Iterator[Marking]:
    """Every choice of at least one."""
    for count in range(1, len(several) + 1):
        yield from map(frozenset, combinations(several, count))


def game_of(graph: Graph) -> Game:
    """A graph as a game: every edge is a place."""
    game = Game()
    for node, kind in enumerate(graph.kinds):
        ins, outs = list(graph.ins[node]), list(graph.outs[node])
        step = graph.steps[node] if graph.begins[node] else ""
        game.names |= {node} - {BEGIN, FINISH}
        if node == BEGIN:
            game.moves += [Move(node, "", frozenset({START}), frozenset({out}), len(outs) > 1) for out in outs]
        if node == FINISH:
            game.ends |= set(ins)
        elif kind == "stop":
            game.stops.add(("stopped", node))
            game.moves += [Move(node, step, frozenset({each}), frozenset({("stopped", node)})) for each in ins]
        elif kind == "exclusive":
            game.moves += [Move(node, step, frozenset({each}), frozenset({out}), len(outs) > 1) for each in ins for out in outs]
        elif kind == "parallel":
            game.moves.append(Move(node, step, frozenset(ins), frozenset(outs)))
        elif kind == "several":
            game.moves += [Move(node, step, frozenset({each}), chosen) for each in ins for chosen in some(outs)]
        else:
            game.joins.append(Join(node, step, frozenset(ins), frozenset(outs)))
    return game
