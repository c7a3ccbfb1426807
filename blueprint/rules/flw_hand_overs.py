"""FLW, between processes: whether a case that is handed over arrives, and whether customers get to every process."""

from collections.abc import Iterator
from textwrap import indent

from blueprint.findings import Problem, Severity
from blueprint.paths import Path
from blueprint.rules.mechanism import rule
from blueprint.rules.reach import is_within_reach
from blueprint.view import View
from blueprint.wording import listed

ROW_A3 = "Seeds, row A3: processes are drawn up from the customer's position"


AFTER = "after-sale"
OWN_RULE = ("complaint-handling", "return", "withdrawal")
_ASKED = "ask: {lane: customer, does: Asks, ends: Asked, continues: [sale]}"
_BOUGHT = "buy: {lane: customer, does: Buys, ends: Bought}"
_MENDED = "bring: {lane: customer, does: Brings it, ends: Mended}"
_PACKED = "a: {lane: backstage, does: Packs, ends: Packed, continues: [check]}"
_CHECKED = "b: {{lane: {}, does: Checks, ends: Checked, continues: [pack]}}"


def _process(name: str, facts: str, steps: str, *, mark: str = "", phase: str = "in-sale") -> str:
    """An example's process."""
    head = f"{name}:{mark}\n  title: {name.capitalize()}\n  phase: {phase}\n  kind: other\n  {facts}\n"
    return indent(head + (f"  steps:\n    {steps}\n" if steps else "  steps: {}\n"), "  ")


@rule(
    "FLW013",
    Severity.warning,
    preset="recommended",
    source=ROW_A3,
    bad="processes:\n"
    + _process("advice", "start: ask", "ask: {lane: customer, does: Asks, ends: Asked}")
    + _process("repair", "start: mend", "mend: {lane: backstage, does: Mends, ends: Mended}", mark="  # !"),
    good="processes:\n"
    + _process("advice", "start: ask\n  opens: [repair]", "ask: {lane: customer, does: Asks, ends: Asked}")
    + _process("repair", "start: mend", "mend: {lane: backstage, does: Mends, ends: Mended}"),
    spares="Processes that begin with a step the customer sees, or in a lane that is not known: customers walk in; processes "
    "started by the provider, a schedule or an event; complaint handling and returns, which have rules of their own (CMP002, "
    "RET004).",
)
def process_that_nobody_can_get_to(view: View) -> Iterator[Problem]:
    """Nobody can get to a process.

    It is said to be started by the customer, but begins where no customer can see it, and no other process leads there.
    """
    for name, process in view.blueprint.processes.items():
        starts = [process.steps[start] for start in process.start if start in process.steps]
        if process.starts_by != "customer" or process.kind in OWN_RULE or not starts:
            continue
        led = any(each.target == name and each.process_id != name for each in view.leading)
        unknown = any(view.blueprint.role(start.lane) is None for start in starts)
        if not led and not unknown and not any(view.is_seen(start) for start in starts):
            message = (
                f"nobody can get to '{process.title}': it begins with '{starts[0].does}', which no customer sees, and nothing "
                "opens, starts, runs or continues in it; lead there, or say who starts it (starts-by)"
            )
            yield Problem(message, ("processes", name), on_key=True)


@rule(
    "FLW014",
    Severity.error,
    source="Format 1: a hand-over needs somebody to take over",
    bad="processes:\n" + _process("advice", "start: ask", f"{_ASKED}  # !") + _process("sale", "start: buy", ""),
    good="processes:\n" + _process("advice", "start: ask", _ASKED) + _process("sale", "start: buy", _BOUGHT),
    spares="Processes that do not exist at all (REF002), steps of them that do not (REF003), processes that begin with a step "
    "that does not (REF001): each is told once, there. Any other takes the case over, at its start or at the step named.",
)
def hand_over_into_nothing(view: View) -> Iterator[Problem]:
    """A case is handed over to a process that has no step.

    The customer is passed on and arrives nowhere.
    """
    for each in view.leading:
        process = view.blueprint.processes[each.target]
        if process.steps:
            continue
        path: Path = ("processes", each.process_id)
        path = (*path, "steps", each.step_id) if each.step_id else path
        yield Problem(f"'{process.title}' is handed a case, but has no step", path, detail=each.target, on_key=True)


@rule(
    "FLW015",
    Severity.error,
    source=ROW_A3,
    bad="processes:\n"
    + _process("check", "start: b", _CHECKED.format("backstage"), mark="  # !")
    + _process("pack", "start: a", _PACKED),
    good="processes:\n" + _process("check", "start: b", _CHECKED.format("customer")) + _process("pack", "start: a", _PACKED),
    spares="Circles in which the customer takes part in a step: a new round is their choice; processes that the customer may "
    "open, but need not.",
)
def circle_of_hand_overs(view: View) -> Iterator[Problem]:
    """Processes hand a case round in a circle in which no customer takes part.

    It goes round for ever, and nobody whom it could trouble would notice.
    """
    for circle in view.circles:
        if any("customer" in view.lanes(place.step) for name in circle for place in view.steps_of(name)):
            continue
        titles = [f"'{view.blueprint.processes[name].title}'" for name in circle]
        way = f"{listed(titles)} hand the case round" if len(titles) > 1 else f"{titles[0]} hands the case back to itself"
        yield Problem(f"{way}, and no customer takes part in it; let it end somewhere", ("processes", circle[0]), on_key=True)


@rule(
    "FLW016",
    Severity.warning,
    preset="recommended",
    source=f"{ROW_A3}; row A1: pre-sale, in-sale and after-sale as one package",
    bad="processes:\n"
    + _process("sale", "start: buy", _BOUGHT)
    + _process("repair", "start: bring", _MENDED, mark="  # !", phase=AFTER),
    good="processes:\n"
    + _process("sale", "start: buy\n  opens: [repair]", _BOUGHT)
    + _process("repair", "start: bring", _MENDED, phase=AFTER),
    spares="Services without a sale; after-sale processes that the provider, a schedule or an event starts; complaint handling, "
    "and returns that nothing leads to, which have rules of their own (CMP002, RET004).",
)
def after_sale_out_of_reach(view: View) -> Iterator[Problem]:
    """No sale leads to an after-sale process.

    Customers cannot use what nobody tells them of: somewhere between the sale and its end, a step or process has to open it.
    """
    sales = view.in_phase("in-sale")
    if not sales:
        return
    begun = {name for name, each in view.blueprint.processes.items() if each.starts_by != "customer"}
    reached = view.reached({*sales, *begun})
    for name, process in view.in_phase("after-sale").items():
        told = process.kind in OWN_RULE and (process.kind == "complaint-handling" or not is_within_reach(view, name))
        if name not in reached and not told:
            message = f"no sale leads to '{process.title}'; open it where customers are after the sale (opens: [{name}])"
            yield Problem(message, ("processes", name), on_key=True)
