"""What an editor can do about a finding: write what is missing, take the word that was meant, or accept it on its line."""

import re
from collections.abc import Iterator

from attrs import evolve
from lsprotocol.types import CodeAction, CodeActionKind, Diagnostic, Range, TextEdit, WorkspaceEdit

from blueprint.findings import Finding
from blueprint.fix import MENDS, fixed
from blueprint.ignores import written_ignores
from blueprint.lsp.diagnostics import diagnostics
from blueprint.lsp.opened import Opened
from blueprint.model import Blueprint
from blueprint.schema import validate
from blueprint.source import Source, read_source
from blueprint.wording import listed

_MEANT = re.compile(r"did you mean '([^']+)'\?")
_REASON = "accepted for now"


def actions(opened: Opened, range: Range) -> list[CodeAction]:
    """What can be done about the findings in a range. What writes more than a word is worked out when it is chosen."""
    found = [
        (finding, shown)
        for finding, shown in zip(opened.report, diagnostics(opened)[-len(opened.report) :], strict=False)
        if _touch(shown.range, range)
    ]
    return [action for finding, shown in found for action in _actions(opened, finding, shown)]


def _touch(one: Range, other: Range) -> bool:
    ends = [(each.start.line, each.start.character, each.end.line, each.end.character) for each in (one, other)]
    (one_start, one_end), (start, end) = ((each[:2], each[2:]) for each in ends)
    return one_start <= end and start <= one_end


def _actions(opened: Opened, finding: Finding, shown: Diagnostic) -> Iterator[CodeAction]:
    source = opened.source_at(finding.line)
    if source is None:
        return
    word = _word_meant(source, finding)
    if word:
        span, text = word
        edit = _edit(opened, [TextEdit(opened.ruler.range(source, *span), text)])
        yield CodeAction(f"Write '{text}'", CodeActionKind.QuickFix, [shown], is_preferred=True, edit=edit)
    if finding.code in MENDS:
        data = {"uri": opened.uri, "code": finding.code, "element": finding.element, "line": finding.line}
        yield CodeAction(f"Write what is missing ({finding.code})", CodeActionKind.QuickFix, [shown], data=data)
    accepted = _accepted(opened, source, finding)
    if accepted:
        yield CodeAction(f"Accept {finding.code} here", CodeActionKind.QuickFix, [shown], edit=_edit(opened, [accepted]))


def resolved(opened: Opened, action: CodeAction) -> tuple[CodeAction, str]:
    """An action with its edit, or why it has none."""
    data = action.data if isinstance(action.data, dict) else {}
    source = opened.source_at(int(data.get("line", 1)))
    if source is None or opened.rules.run is None:
        return action, "there is no blueprint here"
    code, element = str(data.get("code")), str(data.get("element"))
    whole = read_source(source.text, source.name, source.format)
    result = fixed(whole, opened.rules.run.settings, select=(code,), folder=opened.path.parent if opened.path else None)
    if not result.edits:
        reasons = [each.reason for each in result.left if each.finding.element == element] or [
            each.reason for each in result.left
        ]
        return (
            action,
            f"{code} cannot be mended here: {listed(dict.fromkeys(reasons))}" if reasons else f"{code} is mended already",
        )
    edits = [TextEdit(opened.ruler.range(whole, each.at, each.at), each.text) for each in result.edits]
    return evolve(action, edit=_edit(opened, edits)), ""


def _edit(opened: Opened, edits: list[TextEdit]) -> WorkspaceEdit:
    return WorkspaceEdit(changes={opened.uri: edits})


def _word_meant(source: Source, finding: Finding) -> tuple[tuple[int, int], str] | None:
    """The word of a finding that is nearly another one, where it stands, and that other one."""
    meant = _MEANT.search(finding.message)
    start, end = source.offset(finding.line, finding.column), source.offset(finding.end_line, finding.end_column)
    written = source.text[start:end]
    wrong = re.search(r"'([^']+)'", finding.message)
    if not meant or not wrong or "\n" in written or written.count(wrong[1]) != 1:
        return None
    begin = start + written.index(wrong[1])
    return (begin, begin + len(wrong[1])), meant[1]


def _accepted(opened: Opened, source: Source, finding: Finding) -> TextEdit | None:
    """The comment that accepts a finding, at the end of its line or else above it; None where neither does."""
    if source.format == "json" or not source.is_readable or _is_firm(opened, finding.code):
        return None
    line = source.line(finding.line)
    comment = f"# blueprint: ignore[{finding.code}] {_REASON}"
    end, begin = source.offset(finding.line, len(line) + 1), source.offset(finding.line, 1)
    indent = line[: len(line) - len(line.lstrip(" "))]
    for offset, text in ((end, f"  {comment}"), (begin, f"{indent}{comment}\n")):
        new = read_source(source.text[:offset] + text + source.text[offset:], source.name, "yaml")
        if new.is_readable and new.data == source.data and _covers(new, finding, by=int(text.endswith("\n"))):
            return TextEdit(opened.ruler.range(source, offset, offset), text)
    return None


def _covers(source: Source, finding: Finding, *, by: int) -> bool:
    """Whether an ignore on a line of the source speaks for a finding that has moved down by some lines."""
    if validate(source.data, Blueprint):
        return False
    ignores = written_ignores(Blueprint.read(source.data), source)
    return any(each.rule == finding.code and each.line == finding.line + by for each in ignores)


def _is_firm(opened: Opened, code: str) -> bool:
    rules = opened.rules.run.rules if opened.rules.run else ()
    return any(rule.code == code and rule.is_firm for rule in rules)
