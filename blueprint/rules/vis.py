"""VIS: the lines of interaction and visibility, and the customer's position."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import End, Process, Step
from blueprint.rules.contacts import is_machine, named_channels, said_from_behind
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.ways import continued
from blueprint.wording import listed

ROW = "Seeds, row A3: processes are drawn up from the customer's position"
SHOSTACK = "Shostack, Designing Services That Deliver (Harvard Business Review, 1984)"
BITNER = "Bitner, Ostrom and Morgan, Service Blueprinting (California Management Review, 2008)"
INTERNAL = ("provisioning", "training", "erasure")


def _processes(view: View) -> list[tuple[str, Process]]:
    """The processes that must look to the customer: no mere preparation, no part of another process, and within reach."""
    return view.shared(_looking)


def _looking(view: View) -> list[tuple[str, Process]]:
    found = []
    links = [each for each in view.leading if each.target != each.process_id]
    helping = {each.target for each in links if each.verb in CERTAIN_VERBS}
    reached = {each.target for each in links}
    for name, process in view.blueprint.processes.items():
        within_reach = process.starts_by != "customer" or name in reached or any(map(view.is_seen, _starts(process)))
        if process.steps and process.kind not in INTERNAL and name not in helping and within_reach:
            found.append((name, process))
    return found


def _starts(process: Process) -> list[Step]:
    return [process.steps[each] for each in process.start if each in process.steps]


def _is_any_seen(view: View, process: Process) -> bool:
    return any(view.is_seen(step) for step in process.steps.values())


@rule(
    "VIS001",
    Severity.warning,
    source=f"{ROW}; {SHOSTACK}: line of visibility",
    bad="""\
        processes:
          care:  # !
            title: Yearly check
            phase: after-sale
            kind: care
            starts-by: schedule
            start: look
            steps:
              look: {lane: backstage, does: Looks the lift over, next: note}
              note: {lane: backstage, does: Notes it, ends: Noted}
        """,
    good="""\
        processes:
          care:
            title: Yearly check
            phase: after-sale
            kind: care
            starts-by: schedule
            start: look
            steps:
              look: {lane: backstage, does: Looks the lift over, next: tell}
              tell: {lane: frontstage, does: Says how it is, ends: Owners know}
        """,
    spares="Processes of kind provisioning, training or erasure, which may be for the house alone; processes that another one "
    "runs, starts or continues in; processes without steps, and those that nobody can get to (FLW013).",
)
def process_out_of_sight(view: View) -> Iterator[Problem]:
    """The customer sees nothing of a process.

    A service is drawn up from the customer's position: what they never see they cannot value, and what goes wrong there they
    learn too late. Backstage work belongs to the process it serves; care after the sale that nobody hears of is no care.
    """
    for name, process in _processes(view):
        if not _is_any_seen(view, process):
            whole = "care after the sale that" if process.phase == "after-sale" else "work that"
            message = (
                f"'{process.title}' is {whole} the customer never sees: no step or part of it is theirs, frontstage or outside; "
                "tell them (a step in frontstage), or have a process that they see run it (runs)"
            )
            yield Problem(message, ("processes", name), on_key=True)


_CHECK = """\
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: other
    start: buy
    steps: {{buy: {{lane: customer, does: Buys a lift, opens: [check], ends: Bought}}}}
  check:{mark}
    title: Check of the lift
    phase: after-sale
    kind: care
    start: {start}
    steps:
      ask: {{lane: customer, does: Asks for a check, next: look}}
      look: {{lane: backstage, does: Looks the lift over, next: tell}}
      tell: {{lane: frontstage, does: Says how it is, next: note}}
      note: {{lane: backstage, does: Notes it, ends: Noted}}
"""


@rule(
    "VIS002",
    Severity.warning,
    source=f"{ROW}; {BITNER}: a blueprint begins with the actions of the customer",
    bad=_CHECK.format(mark="  # !", start="look"),
    good=_CHECK.format(mark="", start="ask"),
    spares="Processes that the provider, a day or an event starts, as long as the customer sees some of it; an end that "
    "another process continues; processes of which the customer sees nothing (VIS001), and what VIS001 spares.",
)
def process_that_turns_its_back(view: View) -> Iterator[Problem]:
    """A process that the customer starts neither begins nor ends with anything they see.

    It is drawn from the provider's desk: nobody can tell what made the customer come, nor with what they left.
    """
    for name, process in _processes(view):
        if process.starts_by == "customer" and _is_any_seen(view, process) and not _touches_customer(view, process):
            message = (
                f"'{process.title}' is started by the customer, but neither begins nor ends with anything they see; begin with "
                "what they do, end with what they get, or say what else starts it (starts-by)"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _touches_customer(view: View, process: Process) -> bool:
    starts = _starts(process)
    if not starts or any(map(view.is_seen, starts)):
        return True
    ends = [step for step in process.steps.values() if isinstance(step.way, End)]
    return not ends or any(continued(step) or view.is_seen(step) for step in ends)


_ANSWER = """\
channels:
  mail: {{title: E-mail, kind: online, two-way: true}}
