"""The token game on a graph: a run that was derived is played, so that none is told that cannot happen."""

from collections.abc import Sequence
from itertools import islice

from attrs import define, field

from blueprint.conformance.expand import Move
from blueprint.conformance.moments import Course, Moment
from blueprint.flow.graph import BEGIN, FINISH


class IllegalError(Exception):
    """A move cannot be made."""


class DoubledError(Exception):
    """Two tokens have come to one place."""


@define(eq=False)
class Game:
    """A case on its way."""

    course: Course
    tokens: set[int] = field(factory=set)
    waiting: set[int] = field(factory=set)
    """The edges to which a split has given a token that the run has not come to yet."""
    moments: list[Moment] = field(factory=list)
    begun: bool = False
    stopped: bool = False

    @property
    def is_over(self) -> bool:
        edges = self.course.graph.edges
        return self.stopped or (self.begun and all(edges[each][1] == FINISH for each in self.tokens))

    def make(self, run: Sequence[Move], at: int) -> None:
        """Make the next move of a run."""
        edge, count, _ = run[at]
        moments = self.course.words[edge].moments
        if edge in self.waiting:
            self.waiting.discard(edge)
        else:
            self._fire(run, at, stays=count < len(moments))
        self.moments += moments[:count]
        if count == len(moments) and self.course.graph.kinds[self.course.graph.edges[edge][1]] == "stop":
            self.stopped = True

    def _fire(self, run: Sequence[Move], at: int, *, stays: bool) -> None:
        """Fire the node before an edge; where its step is still under way, the token of a choice ``stays``."""
        graph = self.course.graph
        edge = run[at][0]
        node = graph.edges[edge][0]
        kind = graph.kinds[node]
        there = [each for each in graph.ins[node] if each in self.tokens and each not in self.waiting]
        if self.stopped or (node == BEGIN) is self.begun:
            raise IllegalError
        if node == BEGIN:
            self.begun = True
        elif (
            not there
            or (kind == "parallel" and len(there) < len(graph.ins[node]))
            or (kind == "arrivals" and self._awaited(node, there))
        ):
            raise IllegalError
        if stays and kind == "exclusive" and node != BEGIN:
            return
        if edge in self.course.gives_up:
            self.tokens.intersection_update(there[:1])
            self.waiting.clear()
        self.tokens.difference_update(there if kind in ("parallel", "arrivals") else there[:1])
        given = self._given(node, run, at) if kind in ("parallel", "several") else {edge}
        if not self.tokens.isdisjoint(given):
            raise DoubledError
        self.tokens |= given
        self.waiting |= given - {edge}

    def _given(self, node: int, run: Sequence[Move], at: int) -> set[int]:
        """The edges that a split gives tokens to: of an inclusive choice those that the run comes to."""
        graph = self.course.graph
        if graph.kinds[node] == "parallel":
            return set(graph.outs[node])
        given = {run[at][0]}
        for each, _, optional in islice(run, at + 1, None):
            if not optional and (each in given or graph.edges[each][1] == node):
                break
            if graph.edges[each][0] == node:
                given.add(each)
        return given

    def _awaited(self, join: int, there: Sequence[int]) -> bool:
        """Whether a token can still come to an empty edge into an inclusive join, and not to a full one (BPMN 2.0.2)."""
        graph = self.course.graph
        rest = {graph.edges[each][1] for each in self.tokens.difference(there)} - {FINISH}
        empty = [each for each in graph.ins[join] if each not in there]
        coming = (node for node in rest if any(node in self.course.leading_to(each) for each in empty))
        return join in rest or any(all(node not in self.course.leading_to(each) for each in there) for node in coming)


def play(course: Course, run: Sequence[Move]) -> Game | None:
    """Play a run; None where it cannot be played."""
    game = Game(course)
    for at, (_, _, optional) in enumerate(run):
        try:
            game.make(run, at)
        except DoubledError:
            return None
        except IllegalError:
            if not optional:
                return None
        if game.stopped:
            break
    return game
