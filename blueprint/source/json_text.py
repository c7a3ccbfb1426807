"""JSON to plain data, keeping places; strict: no duplicate keys, no NaN, exact numbers."""

import re
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final

from blueprint.source.faults import NOTHING_WRITTEN, Fault, FaultKind, UnreadableError
from blueprint.source.scalars import JSON_NUMBER, number
from blueprint.source.text import Place, Read
from blueprint.source.yaml_text import MAX_DEPTH

_BLANKS: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = JSONDecoder()
_WORDS: Final = {"true": True, "false": False, "null": None}
_WORD: Final = re.compile("true|false|null")


def read_json(text: str) -> tuple[Any, Place | None, list[Fault]]:
    """Read one JSON document: its data, its places, its faults."""
    scanner = _Scanner(text)
    try:
        data, place = scanner.document()
    except UnreadableError as stop:
        return None, None, [*scanner.faults, stop.fault]
    return data, place, scanner.faults


class _Scanner:
    """Walks over a text once; one per document."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.faults: list[Fault] = []

    def document(self) -> tuple[Any, Place]:
        self._blanks()
        if self.at == len(self.text):
            raise UnreadableError(Fault("nothing-written", NOTHING_WRITTEN, 0, 0))
        data, start, end, places = self.value(0)
        self._blanks()
        if self.at < len(self.text):
            raise self._stop("something stands after the end of the document")
        if data is None:
            self._fault("empty-value", "the document is null", start)
        return data, (start, end, places, -1, -1)

    def value(self, depth: int) -> Read:
        self._blanks()
        start = self.at
        letter = self.text[start : start + 1]
        if letter in ("{", "[") and letter:
            if depth >= MAX_DEPTH:
                fault = Fault("nested-too-deeply", f"nested deeper than {MAX_DEPTH} levels; reading stops here", start, start + 1)
                raise UnreadableError(fault)
            return self._object(depth) if letter == "{" else self._array(depth)
        value = self._string() if letter == '"' else self._simple()
        return value, start, self.at, None

    def _object(self, depth: int) -> Read:
        start = self.at
        data: dict[str, Any] = {}
        places: dict[str, Place] = {}
        self.at += 1
        if not self._comes("}"):
            while True:
                key_start, key, key_end = self._key()
                value, begin, end, held = self.value(depth + 1)
                if value is None:
                    self._fault("empty-value", f"'{key}' is null; write a value, or leave the key out", key_start, key_end)
                if key in data:
                    self._fault("duplicate-key", f"'{key}' is written twice here; keep one", key_start, key_end)
                else:
                    data[key], places[key] = value, (begin, end, held, key_start, key_end)
                if self._comes("}"):
                    break
                self._expect(",")
        return data, start, self.at, places

    def _key(self) -> tuple[int, str, int]:
        self._blanks()
        start = self.at
        if self.text[start : start + 1] != '"':
            raise self._stop("a key in double quotes is wanted here")
        key = self._string()
        end = self.at
        self._expect(":")
        return start, key, end

    def _array(self, depth: int) -> Read:
        start = self.at
        data: list[Any] = []
        places: list[Place] = []
        self.at += 1
        if not self._comes("]"):
            while True:
                value, begin, end, held = self.value(depth + 1)
                if value is None:
                    self._fault("empty-value", "an item of this list is null; write it, or take it out", begin, end)
                data.append(value)
                places.append((begin, end, held, -1, -1))
                if self._comes("]"):
                    break
                self._expect(",")
        return data, start, self.at, places

    def _string(self) -> str:
        start = self.at
        try:
            value, self.at = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as error:
            self.at = min(error.pos, len(self.text))
            raise self._stop(f"this text cannot be read ({error.msg.lower()})") from None
        if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
            self._fault("json-syntax", "half of a character stands here (a lone surrogate)", start, self.at)
        return str(value)

    def _simple(self) -> Any:
        match = JSON_NUMBER.match(self.text, self.at) or _WORD.match(self.text, self.at)
        if match is None:
            raise self._stop("a value is wanted here")
        self.at = match.end()
        if match[0] in _WORDS:
            return _WORDS[match[0]]
        try:
            return number(match)
        except ValueError as error:
            self._fault("number-too-long", str(error), match.start(), match.end())
            return 0

    def _blanks(self) -> None:
        match = _BLANKS.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _comes(self, letter: str) -> bool:
        self._blanks()
        if self.text[self.at : self.at + 1] != letter:
            return False
        self.at += 1
        return True

    def _expect(self, letter: str) -> None:
        if not self._comes(letter):
            raise self._stop(f"'{letter}' is wanted here")

    def _stop(self, message: str) -> UnreadableError:
        return UnreadableError(Fault("json-syntax", self._habit() or message, self.at, min(self.at + 1, len(self.text))))

    def _habit(self) -> str:
        """What is wrong here, where it is a habit from other languages."""
        here, before = self.text[self.at : self.at + 2], self.text[: self.at].rstrip()
        if here[:1] == "#" or here in ("//", "/*"):
            return "JSON has no comments; take this one out, or write YAML"
        if here[:1] in ("}", "]") and before.endswith(","):
            return f"a comma too many stands before this '{here[0]}'; take it out"
        return "keys and texts stand in double quotes" if here[:1] == "'" else ""

    def _fault(self, kind: FaultKind, message: str, start: int, end: int | None = None) -> None:
        self.faults.append(Fault(kind, message, start, start if end is None else end))
