"""Kinds of words: texts, ids, choices; and true or false."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import attrs
from attrs import frozen

from blueprint.wording import listed

Schema = dict[str, Any]
Maker = Callable[[Any], Any]

ID: Final = "[a-z][a-z0-9-]*"


@lru_cache(maxsize=64)
def matching(pattern: str) -> Callable[[str], Any]:
    return re.compile(pattern).fullmatch


def texts(pattern: str) -> Schema:
    """A schema for a text that the pattern matches whole, in every dialect: in Python's, ``$`` alone lets a line end pass."""
    return {"type": "string", "pattern": f"^{pattern}$", "not": {"pattern": "[\\n\\r]"}}


@frozen(eq=False, repr=False)
class Text:
    """A text; with a pattern, one that the pattern matches whole. Without, it must hold more than blanks."""

    pattern: str = ""
    example: str = ""

    def schema(self) -> Schema:
        return texts(self.pattern) if self.pattern else {"type": "string", "pattern": "[^ \\t\\r\\n]"}

    def read(self, plain: Any) -> str:
        if not isinstance(plain, str):
            raise ValueError(f"a text is wanted, not {plain!r}")
        return plain

    def fit(self, value: Any) -> str:
        text = self.read(value)
        if self.pattern and not matching(self.pattern)(text):
            raise ValueError(f"{text!r} is not {self.example or 'of the form ' + self.pattern}")
        if not text.strip(" \t\r\n"):
            raise ValueError("a text is wanted, not blanks")
        refuse_halves(text)
        return text

    def maker(self) -> None:
        return None

    def write(self, value: str) -> str:
        return value


@frozen(eq=False, repr=False)
class Ref(Text):
    """The id of something defined elsewhere in the document; whether it exists is a rule, not a constraint."""

    pattern: str = ID
    example: str = "an id such as first-visit: small letters, digits and hyphens"
    target: str = attrs.field(default="", kw_only=True)


@frozen(eq=False, repr=False)
class Choice:
    """One word of a fixed list."""

    words: tuple[str, ...]

    def schema(self) -> Schema:
        return {"type": "string", "enum": list(self.words)}

    def read(self, plain: Any) -> str:
        return self.fit(plain)

    def fit(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise ValueError(f"{value!r} is not one of {listed(self.words, 'or')}")
        return value

    def maker(self) -> None:
        return None

    def write(self, value: str) -> str:
        return value


class Flag:
    """true or false."""

    def schema(self) -> Schema:
        return {"type": "boolean"}

    def read(self, plain: Any) -> bool:
        return self.fit(plain)

    def fit(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError(f"true or false is wanted, not {value!r}")
        return value

    def maker(self) -> None:
        return None

    def write(self, value: Any) -> Any:
        return value


def refuse_halves(text: str) -> None:
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("the text holds half a character (a lone surrogate)")
