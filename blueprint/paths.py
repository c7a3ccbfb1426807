"""Places in a document: a path of keys and positions, written as a JSON pointer (RFC 6901)."""

from collections.abc import Iterator
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

ROOT: Path = ()


def pointer(path: Path) -> str:
    """Write a path as a JSON pointer.

    >>> pointer(("processes", "advice", "steps", "ask"))
    '/processes/advice/steps/ask'
    >>> pointer(("x-a/b", 0))
    '/x-a~1b/0'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def ancestors(place: str) -> Iterator[str]:
    """The pointers of a place and of all that it lies in, the whole document last.

    >>> list(ancestors("/processes/advice/steps"))
    ['/processes/advice/steps', '/processes/advice', '/processes', '']
    """
    while place:
        yield place
        place = place.rpartition("/")[0]
    yield ""


def element(path: Path) -> str:
    """Name the element that a path lies in, as people refer to it; empty for the document itself.

    >>> element(("processes", "advice", "steps", "ask", "channels", 0))
    'advice.ask'
    >>> element(("promises", "answer-today", "to"))
    'promises.answer-today'
    >>> element(("title",))
    ''
    """
    match path:
        case ("processes", str(process), "steps", str(step), *_):
            return f"{process}.{step}"
        case ("processes", str(process), *_):
            return process
        case ("innovation", str(section), str(name), *_):
            return f"{section}.{name}"
        case (str(section), str(name), *_):
            return f"{section}.{name}"
    return ""
