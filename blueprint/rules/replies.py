"""The first answers that follow a contact, for all steps of a blueprint at once."""

from collections import defaultdict, deque
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple
from weakref import WeakKeyDictionary

from blueprint.model import End, Part, Step
from blueprint.rules.contacts import contact_channels, hears, is_machine
from blueprint.view import Place, View, ways

Key = tuple[str, str]


class Reply(NamedTuple):
    """What follows in the ordinary course: whether some way has no answer, and what is known of the first answers.

    ``carried``: one of them comes over a channel, in something to hold, or from a machine. ``timed``: some step up to one of
    them has a time. ``answer``: one of them; None where nobody answers.
    """

    silent: bool = False
    carried: bool = False
    timed: bool = False
    answer: Key | None = None


def _either(one: Reply, other: Reply) -> Reply:
    return Reply(one.silent or other.silent, one.carried or other.carried, one.timed or other.timed, one.answer or other.answer)


_KNOWN: "WeakKeyDictionary[View, dict[Key, Reply]]" = WeakKeyDictionary()
"""The replies in a blueprint, which several rules ask for."""


class Replies:
    """For each step, the reply that follows from its beginning: a least fixed point, in which each step settles soon."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.known = _KNOWN.get(view, {})
        if not self.known:
            self.known = dict.fromkeys(((place.process_id, place.step_id) for place in view.places), Reply())
            self._solve()
            _KNOWN[view] = self.known

    def to(self, contact: Place) -> tuple[Reply, Step] | None:
        """The reply to a contact, and an answering step; None where some way ends, waits or asks again without one."""
        reply = self._after((contact.process_id, contact.step_id))
        if reply.silent or reply.answer is None:
            return None
        return reply, self._step(reply.answer)

    def _step(self, key: Key) -> Step:
        return self.view.blueprint.processes[key[0]].steps[key[1]]

    def _solve(self) -> None:
        before: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in self.known:
            for following in self._following(key):
                before[following].append(key)
        waiting = deque(reversed(self.known))
        while waiting:
            key = waiting.popleft()
            reply = _either(self.known[key], self._judge(key))
            if reply != self.known[key]:
                self.known[key] = reply
                waiting.extend(before[key])

    def _judge(self, key: Key) -> Reply:
        step = self._step(key)
        timed = step.time is not None
        if hears(self.view, step):
            return Reply(carried=self.carries(step, *answering(self.view, step)), timed=timed, answer=key)
        if contact_channels(self.view, step) or (self.view.is_led_by_customer(step) and step.time and step.time.wait):
            return Reply(silent=True)
        after = self._after(key)
        return after._replace(timed=True) if timed else after

    def _after(self, key: Key) -> Reply:
        way = self._step(key).way
        ended = Reply(silent=isinstance(way, End) and not way.continues)
        return reduce(_either, (self.known[following] for following in self._following(key)), ended)

    def _following(self, key: Key) -> Iterator[Key]:
        """The steps that follow, as far as they exist, in another process too where the case goes on there."""
        process_id, step = key[0], self._step(key)
        keys = [(process_id, to) for to in ways(step)]
        for target in step.way.continues if isinstance(step.way, End) else ():
            other, _, entered = target.partition(".")
            starts = (entered,) if entered else getattr(self.view.blueprint.processes.get(other), "start", ())
            keys += [(other, start) for start in starts]
        return (each for each in keys if each in self.known)

    def carries(self, *acting: Step | Part) -> bool:
        """Whether what is said there comes over a channel, in something to hold, or from the machine that was asked."""
        return any(each.channels or each.evidence or is_machine(self.view, each) for each in acting)


def answering(view: View, step: Step) -> list[Part]:
    """The parts of a step in which the other side acts."""
    return [part for lane, part in step.with_.items() if view.blueprint.role(lane) != "customer"]
