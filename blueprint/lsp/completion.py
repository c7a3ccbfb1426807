"""What can be written at the cursor: keys of the format, words it knows, ids of the document, stages of standards."""

from collections.abc import Callable, Iterator
from typing import Any

from lsprotocol.types import CompletionItem, CompletionItemKind, Position, TextEdit

from blueprint.kinds import Keyed, Many, Object
from blueprint.lsp.cursor import Writing, writing_at
from blueprint.lsp.ids import at, known
from blueprint.lsp.opened import Opened
from blueprint.lsp.slots import Slot, exclusive_of, slot_at
from blueprint.source import Source

Item = tuple[str, str, str, CompletionItemKind]
"""What is written, what it is called, what it means, and its sort."""


def completion(opened: Opened, place: Position) -> list[CompletionItem]:
    """What can be written at a place, also while the text cannot be read."""
    line, column = opened.ruler.counted(place)
    source = opened.source_at(line)
    if source is None:
        return []
    offset = source.offset(line, column)
    writing = writing_at(source, offset, opened.reader.trial)
    if writing is None:
        return []
    range = opened.ruler.range(source, *writing.word)
    quoted = source.text[writing.word.start - 1 : writing.word.start] == '"'
    made = _made(source, writing, is_json=source.format == "json" and not quoted)
    return [
        CompletionItem(
            label=text,
            kind=sort,
            detail=title or None,
            documentation=about or None,
            sort_text=f"{number:05}",
            filter_text=text,
            text_edit=TextEdit(range, made(text, quoted=quoted)),
        )
        for number, (text, title, about, sort) in enumerate(dict.fromkeys(_items(opened, source, writing)))
    ]


def _items(opened: Opened, source: Source, writing: Writing) -> Iterator[Item]:
    data = opened.good(source).data
    slot = slot_at(writing.path)
    if slot is None:
        return
    if writing.is_key or isinstance(slot.kind, Keyed) or (isinstance(slot.kind, Object) and not slot.kind.type.short):
        yield from _keys(opened, data, slot, writing)
        return
    field = slot.field.key if slot.field else ""
    for word in slot.words:
        yield word, "", slot.field.about if slot.field else "", CompletionItemKind.EnumMember
    if slot.target:
        for each in known(data, slot.target, writing.path, opened.standards):
            yield each.id, each.title, "", CompletionItemKind.Reference
    elif field == "answers":
        for persona in (at(data, ("personas",)) or {}).values():
            yield from ((text, "", "", CompletionItemKind.Text) for text in at(persona, ("expects",)) or ())
    elif field == "rule" and opened.rules.run:
        yield from ((each.code, each.title, "", CompletionItemKind.Value) for each in opened.rules.run.rules)


def _keys(opened: Opened, data: Any, slot: Slot, writing: Writing) -> Iterator[Item]:
    taken = set(writing.beside)
    for group in exclusive_of(slot.kind.type) if isinstance(slot.kind, Object) else ():
        taken |= group if taken & group else set()
    for key, field in sorted(slot.fields.items(), key=lambda item: not item[1].required):
        if key not in taken:
            yield key, "", field.about, CompletionItemKind.Property
    for word in slot.key_words:
        yield word, "", "", CompletionItemKind.EnumMember
    if slot.key_target:
        for each in known(data, slot.key_target, writing.path, opened.standards):
            if each.id not in taken:
                yield each.id, each.title, "", CompletionItemKind.Reference


def _made(source: Source, writing: Writing, *, is_json: bool) -> Callable[..., str]:
    """How a word is written where it stands."""
    slot = slot_at(writing.path)
    kind = slot.kind if slot else None
    rest = source.text[writing.word.end :].partition("\n")[0].lstrip('"').lstrip()
    is_key = writing.is_key or isinstance(kind, Keyed) or (isinstance(kind, Object) and not kind.type.short)
    colon = "" if not is_key or rest.startswith(":") else ": "
    bare_list = not is_key and isinstance(kind, Many) and not kind.single

    def made(text: str, *, quoted: bool) -> str:
        shown = f'"{text}"' if is_json else text if quoted or not _needs_quotes(text) else "'" + text.replace("'", "''") + "'"
        if source.format == "json":
            return shown if quoted or not colon else f"{shown}{colon}"
        return f"[{shown}]" if bare_list and not quoted else f"{shown}{colon}" if not quoted else shown

    return made


def _needs_quotes(text: str) -> bool:
    return any(sign in text for sign in ",:#[]{}'\"&*!|>%@`") or text != text.strip()
