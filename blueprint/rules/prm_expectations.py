"""PRM, expectations: what customers expect, and what answers it."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.paths import Path
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.wording import suggestion

ROW = "Seeds, row B1: customer segments state expectations, and a promise or step answers each"

_BAD = """\
personas:
  commuter: {title: Commuter, expects: [Riding within a week]}%s
promises:
  soon:
    says: You ride within a week
%s
"""
_GOOD = _BAD % ("", "    answers: [Riding within a week]")


def _answers(view: View) -> Iterator[tuple[str, Path]]:
    """Every expectation that a promise or step says it answers, and where."""
    for name, promise in view.blueprint.promises.items():
        yield from ((text, ("promises", name, "answers", at)) for at, text in enumerate(promise.answers))
    for place in view.places:
        yield from ((text, (*place.path, "answers", at)) for at, text in enumerate(place.step.answers))


@rule(
    "PRM005",
    Severity.error,
    source=ROW,
    bad=_BAD % ("", "    answers: [Riding in a week]  # !"),
    good=_GOOD,
    spares="Expectations that several personas share, or that are answered more than once.",
)
def answer_to_no_expectation(view: View) -> Iterator[Problem]:
    """A promise or step answers an expectation that no persona has.

    The words have to be those of a persona's `expects`, so that both change together.
    """
    expected = list(dict.fromkeys(text for persona in view.blueprint.personas.values() for text in persona.expects))
    for text, path in _answers(view):
        if text not in expected:
            hint = suggestion(text, expected) or ("" if expected else "; no persona expects anything yet")
            yield Problem(f"no persona expects '{text}'{hint}", path, detail=text)


@rule(
    "PRM009",
    Severity.info,
    source=ROW,
    bad="personas:\n  commuter: {title: Commuter, kind: consumer}  # !\n",
    good="personas:\n  commuter: {title: Commuter, kind: consumer, expects: [Riding within a week]}\n",
    spares="Blueprints without personas.",
)
def persona_without_expectations(view: View) -> Iterator[Problem]:
    """A persona expects nothing.

    Who does not know what these customers expect designs for themselves. Ask a few of them, and write it in their words.
    """
    for name, persona in view.blueprint.personas.items():
        if not persona.expects:
            message = f"nothing is said about what '{persona.title}' expects; write it in their words (expects)"
            yield Problem(message, ("personas", name), on_key=True)


@rule(
    "PRM010",
    Severity.info,
    source=ROW,
    bad=_BAD % ("  # !", ""),
    good=_GOOD,
    spares="How well it is answered.",
)
def expectation_that_nothing_answers(view: View) -> Iterator[Problem]:
    """No promise and no step answers an expectation.

    Either somebody answers it and nobody says so, or customers will be disappointed in what you knew they wanted.
    """
    answered = {text for text, _ in _answers(view)}
    for name, persona in view.blueprint.personas.items():
        for at, text in enumerate(persona.expects):
            if text not in answered:
                message = f"nothing answers what '{persona.title}' expects: '{text}'; name it at the promise or step (answers)"
                yield Problem(message, ("personas", name, "expects", at), detail=text)
