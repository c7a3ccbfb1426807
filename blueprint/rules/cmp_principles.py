"""CMP, the principles of ISO 10002: answered at once and in time, free of charge, within reach, and learned from."""

from collections.abc import Iterable, Iterator

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import End, Step
from blueprint.rules.cmp import ISO
from blueprint.rules.contacts import Course, acting_in, realised
from blueprint.rules.mechanism import rule
from blueprint.view import Place, View
from blueprint.ways import exits, reached, turned, ways
from blueprint.wording import listed

ROW = "Seeds, row B2: be kind to complaints, and handle them at once"
ACKNOWLEDGED = "iso-10002/acknowledgement"
ANSWERED = ("iso-10002/response", "iso-10002/decision")
STAFF = frozenset({"frontstage", "backstage", "support", "management"})

_COMPLAINTS = """\
processes:
  complaints:{mark}
    title: Complaints
    phase: after-sale
    kind: complaint-handling
    {more}
    start: complain
    steps:
      complain: {{lane: customer, does: Complains, next: confirm}}
      confirm: {{lane: frontstage, does: Confirms, realises: [iso-10002/acknowledgement], {confirm}next: answer}}{late}
      answer: {{lane: frontstage, does: Answers, realises: [iso-10002/decision], {answer}ends: Settled}}
"""
_SOON = "time: {limit: 1h}, "
_IN_TIME = "time: {limit: 5wd}, "


def _complaints(
    *, mark: str = "", more: str = "owner: nobody", confirm: str = _SOON, late: str = "", answer: str = _IN_TIME
) -> str:
    return _COMPLAINTS.format(mark=mark, more=more, confirm=confirm, late=late, answer=answer)


def _has_limit(step: Step) -> bool:
    return bool(step.time and step.time.limit)


def _promised(view: View) -> set[str]:
    """The steps at which a promise with a time ends, each as process.step."""
    return {end for promise in view.blueprint.promises.values() if promise.within for end in promise.to}


@rule(
    "CMP003",
    Severity.info,
    source=f"{ROW}; {ISO}: responsiveness",
    bad=_complaints(confirm="", late="  # !"),
    good=_complaints(),
    spares="Acknowledgements in the moment in which the complaint comes in; automated ones; those at which a promise ends; "
    "complaint handling in which no step realises the acknowledgement, which is a matter of the standard.",
)
def acknowledgement_at_any_time(view: View) -> Iterator[Problem]:
    """A complaint is acknowledged some time later, and nothing says by when.

    Who has complained and hears nothing for a day is angrier than before. Acknowledge in the same moment, or set a limit.
    """
    promised = _promised(view)
    for place in realised(view).get(ACKNOWLEDGED, ()):
        at_once = place.step_id in view.blueprint.processes[place.process_id].start or place.step.automation == "automated"
        timed = _has_limit(place.step) or f"{place.process_id}.{place.step_id}" in promised
        if not at_once and not timed:
            message = f"{place.name} acknowledges a complaint, at any time; set a limit (time: {{limit: 1d}})"
            yield Problem(message, place.path, on_key=True)


