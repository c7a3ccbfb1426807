"""Times as logs write them: ISO 8601, and the common forms with day, month and year in another order."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Literal

Order = Literal["day-first", "month-first"]
_FORM: Final = re.compile(
    r"(?P<a>[0-9]{1,4})(?P<sign>[./-])(?P<b>[0-9]{1,2})(?P=sign)(?P<c>[0-9]{2,4})"
    r"(?:[ T,]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)


def stamp_reader(order: Order | None) -> Callable[[str], datetime]:
    """A function that reads times; it raises ValueError for what is none. ``order``: what 03/04/2026 means."""
    known: dict[str, datetime] = {}

    def read(text: str) -> datetime:
        found = known.get(text)
        if found is None:
            found = _read(text, order)
            if len(known) < 100_000:
                known[text] = found
        return found

    return read


def _read(text: str, order: Order | None) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(f"'{text}' is no time such as 2026-03-01T09:30:00")
    year, month, day = _date(form, order)
    hour = int(form["hour"] or 0)
    if form["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"'{text}' is no time of the day")
        hour = hour % 12 + (12 if form["half"][0] in "Pp" else 0)
    zone = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}.get(form["zone"] or "", form["zone"] or "")
    part = (form["part"] or "0")[:6].ljust(6, "0")
    try:
        written = f"{year:04}-{month:02}-{day:02}T{hour:02}:{form['minute'] or '00'}:{form['second'] or '00'}.{part}{zone}"
        return datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"'{text}' is no day of the calendar, or no time of the day") from None


def _date(form: re.Match[str], order: Order | None) -> tuple[int, int, int]:
    first, second, third = int(form["a"]), int(form["b"]), int(form["c"])
    if len(form["a"]) == 4:
        return first, second, third
    year = third + 2000 if len(form["c"]) == 2 else third
    if form["sign"] == "." or order == "day-first":
        return year, second, first
    if order == "month-first":
        return year, first, second
    raise ValueError(f"'{form[0]}' may mean two days")


def order_of(texts: Iterable[str]) -> Order | Literal["unclear"] | None:
    """What the times of a log tell of the order of day and month: None where they leave no doubt, as they begin with the year.

    >>> order_of(["03/04/2026 10:00", "13/04/2026 11:00"]), order_of(["03/04/2026"]), order_of(["2026-04-03"])
    ('day-first', 'unclear', None)
    """
    doubtful = False
    for text in texts:
        form = _FORM.fullmatch(text.strip()) if "/" in text[:3] or "-" in text[:3] else None
        if form is None or len(form["a"]) == 4:
            continue
        doubtful = True
        if int(form["a"]) > 12:
            return "day-first"
        if int(form["b"]) > 12:
            return "month-first"
    return "unclear" if doubtful else None
