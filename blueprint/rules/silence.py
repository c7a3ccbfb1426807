"""How long customers wait without a word: what CHN002 reckons with, which only services whose steps take time load."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from blueprint.durations import DAY, Elapsed, Number, total
from blueprint.flow.beside import targets
from blueprint.flow.walks import Edge, Search, Terrain
from blueprint.model import SEEN_ROLES, Fork, Part, Step
from blueprint.rules.contacts import hears, said_from_behind
from blueprint.view import CERTAIN_VERBS, Place, View
from blueprint.view import ways as next_steps

Key = tuple[str, str]
HEARD = 0


def _key(place: str) -> Key:
    process, _, step = place.partition(".")
    return process, step


def size(elapsed: Elapsed) -> Number:
    """A number to compare waits by: working days count as days."""
    return elapsed.seconds + elapsed.working_days * DAY


class Quiet:
    """How long the customer hears nothing from the beginning of each step on."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def known(self) -> dict[Key, Place]:
        return {(place.process_id, place.step_id): place for place in self.view.places}

    @cached_property
    def takes(self) -> dict[Key, Elapsed]:
        """How long it takes at each step until the customer hears something, or the case goes on."""
        return {key: self._takes(key, place.step) for key, place in self.known.items()}

    def after(self, place: Place) -> tuple[Key, ...]:
        """The steps during which nothing is heard after something that the customer did, where that is too long."""
        if not self.view.is_led_by_customer(place.step) or (place.process_id, place.step_id) in self._promised[0]:
            return ()
        patience = size(Elapsed.of(self.view.patience))
        longest: tuple[Key, ...] = ()
        for key in self._following((place.process_id, place.step_id)):
            if self._search.reached.get(self._numbers[key], 0) > patience:
                chain = self._chain(key)
                if chain[-1] not in self._promised[1] and not self._told_beside(place, chain, patience):
                    longest = max(longest, chain, key=lambda each: size(total(self.takes[key] for key in each)))
        return longest

    def _chain(self, key: Key) -> tuple[Key, ...]:
        return tuple(self._keys[node - 1] for node in reversed(self._search.walk(self._numbers[key])) if node != HEARD)

    def _told_beside(self, place: Place, chain: tuple[Key, ...], patience: Number) -> bool:
        """Whether a branch that begins on the way tells the customer in time."""
        passed = ((place.process_id, place.step_id), *chain)
        for key, after in pairwise(passed):
            branches = self._following(key) if isinstance(self.known[key].step.way, Fork) else ()
            if any(self._search.reached.get(self._numbers[each], patience + 1) <= patience for each in branches if each != after):
                return True
        return False

    @cached_property
    def _promised(self) -> tuple[set[Key], set[Key]]:
        """The steps at which the clock of a promise with a time starts, and those at which it stops."""
        timed = [each for each in self.view.blueprint.promises.values() if each.within]
        starts = {_key(each.from_) for each in timed if each.from_}
        return starts, {_key(end) for each in timed for end in each.to}

    @cached_property
    def _keys(self) -> list[Key]:
        return list(self.known)

    @cached_property
    def _numbers(self) -> dict[Key, int]:
        return {key: number for number, key in enumerate(self._keys, start=1)}

    @cached_property
    def _search(self) -> Search:
        """The longest ways back from what is heard."""
        edges = []
        for key, place in self.known.items():
            if self._is_told(place.step):
                edges.append(Edge(HEARD, self._numbers[key]))
            else:
                bounds = dict(targets(place.step, exits=False))
                edges += [
                    Edge(self._numbers[each], self._numbers[key], bounds.get(each[1]) if each[0] == key[0] else None)
                    for each in self._following(key)
                ]
        weights = [0, *(size(self.takes[key]) for key in self._keys)]
        return Terrain(len(weights), edges).search(weights)

    def _following(self, key: Key) -> Iterator[Key]:
        """The steps that follow in the ordinary course, in another process too where the case goes on there."""
        step = self.known[key].step
        keys = [(key[0], to) for to in next_steps(step)]
        for target in getattr(step.way, "continues", ()):
            process, _, entered = target.partition(".")
            starts = (entered,) if entered else getattr(self.view.blueprint.processes.get(process), "start", ())
            keys += [(process, start) for start in starts]
        return (each for each in keys if each in self.known)

    def _is_told(self, step: Step) -> bool:
        """Whether the customer hears something in a step, or does something."""
        begun = [*step.starts, *([step.runs] if step.runs else [])]
        return self.view.is_led_by_customer(step) or hears(self.view, step) or not self._telling.isdisjoint(begun)

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The processes in which the customer hears or does something, or in one that is certain to follow."""
        found = {place.process_id for place in self.view.places if self.view.is_seen(place.step)}
        leading: dict[str, list[str]] = {}
        for each in self.view.hand_overs:
            if each.verb in CERTAIN_VERBS:
                leading.setdefault(each.target, []).append(each.process_id)
        waiting = list(found)
        while waiting:
            new = set(leading.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return frozenset(found)

    def _takes(self, key: Key, step: Step) -> Elapsed:
        if self.view.is_led_by_customer(step):
            return Elapsed()
        if not self._is_told(step):
            return self.view.times.bound(key) or Elapsed()
        wait = Elapsed.of(step.time.wait) if step.time and step.time.wait else Elapsed()
        later = [Elapsed.of(when) for part in self._telling_parts(step) if (when := part.every or part.after)]
        at_once = self.view.blueprint.role(step.lane) in SEEN_ROLES or len(later) < len(self._telling_parts(step))
        if at_once or not later or said_from_behind(self.view, step):
            return wait
        bound = self.view.times.bound(key)
        return min([*later, *([bound] if bound else [])], key=size)

    def _telling_parts(self, step: Step) -> list[Part]:
        return [part for lane, part in step.with_.items() if self.view.blueprint.role(lane) in SEEN_ROLES]
