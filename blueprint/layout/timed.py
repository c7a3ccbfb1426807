"""Times and money on a drawing: what is known of them, in words and numbers, and where it goes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from blueprint.layout.values import Edge
from blueprint.layout.wording import Note
from blueprint.values import EMPTY


@frozen
class StepTimes:
    """What is said of a step: ``chips`` below its own time, ``more`` to the reader who points at it."""

    chips: tuple[str, ...] = ()
    more: str = ""
    critical: bool = False


@frozen
class Traffic:
    """How often a case takes a way, as a number and in words."""

    cases: float
    says: str
    critical: bool = False


@frozen
class Fares:
    """How a promise fares, in as few words as fit, and in more; ``broken``: in some cases it is."""

    says: str
    more: str
    broken: bool = False


@frozen(kw_only=True)
class Timed:
    """What is known of the times of processes.

    ``steps`` by ``process.step``. ``ways`` by the boxes that they join, as an edge names them; where several lead from one to the
    same, in the order in which they are written. ``promises``, and ``heads`` with what is said of a whole process, by their ids.
    """

    steps: Mapping[str, StepTimes] = EMPTY
    ways: Mapping[tuple[str, str], Sequence[Traffic]] = EMPTY
    promises: Mapping[str, Fares] = EMPTY
    heads: Mapping[str, str] = EMPTY


UNTOLD = Timed()


def merged(parts: Iterable[Timed]) -> Timed:
    """What is known of several processes."""
    steps, ways, promises, heads = (
        dict[str, StepTimes](),
        dict[tuple[str, str], Sequence[Traffic]](),
        dict[str, Fares](),
        dict[str, str](),
    )
    for each in parts:
        steps |= each.steps
        ways |= each.ways
        promises |= each.promises
        heads |= each.heads
    return Timed(steps=steps, ways=ways, promises=promises, heads=heads)


def with_chips(notes: Sequence[Note], times: StepTimes) -> list[Note]:
    """The notes of a step with what is known of its times, behind its own time."""
    own = sum(each.kind == "time" for each in notes)
    return [*notes[:own], *(Note("time", chip) for chip in times.chips), *notes[own:]]


def on_ways(edges: Iterable[Edge], timed: Timed) -> Iterator[Edge]:
    """The edges with how often a case takes them."""
    seen: Counter[tuple[str, str]] = Counter()
    for edge in edges:
        way = edge.source, edge.target
        told = timed.ways.get(way, ())
        if seen[way] < len(told):
            each = told[seen[way]]
            says = "; ".join(filter(None, (edge.text, each.says)))
            yield evolve(edge, cases=each.cases, critical=each.critical, text=says)
        else:
            yield edge
        seen[way] += 1
