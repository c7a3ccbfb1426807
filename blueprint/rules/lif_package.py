"""LIF, the three phases as one package: its parts hang together, look ahead, and bend to the customer."""

from collections.abc import Iterator
from textwrap import indent

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import Choose, Step
from blueprint.rules.lif import AT, called
from blueprint.rules.mechanism import rule
from blueprint.view import View

LONG = 6
"""From how many steps on that the customer sees a process is long enough to owe a choice."""

MENDING = frozenset({"maintenance", "warranty"})
UNDOING = frozenset({"complaint-handling", "objection", "return", "withdrawal", "termination", "erasure", "payment"})
LOOKING_AHEAD = frozenset({"consultation", "guidance", "training", "care", "feedback", "renewal"})
SOLD = frozenset({"purchase", "application"})

_ASKED = "ask: {lane: customer, does: Asks, next: answer}\nanswer: {lane: frontstage, does: Answers, ends: Answered}"
_BOUGHT = "buy: {lane: customer, does: Buys, with: {frontstage: {does: Sells}}, ends: Bought}"
_MENDED = "bring: {lane: customer, does: Brings it, next: mend}\nmend: {lane: frontstage, does: Mends it, ends: Mended}"
_CALLED = "call: {lane: frontstage, does: Calls and asks how it goes, ends: Known}"


def _process(name: str, phase: str, kind: str, steps: str, *, more: str = "", mark: str = "") -> str:
    """An example's process, its first step the start."""
    start = steps.partition(":")[0]
    facts = "\n".join([f"title: {name.capitalize()}", f"phase: {phase}", f"kind: {kind}", f"start: {start}", *more.splitlines()])
    return indent(f"{name}:{mark}\n{indent(facts, '  ')}\n  steps:\n{indent(steps, '    ')}\n", "  ")


def _is_active(view: View, name: str) -> bool:
    """Whether the provider makes the first move, and the customer sees something of it."""
    begun = view.blueprint.processes[name].starts_by != "customer"
    return begun and any(view.is_seen(place.step) for place in view.steps_of(name))


@rule(
    "LIF005",
    Severity.warning,
    source="Seeds, row C1: after-sale maintenance taken for the whole of service; row A1: after-sale training",
    bad="title: Shop  # !\nprocesses:\n" + _process("repair", "after-sale", "maintenance", _MENDED),
    good="processes:\n"
    + _process("repair", "after-sale", "maintenance", _MENDED)
    + _process("care", "after-sale", "care", _CALLED, more="starts-by: schedule"),
    spares="After-sale phases in which nothing is mended; those that hold anything beside mending and undoing: training, "
    "support, care, feedback, renewal, or a process of kind other; services without any after-sale process (LIF004).",
)
def maintenance_taken_for_service(view: View) -> Iterator[Problem]:
    """After the sale, the service does no more than mend and undo.

    A repair that bad quality makes necessary is no service; it disturbs the customer. What customers want once they own
    it is to get the best of it: to be shown, asked, cared for, and told what is new.
    """
    processes = view.in_phase("after-sale")
    kinds = {each.kind for each in processes.values()}
    if kinds & MENDING and kinds <= MENDING | UNDOING:
        mended = next(processes[name].title for name in sorted(processes) if processes[name].kind in MENDING)
        message = (
            f"{called(view, 'after-sale')} only mends and undoes ('{mended}'): maintenance is not the whole of service; add what "
            "customers gain by, a process of kind training, support, care, feedback or renewal"
        )
        yield Problem(message, AT, detail="after-sale")


