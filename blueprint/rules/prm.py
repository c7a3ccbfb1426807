"""PRM: promises, and the flow that has to keep them."""

from collections.abc import Iterable, Iterator
from textwrap import dedent, indent
from typing import TYPE_CHECKING, NamedTuple

from blueprint.findings import Passed, Problem, Severity
from blueprint.hand_overs import LEADING_VERBS
from blueprint.model import Promise
from blueprint.paths import Path
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.wording import listed

if TYPE_CHECKING:
    from blueprint.durations import Elapsed
    from blueprint.flow.longest import Longest

Key = tuple[str, str]

ROW = "Seeds, row B8: promises kept strictly"
ISO = "ISO 10001:2018, promises to customers"
LONGEST_RUN = 40
"""A run of more steps is not shown."""


class Case(NamedTuple):
    """A promise whose steps all exist, with what the flow says of it."""

    view: View
    name: str
    promise: Promise

    @property
    def path(self) -> Path:
        return "promises", self.name

    @property
    def says(self) -> str:
        return f"'{self.promise.says}'"

    @property
    def start(self) -> Key | None:
        return _key(self.promise.from_) if self.promise.from_ else None

    @property
    def ends(self) -> tuple[Key, ...]:
        return tuple(map(_key, self.promise.to))

    @property
    def longest(self) -> "Longest | None":
        """The longest time it can take; None where it has no beginning or end, or nothing leads from one to the other."""
        paused = tuple(map(_key, self.promise.paused_in))
        unit = self.promise.within.unit if self.promise.within else "d"
        if self.start is None or not self.ends:
            return None
        return self.view.times.longest(self.start, self.ends, paused=paused, unit=unit)

    @property
    def is_for_all(self) -> bool:
        """Whether it is promised in every case."""
        return self.promise.share is None or self.promise.share >= 1

    def does(self, key: Key) -> str:
        return f"'{self.view.blueprint.processes[key[0]].steps[key[1]].does}'"

    def listed(self, keys: Iterable[Key], last: str = "and") -> str:
        names = list(dict.fromkeys(map(self.does, keys)))
        return listed(names if len(names) <= 6 else [*names[:5], f"{len(names) - 5} more steps"], last)


def _key(place: str) -> Key:
    process, _, step = place.partition(".")
    return process, step


def cases(view: View) -> Iterator[Case]:
    """The promises that refer to nothing unknown."""
    processes = view.blueprint.processes
    for name, promise in view.blueprint.promises.items():
        case = Case(view, name, promise)
        keys = (*case.ends, case.start) if case.start else case.ends
        if all(process in processes and step in processes[process].steps for process, step in keys):
            yield case


def _about(promise: str, steps: str) -> str:
    """An example of one promise over one process, whose steps these are."""
    body = indent(dedent(steps).strip("\n"), "      ")
    head = "  sale:\n    title: Sale\n    phase: in-sale\n    kind: other\n    start: order\n    steps:\n"
    return f"promises:\n{indent(dedent(promise).strip(chr(10)), '  ')}\nprocesses:\n{head}{body}\n"


_SOON = """
soon:
  says: Yours within a week
  from: sale.order
  to: sale.deliver
  within: 7d{}
"""
_STEPS = """
order: {{lane: customer, does: Orders, time: {{limit: 1h}}, next: pack}}
pack: {{lane: backstage, does: Packs, time: {{limit: {}}}, {}}}
deliver: {{lane: frontstage, does: Delivers, time: {{limit: 2d}}, keeps: [soon], ends: Delivered}}
"""
_COMPLAINTS = """\
  complaints:
    title: Complaints
    phase: after-sale
    kind: complaint-handling
    start: tell
    steps:
      tell: {lane: customer, does: Tells us, ends: Told}
"""
_GOOD = _about(_SOON.format(""), _STEPS.format("4d", "next: deliver"))


