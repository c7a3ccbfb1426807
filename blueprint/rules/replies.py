"""The first answers that follow a contact, for all steps of a blueprint at once."""

from collections import deque
from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from blueprint.model import End, Part, Step
from blueprint.rules.contacts import Course, Key, acting_by_lane, is_machine
from blueprint.view import View
from blueprint.ways import reached, turned


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


class Replies:
    """For each step that a contact leads to, the reply that follows from its beginning.

    A least fixed point, in which each step settles soon. Several rules ask for it: ``view.shared(Replies)``.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.course = view.shared(Course)
        self.known: dict[Key, Reply] = {}
        self._solve()

    def to(self, contact: Key) -> tuple[Reply, Step] | None:
        """The reply to a contact, and an answering step; None where some way ends, waits or asks again without one."""
        reply = self._after(contact)
        if reply.silent or reply.answer is None:
            return None
        return reply, self._step(reply.answer)

    def _step(self, key: Key) -> Step:
        return self.course.places[key].step

    def _solve(self) -> None:
        course = self.course
        asked = reached({each for key in course.contacts for each in course.onward(key)}, self._leading)
        self.known = {key: Reply() for key in course.places if key in asked}
        before = turned(self.known, self._leading)
        waiting = deque(reversed(self.known))
        while waiting:
            key = waiting.popleft()
            reply = _either(self.known[key], self._judge(key))
            if reply != self.known[key]:
                self.known[key] = reply
                waiting.extend(before[key])

    def _leading(self, key: Key) -> Sequence[Key]:
        """The steps that a reply hangs on: none where the customer hears something in the step itself, asks again or waits."""
        course = self.course
        settled = course.hears(key) or key in course.contacts or self._waits(self._step(key))
        return () if settled else course.onward(key)

    def _waits(self, step: Step) -> bool:
        return step.time is not None and step.time.wait is not None and self.view.is_led_by_customer(step)

    def _judge(self, key: Key) -> Reply:
        step = self._step(key)
        timed = step.time is not None
        if self.course.hears(key):
            return Reply(carried=carries(self.view, step, *answering(self.view, step)), timed=timed, answer=key)
        if key in self.course.contacts or self._waits(step):
            return Reply(silent=True)
        after = self._after(key)
        return after._replace(timed=True) if timed else after

    def _after(self, key: Key) -> Reply:
        way = self._step(key).way
        ended = Reply(silent=isinstance(way, End) and not way.continues)
        return reduce(_either, (self.known[following] for following in self.course.onward(key)), ended)


def carries(view: View, *acting: Step | Part) -> bool:
    """Whether what is said there comes over a channel, in something to hold, or from the machine that was asked."""
    return any(each.channels or each.evidence or is_machine(view, each) for each in acting)


def answering(view: View, step: Step) -> list[Step | Part]:
    """The step and its parts, as far as the other side acts in them."""
    return [each for lane, each in acting_by_lane(step) if view.blueprint.role(lane) != "customer"]
