"""Logs as XES (IEEE 1849), read as a stream.

The parser is the standard library's expat with handlers that refuse a document type, and with it every entity of the file's
own: nothing is expanded and nothing is fetched. Size, depth and number of events are bounded.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NoReturn
from xml.parsers import expat

from blueprint.logs.events import MOST_EVENTS, Log, LogError, gathered, refused, zoned
from blueprint.logs.pairs import Row, paired
from blueprint.logs.stamps import stamp_reader
from blueprint.wording import counted

DEEPEST: Final = 60
_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})
_KEPT: Final = frozenset({"concept:name", "time:timestamp", "lifecycle:transition", "org:resource", "concept:instance"})


def read_xes(chunks: Iterable[bytes], name: str, *, skip_broken: bool) -> Log:
    """Read a log; LogError says what is wrong with it, and in which lines."""
    reading = _Reading(name)
    reading.parse(chunks)
    if reading.troubles and not skip_broken:
        raise refused(name, reading.troubles)
    found, others = paired(reading.rows)
    notes = [
        f"{number:,} events of the kind '{life}' say neither a beginning nor an end, and were left out."
        for life, number in others.items()
    ]
    if reading.troubles:
        notes.append(f"{counted(len(reading.troubles), 'event')} that cannot be read left out, such as {reading.troubles[0]}.")
    if reading.unnamed:
        notes.append(f"{counted(reading.unnamed, 'case')} without a name (concept:name) got a number.")
    return gathered(name, zoned(name, found), notes)


class _Reading:
    """Gathers the rows of a log while it is parsed. ``event`` and ``trace`` are the attributes of what is open, by their keys."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[Row] = []
        self.troubles: list[str] = []
        self.unnamed = 0
        self.stamp = stamp_reader(None)
        self.open: list[str] = []
        self.trace: dict[str, str] = {}
        self.event: dict[str, str] | None = None
        self.line = 0
        self.of_trace: list[tuple[dict[str, str], int]] = []
        self.traces = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse_type
        self.parser.EntityDeclHandler = self.refuse_type

    def parse(self, chunks: Iterable[bytes]) -> None:
        try:
            for chunk in chunks:
                self.parser.Parse(chunk, False)  # noqa: FBT003 -- expat has it so
            self.parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code) or "it is broken"
            self.stop(f"this is not well-formed XML: {reason}", error.lineno, error.offset + 1)
        except (LookupError, ValueError) as error:
            self.stop(f"its letters cannot be read: {error}", 1, 1)

    def stop(self, reason: str, line: int, column: int) -> NoReturn:
        raise LogError(f"{self.name}:{line}:{column}: {reason}")

    def refuse(self, reason: str) -> NoReturn:
        self.stop(reason, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def refuse_type(self, *_: Any) -> NoReturn:
        self.refuse("a document type (<!DOCTYPE>) is not read, for the entities it may bring; take it out")

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if not self.open and local != "log":
            self.refuse(f"this is no event log: it begins with <{tag}>, not with <log>")
        if len(self.open) >= DEEPEST:
            self.refuse(f"nested more than {DEEPEST} deep")
        if local == "trace":
            self.trace, self.of_trace = {}, []
        elif local == "event":
            self.event, self.line = {}, self.parser.CurrentLineNumber
        elif local in _VALUES and attributes.get("key") in _KEPT:
            above = self.open[-1]
            if above == "event" and self.event is not None:
                self.event[attributes["key"]] = attributes.get("value", "")
            elif above == "trace":
                self.trace[attributes["key"]] = attributes.get("value", "")
        self.open.append(local)

    def end(self, _: str) -> None:
        tag = self.open.pop()
        if tag == "event" and self.event is not None:
            self.of_trace.append((self.event, self.line))
            self.event = None
            if len(self.rows) + len(self.of_trace) > MOST_EVENTS:
                self.refuse(f"this has more than {MOST_EVENTS:,} events; split it, or leave out old cases")
        elif tag == "trace":
            self.take()

    def take(self) -> None:
        """A case is read: its events become rows."""
        self.traces += 1
        case = self.trace.get("concept:name", "").strip()
        if not case:
            self.unnamed += 1
            case = f"case {self.traces}"
        for event, line in self.of_trace:
            activity, time = event.get("concept:name", "").strip(), self.time(event, line)
            if not activity:
                self.troubles.append(f"line {line}: there is no activity (concept:name)")
            elif time is not None:
                life, who = event.get("lifecycle:transition", ""), event.get("org:resource", "")
                self.rows.append((case, activity, life, time, who, line, event.get("concept:instance", "")))

    def time(self, event: dict[str, str], line: int) -> datetime | None:
        text = event.get("time:timestamp", "").strip()
        if not text:
            self.troubles.append(f"line {line}: there is no time (time:timestamp)")
            return None
        try:
            return self.stamp(text)
        except ValueError as error:
            self.troubles.append(f"line {line}: {error}")
            return None
