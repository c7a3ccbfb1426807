"""Which column of a table says what, by the names that tools and people give them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from blueprint.errors import UsageError
from blueprint.wording import listed, suggestion

SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "case": (
        "case:concept:name", "case id", "caseid", "case", "case key", "case number", "case no", "trace", "trace id",
        "process instance id", "order id", "ticket id", "ticket", "customer id",
    ),
    "activity": (
        "concept:name", "activity", "activity name", "event", "event name", "activity en", "task", "task name", "step", "action",
        "status", "operation",
    ),
    "time": (
        "time:timestamp", "timestamp", "time", "date", "datetime", "event time", "date time", "eventtime", "complete timestamp",
    ),
    "start": (
        "start timestamp", "start time", "start", "starttime", "start date", "started", "begin", "from", "time:start",
    ),
    "end": (
        "end timestamp", "end time", "end", "endtime", "end date", "complete", "completed", "complete time", "finish", "finished",
        "to", "time:end",
    ),
    "resource": ("org:resource", "resource", "user", "agent", "performer", "actor", "employee", "originator"),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition", "event type"),
}  # fmt: skip
"""What columns are called, the likeliest first."""
NAMED: Final = ("case", "activity", "time", "start", "end", "resource", "lifecycle")


class Columns(NamedTuple):
    """The places of the columns in a row; -1 for one that there is not."""

    case: int
    activity: int
    time: int
    start: int
    end: int
    resource: int
    lifecycle: int


def said_columns(texts: Iterable[str]) -> dict[str, str]:
    """What ``--columns case=Ticket,activity=Status`` says; UsageError for what it cannot mean."""
    said: dict[str, str] = {}
    for text in ",".join(texts).split(",") if texts else ():
        name, sign, column = (part.strip() for part in text.partition("="))
        if not sign or not column or name not in NAMED:
            what = f"'{name}'{suggestion(name, NAMED)}" if sign and column else f"'{text}'"
            raise UsageError(f"--columns: {what} does not name a column; write {listed([f'{each}=...' for each in NAMED], 'or')}")
        said[name] = column
    return said


def columns_of(header: Sequence[str], said: Mapping[str, str], name: str) -> Columns:
    """The columns of a table by its header; UsageError where one that is needed is missing."""
    places = {_plain(each): at for at, each in reversed(list(enumerate(header)))}
    found = {}
    for what, spellings in SPELLINGS.items():
        if what in said:
            at = places.get(_plain(said[what]))
            if at is None:
                hint = suggestion(said[what], header) or f"; there is {listed([each for each in header if each] or ['none'])}"
                raise UsageError(f"{name}: there is no column '{said[what]}'{hint}")
            found[what] = at
        else:
            found[what] = next((places[each] for each in map(_plain, spellings) if each in places), -1)
    if found["start"] >= 0 and found["end"] < 0 and found["time"] >= 0:
        found["end"] = found["time"]
    missing = [what for what in ("case", "activity") if found[what] < 0]
    if max(found["time"], found["start"], found["end"]) < 0:
        missing.append("time")
    if missing:
        there = listed([f"'{each}'" for each in header if each.strip()] or ["no column"])
        example = ",".join(f"{each}=NAME" for each in missing)
        raise UsageError(
            f"{name}: there is no column for {listed(missing, 'or')} among {there}; say which it is, as in --columns {example}"
        )
    return Columns(**found)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name.strip().lower())