@rule(
    "LIF006",
    Severity.info,
    source="Seeds, row B7: responsive and proactive service together; Challagalla, Venkatesh and Kohli, Proactive Postsales "
    "Service (Journal of Marketing, 2009)",
    bad="processes:  # !\n"
    + _process("sale", "in-sale", "purchase", _BOUGHT)
    + _process("help", "after-sale", "support", _ASKED),
    good="processes:\n"
    + _process("sale", "in-sale", "purchase", _BOUGHT)
    + _process("call", "after-sale", "care", _CALLED, more="starts-by: schedule\nwhen: A month later"),
    spares="Who starts it, the provider, a schedule or an event, and how often; blueprints without any process yet.",
)
def no_first_move(view: View) -> Iterator[Problem]:
    """The service only ever answers; it never makes the first move.

    Whoever waits until customers ask hears from those who complain, and loses the others without a word. At least one
    process that the customer sees should be started by the provider, a schedule or an event (``starts-by``).
    """
    processes = view.blueprint.processes
    if processes and not any(_is_active(view, name) for name in processes):
        message = (
            "no process that customers see is started by you: the service waits until it is asked; let one begin with the "
            "provider, a schedule or an event (starts-by)"
        )
        yield Problem(message, ("processes",), on_key=True)


@rule(
    "LIF007",
    Severity.info,
    source="Seeds, row B5: an advanced vision of changing needs; row B7: from passive adaptation to active concern",
    bad="title: Shop  # !\nprocesses:\n"
    + _process("offer", "pre-sale", "consultation", _CALLED, more="starts-by: provider")
    + _process("help", "after-sale", "support", _ASKED),
    good="processes:\n"
    + _process("offer", "pre-sale", "consultation", _CALLED, more="starts-by: provider")
    + _process("call", "after-sale", "feedback", _CALLED, more="starts-by: schedule"),
    spares="Services in which nothing at all is started by the provider, which is another finding (LIF006); services without any "
    "after-sale process (LIF004).",
)
def needs_that_nobody_asks_about(view: View) -> Iterator[Problem]:
    """After the sale, nobody finds out whether the customer's needs have changed.

    What delights today is taken for granted next year. Advice, training, care, feedback or renewal that you start
    yourself tells you in time what customers will want next.
    """
    processes = view.in_phase("after-sale")
    active = [name for name in view.blueprint.processes if _is_active(view, name)]
    if not processes or not active or any(name in processes and processes[name].kind in LOOKING_AHEAD for name in active):
        return
    message = (
        f"{called(view, 'after-sale')} has no process of kind consultation, guidance, training, care, feedback or renewal that "
        "you start yourself (starts-by): nobody finds out how customers' needs change"
    )
    yield Problem(message, AT, detail="after-sale")


_PATH = """\
ask: {lane: customer, does: Asks, next: list}
list: {lane: frontstage, does: Shows the list, next: name}
name: {lane: customer, does: Names a number, next: book}
book: {lane: frontstage, does: Books it, next: pay}
pay: {lane: customer, does: Pays, next: hand-over}
hand-over: {lane: frontstage, does: Hands over a ticket, ends: Booked}"""


