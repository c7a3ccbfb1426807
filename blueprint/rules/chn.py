"""CHN: channels, and the reply that every contact is owed."""

from collections import defaultdict, deque
from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.model import Choose, End, Fork, Next, Step
from blueprint.rules.contacts import contact_channels, hears, named_channels
from blueprint.rules.mechanism import rule
from blueprint.view import Place, View

Key = tuple[str, str]


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
    silence = _Silence(view)
    for place in view.places:
        contact = contact_channels(view, place.step)
        if contact and not silence.answers(place):
            last = silence.after(place)
            if last is not None:
                channels = named_channels(view, contact)
                over = f" over {channels}" if channels else ""
                yield Problem(
                    f"the customer gets in touch{over} ({place.name}) and may hear nothing before {_where(last)}",
                    place.path,
                    on_key=True,
                )


def _where(last: Step) -> str:
    return f"the end ('{last.way.text}')" if isinstance(last.way, End) else f"they wait ('{last.does}')"


class _Silence:
    """For each step: whether a run from it can come to an end, or to a wait of the customer, without an answer.

    A least fixed point over all processes: nothing is silent until an end or a wait shows it.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.known = {(place.process_id, place.step_id): place for place in view.places}
        self.silent: dict[Key, Step] = {}
        self._solve()

    def _solve(self) -> None:
        dependents: defaultdict[Key, list[Key]] = defaultdict(list)
        for key, place in self.known.items():
            for other in self._looked_at(place):
                dependents[other].append(key)
        waiting = deque(self.known)
        while waiting:
            key = waiting.popleft()
            if key in self.silent:
                continue
            last = self._judge(self.known[key])
            if last is not None:
                self.silent[key] = last
                waiting.extend(dependents[key])

    def _judge(self, place: Place) -> Step | None:
        """The end or wait that is reached in silence from the beginning of this step; None while none is known."""
        if self.answers(place):
            return None
        time = place.step.time
        if self.view.is_led_by_customer(place.step) and time and time.wait and not time.wait.is_zero:
            return place.step
        return self.after(place)

    def answers(self, place: Place) -> bool:
        """Whether the customer gets an answer in this step, or in a process that it runs or starts."""
        begun = [*place.step.starts, *([place.step.runs] if place.step.runs else [])]
        return hears(self.view, place.step) or any(
            process in self.view.blueprint.processes and self._begins(process) is None for process in begun
        )

    def after(self, place: Place) -> Step | None:
        """The same, from the end of the step."""
        way, process = place.step.way, place.process_id
        match way:
            case Next(to=to):
                return self.silent.get((process, to))
            case Choose(options=options):
                return self._any([(process, option.to) for option in options])
            case Fork(to=several):
                return self._all([(process, to) for to in several])
            case End(continues=()):
                return place.step
            case End(continues=continues):
                lasts = [self._begins(each) for each in continues]
                return None if None in lasts else lasts[0]

    def _begins(self, target: str) -> Step | None:
        return self._any(list(self._firsts(target)))

    def _any(self, keys: list[Key]) -> Step | None:
        return next((self.silent[key] for key in keys if key in self.silent), None)

    def _all(self, keys: list[Key]) -> Step | None:
        return self.silent[keys[0]] if all(key in self.silent for key in keys) else None

    def _looked_at(self, place: Place) -> Iterator[Key]:
        way, process = place.step.way, place.process_id
        match way:
            case Next(to=to):
                yield process, to
            case Choose(options=options):
                yield from ((process, option.to) for option in options)
            case Fork(to=several):
                yield from ((process, to) for to in several)
            case End(continues=continues):
                for each in continues:
                    yield from self._firsts(each)
        for begun in (*place.step.starts, *([place.step.runs] if place.step.runs else [])):
            yield from self._firsts(begun)

    def _firsts(self, target: str) -> Iterator[Key]:
        process, _, step = target.partition(".")
        starts = (step,) if step else getattr(self.view.blueprint.processes.get(process), "start", ())
        yield from ((process, start) for start in starts)
