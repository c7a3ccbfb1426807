"""SCH: what does not fit the format. The JSON Schema finds it; the rules here give it a name."""

from collections.abc import Iterable, Iterator

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.schema import Mistake

SCHEMA = "schemas/blueprint-1.schema.json (JSON Schema 2020-12)"


def _of_kind(mistakes: Iterable[Mistake], kind: str) -> Iterator[Problem]:
    for each in mistakes:
        if each.kind == kind:
            yield Problem(each.message, each.path, detail=each.message, on_key=each.on_key)


@rule(
    "SCH001",
    Severity.error,
    stage="schema",
    source=SCHEMA,
    bad="personas:\n  commuter: {titel: Commuter, title: Commuter}  # !",
    good="personas:\n  commuter: {title: Commuter, x-colour: blue}",
    spares="Keys that begin with x-: they are yours.",
)
def unknown_key(mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    """A key is not known here.

    A misspelt key would be passed over without a word, and what it says with it.
    """
    return _of_kind(mistakes, "unknown-key")


@rule(
    "SCH002",
    Severity.error,
    stage="schema",
    source=SCHEMA,
    bad="channels:\n  web: {title: Web shop}  # !",
    good="channels:\n  web: {title: Web shop, kind: online}",
    spares="Keys that the format leaves to you.",
)
def missing_key(mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    """A key is missing.

    Without it the drawing and the rules would have to guess.
    """
    return _of_kind(mistakes, "missing-key")


@rule(
    "SCH003",
    Severity.error,
    stage="schema",
    source=SCHEMA,
    bad="version: 1.10  # !",
    good='version: "1.10"',
    spares="Dates, times and words such as no: they are texts without quotes.",
)
def wrong_type(mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    """A value is of the wrong sort.

    A number where a text belongs loses what was written: 1.10 would become 1.1.
    """
    return _of_kind(mistakes, "wrong-type")


@rule(
    "SCH004",
    Severity.error,
    stage="schema",
    source=SCHEMA,
    bad="channels:\n  web: {title: Web shop, kind: onlin}  # !",
    good="channels:\n  web: {title: Web shop, kind: online}",
    spares="Ids: whether they exist is a matter of references (REF).",
)
def unknown_word(mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    """A word is not one of those that can stand here.

    Rules and drawing go by these words, so another word means nothing to them.
    """
    return _of_kind(mistakes, "unknown-word")


@rule(
    "SCH005",
    Severity.error,
    stage="schema",
    source=SCHEMA,
    bad="reviewed: 2026-02-30  # !",
    good="reviewed: 2026-02-28",
    spares="How plausible a value is.",
)
def malformed_value(mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    """A value cannot be read as what it should be.

    Durations, shares, dates and ids are computed with, so they have one form.
    """
    return _of_kind(mistakes, "malformed-value")


@rule(
    "SCH006",
    Severity.error,
    stage="schema",
    source=SCHEMA,
    bad="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: other
            start: buy
            steps:
              buy:
                lane: customer
                does: Buys
                next: buy
                ends: Bought  # !
        """,
    good="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: other
            start: buy
            steps:
              buy: {lane: customer, does: Buys, ends: Bought}
        """,
    spares="Keys that stand together well.",
)
def keys_exclude_each_other(mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    """Two keys stand together that cannot both hold, or one stands without its partner.

    A step goes on in exactly one way; a reader must not have to choose which was meant.
    """
    return _of_kind(mistakes, "keys-exclude-each-other")


@rule(
    "SCH007",
    Severity.error,
    stage="schema",
    source=SCHEMA,
    bad="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: other
            start: buy
            steps:
              buy: {lane: customer, does: Buys}  # !
        """,
    good="""\
        processes:
          sale:
            title: Sale
            phase: in-sale
            kind: other
            start: buy
            steps:
              buy: {lane: customer, does: Buys, ends: Bought}
        """,
    spares="An end: it says how the case goes on, namely not.",
)
def no_way_on(mistakes: Iterable[Mistake]) -> Iterator[Problem]:
    """A step does not say how it goes on.

    Order in the file means nothing here, so each step says what comes next: next, choose, fork or ends.
    """
    return _of_kind(mistakes, "no-way-on")
