"""Logs as tables: .csv files as tools and spreadsheet programs write them."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import StringIO
from typing import Final

from blueprint.logs.columns import Columns, columns_of
from blueprint.logs.events import MOST_EVENTS, Event, Log, LogError, gathered, refused, zoned
from blueprint.logs.pairs import Row, paired
from blueprint.logs.stamps import Order, order_of, stamp_reader
from blueprint.wording import counted, listed

_LIMIT: Final = 1_000_000


def read_table(content: bytes, name: str, *, columns: Mapping[str, str], dates: Order | None, skip_broken: bool) -> Log:
    """Read a .csv file; LogError says what is wrong with it, and in which lines."""
    text, notes = _decoded(content, name)
    rows = _rows(text, name)
    header = next(rows, None)
    if header is None:
        raise LogError(f"{name}: this file is empty")
    where = columns_of(header[1], columns, name)
    kept = [(line, row) for line, row in rows if any(map(str.strip, row))]
    order = dates or _order(kept, where, name)
    reading = _Reading(where, order)
    found, others = paired(reading.stages(kept)) if where.lifecycle >= 0 else (list(reading.events(kept)), {})
    if reading.troubles:
        if not skip_broken:
            raise refused(name, reading.troubles)
        first = f", such as {reading.troubles[0]}"
        notes.append(f"{counted(len(reading.troubles), 'row')} that cannot be read left out{first}.")
    notes += [
        f"{number:,} rows of the kind '{life}' say neither a beginning nor an end, and were left out."
        for life, number in others.items()
    ]
    return gathered(name, zoned(name, found), notes)


def _decoded(content: bytes, name: str) -> tuple[str, list[str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), []
        except UnicodeDecodeError:
            raise LogError(f"{name}: this begins as UTF-16 and goes on otherwise; save it as CSV UTF-8") from None
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), [
            "The file is not UTF-8; it was read as Windows-1252, in which spreadsheet programs save."
        ]
    except UnicodeDecodeError:
        raise LogError(f"{name}: this is neither UTF-8 nor Windows-1252; save it as CSV UTF-8") from None


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line it ends in."""
    told = re.match(r"sep=(.)\r?\n", text)
    top = 1 if told else 0
    text = text[told.end() :] if told else text
    first = re.sub(r'"[^"]*"', "", next((line for line in text[:20_000].splitlines() if line.strip()), ""))
    sign = told[1] if told else max(",;\t|", key=lambda each: (first.count(each), each == ","))
    previous = csv.field_size_limit(_LIMIT)
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign)
    try:
        for number, row in enumerate(reader):
            if number > MOST_EVENTS:
                raise LogError(f"{name}: this has more than {MOST_EVENTS:,} rows; split it, or leave out old cases")
            if row:
                yield reader.line_num + top, row
    except csv.Error as error:
        raise LogError(f"{name}: line {reader.line_num + top}: this is no .csv file ({error})") from None
    finally:
        csv.field_size_limit(previous)


def _order(rows: Iterable[tuple[int, list[str]]], where: Columns, name: str) -> Order | None:
    places = [at for at in (where.time, where.start, where.end) if at >= 0]
    found = order_of(row[at].strip() for _, row in rows for at in places if at < len(row))
    if found == "unclear":
        raise LogError(
            f"{name}: times such as 03/04/2026 may mean the third of April or the fourth of March; "
            "say which: --dates day-first or --dates month-first"
        )
    return found


class _Reading:
    """Reads the rows of a table; what is wrong with them is kept in ``troubles``."""

    def __init__(self, where: Columns, order: Order | None) -> None:
        self.where = where
        self.stamp = stamp_reader(order)
        self.troubles: list[str] = []

    def events(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[str, Event]]:
        """The events of rows that each hold one."""
        where = self.where
        end_at = where.end if where.end >= 0 else where.time
        for line, row in rows:
            named = self.named(line, row)
            if named is None:
                continue
            try:
                start = self.time(row, where.start)
                end = self.time(row, end_at) if end_at != where.start else None
            except ValueError as error:
                self.troubles.append(f"line {line}: {error}")
                continue
            if start is None and end is None:
                self.troubles.append(f"line {line}: there is no time")
            elif start and end and (start.tzinfo is None) == (end.tzinfo is None) and start > end:
                self.troubles.append(f"line {line}: it is over ({row[end_at]}) before it begins ({row[where.start]})")
            else:
                yield named[0], Event(named[1], start, end, named[2], line)

    def stages(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
        """The rows of which several make an event."""
        where = self.where
        time_at = next(at for at in (where.time, where.end, where.start) if at >= 0)
        for line, row in rows:
            named = self.named(line, row)
            if named is None:
                continue
            try:
                time = self.time(row, time_at)
            except ValueError as error:
                self.troubles.append(f"line {line}: {error}")
                continue
            if time is None:
                self.troubles.append(f"line {line}: there is no time")
            else:
                life = row[where.lifecycle] if where.lifecycle < len(row) else ""
                yield named[0], named[1], life, time, named[2], line, ""

    def named(self, line: int, row: list[str]) -> tuple[str, str, str] | None:
        """The case, activity and resource of a row; None where it does not say them."""
        where = self.where
        cells = [row[at].strip() if 0 <= at < len(row) else "" for at in (where.case, where.activity, where.resource)]
        missing = [what for what, cell in zip(("case", "activity"), cells, strict=False) if not cell]
        if missing:
            self.troubles.append(f"line {line}: there is no {listed(missing, 'and no')}")
            return None
        return cells[0], cells[1], cells[2]

    def time(self, row: list[str], at: int) -> datetime | None:
        text = row[at].strip() if 0 <= at < len(row) else ""
        return self.stamp(text) if text else None
