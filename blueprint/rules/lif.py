"""LIF: the three phases of a service, and the kind of help that each of them owes."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.model import PHASES
from blueprint.rules.mechanism import rule
from blueprint.view import View

ROW = "Seeds, row A1: a package service system of pre-sale consultation, in-sale guidance, after-sale training"
AT = ("phases",)


def called(view: View, phase: str) -> str:
    """A phase in quotes, by the words of the blueprint where it has its own."""
    titles = [each.title for name, each in view.blueprint.phases.items() if name == phase]
    return f"'{titles[0]}' ({phase})" if titles else f"'{phase}'"


@rule(
    "LIF001",
    Severity.warning,
    source=ROW,
    bad="""\
        title: Shop  # !
        processes:
          browse:
            title: Look around
            phase: pre-sale
            kind: other
            start: look
            steps:
              look: {lane: customer, does: Looks around, ends: Seen}
        """,
    good="""\
        processes:
          advice:
            title: Advice
            phase: pre-sale
            kind: consultation
            start: ask
            steps:
              ask: {lane: customer, does: Asks, next: answer}
              answer: {lane: frontstage, does: Answers, ends: Answered}
        """,
    spares="Services without any pre-sale process; that is another finding (LIF004).",
)
def pre_sale_without_consultation(view: View) -> Iterator[Problem]:
    """Before the sale, nobody advises the customer.

    Who is left alone with the choice buys the wrong thing or nothing, and complains later. A process of kind
    consultation or guidance in the pre-sale phase gives an answer before there is a contract.
    """
    processes = view.in_phase("pre-sale").values()
    if processes and not any(each.kind in ("consultation", "guidance") for each in processes):
        yield Problem(
            f"{called(view, 'pre-sale')} has no process of kind consultation or guidance: nobody advises customers beforehand",
            AT,
            detail="pre-sale",
        )


@rule(
    "LIF002",
    Severity.warning,
    source=ROW,
    bad="""\
        title: Shop  # !
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            steps:
              buy: {lane: customer, does: Buys, next: pack}
              pack: {lane: backstage, does: Packs, ends: Sent}
        """,
    good="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            steps:
              buy: {lane: customer, does: Buys, next: pack}
              pack: {lane: backstage, does: Packs, next: hand-over}
              hand-over: {lane: frontstage, does: Hands over and explains, ends: In use}
        """,
    spares="In-sale phases in which staff or a partner meet the customer in any step or part.",
)
def in_sale_without_guidance(view: View) -> Iterator[Problem]:
    """During the sale, nobody is at the customer's side.

    The service is made together with the customer; where no step of the sale shows them a face, a voice or a message,
    they cannot know what is going on or what to do next.
    """
    processes = view.in_phase("in-sale")
    if not processes or any(each.kind in ("guidance", "onboarding") for each in processes.values()):
        return
    if not any(view.is_answer(place.step) for name in processes for place in view.steps_of(name)):
        yield Problem(
            f"{called(view, 'in-sale')} has no step or part, frontstage or outside, in which customers meet anybody: "
            "nobody guides them",
            AT,
            detail="in-sale",
        )


@rule(
    "LIF003",
    Severity.info,
    source=ROW,
    bad="""\
        title: Shop  # !
        processes:
          repair:
            title: Repair
            phase: after-sale
            kind: maintenance
            start: bring
            steps:
              bring: {lane: customer, does: Brings it, next: mend}
              mend: {lane: frontstage, does: Mends it, ends: Mended}
        """,
    good="""\
        processes:
          lessons:
            title: Lessons
            phase: after-sale
            kind: training
            start: book
            steps:
              book: {lane: customer, does: Books a lesson, next: teach}
              teach: {lane: frontstage, does: Teaches, ends: Can use it}
        """,
    spares="Services without any after-sale process; that is another finding (LIF004).",
)
def after_sale_without_training(view: View) -> Iterator[Problem]:
    """After the sale, nobody teaches the customer to make the best of it.

    Much of what is complained about works as built and was never explained. A process of kind training, onboarding or
    guidance in the after-sale phase gives customers the skill to enjoy what they bought.
    """
    processes = view.in_phase("after-sale").values()
    if processes and not any(each.kind in ("training", "onboarding", "guidance") for each in processes):
        yield Problem(
            f"{called(view, 'after-sale')} has no process of kind training, onboarding or guidance: nobody teaches customers to "
            "make good use of what they got",
            AT,
            detail="after-sale",
        )


@rule(
    "LIF004",
    Severity.warning,
    source=ROW,
    bad="""\
        title: Shop  # !
        processes:
          advice:
            title: Advice
            phase: pre-sale
            kind: consultation
            start: ask
            steps:
              ask: {lane: customer, does: Asks, next: answer}
              answer: {lane: frontstage, does: Answers, ends: Answered}
          sale:
            title: Sale
            phase: in-sale
            kind: purchase
            start: buy
            steps:
              buy: {lane: customer, does: Buys, with: {frontstage: {does: Sells}}, ends: Bought}
        """,
    good="""\
        processes:
          advice:
            {title: Advice, phase: pre-sale, kind: consultation, start: ask, steps: {ask: {lane: customer, does: Asks, ends: Ok}}}
          sale:
            {title: Sale, phase: in-sale, kind: purchase, start: buy, steps: {buy: {lane: customer, does: Buys, ends: Bought}}}
          care:
            {title: Care, phase: after-sale, kind: care, start: call, steps: {call: {lane: frontstage, does: Calls, ends: Done}}}
        """,
    spares="Phases with a single process, however short it is.",
)
def missing_phase(view: View) -> Iterator[Problem]:
    """One of the three phases has no process at all.

    A service is judged by what happens before, during and after the sale together; a phase left out is a phase left to
    chance.
    """
    for phase in PHASES:
        if not view.in_phase(phase):
            yield Problem(f"{called(view, phase)} has no process: that part of the service is left to chance", AT, detail=phase)
