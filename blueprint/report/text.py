"""The report for people: message, place, the line with a mark under it, and what to do next."""

import textwrap
from typing import Final

from blueprint.findings import Finding, Report, Severity
from blueprint.terminal import Style, clean, columns
from blueprint.wording import counted, listed

_COLOURS: Final = {Severity.error: "red", Severity.warning: "yellow", Severity.info: "blue"}
_WORDS: Final = {Severity.error: "error", Severity.warning: "warning", Severity.info: "advice"}
WIDTH: Final = 80


def text(report: Report, *, style: Style | None = None, width: int = WIDTH) -> str:
    """The findings, each with its line, and a summary at the end. ``width`` is in columns of a terminal."""
    style = style or Style()
    blocks = [_block(each, style, width) for each in report.findings]
    return "\n".join([*blocks, _summary(report, style, width)])


def _block(finding: Finding, style: Style, width: int) -> str:
    label = f"{finding.severity.value} {finding.code}"
    message = textwrap.fill(f"{label} {clean(finding.message)}", width, subsequent_indent="  ", break_on_hyphens=False)
    head = style.paint(_COLOURS[finding.severity], label) + message[len(label) :]
    gutter = " " * len(str(finding.line))
    bar = style.paint("dim", "|")
    excerpt, mark = _excerpt(finding, width - len(gutter) - 3)
    number = style.paint("dim", str(finding.line))
    return (
        f"{head}\n{gutter}{style.paint('dim', '-->')} {clean(finding.file)}:{finding.line}:{finding.column}\n"
        f"{number} {bar} {excerpt}\n{gutter} {bar} {style.paint(_COLOURS[finding.severity], mark)}\n"
        f"{_run(finding, width)}"
    )


def _run(finding: Finding, width: int) -> str:
    """The case that shows the finding, step by step."""
    if not finding.run:
        return ""
    steps = " > ".join(clean(step.does) for step in finding.run)
    return textwrap.fill(steps, width, initial_indent="  Such a case: ", subsequent_indent="    ", break_on_hyphens=False) + "\n"


def _excerpt(finding: Finding, room: int) -> tuple[str, str]:
    """The part of the line that fits, and the mark under what the finding is about."""
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(finding.excerpt)
    cut = max(0, min(start - 8, len(finding.excerpt) - room + 3)) if columns(finding.excerpt) > room else 0
    lead = "..." if cut else ""
    line = clean(finding.excerpt[cut:])
    shown = lead
    for letter in line:
        if columns(shown + letter) > room:
            break
        shown += letter
    before = columns(lead + clean(finding.excerpt[cut:start]))
    length = max(1, columns(clean(finding.excerpt[start:end])))
    return shown, " " * before + "^" * max(1, min(length, room - before))


def _summary(report: Report, style: Style, width: int) -> str:
    counts = [counted(report.count(each), _WORDS[each]) for each in Severity if report.count(each)]
    found = listed(counts) if counts else "nothing found" if report.files else "so nothing was found either"
    accepted = f"; {counted(report.suppressed, 'finding')} accepted in writing" if report.suppressed else ""
    checked = f"{counted(len(report.files), 'file')} checked: {found}{accepted}."
    lines = [style.paint("red" if report.count(Severity.error) else "green" if not counts else "yellow", checked)]
    if report.skipped:
        names = listed(map(clean, report.skipped))
        lines.append(textwrap.fill(f"Not checked further until that is mended: {names}.", width))
    if report.findings:
        lines.append(style.paint("dim", f"Why it matters, and what is right: blueprint explain {report.findings[0].code}"))
    return "".join(f"{line}\n" for line in lines)
