"""How messages put things."""

from collections.abc import Iterable
from typing import Any


def listed(names: Iterable[str], last: str = "and") -> str:
    """Join names as a sentence does.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    *front, final = names
    return f"{', '.join(front)} {last} {final}" if front else final


def suggestion(word: str, known: Any) -> str:
    """``; did you mean 'next'?`` when a known word is close; empty otherwise.

    >>> suggestion("nxt", ["next", "fork"])
    "; did you mean 'next'?"
    """
    from difflib import get_close_matches

    close = get_close_matches(word, [str(each) for each in known], n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def shown(value: Any) -> str:
    """A value of a document as a message quotes it, no longer than a line."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return f"'{value}'" if len(value) <= 60 else f"'{value[:57]}...'"
    return str(value)


def counted(number: int, thing: str) -> str:
    """A number of things.

    >>> counted(1, "file"), counted(2, "file"), counted(3, "advice")
    ('1 file', '2 files', '3 pieces of advice')
    """
    if thing == "advice":
        return f"{counted(number, 'piece')} of advice"
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
