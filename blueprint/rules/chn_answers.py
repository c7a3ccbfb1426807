"""CHN: over which channel an answer comes, and when."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.rules.contacts import Course, Key, acting_by_lane, named_channels
from blueprint.rules.mechanism import rule
from blueprint.rules.replies import Replies, answering, carries
from blueprint.view import ANSWERING, View
from blueprint.wording import listed

ROW = "Seeds, row A6: combine traditional and network channels, online and offline; reply in time"

_WITHDRAW = """\
channels:
  web: {{title: Web shop, kind: online}}
  mail: {{title: E-mail, kind: online, two-way: true}}
processes:
  back:
    title: Withdrawal
    phase: after-sale
    kind: withdrawal
    start: withdraw
    steps:
      withdraw: {{lane: customer, does: Presses Withdraw, channels: [web], next: confirm}}{mark}
      confirm: {{lane: frontstage, does: Confirms, {over}ends: Confirmed}}
"""


@rule(
    "CHN005",
    Severity.info,
    source=f"{ROW}; ISO 10002:2018: accessibility",
    bad=_WITHDRAW.format(mark="  # !", over=""),
    good=_WITHDRAW.format(mark="", over="channels: [mail], "),
    spares="Contacts of which one channel is two-way; answers that leave something in hand (evidence) or come from a machine; "
    "contacts of which only some first answers name no channel; contacts that may stay without any answer (CHN001).",
)
def answer_over_no_channel(view: View) -> Iterator[Problem]:
    """The customer gets in touch over a channel that carries no answer, and the answer names no other.

    A form on a page cannot talk back. Unless it is said how the answer comes, each clerk finds a way of their own, and the
    customer waits in the wrong place.
    """
    course = view.shared(Course)
    for key, contact in course.contacts.items():
        known = [view.blueprint.channels[each] for each in contact if each in view.blueprint.channels]
        if len(known) == len(contact) and not any(each.two_way for each in known):
            place, told = course.places[key], _told_over_nothing(view, course, key)
            if told:
                message = (
                    f"the customer gets in touch over {named_channels(view, contact)} ({place.name}), which carries no answer, "
                    f"and the answer ({told}) names none either; say over which one it comes (channels)"
                )
                yield Problem(message, place.path, on_key=True)


def _told_over_nothing(view: View, course: Course, contact: Key) -> str | None:
    """What is done to answer, in quotes, where nothing carries the first answers; None where something does or none comes."""
    step = course.places[contact].step
    if course.hears(contact):
        told = [f"'{each.does}'" for lane, each in acting_by_lane(step) if view.blueprint.role(lane) in ANSWERING]
        return None if carries(view, *answering(view, step)) else listed(told)
    found = view.shared(Replies).to(contact)
    return None if found is None or found[0].carried else f"'{found[1].does}'"


_QUESTION = """\
channels:
  mail: {{title: E-mail, kind: online, two-way: true}}
processes:
  advice:
    title: Advice
    phase: pre-sale
    kind: consultation
    start: ask
    steps:
      ask: {{lane: customer, does: Asks, channels: [mail], next: answer}}{mark}
      answer: {{lane: frontstage, does: Answers, {time}ends: Answered}}
"""


@rule(
    "CHN007",
    Severity.info,
    source=f"{ROW}; Maister, The Psychology of Waiting Lines (1985): uncertain waits feel longer",
    bad=_QUESTION.format(mark="  # !", time=""),
    good=_QUESTION.format(mark="", time="time: {wait: 1h, limit: 4h}, "),
    spares="Answers in the same moment; any time at all (wait, work or limit) on the answer or on a step before it; contacts "
    "that a promise counts from; contacts that may stay without any answer (CHN001).",
)
def answer_without_a_time(view: View) -> Iterator[Problem]:
    """The customer gets in touch, and nothing says how long the answer takes.

    A wait of which the end is known is half a wait. Without a time nobody can promise it, keep it or notice that it is late.
    """
    course, promised = view.shared(Course), {each.from_ for each in view.blueprint.promises.values()}
    for key in course.contacts:
        if not course.hears(key) and ".".join(key) not in promised:
            found, place = view.shared(Replies).to(key), course.places[key]
            if found and not found[0].timed:
                message = (
                    f"the customer gets in touch ({place.name}), and nothing says how long it takes until '{found[1].does}'; "
                    "give it a time (time: {limit: ...}) or a promise"
                )
                yield Problem(message, place.path, on_key=True)
