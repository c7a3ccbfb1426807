"""TIM: what a case costs and pays for, and waits that are most of the journey."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from attrs import evolve

from blueprint.findings import Problem, Severity
from blueprint.flow.graph import components
from blueprint.model import Failure, Part, Process, Step
from blueprint.rules.mechanism import rule
from blueprint.rules.prm import Case, cases
from blueprint.rules.tim import SHOSTACK
from blueprint.values import Duration, Table, percent
from blueprint.view import Place, View
from blueprint.ways import exits, ways

if TYPE_CHECKING:
    from blueprint.timing.inner import Inner
    from blueprint.timing.reckoning import Reckoning
    from blueprint.timing.standard import Standard
    from blueprint.timing.values import Costs, ProcessTimes

T = TypeVar("T")
CENT: Final = Decimal("0.01")
_SHINE: Final = """\
money: {{currency: USD, labour-per-minute: 0.10, overhead-per-run: 0.09}}
processes:
  shine:
    title: Shine a pair of shoes
    phase: in-sale
    kind: delivery
    price: 0.50{}
    start: shine
    steps:
      shine:
        lane: frontstage
        does: Shines the shoes
        time: {}
        cost: 0.03
        ends: Shoes shined
"""
_FAILING: Final = """\
money: {{currency: EUR, labour-per-minute: 0.50}}
processes:
  parcel:
    title: Send a parcel
    phase: in-sale
    kind: delivery
    start: pack
    steps:
      pack:
        lane: backstage
        does: Packs the parcel
        time: 3min
        fails:
          - mode: Wrong article
            likelihood: {}
            recover: send-again
            prevention: {{does: Scans each article, cost: 0.40}}{}
        ends: Sent
      send-again: {{lane: backstage, does: Sends the right one, time: 10min, cost: 6.00, ends: Sent again}}
"""


def _reckoning(view: View) -> "Reckoning":
    """Time and money of a blueprint, which several rules ask for."""
    from blueprint.timing.reckoning import Reckoning

    return Reckoning(view.blueprint, plays=False)


def asked(view: View, process_id: str, ask: "Callable[[Inner], T]") -> T | None:
    """What is asked of a process; None where its flow, or that of one it leads to, has no times."""
    from blueprint.timing import NoTimesError

    flows = (view.flows.get(each) for each in (process_id, *view.reached([process_id])))
    if any(flow and (flow.faults or flow.unknown) for flow in flows):
        return None
    try:
        return ask(view.shared(_reckoning).inner(process_id))
    except NoTimesError:
        return None


def times_in(view: View, process_id: str) -> "ProcessTimes | None":
    """Time and money of a process; None where its flow, or that of one it leads to, has no times."""
    return asked(view, process_id, lambda inner: inner.reckoning.times(process_id))


def is_guessed(times: "ProcessTimes | Inner") -> bool:
    """Whether nobody says how many of the cases take which way."""
    from blueprint.timing.shares import EQUAL, HALF

    return any(each.what in (EQUAL, HALF) for each in times.assumed)


@rule(
    "TIM003",
    Severity.info,
    source=f"{SHOSTACK}: the time that the customer waits; Maister, The Psychology of Waiting Lines (1985): uncertain waits feel "
    "longer than known ones",
    bad=_SHINE.format("", "{wait: 10min, work: 2min}  # !"),
    good=_SHINE.format("", "{wait: 1min, work: 2min}"),
    spares="Waits that are less than half of the usual way (option share); ways on which nothing else takes time; steps with a "
    "limit; waits under a promise of time, before a step of the customer's own, or during which the customer is told something "
    "(with: every, after).",
)
def wait_longer_than_all_the_rest(view: View, *, share: Decimal = Decimal("0.5")) -> Iterator[Problem]:
    """In one step the case lies and waits for longer than everything else takes, and nothing says how long at the most.

    What the customer remembers of such a service is that they waited. Shorten the wait, set it a limit, say how long it will be
    (a promise), or let them hear something meanwhile.
    """
    promised: set[tuple[str, str]] | None = None
    for place in view.places:
        wait = place.step.time.wait if place.step.time else None
        key = (place.process_id, place.step_id)
        if not wait or wait.is_zero or _is_bounded(view, place):
            continue
        promised = promised or {step for case in cases(view) if case.promise.within for step in _between(case)}
        standard = asked(view, place.process_id, _usual) if key not in promised else None
        if standard and key in standard.way and (part := _part_of(view, standard, wait)) and share < part < 1:
            yield Problem(
                f"the case waits {wait} for {place.name}, {percent(part)} of the {standard.elapsed} that the whole usually "
                "takes; shorten the wait, or say how long it may be at the most (limit, or a promise)",
                (*place.path, "time"),
            )


def _is_bounded(view: View, place: Place) -> bool:
    """Whether a step has a limit, is the customer's own, or lets the customer hear something meanwhile."""
    if place.step.time and place.step.time.limit:
        return True
    return view.is_led_by_customer(place.step) or any(each.every or each.after for each in place.step.with_.values())


def _between(case: Case) -> Iterable[tuple[str, str]]:
    """The steps that a promise of time lies over, those of processes that they run among them."""
    longest, processes = case.longest, case.view.blueprint.processes
    here = (*longest.steps, *longest.unknown, *(key for loop in longest.loops for key in loop)) if longest else ()
    run = {processes[process].steps[step].runs or "" for process, step in here} & processes.keys()
    return (*here, *((process, step) for process in sorted(run) for step in processes[process].steps))


