"""What an editor shows where the pointer rests: what a key means, what an id stands for, why a rule finds fault."""

from collections.abc import Iterator
from typing import Any

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from blueprint.findings import Finding
from blueprint.kinds import Choice, Keyed, Length, Ref
from blueprint.lsp.cursor import Spot, spot_at
from blueprint.lsp.ids import at, definition, title_of
from blueprint.lsp.opened import Opened
from blueprint.lsp.slots import slot_at
from blueprint.paths import Path
from blueprint.report.rule_help import as_markdown
from blueprint.source import Source


def hover(opened: Opened, place: Position) -> Hover | None:
    """What there is to say of a place; None where nothing."""
    line, column = opened.ruler.counted(place)
    source = opened.source_at(line)
    if source is None:
        return None
    spot = spot_at(source, source.offset(line, column))
    parts = [*(_about(opened, source, spot) if spot else ()), *_helps(opened, line, column)]
    if not parts:
        return None
    range = opened.ruler.range(source, *spot.span) if spot and spot.path else None
    return Hover(MarkupContent(MarkupKind.Markdown, "\n\n---\n\n".join(parts)), range)


def findings_at(opened: Opened, line: int, column: int) -> Iterator[Finding]:
    """The findings that stand where a line and column are, counted from 1."""
    for each in opened.report:
        if (each.line, each.column) <= (line, column) <= (each.end_line, each.end_column):
            yield each


def _helps(opened: Opened, line: int, column: int) -> Iterator[str]:
    rules = {rule.code: rule for rule in opened.rules.run.rules} if opened.rules.run else {}
    for code in dict.fromkeys(each.code for each in findings_at(opened, line, column)):
        if code in rules:
            yield f"**{code}** {as_markdown(rules[code])}"


def _about(opened: Opened, source: Source, spot: Spot) -> Iterator[str]:
    slot = slot_at(spot.path)
    holder = slot_at(spot.path[:-1]) if spot.path else None
    if slot is None or holder is None:
        return
    value = str(spot.path[-1]) if spot.on_key else at(source.data, spot.path)
    target = holder.key_target if spot.on_key else slot.target
    if target and isinstance(value, str):
        yield from _referred(opened, source, target, value, spot.path)
    if spot.on_key and isinstance(holder.kind, Keyed):
        yield from [] if target else [described(source.data, spot.path)]
    elif slot.field:
        words = f"\n\nOne of: {', '.join(slot.words)}." if slot.words else ""
        yield f"**{slot.field.key}**: {slot.field.about}{words}"


def _referred(opened: Opened, source: Source, target: str, id: str, path: Path) -> Iterator[str]:
    defined = definition(source.data, target, id, path)
    standard, _, stage = id.partition("/")
    if target == "stage" and standard in opened.standards and stage in opened.standards[standard].stages:
        known = opened.standards[standard]
        each = known.stages[stage]
        yield f"**{each.title}**, a stage of {known.title}\n\n{each.why}" + (f"\n\n*{each.source}*" if each.source else "")
    elif target == "standard" and id in opened.standards:
        known = opened.standards[id]
        yield f"**{known.title}**\n\n{known.description or known.source}"
    elif defined:
        yield described(source.data, defined)


def described(data: Any, path: Path) -> str:
    """What is defined at a path: its title, its sort and id, and the simple things that it says of itself."""
    item = at(data, path)
    slot = slot_at(path)
    sort = slot.record.__name__.lower() if slot and slot.record else str(path[0])
    title = title_of(item)
    head = f"**{title}** ({sort} `{path[-1]}`)" if title else f"{sort} `{path[-1]}`"
    fields = slot.fields if slot and isinstance(item, dict) else {}
    simple = [
        f"{key}: {item[key]}" for key, each in fields.items() if key in item and isinstance(each.kind, Choice | Ref | Length)
    ]
    return f"{head}\n\n{', '.join(simple)}" if simple else head
