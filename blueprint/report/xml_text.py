"""Text as XML 1.0 can hold it."""

import re
from collections.abc import Mapping
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escaped(text: str) -> str:
    """A text for the inside of an element or an attribute; what XML cannot hold becomes a visible stand-in.

    >>> escaped('a < b\\x00')
    'a &lt; b\ufffd'
    """
    return re.sub('[&<>"\t\n\r]', lambda sign: _SIGNS[sign[0]], _FORBIDDEN.sub("\ufffd", text))


def opened(name: str, attributes: Mapping[str, object]) -> str:
    """The beginning of a tag, without its end sign."""
    return f"<{name}" + "".join(f' {key}="{escaped(str(value))}"' for key, value in attributes.items())
