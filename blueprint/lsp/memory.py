"""What was reckoned of parts of a document that have stayed the same from one version to the next."""

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V")


class Same:
    """A value that is equal to itself alone: it is known by being the same object, so it must never be changed."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


class Memory:
    """Remembers what functions said, as long as each version of the document asks for the same again."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._asked: dict[Any, Any] = {}

    def once(self, function: Callable[..., V], value: Any, *more: Any) -> V:
        """What a function says of a value, known by being the same object, and of more, known by being equal.

        It is called only if that is not known.
        """
        key = (function, Same(value), more)
        if key not in self._asked:
            self._asked[key] = self._known[key] if key in self._known else function(value, *more)
        found: V = self._asked[key]
        return found

    def turn(self) -> None:
        """A new version begins: what was not asked of the last one is forgotten."""
        self._known, self._asked = self._asked, {}
