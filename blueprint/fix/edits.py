"""Insertions into a text: nothing that is written is ever changed or taken away."""

from collections.abc import Iterable

from attrs import frozen


@frozen
class Insertion:
    """Text put in before the letter at an offset of the old text."""

    at: int
    text: str


Edits = tuple[Insertion, ...]
"""Insertions in order of their places; those of one place in the order in which they will stand."""


def edited(text: str, edits: Edits) -> str:
    """The text with its insertions.

    >>> edited("ad", (Insertion(1, "b"), Insertion(1, "c")))
    'abcd'
    """
    parts, done = [], 0
    for each in edits:
        parts += [text[done : each.at], each.text]
        done = each.at
    return "".join([*parts, text[done:]])


def spans(edits: Edits) -> tuple[tuple[int, int], ...]:
    """Where the insertions stand in the new text, the end exclusive.

    >>> spans((Insertion(1, "bc"), Insertion(2, "e")))
    ((1, 3), (4, 5))
    """
    found, moved = [], 0
    for each in edits:
        found.append((each.at + moved, each.at + moved + len(each.text)))
        moved += len(each.text)
    return tuple(found)


def followed(first: Edits, later: Edits) -> Edits:
    """Both as one: ``later`` counts its places in the text that ``first`` makes.

    >>> followed((Insertion(1, "bd"),), (Insertion(2, "c"), Insertion(4, "f")))
    (Insertion(at=1, text='bcd'), Insertion(at=2, text='f'))
    """
    places = list(zip(first, spans(first), strict=True))
    added: list[Insertion] = []
    within: dict[int, list[Insertion]] = {}
    for each in later:
        number = next((number for number, (_, (start, end)) in enumerate(places) if start <= each.at <= end), None)
        if number is None:
            before = sum(len(one.text) for one, (start, _) in places if start < each.at)
            added.append(Insertion(each.at - before, each.text))
        else:
            within.setdefault(number, []).append(Insertion(each.at - places[number][1][0], each.text))
    grown = [Insertion(one.at, edited(one.text, tuple(within.get(number, ())))) for number, (one, _) in enumerate(places)]
    return in_order([*grown, *added])


def in_order(insertions: Iterable[Insertion]) -> Edits:
    """Insertions in order of their places; those of one place keep theirs."""
    return tuple(sorted(insertions, key=lambda each: each.at))