@rule(
    "CMP004",
    Severity.info,
    source=f"{ROW}; {ISO}: responsiveness; ISO 10001:2018, promises to customers",
    bad=_complaints(mark="  # !", answer=""),
    good=_complaints(),
    spares="Complaint handling in which a promise with a time ends, also in a process that it runs, starts or continues in; "
    "steps of the customer or of others outside; automated steps; what is done after the answer.",
)
def answer_at_any_time(view: View) -> Iterator[Problem]:
    """Nothing says by when a complaint is answered.

    A complaint without a day of its own lies below everything that has one. Promise a time for the answer, or set a limit
    to each step on the way to it.
    """
    promised = {end.partition(".")[0] for end in _promised(view)}
    for name, process in view.of_kind("complaint-handling").items():
        if not promised.isdisjoint(view.reached({name}, CERTAIN_VERBS)):
            continue
        open_ended = [place for place in _until_answered(view, name) if not _has_limit(place.step)]
        if open_ended:
            steps = listed(sorted({place.name for place in open_ended}))
            message = (
                f"'{process.title}' does not say by when the customer has an answer: no promise ends there, and there is no "
                f"limit to {steps}; promise a time, or set limits (time: {{limit: 5wd}})"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _until_answered(view: View, process_id: str) -> list[Place]:
    """What the staff do up to the answer; all they do where no step is said to give it. The acknowledgement is apart."""
    places = {place.step_id: place for place in view.steps_of(process_id)}
    before = turned(places, lambda name: (*ways(places[name].step), *exits(places[name].step)))
    answers = {place.step_id for stage in ANSWERED for place in realised(view).get(stage, ()) if place.process_id == process_id}
    last = answers or {name for name, place in places.items() if isinstance(place.step.way, End)}
    found = reached(last, lambda name: before.get(name, ()))
    return [place for name, place in places.items() if name in found and _is_work(view, place.step)]


def _is_work(view: View, step: Step) -> bool:
    by_staff = view.blueprint.role(step.lane) in STAFF and step.automation != "automated"
    return by_staff and not any(ACKNOWLEDGED in acting.realises for acting in acting_in(step))


@rule(
    "CMP005",
    Severity.warning,
    source=f"{ISO}: free of charge",
    bad=_complaints(more="price: 20  # !"),
    good=_complaints(),
    spares="Objections, courts and boards, which may cost a fee; what the customer pays for the call or the stamp.",
)
def complaint_that_costs_money(view: View) -> Iterator[Problem]:
    """Customers pay for complaining.

    They have paid once for what did not work. A price on complaints keeps the news from you, not the anger.
    """
    for name, process in view.of_kind("complaint-handling").items():
        if process.price:
            message = f"'{process.title}' costs the customer {process.price}; complaining is free of charge: take the price away"
            yield Problem(message, ("processes", name, "price"))


_CHANNELS = """\
channels:
  web: {{title: Form, kind: online, two-way: true}}
  phone: {{title: Telephone, kind: offline, two-way: true}}
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    opens: [complaints]
    start: buy
    steps:
      buy: {{lane: customer, does: Buys, channels: [web, phone], ends: Bought}}
  complaints:{mark}
    title: Complaints
    phase: after-sale
    kind: complaint-handling
    start: complain
    steps:
      complain: {{lane: customer, does: Complains, channels: [{channels}], next: answer}}
      answer: {{lane: frontstage, does: Answers, ends: Settled}}
"""


@rule(
    "CMP006",
    Severity.info,
    source=f"{ISO}: accessibility; Seeds, row A6: combine channels",
    bad=_CHANNELS.format(mark="  # !", channels="web"),
    good=_CHANNELS.format(mark="", channels="web, phone"),
    spares="Services in which customers use a single channel anyway; complaints that name no channel; which channels they are.",
)
def complaints_over_one_channel(view: View) -> Iterator[Problem]:
    """Customers reach the service over several channels, and may complain over one of them only.

    Whoever bought at the counter and must complain on a web page often does not, and does not come back either.
    """
    contacts = view.shared(Course).contacts
    for name, process in view.of_kind("complaint-handling").items():
        own = _used(view, (contacts.get((name, each), ()) for each in process.start))
        elsewhere = _used(view, contacts.values()) - own if len(own) == 1 else set()
        if elsewhere:
            others = listed(sorted(f"'{view.blueprint.channels[each].title}'" for each in elsewhere))
            message = (
                f"'{process.title}' begins over '{view.blueprint.channels[own.pop()].title}' only, though customers also use "
                f"{others}; take complaints there too"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _used(view: View, contacts: Iterable[tuple[str, ...]]) -> set[str]:
    """The channels of these contacts, as far as they are defined."""
    return {channel for channels in contacts for channel in channels if channel in view.blueprint.channels}


_METRICS = """\
metrics:
  content: {title: Customers content with how we dealt with their complaint, target: 80%, at: [PLACE]}
"""


@rule(
    "CMP007",
    Severity.info,
    source=f"ISO 10004:2018, Monitoring and measuring customer satisfaction; {ISO}: continual improvement; Seeds, row B2: "
    "improve by complaints",
    bad=_METRICS.replace("PLACE", "sale.buy") + _CHANNELS.format(mark="  # !", channels="web, phone"),
    good=_METRICS.replace("PLACE", "complaints.answer") + _CHANNELS.format(mark="", channels="web, phone"),
    spares="Services that measure nothing at all; complaint handling from which a feedback process is opened or begun; what is "
    "measured there.",
)
def complaints_that_nobody_measures(view: View) -> Iterator[Problem]:
    """The service measures what it does, but not how it deals with complaints.

    Nobody can say whether customers were content with the answer, how long it took, or whether the same complaints come
    back. Measure something at a step of the complaint handling, or ask for feedback afterwards.
    """
    metrics = view.blueprint.metrics.values()
    if not metrics:
        return
    measured = {place.partition(".")[0] for metric in metrics for place in metric.at}
    for name, process in view.of_kind("complaint-handling").items():
        asked = view.reached({name}) & view.of_kind("feedback").keys()
        if not asked and measured.isdisjoint(view.reached({name}, CERTAIN_VERBS)):
            message = (
                f"nothing is measured in '{process.title}'; add a metric at one of its steps, such as how content customers are "
                "with the answer, or open a feedback process from it"
            )
            yield Problem(message, ("processes", name), on_key=True)
