"""CHN: what customers say when they are asked, and where it goes."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.hand_overs import CERTAIN_VERBS
from blueprint.model import Part, Step
from blueprint.rules.contacts import acting_in
from blueprint.rules.mechanism import rule
from blueprint.view import View

ROW = "Seeds, row A7: feedback goes into the customer database and is used for self-service and active service"
ISO = "ISO 10004:2018: satisfaction is measured"

_SERVICE = """\
systems:
  crm: {{title: Customer database, provider: own, fallback: Card file}}
data:
  record: {{title: Customer record, class: personal, purpose: Care, keep: 2y}}
processes:{mark}
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: buy
    steps:
      buy: {{lane: customer, does: Buys, with: {{frontstage: {{does: Sells{sells}}}}}, ends: Bought}}
"""
_FEEDBACK = """\
  feedback:{mark}
    title: How was it?
    phase: after-sale
    kind: feedback
    starts-by: provider
    start: ask
    steps:
      ask: {{lane: frontstage, does: Asks how it was, with: {{customer: {{does: Tells}}}}, next: note}}
      note: {{lane: backstage, does: Notes it, {noted}ends: Noted}}
"""
_CRM = ", systems: [crm]"


def _service(mark: str = "", sells: str = _CRM) -> str:
    return _SERVICE.format(mark=mark, sells=sells)


@rule(
    "CHN008",
    Severity.info,
    source=f"{ROW}; {ISO}",
    bad=_service(mark="  # !"),
    good=_service() + _FEEDBACK.format(mark="", noted="systems: [crm], "),
    spares="Blueprints without any process yet; how and how often is asked.",
)
def no_feedback(view: View) -> Iterator[Problem]:
    """Nobody asks the customers how it was.

    Few of the disappointed complain; most just leave. A process of kind feedback hears them while something can be done.
    """
    if view.blueprint.processes and not view.of_kind("feedback"):
        message = "no process asks customers how it was; add one of kind feedback, and let it end in the customer's record"
        yield Problem(message, ("processes",), on_key=True)


@rule(
    "CHN009",
    Severity.warning,
    source=f"{ROW}; {ISO}",
    bad=_service() + _FEEDBACK.format(mark="  # !", noted=""),
    good=_service() + _FEEDBACK.format(mark="", noted="systems: [crm], "),
    spares="Feedback that a step or part handles as personal or health data, puts on record (records), or notes in a system that "
    "another process uses too; feedback that is noted in a process which this one runs, starts or continues in.",
)
def feedback_without_record(view: View) -> Iterator[Problem]:
    """What customers say when asked reaches no record of theirs.

    Feedback that is heard and not kept helps nobody: the next colleague asks the same again, and the next customer meets the
    same fault.
    """
    for name, process in view.of_kind("feedback").items():
        if process.steps and not _is_kept(view, name):
            message = (
                f"what customers say in '{process.title}' reaches no record of theirs; note it in their data (data) or in a "
                "system that other processes read (systems)"
            )
            yield Problem(message, ("processes", name), on_key=True)


def _acting(view: View, processes: set[str]) -> Iterator[Step | Part]:
    """The steps of these processes, and their parts."""
    return (acting for each in sorted(processes) for place in view.steps_of(each) for acting in acting_in(place.step))


def _systems(view: View, processes: set[str]) -> set[str]:
    return {each for name in processes for each in view.named("system", within=name)}


def _personal(view: View, processes: set[str]) -> set[str]:
    known = {name for name, each in view.blueprint.data.items() if each.class_ in ("personal", "health")}
    return {each for acting in _acting(view, processes) for each in acting.data} & known


def _is_read(view: View, kept: set[str], own: set[str]) -> bool:
    others = set(view.blueprint.processes) - own
    return bool(kept & _personal(view, others) or _systems(view, own) & _systems(view, others))


def _is_kept(view: View, name: str) -> bool:
    own = view.reached({name}, CERTAIN_VERBS)
    others = set(view.blueprint.processes) - own
    on_record = any(place.step.records for each in own for place in view.steps_of(each))
    return on_record or bool(_personal(view, own)) or bool(_systems(view, own) & _systems(view, others))


@rule(
    "CHN010",
    Severity.info,
    source=ROW,
    bad=_service(sells="") + _FEEDBACK.format(mark="  # !", noted="data: [record], "),
    good=_service(sells=", data: [record]") + _FEEDBACK.format(mark="", noted="data: [record], "),
    spares="Feedback that reaches no record (CHN009); records or systems that any other process uses too; feedback processes "
    "that themselves open, start, run or continue in another.",
)
def feedback_that_nobody_uses(view: View) -> Iterator[Problem]:
    """What customers said is kept, and no other process ever looks at it.

    It was asked for so that the next visit is better: whoever advises, sells or cares should have it at hand, and somebody
    should act on it unasked.
    """
    for name, process in view.of_kind("feedback").items():
        own = view.reached({name}, CERTAIN_VERBS)
        acts = any(each.process_id == name for each in view.leading)
        kept = set() if acts else _personal(view, own)
        if kept and not _is_read(view, kept, own):
            message = (
                f"what customers say in '{process.title}' is kept, and no other process uses it; let advice, sale or care read "
                "it (data), or act on it from here (opens, starts)"
            )
            yield Problem(message, ("processes", name), on_key=True)
