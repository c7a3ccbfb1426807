"""Places as an editor counts them (lines from 0, columns from 0 in UTF-16 units, or as agreed) and as sources count them."""

from collections.abc import Iterable
from functools import cached_property

from lsprotocol.types import Position, Range, TextDocumentContentChangePartial

from blueprint.findings import Finding
from blueprint.source import Source
from blueprint.source.text import line_starts

UNITS = {"utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")), "utf-32": len}


class Ruler:
    """Measures one text in the units of the editor. Lines end with LF, CR or both."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self.encoding = encoding

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)

    def _line(self, number: int) -> str:
        starts = self._starts
        end = starts[number + 1] if number + 1 < len(starts) else len(self.text)
        return self.text[starts[number] : end].rstrip("\r\n")

    def _units(self, text: str) -> int:
        if self.encoding in UNITS:
            return UNITS[self.encoding](text)
        return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)

    def position(self, line: int, column: int) -> Position:
        """The place at a line and column that count from 1, the column in code points."""
        if line > len(self._starts):
            return self.position(len(self._starts), len(self._line(len(self._starts) - 1)) + 1)
        return Position(line - 1, self._units(self._line(line - 1)[: column - 1]))

    def counted(self, place: Position) -> tuple[int, int]:
        """The line and column, from 1 and in code points; the nearest there is where the text has no such place."""
        if place.line >= len(self._starts):
            return len(self._starts), len(self._line(len(self._starts) - 1)) + 1
        line = self._line(place.line)
        if line.isascii():
            return place.line + 1, min(place.character, len(line)) + 1
        units = 0
        for at, letter in enumerate(line):
            if units >= place.character:
                return place.line + 1, at + 1
            units += self._units(letter)
        return place.line + 1, len(line) + 1

    def offset(self, place: Position) -> int:
        """The offset in the text."""
        line, column = self.counted(place)
        return self._starts[line - 1] + column - 1

    def range(self, source: Source, start: int, end: int) -> Range:
        """Where a stretch of a source stands; a source has the lines and columns of the text it was found in."""
        return Range(self.position(*source.position(start)), self.position(*source.position(max(start, end))))

    def of_finding(self, finding: Finding) -> Range:
        """Where a finding stands."""
        return Range(self.position(finding.line, finding.column), self.position(finding.end_line, finding.end_column))

    def at(self, source: Source, place: Position) -> int:
        """The offset in a source of this text."""
        return source.offset(*self.counted(place))


def changed(text: str, changes: Iterable[object], encoding: str) -> str:
    """The text after an editor's changes, one after another; one without a range is the whole new text."""
    for change in changes:
        new = getattr(change, "text", "")
        if isinstance(change, TextDocumentContentChangePartial):
            ruler = Ruler(text, encoding)
            start, end = sorted((ruler.offset(change.range.start), ruler.offset(change.range.end)))
            text = text[:start] + new + text[end:]
        else:
            text = new
    return text