@rule(
    "PRM001",
    Severity.error,
    source=f"{ROW}: no promise that its flow cannot keep; {ISO}",
    bad=_about(_SOON.format("  # !"), _STEPS.format("6d", "next: deliver")),
    good=_GOOD,
    spares="Promises for a share of the cases; steps in which the clock stands still (paused-in); steps without any time "
    "(PRM008); loops without a bound (PRM003). Working days are days of the calendar, at worst around a weekend.",
)
def promise_that_the_flow_cannot_keep(view: View) -> Iterator[Problem]:
    """By its own limits the flow can take longer than is promised.

    Everybody can keep to their limit and the customer is let down all the same. Either the limits are too long or the promise
    is too short; both are in your hands before it is made, and in nobody's after.
    """
    for case in cases(view):
        within, longest = case.promise.within, case.longest
        if within is None or longest is None or not case.is_for_all or not view.times.week.exceeds(longest.elapsed, within):
            continue
        last = longest.steps[-1]
        shown = longest.steps if len(longest.steps) <= LONGEST_RUN else ()
        yield Problem(
            f"{case.says} promises {within}, but by its limits the flow can take {_at_worst(view, longest.elapsed, within.unit)} "
            f"from {case.listed([case.start or last])} to {case.does(last)}; it is longest in {_slowest(case, longest)}: shorten "
            "the limits or promise more time",
            (*case.path, "within"),
            run=tuple(Passed(".".join(key), case.does(key).strip("'")) for key in shown),
        )


def _at_worst(view: View, elapsed: "Elapsed", unit: str) -> str:
    """A sum of times, and what it comes to in the measure of the promise."""
    measured = view.times.week.measured(elapsed, unit)
    mixed = elapsed.working_days if unit != "wd" else elapsed.seconds and not elapsed.working_days
    return f"{elapsed} (at worst {measured})" if mixed else str(elapsed)


def _slowest(case: Case, longest: "Longest") -> str:
    """The three steps that take longest in a run."""
    unit = case.promise.within.unit if case.promise.within else "d"
    week = case.view.times.week
    order = sorted(longest.spent, key=lambda key: -week.measured(longest.spent[key], unit).size)
    return listed([f"{case.does(key)} ({longest.spent[key]})" for key in order[:3]])


@rule(
    "PRM002",
    Severity.error,
    source=f"{ROW}; {ISO}",
    bad=_about(_SOON.format("").replace("soon:", "soon:  # !"), _STEPS.format("4d", "ends: Packed")),
    good=_GOOD,
    spares="Ends that are come to in another process that is run, started, continued in or opened on the way; steps that go on "
    "side by side with the one that starts the clock; promises for a share of the cases, where a step alone takes longer.",
)
def promise_that_its_flow_contradicts(view: View) -> Iterator[Problem]:
    """Nothing leads from where a promise begins to where it is kept, or the step that keeps it may itself take longer.

    Such a promise is broken on the day it is printed.
    """
    for case in cases(view):
        if case.start is not None and case.ends and not _leads(case, case.start):
            ends = case.listed(case.ends, "or")
            yield Problem(
                f"nothing leads from {case.does(case.start)} to {ends}, so {case.says} can never be kept; lead there, or say "
                "where the clock starts and stops (from, to)",
                case.path,
                on_key=True,
            )
        elif case.promise.within and case.is_for_all and case.longest is None:
            yield from _too_slow(case)


def _leads(case: Case, start: Key) -> bool:
    view = case.view
    if case.longest is not None or view.times.leads(start, case.ends):
        return True
    nearby = view.reached([start[0]])
    opened = view.reached(each.target for each in view.leading if each.process_id in nearby and each.verb in LEADING_VERBS)
    return any(process in opened for process, _ in case.ends)


def _too_slow(case: Case) -> Iterator[Problem]:
    """The steps that keep a promise of which the beginning or end is not known, and take longer."""
    within = case.promise.within
    for place in case.view.places:
        bound = case.view.times.bound((place.process_id, place.step_id)) if case.name in place.step.keeps else None
        if within and bound and case.view.times.week.exceeds(bound, within):
            yield Problem(
                f"{place.name} keeps {case.says} within {within}, but may itself take {bound}",
                case.path,
                detail=".".join((place.process_id, place.step_id)),
                on_key=True,
            )


@rule(
    "PRM003",
    Severity.warning,
    source=f"{ROW}; arithmetic: what can go round for ever has no longest time",
    bad=_about(
        _SOON.format("").replace("soon:", "soon:  # !"),
        _STEPS.format("1d", "choose: [{when: broken, to: pack}, {otherwise: true, to: deliver}]"),
    ),
    good=_about(
        _SOON.format(""), _STEPS.format("1d", "choose: [{when: broken, to: pack, at-most: 1}, {otherwise: true, to: deliver}]")
    ),
    spares="Loops of steps in which the clock stands still, and of steps that take no time; promises without a time, or for a "
    "share of the cases.",
)
def promise_over_a_loop_without_a_bound(view: View) -> Iterator[Problem]:
    """Between the beginning and the end of a promise the flow can go round as often as it likes.

    Then nobody can say how long it takes. Say how often at the most (at-most), and what happens then.
    """
    for case in cases(view):
        longest = case.longest
        for loop in longest.loops if longest and case.promise.within and case.is_for_all else ():
            yield Problem(
                f"there is no longest time for {case.says}: {case.listed(sorted(loop))} can go round without a bound; say how "
                "often at the most (at-most)",
                case.path,
                on_key=True,
                detail=",".join(sorted(".".join(key) for key in loop)),
                at_fault=tuple(".".join(key) for key in sorted(loop)),
            )