def _usual(inner: "Inner") -> "Standard | None":
    """The usual way; none where a loop is never left."""
    return inner.standard if inner.visits else None


def _part_of(view: View, standard: "Standard", wait: Duration) -> Decimal:
    """How large a part of the usual way a wait is, in whole per cent."""
    from blueprint.timing.taking import average

    taking = view.shared(_reckoning).taking
    whole = taking.seconds(standard.elapsed)
    return Decimal(round(100 * taking.seconds(average(wait)) / whole)) / 100 if whole else Decimal(0)


@rule(
    "TIM004",
    Severity.warning,
    source=f"{SHOSTACK}: the profit of a service by the time that it takes",
    bad=_SHINE.format("  # !", "4min"),
    good=_SHINE.format("", "2min"),
    spares="Processes without a price, such as those that another one pays for; costs that nobody has said; losses of less than "
    "a hundredth of the currency; flows so knotted that cases would have to be played; where shares are missing, a loss on "
    "average that is none on the usual way.",
)
def service_at_a_loss(view: View) -> Iterator[Problem]:
    """What a case costs on average is more than the customer pays for it.

    Every customer more is a greater loss. Raise the price, or see in `blueprint time` where the time and the money go.
    """
    money = view.blueprint.money
    for process_id, process in view.blueprint.processes.items() if money else ():
        if process.price and not _is_surely_cheap(view, process):
            costs = asked(view, process_id, _least)
            if costs and costs.margin is not None and costs.margin <= -CENT:
                yield Problem(
                    f"a case of '{process.title}' costs {costs.cost:.2f} {costs.currency} on average and is sold for "
                    f"{process.price}; each one loses {-costs.margin:.2f} (blueprint time shows where it goes)",
                    ("processes", process_id, "price"),
                )


def _least(inner: "Inner") -> "Costs | None":
    """What a case costs on average; where nobody says which way how many take, no more than on the usual way."""
    costs = inner.costs
    if not costs or not is_guessed(inner):
        return costs
    return min(costs, inner.standard_costs or costs, key=lambda each: each.cost)


def _is_surely_cheap(view: View, process: Process) -> bool:
    """Whether its steps cost nothing, or doing each once costs less than the price and none can be done twice."""
    steps, money = process.steps.values(), view.blueprint.money
    if money is None or not process.price or any(step.runs for step in steps):
        return False
    moments: list[Step | Part] = [*steps, *(part for step in steps for part in step.with_.values())]
    if money.labour_per_minute and any(each.time for each in moments):
        return False
    failures = (failure for step in steps for failure in step.fails)
    once = sum((each.cost for each in (*moments, *failures) if each.cost), Decimal(0))
    overhead = money.overhead_per_run or Decimal(0)
    return overhead + once <= process.price and not (once and _goes_round(process))


def _goes_round(process: Process) -> bool:
    """Whether some step can be done twice."""
    number = {name: at for at, name in enumerate(process.steps)}
    after = [[number[to] for to in (*ways(step), *exits(step)) if to in number] for step in process.steps.values()]
    return any(len(part) > 1 for part in components(range(len(after)), after)) or any(at in each for at, each in enumerate(after))


@rule(
    "TIM005",
    Severity.info,
    source=f"{SHOSTACK}: fail points; Crosby, Quality Is Free (1979): prevention against the cost of failure",
    bad=_FAILING.format("8%", "  # !"),
    good=_FAILING.format("2%", ""),
    spares="Fail points of which it is not said how often they fail, or what would prevent them; what a lost customer costs, "
    "unless it is said (cost).",
)
def failure_dearer_than_its_prevention(view: View) -> Iterator[Problem]:
    """What a failure costs on average is more than what would prevent it.

    The money for the prevention is being spent already, on making up for failures.
    """
    for place in view.places:
        for at, failure in enumerate(place.step.fails):
            if failure.prevention and failure.likelihood and view.blueprint.money:
                spent = _spent_on(view, place, at, failure)
                if spent is not None and spent > failure.prevention.cost:
                    yield Problem(
                        f"when {place.name} fails ('{failure.mode}'), making up for it costs {spent:.2f} "
                        f"{view.blueprint.money.currency} for each time the step is done; '{failure.prevention.does}' costs "
                        f"{failure.prevention.cost}",
                        (*place.path, "fails", at, "prevention"),
                        detail=failure.mode,
                    )


def _spent_on(view: View, place: Place, at: int, failure: Failure) -> Decimal | None:
    """What a failure costs each time its step is done: the case as it is, less the case without it (None where
    that has no end)."""
    from blueprint.timing.reckoning import Reckoning

    never = evolve(failure, likelihood=Decimal(0))
    step = evolve(place.step, fails=(*place.step.fails[:at], never, *place.step.fails[at + 1 :]))
    process = view.blueprint.processes[place.process_id]
    without = evolve(process, steps=Table({**process.steps, place.step_id: step}))
    blueprint = evolve(view.blueprint, processes=Table({**view.blueprint.processes, place.process_id: without}))

    def spent(inner: "Inner") -> Decimal | None:
        visits = inner.visits.get((place.process_id, place.step_id))
        if not visits or not inner.costs:
            return None
        costs = Reckoning(blueprint).inner(place.process_id).costs
        return (inner.costs.cost - costs.cost) / Decimal(repr(visits)) if costs else None

    return asked(view, place.process_id, spent)
