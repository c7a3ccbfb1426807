"""How long customers wait without a word: what CHN002 reckons with, which only services whose steps take time load."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from blueprint.durations import DAY, Elapsed, Number, total
from blueprint.flow.beside import targets
from blueprint.flow.walks import Edge, Search, Terrain
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import SEEN_ROLES, Fork, Part, Step
from blueprint.rules.contacts import Course, Key, acting_by_lane, said_from_behind
from blueprint.view import View
from blueprint.ways import reached, turned

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
        self.course = view.shared(Course)
        self.patience = size(Elapsed.of(view.patience))

    @cached_property
    def takes(self) -> dict[Key, Elapsed]:
        """How long it takes at each step until the customer hears something, or the case goes on."""
        return {key: self._takes(key, self.course.places[key].step) for key in self._keys}

    @cached_property
    def acts(self) -> list[Key]:
        """The steps that the customer leads and at which no promise begins."""
        led = (key for key, place in self.course.places.items() if self.view.is_led_by_customer(place.step))
        return [key for key in led if key not in self._promised[0]]

    def is_short(self) -> bool:
        """Whether it is plain that no wait is beyond the customer's patience; where waits go round in a circle, it never is."""
        onward = {key: self._quietly_on(key) for key in self._keys}
        before = turned(onward, onward.__getitem__)
        ahead = {key: len(following) for key, following in onward.items()}
        longest: dict[Key, Number] = {}
        settled = [key for key in onward if not ahead[key]]
        for key in settled:
            longest[key] = size(self.takes[key]) + max((longest[each] for each in onward[key]), default=0)
            if longest[key] > self.patience:
                return False
            for each in before[key]:
                ahead[each] -= 1
                settled += () if ahead[each] else (each,)
        return len(settled) == len(onward)

    def _quietly_on(self, key: Key) -> Sequence[Key]:
        """The steps that follow one while the customer hears nothing."""
        return () if self._is_told(key) else self.course.onward(key)

    def after(self, act: Key) -> tuple[Key, ...]:
        """The steps during which nothing is heard after something that the customer did, where that is too long."""
        longest: tuple[Key, ...] = ()
        for key in self.course.onward(act):
            if self._search.reached.get(self._numbers[key], 0) > self.patience:
                chain = self._chain(key)
                if chain[-1] not in self._promised[1] and not self._told_beside(act, chain):
                    longest = max(longest, chain, key=lambda each: size(total(self.takes[key] for key in each)))
        return longest

    def _chain(self, key: Key) -> tuple[Key, ...]:
        return tuple(self._keys[node - 1] for node in reversed(self._search.walk(self._numbers[key])) if node != HEARD)

    def _told_beside(self, act: Key, chain: tuple[Key, ...]) -> bool:
        """Whether a branch that begins on the way tells the customer in time."""
        for key, after in pairwise((act, *chain)):
            branches = self.course.onward(key) if isinstance(self.course.places[key].step.way, Fork) else ()
            quiet = (self._search.reached.get(self._numbers[each], self.patience + 1) for each in branches if each != after)
            if any(each <= self.patience for each in quiet):
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
        """The steps that the customer waits through after one of their own, and those at which they hear something then."""
        waits = reached({each for key in self.acts for each in self.course.onward(key)}, self._quietly_on)
        return [key for key in self.course.places if key in waits]

    @cached_property
    def _numbers(self) -> dict[Key, int]:
        return {key: number for number, key in enumerate(self._keys, start=1)}

    @cached_property
    def _search(self) -> Search:
        """The longest ways back from what is heard."""
        edges = []
        for key in self._keys:
            if self._is_told(key):
                edges.append(Edge(HEARD, self._numbers[key]))
            else:
                bounds = dict(targets(self.course.places[key].step, exits=False))
                edges += [
                    Edge(self._numbers[each], self._numbers[key], bounds.get(each[1]) if each[0] == key[0] else None)
                    for each in self.course.onward(key)
                ]
        weights = [0, *(size(self.takes[key]) for key in self._keys)]
        return Terrain(len(weights), edges).search(weights)

    def _is_told(self, key: Key) -> bool:
        """Whether the customer hears something in a step, or does something."""
        step = self.course.places[key].step
        if self.course.hears(key) or self.view.is_led_by_customer(step):
            return True
        begun = (*step.starts, step.runs) if step.runs else step.starts
        return bool(begun) and not self._telling.isdisjoint(begun)

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The processes in which the customer hears or does something, or in one that is certain to follow."""
        leading: dict[str, list[str]] = {}
        for each in self.view.hand_overs:
            if each.verb in CERTAIN_VERBS:
                leading.setdefault(each.target, []).append(each.process_id)
        seen = {place.process_id for place in self.view.places if self.view.is_seen(place.step)}
        return frozenset(reached(seen, lambda name: leading.get(name, ())))

    def _takes(self, key: Key, step: Step) -> Elapsed:
        if self.view.is_led_by_customer(step):
            return Elapsed()
        if not self._is_told(key):
            return (self.view.times.bound(key) if step.time or step.runs else None) or Elapsed()
        telling = [each for lane, each in acting_by_lane(step) if self.view.blueprint.role(lane) in SEEN_ROLES]
        later = [Elapsed.of(when) for each in telling if isinstance(each, Part) and (when := each.every or each.after)]
        if not later or len(later) < len(telling) or said_from_behind(self.view, step):
            return Elapsed.of(step.time.wait) if step.time and step.time.wait else Elapsed()
        bound = self.view.times.bound(key)
        return min([*later, *([bound] if bound else [])], key=size)