@rule(
    "PRM004",
    Severity.warning,
    source=f"{ROW}: no promise without a keeper",
    bad=_GOOD.replace("keeps: [soon], ", "").replace("soon:", "soon:  # !"),
    good=_GOOD,
    spares="Promises that do not say at which step they are kept (to); whether the keeper is the step at which the clock stops.",
)
def promise_without_a_keeper(view: View) -> Iterator[Problem]:
    """No step keeps a promise.

    What is everybody's promise is nobody's work: whoever stands at that step does not know that something was promised.
    """
    kept = {each for place in view.places for each in place.step.keeps}
    for case in cases(view):
        if case.ends and case.name not in kept:
            message = f"no step keeps {case.says}; say so at the step that does (keeps: [{case.name}])"
            yield Problem(message, case.path, on_key=True)


@rule(
    "PRM006",
    Severity.info,
    source=f"{ISO}: a promise has limits that can be checked",
    bad=_GOOD.replace("    within: 7d\n", "").replace("soon:", "soon:  # !"),
    good=_GOOD,
    spares="Promises that name neither a step nor a time: those of manners, quality or price.",
)
def promise_that_cannot_be_checked(view: View) -> Iterator[Problem]:
    """A promise says some of when it begins, when it is kept and how long it may take, but not all.

    With all three, anybody can tell whether it was kept, and this program whether it can be.
    """
    for name, promise in view.blueprint.promises.items():
        said = {
            "the step that starts the clock (from)": promise.from_ is not None,
            "the step that stops it (to)": bool(promise.to),
            "a time (within)": promise.within is not None,
        }
        missing = [what for what, there in said.items() if not there]
        if 0 < len(missing) < len(said):
            message = f"'{promise.says}' cannot be checked; it lacks {listed(missing)}"
            yield Problem(message, ("promises", name), on_key=True)


@rule(
    "PRM007",
    Severity.info,
    source=f"{ISO}: whom to ask and how to complain when it is not kept",
    bad=_GOOD.replace("soon:", "soon:  # !") + _COMPLAINTS,
    good=_GOOD.replace("  within: 7d\n", "  within: 7d\n    when-broken: [complaints]\n") + _COMPLAINTS,
    spares="Promises in processes that lead to complaint handling or an objection, whatever the way; blueprints that have "
    "neither (CMP001).",
)
def promise_without_redress(view: View) -> Iterator[Problem]:
    """A promise does not say what the customer can do when it is broken.

    A promise is worth what happens when it is not kept. Say which process is open then (when-broken).
    """
    redress = view.of_kind("complaint-handling", "objection")
    for name, promise in view.blueprint.promises.items():
        places = (promise.from_, *promise.to) if promise.from_ else promise.to
        here = {each.partition(".")[0] for each in places} & view.blueprint.processes.keys()
        if redress and not promise.when_broken and redress.keys().isdisjoint(view.reached(here) - here):
            message = (
                f"'{promise.says}' does not say what is open to the customer when it is broken; name the process "
                f"(when-broken: [{next(iter(redress))}])"
            )
            yield Problem(message, ("promises", name), on_key=True)


@rule(
    "PRM008",
    Severity.info,
    source=f"{ROW}: limits along the longest path against the promise",
    bad=_about(_SOON.format(""), _STEPS.format("4d", "next: deliver").replace("time: {limit: 1h}, ", "")).replace(
        "soon:", "soon:  # !", 1
    ),
    good=_GOOD,
    spares="Steps in which the clock stands still; promises without a time, or for a share of the cases.",
)
def promised_way_with_unknown_times(view: View) -> Iterator[Problem]:
    """Steps on the way of a promise have no time.

    What has no limit cannot be held against the promise: it counts as nothing here, and as an excuse later.
    """
    for case in cases(view):
        longest = case.longest
        if longest and longest.unknown and case.promise.within and case.is_for_all:
            have = "has no time" if len(longest.unknown) == 1 else "have no time"
            yield Problem(
                f"nobody can tell whether {case.says} can be kept: {case.listed(longest.unknown)} {have}; set limits "
                "(time: {limit: ...})",
                case.path,
                on_key=True,
                at_fault=tuple(".".join(key) for key in longest.unknown),
            )
