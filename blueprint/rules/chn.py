"""CHN: channels, and the reply that every contact is owed."""

from collections import deque
from collections.abc import Iterator, Sequence

from blueprint.findings import Problem, Severity
from blueprint.model import End, Fork, Step
from blueprint.rules.contacts import Course, Key, named_channels
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.ways import reached, turned


@rule(
    "CHN001",
    Severity.warning,
    source="Seeds, row A6: combine channels, and reply in time; ISO 10002:2018: responsiveness",
    bad="""\
        channels:
          mail: {title: E-mail, kind: online, two-way: true}
        processes:
          advice:
            title: Advice
            phase: pre-sale
            kind: consultation
            start: ask
            steps:
              ask: {lane: customer, does: Asks, channels: [mail], next: file}  # !
              file: {lane: backstage, does: Files the question, ends: Filed}
        """,
    good="""\
        channels:
          mail: {title: E-mail, kind: online, two-way: true}
        processes:
          advice:
            title: Advice
            phase: pre-sale
            kind: consultation
            start: ask
            steps:
              ask: {lane: customer, does: Asks, channels: [mail], next: file}
              file: {lane: backstage, does: Files the question, next: answer}
              answer: {lane: frontstage, does: Answers, ends: Answered}
        """,
    spares="Steps of the customer without a channel; a reply given in the same moment by another lane, or in a process that "
    "the case runs, starts or continues in; waits behind the line of visibility that end in a reply; forks of which one "
    "branch replies; a reply over a channel from behind the line of visibility (VIS003); what happens when a step fails or is "
    "late.",
)
def contact_without_reply(view: View) -> Iterator[Problem]:
    """The customer speaks to the service and hears nothing.

    Who asks and hears nothing asks again, elsewhere, or complains. After each moment in which the customer uses a channel,
    somebody must answer: a step or part that the customer sees (frontstage or outside), before the customer has to wait
    and before the case ends.
    """
    course = view.shared(Course)
    silence = _Silence(course)
    for key, contact in course.contacts.items():
        last = None if silence.answers(key) else silence.after(key)
        if last is not None:
            place, channels = course.places[key], named_channels(view, contact)
            over = f" over {channels}" if channels else ""
            yield Problem(
                f"the customer gets in touch{over} ({place.name}) and may hear nothing before {_where(last)}",
                place.path,
                on_key=True,
            )


def _where(last: Step) -> str:
    return f"the end ('{last.way.text}')" if isinstance(last.way, End) else f"they wait ('{last.does}')"


class _Silence:
    """For each step that a contact leads to: whether a run from it can come to an end, or to a wait, without an answer.

    A least fixed point over all processes: nothing is silent until an end or a wait shows it.
    """

    def __init__(self, course: Course) -> None:
        self.course = course
        self.silent: dict[Key, Step] = {}
        self._solve()

    def _solve(self) -> None:
        asked = reached({each for key in self.course.contacts for each in self._led_to(key)}, self._silently_on)
        waiting = deque(key for key in self.course.places if key in asked)
        dependents = turned(tuple(waiting), self._led_to)
        while waiting:
            key = waiting.popleft()
            if key in self.silent:
                continue
            last = self._judge(key)
            if last is not None:
                self.silent[key] = last
                waiting.extend(dependents[key])

    def _silently_on(self, key: Key) -> Sequence[Key]:
        return () if self.course.hears(key) else self._led_to(key)

    def _led_to(self, key: Key) -> Sequence[Key]:
        """The steps that follow one, and those that begin what may answer beside it."""
        begun = [first for each in self._begun(key) for first in self.course.firsts(each) if first in self.course.places]
        return [*self.course.onward(key), *begun] if begun else self.course.onward(key)

    def _judge(self, key: Key) -> Step | None:
        """The end or wait that is reached in silence from the beginning of this step; None while none is known."""
        step = self.course.places[key].step
        waits = step.time and step.time.wait and not step.time.wait.is_zero
        last = step if waits and self.course.view.is_led_by_customer(step) else self.after(key)
        return None if last is None or self.answers(key) else last

    def answers(self, key: Key) -> bool:
        """Whether the customer gets an answer in this step, or in a process that it runs or starts."""
        known = self.course.view.blueprint.processes
        return self.course.hears(key) or any(each in known and self._begins(each) is None for each in self._begun(key))

    def after(self, key: Key) -> Step | None:
        """The same, from the end of the step."""
        way, following = self.course.places[key].step.way, self.course.onward(key)
        if isinstance(way, End):
            lasts = [self._begins(each) for each in way.continues] or [self.course.places[key].step]
            return None if None in lasts else lasts[0]
        if isinstance(way, Fork):
            in_silence = len(following) == len(way.to) and all(each in self.silent for each in following)
            return self.silent[following[0]] if in_silence else None
        return self._any(following)

    def _begun(self, key: Key) -> tuple[str, ...]:
        step = self.course.places[key].step
        return (*step.starts, step.runs) if step.runs else step.starts

    def _begins(self, target: str) -> Step | None:
        return self._any(self.course.firsts(target))

    def _any(self, keys: Sequence[Key]) -> Step | None:
        for each in keys:
            if each in self.silent:
                return self.silent[each]
        return None
