"""What cases can do in a term, for many questions at once: it is reckoned from the parts, and never twice for alike ones."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final, NamedTuple

from attrs import define, field

from blueprint.conformance.asks import NOTHING, Ask
from blueprint.conformance.moments import Word
from blueprint.conformance.terms import BOTH, EDGE, EITHER, ENDLESS, HALT, REPEAT, SOME, THEN, Terms

Few = frozenset[int]


class Value(NamedTuple):
    """What can have happened in a term: when a case has gone through it, somewhere on the way, or when it stops in it."""

    through: Few
    partly: Few
    stopped: Few

    @property
    def over(self) -> Few:
        """When the case is over, be it at the end or by a stop."""
        return self.through | self.stopped


_ONLY_NOTHING: Final = frozenset({NOTHING})
SILENT: Final = Value(_ONLY_NOTHING, _ONLY_NOTHING, frozenset())


@define(eq=False)
class Algebra:
    """Values for several questions. A key stands for what all of them say of a term; 0 where nothing happens in it.

    What happens is the same for questions that differ only in what they look for; ``kinds`` tells which those are.
    """

    asks: Sequence[Ask]
    kinds: list[int] = field(init=False)
    values: list[tuple[Value, ...]] = field(init=False)
    _told: list[Ask] = field(init=False)
    _keys: dict[tuple[Value, ...], int] = field(init=False)
    _known: dict[tuple[int, int, int], int] = field(init=False, factory=dict)
    _words: dict[Word, int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        alike: dict[object, int] = {}
        self.kinds = [alike.setdefault((ask.then, frozenset(ask.letters.items())), len(alike)) for ask in self.asks]
        self._told = [self.asks[self.kinds.index(kind)] for kind in range(len(alike))]
        self.values = [(SILENT,) * len(alike)]
        self._keys = {self.values[0]: 0}

    def of(self, question: int, keys: Iterable[int]) -> list[Value]:
        """What keys stand for, as far as one question is concerned."""
        kind = self.kinds[question]
        return [self.values[key][kind] for key in keys]

    def keys(self, terms: Terms, words: Sequence[Word]) -> list[int]:
        """The key of every term."""
        found: list[int] = []
        for number, (how, one, other) in enumerate(terms.parts):
            if terms.silent[number]:
                found.append(0)
            elif how == EDGE:
                found.append(self.word(words[one]))
            else:
                found.append(self._made(how, found[one], found[other] if other >= 0 else 0))
        return found

    def word(self, word: Word) -> int:
        """The key of moments in a row."""
        if word not in self._words:
            self._words[word] = self._key(tuple(_word(ask, word) for ask in self._told))
        return self._words[word]

    def _made(self, how: int, one: int, other: int) -> int:
        if how == THEN and not (one and other):
            return one or other
        if how == EITHER and one == other:
            return one
        key = self._known.get((how, one, other))
        if key is None:
            pairs = zip(self._told, self.values[one], self.values[other], strict=True)
            key = self._key(tuple(_combined(ask, how, mine, its) for ask, mine, its in pairs))
            self._known[how, one, other] = key
        return key

    def _key(self, values: tuple[Value, ...]) -> int:
        key = self._keys.setdefault(values, len(self.values))
        if key == len(self.values):
            self.values.append(values)
        return key


def _word(ask: Ask, word: Word) -> Value:
    if ask.letters.keys().isdisjoint(word.moments):
        return SILENT
    done = [NOTHING]
    for moment in word.moments:
        done.append(ask.then(done[-1], ask.letters.get(moment, NOTHING)))
    return Value(frozenset(done[-1:]), frozenset(done[: len(word.slow) + 1]), frozenset())


def _combined(ask: Ask, how: int, one: Value, other: Value) -> Value:
    if how in (THEN, BOTH) and (one is SILENT or other is SILENT):
        return other if one is SILENT else one
    if how == THEN:
        return Value(
            row(ask, one.through, other.through),
            one.partly | row(ask, one.through, other.partly),
            one.stopped | row(ask, one.through, other.stopped),
        )
    if how == EITHER:
        return _either(one, other)
    if how == BOTH:
        return _both(ask, one, other)
    if how == SOME:
        return _either(_either(one, other), _both(ask, one, other))
    if how in (REPEAT, ENDLESS):
        often = repeated(ask, one.through)
        return Value(
            often if how == REPEAT else frozenset(), row(ask, often, one.partly | {NOTHING}), row(ask, often, one.stopped)
        )
    assert how == HALT
    return Value(frozenset(), one.partly, one.stopped | one.through)


def _either(one: Value, other: Value) -> Value:
    return Value(one.through | other.through, one.partly | other.partly, one.stopped | other.stopped)


def _both(ask: Ask, one: Value, other: Value) -> Value:
    return Value(
        _mixed(ask, one.through, other.through),
        _mixed(ask, one.partly, other.partly),
        row(ask, one.partly, other.stopped) | row(ask, other.partly, one.stopped),
    )


def row(ask: Ask, some: Few, others: Few) -> Few:
    """What one of some things and then one of others can be together."""
    if some == _ONLY_NOTHING:
        return others
    if others == _ONLY_NOTHING:
        return some
    return frozenset(ask.then(one, other) for one, other in product(some, others))


def _mixed(ask: Ask, some: Few, others: Few) -> Few:
    return row(ask, some, others) | row(ask, others, some)


def repeated(ask: Ask, some: Few) -> Few:
    """What any number of them in a row can be."""
    found: Few = _ONLY_NOTHING
    while not (more := row(ask, found, some)) <= found:
        found |= more
    return found