@rule(
    "LIF008",
    Severity.info,
    source="Seeds, row B3: service must be elastic; Shostack, Service Positioning through Structural Change (Journal of "
    "Marketing, 1987): divergence",
    bad="processes:\n" + _process("booking", "in-sale", "purchase", _PATH, mark="  # !"),
    good="processes:\n"
    + _process(
        "booking",
        "in-sale",
        "purchase",
        _PATH.replace("Hands over a ticket", "Hands over a ticket, authority: {may: change the day once}"),
    ),
    spares=f"Processes with fewer than {LONG} steps that the customer sees; those with a choice in which the customer or the "
    "frontstage takes part, a step or way for one persona, several starts, or staff with authority, also in a process that they "
    "run, start or continue in.",
)
def single_rigid_path(view: View) -> Iterator[Problem]:
    """A long process takes every customer along one rigid path.

    Customers differ in what they expect and need, and so does the same customer on another day. Let them choose somewhere,
    make a way for one persona, or give the staff something that they may grant.
    """
    for name, process in view.blueprint.processes.items():
        seen = sum(map(view.is_seen, process.steps.values())) if len(process.steps) >= LONG else 0
        if seen >= LONG and not any(_bends(view, each) for each in view.reached({name}, CERTAIN_VERBS)):
            message = (
                f"'{process.title}' is one path for everybody, {seen} steps long before the customer's eyes; let customers "
                "choose, make a way for some of them (for), or say what the staff may grant (authority)"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _bends(view: View, name: str) -> bool:
    process = view.blueprint.processes[name]
    return len(process.start) > 1 or any(_is_elastic(view, step) for step in process.steps.values())


def _is_elastic(view: View, step: Step) -> bool:
    options = step.way.options if isinstance(step.way, Choose) else ()
    free = options and view.lanes(step) & {"customer", "frontstage"}
    granted = step.authority or any(part.authority for part in step.with_.values())
    return bool(free or granted or step.for_ or any(option.for_ for option in options))


@rule(
    "LIF009",
    Severity.info,
    source="Seeds, rows B6 and A1: product and service designed together as a package",
    bad="processes:\n"
    + _process("advice", "pre-sale", "consultation", _ASKED, mark="  # !")
    + _process("sale", "in-sale", "purchase", _BOUGHT),
    good="processes:\n"
    + _process("advice", "pre-sale", "consultation", _ASKED.replace("ends: Answered", "ends: Answered, continues: [sale]"))
    + _process("sale", "in-sale", "purchase", _BOUGHT),
    spares="Advice that leads to a sale through other processes; services without a sale (LIF004); pre-sale processes of other "
    "kinds than consultation and guidance.",
)
def advice_that_leads_to_no_sale(view: View) -> Iterator[Problem]:
    """Advice before the sale leads to no sale.

    The customer knows what to choose and has to look for the door. Say where the advice goes on (``continues``), or what
    it opens.
    """
    sales = view.in_phase("in-sale")
    for name, process in view.in_phase("pre-sale").items():
        if sales and process.kind in ("consultation", "guidance") and view.reached({name}).isdisjoint(sales):
            message = (
                f"'{process.title}' leads to nothing in {called(view, 'in-sale')}; let it continue in the sale, or open it there "
                "(continues, opens)"
            )
            yield Problem(message, ("processes", name), on_key=True)


@rule(
    "LIF010",
    Severity.info,
    source="Seeds, rows B6 and A1: product and service designed together as a package",
    bad="processes:\n"
    + _process("bikes", "in-sale", "purchase", _BOUGHT, more="opens: [lessons]")
    + _process("hire", "in-sale", "purchase", _BOUGHT, mark="  # !")
    + _process("lessons", "after-sale", "training", _ASKED),
    good="processes:\n"
    + _process("bikes", "in-sale", "purchase", _BOUGHT, more="opens: [lessons]")
    + _process("hire", "in-sale", "purchase", _BOUGHT, more="opens: [lessons]")
    + _process("lessons", "after-sale", "training", _ASKED),
    spares="In-sale processes that are neither paid for nor of kind purchase or application; sales that are part of another one "
    "that does lead on; services in which no sale leads to anything afterwards (FLW016, LIF004).",
)
def offer_without_after_sale(view: View) -> Iterator[Problem]:
    """One of several offers is sold with nothing after it.

    The others come with help, care or a way to complain; whoever buys this one is alone with it. An offer and the
    service for it are made together.
    """
    sales, after = view.in_phase("in-sale"), view.in_phase("after-sale")
    leading = {name: view.reached({name}) for name in sales}
    served = [each for each in leading.values() if not each.isdisjoint(after)]
    for name, process in sales.items():
        if served and (process.price or process.kind in SOLD) and not any(name in each for each in served):
            message = (
                f"'{process.title}' leads to nothing in {called(view, 'after-sale')}, as other sales do; open there what its "
                "customers need afterwards (opens)"
            )
            yield Problem(message, ("processes", name), on_key=True)
