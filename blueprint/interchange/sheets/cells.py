"""Plain data to cells and back, by their kind."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from blueprint.documents.writing import json_text
from blueprint.interchange.sheets.fields import REST, field_of, fields_in, keys_of, names_of
from blueprint.interchange.sheets.items import ItemError, Lead, item_text, lead_of, plain_json, read_item
from blueprint.interchange.sheets.texts import BLANKS, from_cell, in_cell
from blueprint.kinds import Amount, Anything, Choice, Day, Flag, Keyed, Many, Object, Ref, Share, Whole

Cell = str | int | float | bool | Decimal | date | datetime | time | timedelta | None
_YES: Final = {"yes", "true", "x", "1", "✓", "y", "ja", "oui", "si", "sí"}
_NO: Final = {"no", "false", "0", "-", "n"}


def cell_of(kind: Any, plain: Any) -> str | Decimal:
    """The cell that says a plain value."""
    match kind:
        case Whole() | Amount():
            return Decimal(plain)
        case Many(item=Object()):
            return "\n".join(_item(kind.item.type, each) for each in plain)
        case Many() if _commas(kind):
            return ", ".join([plain] if isinstance(plain, str) else plain)
        case Many():
            return "\n".join(in_cell(each, one_line=True) for each in plain)
        case Object():
            return _item(kind.type, plain) if isinstance(plain, Mapping) else cell_of(_short(kind.type), plain)
    return in_cell(_text(kind, plain))


def _text(kind: Any, plain: Any) -> str:
    """A simple value as text, before it is fitted into a cell."""
    if isinstance(kind, Flag):
        return "yes" if plain else "no"
    if isinstance(kind, Anything | Keyed):
        simple = isinstance(plain, str) and plain and plain == plain.strip(BLANKS) and plain_json(plain) == plain
        return plain if simple else json_text(plain)
    return str(plain)


def _item(kind: type[Any], plain: Any) -> str:
    whole = plain if isinstance(plain, Mapping) else {kind.short: plain}
    return item_text(_pairs(kind, whole), lead_of(keys_of(kind))) or "{}"


def _pairs(kind: type[Any], plain: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pairs of an item; a list of texts is said by its key again and again."""
    pairs: list[tuple[str, str]] = []
    for name, inner, value in fields_in(kind, plain):
        if isinstance(inner, Many) and not _commas(inner) and not isinstance(inner.item, Object):
            pairs += [(name, each) for each in value]
        elif isinstance(inner, Many) and _commas(inner):
            pairs.append((name, str(cell_of(inner, value))))
        elif isinstance(inner, Object) and not isinstance(value, Mapping):
            pairs.append((name, _text(_short(inner.type), value)))
        elif isinstance(inner, Object | Many):
            pairs.append((name, json_text(value)))
        else:
            pairs.append((name, _text(inner, value)))
    return pairs


def _commas(kind: Many) -> bool:
    """Whether the values of a list hold no comma themselves."""
    return isinstance(kind.item, Ref | Choice | Day)


def _short(kind: type[Any]) -> Any:
    return next(each.kind for each in keys_of(kind) if each.key == kind.short)


def value_of(kind: Any, cell: Cell, *, comma: bool = False) -> Any:
    """The plain value that a cell says, or what stands there where it says none: the check against the schema tells.

    ``comma``: numbers are written with a decimal comma. ItemError for a line that cannot be understood.
    """
    if isinstance(cell, str):
        return _from_text(kind, from_cell(cell), cell, comma=comma)
    return _from_typed(kind, cell, comma=comma)


def _from_typed(kind: Any, cell: Cell, *, comma: bool) -> Any:
    """What a program has made of what was typed: a number, a day, a time, true or false."""
    if isinstance(cell, time | timedelta) or (isinstance(cell, datetime) and cell.time() != time()):
        raise ItemError(f"the program has made a time of day ({cell}) of what was typed; set the cell to Text and type it again")
    if isinstance(cell, date):
        cell = cell.isoformat()[:10]
    elif isinstance(cell, float):
        cell = Decimal(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else Decimal(repr(cell))
    if isinstance(kind, Flag) and isinstance(cell, bool):
        return cell
    if isinstance(kind, Whole | Amount | Share | Anything) and not isinstance(cell, str | bool):
        return cell
    text = str(cell).lower() if isinstance(cell, bool) else str(cell)
    return _from_text(kind, text, text, comma=comma)


def _from_text(kind: Any, text: str, cell: str, *, comma: bool) -> Any:
    match kind:
        case Many(item=Object()):
            return [_read_item(kind.item.type, line, comma=comma) for line in _lines(cell)]
        case Many() if _commas(kind):
            return [each for part in re.split(r"[,;\n]", text) if (each := part.strip(BLANKS))]
        case Many():
            return [from_cell(line) for line in _lines(cell)]
        case Object():
            return _read_object(kind.type, cell.strip(BLANKS), comma=comma)
        case Keyed() | Anything():
            return plain_json(text)
        case Flag():
            return _flag(text)
        case Share() if text.endswith("%"):
            return (text.replace(",", ".") if comma else text).replace(" ", "")
        case Whole() | Amount() | Share():
            return _number(text, comma=comma)
    return text


def _flag(text: str) -> bool | str:
    said = text.lower()
    return True if said in _YES else False if said in _NO else text


def _lines(cell: str) -> list[str]:
    lines = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line.strip(BLANKS) for line in lines if line.strip(BLANKS)]


def _number(text: str, *, comma: bool) -> Any:
    digits = text.replace(",", ".") if comma else text
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return text
    if not number.is_finite() or "_" in digits or not digits.isascii():
        return text
    return int(number) if re.fullmatch(r"[-+]?[0-9]+", digits) else number


def _read_object(kind: type[Any], text: str, *, comma: bool) -> Any:
    if text == "{}":
        return {}
    if text.startswith("{"):
        return plain_json(text)
    if kind.short and ":" not in text:
        return {kind.short: text}
    return _read_item(kind, text, comma=comma)


def _read_item(kind: type[Any], line: str, *, comma: bool) -> dict[str, Any]:
    if line == "{}":
        return {}
    found: dict[str, Any] = {}
    for name, text in read_item(line, _lead(kind), names_of(kind)):
        field = field_of(kind, name)
        if field is None:
            raise ItemError(f"'{name}' is no key of it")
        put(found, field.path, _from_pair(field.kind, text, comma=comma))
    return found


def _lead(kind: type[Any]) -> Lead:
    return lead_of(keys_of(kind))


def _from_pair(kind: Any, text: str, *, comma: bool) -> Any:
    if isinstance(kind, Many) and not isinstance(kind.item, Object) and not _commas(kind):
        return [text]
    if isinstance(kind, Object | Many) and text.startswith(("{", "[")):
        return plain_json(text)
    return _from_text(kind, text, text, comma=comma)


def put(holder: dict[str, Any], path: tuple[Any, ...], value: Any) -> None:
    """Put a value at a path of plain data; what stands at a key of one's own that no column names is put beside the others."""
    *above, last = path
    for part in above:
        inner = holder.setdefault(part, {})
        if not isinstance(inner, dict):
            raise ItemError(f"'{part}' and '{part}.{last}' are both given; keep one")
        holder = inner
    if last == REST and isinstance(value, dict):
        holder.update(value)
    elif isinstance(holder.get(last), list) and isinstance(value, list):
        holder[last] += value
    elif isinstance(holder.get(last), dict) and isinstance(value, dict):
        holder[last] |= value
    else:
        holder[last] = value
