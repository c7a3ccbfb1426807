"""IGN: accepted findings that are misspelt, without a reason, out of date or no longer needed."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from blueprint.findings import Problem, Severity
from blueprint.ignores import Judged
from blueprint.rules.mechanism import rule

SOURCE = "Field study of linters: people ask for ignores that carry a reason and do not outlive it"


def _at(judged: Judged, message: str) -> Problem:
    return evolve(judged.ignore.where, message=message)


@rule(
    "IGN001",
    Severity.warning,
    stage="ignores",
    source=SOURCE,
    bad="title: Shop  # blueprint: ignore[CPM001] complaints go to the chain  # !",
    good="title: Shop",
    spares="Rules of packs that the settings name.",
)
def ignore_of_unknown_rule(ignores: Iterable[Judged]) -> Iterator[Problem]:
    """An ignore names a rule that does not exist.

    It silences nothing, and whoever wrote it believes that it does.
    """
    for each in ignores:
        if not each.ignore.rule:
            yield _at(each, "the ignore names no rule; write ignore[CODE] and the reason")
        elif not each.known:
            yield _at(each, f"there is no rule '{each.ignore.rule}'{each.hint}")


@rule(
    "IGN002",
    Severity.warning,
    stage="ignores",
    source=SOURCE,
    bad="title: Shop\nreviewed: 2999-01-01  # blueprint: ignore[REV003]  # !",
    good="title: Shop\nreviewed: 2999-01-01  # blueprint: ignore[REV003] a story of the future",
    spares="How good the reason is; an ignore without a rule, which is another finding (IGN001).",
)
def ignore_without_reason(ignores: Iterable[Judged]) -> Iterator[Problem]:
    """An ignore gives no reason.

    Nobody will know whether it may be taken out again.
    """
    for each in ignores:
        if each.ignore.rule and not each.ignore.reason:
            yield _at(each, f"the ignore of {each.ignore.rule} gives no reason; write it behind the bracket")


@rule(
    "IGN003",
    Severity.warning,
    stage="ignores",
    source=SOURCE,
    bad="reviewed: 2999-01-01\nignore:\n  - {rule: REV003, at: /reviewed, reason: A slip, until: 2020-01-01}  # !",
    good="reviewed: 2999-01-01\nignore:\n  - {rule: REV003, at: /reviewed, reason: A slip, until: 9999-01-01}",
    spares="Ignores without a last day.",
)
def expired_ignore(ignores: Iterable[Judged]) -> Iterator[Problem]:
    """An ignore has expired, or its last day cannot be read.

    What was accepted for a while is accepted no longer, so its findings are reported again. A day that is none would let
    the ignore last for ever.
    """
    for each in ignores:
        if each.expired:
            message = f"the ignore of {each.ignore.rule} ended on {each.ignore.until}; mend what it covered, or set a new day"
            yield _at(each, message)
        elif each.ignore.line is not None and "(until" in each.ignore.reason:
            yield _at(each, f"the last day of the ignore of {each.ignore.rule} cannot be read; end it with (until 2027-03-31)")


@rule(
    "IGN004",
    Severity.warning,
    stage="ignores",
    source=SOURCE,
    bad="reviewed: 2020-01-01\nignore:\n  - {rule: REV003, at: /reviewed, reason: A slip}  # !",
    good="reviewed: 2999-01-01\nignore:\n  - {rule: REV003, at: /reviewed, reason: A slip}",
    spares="Ignores of rules that this run leaves out; expired ones.",
)
def unused_ignore(ignores: Iterable[Judged]) -> Iterator[Problem]:
    """An ignore covers nothing any more.

    The defect was mended, or has moved; left standing, the ignore would hide the next one.
    """
    for each in ignores:
        if each.known and each.active and not each.used and not each.expired:
            yield _at(each, f"the ignore of {each.ignore.rule} covers nothing here; take it out")
