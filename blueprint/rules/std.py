"""STD: the stages of the standards that a process follows."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.rules.stages import ISO, ROW_A2, example, judged, shown
from blueprint.view import View

SOURCE = f"{ROW_A2}; {ISO}, clause 7, and the other standards that are built in, or your own"

_NOTICE = "notice: {lane: customer, does: Says what is broken, realises: [service-recovery/detection], next: sorry}"
_SORRY = """
    sorry:
      lane: frontstage
      does: Says sorry, and why it happened
      realises: [service-recovery/apology, service-recovery/explanation]
      next: fix
    """
_FIX = "fix: {lane: frontstage, does: Mends it, realises: [service-recovery/remedy], next: back}"
_BACK = "back: {lane: frontstage, does: Hands it back, realises: [service-recovery/return-to-service], next: note}"
_NOTE = "note: {lane: backstage, does: Writes it down, realises: [service-recovery/record], ends: Mended}"
_GOOD = example(_NOTICE, _SORRY, _FIX, _BACK, _NOTE)
_COMPLAINTS = """
    complain: {{lane: customer, does: Complains, {}with: {{frontstage: {{does: Notes it and confirms}}}}, next: answer}}
    answer: {{lane: frontstage, does: Explains and puts it right, ends: Settled}}
    """


@rule(
    "STD001",
    Severity.error,
    source=SOURCE,
    bad=example(_NOTICE, _SORRY, _FIX, _BACK.replace("next: note", "ends: Mended"), mark="  # !"),
    good=_GOOD,
    spares="Stages that a step leaves out with a reason, where the standard lets it (skips); cases that end so that they do not "
    "owe the stage; what a process that is run, or continued in, does for certain; processes whose flow cannot finish (FLW).",
)
def missing_stage(view: View) -> Iterator[Problem]:
    """A case can end without a stage that it owes.

    A standard is kept by every case or not at all: the customer who is left out has no use for the others. The run beside
    the finding is such a case.
    """
    for each in shown(view, "missing"):
        if each.stage.stage.holds == "standing":
            message = f"customers are nowhere shown {each.title} before {each.process}, nor in it; let a step they see realise it"
        else:
            skip = ", or say why it is left out (skips)" if each.stage.stage.may_skip else ""
            message = f"{each.process} can end with {each.end} without {each.title}; let a step on that way realise it{skip}"
        yield each.problem(message)


@rule(
    "STD002",
    Severity.warning,
    source=SOURCE,
    bad=example(
        _SORRY.replace("sorry:", "sorry:  # !").replace("next: fix", "next: notice"),
        _NOTICE.replace("sorry", "fix"),
        _FIX,
        _BACK,
        _NOTE,
    ),
    good=_GOOD,
    spares="Stages that one step realises in the same moment; later rounds of a loop, and appeals, once the earlier stage was "
    "done; cases in which the earlier stage never happens (STD001), or was left out with a reason.",
)
def stage_out_of_order(view: View) -> Iterator[Problem]:
    """A stage can begin before another that must come first.

    What is done before its grounds are there is done on a guess, and often twice.
    """
    for each in shown(view, "out-of-order"):
        later = each.title_of(each.fault.other)
        message = f"{each.step} ({later}) can begin before {each.title} is done; let it come after"
        yield each.problem(message)


@rule(
    "STD003",
    Severity.error,
    source=f"{SOURCE}; Shostack (1984): the line of visibility",
    bad=example(_NOTICE, _SORRY, _FIX.replace("frontstage", "backstage") + "  # !", _BACK, _NOTE),
    good=_GOOD,
    spares="Stages realised once where the customer sees them and again behind the line; steps behind the line with a part "
    "that the customer sees.",
)
def stage_out_of_sight(view: View) -> Iterator[Problem]:
    """The customer never sees a stage that is done for them to see.

    A confirmation that stays in the files confirms nothing. What the customer must see stands in a lane that they see, or
    has a part there.
    """
    for each in shown(view, "hidden"):
        message = (
            f"customers do not see {each.title} at {each.step}, which stands behind the line of visibility; give it a part that "
            "they see (with: frontstage), or let another step realise it"
        )
        yield each.problem(message)


@rule(
    "STD007",
    Severity.error,
    source=SOURCE,
    bad=example(
        _NOTICE,
        _SORRY,
        _FIX,
        _BACK.replace("next: note", "skips: {service-recovery/record: Little things}, ends: Mended}  # !")[:-1],
    ),
    good=_GOOD,
    spares="Stages that the standard lets go with a reason; stages that are only advised; cases that do not owe the stage, or "
    "realise it elsewhere.",
)
def stage_that_cannot_be_skipped(view: View) -> Iterator[Problem]:
    """A step leaves out a stage that the standard does not let go.

    A reason helps where the standard leaves the choice. Here it does not: the case owes the stage, whatever the reason.
    """
    for each in shown(view, "barred"):
        message = f"{each.step} leaves out {each.title}, which cannot be left out: a case that ends with {each.end} owes it"
        yield each.problem(message, "skips", each.ref)


@rule(
    "STD008",
    Severity.warning,
    source=SOURCE,
    bad=example(_COMPLAINTS.format(""), facts="kind: complaint-handling", mark="  # !"),
    good=example(_COMPLAINTS.format("realises: [iso-10002/receipt], "), facts="kind: complaint-handling"),
    spares="Processes that say they follow the standard, or name one of its stages: they are held to all of them (STD001); "
    "standards that do not apply, with the reason (standards: {iso-10002: {not-applied: ...}}).",
)
def stages_unsaid(view: View) -> Iterator[Problem]:
    """A process owes a standard, and nothing says which of its stages it keeps.

    The kind of the process implies the standard, as complaint handling implies ISO 10002. Whether it is kept can only be
    checked when the steps say what they are.
    """
    for verdict in judged(view):
        if verdict.unsaid:
            process, name = view.blueprint.processes[verdict.process_id], verdict.standard
            message = (
                f"nothing says which stages of {name} ({verdict.model.title}) '{process.title}' keeps, though its kind implies "
                f"them; name them at its steps (realises), or say why the standard does not apply "
                f"(standards: {{{name}: {{not-applied: ...}}}})"
            )
            yield Problem(message, ("processes", verdict.process_id), detail=name, on_key=True)


@rule(
    "STD009",
    Severity.info,
    source=SOURCE,
    bad=example(_NOTICE, _SORRY, _FIX, _BACK, _NOTE, mark="  # !"),
    good=example(
        _NOTICE.replace("detection]", "detection, service-recovery/voice]"),
        _SORRY,
        _FIX,
        _BACK,
        _NOTE.replace("record]", "record, service-recovery/prevention]"),
    ),
    spares="Stages that merely have a name; stages that a step leaves out with a reason.",
)
def advised_stage_missing(view: View) -> Iterator[Problem]:
    """A process leaves out a stage that the standard advises.

    It is not owed, but those who do it have fewer complaints.
    """
    for each in shown(view, "advised"):
        yield each.problem(f"{each.process} has no {each.title}, which is advised; let a step realise it")
