"""What stands in one cell although it has keys of its own: ``Too long -> wash; severity: low``, one such item a line."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from blueprint.interchange.sheets.texts import BLANKS, in_cell, quoted
from blueprint.kinds import Ref, Text
from blueprint.records import Property
from blueprint.wording import listed, suggestion

ARROW: Final = " -> "
OTHERWISE: Final = "otherwise"
_PAIR: Final = re.compile(r"([a-z][a-z0-9._-]*)\s*:(?:[ \t]+|$)")
_BREAK: Final = re.compile(r";[ \t]*(?=[a-z][a-z0-9._-]*\s*:(?:[ \t]|$))")
_ARROWS: Final = re.compile(r"[ \t]*(?:->|→|=>)[ \t]*")
_SAYS: Final = re.compile(r':[ \t]+"')
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


class ItemError(ValueError):
    """A line of a cell that cannot be understood."""


class Lead(NamedTuple):
    """The keys that an item needs no name for: its text, and the step that an arrow leads to."""

    text: str
    step: str
    otherwise: bool


def lead_of(properties: Iterable[Property]) -> Lead:
    """The first text among the keys of a class, and the first step it names; empty where it has none."""
    known = list(properties)
    text = next((each.key for each in known if isinstance(each.kind, Text) and not each.kind.pattern), "")
    step = next((each.key for each in known if isinstance(each.kind, Ref) and each.kind.target == "step"), "")
    return Lead(text, step, any(each.key == OTHERWISE for each in known))


def item_text(pairs: Iterable[tuple[str, str]], lead: Lead) -> str:
    """The pairs of an item on one line.

    >>> item_text([("mode", "Too long"), ("recover", "wash"), ("at-most", "2")], Lead("mode", "recover", False))
    'Too long -> wash; at-most: 2'
    """
    left = list(pairs)
    first = ""
    if lead.otherwise and (OTHERWISE, "yes") in left and lead.step in dict(left):
        first = OTHERWISE
        left.remove((OTHERWISE, "yes"))
    elif lead.text in dict(left):
        first = dict(left)[lead.text]
        left.remove((lead.text, first))
        first = _lead_text(first, lead)
    if first and lead.step in dict(left):
        step = dict(left)[lead.step]
        left.remove((lead.step, step))
        first += ARROW + step
    return "; ".join(filter(None, [first, *(f"{key}: {_value(value)}" for key, value in left)]))


def _lead_text(text: str, lead: Lead) -> str:
    awkward = _PAIR.match(text) or _ARROWS.search(text) or text.startswith("{") or (lead.otherwise and text.lower() == OTHERWISE)
    return quoted(text) if awkward else _value(text)


def _value(text: str) -> str:
    awkward = text[:1] in ('"', "") or _BREAK.search(text) or _SAYS.search(text) or text[-1:] == ";"
    return quoted(text) if awkward else in_cell(text, one_line=True)


def read_item(line: str, lead: Lead, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs of an item; ItemError says what is wrong with the line."""
    names = set(known)
    segments = list(_segments(line))
    for number, segment in enumerate(segments):
        pair = _PAIR.match(segment)
        if pair and (number or _known(pair[1], names)):
            if not _known(pair[1], names):
                hint = suggestion(pair[1], names) or f"; known here: {listed(sorted(names))}"
                raise ItemError(f"'{pair[1]}' is no key of it{hint}")
            yield pair[1], _plain(segment[pair.end() :])
        elif not lead.text:
            raise ItemError(f"'{segment}' is not 'key: value'; known keys: {listed(sorted(names))}")
        else:
            yield from _led(segment, lead)


def _known(key: str, names: set[str]) -> bool:
    return key in names or key.startswith("x-") or any(key.startswith(f"{name}.") for name in names)


def _led(segment: str, lead: Lead) -> Iterator[tuple[str, str]]:
    string = _STRING.match(segment)
    start = string.end() if string else 0
    arrows = [each for each in _ARROWS.finditer(segment, start) if lead.step]
    cut = arrows[-1].start() if arrows else len(segment)
    text = segment[:cut].strip(BLANKS)
    if lead.otherwise and text.lower() == OTHERWISE:
        yield OTHERWISE, "yes"
    elif text:
        yield lead.text, _plain(text)
    if arrows:
        yield lead.step, _plain(segment[arrows[-1].end() :])


def _segments(line: str) -> Iterator[str]:
    """The line parted at semicolons before a key; not within quotes."""
    strings = [(each.start(), each.end()) for each in _strings(line)]
    start = 0
    for each in _BREAK.finditer(line):
        if not any(begin < each.start() < end for begin, end in strings):
            yield line[start : each.start()].strip(BLANKS)
            start = each.end()
    yield line[start:].strip(BLANKS)


def _strings(line: str) -> Iterator[re.Match[str]]:
    """The texts in quotes that begin a value, or the line."""
    at = 0
    for match in re.finditer(r'(?:^|:[ \t]+)(?=")', line):
        if match.end() < at:
            continue
        string = _STRING.match(line, match.end())
        if string:
            at = string.end()
            yield string


def _plain(text: str) -> str:
    text = text.strip(BLANKS)
    if not text.startswith('"') or _STRING.fullmatch(text) is None:
        return text
    try:
        return str(json.loads(text))
    except ValueError:
        raise ItemError(f"{text} is not a text in quotes that can be read") from None


def plain_json(text: str) -> Any:
    """What a text says in JSON with exact numbers, or the text itself."""
    from decimal import Decimal

    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text


def _refuse(word: str) -> Any:
    raise ValueError(word)
