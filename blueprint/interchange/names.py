"""Texts and ids as the format wants them, out of what other tools allow."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 40
_SPELT: Final = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i"})
_UNHOLDABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def holdable(text: str) -> str:
    """A text as XML can hold it: what it cannot hold becomes a visible stand-in."""
    return _UNHOLDABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """A text with its line ends and runs of blanks as single blanks; a word parted at a line end keeps its hyphen.

    >>> one_line(" Order\\n  change "), one_line("confir-\\nmation")
    ('Order change', 'confir-mation')
    """
    whole = ""
    for line in filter(None, (" ".join(each.split()) for each in text.splitlines())):
        parted = whole[-1:] == "-" and whole[-2:-1].isalnum() and line[0].islower()
        whole += line if parted or not whole else f" {line}"
    return whole


def slug(text: str) -> str:
    """An id out of a text: small letters, digits and hyphens, no longer than 40; empty when nothing of it can be spelt so.

    >>> slug("Prüft die Straße!"), slug("2nd level: fix"), slug("订单")
    ('pruft-die-strasse', 'nd-level-fix', '')
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text.casefold().translate(_SPELT))
    words = re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f'’]", "", plain.lower()))
    whole = re.sub(r"^[0-9-]+", "", "-".join(words))
    if len(whole) <= _LONGEST:
        return whole
    return whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]


class Ids:
    """Gives each thing an id of its own: the same things in the same order get the same ids.

    >>> ids = Ids(["all"])
    >>> ids.new("Pay", "x"), ids.new("Pay", "y"), ids.new("支付", "Task_1"), ids.new("All", "z"), ids.new("", "")
    ('pay', 'pay-2', 'task-1', 'all-2', 'step')
    """

    def __init__(self, taken: Iterable[str] = (), *, word: str = "step") -> None:
        self.taken = set(taken)
        self.word = word
        self.last: dict[str, int] = {}

    def new(self, *texts: str) -> str:
        """An id out of the first text that gives one."""
        wanted = next(filter(None, map(slug, texts)), self.word)
        if wanted not in self.taken:
            self.taken.add(wanted)
            return wanted
        number = self.last.get(wanted, 1) + 1
        while f"{wanted}-{number}" in self.taken:
            number += 1
        self.last[wanted] = number
        self.taken.add(f"{wanted}-{number}")
        return f"{wanted}-{number}"