processes:
  advice:
    title: Advice
    phase: pre-sale
    kind: consultation
    start: ask
    steps:
      ask: {{lane: customer, does: Asks, channels: [mail], next: answer}}
      answer: {{lane: {lane}, does: Answers, channels: [mail], ends: Answered}}{mark}
"""


@rule(
    "VIS003",
    Severity.warning,
    source=f"{ROW}; {SHOSTACK}: line of visibility; Kingman-Brundage, The ABC's of Service System Blueprinting (1989): "
    "line of interaction",
    bad=_ANSWER.format(lane="backstage", mark="  # !"),
    good=_ANSWER.format(lane="frontstage", mark=""),
    spares="Contact in which frontstage or outside takes part; automated steps, and systems; a customer who gets in touch while "
    "backstage works, as long as backstage uses no channel itself (whether they are answered is CHN001).",
)
def contact_across_the_line(view: View) -> Iterator[Problem]:
    """Somebody behind the line of visibility is in touch with the customer.

    Channels are where customer and provider meet, so who uses one is seen. Drawn backstage, the moment is missing from
    everything that is looked after because customers see it: the words, the evidence, the person who answers for it.
    """
    for place in view.places:
        said = said_from_behind(view, place.step)
        if said is None:
            continue
        lane, channels = said
        acting = place.step.with_[lane] if lane else place.step
        if place.step.automation != "automated" and not is_machine(view, acting):
            over = named_channels(view, channels) or listed(channels, "or")
            message = (
                f"'{acting.does}' is in touch with the customer over {over} from behind the line of visibility; let frontstage "
                "lead it, or say under with what frontstage does"
            )
            yield Problem(message, (*place.path, "with", lane) if lane else place.path, on_key=True)


_LOOK = """\
processes:
  repair:
    title: Repair
    phase: in-sale
    kind: other
    start: bring
    steps:
      bring: {{lane: customer, does: Brings the watch, next: mend}}
      mend:
        lane: backstage
        does: Mends it
        {judged}
        next: fetch
      fetch: {{lane: customer, does: Fetches it, {fetched}ends: Mended}}
"""


@rule(
    "VIS004",
    Severity.info,
    source=f"{ROW}; Normann, Service Management (1984): moments of truth",
    bad=_LOOK.format(judged="emotion: -1  # !", fetched=""),
    good=_LOOK.format(judged="time: 3d", fetched="emotion: 1, "),
    spares="Steps that the customer sees, in whatever lane or part; what others feel in such a step.",
)
def judged_but_unseen(view: View) -> Iterator[Problem]:
    """A step that the customer does not see says what they feel or judge in it.

    Customers judge what they meet. Say it of the step in which they meet it, or of the part in which they wait meanwhile.
    """
    for place in view.places:
        where = _judged_at(place.step)
        if where and not view.is_seen(place.step):
            what = "the moment of truth" if where == ("moment-of-truth",) else "what the customer feels"
            message = (
                f"{place.name} is behind the line of visibility and still says {what}; say it where they meet it, "
                "or add what they do meanwhile (with: {customer: ...})"
            )
            yield Problem(message, (*place.path, *where), on_key=True)


def _judged_at(step: Step) -> tuple[str, ...]:
    """Where in a step it stands what the customer feels or judges; empty where nothing says it."""
    if step.moment_of_truth is not None:
        return ("moment-of-truth",)
    if step.emotion is not None:
        return ("emotion",)
    return next((("with", lane, "emotion") for lane, part in step.with_.items() if part.emotion is not None), ())


_SOLD = """\
processes:
  sale:{mark}
    title: Sale
    phase: in-sale
    kind: purchase
    price: 20
    start: buy
    steps:
      buy: {{lane: customer, does: Buys, {evidence}ends: Bought}}
"""


@rule(
    "VIS005",
    Severity.info,
    source=f"{ROW}; {BITNER}: physical evidence; Shostack, Breaking Free from Product Marketing (Journal of Marketing, 1977)",
    bad=_SOLD.format(mark="  # !", evidence=""),
    good=_SOLD.format(mark="", evidence="evidence: [Till, Receipt], "),
    spares="Processes in which nothing is sold, applied for or delivered; how many steps show evidence; processes of which the "
    "customer sees nothing.",
)
def sale_without_evidence(view: View) -> Iterator[Problem]:
    """Nothing in a sale, an application or a delivery can be seen or held by the customer.

    A service cannot be touched, so customers judge it by what can: the counter, the page, the letter, the receipt.
    """
    for name, process in view.blueprint.processes.items():
        sells = process.price or process.kind in ("purchase", "application", "delivery")
        if sells and _is_any_seen(view, process) and not any(_has_evidence(process)):
            message = f"'{process.title}' names nothing that the customer can see or hold; name it where they meet it (evidence)"
            yield Problem(message, ("processes", name), on_key=True)


def _has_evidence(process: Process) -> Iterator[bool]:
    for step in process.steps.values():
        yield bool(step.evidence) or any(part.evidence for part in step.with_.values())
