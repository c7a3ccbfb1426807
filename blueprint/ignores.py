"""Findings that somebody accepted in writing: where, why, and until when.

In the document: ``ignore: [{rule, at, reason, until}]``. On a line: ``# blueprint: ignore[CODE] reason``, with
``(until 2027-03-31)`` at the end where it shall not last; alone on its line it speaks for the line below. A further
comment, after `` # ``, is no part of it.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from blueprint.findings import Finding, Problem
from blueprint.kinds import DATE
from blueprint.model import Blueprint
from blueprint.paths import ancestors
from blueprint.source import Source

_COMMENT: Final = re.compile(r"#[ \t]*blueprint:[ \t]*ignore\b[ \t]*(?:\[([^\]\r\n]*)\])?([^\r\n]*)")
_FURTHER: Final = re.compile(r"(?:^|[ \t])#[ \t]")
_UNTIL: Final = rf"\(until ({DATE})\)[ \t]*$"


class Ignore(NamedTuple):
    """One accepted finding: its rule or family, its place (a pointer, or a line), the reason and the last day."""

    rule: str
    at: str
    line: int | None
    reason: str
    until: date | None
    where: Problem

    @property
    def scope(self) -> tuple[str, str | int]:
        """What it speaks of: a rule or family, and a line or a pointer without an end slash."""
        return self.rule, self.at.rstrip("/") if self.line is None else self.line


class Judged:
    """An ignore after the rules have run: what the rules about ignores look at.

    ``known``: some rule has this code. ``active``: all rules it names were run. ``hint`` is what was perhaps meant.
    """

    __slots__ = ("active", "hint", "ignore", "known", "today", "used")

    def __init__(self, ignore: Ignore, today: date, *, known: bool, active: bool, hint: str = "") -> None:
        self.ignore = ignore
        self.today = today
        self.known = known
        self.active = active
        self.hint = hint
        self.used = False

    @property
    def expired(self) -> bool:
        return self.ignore.until is not None and self.ignore.until < self.today


def written_ignores(blueprint: Blueprint, source: Source) -> tuple[Ignore, ...]:
    """Every ignore of a document and of the lines of its text."""
    return (*_in_document(blueprint), *_on_lines(source))


def _in_document(blueprint: Blueprint) -> Iterator[Ignore]:
    for position, each in enumerate(blueprint.ignore):
        yield Ignore(
            each.rule, each.at, None, each.reason, each.until, Problem("", ("ignore", position), detail=f"{each.rule} {each.at}")
        )


def _on_lines(source: Source) -> Iterator[Ignore]:
    matches = list(source.comments(_COMMENT)) if "ignore" in source.text else []
    lines = _with_content(source) if matches else []
    for match in matches:
        line = _spoken_for(source, match.start(), lines)
        text = _FURTHER.split(match[2], maxsplit=1)[0].strip()
        until = re.search(_UNTIL, text)
        for rule in (match[1] or "").split(",") or [""]:
            where = Problem("", span=match.span(), detail=rule.strip())
            reason = re.sub(_UNTIL, "", text).strip()
            yield Ignore(rule.strip(), "", line, reason, date.fromisoformat(until[1]) if until else None, where)


def _with_content(source: Source) -> list[int]:
    """The lines that hold more than a comment."""
    return [number for number in range(1, source.last_line + 1) if source.line(number).partition("#")[0].strip()]


def _spoken_for(source: Source, offset: int, lines: list[int]) -> int:
    """The line that a comment speaks for: its own, or the next with content when it stands alone."""
    line, column = source.position(offset)
    if source.line(line)[: column - 1].strip():
        return line
    following = bisect_right(lines, line)
    return lines[following] if following < len(lines) else line


def sift(findings: Iterable[Finding], judged: list[Judged]) -> tuple[list[Finding], int]:
    """The findings that nothing covers, and how many were covered; marks the ignores that were of use."""
    if not judged:
        return list(findings), 0
    by_scope = defaultdict(list)
    for each in judged:
        by_scope[each.ignore.scope].append(each)
    kept, covered = [], 0
    for finding in findings:
        matching = [each for scope in _scopes(finding) for each in by_scope.get(scope, ())]
        for each in matching:
            each.used = True
        if any(not each.expired for each in matching):
            covered += 1
        else:
            kept.append(finding)
    return kept, covered


def _scopes(finding: Finding) -> Iterator[tuple[str, str | int]]:
    """What an ignore may speak of to cover a finding; the day is not asked."""
    for rule in (finding.code, finding.code.rstrip("0123456789")):
        yield rule, finding.line
        yield from ((rule, place) for place in ancestors(finding.pointer))
