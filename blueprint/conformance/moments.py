"""What happens to the steps of a process as tokens move through its graph."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from attrs import field, frozen

from blueprint.flow.build import Laid
from blueprint.flow.graph import BEGIN, FINISH, Graph, reached
from blueprint.flow.structure import doomed, ending

Kind = Literal["enters", "begins", "goes-on", "ends"]
Moment = tuple[Kind, str]
"""Something that happens to a step: the case enters the process at it, it is begun, it goes on by its ordinary way (and so has
done what it is for), or its end takes effect."""


class Word(NamedTuple):
    """Moments in a row. The last ones of them, where they stop the case, are ``sudden``: nothing else happens between them."""

    moments: tuple[Moment, ...] = ()
    sudden: int = 0

    @property
    def slow(self) -> tuple[Moment, ...]:
        """The moments after each of which other things may happen."""
        return self.moments[: len(self.moments) - self.sudden]


@frozen(eq=False)
class Course:
    """The graph of a process, and for every edge what has happened when a token comes to it.

    ``gives_up`` holds the edges that are chosen when nothing but a stop can come any more: all other tokens then count no
    longer.
    """

    graph: Graph
    words: Sequence[Word]
    gives_up: frozenset[int]
    _leading: dict[int, set[int]] = field(factory=dict)

    def leading_to(self, edge: int) -> set[int]:
        """The nodes from which a token can come to an edge into a join, but not through the join."""
        if edge not in self._leading:
            tail, join = self.graph.edges[edge]
            self._leading[edge] = reached({tail} - {join}, self.graph.before, beside={join})
        return self._leading[edge]


def course_of(laid: Laid) -> Course:
    """The course that cases take through a process."""
    graph = laid.graph
    lost = doomed(graph, ending(graph)) if "stop" in graph.kinds else set()
    gives_up = (
        number
        for number, (tail, head) in enumerate(graph.edges)
        if head in lost and tail not in lost and graph.kinds[tail] == "exclusive"
    )
    return Course(graph, [_word(laid, edge) for edge in range(len(graph.edges))], frozenset(gives_up))


def _word(laid: Laid, edge: int) -> Word:
    graph = laid.graph
    tail, head = graph.edges[edge]
    step, after = graph.steps[tail], graph.steps[head]
    found: list[Moment] = [("enters", after)] if tail == BEGIN else []
    if step and graph.begins[tail]:
        found.append(("begins", step))
    if edge in laid.goes_on:
        found.append(("goes-on", step))
    if head == FINISH:
        found.append(("ends", step))
    elif graph.kinds[head] == "stop" and after:
        own = not graph.begins[head]
        found += [("ends", after)] if own else [("begins", after), ("goes-on", after), ("ends", after)]
        return Word(tuple(found), 2 if own else 3)
    return Word(tuple(found))
